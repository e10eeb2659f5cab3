"""What of a hit is shown, and what in it is marked."""

import pytest

import vietnamese
from search.asking import Piece
from search.excerpts import WORDS_SHOWN, Marker, excerpt


def marker(typed):
    query = vietnamese.parse_query(typed)
    return Marker(query, [(Piece(query.all_tokens, False),)])


def drawn(parts):
    return "".join(f"[{text}]" if is_hit else text for text, is_hit in parts)


@pytest.mark.parametrize(
    ("typed", "line", "expected"),
    [
        ("bang khen", "Tặng bằng khen cho 50 chi bộ", "Tặng [bằng khen] cho 50 chi bộ"),
        ("bằng khen chi bộ", "Bằng khen cho 50 chi bộ", "[Bằng khen] cho 50 [chi bộ]"),
        # Neighbours stand together: a lone “chi” of another word is none.
        ("chi bộ", "Chi phí của chi bộ", "Chi phí của [chi bộ]"),
        ("chi bộ", "Bộ phận lo chi phí", "[Bộ] phận lo [chi] phí"),
        # With marks typed, only what bears them, if anything does.
        ("đường", "Đường và dương", "[Đường] và dương"),
        ("đường", "Biểu dương", "Biểu [dương]"),
        ("01-kl/tw", "Theo 01-KL/TW, mục 1", "Theo [01-KL/TW], mục 1"),
        ("01 kl tw", "Theo 01-KL/TW, mục 1", "Theo [01-KL/TW], mục 1"),
        ("16000", "Có 16.000 người", "Có [16.000] người"),
        ("không có", "Một dòng khác", "Một dòng khác"),
        ("a", "", ""),
    ],
)
def test_hits_are_marked_where_they_stand(typed, line, expected):
    assert drawn(marker(typed).marked(line)) == expected


def test_the_parts_are_the_line():
    line = "Tặng bằng khen <b>cho</b> & 50 chi bộ"
    assert "".join(text for text, _ in marker("bằng khen cho").marked(line)) == line


def stored(*lines):
    folded = "\n".join(f" {' '.join(vietnamese.folded_tokens(line))} " for line in ("Tít", *lines))
    return {"shown": "\n".join(lines), "folded": folded}


def test_the_sentence_with_most_of_the_query_is_shown_and_what_follows():
    parts = excerpt(**stored("Câu đầu có bằng cấp.", "Câu hai trao bằng khen.", "Câu ba."), marker=marker("bằng khen"))
    assert drawn(parts) == "Câu hai trao [bằng khen]. Câu ba."


def test_a_long_sentence_is_cut_around_the_hit():
    words = [f"chữ{number}" for number in range(100)]
    words[60] = "đích"
    text = drawn(excerpt(**stored(" ".join(words)), marker=marker("đích")))
    assert text.startswith("… chữ52 ") and "[đích]" in text and text.endswith(" …")
    assert len(text.split()) == WORDS_SHOWN + 2


def test_the_beginning_is_shown_where_only_the_title_or_nothing_shown_has_the_words():
    assert drawn(excerpt(**stored("Câu đầu.", "Câu hai."), marker=marker("tít"))) == "Câu đầu. Câu hai."


def test_a_thing_without_text_has_no_excerpt():
    assert excerpt(**stored(), marker=marker("tít")) == ()
