"""The page cache: kept once, let go by tag, never older than the clock allows, dressed in the reader's choice."""

import gzip
from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from documents.models import DocumentType
from publishing import pagecache, workflow
from publishing.generations import Generations, generations

pytestmark = pytest.mark.django_db(transaction=True)


def queries(client, path, **headers):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path, **headers)
    return response, [query["sql"] for query in captured if "cachegenerations" not in query["sql"]]


def test_the_second_reader_costs_no_query(published, reader):
    path = published().get_absolute_url()
    first, made = queries(reader, path)
    second, asked = queries(reader, path)
    assert made and asked == []
    assert second.content == first.content


def test_a_reader_with_a_session_passes_the_cache_by(published, reader, client_of, reporter):
    path = published().get_absolute_url()
    reader.get(path)
    _, asked = queries(client_of(reporter), path)
    assert asked


def test_withdrawing_lets_the_page_the_lists_and_the_feed_go_at_once(published, reader, approver):
    item = published(title="Tít sẽ được gỡ (minh họa)")
    surfaces = [
        "/",
        "/tin-tuc/",
        "/chuyen-muc/xay-dung-dang/",
        "/rss/tat-ca/",
        "/sitemap-tin-1.xml",
        "/sitemap-tin-moi.xml",
    ]
    for path in surfaces:
        assert f"-{item.pk}/" in reader.get(path).content.decode(), path
    assert reader.get(item.get_absolute_url()).status_code == 200
    workflow.withdraw(item=item, actor=approver, note="Sai số liệu.")
    for path in surfaces:
        assert f"-{item.pk}/" not in reader.get(path).content.decode(), path
    gone = reader.get(item.get_absolute_url())
    assert gone.status_code == 410
    assert "Sai số liệu" not in gone.content.decode() and item.title not in gone.content.decode()


def test_a_scheduled_piece_appears_at_its_second_and_expires_at_its_second(draft, reporter, editor, approver, reader):
    start = timezone.now() + timedelta(hours=1)
    item = draft(publish_at=start.isoformat(), expire_at=(start + timedelta(minutes=5)).isoformat())
    workflow.submit(item=item, actor=reporter)
    workflow.forward(item=item, actor=editor)
    item = workflow.approve(item=item, actor=approver)
    mark = f"-{item.pk}/"
    for moment, shown in (
        (start - timedelta(seconds=1), False),
        (start + timedelta(milliseconds=1), True),
        (start + timedelta(minutes=5, milliseconds=-5), True),
        (start + timedelta(minutes=5, milliseconds=1), False),
    ):
        with time_machine.travel(moment, tick=False):
            for path in ("/", "/tin-tuc/", "/rss/tat-ca/"):
                assert (mark in reader.get(path).content.decode()) is shown, (path, moment)
            assert reader.get(item.get_absolute_url()).status_code == (200 if shown else 404)


def test_unknown_parameters_count_as_absent(published, reader):
    published()
    plain = reader.get("/tin-tuc/").content
    odd, asked = queries(reader, "/tin-tuc/?utm_source=thu&xyz=1")
    assert (odd.content, asked) == (plain, [])


def test_known_parameters_are_pages_of_their_own(published, reader):
    published()
    reader.get("/tin-tuc/")
    empty = reader.get("/tin-tuc/?nam=2001")
    assert "Không có tin nào khớp" in empty.content.decode()
    assert "Không có tin nào khớp" not in reader.get("/tin-tuc/").content.decode()


def test_each_value_of_a_condition_given_twice_counts(document_published, reader):
    """Of a page under two kinds, the page under the second one alone is another."""
    other = DocumentType.objects.create(name="kết luận", slug="ket-luan")
    document_published(title="Về một việc (minh họa)")
    document_published(title="Về việc khác (minh họa)", type=other.pk, number="1-KL/TW")
    both = reader.get("/tai-lieu/?loai=nghi-quyet&loai=ket-luan").content.decode()
    alone = reader.get("/tai-lieu/?loai=ket-luan").content.decode()
    assert ("Về một việc" in both, "Về việc khác" in both) == (True, True)
    again, asked = queries(reader, "/tai-lieu/?loai=nghi-quyet&loai=ket-luan")
    assert (again.content.decode(), asked) == (both, [])
    assert both != alone and reader.get("/tai-lieu/?loai=ket-luan").content.decode() == alone


def test_free_text_passes_by(published, reader):
    published()
    for _ in range(2):
        _, asked = queries(reader, "/tin-tuc/?q=chi+bo")
        assert asked


