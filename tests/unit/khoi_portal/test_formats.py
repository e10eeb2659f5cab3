"""Dates and numbers in forms: what people type in Vietnam is read, and printed, the way they mean it."""

import datetime

import pytest
from django import forms
from django.template import Context, Template
from django.utils import formats, translation


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


@pytest.mark.parametrize("typed", ["5/6/2023", "05/06/2023", "5-6-2023", "5.6.2023", "2023-06-05"])
def test_a_date_is_read_day_first(typed):
    assert forms.DateField().clean(typed) == datetime.date(2023, 6, 5)


def test_a_day_after_the_twelfth_is_read():
    assert forms.DateField().clean("18/5/2023") == datetime.date(2023, 5, 18)


@pytest.mark.parametrize("typed", ["18/5/23", "31/2/2023", "5/18/2023", "mai"])
def test_what_is_no_date_gets_the_house_message(typed):
    with pytest.raises(forms.ValidationError) as refused:
        forms.DateField().clean(typed)
    assert refused.value.messages == ["Hãy nhập ngày/tháng/năm, ví dụ 18/5/2023."]


@pytest.mark.parametrize("typed", ["7:05", "07:05", "07:05:00", "7h05", "7 giờ 05"])
def test_a_time_is_read(typed):
    assert forms.TimeField().clean(typed) == datetime.time(7, 5)


def test_a_moment_is_read_and_printed_again():
    moment = forms.DateTimeField().clean("18/5/2023 18:01")
    assert moment.replace(tzinfo=None) == datetime.datetime(2023, 5, 18, 18, 1)
    assert 'value="18/05/2023 18:01"' in forms.DateTimeInput().render("luc", moment.replace(tzinfo=None))


def test_numbers_are_grouped_with_dots():
    assert formats.number_format(16000, use_l10n=True, force_grouping=True) == "16.000"
    assert formats.number_format("6.5", use_l10n=True) == "6,5"
    assert forms.DecimalField(localize=True).clean("6,5") == forms.DecimalField().clean("6.5")


def test_the_week_starts_on_monday():
    assert formats.get_format("FIRST_DAY_OF_WEEK") == 1


def test_months_keep_their_letters():
    assert (
        Template("{{ day|date:'YEAR_MONTH_FORMAT' }}").render(Context({"day": datetime.date(2023, 5, 18)}))
        == "tháng 5/2023"
    )
