"""What nginx may keep of the portal's pages: to the end of the second they were asked in, never past the clock, nothing of a session."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from articles.models import Article
from publishing import pagecache

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 3, 0, 0, 400_000, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _behind_nginx(settings):
    settings.X_ACCEL = True


def test_a_page_may_be_kept_to_the_end_of_its_second(published, reader):
    with time_machine.travel(NOW, tick=False):
        path = published().get_absolute_url()
        kept = {reader.get(path)["X-Accel-Expires"] for _ in range(2)}
    assert kept == {f"@{int(NOW.timestamp())}"}


def test_nothing_is_kept_past_a_moment_of_the_clock(published, reader):
    with time_machine.travel(NOW, tick=False):
        item = published()
        Article.objects.filter(pk=item.pk).update(expire_at=NOW + timedelta(seconds=0.3))
        pagecache.clear()
        assert reader.get(item.get_absolute_url())["X-Accel-Expires"] == "0"


@pytest.mark.parametrize("path", ["/khong-co-trang-nay/", "/quan-tri/login/", "/healthz"])
def test_what_is_no_kept_page_is_not_offered(reader, path):
    assert "X-Accel-Expires" not in reader.get(path)


def test_a_session_gets_pages_of_its_own(published, client_of, approver):
    assert "X-Accel-Expires" not in client_of(approver).get(published().get_absolute_url())


def test_without_nginx_nothing_is_said_to_it(published, reader, settings):
    settings.X_ACCEL = False
    assert "X-Accel-Expires" not in reader.get(published().get_absolute_url())
