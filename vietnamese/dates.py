"""Dates and times as the newsroom writes them, and as old portals wrote them.

All of them in Vietnam's time.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple

from vietnamese.text import clean_line, clean_text, fold

# Vietnam keeps GMT+7 all year; a fixed offset needs no time-zone database on the machine.
VIETNAM_TIME = timezone(timedelta(hours=7), "GMT+7")

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
_FOLDED_WEEKDAYS = {fold(name): number for number, name in enumerate(WEEKDAYS)} | {
    **{f"thu {number + 2}": number for number in range(6)},
    "chua nhat": 6,
    "cn": 6,
}

_WEEKDAY = r"(?i:thứ\s+(?:hai|ba|tư|năm|sáu|b[ảẩ]y|[2-7])|ch(?:ủ|úa)\s+nhật)|CN"
_NUMERIC = r"(?P<d{0}>[0-9]{{1,2}})(?P<sep{0}>[/.-])(?P<m{0}>[0-9]{{1,2}})(?P=sep{0})(?P<y{0}>[0-9]{{4}})"
_ISO = r"(?P<y{0}>[0-9]{{4}})-(?P<m{0}>[0-9]{{2}})-(?P<d{0}>[0-9]{{2}})"
_WRITTEN = (
    r"(?:[Nn]gày\s+)?(?P<d{0}>[0-9]{{1,2}})\s+[Tt]háng\s+(?P<m{0}>[0-9]{{1,2}})"
    r"(?:\s+[Nn]ăm\s+|\s*[/,]\s*)(?P<y{0}>[0-9]{{4}})"
)
_ANY_DATE = "|".join(pattern.format(number) for number, pattern in enumerate((_NUMERIC, _ISO, _WRITTEN)))
_DATE = re.compile(rf"(?<![0-9/.-])(?:{_ANY_DATE})(?![0-9]|[/-][0-9])")
_WHOLE_DATE = re.compile(rf"(?:(?:{_WEEKDAY})\s*,?\s*)?(?:[Nn]gày\s+)?(?:{_ANY_DATE})\Z")
_TIME = re.compile(
    r"(?<![0-9:])(?P<hour>[0-9]{1,2})\s*(?::|giờ|[hHgG])\s*(?P<minute>[0-9]{1,2})?(?::(?P<second>[0-9]{2}))?"
    r"\s*(?:['’′]|phút)?\s*(?:\(?\s*(?:GMT|UTC)\s*\+?\s*0?7(?::?00)?\s*\)?)?"
)
_AROUND_TIME = re.compile(
    r"[\s,|–—-]*(?i:(?:ngày\s+)?(?:cập nhật|đăng|xuất bản)\s*:?\s*)?(?i:(?:vào\s+)?lúc\s*)?[\s,|–—-]*"
)
_WEEKDAY_BEFORE = re.compile(
    rf"(?<!\w)(?P<weekday>{_WEEKDAY})\s*[,(]?\s*(?:[Nn]gày\s+)?(?:{_ANY_DATE})(?![0-9]|[/-][0-9])"
)
_WEEKDAY_AFTER = re.compile(rf"(?<![0-9/.-])(?:{_ANY_DATE})\s*[,(]\s*(?P<weekday>{_WEEKDAY})(?!\w)")

_DATE_HELP = "Hãy viết ngày/tháng/năm với đủ bốn chữ số của năm, ví dụ 18/5/2023."
_DATETIME_HELP = "Hãy viết ngày và giờ, ví dụ 18/5/2023 18:01."


class WeekdayMismatch(NamedTuple):
    """A weekday that is not the one of the date beside it.

    `start` and `end` enclose the weekday as written.
    """

    start: int
    end: int
    written: str
    date: date
    right: str


def weekday_name(day: date) -> str:
    """The name of the weekday: Thứ Hai … Thứ Bảy, Chủ Nhật."""
    return WEEKDAYS[day.weekday()]


def short_date(day: date) -> str:
    """The date in figures, without leading zeros: 18/5/2023. A datetime counts in Vietnam's time."""
    day = _local_day(day)
    return f"{day.day}/{day.month}/{day.year}"


def long_date(day: date) -> str:
    """The date with its weekday: Thứ Năm, 18/5/2023. A datetime counts in Vietnam's time."""
    day = _local_day(day)
    return f"{weekday_name(day)}, {short_date(day)}"


def written_date(day: date) -> str:
    """The date in words, as documents print it: ngày 18 tháng 5 năm 2023.

    Days under 10 and January, February get a zero.
    """
    day = _local_day(day)
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def long_datetime(moment: datetime) -> str:
    """The one house format of a moment: Thứ Năm, 18/5/2023, 18:01 (GMT+7).

    A naive moment is Vietnam's time already.
    """
    local = local_time(moment)
    return f"{long_date(local)}, {local:%H:%M} (GMT+7)"


def machine_datetime(moment: datetime) -> str:
    """The moment for `<time datetime>`: 2023-05-18T18:01:00+07:00. Cut to seconds: more is invalid HTML."""
    return local_time(moment).isoformat(timespec="seconds")


