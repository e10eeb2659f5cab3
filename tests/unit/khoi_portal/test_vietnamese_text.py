"""Dates, numbers and document numbers in templates."""

from datetime import UTC, date, datetime

import pytest
from django.utils.safestring import SafeString

from khoi_portal.templatetags import vietnamese_text as tags

EVENING = datetime(2023, 5, 18, 11, 1, 7, 123456, tzinfo=UTC)


def test_moments_are_told_on_the_newsrooms_clock():
    assert tags.long_datetime(EVENING) == "Thứ Năm, 18/5/2023, 18:01 (GMT+7)"
    assert tags.long_date(EVENING) == "Thứ Năm, 18/5/2023"
    assert tags.short_date(datetime(2023, 5, 18, 17, 30, tzinfo=UTC)) == "19/5/2023"


def test_the_machines_form_is_cut_to_seconds_and_a_day_stays_a_day():
    assert tags.machine_time(EVENING) == "2023-05-18T18:01:07+07:00"
    assert tags.machine_time(date(2023, 5, 18)) == "2023-05-18"


@pytest.mark.parametrize("tag", [tags.long_datetime, tags.long_date, tags.short_date, tags.machine_time])
def test_nothing_gives_nothing(tag):
    assert tag(None) == ""


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Kết luận số 01-KL/TW", 'Kết luận số <span class="nb">01-KL/TW</span>'),
        (
            "Số 35-NQ/TW và 135-NQ/TW",
            'Số <span class="nb">35-NQ/TW</span> và <span class="nb">135-NQ/TW</span>',
        ),
        ("Không có số", "Không có số"),
        ("", ""),
        (None, ""),
    ],
)
def test_document_numbers_stay_on_one_line(text, html):
    assert tags.nb(text) == html


def test_nb_escapes_everything_else_even_what_calls_itself_safe():
    nasty = "<script>x</script> 01-KL/TW"
    expected = '&lt;script&gt;x&lt;/script&gt; <span class="nb">01-KL/TW</span>'
    assert tags.nb(nasty) == expected
    assert tags.nb(SafeString(nasty)) == expected
    assert tags.nb(SafeString("<b>")) == "&lt;b&gt;"


@pytest.mark.parametrize(("number", "text"), [(0, "0"), (1204, "1.204"), (16000000, "16.000.000"), (None, "")])
def test_digits_stand_in_groups(number, text):
    assert tags.group_digits(number) == text


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 KB"), (10, "1 KB"), (49152, "48 KB"), (1258291, "1,2 MB"), (2147483648, "2,0 GB"), (None, "")],
)
def test_sizes_of_files(count, text):
    assert tags.file_size(count) == text


@pytest.mark.parametrize(("name", "letters"), [("Thu Hằng", "TH"), ("Đỗ Văn Quý", "ĐQ"), ("khởi", "K"), ("", "")])
def test_initials(name, letters):
    assert tags.initials(name) == letters
