"""How often articles are read: a beacon without cookie or profile, buffered, written to daily buckets now and then."""

from __future__ import annotations

import re
import threading
import time
from collections import Counter
from datetime import date

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles.models import Article, DailyViews

FLUSH_EVERY = 20.0  # seconds
FLUSH_AT = 500  # different articles
MOST_DIGITS = 18  # a longer number is no article's, and more than a database can compare
BOTS = re.compile(r"bot|crawl|spider|slurp|preview|monitor|headless|curl|wget|python|java/|lighthouse", re.IGNORECASE)

_lock = threading.Lock()
_buffer: Counter[tuple[int, date]] = Counter()
_flushed_at = time.monotonic()


def is_bot(request: HttpRequest) -> bool:
    """Machines that say so, and whoever doesn't say what they are, are no readers."""
    agent = request.META.get("HTTP_USER_AGENT", "")
    return not agent or bool(BOTS.search(agent))


def is_own_page(request: HttpRequest) -> bool:
    """The beacon comes from a page of this site: browsers say so in one of two headers."""
    site = request.META.get("HTTP_SEC_FETCH_SITE")
    if site is not None:
        return site == "same-origin"
    origin = request.META.get("HTTP_ORIGIN", "")
    return origin.partition("://")[2] == request.get_host()


@csrf_exempt
@require_POST
def beacon(request: HttpRequest, pk: int) -> HttpResponse:
    """Count one reading. It holds nobody's authority, sets nothing and answers nothing."""
    if len(str(pk)) <= MOST_DIGITS and is_own_page(request) and not is_bot(request):
        count(pk)
    return HttpResponse(status=204)


def count(pk: int) -> None:
    """Remember one reading; write when enough have come together or enough time has passed."""
    global _flushed_at
    with _lock:
        _buffer[pk, timezone.localdate()] += 1
        if len(_buffer) < FLUSH_AT and time.monotonic() - _flushed_at < FLUSH_EVERY:
            return
        _flushed_at = time.monotonic()
    flush()


def flush() -> int:
    """Add the buffer to the daily buckets in one statement; returns how many readings were written."""
    with _lock:
        readings = dict(_buffer)
        _buffer.clear()
    known = set(Article.objects.public().filter(pk__in={pk for pk, _ in readings}).values_list("pk", flat=True))
    rows = [(pk, day, views) for (pk, day), views in readings.items() if pk in known]
    if not rows:
        return 0
    table = connection.ops.quote_name(DailyViews._meta.db_table)
    marks = ", ".join(["(%s, %s, %s)"] * len(rows))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (article_id, day, views) VALUES {marks} "  # noqa: S608 - only our own table name
            f"ON CONFLICT (article_id, day) DO UPDATE SET views = {table}.views + excluded.views",
            [value for row in rows for value in row],
        )
    return sum(views for _, _, views in rows)
