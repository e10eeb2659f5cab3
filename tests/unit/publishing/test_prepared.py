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


FIELDS = ("title", "publish_at", "expire_at", "featured", "corrections", "section", "lead_image")


def test_rows_by_their_keys_are_what_the_orm_reads(written, published, draft):
    pieces = [
        published(title="Một (minh họa)", featured=True),
        draft(corrections=[{"date": "2026-01-02", "text": "Sửa."}]),
    ]
    keys = [piece.pk for piece in pieces]
    found = {one.pk: one for one in prepared.by_keys(Article, [*keys, 10**9], FIELDS)}
    read = Article.objects.only(*FIELDS).in_bulk(keys)
    assert found.keys() == read.keys()
    for key, one in found.items():
        assert [getattr(one, name) for name in FIELDS] == [getattr(read[key], name) for name in FIELDS]
        assert one.get_deferred_fields() == read[key].get_deferred_fields()
    assert prepared.by_keys(Article, [], FIELDS) == []


def test_rows_by_what_they_belong_to(written, published):
    one, two = published(), published()
    for number, article in enumerate([one, one, two]):
        DailyViews.objects.create(article=article, day=timezone.localdate() - timedelta(days=number), views=number)
    found = prepared.by_keys(DailyViews, [one.pk], ("article", "day", "views"), of="article")
    assert sorted((row.views, row.day, row.article_id) for row in found) == [
        (0, timezone.localdate(), one.pk), (1, timezone.localdate() - timedelta(days=1), one.pk),
    ]  # fmt: skip
