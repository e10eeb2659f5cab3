"""Who is writing on a piece now. Kept in the database, so that every worker sees the same; it tells and never locks."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from publishing.kinds import content_type_of
from publishing.models import Presence, Publishable

# A page that is open says so every minute; two missed calls mean it was closed.
STILL_THERE = timedelta(minutes=2)


def arrive(*, item: Publishable, user: User) -> None:
    """The person has the piece open. Coming back after a pause begins a new stay."""
    now = timezone.now()
    key = {"piece_type": content_type_of(item), "piece_id": item.pk, "user": user}
    renewed = Presence.objects.filter(**key, seen_at__gt=now - STILL_THERE).update(seen_at=now)
    if not renewed:
        Presence.objects.update_or_create(**key, defaults={"since": now, "seen_at": now})


def others(*, item: Publishable, user: User) -> list[Presence]:
    """Who else has it open, longest first."""
    return list(
        Presence.objects.filter(
            piece_type=content_type_of(item), piece_id=item.pk, seen_at__gt=timezone.now() - STILL_THERE
        )
        .exclude(user=user)
        .select_related("user")
        .order_by("since")
    )


def in_words(present: list[Presence]) -> str:
    """What a colleague is told on opening the piece; nothing when nobody else is there."""
    if not present:
        return ""
    who = " và ".join(f"{one.user} (từ {timezone.localtime(one.since):%H:%M})" for one in present)
    return f"{who} đang sửa bài này. Bạn có thể xem, hoặc báo cho người ấy trước khi sửa."
