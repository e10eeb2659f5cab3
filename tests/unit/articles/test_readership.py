"""The beacon: readers are counted by day and article, bots and strangers are not, and nobody is known."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles import readership, shelves
from articles.models import Article, DailyViews
from publishing import pagecache

pytestmark = pytest.mark.django_db
BROWSER = {"user-agent": "Mozilla/5.0 (Windows NT 6.1) Chrome/109", "sec-fetch-site": "same-origin"}


@pytest.fixture(autouse=True)
def _empty_buffer():
    readership.flush()
    yield
    readership.flush()


def read(reader, item, **headers):
    return reader.post(f"/bai-viet/{item.pk}/doc/", headers=BROWSER | headers)


def views(item):
    readership.flush()
    return sum(DailyViews.objects.filter(article=item).values_list("views", flat=True))


def test_a_reading_is_counted_without_a_trace_of_the_reader(published, reader):
    item = published()
    answers = [read(reader, item) for _ in range(3)]
    assert [(answer.status_code, answer.content, dict(answer.cookies)) for answer in answers] == [(204, b"", {})] * 3
    assert views(item) == 3
    assert views(item) == 3


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": "Googlebot/2.1"},
        {"user-agent": ""},
        {"user-agent": "python-requests/2"},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_bots_and_other_sites_are_not_readers(published, reader, headers):
    item = published()
    assert read(reader, item, **headers).status_code == 204
    assert views(item) == 0


def test_older_browsers_say_where_they_come_from_in_origin(published, reader):
    item = published()
    old = {"user-agent": BROWSER["user-agent"]}
    reader.post(f"/bai-viet/{item.pk}/doc/", headers=old | {"origin": "http://testserver"})
    reader.post(f"/bai-viet/{item.pk}/doc/", headers=old | {"origin": "http://ke-la.vidu.vn"})
    assert views(item) == 1


def test_what_is_not_public_is_not_counted(draft, reader):
    item = draft()
    read(reader, item)
    reader.post("/bai-viet/999999/doc/", headers=BROWSER)
    assert (views(item), DailyViews.objects.count()) == (0, 0)


def test_most_viewed_looks_at_the_last_seven_days(published):
    old, new, unread = published(title="Cũ (minh họa)"), published(title="Mới (minh họa)"), published()
    today = timezone.localdate()
    DailyViews.objects.create(article=old, day=today - timedelta(days=8), views=900)
    DailyViews.objects.create(article=old, day=today, views=1)
    DailyViews.objects.create(article=new, day=today - timedelta(days=6), views=5)
    pagecache.clear()
    assert list(shelves.most_viewed()) == [new, old]
    assert unread not in shelves.most_viewed()


def test_readings_of_two_days_go_into_two_buckets(published, reader):
    item = published()
    read(reader, item)
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        read(reader, item)
        readership.flush()
    assert sorted(DailyViews.objects.values_list("views", flat=True)) == [1, 1]
    assert Article.objects.count() == 1
