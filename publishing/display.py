"""The reader's display choice: themes by text sizes, in one cookie, parsed against an allow-list."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.http import HttpRequest

COOKIE = "hienthi"
THEMES = ("auto", "light", "dark", "contrast")
SIZES = (100, 112, 125, 150, 200)
ONE_YEAR = 365 * 24 * 3600

# What templates write into <html …>; replaced on the way out, so that a page is stored once for all choices.
MARKER = ' data-hienthi=""'
_FORM = re.compile(r"^([a-z]{4,8})-(\d{3})$")


@dataclass(frozen=True)
class Display:
    """One of the twenty ways to show a page."""

    theme: str = "auto"
    size: int = 100

    def attributes(self) -> str:
        """What takes the marker's place."""
        theme = f' data-theme="{self.theme}"' if self.theme != "auto" else ""
        return theme + (f' data-size="{self.size}"' if self.size != 100 else "")

    def cookie(self) -> str:
        """The value kept in the reader's browser."""
        return f"{self.theme}-{self.size}"

    def stepped(self, step: int) -> Display:
        """One size larger or smaller, within the list."""
        place = SIZES.index(self.size) + step
        return Display(self.theme, SIZES[max(0, min(len(SIZES) - 1, place))])

    def with_theme(self, theme: str) -> Display:
        """Another theme; what is not on the list changes nothing."""
        return Display(theme, self.size) if theme in THEMES else self


DEFAULT = Display()


def parse(value: str) -> Display:
    """The choice in a cookie; anything that is not on the list counts as auto-100."""
    match = _FORM.match(value)
    if match and match[1] in THEMES and int(match[2]) in SIZES:
        return Display(match[1], int(match[2]))
    return DEFAULT


def of(request: HttpRequest) -> Display:
    """The choice of whoever asks."""
    return parse(request.COOKIES.get(COOKIE, ""))
