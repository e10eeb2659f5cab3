"""A month of events as a table of weeks, Monday first."""

from __future__ import annotations

import re
from calendar import Calendar
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

import vietnamese
from events import times
from events.models import Event

_WRITTEN = re.compile(r"([12][0-9]{3})-(0[1-9]|1[0-2])")
MONDAY = 0


@dataclass(frozen=True, order=True)
class Month:
    """One month of a year."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Month:
        """The month a day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def read(cls, written: str) -> Month | None:
        """From `2024-07`; None for anything else, and for a year that can't be meant."""
        match = _WRITTEN.fullmatch(written)
        if match is None or not vietnamese.FIRST_YEAR <= int(match[1]) <= vietnamese.LAST_YEAR:
            return None
        return cls(int(match[1]), int(match[2]))

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def next(self) -> Month:
        """The one after it."""
        return Month.of(self.first + timedelta(days=31))

    @property
    def previous(self) -> Month:
        """The one before it."""
        return Month.of(self.first - timedelta(days=1))

    @property
    def last(self) -> date:
        """Its last day."""
        return self.next.first - timedelta(days=1)

    @property
    def written(self) -> str:
        """As addresses have it: 2024-07."""
        return f"{self.year:04}-{self.number:02}"

    def __str__(self) -> str:
        return f"tháng {self.number}/{self.year}"


@dataclass(frozen=True)
class Entry:
    """An event on one day: on its first with the hour."""

    event: Event
    hour: str


@dataclass(frozen=True)
class Day:
    """One cell of the table."""

    date: date
    is_outside: bool
    is_today: bool
    entries: list[Entry]

    @property
    def weekday(self) -> str:
        """Thứ Hai … Chủ Nhật."""
        return vietnamese.weekday_name(self.date)

    @property
    def classes(self) -> str:
        """How the cell looks: outside the month, today, with nothing in it."""
        said = (("off", self.is_outside), ("today", self.is_today), ("none", not self.entries and not self.is_outside))
        return " ".join(name for name, holds in said if holds)


def weeks(month: Month, events: list[Event]) -> list[list[Day]]:
    """The weeks that the month touches; days of other months are only there to fill them."""
    today = timezone.localdate()
    return [
        [
            Day(day, day.month != month.number, day == today, [] if day.month != month.number else _on(day, events))
            for day in week
        ]
        for week in Calendar(MONDAY).monthdatescalendar(month.year, month.number)
    ]


def _on(day: date, events: list[Event]) -> list[Entry]:
    shown = [one for one in events if times.first_day(one) <= day <= times.last_day(one)]
    return [Entry(one, _hour(one) if times.first_day(one) == day else "") for one in shown]


def _hour(event: Event) -> str:
    if event.begins_as != times.Known.HOUR:
        return times.hour_words(event).removeprefix("buổi ").capitalize()
    local = timezone.localtime(event.begins)
    return f"{local.hour}:{local:%M}"
