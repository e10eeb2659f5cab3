"""The components of the pages: inclusion tags whose keyword-only inputs are checked at compile time."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlencode

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.paginator import Page
from django.forms import BoundField, CheckboxInput, Form
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

import vietnamese
from events import times
from events.models import Event
from khoi_portal.icons import ICONS
from khoi_portal.templatetags.vietnamese_text import group_digits, long_date, long_datetime, machine_time, short_date
from media.models import Image, credit_line, full_stop

register = template.Library()

Context = dict[str, Any]

# What an address can't hold as it is: blanks, what parts values from one another, and what ends an attribute.
NOT_IN_QUERY = re.compile(r"""[\x00-\x20"#%&'+<>?\\^`{|}]""")

STORY_VARIANTS = {
    # name: (classes, cut of the picture, its width on the page, form of the date)
    "lead": ("story--lead", "card", "(min-width: 60em) 48rem, 100vw", "long"),
    "row": ("story--row", "thumb", "", "short"),
    "row-big": ("story--row big", "card", "(min-width: 40em) 240px, 112px", "long"),
    "plain": ("", "card", "", "short"),
}
IN_WORDS = {"short": short_date, "long": long_date, "full": long_datetime}
MODE_TONES = {Event.Mode.IN_PERSON: "", Event.Mode.ONLINE: "info", Event.Mode.HYBRID: "gold"}
PILL_TONES = {"", "gold", "ok", "warn", "bad", "info"}


def component(name: str) -> Any:
    """An inclusion tag whose template is components/<name>.html."""
    return register.inclusion_tag(f"components/{name}.html", name=name)


# The smallest stand dozens of times on a page: they are written here, without a template of their own.
@register.simple_tag
@lru_cache(maxsize=len(ICONS))
def icon(*, name: str) -> SafeString:
    """One of our drawings, in the colour of the text beside it. An unknown name is an error, never a gap."""
    drawn = '<svg class="ico" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>'
    return format_html(drawn, ICONS[name])


@register.inclusion_tag("components/gallery_card.html")
def gallery_card(*, gallery: Any, level: int = 2) -> Context:
    """A gallery in a list: cover of three, title, count, day."""
    return {"gallery": gallery, "level": level}


@register.inclusion_tag("components/video_card.html")
def video_card(*, video: Any, level: int = 2) -> Context:
    """A video in a list or a box: its still with the length, title, day."""
    return {"video": video, "level": level}


@register.simple_tag
def moment(*, at: Any, form: str = "short") -> SafeString | str:
    """A point in time in words and for machines. `form`: short, long, full. Nothing for nothing."""
    if not at:
        return ""
    # What is printed as a day is a day for machines too.
    day = timezone.localdate(at) if form == "short" and isinstance(at, datetime) else at
    return format_html('<time datetime="{}">{}</time>', machine_time(day), IN_WORDS[form](at))


@register.simple_tag
def pill(*, label: str, tone: str = "") -> SafeString:
    """A state in words on a coloured ground. Tones: gold, ok, warn, bad, info; none is neutral."""
    if not tone:
        return format_html('<span class="pill">{}</span>', label)
    if tone not in PILL_TONES:
        raise ValueError(f"Unknown tone of a pill: {tone!r}. Known: {', '.join(sorted(PILL_TONES))}.")
    return format_html('<span class="pill pill--{}">{}</span>', tone, label)


