"""Vietnamese dates and numbers for templates. The rules are in `vietnamese`; here they meet HTML."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

import vietnamese

register = template.Library()

SIZES = (("GB", 1024**3), ("MB", 1024**2))


@register.filter
def long_datetime(moment: datetime | None) -> str:
    """`Thứ Năm, 18/5/2023, 18:01 (GMT+7)`; nothing for nothing."""
    return vietnamese.long_datetime(moment) if moment else ""


@register.filter
def long_date(day: date | None) -> str:
    """`Thứ Năm, 18/5/2023`; nothing for nothing."""
    return vietnamese.long_date(day) if day else ""


@register.filter
def short_date(day: date | None) -> str:
    """`18/5/2023`; nothing for nothing."""
    return vietnamese.short_date(day) if day else ""


@register.filter
def machine_time(moment: date | None) -> str:
    """The value of `<time datetime>`: a day as a day, a moment cut to seconds with its offset."""
    if isinstance(moment, datetime):
        return vietnamese.machine_datetime(moment)
    return moment.isoformat() if moment else ""


@register.filter
def nb(text: object) -> SafeString:
    """Escaped text in which document numbers (01-KL/TW) never break over a line."""
    words = "" if text is None else f"{text}"
    if "/" not in words:  # every number has one, most headlines don't
        return escape(words)
    return format_html_join(
        "",
        "{}",
        (
            (format_html('<span class="nb">{}</span>', segment.text) if segment.is_number else segment.text,)
            for segment in vietnamese.split_around_numbers(words)
        ),
    )


@register.filter
def group_digits(number: int | None) -> str:
    """`1.204`: thousands stand in groups of three, with dots."""
    return "" if number is None else f"{number:,}".replace(",", ".")


@register.filter
def file_size(count: int | None) -> str:
    """`860 KB`, `1,2 MB`: whole kilobytes, one decimal from a megabyte on."""
    if count is None:
        return ""
    for unit, size in SIZES:
        if count >= size:
            return f"{count / size:.1f} {unit}".replace(".", ",")
    return f"{max(1, round(count / 1024)) if count else 0} KB"


@register.filter
def initials(name: str) -> str:
    """`TH` for Thu Hằng: the first letters of the first and the last word."""
    words = str(name).split()
    return "".join(word[0] for word in dict.fromkeys([words[0], words[-1]])).upper() if words else ""
