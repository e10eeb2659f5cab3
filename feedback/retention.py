"""How long personal data stay, and letting go of what is past it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts import log
from feedback import limits, moderation
from feedback.models import Message

MONTHS = 12
KEPT = timedelta(days=365)


@dataclass(frozen=True)
class Purged:
    """What went."""

    messages: int
    counts: int


def purge(*, now: datetime) -> Purged:
    """Erase the senders' data of messages older than the period; what is published stays, in the name it was published in."""
    old = Message.objects.received_before(now - KEPT).filter(purged_at__isnull=True)
    done = 0
    for message in old.iterator():
        moderation.erase(message=message, verb="feedback_purged", channel=log.COMMAND_LINE, keep_public=True)
        done += 1
    return Purged(done, limits.forget(now=now))


def waiting(*, now: datetime) -> int:
    """How many would go."""
    return Message.objects.received_before(now - KEPT).filter(purged_at__isnull=True).count()
