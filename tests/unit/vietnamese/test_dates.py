"""Dates and times, as printed and as read."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

import vietnamese as vi

THURSDAY = dt.datetime(2023, 5, 18, 18, 1, tzinfo=vi.VIETNAM_TIME)
YEARS = st.dates(min_value=dt.date(1000, 1, 1), max_value=dt.date(9998, 12, 31))


def test_how_a_moment_is_printed():
    assert vi.long_datetime(THURSDAY) == "Thứ Năm, 18/5/2023, 18:01 (GMT+7)"
    assert vi.long_datetime(dt.datetime(2023, 5, 17, 23, 30, tzinfo=dt.UTC)) == "Thứ Năm, 18/5/2023, 06:30 (GMT+7)"
    assert vi.long_datetime(dt.datetime(2023, 5, 18, 18, 1)) == "Thứ Năm, 18/5/2023, 18:01 (GMT+7)"


def test_how_a_day_is_printed():
    assert vi.long_date(dt.date(2024, 7, 14)) == "Chủ Nhật, 14/7/2024"
    assert vi.short_date(dt.datetime(2023, 5, 17, 23, 30, tzinfo=dt.UTC)) == "18/5/2023"
    assert vi.written_date(dt.date(2023, 2, 5)) == "ngày 05 tháng 02 năm 2023"
    assert vi.written_date(dt.date(2023, 5, 18)) == "ngày 18 tháng 5 năm 2023"
    assert vi.weekday_name(dt.date(2024, 7, 13)) == "Thứ Bảy"


def test_a_moment_for_machines_has_whole_seconds():
    moment = dt.datetime(2023, 5, 18, 11, 1, 2, 999, tzinfo=dt.UTC)
    assert vi.machine_datetime(moment) == "2023-05-18T18:01:02+07:00"


@pytest.mark.parametrize(
    "written",
    [
        "18/5/2023",
        "18/05/2023",
        "18-5-2023",
        "18.5.2023",
        "2023-05-18",
        "ngày 18 tháng 5 năm 2023",
        "18 tháng 5, 2023",
        "Thứ Năm, 18/5/2023",
        "thứ năm, ngày 18/5/2023",
        " 18/5/2023\u00a0",
        "Ngày 18/5/2023",
        "Thứ 5, 18-05-2023",
    ],
)
def test_parse_date(written):
    assert vi.parse_date(written) == dt.date(2023, 5, 18)


def test_the_day_comes_first():
    assert vi.parse_date("5/6/2023") == dt.date(2023, 6, 5)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("", "Chưa có ngày."),
        ("18/5/23", "Không đọc được ngày “18/5/23”."),
        ("31/2/2023", "Không có ngày 31/2/2023 trong lịch."),
        ("5/18/2023", "Không có ngày 5/18/2023 trong lịch."),
        ("18/5-2023", "Không đọc được ngày “18/5-2023”."),
        ("hôm nay", "Không đọc được ngày “hôm nay”."),
        ("18/5/2023 và 19/5/2023", "Không đọc được ngày “18/5/2023 và 19/5/2023”."),
    ],
)
def test_what_is_no_date_is_answered(written, message):
    with pytest.raises(ValueError) as refused:
        vi.parse_date(written)
    assert str(refused.value) == f"{message} Hãy viết ngày/tháng/năm với đủ bốn chữ số của năm, ví dụ 18/5/2023."


@given(YEARS)
def test_a_printed_date_is_read_again(day):
    for printed in (vi.short_date(day), vi.long_date(day), vi.written_date(day), day.isoformat()):
        assert vi.parse_date(printed) == day
        assert vi.find_date(f"Hà Nội, {printed}.") == day
    assert vi.weekday_mismatches(vi.long_date(day)) == []


@given(st.datetimes(min_value=dt.datetime(1000, 1, 1), max_value=dt.datetime(9998, 1, 1)))
def test_a_printed_moment_is_read_again(moment):
    minute = moment.replace(second=0, microsecond=0, tzinfo=vi.VIETNAM_TIME)
    assert vi.parse_datetime(vi.long_datetime(minute)) == minute
    assert vi.parse_datetime(vi.machine_datetime(minute)) == minute


@pytest.mark.parametrize(
    "written",
    [
        "Thứ Năm, 18/5/2023 18:1'(GMT+7)",
        "Thứ năm, 18/05/2023 | 18:01 GMT+7",
        "18:01 18/05/2023",
        "18/05/2023 - 18:01:00",
        "18h01 ngày 18/5/2023",
        "18 giờ 01 phút, thứ Năm, ngày 18 tháng 5 năm 2023",
        "2023-05-18T11:01:00Z",
        "2023-05-18 18:01",
        "2023-05-18T18:01:00+07:00",
        "Cập nhật: 18/5/2023 18:01",
        "Đăng lúc 18:01, 18/5/2023",
    ],
)
def test_parse_datetime(written):
    assert vi.parse_datetime(written) == THURSDAY


def test_a_date_alone_is_its_midnight():
    assert vi.parse_datetime("18/5/2023") == dt.datetime(2023, 5, 18, tzinfo=vi.VIETNAM_TIME)


@pytest.mark.parametrize(
    "written", ["", "18:01", "25:00 18/5/2023", "18:60 18/5/2023", "18/5/2023 mai", "31/4/2023 8:00"]
)
def test_what_is_no_moment_is_refused(written):
    with pytest.raises(ValueError, match="^Không "):
        vi.parse_datetime(written)


def test_find_date_skips_what_is_no_date():
    assert vi.find_date("Ngày 31/2/2023, rồi 1/3/2023") == dt.date(2023, 3, 1)
    assert vi.find_date("Sáng 28/8, giai đoạn 2021-2023, số 42/2022/NĐ-CP") is None


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Họp Thứ Hai, 13/7/2024.", "Thứ Hai"),
        ("họp thứ hai (13/7/2024)", "thứ hai"),
        ("ngày 13/7/2024 (chủ nhật)", "chủ nhật"),
        ("Thứ 2, ngày 13 tháng 7 năm 2024", "Thứ 2"),
    ],
)
def test_a_wrong_weekday_is_found(text, written):
    (mismatch,) = vi.weekday_mismatches(text)
    assert text[mismatch.start : mismatch.end] == mismatch.written == written
    assert (mismatch.date, mismatch.right) == (dt.date(2024, 7, 13), "Thứ Bảy")


@pytest.mark.parametrize(
    "text", ["Thứ Bảy, 13/7/2024", "thứ bẩy 13/7/2024", "Thứ 7 (13/7/2024)", "thứ nhất, 13/7/2024", "Thứ Hai"]
)
def test_a_right_weekday_is_left_alone(text):
    assert vi.weekday_mismatches(text) == []


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        ({"seconds": 59}, "vừa xong"),
        ({"minutes": 5}, "5 phút trước"),
        ({"hours": 3, "minutes": 59}, "3 giờ trước"),
        ({"days": 2}, "2 ngày trước"),
        ({"days": 8}, "1 tuần trước"),
        ({"days": 61}, "2 tháng trước"),
        ({"days": 800}, "2 năm trước"),
        ({"minutes": -5}, "5 phút nữa"),
        ({"seconds": -5}, "sắp tới"),
    ],
)
def test_timesince(ago, said):
    assert vi.timesince(THURSDAY - dt.timedelta(**ago), THURSDAY) == said


@pytest.mark.parametrize(
    ("hour", "said"), [(0, "sáng"), (11, "sáng"), (12, "chiều"), (17, "chiều"), (18, "tối"), (23, "tối")]
)
def test_buoi(hour, said):
    assert vi.buoi(dt.datetime(2023, 5, 18, hour, 59, tzinfo=vi.VIETNAM_TIME)) == said
