"""What a supervisor hears: alive without asking anybody, ready only when the portal can serve."""

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db


def answer(reader, path):
    response = reader.get(path)
    return response.status_code, response.json()


def test_alive_asks_nobody(reader):
    with CaptureQueriesContext(connection) as asked:
        assert answer(reader, "/healthz") == (200, {"status": "ok"})
    assert len(asked) == 0


def test_ready_names_what_it_looked_at(reader):
    everything = {"status": "ok", "database": "ok", "cache": "ok", "uploads": "ok"}
    assert answer(reader, "/readyz") == (200, everything)
    response = reader.get("/readyz")
    assert "no-store" in response["Cache-Control"]


def test_not_ready_without_the_database(reader):
    def away(execute, *args):
        raise OperationalError("connection refused: password=bi-mat")

    with connection.execute_wrapper(away):
        status, said = answer(reader, "/readyz")
    assert (status, said) == (503, {"status": "unavailable", "database": "unavailable", "cache": "ok", "uploads": "ok"})


def test_not_ready_where_uploads_cannot_be_kept(reader, settings, tmp_path):
    (tmp_path / "tep").write_text("not a folder")
    settings.MEDIA_ROOT = tmp_path / "tep"
    assert answer(reader, "/readyz")[0] == 503


def test_without_the_cache_pages_go_on(reader, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    settings.CACHES = {
        "default": {"BACKEND": "publishing.failsafe_cache.FailSafeRedisCache", "LOCATION": settings.REDIS_URL}
    }
    status, said = answer(reader, "/readyz")
    assert (status, said["cache"]) == (200, "unavailable")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_they_only_answer(reader, path):
    assert reader.post(path).status_code == 405
    assert "Set-Cookie" not in reader.get(path).headers
