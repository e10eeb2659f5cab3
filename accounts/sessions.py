"""How long somebody stays logged in: an hour without doing anything, twelve hours in all; and ending it everywhere at once."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.models import AnonymousUser
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from accounts import log
from accounts.models import User

IDLE = 3600  # seconds
LONGEST = 12 * 3600
NOTED_EVERY = 60
BEGAN, LAST = "vao-luc", "lan-cuoi"
# An open page says by itself that it is open: that is nobody doing anything.
BY_ITSELF = "/co-mat/"


def begin(sender: Any, request: HttpRequest | None, user: User, **more: Any) -> None:
    """From log-in on the clock runs."""
    session = getattr(request, "session", None)
    if session is not None:
        session[BEGAN] = session[LAST] = int(time.time())


class SessionLimitsMiddleware:
    """Whoever has been away for too long, or here for too long, is nobody until they log in again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Every request; a reader's opens no session."""
        somebody = request.user
        request.user = SimpleLazyObject(lambda: _within_limits(request, somebody))  # type: ignore[assignment]
        return self.get_response(request)


def _within_limits(request: HttpRequest, somebody: Any) -> Any:
    if not somebody.is_authenticated:
        return AnonymousUser()
    now, session = int(time.time()), request.session
    # A session from before there were limits has its whole time from now on.
    began, last = session.get(BEGAN, now), session.get(LAST, now)
    if now - began > LONGEST or now - last > IDLE:
        session.flush()
        return AnonymousUser()
    if now - last >= NOTED_EVERY and not request.path.endswith(BY_ITSELF) or BEGAN not in session:
        session[BEGAN], session[LAST] = began, now
    return somebody._wrapped if isinstance(somebody, SimpleLazyObject) else somebody


def end_all(user: User, *, by: User, request: HttpRequest | None = None) -> None:
    """Log the person out everywhere, trusted machines included; `request` is the one place where they may go on."""
    User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
    user.refresh_from_db(fields=["sessions_ended"])
    if request is not None:
        update_session_auth_hash(request, user)
    log.record(actor=by, verb="sessions_ended", target=user)
