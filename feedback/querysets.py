"""Which messages: public ones, those of a queue, those about one thing. The only place that filters on state."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Count

from feedback.states import SHOWN, State
from publishing import kinds
from publishing.models import Publishable


class MessageQuerySet(models.QuerySet[Any, Any]):
    """Adjectives that chain."""

    def public(self) -> MessageQuerySet:
        """Published by a moderator and not taken back. What they are about may be out of sight: `with_public_subject` asks."""
        return self.filter(state__in=SHOWN, published_at__isnull=False)

    def about(self, piece: Publishable) -> MessageQuerySet:
        """Those written under this piece."""
        return self.filter(about_type=kinds.content_type_of(piece), about_id=piece.pk)

    def in_state(self, state: State) -> MessageQuerySet:
        """One queue."""
        return self.filter(state=state)

    def received_before(self, moment: datetime) -> MessageQuerySet:
        """Older than that."""
        return self.filter(received_at__lt=moment)

    def counts(self) -> dict[str, int]:
        """How many lie in each queue."""
        return dict(self.order_by().values_list("state").annotate(Count("pk")))


def with_public_subject(messages: list[Any]) -> list[Any]:
    """Those about nothing in particular, or about something readers can open; each gets its `subject`. One query a kind."""
    wanted: dict[int, set[int]] = defaultdict(set)
    for message in messages:
        if message.about_type_id:
            wanted[message.about_type_id].add(message.about_id)
    found: dict[tuple[int, int], Publishable] = {}
    for kind in kinds.all_kinds():
        key = kinds.content_type_of(kind.model()).pk
        if key in wanted:
            public = kind.model._default_manager.public().filter(pk__in=wanted[key])
            found |= {(key, piece.pk): piece for piece in public.only("pk", "title", "slug")}
    kept = []
    for message in messages:
        message.subject = found.get((message.about_type_id, message.about_id)) if message.about_type_id else None
        if message.subject is not None or message.about_type_id is None:
            kept.append(message)
    return kept
