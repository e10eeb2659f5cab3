"""Published feedback as pages show it, kept on the fragment shelf: under a piece, on the feedback page, one on home."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from feedback.models import TAG, Message
from feedback.querysets import with_public_subject
from publishing import kinds, pagecache, prepared
from publishing.models import Publishable
from publishing.prepared import moment

MOST_UNDER = 100
NEWEST = 10
READ_FOR_NEWEST = 40


@dataclass(frozen=True)
class Card:
    """One message as readers see it, with the reply in the organisation's name."""

    key: int
    name: str
    at: datetime
    text: str
    reply: str
    replied_as: str
    replied_at: datetime | None
    subject_title: str = ""
    subject_url: str = ""


def _card(message: Any) -> Card:
    subject = getattr(message, "subject", None)
    return Card(
        key=message.pk,
        name=message.shown_name,
        at=message.received_at,
        text=message.shown_text,
        reply=message.reply,
        replied_as=message.replied_as,
        replied_at=message.replied_at,
        subject_title=subject.title if subject else "",
        subject_url=subject.get_absolute_url() if subject else "",
    )


def under(piece: Publishable) -> tuple[Card, ...]:
    """Those under a piece, in the order they came."""
    tag = f"feedback:{piece.KIND}:{piece.pk}"
    return pagecache.fragment(tag, tags=[tag], build=lambda: _under(piece))


def _under(piece: Publishable) -> tuple[Card, ...]:
    (rows,) = prepared.ask("feedback under", _newest_under, kinds.content_type_of(piece).pk, piece.pk)
    found = [
        Card(key, name, moment(at), text, reply, replied_as, moment(replied_at))
        for key, name, at, text, reply, replied_as, replied_at in rows
    ]
    return tuple(sorted(found, key=lambda card: (card.at, card.key)))


def _newest_under(kind: int, number: int) -> list[QuerySet[Any, Any]]:
    found = Message.objects.public().about(kind, number).order_by("-received_at", "-pk")
    return [
        found.values_list("pk", "shown_name", "received_at", "shown_text", "reply", "replied_as", "replied_at")[
            :MOST_UNDER
        ]
    ]


def newest() -> tuple[Card, ...]:
    """The newest ones whose piece, if they have one, can be read."""
    return pagecache.fragment("feedback:newest", tags=newest_tags(), build=_newest)


def newest_tags() -> set[str]:
    """What a page that shows the newest depends on: feedback, and whatever it may be about."""
    return {TAG, *(f"kind:{kind.name}" for kind in kinds.all_kinds())}


def _newest() -> tuple[Card, ...]:
    found = list(Message.objects.public().order_by("-published_at", "-pk")[:READ_FOR_NEWEST])
    return tuple(_card(message) for message in with_public_subject(found)[:NEWEST])


def with_reply() -> Card | None:
    """The newest one that was answered, for the home page."""
    return next((card for card in newest() if card.reply), None)
