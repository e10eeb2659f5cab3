"""Quarters and periods."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese import Period, Quarter, parse_period

QUARTERS = st.builds(Quarter, st.integers(1901, 2198), st.integers(1, 4))


@pytest.mark.parametrize(
    "written",
    [
        "quý II/2024",
        "Quý 2 năm 2024",
        "quý II, năm 2024",
        "quí ii/2024",
        "Q2/2024",
        "quý II-2024",
        "QUÝ II NĂM 2024",
    ],
)
def test_a_quarter_is_read(written):
    assert Quarter.parse(written) == Quarter(2024, 2)


@pytest.mark.parametrize("written", ["quý V/2024", "quý 5/2024", "II/2024", "quý II", "quý II/24", ""])
def test_what_is_no_quarter(written):
    with pytest.raises(ValueError, match="^Không đọc được quý"):
        Quarter.parse(written)


def test_the_edges_of_a_quarter():
    quarter = Quarter(2024, 4)
    assert (quarter.start, quarter.end) == (dt.date(2024, 10, 1), dt.date(2024, 12, 31))
    assert (str(quarter), str(quarter.next()), str(quarter.previous())) == (
        "quý IV/2024",
        "quý I/2025",
        "quý III/2024",
    )
    assert Quarter(2024, 1).end == dt.date(2024, 3, 31)


@given(QUARTERS)
def test_a_printed_quarter_is_read_again(quarter):
    assert Quarter.parse(str(quarter)) == quarter
    assert quarter.next().previous() == quarter
    assert Quarter.of(quarter.start) == Quarter.of(quarter.end) == quarter
    assert quarter < quarter.next()


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("giai đoạn 2021-2023", "giai đoạn 2021-2023"),
        ("2021 - 2023", "giai đoạn 2021-2023"),
        ("2021–2023", "giai đoạn 2021-2023"),
        ("từ năm 2021 đến năm 2023", "giai đoạn 2021-2023"),
        ("Nhiệm kỳ 2020-2025", "nhiệm kỳ 2020-2025"),
        ("nhiệm kì 2020-2025", "nhiệm kỳ 2020-2025"),
        ("năm 2023", "năm 2023"),
        ("2023", "năm 2023"),
    ],
)
def test_a_period_is_read(written, printed):
    assert str(Period.parse(written)) == printed


def test_a_period_never_ends_before_it_starts():
    with pytest.raises(ValueError, match="^Giai đoạn 2023-2021 có năm đầu sau năm cuối.$"):
        Period.parse("2023-2021")


@pytest.mark.parametrize("written", ["", "2021-23", "quý 2021", "giai đoạn", "0001-2023", "2021-2023-2025"])
def test_what_is_no_period(written):
    with pytest.raises(ValueError, match="giai đoạn|Năm 1 "):
        Period.parse(written)


def test_the_edges_of_a_period():
    period = Period(2021, 2023)
    assert (period.start, period.end, period.years) == (
        dt.date(2021, 1, 1),
        dt.date(2023, 12, 31),
        "2021-2023",
    )


@pytest.mark.parametrize(
    ("written", "printed", "start", "end"),
    [
        ("quý 2 năm 2024", "quý II/2024", dt.date(2024, 4, 1), dt.date(2024, 6, 30)),
        ("Tháng 12 năm 2024", "tháng 12/2024", dt.date(2024, 12, 1), dt.date(2024, 12, 31)),
        ("tháng 2/2023", "tháng 2/2023", dt.date(2023, 2, 1), dt.date(2023, 2, 28)),
        ("sáu tháng đầu năm 2024", "6 tháng đầu năm 2024", dt.date(2024, 1, 1), dt.date(2024, 6, 30)),
        ("6 tháng cuối năm 2024", "6 tháng cuối năm 2024", dt.date(2024, 7, 1), dt.date(2024, 12, 31)),
        ("giai đoạn 2021-2023", "giai đoạn 2021-2023", dt.date(2021, 1, 1), dt.date(2023, 12, 31)),
        ("năm 2023", "năm 2023", dt.date(2023, 1, 1), dt.date(2023, 12, 31)),
    ],
)
def test_any_period_is_read_and_printed_one_way(written, printed, start, end):
    period = parse_period(written)
    assert (str(period), period.start, period.end) == (printed, start, end)
    assert parse_period(str(period)) == period


@pytest.mark.parametrize(
    "written", ["quý V/2024", "quý 5/2024", "quý 0/2024", "tháng 13/2024", "mùa thu", "", "2023-2021"]
)
def test_what_is_no_period_is_said(written):
    with pytest.raises(ValueError, match="Không|có năm đầu sau năm cuối"):
        parse_period(written)


@pytest.mark.parametrize("written", ["Quí II năm 2024", "qúy 2/2024", "QUÍ II/2024"])
def test_a_quarter_may_be_spelled_either_way(written):
    assert parse_period(written) == Quarter(2024, 2)