@register.simple_tag
def marked(*, parts: Any) -> SafeString:
    """A text with the words that were searched for: pairs of text and whether it is a hit."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", text) if is_hit else text,) for text, is_hit in parts)
    )


@register.simple_tag
def section_head(*, title: str, url: str = "", more: str = "", level: int = 2, id: str = "") -> SafeString:  # noqa: A002
    """The red rule over a block, its name, and the way to all of it, which screen readers hear in full."""
    shown = format_html(
        "<h{0}{1}>{2}</h{0}>",
        str(level),
        format_html(' id="{}"', id) if id else "",
        format_html('<a href="{}">{}</a>', url, title) if url else title,
    )
    way = format_html('<a href="{}">{}<span class="vh"> – {}</span></a>', url, more, title) if url and more else ""
    return format_html('<div class="sec__h">{}{}</div>', shown, way)


@component("story")
def story(
    *,
    piece: Any,
    variant: str = "plain",
    level: int = 3,
    lazy: bool = True,
    show_section: bool = False,
    show_summary: bool = False,
    show_date: bool = True,
) -> Context:
    """A news item; the whole card is one link. Without a picture the text takes the whole width."""
    classes, crop, sizes, date_form = STORY_VARIANTS[variant]
    return {
        "piece": piece,
        "classes": classes,
        "crop": crop,
        "sizes": sizes,
        "date_form": date_form,
        "level": level,
        "lazy": lazy,
        "is_row": variant.startswith("row"),
        "show_section": show_section,
        "show_summary": show_summary,
        "show_date": show_date,
    }


@component("event_card")
def event_card(*, event: Event, level: int = 3, boxed: bool = False) -> Context:
    """An event with its day in a box. What doesn't go ahead, and what is going on now, is said in words."""
    day = times.first_day(event)
    return {
        "event": event,
        "level": level,
        "boxed": boxed,
        "weekday": vietnamese.weekday_name(day),
        "day": day.day,
        "month": f"tháng {day.month}" + ("" if day.year == timezone.localdate().year else f"/{day.year}"),
        "hour": times.hour_words(event),
        "mode_tone": MODE_TONES[Event.Mode(event.mode)],
        "is_running": event.phase() == times.Phase.RUNNING and not event.disruption,
    }


@component("news_list")
def news_list(*, pieces: Any, show_date: bool = True, show_section: bool = False, grid: bool = False) -> Context:
    """Headlines under one another."""
    return {"pieces": pieces, "show_date": show_date, "show_section": show_section, "grid": grid}


@component("rank")
def rank(*, pieces: Any) -> Context:
    """Headlines counted: xem nhiều nhất."""
    return {"pieces": pieces}


@component("document_list")
def document_list(*, documents: Any) -> Context:
    """Documents under one another: kind of file, title, number or type, date, size. Each carries its files as `.carried`."""
    return {"documents": documents}


@component("hot")
def hot(*, pieces: Any) -> Context:
    """Mới – Nóng: still lines, at most two; nothing at all when nothing is picked."""
    return {"pieces": pieces}


@component("crumbs")
def crumbs(*, items: Any = (), current: str = "") -> Context:
    """The way from the home page: (name, address), then this page's own unless it is the heading."""
    return {"items": items, "current": current}


@component("pager")
def pager(*, page: Page, params: dict[str, str] | None = None) -> Context:
    """Numbered pages. `params` are the filters in force; only what the view knows is carried along."""

    def address(number: int) -> str:
        given = {**(params or {}), **({"trang": number} if number > 1 else {})}
        return f"?{urlencode(given, doseq=True)}"

    paginator = page.paginator
    numbers = paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "links": [(number, address(number) if isinstance(number, int) else "") for number in numbers],
        "number": page.number,
        "last": paginator.num_pages,
        "previous": (page.number - 1, address(page.number - 1)) if page.has_previous() else None,
        "next": (page.number + 1, address(page.number + 1)) if page.has_next() else None,
    }


@component("chips")
def chips(*, count: int, noun: str, active: Any = (), clear_url: str = "", order: str = "") -> Context:
    """How many there are, and the filters in force, each a link that drops it: (label, address)."""
    return {"count": count, "noun": noun, "active": active, "clear_url": clear_url, "order": order}


@component("filters")
def filters(
    *, form: Form, main: str, more: str = "", more_label: str = "", button: str = "Lọc", live: str = ""
) -> Context:
    """The filters of a list, GET and shareable. `main` and `more` name fields, split by spaces; `live` the parts of the page
    that follow the typing where there is script."""
    more_fields = [form[name] for name in more.split()]
    return {
        "main_fields": [form[name] for name in main.split()],
        # A condition that came with the address and has no box of its own goes on with the others.
        "hidden_fields": [field for field in form.hidden_fields() if field.value()],
        "more_fields": more_fields,
        "more_label": more_label,
        "more_open": any(field.errors or field.value() for field in more_fields),
        "button": button,
        "live": live,
    }


