"""Names: one author for one pen name, however it is typed, on both databases."""

import pytest

from articles.models import Author, Keyword
from articles.naming import author_named, keyword_named

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["Đỗ Quý", "đỗ quý", "  ĐỖ   QUÝ ", "Đo\u0302\u0303 Quy\u0301"])
def test_a_name_typed_another_way_is_the_same_person(typed):
    first = author_named("Đỗ Quý")
    assert author_named(typed) == first
    assert (Author.objects.count(), first.pen_name, first.slug) == (1, "Đỗ Quý", "do-quy")


def test_names_that_differ_in_marks_are_two():
    assert keyword_named("ủy ban") != keyword_named("úy bản")
    assert sorted(Keyword.objects.values_list("slug", flat=True)) == ["uy-ban", "uy-ban-2"]


def test_a_name_without_letters_has_an_address_all_the_same():
    assert keyword_named("!!!").slug == keyword_named("!!!").slug == "muc"