@pytest.mark.parametrize(
    ("cookie", "attributes"),
    [
        ("", '<html lang="vi">'),
        ("auto-100", '<html lang="vi">'),
        ("dark-100", '<html lang="vi" data-theme="dark">'),
        ("contrast-200", '<html lang="vi" data-theme="contrast" data-size="200">'),
        ("auto-150", '<html lang="vi" data-size="150">'),
        ('dark"><script>-100', '<html lang="vi">'),
        ("purple-100", '<html lang="vi">'),
        ("dark-130", '<html lang="vi">'),
    ],
)
def test_one_stored_page_is_dressed_in_every_choice(published, reader, cookie, attributes):
    published()
    reader.get("/")
    reader.cookies["hienthi"] = cookie
    page, asked = queries(reader, "/")
    assert asked == []
    assert attributes in page.content.decode()


def test_answers_can_be_revalidated_and_compressed(published, reader):
    published()
    first = reader.get("/", headers={"accept-encoding": "gzip"})
    assert first["Content-Encoding"] == "gzip"
    plain = reader.get("/")
    assert gzip.decompress(first.content) == plain.content
    assert first["ETag"] != plain["ETag"]
    again = reader.get("/", headers={"if-none-match": plain["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert plain["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    ("known", "unchanged"),
    [
        ("{}", True),
        ("W/{}", True),
        ('"khac", W/{}', True),
        ("*", True),
        ('"khac"', False),
        ("khac", False),
        ("", False),
    ],
)
def test_a_reader_may_know_several_answers_or_a_weak_one(published, reader, known, unchanged):
    """A proxy that compresses makes the mark weak; it still means the same text."""
    published()
    etag = reader.get("/")["ETag"]
    answer = reader.get("/", headers={"if-none-match": known.format(etag)})
    assert answer.status_code == (304 if unchanged else 200)


@pytest.mark.parametrize(
    ("header", "taken"),
    [
        ("gzip", True), ("br, gzip;q=0.5", True), ("deflate,gzip", True), ("GZIP ; q=1.0", True), ("x-gzip", False),
        ("gzip;q=0", False), ("gzip; q=0.0, identity", False), ("identity", False), ("", False),
    ],
)  # fmt: skip
def test_gzip_goes_to_those_who_take_it(reader, published, header, taken):
    path = published().get_absolute_url()
    assert reader.get(path, headers={"accept-encoding": header}).has_header("Content-Encoding") is taken


def test_head_has_the_headers_of_get_and_no_body(published, reader):
    published()
    full = reader.get("/")
    head = reader.head("/")
    assert (head.status_code, head.content, head["Content-Length"]) == (200, b"", full["Content-Length"])


def test_errors_and_redirects_are_not_kept(reader, published):
    item = published()
    assert reader.get("/bai-viet/sai-ten-999999/").status_code == 404
    assert reader.get(f"/bai-viet/sai-ten-{item.pk}/").status_code == 301
    _, asked = queries(reader, f"/bai-viet/sai-ten-{item.pk}/")
    assert asked


def test_a_touch_reaches_another_worker_at_its_next_reading(transactional_db):
    other = Generations()
    stamp = other.stamp(["article:1"])
    generations.touch(["article:1"])
    other.forget()
    assert not other.is_current(stamp)


def test_a_touch_of_something_else_lets_nothing_go(transactional_db):
    stamp = generations.stamp(["article:1"])
    generations.touch(["article:2"])
    generations.forget()
    assert generations.is_current(stamp)


def test_the_row_stays_small_and_nothing_old_survives_that(transactional_db):
    stamp = generations.stamp(["article:1"])
    generations.touch([f"article:{number}" for number in range(2, 2103)])
    assert not generations.is_current(stamp)
    assert generations.everything()[1] == {}


def test_without_the_database_the_last_value_holds(transactional_db, django_db_blocker):
    other = Generations()
    stamp = other.stamp(["article:1"])
    other.forget()

    def away(execute, sql, params, many, context):
        raise DatabaseError("away")

    with connection.execute_wrapper(away):
        assert other.is_current(stamp)


def test_next_change_is_midnight_when_nothing_is_scheduled(transactional_db):
    with time_machine.travel("2026-11-22 10:00 +0700", tick=False):
        assert timezone.localtime(pagecache.next_change()).isoformat() == "2026-11-23T00:00:00+07:00"


def test_with_a_shared_cache_another_worker_finds_the_page_there(published, reader, settings):
    settings.REDIS_URL = "redis://dung-chung"  # the tests' cache stands in its place
    path = published().get_absolute_url()
    first = reader.get(path)
    pagecache.clear()
    second, asked = queries(reader, path)
    assert (second.content, asked) == (first.content, [])


def test_a_page_in_the_shared_cache_is_let_go_like_any_other(published, approver, reader, settings):
    settings.REDIS_URL = "redis://dung-chung"
    item = published()
    reader.get(item.get_absolute_url())
    pagecache.clear()
    workflow.withdraw(item=item, actor=approver, note="Sai.")
    assert reader.get(item.get_absolute_url()).status_code == 410
