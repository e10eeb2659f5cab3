"""What moderators do with a message: one shape for every step. Who may is asked here, and nowhere else is a state changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from accounts import log
from accounts.models import User
from accounts.roles import roles_carrying
from feedback import mailing
from feedback.masking import masked
from feedback.models import ANONYMOUS, Contact, Message, Note, ReadyText
from feedback.states import STEPS, TOLD, State, Step, Use
from organizations.models import Organization
from publishing.announcing import announce

PERMISSION = "feedback.change_message"
GIVEN_BACK = (
    "state", "started_at", "decided_at", "published_at", "shown_text", "shown_name", "reply", "replied_as", "replied_at",
    "reason", "handed_to_id", "handed_to_name", "assigned_to_id",
)  # fmt: skip


class NotPossible(Exception):
    """It can't be done now; carries one sentence for the moderator."""


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a moderator wrote or chose for a step."""

    reply: str = ""
    replied_as: str = ""
    reason: str = ""
    handed_to: Organization | None = None
    handed_to_name: str = ""
    assigned_to: User | None = None


def may(user: User) -> bool:
    """Whether this person deals with feedback at all."""
    return user.has_perm(PERMISSION)


def require(user: User) -> None:
    """Raise PermissionDenied for everybody else."""
    if not may(user):
        raise PermissionDenied


def moderators() -> QuerySet[User]:
    """Everybody who deals with feedback."""
    return User.objects.filter(
        is_active=True, is_staff=True, role_grants__role__in=roles_carrying(PERMISSION)
    ).distinct()


def possible(message: Message) -> list[Step]:
    """The steps that lead on from where it stands."""
    if message.purged_at:
        return []
    return [step for step in STEPS.values() if message.state in step.sources]


@transaction.atomic
def step(*, name: str, message: Message, actor: User, version: int, **given: Any) -> Message:
    """Take a message one step on. Whoever comes second is told: the version they looked at is no longer the last."""
    locked = Message.objects.select_for_update().get(pk=message.pk)
    wanted, words = STEPS[name], Given(**given)
    require(actor)
    if locked.version != version or wanted not in possible(locked):
        raise _somebody_was_first(locked)
    if words.assigned_to is not None and not may(words.assigned_to):
        raise NotPossible(f"{words.assigned_to} không kiểm duyệt phản hồi. Hãy chọn người khác.")
    changes = _changes(name, locked, actor=actor, given=words, now=timezone.now())
    before = {field: _as_json(getattr(locked, field)) for field in GIVEN_BACK}
    # Dealt with: the same words sent again are a new message, and nobody is told the code of this one.
    changed = _store(locked, changes | {"state": wanted.target, "before": {"by": actor.pk, "was": before}})
    log.record(actor=actor, verb=wanted.log_verb, target=changed, note=_for_the_log(name, changed))
    announce(changed)
    if name in TOLD:
        mailing.tell_sender(changed)
    return changed


def _changes(name: str, locked: Message, *, actor: User, given: Given, now: datetime) -> dict[str, Any]:
    """What a step writes beside the state."""
    changes: dict[str, Any] = {"started_at": locked.started_at or now}
    if name in ("take", "assign"):
        changes |= {"assigned_to": given.assigned_to or actor}
    if name in ("approve", "publish_reply"):
        shown_name = masked(locked.name) if locked.shows_name else ANONYMOUS
        changes |= {"shown_text": masked(locked.text), "shown_name": shown_name}
        changes |= {"published_at": locked.published_at or now}
    if name in ("reply", "publish_reply"):
        changes |= {"reply": given.reply, "replied_as": given.replied_as, "replied_at": now}
    if name == "refuse":
        changes |= {"reason": given.reason}
    if name == "hand_over":
        named = given.handed_to.name if given.handed_to else given.handed_to_name
        changes |= {"handed_to": given.handed_to, "handed_to_name": named}
    if name in ("hide", "reopen"):
        changes |= {"published_at": None, "shown_text": "", "shown_name": ""}
    if name == "reopen":
        changes |= {"decided_at": None, "reason": ""}
    elif name not in ("take", "assign", "hand_over"):
        changes |= {"decided_at": now}
    return changes


def _store(locked: Message, changes: Mapping[str, Any]) -> Message:
    Message.objects.filter(pk=locked.pk).update(version=F("version") + 1, sent_key=None, sent_seed="", **changes)
    return Message.objects.get(pk=locked.pk)


def _for_the_log(name: str, changed: Message) -> str:
    """The log is for ever, so only words that are nobody's own go in: an organisation, a colleague, one of the ready reasons."""
    if name == "hand_over":
        return changed.handed_to_name
    if name == "assign":
        return str(changed.assigned_to)
    if name == "refuse" and ReadyText.objects.filter(use=Use.REASON, text=changed.reason).exists():
        return changed.reason
    return ""


def _somebody_was_first(message: Message) -> NotPossible:
    return NotPossible(
        f"Người khác vừa xử lý phản hồi này, bây giờ là “{message.get_state_display()}”. Hãy xem lại rồi quyết định."
    )


@transaction.atomic
def undo(*, message: Message, actor: User, version: int) -> Message:
    """Give back what one's own last step took, as long as nobody has done anything since."""
    locked = Message.objects.select_for_update().get(pk=message.pk)
    require(actor)
    if locked.version != version or locked.before.get("by") != actor.pk or locked.purged_at:
        raise NotPossible(f"Không hoàn tác được nữa: {locked} bây giờ là “{locked.get_state_display()}”.")
    was = {name: Message._meta.get_field(name).to_python(value) for name, value in locked.before["was"].items()}
    changed = _store(locked, was | {"before": {}})
    log.record(actor=actor, verb="feedback_undone", target=changed)
    announce(changed)
    return changed


def _as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


@transaction.atomic
def step_many(*, name: str, chosen: Mapping[int, int], actor: User, **given: Any) -> list[Message]:
    """One step for all the chosen ones (key: the version that was looked at), or for none."""
    return list(
        _all_or_none(
            chosen, lambda message, version: step(name=name, message=message, actor=actor, version=version, **given)
        )
    )


@transaction.atomic
def undo_many(*, chosen: Mapping[int, int], actor: User) -> list[Message]:
    """Give all of them back, or none."""
    return list(_all_or_none(chosen, lambda message, version: undo(message=message, actor=actor, version=version)))


def _all_or_none(chosen: Mapping[int, int], do: Any) -> Iterator[Message]:
    refused, found = [], Message.objects.in_bulk(chosen)
    # In one order for everybody: two moderators' choices never wait for each other in a ring.
    for key in sorted(found):
        try:
            yield do(found[key], chosen[key])
        except NotPossible:
            refused.append(str(key))
    if refused:
        raise NotPossible(
            f"Chưa làm gì cả: phản hồi số {', '.join(refused[:5])} đã được người khác xử lý, hoặc không còn ở bước này. "
            "Hãy xem lại rồi chọn lại."
        )


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
    changes |= {"text": "", "warnings": [], "words_key": "", "before": {}}
    changes |= {"purged_at": timezone.now(), "version": locked.version + 1}
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
