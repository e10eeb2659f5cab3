"""Finding what matches a query, best first, the same on both databases. Only what a reader may see now is ever returned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

import vietnamese
from publishing import prepared
from publishing.models import Section
from publishing.sections import all_sections
from search import asking, narrowing, registry
from search.asking import Match, Narrow, Run
from search.backends import backend
from search.excerpts import Marker, Parts, excerpt
from search.models import Text
from search.narrowing import Facets, Group
from vietnamese import Kind, Query

PER_PAGE = 10
# Nobody reads further, and to count what comes after would cost more than to find what comes first.
MOST = 1000
MOST_KEYS = 2000
# Tiers are asked this many at a time: the first ones fill the first page of most searches.
CLOSEST = 2
MOST_NEAR_WORDS = 8


class Read(NamedTuple):
    """One entry as it is read to be shown."""

    url: str
    title: str
    shown: str
    folded: str
    kind: str
    id: int
    publish_at: datetime
    section: int | None


@dataclass(frozen=True)
class Hit:
    """One thing that was found, ready to be shown."""

    kind: str
    kind_label: str
    id: int
    title: str
    url: str
    publish_at: datetime
    section: Section | None
    title_parts: Parts = ()
    excerpt_parts: Parts = ()

    @property
    def section_name(self) -> str:
        """Where it stands, in words."""
        return self.section.name if self.section else ""

    def get_absolute_url(self) -> str:
        """Its page, for templates that list pieces."""
        return self.url


@dataclass(frozen=True)
class Results:
    """The answer. `total` is at most MOST; `capped` says that there are more."""

    query: Query
    hits: tuple[Hit, ...] = ()
    total: int = 0
    capped: bool = False
    facets: Facets = Facets()
    unfiltered: int = 0

    @property
    def pages(self) -> int:
        """How many pages can be asked for; an empty answer has one."""
        return max(1, ceil(self.total / PER_PAGE))


def narrow_to(
    *,
    kinds: Iterable[str] | None = None,
    section: int | Iterable[int] | None = None,
    year: int | Iterable[int] | None = None,
    recent: bool = False,
    now: datetime,
) -> Narrow:
    """The conditions of a search; a section takes those below it along."""
    chosen = [section] if isinstance(section, int) else list(section or ())
    return Narrow(
        kinds=tuple(kinds or ()),
        sections=tuple(dict.fromkeys(key for one in chosen for key in narrowing.with_children(one))),
        years=(year,) if isinstance(year, int) else tuple(year or ()),
        since=narrowing.recent_since(now) if recent else None,
    )


def find(
    query: str,
    *,
    kinds: Iterable[str] | None = None,
    section: int | Iterable[int] | None = None,
    year: int | Iterable[int] | None = None,
    recent: bool = False,
    page: int = 1,
) -> Results:
    """What a reader gets for a query: one page of hits, closest first and newest first among equals, with totals.

    `section` (ids) and `year` may be one or several. A page that isn't there has no hits; nothing typed is an error.
    """
    asked = vietnamese.parse_query(query)
    if asked.is_empty:
        return Results(asked)
    now = timezone.now()
    narrow = narrow_to(kinds=kinds, section=section, year=year, recent=recent, now=now)
    variants = asking.variants_of(asked)
    tiers = asking.tiers(asked, variants)
    every = _groups(tiers[-1], Narrow(), now)
    size = sum(group.size for group in every)
    if size > MOST and narrow != Narrow():
        found = sum(group.size for group in _groups(tiers[-1], narrow, now))
    else:
        found = narrowing.passing(every, narrow)
    total = min(found, MOST)
    first, last = (page - 1) * PER_PAGE, min(page * PER_PAGE, total)
    best = _best(tiers, narrow=narrow, now=now, limit=last)[first:last] if last > first else []
    return Results(
        query=asked,
        hits=tuple(_shown(best, marker=Marker(asked, variants))),
        total=total,
        capped=found > MOST,
        facets=narrowing.uncounted_facets() if size > MOST else narrowing.facets(every, narrow),
        unfiltered=min(size, MOST),
    )


def count(query: Query) -> int:
    """How many a reader would find, without reading any; at most MOST."""
    if query.is_empty:
        return 0
    groups = _groups(_widest(query), Narrow(), timezone.now())
    return min(sum(group.size for group in groups), MOST)


def keys(*, kind: str, query: str, limit: int = MOST_KEYS) -> list[int]:
    """The keys of the pieces of a kind that a reader finds with all these words, newest first."""
    asked = vietnamese.parse_query(query)
    if asked.is_empty or registry.of_kind(kind) is None:
        return []
    return backend().newest(_widest(asked), narrow=Narrow(kinds=(kind,)), now=timezone.now(), limit=limit)


def near(words: str, *, limit: int = 3) -> list[Hit]:
    """Things whose title is like these words (of an address, say): all of them, all but one, or two neighbours."""
    asked = vietnamese.parse_query(words)
    tokens = [token.folded for token in asked.all_tokens if token.kind is not Kind.PART][:MOST_NEAR_WORDS]
    if len(tokens) < 2:
        return []
    everyone = tuple(Run(False, (word,)) for word in dict.fromkeys(tokens))
    tiers = [Match(True, (everyone,))]
    if len(everyone) > 2:
        tiers += [Match(True, ((*everyone[:at], *everyone[at + 1 :]),)) for at in range(len(everyone))]
    tiers.append(Match(True, tuple((Run(False, pair),) for pair in zip(tokens, tokens[1:], strict=False))))
    best = _best(tiers, narrow=Narrow(), now=timezone.now(), limit=limit)[:limit]
    return list(_shown(best, marker=None))


def _widest(query: Query) -> Match:
    """The last tier, which holds all the others."""
    return asking.tiers(query, asking.variants_of(query))[-1]


def _groups(match: Match, narrow: Narrow, now: datetime) -> list[Group]:
    """As many matches as are counted and one more, in groups."""
    since = narrowing.recent_since(now)
    rows = backend().tally(match, narrow=narrow, now=now, limit=MOST + 1, recent_since=since)
    return [Group(*row) for row in rows]


def _best(tiers: Sequence[Match], *, narrow: Narrow, now: datetime, limit: int) -> list[int]:
    """Entry ids, tier by tier, newest first in each, everything once; further tiers are asked only where those left gaps."""
    found: dict[int, None] = {}
    for some in (tiers[:CLOSEST], tiers[CLOSEST : 2 * CLOSEST], tiers[2 * CLOSEST :]):
        if some and len(found) < limit:
            ranked = backend().ranked(some, narrow=narrow, now=now, limit=limit)
            found |= dict.fromkeys(number for _, number in sorted(ranked, key=lambda row: (row[0], -row[1])))
    return list(found)


def read_public(ids: Sequence[int]) -> dict[int, Read]:
    """Read entries. Each kind itself has the last word on what is public: a stale entry (an old backup, say) is left out."""
    rows = {row[0]: Read._make((*row[1:7], prepared.moment(row[7]), row[8])) for row in _texts(ids)}
    wanted: dict[str, list[int]] = defaultdict(list)
    for row in rows.values():
        wanted[row.kind].append(row.id)
    public = {
        (searchable.kind, key)
        for searchable in registry.everything()
        if searchable.kind in wanted
        for key in searchable.public(wanted[searchable.kind])
    }
    return {number: row for number, row in rows.items() if (row.kind, row.id) in public}


def _texts(ids: Sequence[int]) -> prepared.Rows:
    if not ids:
        return []
    entry = ("entry__kind", "entry__object_id", "entry__publish_at", "entry__section")

    def written(*numbers: int) -> list[QuerySet[Any, Any]]:
        return [
            Text.objects.filter(pk__in=numbers).order_by().values_list("pk", "url", "title", "shown", "folded", *entry)
        ]

    (rows,) = prepared.ask(("search texts", len(ids)), written, *ids)
    return rows


def _shown(ids: Sequence[int], *, marker: Marker | None) -> Iterator[Hit]:
    """The hits as they are shown, in this order."""
    rows = read_public(ids)
    labels = {searchable.kind: searchable.label for searchable in registry.everything()}
    by_key = {section.pk: section for section in all_sections()}
    for row in (rows[number] for number in ids if number in rows):
        yield Hit(
            kind=row.kind,
            kind_label=labels[row.kind],
            id=row.id,
            title=row.title,
            url=row.url,
            publish_at=row.publish_at,
            section=by_key.get(row.section) if row.section else None,
            title_parts=marker.marked(row.title) if marker else (),
            excerpt_parts=excerpt(shown=row.shown, folded=row.folded, marker=marker) if marker else (),
        )
