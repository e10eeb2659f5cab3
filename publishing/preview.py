"""Signed preview: a link to one revision that a colleague without an account can open for three days."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing
from django.http import Http404
from django.urls import reverse

from publishing import revisions
from publishing.kinds import kind_named
from publishing.models import Publishable, Revision
from publishing.states import State

LIFETIME = timedelta(days=3)
_SALT = "khoi.preview"


def link(item: Publishable, revision: Revision) -> str:
    """The address that shows this revision and no other."""
    token = signing.dumps([item.KIND, item.pk, revision.number, item.state], salt=_SALT, compress=True)
    return reverse("preview", args=[token])


def load(token: str) -> tuple[Publishable, Revision]:
    """The piece with the revision laid over it. A token that is forged, old or of something in the trash is 404,
    and so is one that was handed out before the piece was withdrawn.
    """
    try:
        kind_name, key, number, state = signing.loads(token, salt=_SALT, max_age=LIFETIME)
    except (signing.BadSignature, ValueError) as error:
        raise Http404 from error
    kind = kind_named(kind_name)
    item = kind.model._default_manager.kept().filter(pk=key).first() if kind else None
    revision = revisions.of(item).filter(number=number).first() if item else None
    if item is None or revision is None:
        raise Http404
    if item.state == State.WITHDRAWN and state != item.state:
        raise Http404
    return revisions.lay_over(item, revision.data), revision
