"""Quantities, grouped digits and file sizes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese import file_size, group_digits, parse_quantity, quantities_of


@pytest.mark.parametrize(
    ("written", "value", "qualifier", "unit"),
    [
        ("285 điểm cầu", 285, "", "điểm cầu"),
        ("gần 14 nghìn đại biểu", 14_000, "gần", "đại biểu"),
        ("hơn 16.000 cán bộ", 16_000, "hơn", "cán bộ"),
        ("trên 6,5 vạn đảng viên", 65_000, "trên", "đảng viên"),
        ("Khoảng 1,2 triệu người", 1_200_000, "Khoảng", "người"),
        ("3 tỷ đồng", 3_000_000_000, "", "đồng"),
        ("1.234.567", 1_234_567, "", ""),
        ("2 nghìn tỷ đồng", 2_000_000_000_000, "", "đồng"),
        ("5 vạnh", 5, "", "vạnh"),
    ],
)
def test_a_quantity(written, value, qualifier, unit):
    quantity = parse_quantity(written)
    assert (quantity.value, quantity.qualifier, quantity.unit) == (value, qualifier, unit)
    assert str(quantity) == written


@pytest.mark.parametrize(
    "written", ["", "năm mươi", "-3", "6,5 người", "16,000 người", "1.2.3 người", "16.00 người", "gần"]
)
def test_what_is_no_quantity(written):
    with pytest.raises(ValueError, match="“"):
        parse_quantity(written)


@given(st.integers(min_value=0, max_value=10**12))
def test_grouped_digits_are_read_again(number):
    assert parse_quantity(group_digits(number)).value == number


def test_group_digits():
    assert [group_digits(number) for number in (0, 999, 16000, 1234567, -1000)] == [
        "0",
        "999",
        "16.000",
        "1.234.567",
        "-1.000",
    ]


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "0 B"),
        (1023, "1023 B"),
        (1024, "1 KB"),
        (48 * 1024, "48 KB"),
        (1024**2 - 1, "1 MB"),
        (1258291, "1,2 MB"),
        (3 * 1024**3, "3 GB"),
        (1024**3 - 1, "1 GB"),
        (2**50, "1024 TB"),
    ],
)
def test_file_size(size, said):
    assert file_size(size) == said


@pytest.mark.parametrize(
    ("written", "agree", "disagree"),
    [
        ("gần 14 nghìn đại biểu", [13_947, 14_000, 13_001], [14_001, 13_000, 12_800, 1_394]),
        ("hơn 16.000 cán bộ", [16_000, 16_420, 17_500], [15_999, 18_000]),
        ("trên 6,5 vạn đảng viên", [65_001, 70_000], [64_999, 80_000]),
        ("khoảng 200 người", [190, 215], [300, 120]),
        ("gần 1 nghìn tổ chức", [950, 1000], [1001, 800]),
        ("285 điểm cầu", [285], [284, 286]),
        ("14 nghìn đại biểu", [13_947, 14_200], [13_000, 14_600]),
        ("không dưới 300 đại biểu", [300, 900], [299]),
        ("tối đa 50 người", [50, 3], [51]),
    ],
)
def test_a_quantity_agrees_with_what_was_counted(written, agree, disagree):
    quantity = parse_quantity(written)
    assert [count for count in agree + disagree if quantity.agrees_with(count)] == agree


def test_quantities_of_a_unit_in_a_running_text():
    text = "Hội nghị nối 285 điểm cầu, tại 4  điểm cầu Hà Nội; gần 14 nghìn đại biểu, trong đó 1.234 đại biểu nữ, 6,5 đại biểu."
    assert [(one.value, one.qualifier) for one in quantities_of(text, "điểm cầu")] == [(285, ""), (4, "")]
    assert [(one.value, str(one)) for one in quantities_of(text, "đại biểu")] == [
        (14_000, "gần 14 nghìn đại biểu"), (1_234, "1.234 đại biểu"),
    ]  # fmt: skip
    assert quantities_of("số 01-KL/TW điểm cầu, năm mươi điểm cầu", "điểm cầu") == []
