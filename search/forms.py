"""What a reader may ask for, cleaned once: unknown and broken values count as absent, nothing typed is an error."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

import vietnamese
from publishing.sections import all_sections
from search import registry

MAX_QUERY = 200
RECENT = "7-ngay"
YEARS = range(1900, 2201)


@dataclass(frozen=True)
class Asked:
    """A search as asked: the words, and the chosen values of each facet."""

    query: str
    kinds: tuple[str, ...]
    sections: tuple[str, ...]
    years: tuple[int, ...]
    recent: bool

    @property
    def section_keys(self) -> tuple[int, ...]:
        """The chosen sections, by their keys."""
        return tuple(one.pk for one in all_sections() if one.slug in self.sections)

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """(parameter, value) of every condition."""
        return [
            *(("loai", kind) for kind in self.kinds),
            *((("nam", RECENT),) if self.recent else ()),
            *(("nam", str(year)) for year in self.years),
            *(("muc", slug) for slug in self.sections),
        ]

    def params(self) -> dict[str, list[str]]:
        """What the addresses of further pages carry along."""
        found: dict[str, list[str]] = {"q": [self.query]}
        for name, value in self.chosen:
            found.setdefault(name, []).append(value)
        return found

    def address_without(self, dropped: tuple[str, str]) -> str:
        """The address of the same search with one condition less."""
        return "?" + urlencode([("q", self.query), *(one for one in self.chosen if one != dropped)])


def read(given: QueryDict) -> Asked:
    """The search in an address. What is no value of ours is left out."""
    kinds = {searchable.kind for searchable in registry.everything()}
    slugs = {section.slug for section in all_sections()}
    times = given.getlist("nam")
    years = [int(text) for text in times if text.isascii() and text.isdecimal() and len(text) == 4]
    return Asked(
        query=vietnamese.clean_line(given.get("q", ""))[:MAX_QUERY].strip(),
        kinds=tuple(dict.fromkeys(kind for kind in given.getlist("loai") if kind in kinds)),
        sections=tuple(dict.fromkeys(slug for slug in given.getlist("muc") if slug in slugs)),
        years=tuple(dict.fromkeys(year for year in years if year in YEARS)),
        recent=RECENT in times,
    )
