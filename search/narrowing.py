"""Narrowing a search by kind, time and section: what can be chosen, with how many hits each choice has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from publishing import pagecache
from publishing.models import Section
from search import registry
from search.asking import Narrow
from search.models import Entry, first_id_of

RECENT_DAYS = 7


class Row(NamedTuple):
    """What is known of a match before it is read."""

    id: int
    kind: str
    section: int | None
    year: int


@dataclass(frozen=True)
class Choice:
    """One value of a facet. `count` is None where there are too many to count."""

    value: str | int
    label: str
    count: int | None


@dataclass(frozen=True)
class Facets:
    """The choices of each group, those without a hit left out."""

    kinds: tuple[Choice, ...] = ()
    years: tuple[Choice, ...] = ()
    recent: int | None = 0
    sections: tuple[Choice, ...] = ()


def sections() -> tuple[Section, ...]:
    """Every section in menu order."""
    return pagecache.fragment("search:sections", tags=["site"], build=lambda: tuple(Section.objects.all()))


def kinds() -> list[registry.Searchable]:
    """Every kind that can be chosen."""
    return registry.everything()


def with_children(section: int) -> tuple[int, ...]:
    """The section and those below it."""
    return (section, *(one.pk for one in sections() if one.parent_id == section))


def recent_since(now: datetime) -> datetime:
    """From when on something is of the last days."""
    return now - timedelta(days=RECENT_DAYS)


def _tests(narrow: Narrow) -> dict[str, Callable[[Row], bool]]:
    since = first_id_of(narrow.since) if narrow.since else 0
    return {
        "kinds": lambda row: not narrow.kinds or row.kind in narrow.kinds,
        "sections": lambda row: not narrow.sections or row.section in narrow.sections,
        "times": lambda row: (not narrow.years or row.year in narrow.years) and row.id >= since,
    }


def passing(rows: Iterable[Row], narrow: Narrow) -> list[Row]:
    """The rows that all the conditions let through."""
    tests = _tests(narrow).values()
    return [row for row in rows if all(test(row) for test in tests)]


def facets(rows: Sequence[Row], narrow: Narrow, *, now: datetime) -> Facets:
    """Count each group under the conditions of the other groups, so that a second choice of a group can be added."""
    tests = _tests(narrow)

    def under_others(group: str) -> list[Row]:
        others = [test for name, test in tests.items() if name != group]
        return [row for row in rows if all(test(row) for test in others)]

    kinds = Counter(row.kind for row in under_others("kinds"))
    times = under_others("times")
    years = Counter(row.year for row in times)
    since = first_id_of(recent_since(now))
    in_sections = Counter(row.section for row in under_others("sections"))
    return Facets(
        kinds=tuple(Choice(one.kind, one.label, kinds[one.kind]) for one in registry.everything() if kinds[one.kind]),
        years=tuple(Choice(year, f"Năm {year}", years[year]) for year in sorted(years, reverse=True)),
        recent=sum(row.id >= since for row in times),
        sections=tuple(
            Choice(one.pk, one.name, count)
            for one in sections()
            if (count := sum(in_sections[key] for key in with_children(one.pk)))
        ),
    )


def uncounted_facets() -> Facets:
    """The choices where there are too many hits to count: everything there is."""
    years = pagecache.fragment(
        "search:years",
        tags=["search"],
        build=lambda: tuple(sorted(Entry.objects.order_by().values_list("year", flat=True).distinct(), reverse=True)),
    )
    return Facets(
        kinds=tuple(Choice(one.kind, one.label, None) for one in registry.everything()),
        years=tuple(Choice(year, f"Năm {year}", None) for year in years),
        recent=None,
        sections=tuple(Choice(one.pk, one.name, None) for one in sections()),
    )
