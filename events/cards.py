"""Events as cards: the few rows of a list with what their cards print, in two statements whatever their number."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from events.models import TAG, ConnectedSite, Event
from publishing import pagecache

AHEAD = 3


def cards(events: Any) -> list[Event]:
    """The events of a queryset, in its order, each with `site_count`."""
    return counted(events.for_cards())


def counted(events: Iterable[Event]) -> list[Event]:
    """The same for rows at hand."""
    found = list(events)
    counts = ConnectedSite.objects.counts([one.pk for one in found]) if found else {}
    for one in found:
        one.site_count = counts.get(one.pk, 0)  # type: ignore[attr-defined]
    return found


def coming(*, count: int = AHEAD, without: int | None = None) -> list[Event]:
    """Sắp diễn ra: the next ones that go ahead, those that are running first. Kept until the clock moves one on."""
    ahead = pagecache.fragment("events:coming", tags=[TAG], build=_coming)
    return [one for one in ahead if one.pk != without][:count]


def _coming() -> tuple[Event, ...]:
    return tuple(cards(Event.objects.listed().ahead().filter(disruption="")[: AHEAD + 1]))
