"""Calendar files, read by a library that did not write them (vobject), and by the letter of RFC 5545."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
import vobject
from django.utils import timezone

from events.models import Event, EventSeries
from publishing import pagecache, revisions, workflow

pytestmark = pytest.mark.django_db
LONG = "Hội nghị thông tin chuyên đề chào mừng 78 năm Cách mạng tháng Tám và Quốc khánh, có dấu phẩy; và chấm phẩy (minh họa)"


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    lines = answer.content.split(b"\r\n")
    assert lines[-1] == b"" and b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    return vobject.readOne(answer.content.decode("utf-8"))


def again(item, reporter, editor, approver, **fields):
    """A change of the live piece, taken through its approval."""
    data = revisions.current_data(item) | revisions.as_stored(fields)
    item = workflow.save_draft(item=item, data=data, actor=editor)
    workflow.forward(item=item, actor=editor)
    return workflow.approve(item=item, actor=approver)


def test_one_event(event, reader, settings):
    settings.SITE_URL = "https://vidu.vn"
    held = event(
        title=LONG,
        hour=time(8),
        end_hour=time(11, 30),
        venue="Hội trường, tầng 2; Hà Nội",
        summary="Dòng một.\nDòng hai.",
    )
    calendar = read(reader, held.get_calendar_url())
    one = calendar.vevent
    assert (calendar.version.value, calendar.method.value) == ("2.0", "PUBLISH")
    assert (one.uid.value, one.sequence.value, one.status.value) == (str(held.uid), "0", "CONFIRMED")
    assert (one.summary.value, one.location.value) == (LONG, "Hội trường, tầng 2; Hà Nội")
    assert one.url.value == f"https://vidu.vn{held.get_absolute_url()}"
    assert "Dòng một.\nDòng hai." in one.description.value and one.categories.value == ["Hội nghị"]
    assert one.dtstart.value == timezone.make_aware(datetime(2023, 8, 28, 8))
    assert one.dtend.value == timezone.make_aware(datetime(2023, 8, 28, 11, 30))
    assert b"\r\nDTSTART;TZID=Asia/Ho_Chi_Minh:20230828T080000\r\n" in reader.get(held.get_calendar_url()).content
    assert one.dtstamp.value.utcoffset() == timedelta(0)
    zone = calendar.vtimezone
    assert (zone.tzid.value, zone.standard.tzoffsetto.value, zone.standard.tzoffsetfrom.value) == (
        "Asia/Ho_Chi_Minh",
        "+0700",
        "+0700",
    )


def test_days_without_hours_are_days(event, reader):
    held = event(day=date(2023, 8, 28), end_day=date(2023, 8, 29))
    one = read(reader, held.get_calendar_url()).vevent
    assert (one.dtstart.value, one.dtend.value) == (date(2023, 8, 28), date(2023, 8, 30))


def test_a_part_of_the_day_says_that_the_hour_is_not_known(event, reader):
    one = read(reader, event(session="chiều").get_calendar_url()).vevent
    assert one.dtstart.value == timezone.make_aware(datetime(2023, 8, 28, 13, 30))
    assert "Buổi chiều, chưa công bố giờ." in one.description.value


def test_the_sequence_grows_with_each_approved_change_of_time_place_or_state(event, reader, reporter, editor, approver):
    held = event(hour=time(8))
    uid = held.uid
    said = []

    def note():
        pagecache.clear()
        one = read(reader, held.get_calendar_url()).vevent
        said.append((int(one.sequence.value), one.status.value))
        assert one.uid.value == str(uid)

    note()
    held = again(held, reporter, editor, approver, title="Tên khác (minh họa)")
    note()
    held = again(held, reporter, editor, approver, venue="Nơi khác (minh họa)")
    note()
    workflow.save_draft(item=held, data=revisions.current_data(held) | {"venue": "Chưa duyệt"}, actor=editor)
    note()
    held = again(
        held, reporter, editor, approver, venue="Nơi khác (minh họa)", disruption="postponed", disruption_reason="Bão"
    )
    note()
    held = again(held, reporter, editor, approver, disruption="cancelled")
    note()
    assert said == [
        (0, "CONFIRMED"),
        (0, "CONFIRMED"),
        (1, "CONFIRMED"),
        (1, "CONFIRMED"),
        (2, "TENTATIVE"),
        (3, "CANCELLED"),
    ]


def test_what_was_changed_before_it_was_announced_counts_nothing(event_draft, editor, reporter, approver):
    item = event_draft()
    item = workflow.save_draft(item=item, data=revisions.current_data(item) | {"venue": "Huế"}, actor=reporter)
    workflow.submit(item=item, actor=reporter)
    workflow.forward(item=item, actor=editor)
    item = workflow.approve(item=item, actor=approver)
    assert Event.objects.get(pk=item.pk).sequence == 0


def test_the_feed_has_what_is_coming_and_the_last_year_and_a_series_has_its_own(event, event_draft, reader):
    series = EventSeries.objects.create(name="Giao ban quý (minh họa)", slug="giao-ban-quy")
    with time_machine.travel(timezone.make_aware(datetime(2022, 1, 3)), tick=False):
        for title, day in (("Cũ", date(2023, 1, 5)), ("Mới", date(2024, 7, 12)), ("Tới", date(2024, 12, 1))):
            event(title=title, day=day, series=series.pk if title != "Tới" else None)
        event_draft(title="Nháp", day=date(2024, 7, 1), series=series.pk)
    with time_machine.travel(timezone.make_aware(datetime(2024, 7, 13, 9)), tick=False):
        pagecache.clear()
        feed, board = (read(reader, f"/hoi-nghi/{end}") for end in ("lich.ics", "chuoi/giao-ban-quy/lich.ics"))
    assert [one.summary.value for one in feed.vevent_list] == ["Mới", "Tới"]
    assert [one.summary.value for one in board.vevent_list] == ["Cũ", "Mới"]


def test_a_feed_without_events_is_a_calendar_all_the_same(reader):
    file = reader.get("/hoi-nghi/lich.ics").content.decode()
    assert "BEGIN:VEVENT" not in file and "\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in file
    assert reader.get("/hoi-nghi/lich.ics").status_code == 200
