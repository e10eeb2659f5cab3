"""From a day, a part of the day or an hour to moments, and back to words."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from events import times
from events.models import Event
from events.times import Known, Phase
from publishing import pagecache

DAY = date(2023, 8, 28)


def local(moment):
    return timezone.localtime(moment).strftime("%d/%m %H:%M")


@pytest.mark.parametrize(
    ("given", "begins", "ends", "known"),
    [
        ({"hour": time(8)}, "28/08 08:00", "28/08 12:00", (Known.HOUR, "")),
        ({"hour": time(11, 30)}, "28/08 11:30", "28/08 12:30", (Known.HOUR, "")),
        # Nobody said that it lasts into another day.
        ({"hour": time(23, 30)}, "28/08 23:30", "29/08 00:00", (Known.HOUR, "")),
        ({"hour": time(14), "end_hour": time(16, 30)}, "28/08 14:00", "28/08 16:30", (Known.HOUR, "hour")),
        ({"session": "sáng"}, "28/08 08:00", "28/08 12:00", (Known.SESSION, "")),
        ({"session": "chiều"}, "28/08 13:30", "28/08 18:00", (Known.SESSION, "")),
        ({"session": "tối"}, "28/08 18:00", "28/08 22:00", (Known.SESSION, "")),
        ({}, "28/08 00:00", "29/08 00:00", (Known.DAY, "")),
        ({"end_day": date(2023, 8, 30)}, "28/08 00:00", "31/08 00:00", (Known.DAY, "day")),
        ({"hour": time(8), "end_day": date(2023, 8, 29), "end_hour": time(11)}, "28/08 08:00", "29/08 11:00", (Known.HOUR, "hour")),
    ],
)  # fmt: skip
def test_a_window(given, begins, ends, known):
    window = times.window(day=DAY, **given)
    assert (local(window.begins), local(window.ends)) == (begins, ends)
    assert (window.begins_as, window.ends_as) == known


@pytest.mark.parametrize(
    "given",
    [{"hour": time(8), "end_hour": time(8)}, {"hour": time(14), "end_hour": time(9)}, {"end_day": date(2023, 8, 27)}],
)
def test_an_end_before_the_beginning_is_refused(given):
    with pytest.raises(ValueError, match="Giờ kết thúc sớm hơn giờ bắt đầu"):
        times.window(day=DAY, **given)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"hour": time(8)}, "Thứ Hai, 28/8/2023, từ 8 giờ 00"),
        ({"hour": time(8), "end_hour": time(11, 30)}, "Thứ Hai, 28/8/2023, từ 8 giờ 00 đến 11 giờ 30"),
        ({"hour": time(23, 30)}, "Thứ Hai, 28/8/2023, từ 23 giờ 30"),
        ({"session": "sáng"}, "Thứ Hai, 28/8/2023, buổi sáng"),
        ({}, "Thứ Hai, 28/8/2023"),
        ({"end_day": date(2023, 8, 29)}, "Thứ Hai, 28/8/2023 đến Thứ Ba, 29/8/2023"),
        (
            {"hour": time(8), "end_day": date(2023, 8, 29), "end_hour": time(11)},
            "Thứ Hai, 28/8/2023, từ 8 giờ 00 đến 11 giờ 00, Thứ Ba, 29/8/2023",
        ),
    ],
)
def test_words_say_what_is_known_and_no_more(given, words):
    window = times.window(day=DAY, **given)
    event = Event(begins=window.begins, begins_as=window.begins_as, ends=window.ends, ends_as=window.ends_as)
    assert times.in_words(event) == words


def test_the_clock_says_before_during_and_after():
    window = times.window(day=DAY, hour=time(8), end_hour=time(11))
    event = Event(begins=window.begins, ends=window.ends)
    said = []
    for hour, minute in ((7, 59), (8, 0), (10, 59), (11, 0)):
        with time_machine.travel(timezone.make_aware(datetime(2023, 8, 28, hour, minute)), tick=False):
            said.append(event.phase())
    assert said == [Phase.UPCOMING, Phase.RUNNING, Phase.RUNNING, Phase.OVER]


@pytest.mark.django_db
def test_no_page_outlives_the_beginning_or_the_end_of_an_event(event, event_draft):
    day = timezone.localdate() + timedelta(days=3)
    held = event(day=day, hour=time(8), end_hour=time(11))
    event_draft(day=day, hour=time(7))
    before = held.begins - timedelta(hours=2)
    assert pagecache.next_change(before) == held.begins
    assert pagecache.next_change(held.begins) == held.ends