@component("field")
def field(
    *, field: BoundField, hint: str = "", optional: bool = False, big: bool = False, counter: bool = False
) -> Context:
    """One field of a form: label, hint, what is wrong and how to mend it, all tied to the input."""
    hint = hint or str(field.help_text)
    ids = {"hint": f"{field.auto_id}-h", "error": f"{field.auto_id}-e", "left": f"{field.auto_id}-l"}
    counter = counter and bool(getattr(field.field, "max_length", None))
    said = [ids[part] for part, on in (("hint", hint), ("error", field.errors), ("left", counter)) if on]
    is_check = isinstance(field.field.widget, CheckboxInput)
    attrs = {} if is_check else {"class": "inp big" if big else "inp"}
    if said:
        attrs["aria-describedby"] = " ".join(said)
    if field.errors:
        attrs["aria-invalid"] = "true"
    if counter:
        attrs["data-left"] = ids["left"]
        attrs["data-most"] = str(getattr(field.field, "max_length", ""))
    return {
        "field": field,
        "widget": field.as_widget(attrs=attrs),
        "hint": hint,
        "ids": ids,
        "optional": optional,
        "is_check": is_check,
        "max_length": field.field.max_length if counter else None,
    }


def _in_query(text: str) -> str:
    """Text as a value of an address in a page: browsers encode Vietnamese letters themselves, and the page stays a third as long."""
    return NOT_IN_QUERY.sub(lambda found: quote(found[0]), text)


@component("share_tools")
def share_tools(*, title: str, url: str, end: bool = False) -> Context:
    """Listen, copy, mail, Facebook, Zalo, print. Plain links; nothing is loaded from those places."""
    return {
        "end": end,
        "url": url,
        "mail": f"mailto:?subject={_in_query(title)}&body={_in_query(url)}",
        "facebook": f"https://www.facebook.com/sharer.php?u={_in_query(url)}",
        "zalo": f"https://sp.zalo.me/share?url={_in_query(url)}",
    }


@component("byline")
def byline(*, authors: Any) -> Context:
    """Pen names, each leading to what its owner wrote."""
    return {"authors": authors}


@component("tags")
def tags(*, items: Any, label: str) -> Context:
    """Keywords as links; `label` names the list for screen readers."""
    return {"items": items, "label": label}


@component("note")
def note(
    *, title: str = "", text: str = "", url: str = "", tone: str = "", level: int = 2, focus: bool = False
) -> Context:
    """A message in a frame. Tones: ok, warn, bad; none is information. `focus` takes the reader there."""
    return {"title": title, "text": text, "url": url, "tone": tone, "level": level, "focus": focus}


@component("facets")
def facets(*, groups: Any, query: str, active: int = 0, clear_url: str = "") -> Context:
    """Ways to narrow a search. Groups: legend, name, choices; choices: value, label, count, chosen."""
    drawn = [
        (group["legend"], [_facet_choice(group["name"], **choice) for choice in group["choices"]]) for group in groups
    ]
    return {"groups": drawn, "query": query, "active": active, "clear_url": clear_url}


# Two dozen of them stand beside every search: written here, as the smallest components are.
def _facet_choice(name: str, *, value: Any, label: str, count: int | None, chosen: bool) -> SafeString:
    return format_html(
        '<label class="check"><input type="checkbox" name="{}" value="{}"{}>{}{}</label>',
        name,
        str(value),
        " checked" if chosen else "",
        label,
        "" if count is None else f" ({group_digits(count)})",
    )


@component("display")
def display() -> Context:
    """Text size and theme. The buttons work without script: they post, and the server sets the cookie."""
    return {}


@component("page_meta")
def page_meta(
    *,
    title: str,
    url: str,
    site_name: str,
    description: str = "",
    image: str = "",
    kind: str = "website",
    published: Any = None,
    modified: Any = None,
) -> Context:
    """What search engines and shared links show: canonical address, description, OpenGraph. Without a picture of its own, the
    site's mark; without a description, what it is and whose: a shared link always has both."""
    return {
        "title": title,
        "url": url,
        "site_name": site_name,
        "description": " ".join((description or f"{title}. {site_name}.").split()),
        "image": image or settings.SITE_URL + staticfiles_storage.url("apple-touch-icon.png"),
        "kind": kind,
        "published": published,
        "modified": modified,
    }


@component("search_box")
def search_box(*, value: str = "") -> Context:
    """The wide search box of the results and error pages, with what was asked still in it."""
    return {"value": value}


@component("figure")
def figure(*, image: Image, lead: bool = False, lazy: bool = True) -> Context:
    """A picture of the library; what it says and who took it are two things."""
    credit = credit_line(image.photo_credit)
    caption = full_stop(image.caption) if credit else image.caption
    return {"image": image, "caption": caption, "credit": credit, "lead": lead, "lazy": lazy}
