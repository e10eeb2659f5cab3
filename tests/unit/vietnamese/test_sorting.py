"""The Vietnamese alphabet as a stored key."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese import SORT_KEY_LENGTH, place_tones, sort_key

ALPHABET = "aăâbcdđeêghiklmnoôơpqrstuưvxy"


@pytest.mark.parametrize(
    "in_order",
    [
        list(ALPHABET),
        ["ma", "mà", "mả", "mã", "má", "mạ", "mã số", "mác", "mạch"],
        ["an", "Ân", "bình"],
        ["da", "dạ", "dz", "đa", "e"],
        ["Chi bộ 1", "Chi bộ 2", "Chi bộ 10", "Chi bộ An Bình"],
        ["Bàn ghế", "Ban Tổ chức", "Ban Tuyên giáo", "Đảng ủy"],
        ["an", "An", "AN", "án"],
        ["Nguyên Bình", "Nguyễn An"][::-1],
        ["Hòa", "Hoàn", "Hoàng"],
    ],
)
def test_order(in_order):
    shuffled = random.Random(7).sample(in_order, len(in_order))
    assert sorted(shuffled, key=sort_key) == in_order


def test_what_counts_as_the_same():
    assert sort_key("Hoà  Bình") == sort_key(" Hòa Bình ")
    assert sort_key("“Hòa-Bình”") == sort_key("Hòa Bình")
    assert sort_key("Chi bộ 02") == sort_key("Chi bộ 2")


@given(st.text(), st.text())
def test_the_key_needs_no_collation_and_is_no_longer_than_its_column(one, other):
    for key in (sort_key(one), sort_key(other)):
        assert set(key) <= set("0123456789abcdef")
        assert len(key) <= SORT_KEY_LENGTH
    if one == other:
        assert sort_key(one) == sort_key(other)


TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def by_the_book(name):
    """The same order in plain lists.

    All letters first, then all tones, then all capitals; a space before any letter.
    """
    letters, tones, capitals = [], [], []
    for char in " ".join(name.split()):
        decomposed = unicodedata.normalize("NFD", char.lower())
        tone = [TONES[mark] for mark in decomposed if mark in TONES]
        bare = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in TONES))
        letters.append(-1 if bare == " " else ALPHABET.index(bare))
        if bare != " ":
            tones.append(sum(tone))
            capitals.append(char != char.lower())
    return letters, tones, capitals


@given(st.lists(st.text(ALPHABET + "áạấợỹĐÁ ", max_size=12), min_size=2, max_size=6))
def test_the_order_is_that_of_the_alphabet(names):
    names = [place_tones(name) for name in names]
    assert sorted(names, key=sort_key) == sorted(names, key=by_the_book)
