"""Hygiene, folding and slugs."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese import clean_line, clean_text, fold, slugify

VIETNAMESE = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấậẫổợữỷỹĐƯƠẮ -/0123456789\n\u0301\u0323\u0302")


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("Đảng\u00a0ủy\u2009Khối", "Đảng ủy Khối"),
        ("chi\u00adbộ", "chibộ"),
        ("\ufeffhội\u200b nghị\u200e", "hội nghị"),
        ("một\r\nhai\rba\u2028bốn", "một\nhai\nba\nbốn"),
        ("cột\tcột\x00\x1f\x7f", "cột cột"),
        (unicodedata.normalize("NFD", "Điện Biên Phủ"), "Điện Biên Phủ"),
        ("a\u0301\u0302n", "ấn"),
        ("a\u200b\u0302", "â"),
        ("l\ud800ẻ", "lẻ"),
        ("Uỷ ban, hoà bình", "Uỷ ban, hoà bình"),
    ],
)
def test_clean_text(written, clean):
    assert clean_text(written) == clean


def test_clean_line_is_one_line():
    assert clean_line("  Hội nghị\n\n  tổng\u00a0 kết ") == "Hội nghị tổng kết"


@given(st.text())
def test_cleaning_twice_changes_nothing(text):
    once = clean_text(text)
    assert clean_text(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert clean_line(clean_line(text)) == clean_line(text)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Đảng ủy Khối", "dang uy khoi"),
        ("ĐƯỜNG", "duong"),
        ("Ðà Nẵng", "da nang"),
        ("5 ㎏", "5 kg"),
        ("ABC", "abc"),
    ],
)
def test_fold(written, folded):
    assert fold(written) == folded


@given(st.one_of(st.text(), VIETNAMESE))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(VIETNAMESE)
def test_folded_vietnamese_is_plain_ascii(text):
    assert fold(text).isascii()


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Đảng ủy Khối: giao ban quý II/2024", "dang-uy-khoi-giao-ban-quy-ii-2024"),
        ("  “Học tập” — và làm theo!  ", "hoc-tap-va-lam-theo"),
        ("01-KL/TW", "01-kl-tw"),
        ("…", ""),
    ],
)
def test_slugify(title, slug):
    assert slugify(title) == slug


def test_a_long_slug_is_cut_at_a_word():
    assert slugify("Hội nghị tổng kết công tác", max_length=20) == "hoi-nghi-tong-ket"
    assert slugify("Hội nghị tổng", max_length=13) == "hoi-nghi-tong"
    assert slugify("x" * 50, max_length=10) == "x" * 10


@given(st.text(), st.integers(min_value=1, max_value=90))
def test_a_slug_holds_only_what_an_address_may(text, length):
    slug = slugify(text, max_length=length)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug)
    assert len(slug) <= length
