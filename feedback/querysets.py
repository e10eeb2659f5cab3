"""Which messages: public ones, those of a queue, those about one thing. The only place that filters on state."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Count, Q

from feedback.states import SHOWN, WAITING, State
from publishing import kinds
from publishing.models import Publishable


class MessageQuerySet(models.QuerySet[Any, Any]):
    """Adjectives that chain."""

    def public(self) -> MessageQuerySet:
        """Published by a moderator and not taken back. What they are about may be out of sight: `with_public_subject` asks."""
        return self.filter(state__in=SHOWN, published_at__isnull=False)

    def about(self, kind: int, number: int) -> MessageQuerySet:
        """Those written under the piece with this content type and key."""
        return self.filter(about_type=kind, about_id=number)

    def in_state(self, state: State) -> MessageQuerySet:
        """One queue."""
        return self.filter(state=state)

    def assigned_to(self, user: Any) -> MessageQuerySet:
        """Those that are this person's to deal with."""
        return self.filter(assigned_to=user)

    def from_address(self, email: str) -> MessageQuerySet:
        """Those whose sender left this address."""
        return self.filter(contact__email__iexact=email)

    def with_everything(self) -> MessageQuerySet:
        """With what a page about one message says of it."""
        return self.select_related("assigned_to", "consent", "contact")

    def received_before(self, moment: datetime) -> MessageQuerySet:
        """Older than that."""
        return self.filter(received_at__lt=moment)

    def overdue(self, today: date) -> MessageQuerySet:
        """Those that wait longer than they should."""
        return self.filter(state__in=WAITING, due_on__lt=today)

    def waiting_for(self, user: Any, *, today: date) -> dict[str, int]:
        """What waits for a moderator, in one statement: new ones, overdue ones, and what is theirs to deal with."""
        return self.filter(state__in=WAITING).aggregate(
            new=Count("pk", filter=Q(state=State.NEW)),
            overdue=Count("pk", filter=Q(due_on__lt=today)),
            own=Count("pk", filter=Q(state=State.OPEN, assigned_to=user)),
        )

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
