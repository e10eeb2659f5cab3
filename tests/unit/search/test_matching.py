"""Searching: right both ways, the same order on both databases, only what is public."""

import pytest

from search import matching
from search.suggesting import Suggestion, suggest

pytestmark = pytest.mark.django_db


def titles(query, **conditions):
    return [hit.title for hit in matching.find(query, **conditions).hits]


def test_words_without_marks_find_words_with_them(published):
    published(title="Đảng ủy Khối họp giao ban (minh họa)")
    published(title="Việc khác (minh họa)")
    assert titles("dang uy khoi") == ["Đảng ủy Khối họp giao ban (minh họa)"]


def test_the_word_typed_with_its_marks_stands_before_the_one_spelled_alike(published):
    published(title="Đường lối mới (minh họa)")
    published(title="Biểu dương người tốt (minh họa)")
    assert titles("đường") == ["Đường lối mới (minh họa)", "Biểu dương người tốt (minh họa)"]
    assert titles("dương") == ["Biểu dương người tốt (minh họa)", "Đường lối mới (minh họa)"]


def test_a_mistyped_word_finds_nothing_and_is_mended(published):
    published(title="Hội nghị trực tuyến toàn khối (minh họa)")
    results = matching.find("hội ngị trực tuyến")
    assert (results.hits, results.total) == ((), 0)
    assert suggest(results.query) == Suggestion("hội nghị trực tuyến", 1)
