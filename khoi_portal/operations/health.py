"""Two questions of a supervisor: does the process live, and can it serve. Neither says anything about what is inside."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def alive(request: HttpRequest) -> JsonResponse:
    """The process answers. It asks nobody else: a database that is away is no reason to start it again."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Database, cache and uploads, one by one; 503 when the database or the uploads are away. Without the cache pages go on."""
    found = {name: _holds(check) for name, check in CHECKS.items()}
    serves = found["database"] and found["uploads"]
    words = {name: "ok" if holds else "unavailable" for name, holds in found.items()}
    return JsonResponse({"status": "ok" if serves else "unavailable", **words}, status=200 if serves else 503)


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _cache() -> bool:
    mark = uuid.uuid4().hex
    cache.set("readyz", mark, 10)
    return not settings.REDIS_URL or cache.get("readyz") == mark


def _uploads() -> bool:
    folder = Path(settings.MEDIA_ROOT)
    # Before the first upload there is no folder yet: what counts is that one could be made.
    while not folder.exists():
        folder = folder.parent
    return folder.is_dir() and os.access(folder, os.R_OK | os.W_OK | os.X_OK)


def _holds(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:  # noqa: BLE001 - whatever goes wrong is the answer
        return False


CHECKS: dict[str, Callable[[], bool]] = {"database": _database, "cache": _cache, "uploads": _uploads}
