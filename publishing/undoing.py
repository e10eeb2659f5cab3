"""Hoàn tác: after a step that another one takes back, the next page offers that other one, for the same pieces."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from publishing import rules, workflow
from publishing.models import Publishable
from publishing.states import TRANSITIONS, UNDONE_BY

KEPT_AS = "hoan-tac"
# The verb of those whose steps have no opposite: it gives back what the last step took.
UNDO = "undo"


def offer(request: HttpRequest, verb: str, items: Sequence[Publishable], *, url: str) -> None:
    """Remember the way back for the page that comes next, where there is one and the person may take it.

    `url` is the list of the kind: it takes one step for many pieces, this one too.
    """
    back = UNDONE_BY.get(verb)
    if back and items and all(is_allowed(request.user, back, item) for item in items):
        remember(request, verb=back, keys=[item.pk for item in items], url=url)


def remember(request: HttpRequest, *, verb: str, keys: Sequence[int | str], url: str) -> None:
    """Offer it on the next page: a form that sends the verb and the keys (`chon`) there."""
    request.session[KEPT_AS] = {"verb": verb, "keys": list(keys), "url": url}


def take_offer(request: HttpRequest) -> dict[str, Any] | None:
    """What can be taken back now: verb, keys, url. Asked once; the page after that no longer offers it."""
    session = getattr(request, "session", None)
    return session.pop(KEPT_AS, None) if session is not None and KEPT_AS in session else None


def is_allowed(user: Any, verb: str, item: Publishable) -> bool:
    """Whether the step is possible where the piece stands, and the person's to take."""
    return workflow.is_possible(item, TRANSITIONS[verb]) and rules.may(user, verb, item)
