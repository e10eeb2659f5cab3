"""Finding and comparing document numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese import document_numbers, normalize_number, split_around_numbers


@pytest.mark.parametrize(
    "number",
    [
        "01-KL/TW",
        "35-NQ/TW",
        "17-CTr/ĐUK",
        "42/2022/NĐ-CP",
        "32/2017/TT-BTTTT",
        "06/2022/QH15",
        "123/QĐ-UBND",
        "12-HD/BTCTW",
    ],
)
def test_a_number_is_found_whole(number):
    assert document_numbers(f"Thực hiện ({number}), ngày 5/6/2023.") == [number]


@pytest.mark.parametrize(
    "text",
    ["18/5/2023", "2021-2023", "5-10/NGAYTHANG", "A01-KL/TWx", "1/2", "35 km/h", "kl-01/tw", "12345-KL/TW"],
)
def test_what_is_no_number(text):
    assert document_numbers(text) == []


def test_each_number_once_in_order():
    assert document_numbers("35-NQ/TW, 01-KL/TW rồi lại 35-NQ/TW") == ["35-NQ/TW", "01-KL/TW"]


def test_a_text_is_cut_around_its_numbers():
    segments = split_around_numbers("Theo 01-KL/TW và 35-NQ/TW.")
    assert [(segment.text, segment.is_number) for segment in segments] == [
        ("Theo ", False),
        ("01-KL/TW", True),
        (" và ", False),
        ("35-NQ/TW", True),
        (".", False),
    ]


@given(st.lists(st.sampled_from(["01-KL/TW", "42/2022/NĐ-CP", " và ", "18/5", "-", "/", "đ", "1"])).map("".join))
def test_the_segments_are_the_text(text):
    assert "".join(segment.text for segment in split_around_numbers(text)) == text


@pytest.mark.parametrize("written", ["01-KL/TW", "1-kl/tw", "01 - KL / TW", "01–KL/TW", " 001-KL/TW "])
def test_every_spelling_is_one_number(written):
    assert normalize_number(written) == "1-kl-tw"


def test_different_numbers_stay_different():
    assert len({normalize_number(number) for number in ("01-KL/TW", "10-KL/TW", "01-KH/TW", "01-KL/TU")}) == 4
