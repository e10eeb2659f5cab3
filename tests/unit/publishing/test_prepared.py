"""A prepared question is written once and answers for every value; one that works something out of a value is refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, DailyViews
from publishing import prepared
from publishing.models import Section

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(monkeypatch):
    """No statement is left over from another test."""
    monkeypatch.setattr(prepared, "_statements", {})


def titles(now, *numbers):
    listed = Article.objects.listed(at=now)
    return [
        listed.values_list("title", "publish_at"),
        listed.in_section(Section(pk=numbers[0])).values_list("title", "publish_at"),
    ]


def test_the_same_statement_answers_for_another_moment_and_another_section(written, published, section):
    item = published(title="Hẹn giờ (minh họa)")
    elsewhere = Section.objects.create(name="Nơi khác", slug="noi-khac")
    before, after = item.publish_at - timedelta(seconds=1), item.publish_at + timedelta(seconds=1)
    assert prepared.ask("titles", titles, before, section.pk) == [[], []]
    (rows, here) = prepared.ask("titles", titles, after, section.pk)
    assert [(title, prepared.moment(at)) for title, at in rows] == [(item.title, item.publish_at)]
    assert here == rows
    assert prepared.ask("titles", titles, after, elsewhere.pk)[1] == []
    assert len(prepared._statements) == 1


def test_it_is_written_once(written, section):
    asked = []

    def write(now, number):
        asked.append(now)
        return titles(now, number)

    for _ in range(3):
        prepared.ask("once", write, timezone.now(), section.pk)
    assert len(asked) == 2  # and once more, to see that nothing is worked out


def test_a_day_is_put_in_like_a_moment(written, published):
    item = published()
    today = timezone.localdate()
    DailyViews.objects.create(article=item, day=today, views=3)

    def after(day):
        return [DailyViews.objects.filter(day__gt=day).values_list("views")]

    assert prepared.ask("views", after, today - timedelta(days=1)) == [[(3,)]]
    assert prepared.ask("views", after, today) == [[]]


@pytest.mark.parametrize(
    "write",
    [
        lambda now: [Article.objects.listed(at=now - timedelta(days=1)).values_list("pk")],
        lambda now: [Article.objects.listed(at=now).filter(expire_at__lt=now + timedelta(days=2)).values_list("pk")],
        lambda now: [Article.objects.values_list("pk")],
    ],
)
def test_a_question_that_works_something_out_is_refused(written, write):
    with pytest.raises(ValueError, match="works nothing out"):
        prepared.ask("wrong", write, timezone.now())
    assert prepared._statements == {}


def test_the_shelf_of_statements_does_not_grow_without_end(written, monkeypatch, section):
    monkeypatch.setattr(prepared, "MOST_STATEMENTS", 3)
    for number in range(8):
        prepared.ask(("n", number), titles, timezone.now(), section.pk)
    assert len(prepared._statements) <= 3
