"""By when a message is to be dealt with: working days after it came, by its kind."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from feedback.states import DAYS, Kind

SATURDAY = 5


def due_on(kind: str, *, received: date, holidays: Collection[date]) -> date:
    """The last day in time. Weekends and holidays don't count, nor does the day itself."""
    day, left = received, DAYS[Kind(kind)]
    while left:
        day += timedelta(days=1)
        if day.weekday() < SATURDAY and day not in holidays:
            left -= 1
    return day
