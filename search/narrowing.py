"""Narrowing a search by kind, time and section: what can be chosen, with how many hits each choice has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from publishing import pagecache
from publishing.sections import all_sections
from search import registry
from search.asking import Narrow
from search.models import Entry

RECENT_DAYS = 7


class Group(NamedTuple):
    """Matches that are alike in all that a reader can choose by, and how many they are."""

    kind: str
    section: int | None
    year: int
    recent: bool
    size: int


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


def with_children(section: int) -> tuple[int, ...]:
    """The section and those below it."""
    return (section, *(one.pk for one in all_sections() if one.parent_id == section))


def recent_since(now: datetime) -> datetime:
    """From when on something is of the last days."""
    return now - timedelta(days=RECENT_DAYS)


def _tests(narrow: Narrow) -> dict[str, Callable[[Group], bool]]:
    return {
        "kinds": lambda group: not narrow.kinds or group.kind in narrow.kinds,
        "sections": lambda group: not narrow.sections or group.section in narrow.sections,
        "times": lambda group: (
            (not narrow.years or group.year in narrow.years) and (narrow.since is None or group.recent)
        ),
    }


def passing(groups: Iterable[Group], narrow: Narrow) -> int:
    """How many matches all the conditions let through."""
    tests = _tests(narrow).values()
    return sum(group.size for group in groups if all(test(group) for test in tests))


def facets(groups: Sequence[Group], narrow: Narrow) -> Facets:
    """Count each facet under the conditions of the others, so that a second choice of a facet can be added."""
    tests = _tests(narrow)

    def under_others(facet: str) -> list[Group]:
        others = [test for name, test in tests.items() if name != facet]
        return [group for group in groups if all(test(group) for test in others)]

    kinds: Counter[str] = Counter()
    years: Counter[int] = Counter()
    in_sections: Counter[int | None] = Counter()
    for group in under_others("kinds"):
        kinds[group.kind] += group.size
    for group in under_others("times"):
        years[group.year] += group.size
    for group in under_others("sections"):
        in_sections[group.section] += group.size
    return Facets(
        kinds=tuple(Choice(one.kind, one.label, kinds[one.kind]) for one in registry.everything() if kinds[one.kind]),
        years=tuple(Choice(year, f"Năm {year}", years[year]) for year in sorted(years, reverse=True)),
        recent=sum(group.size for group in under_others("times") if group.recent),
        sections=tuple(
            Choice(one.pk, one.name, count)
            for one in all_sections()
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
        sections=tuple(Choice(one.pk, one.name, None) for one in all_sections()),
    )
