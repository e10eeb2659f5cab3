"""Tone placement, the spellings that are one, and what can be a syllable."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese import canonical, is_syllable, place_tones

SYLLABLES = """
    đảng ủy khối nghiêng quyết giếng gì giữ khuya khuỷu thuở ngược oanh xoong quýt giặt kính nghe ghế yêu ý
    uyên huỳnh quốc rượu Ươm ĐIỆN hoà lắc một cách
"""
OTHER_WORDS = "cac cách̉ nge kan gé wow hello file Jazz strong cà́ b ng àà §¶ng ®¶ng hoäi ñaûng mốtt"


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("uỷ", "ủy"),
        ("hoà", "hòa"),
        ("khoẻ", "khỏe"),
        ("thuý", "thúy"),
        ("UỶ BAN", "ỦY BAN"),
        ("Hoà", "Hòa"),
        ("qúy", "quý"),
        ("gía", "giá"),
        ("cuả", "của"),
        ("tóan", "toán"),
        ("hùynh", "huỳnh"),
        ("khuỷu", "khuỷu"),
        ("ngòai", "ngoài"),
        ("thuở", "thuở"),
        ("nguời", "nguời"),
        ("quốc", "quốc"),
        ("giếng", "giếng"),
        ("gì", "gì"),
        ("mía", "mía"),
        ("chịu", "chịu"),
        ("rượu", "rượu"),
        ("yếu", "yếu"),
        ("quỳnh", "quỳnh"),
        ("gìn", "gìn"),
    ],
)
def test_the_tone_stands_in_the_old_place(new, old):
    assert place_tones(new) == old


@pytest.mark.parametrize(
    ("old", "new"), [("hòa", "hoà"), ("ủy", "uỷ"), ("khỏe", "khoẻ"), ("của", "của"), ("quý", "quý")]
)
def test_the_tone_stands_in_the_new_place(old, new):
    assert place_tones(old, style="new") == new


@pytest.mark.parametrize("words", ["café", "Bogotá", "résumé", "URL", "x²", "São", "Điện Biên", ""])
def test_other_words_stay(words):
    assert place_tones(words) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("lý", "lí"),
        ("Mỹ", "Mĩ"),
        ("quý", "quí"),
        ("kỹ sư", "kĩ sư"),
        ("hy vọng", "hi vọng"),
        ("tỷ", "tỉ"),
        ("uỷ", "ủy"),
        ("sỹ", "sĩ"),
        ("vỹ", "vĩ"),
        ("Qúi", "Quý"),
    ],
)
def test_two_spellings_are_one(one, other):
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("thúy", "thúi"),
        ("dì", "dỳ"),
        ("mai", "may"),
        ("lý", "lỳ"),
        ("tay", "tai"),
        ("suy", "sui"),
        ("ly", "lu"),
    ],
)
def test_different_words_stay_different(one, other):
    assert canonical(one) != canonical(other)


@given(st.text("aâăeêioôơuưyqghnmtckl ÁÀỷỳýòóẻéựợQGH"))
def test_canonical_text_keeps_its_length_and_is_stable(text):
    text = unicodedata.normalize("NFC", text)
    assert len(canonical(text)) == len(text)
    assert canonical(canonical(text)) == canonical(text)
    assert place_tones(place_tones(text)) == place_tones(text)


@pytest.mark.parametrize("word", SYLLABLES.split())
def test_a_syllable_is_one(word):
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", OTHER_WORDS.split())
def test_what_is_none(word):
    assert not is_syllable(word)
