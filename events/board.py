"""The board of a series: its events by quarter or month, the gaps between them, and the tasks they assigned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

import vietnamese
from events import children, times
from events.models import Event, EventSeries
from vietnamese import Months, Quarter

MOST_TASKS = 12


@dataclass(frozen=True)
class Turn:
    """One turn of a series: what it is called, its event, or that there is none."""

    name: str
    event: Event | None
    is_ahead: bool

    @property
    def is_gap(self) -> bool:
        """No event is known of it."""
        return self.event is None


def years(series: EventSeries, events: Iterable[Event]) -> list[int]:
    """The years of the board, the latest first: those that have events; where turns come by a rhythm, every one up to now."""
    known = {_turn_of(one, monthly=series.rhythm == EventSeries.Rhythm.MONTHLY).year for one in events}
    if series.rhythm in _STEPS:
        last = max(known) if series.closed else max(*known, timezone.localdate().year)
        known = {*range(min(known), last + 1)}
    return sorted(known, reverse=True)


def latest_year(series: EventSeries, events: Iterable[Event]) -> int:
    """The year that is shown first: of the latest event, so that nobody begins with a year of gaps."""
    monthly = series.rhythm == EventSeries.Rhythm.MONTHLY
    return max(_turn_of(one, monthly=monthly).year for one in events)


def turns(series: EventSeries, events: Iterable[Event], *, year: int) -> list[Turn]:
    """The turns of a year, the latest first: from the series' first one on; of a closed series to its last one."""
    events = list(events)
    if series.rhythm not in _STEPS:
        shown = [one for one in events if times.first_day(one).year == year]
        return [
            Turn(_said(one), one, _is_ahead(one)) for one in sorted(shown, key=lambda one: one.begins, reverse=True)
        ]
    monthly = series.rhythm == EventSeries.Rhythm.MONTHLY
    held: dict[Quarter | Months, list[Event]] = {}
    for one in events:
        held.setdefault(_turn_of(one, monthly=monthly), []).append(one)
    today, last = timezone.localdate(), max(held)
    wanted = [turn for turn in _STEPS[series.rhythm](year) if min(held) <= turn and (turn <= last or not series.closed)]
    found: list[Turn] = []
    for turn in reversed(wanted):
        name = str(turn)[:1].upper() + str(turn)[1:]
        here = sorted(held.get(turn, []), key=lambda one: one.begins, reverse=True)
        found += [Turn(name, one, _is_ahead(one)) for one in here] or [Turn(name, None, turn.end >= today)]
    return found


def _quarters(year: int) -> list[Quarter]:
    return [Quarter(year, number) for number in (1, 2, 3, 4)]


def _months(year: int) -> list[Months]:
    return [Months(year, number, number) for number in range(1, 13)]


_STEPS = {EventSeries.Rhythm.QUARTERLY: _quarters, EventSeries.Rhythm.MONTHLY: _months}


def _turn_of(event: Event, *, monthly: bool = False) -> Quarter | Months:
    """The turn an event is: the period it says it is of, else the one its day lies in."""
    day = times.first_day(event)
    try:
        period = vietnamese.parse_period(event.period) if event.period else None
    except ValueError:
        period = None
    if monthly:
        return (
            period
            if isinstance(period, Months) and period.first == period.last
            else Months(day.year, day.month, day.month)
        )
    return period if isinstance(period, Quarter) else Quarter.of(day)


def _said(event: Event) -> str:
    words = event.period or vietnamese.short_date(times.first_day(event))
    return words[:1].upper() + words[1:]


def _is_ahead(event: Event) -> bool:
    return event.phase() == times.Phase.UPCOMING


def tasks(events: Iterable[Event]) -> list[tuple[children.Task, Event]]:
    """What was assigned, of the latest events first; what is done stands last."""
    latest = sorted(events, key=lambda one: one.begins, reverse=True)
    found = [(task, one) for one in latest for task in children.tasks(one.tasks)]
    found.sort(key=lambda pair: (pair[0].state == children.TaskState.DONE, pair[0].due or date.max))
    return found[:MOST_TASKS]
