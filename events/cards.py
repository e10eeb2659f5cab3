"""Events as cards: the few rows of a list with what their cards print, in three statements whatever their number."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import vietnamese
from events import children
from events.models import TAG, ConnectedSite, Event
from publishing import pagecache

AHEAD = 3


def cards(events: Any) -> list[Event]:
    """The events of a queryset, in its order, each with `site_words` and `document_count`."""
    return counted(events.for_cards())


def counted(events: Iterable[Event]) -> list[Event]:
    """The same for rows at hand: how many sites, as the register or else the headline has it, and how many public documents."""
    found = list(events)
    keys = [one.pk for one in found]
    sites = ConnectedSite.objects.counts(keys) if found else {}
    documents = Event.objects.document_counts(keys) if found else {}
    for one in found:
        one.site_words = _sites(one, sites.get(one.pk, 0))  # type: ignore[attr-defined]
        one.document_count = documents.get(one.pk, 0)  # type: ignore[attr-defined]
    return found


def _sites(event: Event, count: int) -> str:
    if count:
        return f"{vietnamese.group_digits(count)} điểm cầu"
    said = (str(one) for one in children.quantities(event.quantities) if one.unit.lower() == "điểm cầu")
    return next(said, "")


def coming(*, count: int = AHEAD, without: int | None = None) -> list[Event]:
    """Sắp diễn ra: the next ones that go ahead, those that are running first. Kept until the clock moves one on."""
    ahead = pagecache.fragment("events:coming", tags=[TAG], build=_coming)
    return [one for one in ahead if one.pk != without][:count]


def _coming() -> tuple[Event, ...]:
    return tuple(cards(Event.objects.listed().ahead().filter(disruption="")[: AHEAD + 1]))
