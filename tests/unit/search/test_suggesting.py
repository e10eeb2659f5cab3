"""Did you mean."""

import pytest
from django.utils import timezone

import vietnamese
from articles.models import Article
from search.suggesting import Suggestion, suggest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("hội ngị trực tuyến", ("hội nghị trực tuyến", 2)),
        ("hoi ngi truc tuyen", ("hội nghị trực tuyến", 2)),
        # TW is found as trung ương.
        ("chung ương", ("trung ương", 2)),
        ("trug ương", ("trung ương", 2)),
        # Each word stands somewhere, but not together with the others.
        ("nghị trục tuyến", None),
        ("hội nghỉ trực tiếp", None),
        ('"hội trực nghị"', ("hội trực nghị", 2)),
        ("01-KL/TƯ", None),
        ("06-CT/TW", ("06 ct tw", 1)),
        ("qwertyuiop", None),
        ("12345", None),
        ("", None),
    ],
)
def test_what_was_meant_with_its_count(stock, typed, expected):
    stock("Hội nghị trực tuyến toàn Khối", "Hội nghị trực tuyến quý I", "Trung ương cho ý kiến", "Chỉ thị 06 CT TW")
    query = vietnamese.parse_query(typed)
    assert suggest(query) == (Suggestion(*expected) if expected else None)


def test_words_of_what_is_not_public_are_never_suggested(stock, draft):
    draft(title="Hội nghị kín")
    pieces = stock("Hội nghị mở")
    Article.objects.filter(pk=pieces[0].pk).update(trashed_at=timezone.now())
    assert suggest(vietnamese.parse_query("hội ngị")) is None
