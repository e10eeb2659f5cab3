"""The pages for when something is not there, not allowed, or broken: words, and a way on."""

import errno
import functools
import logging
import re
import secrets
import sys
from collections.abc import Callable
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static

import vietnamese
from search import matching

RETRY_AFTER = 60  # seconds
logger = logging.getLogger(__name__)


def calm(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """An error page that asks the database gives way to 503 when that is away: Django would make a fault of ours of it."""

    @functools.wraps(page)
    def answer(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        try:
            return page(request, *args, **more)
        except (OperationalError, InterfaceError):
            return unavailable(request)

    return answer


@calm
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the words of the address go into the search box, up to three near matches stand below it."""
    last_part = request.path.rstrip("/").rpartition("/")[2]
    words = vietnamese.clean_line(re.sub(r"[-_.]+|\d+", " ", last_part))[:80]
    suggestions = matching.near(words, limit=3)
    return render(request, "errors/404.html", {"query": words, "suggestions": suggestions}, status=404)


@calm
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token is missing or old."""
    return render(
        request,
        "errors/403.html",
        {"message": "Phiên làm việc đã đổi hoặc hết hạn. Quay lại trang trước, tải lại rồi gửi lần nữa."},
        status=403,
    )


@calm
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, with the rule's own words where there are some."""
    return render(request, "errors/403.html", {"message": str(exception or "")}, status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: a request no browser of ours would send. No context: the host itself may be the lie."""
    return HttpResponse(render_to_string("errors/400.html", {"css_url": css_url()}), status=400)


def css_url() -> str:
    """The stylesheet's address, even where the list of hashed names is missing."""
    try:
        return static("portal.css")
    except ValueError:
        return "/static/portal.css"


def of_circumstance(request: HttpRequest, problem: BaseException | None) -> HttpResponse | None:
    """The calm page for what is nobody's fault and passes: a full disk, a database that is away. None: a fault of ours."""
    if _is_full_disk(problem):
        return no_room(request)
    if isinstance(problem, OperationalError | InterfaceError):
        return unavailable(request)
    return None


def _is_full_disk(problem: BaseException | None) -> bool:
    """The system says so of a file, SQLite in words, PostgreSQL by its state 53100 (disk_full)."""
    if isinstance(problem, OSError):
        return problem.errno in (errno.ENOSPC, errno.EDQUOT)
    if isinstance(problem, OperationalError):
        return "disk is full" in str(problem) or getattr(problem.__cause__, "pgcode", None) == "53100"
    return False


def server_error(request: HttpRequest) -> HttpResponse:
    """500: needs no database, no cache; shows a code the log knows as well.

    What breaks in a middleware comes here and nowhere else: the same circumstances get their calm pages.
    """
    if calm_page := of_circumstance(request, sys.exc_info()[1]):
        return calm_page
    code = secrets.token_hex(4).upper()
    logger.error("server error shown with code %s", code)
    return HttpResponse(render_to_string("errors/500.html", {"code": code, "css_url": css_url()}), status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: the database is away. Calm words, and when to come back."""
    return _later("errors/503.html")


def no_room(request: HttpRequest) -> HttpResponse:
    """503: the disk is full. Reading goes on; whoever was writing learns that nothing was kept, and whom to tell."""
    logger.error("the disk is full")
    return _later("errors/no_room.html")


def _later(template: str) -> HttpResponse:
    response = HttpResponse(render_to_string(template, {"css_url": css_url()}), status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    return response
