"""The search kernel: the same tokens from whatever way a thing is written."""

import re
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese import Kind, clean_text, exact_tokens, folded_tokens, near_words, parse_query, tokens
from vietnamese.searching import MAX_QUERY_TOKENS

FORM = re.compile(r"[a-z0-9]+\Z")


def test_exact_and_folded_forms():
    assert folded_tokens("Đảng ủy Khối") == ["dang", "uy", "khoi"]
    assert exact_tokens("đường dương") == ["d9u7o72ng", "du7o7ng"]
    assert exact_tokens("ĐƯỜNG") == exact_tokens("đường")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Uỷ ban", "ủy ban"),
        ("hoà", "hòa"),
        ("lý luận", "lí luận"),
        ("quý", "quí"),
        ("16.000", "16000"),
        ("05", "5"),
        ("01-KL/TW", "1-kl/tw"),
        ("01 - KL/TW", "01-KL/TW"),
        ("ho\u00a0à", "ho à"),
        ("Đ", "đ"),
        ("Ðảng", "Đảng"),
        ("35–NQ/TW", "35-NQ/TW"),
    ],
)
def test_equal_spellings_give_equal_tokens(one, other):
    assert exact_tokens(one) == exact_tokens(other)


@pytest.mark.parametrize(
    ("one", "other"), [("đường", "dương"), ("ă", "A8"), ("má", "a1"), ("6,5", "65"), ("ma1", "má")]
)
def test_different_words_give_different_exact_tokens(one, other):
    assert exact_tokens(one) != exact_tokens(other)


def test_a_document_number_is_one_word_and_its_parts():
    found = tokens("Kết luận 01-KL/TW của")
    assert [(token.folded, token.kind) for token in found[2:]] == [
        ("vb1zklztw", Kind.DOCUMENT),
        ("1", Kind.PART),
        ("kl", Kind.PART),
        ("tw", Kind.PART),
        ("cua", Kind.WORD),
    ]
    assert folded_tokens("42/2022/NĐ-CP") == ["vb42z2022zndzcp", "42", "2022", "nd", "cp"]
    assert exact_tokens("17-CTr/ĐUK")[0] == "vb17zctrzd9uk"


@pytest.mark.parametrize("text", ["18/5/2023", "2021-2023", "5-10", "3/4", "và/hoặc", "COVID-19"])
def test_what_is_no_document_number(text):
    assert Kind.DOCUMENT not in {token.kind for token in tokens(text)}


def test_numbers():
    assert folded_tokens("16.000 cán bộ, 6,5 vạn; ngày 05/8/2023.") == [
        "16000", "can", "bo", "6z5", "van", "ngay", "5", "8", "2023",
    ]  # fmt: skip


@given(st.text())
def test_every_token_is_plain_and_stands_where_it_says(text):
    clean = clean_text(text)
    for token in tokens(text):
        assert FORM.match(token.exact)
        assert FORM.match(token.folded)
        assert 0 <= token.start < token.end <= len(clean)


@given(st.text("aăâđêôơưáàảãạấýỹ ABCĐ019-/.,\u0301", max_size=30))
def test_tokens_of_a_whole_are_those_of_its_lines(text):
    assert exact_tokens(text + "\n" + text) == exact_tokens(text) * 2


def test_sqlite_keeps_the_tokens_as_they_are():
    database = sqlite3.connect(":memory:")
    database.execute("create virtual table words using fts5(body, tokenize = 'unicode61 remove_diacritics 0')")
    text = "Đường lối theo 01-KL/TW, 16.000 cán bộ, A8"
    database.execute("insert into words values (?)", [" ".join(exact_tokens(text))])
    database.execute("create virtual table vocabulary using fts5vocab(words, instance)")
    stored = [row[0] for row in database.execute("select term from vocabulary order by offset")]
    database.close()
    assert stored == exact_tokens(text)


def test_a_query_of_words_and_phrases():
    query = parse_query("“đảng ủy khối” khen thưởng 01-KL/TW khen")
    assert [[token.folded for token in phrase] for phrase in query.phrases] == [["dang", "uy", "khoi"]]
    assert [token.folded for token in query.words] == ["khen", "thuong", "vb1zklztw"]
    assert [token.folded for token in query.all_tokens][:5] == ["dang", "uy", "khoi", "khen", "thuong"]
    assert query.has_marks


@pytest.mark.parametrize("typed", ['"dang uy"', "“dang uy”", "«dang uy»", "„dang uy“"])
def test_every_kind_of_quote_makes_a_phrase(typed):
    query = parse_query(typed)
    assert [[token.folded for token in phrase] for phrase in query.phrases] == [["dang", "uy"]]
    assert query.words == ()
    assert not query.has_marks


def test_a_lone_quote_is_no_quote():
    query = parse_query('bằng "khen')
    assert query.phrases == ()
    assert [token.folded for token in query.words] == ["bang", "khen"]


@pytest.mark.parametrize("typed", ["", "   ", '""', "?!…", "“ ”"])
def test_an_empty_query(typed):
    assert parse_query(typed).is_empty


@given(st.text(max_size=2000))
def test_no_query_is_too_much(text):
    query = parse_query(text)
    assert len(query.all_tokens) <= MAX_QUERY_TOKENS
    assert len(query.words) + sum(map(len, query.phrases)) <= MAX_QUERY_TOKENS


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ngi", "nghi"),
        ("hoj", "hoi"),
        ("thuog", "thuong"),
        ("daong", "dang"),
        ("ahn", "han"),
        ("chung", "trung"),
        ("covit", "covid"),
    ],
)
def test_a_mistyped_word_is_near_the_one_that_was_meant(typed, meant):
    assert meant in near_words(typed)
    assert typed not in near_words(typed)


@pytest.mark.parametrize("typed", ["", "a", "12", "a8", "x" * 70])
def test_what_has_no_near_words(typed):
    assert near_words(typed) == []


def test_near_words_of_a_short_word_are_syllables():
    assert {"bcd", "zb", "qb"}.isdisjoint(near_words("bd"))
