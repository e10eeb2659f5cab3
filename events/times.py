"""When an event takes place: from what the newsroom knows (a day, a part of the day, an hour) to moments, and back to words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import TextChoices
from django.utils import timezone

import vietnamese


class Known(TextChoices):
    """How exactly a moment is known."""

    HOUR = "hour", "đến giờ"
    SESSION = "session", "đến buổi"
    DAY = "day", "đến ngày"


class Session(TextChoices):
    """Buổi: the part of a day that a newsroom speaks of while the hour isn't known."""

    MORNING = "sáng", "sáng"
    AFTERNOON = "chiều", "chiều"
    EVENING = "tối", "tối"


class Phase(TextChoices):
    """What the clock says of an event."""

    UPCOMING = "upcoming", "Sắp diễn ra"
    RUNNING = "running", "Đang diễn ra"
    OVER = "over", "Đã kết thúc"


# When a part of the day begins and ends, for the clock and for calendars. `vietnamese.buoi` names each by its first moment.
HOURS = {
    Session.MORNING: (time(8), time(12)),
    Session.AFTERNOON: (time(13, 30), time(18)),
    Session.EVENING: (time(18), time(22)),
}
AT_LEAST = timedelta(hours=1)


@dataclass(frozen=True)
class Window:
    """From when to when, and how exactly either end is known; an end that nobody gave is only assumed."""

    begins: datetime
    begins_as: Known
    ends: datetime
    ends_as: str


def window(
    *, day: date, hour: time | None = None, session: str = "", end_day: date | None = None, end_hour: time | None = None
) -> Window:
    """The moments that a day, an hour or a part of the day, and an end stand for.

    Without an end, an event lasts to the end of the part of the day it begins in, a day without hours to its midnight.
    Raises ValueError with a message for the writer where it would end before it begins.
    """
    if hour is not None:
        begins, known = _at(day, hour), Known.HOUR
    elif session:
        begins, known = _at(day, HOURS[Session(session)][0]), Known.SESSION
    else:
        begins, known = _at(day, time()), Known.DAY
    if end_hour is not None:
        ends, ends_as = _at(end_day or day, end_hour), str(Known.HOUR)
    elif end_day is not None:
        ends, ends_as = _at(end_day + timedelta(days=1), time()), str(Known.DAY)
    else:
        ends, ends_as = _assumed_end(begins, known), ""
    if ends <= begins:
        raise ValueError("Giờ kết thúc sớm hơn giờ bắt đầu. Hãy ghi lại ngày hoặc giờ kết thúc.")
    return Window(begins, known, ends, ends_as)


def session_of(hour: time) -> str:
    """The part of the day that an hour lies in."""
    return vietnamese.buoi(_at(date(2000, 1, 1), hour))


def _at(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))


def _assumed_end(begins: datetime, known: Known) -> datetime:
    local = timezone.localtime(begins)
    if known == Known.DAY:
        return _at(local.date() + timedelta(days=1), time())
    ends = _at(local.date(), HOURS[Session(vietnamese.buoi(begins))][1])
    # Nobody said that it lasts into another day.
    return min(max(ends, begins + AT_LEAST), _at(local.date() + timedelta(days=1), time()))


def phase(event: Any, *, now: datetime | None = None) -> Phase:
    """Before, during or after. What has no day yet lies ahead."""
    moment = now or timezone.now()
    if event.begins is None or moment < event.begins:
        return Phase.UPCOMING
    return Phase.RUNNING if moment < event.ends else Phase.OVER


def first_day(event: Any) -> date:
    """The day it begins, in Vietnam."""
    return timezone.localdate(event.begins)


def last_day(event: Any) -> date:
    """The day it ends, in Vietnam: one that lasts to midnight ends on the day before."""
    return timezone.localdate(event.ends - timedelta(seconds=1))


def clock(moment: datetime) -> str:
    """An hour as it is said: 8 giờ 00."""
    local = timezone.localtime(moment)
    return f"{local.hour} giờ {local:%M}"


def hour_words(event: Any) -> str:
    """The hour or the part of the day it begins in; nothing where only the day is known."""
    if event.begins is None:
        return ""
    if event.begins_as == Known.HOUR:
        return clock(event.begins)
    return f"buổi {vietnamese.buoi(event.begins)}" if event.begins_as == Known.SESSION else ""


def day_words(event: Any) -> str:
    """What stands under its date in figures: buổi sáng, Thứ Hai."""
    if event.begins is None:
        return ""
    weekday = vietnamese.weekday_name(first_day(event))
    return f"buổi {vietnamese.buoi(event.begins)}, {weekday}" if event.begins_as != Known.DAY else weekday


def in_words(event: Any) -> str:
    """The whole time in one line: Thứ Hai, 28/8/2023, từ 8 giờ 00 đến 11 giờ 30. Nothing while there is no day."""
    if event.begins is None:
        return ""
    start, end = first_day(event), last_day(event)
    said_end = clock(event.ends) if event.ends_as == Known.HOUR else ""
    hour = hour_words(event)
    first = vietnamese.long_date(start)
    if hour:
        first += f", {'từ ' if event.begins_as == Known.HOUR else ''}{hour}"
    if start == end:
        return f"{first} đến {said_end}" if said_end else first
    last = vietnamese.long_date(end)
    return f"{first} đến {f'{said_end}, ' if said_end else ''}{last}"
