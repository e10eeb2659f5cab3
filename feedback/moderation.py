"""What moderators do with a message: one shape for every step. Who may is asked here, and nowhere else is a state changed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts import log
from accounts.models import User
from feedback.masking import masked
from feedback.models import ANONYMOUS, Contact, Message, Note
from feedback.states import STEPS, State, Step
from organizations.models import Organization
from publishing.announcing import announce


class NotPossible(Exception):
    """It can't be done now; carries one sentence for the moderator."""


def may(user: User) -> bool:
    """Whether this person deals with feedback at all."""
    return user.has_perm("feedback.change_message")


def require(user: User) -> None:
    """Raise PermissionDenied for everybody else."""
    if not may(user):
        raise PermissionDenied


def possible(message: Message) -> list[Step]:
    """The steps that lead on from where it stands."""
    if message.purged_at:
        return []
    return [step for step in STEPS.values() if message.state in step.sources]


@transaction.atomic
def step(
    *,
    name: str,
    message: Message,
    actor: User,
    version: int,
    reply: str = "",
    replied_as: str = "",
    reason: str = "",
    handed_to: Organization | None = None,
    handed_to_name: str = "",
) -> Message:
    """Take a message one step on. Whoever comes second is told: the version they looked at is no longer the last."""
    locked = Message.objects.select_for_update().get(pk=message.pk)
    wanted = STEPS[name]
    require(actor)
    if locked.version != version or wanted not in possible(locked):
        raise NotPossible(
            f"Người khác vừa xử lý phản hồi này, bây giờ là “{locked.get_state_display()}”. Hãy xem lại rồi quyết định."
        )
    now = timezone.now()
    changes: dict[str, Any] = {"started_at": locked.started_at or now}
    if name in ("approve", "publish_reply"):
        shown_name = masked(locked.name) if locked.shows_name else ANONYMOUS
        changes |= {"shown_text": masked(locked.text), "shown_name": shown_name}
        changes |= {"published_at": locked.published_at or now}
    if name in ("reply", "publish_reply"):
        changes |= {"reply": reply, "replied_as": replied_as, "replied_at": now}
    if name == "refuse":
        changes |= {"reason": reason}
    if name == "hand_over":
        changes |= {"handed_to": handed_to, "handed_to_name": handed_to.name if handed_to else handed_to_name}
    if name in ("hide", "reopen"):
        changes |= {"published_at": None, "shown_text": "", "shown_name": ""}
    if name == "reopen":
        changes |= {"decided_at": None, "reason": ""}
    elif name not in ("take", "hand_over"):
        changes |= {"decided_at": now}
    # Dealt with: the same words sent again are a new message, and nobody is told the code of this one.
    Message.objects.filter(pk=locked.pk).update(
        state=wanted.target, version=F("version") + 1, sent_key=None, sent_seed="", **changes
    )
    changed = Message.objects.get(pk=locked.pk)
    note = reason if name == "refuse" else changed.handed_to_name if name == "hand_over" else ""
    log.record(actor=actor, verb=wanted.log_verb, target=changed, note=note)
    announce(changed)
    return changed


@transaction.atomic
def add_note(*, message: Message, actor: User, text: str) -> Note:
    """A word for colleagues."""
    require(actor)
    note = Note.objects.create(message=message, author=actor, at=timezone.now(), text=text)
    log.record(actor=actor, verb="feedback_noted", target=message)
    return note


@transaction.atomic
def look_at_contact(*, message: Message, actor: User) -> str:
    """The sender's address, to somebody who may see it; the look is logged."""
    if not actor.has_perm("feedback.view_contact"):
        raise PermissionDenied
    found = Contact.objects.filter(message=message).first()
    log.record(actor=actor, verb="feedback_contact_seen", target=message)
    return found.email if found else ""


@transaction.atomic
def erase(
    *, message: Message, verb: str, actor: User | None = None, channel: str = "web", keep_public: bool = False
) -> None:
    """Take everything of the sender away; the row stays for the count. `keep_public` leaves what readers see already."""
    locked = Message.objects.select_for_update().get(pk=message.pk)
    stays = keep_public and locked.published_at is not None
    changes: dict[str, Any] = {"name": "", "shows_name": False, "code_hash": None, "sent_key": None, "sent_seed": ""}
    changes |= {"text": "", "warnings": [], "purged_at": timezone.now(), "version": locked.version + 1}
    if not stays:
        changes |= (
            {"state": State.HIDDEN, "reply": "", "reason": ""} if locked.published_at else {"reply": "", "reason": ""}
        )
        changes |= {"shown_text": "", "shown_name": "", "published_at": None}
    Contact.objects.filter(message=locked).delete()
    Note.objects.filter(message=locked).delete()
    Message.objects.filter(pk=locked.pk).update(**changes)
    log.record(actor=actor, verb=verb, target=locked, channel=channel)
    announce(Message.objects.get(pk=locked.pk))