def local_time(moment: datetime) -> datetime:
    """The moment in Vietnam's time; a naive one is taken to be so already."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=VIETNAM_TIME)
    return moment.astimezone(VIETNAM_TIME)


def buoi(moment: datetime) -> str:
    """The part of the day a newsroom speaks of: sáng before 12:00, chiều before 18:00, then tối."""
    hour = local_time(moment).hour
    if hour < 12:
        return "sáng"
    return "chiều" if hour < 18 else "tối"


def timesince(moment: datetime, now: datetime) -> str:
    """How long ago, in one unit.

    Vừa xong, 5 phút trước, 3 giờ trước, 2 ngày trước … A future moment says "5 phút nữa".
    """
    seconds = int((local_time(now) - local_time(moment)).total_seconds())
    ending = "trước" if seconds >= 0 else "nữa"
    seconds = abs(seconds)
    if seconds < 60:
        return "vừa xong" if ending == "trước" else "sắp tới"
    days = seconds // 86400
    for amount, unit in ((days // 365, "năm"), (days // 30, "tháng"), (days // 7, "tuần"), (days, "ngày")):
        if amount:
            return f"{amount} {unit} {ending}"
    hours = seconds // 3600
    return f"{hours} giờ {ending}" if hours else f"{seconds // 60} phút {ending}"


def parse_date(text: str) -> date:
    """The date written as 18/5/2023, 18-5-2023, 18.5.2023, 2023-05-18 or "ngày 18 tháng 5 năm 2023".

    A weekday may stand before it. Always day first. Raises ValueError with a message for the person who
    typed it.
    """
    line = clean_line(text)
    match = _WHOLE_DATE.match(line)
    if match is None:
        raise ValueError(f"Không đọc được ngày “{line[:60]}”. {_DATE_HELP}" if line else f"Chưa có ngày. {_DATE_HELP}")
    return _date_of(match)


def parse_datetime(text: str) -> datetime:
    """The moment, in Vietnam's time, from the house format, ISO, or what old portals wrote.

    `Thứ Năm, 18/5/2023 18:1'(GMT+7)`, `18/05/2023 | 18:01`, `18:01 18/05/2023`, `18h01 ngày 18/5/2023`; a
    date alone is its midnight. Raises ValueError with a message for the person who typed it.
    """
    line = clean_line(text)
    moment = _iso_moment(line)
    if moment is not None:
        return moment
    found = _DATE.search(line)
    if found is None:
        raise ValueError(f"Không đọc được ngày giờ “{line[:60]}”. {_DATETIME_HELP}")
    day = _date_of(found)
    before = re.sub(rf"(?:{_WEEKDAY})\s*,?\s*(?:[Nn]gày)?\s*\Z", "", line[: found.start()]).strip()
    before = re.sub(r"(?:[Nn]gày)\s*\Z", "", before)
    rest = before + " " + line[found.end() :]
    time = _TIME.search(rest)
    if time is None:
        if _AROUND_TIME.fullmatch(rest):
            return datetime(day.year, day.month, day.day, tzinfo=VIETNAM_TIME)
        raise ValueError(f"Không đọc được giờ trong “{line[:60]}”. {_DATETIME_HELP}")
    if not (_AROUND_TIME.fullmatch(rest[: time.start()]) and _AROUND_TIME.fullmatch(rest[time.end() :])):
        raise ValueError(f"Không đọc được ngày giờ “{line[:60]}”. {_DATETIME_HELP}")
    hour, minute, second = (int(time[name] or 0) for name in ("hour", "minute", "second"))
    try:
        return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=VIETNAM_TIME)
    except ValueError:
        raise ValueError(f"Không có giờ {hour}:{minute:02d}. Giờ từ 0 đến 23, phút từ 0 đến 59.") from None


def find_date(text: str) -> date | None:
    """The first real date with a year in a running text, or None."""
    for match in _DATE.finditer(clean_text(text)):
        try:
            return _date_of(match)
        except ValueError:
            continue
    return None


def weekday_mismatches(text: str) -> list[WeekdayMismatch]:
    """Weekdays that contradict the date beside them ("Thứ Hai, 13/7/2024" was a Saturday), in order."""
    return sorted(mismatch for pattern in (_WEEKDAY_BEFORE, _WEEKDAY_AFTER) for mismatch in _mismatches(pattern, text))


def _mismatches(pattern: re.Pattern[str], text: str) -> Iterator[WeekdayMismatch]:
    for match in pattern.finditer(text):
        try:
            day = _date_of(match)
        except ValueError:
            continue
        written = match["weekday"]
        if _FOLDED_WEEKDAYS.get(" ".join(fold(written).split())) != day.weekday():
            yield WeekdayMismatch(match.start("weekday"), match.end("weekday"), written, day, weekday_name(day))


def _local_day(day: date) -> date:
    return local_time(day).date() if isinstance(day, datetime) else day


def _date_of(match: re.Match[str]) -> date:
    groups = match.groupdict()
    form = next(number for number in range(3) if groups[f"y{number}"])
    day, month, year = (int(groups[f"{name}{form}"]) for name in "dmy")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"Không có ngày {day}/{month}/{year} trong lịch. {_DATE_HELP}") from None


def _iso_moment(line: str) -> datetime | None:
    if not re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}", line):
        return None
    try:
        moment = datetime.fromisoformat(line)
        return local_time(moment)
    except (ValueError, OverflowError):
        return None
