"""The steps that take a piece from draft to the public page. Who may is in rules; what must be true is in requirements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import log
from accounts.models import User
from publishing import requirements, revisions, rules
from publishing.addresses import piece_slug
from publishing.announcing import announce, revision_saved
from publishing.kinds import all_kinds
from publishing.models import Publishable, Revision, WorkflowGates
from publishing.states import OPEN_STAGES, TRANSITIONS, TRASH_DAYS, Stage, State, Transition

Piece = TypeVar("Piece", bound=Publishable)

# Saves of one person within this time are one version in the history.
SESSION_OF_WRITING = timedelta(minutes=30)


class NotPossible(Exception):
    """The piece is not where this step could start: somebody else was faster, or the button was old."""


@dataclass
class Conflict(Exception):
    """Somebody saved since the form was opened. Carries what they saved, so that both texts can be shown."""

    theirs: Revision

    def __str__(self) -> str:
        return "Có người vừa lưu bài này."


def locked(item: Piece) -> Piece:
    """The row as it is now, held until the transaction ends. A verb decides on this, never on what a form remembers."""
    rows = type(item)._default_manager.filter(pk=item.pk).order_by()
    # First wait for the row, then read: PostgreSQL joins a row that was waited for with its revisions as they were before.
    rows.select_for_update().values_list("pk").first()
    return rows.select_related("live_revision", "working_revision", "section").get()  # type: ignore[return-value]


def require_unchanged(item: Publishable, *, version: int) -> None:
    """Refuse a decision about a text that the person has not seen: somebody saved since their page was made."""
    if locked(item).version != version:
        raise NotPossible("Bài vừa có người sửa hoặc xử lý sau khi bạn mở trang. Hãy đọc lại rồi quyết định.")


def is_possible(item: Publishable, transition: Transition) -> bool:
    """Whether the piece stands where the transition starts."""
    if (item.trashed_at is not None) != (transition.verb == "restore"):
        return False
    if item.state not in transition.states:
        return False
    if transition.verb == "confirm":
        return item.flagged_urgent
    if transition.stages is None:
        return True
    working = item.working_revision
    if working is None or working.stage not in OPEN_STAGES:
        return False
    if transition.verb == "approve" and not WorkflowGates.current().approval:
        return True
    return working.stage in transition.stages


def available(user: User, item: Publishable) -> list[Transition]:
    """The steps the person may take with the piece now: the buttons of its screen, in the order of the table."""
    return [
        transition
        for transition in TRANSITIONS.values()
        if is_possible(item, transition) and rules.may(user, transition.verb, item)
    ]


def _start(item: Piece, verb: str, actor: User | None, note: str, channel: str) -> tuple[Piece, Transition]:
    """The first half of every verb: lock, is it possible, may this person, is the reason given."""
    piece = locked(item)
    transition = TRANSITIONS[verb]
    if not is_possible(piece, transition):
        raise NotPossible(f"Không thể “{transition.label}” lúc này: bài đang ở bước khác. Hãy tải lại trang.")
    rules.require(actor, verb, piece)
    if transition.needs_reason and not note.strip():
        raise requirements.NotReady([requirements.Issue("note", f"Hãy ghi lý do “{transition.label}”.")])
    return piece, transition


def _finish(piece: Piece, verb: str, actor: User | None, note: str, channel: str, **detail: Any) -> Piece:
    """The second half of every verb: the version moves on, the timeline has it, the strangers hear of it."""
    piece.version += 1
    piece.save()
    if piece.working_revision_id:
        detail.setdefault("revision", piece.working_revision.number)  # type: ignore[union-attr]
    log.record(actor=actor, verb=verb, target=piece, note=note, channel=channel, detail=detail)
    announce(piece)
    return piece


def _move(revision: Revision | None, stage: Stage, *, returned_note: str = "") -> None:
    assert revision is not None  # noqa: S101 - is_possible asked already
    revision.stage = stage
    revision.returned_note = returned_note
    revision.save(update_fields=["stage", "returned_note"])


@transaction.atomic
def save_draft(
    *,
    item: Piece,
    data: revisions.Data,
    actor: User,
    based_on: int | None = None,
    keep_previous: bool = False,
    creation_key: UUID | None = None,
    channel: str = "web",
    quiet: bool = False,
) -> Piece:
    """Keep what was written. A new piece gets its row; a public one a revision beside it, and its row stays as it is.

    `based_on` is the version the form was opened with: if somebody saved since, Conflict is raised and nothing is written.
    What somebody else saved, or this person half an hour ago, stays in the history as a revision of its own; `keep_previous`
    asks for that in any case. `quiet` leaves the log alone (autosave every few seconds is no event). A form that
    begins a piece carries a `creation_key`: sent twice, it saves the same piece again instead of beginning a second one.
    """
    begun = _begun_with(creation_key, item=item, actor=actor)
    is_new = item.pk is None and begun is None
    if is_new:
        rules.require(actor, rules.CREATE, item)
        _require_own_section(actor, data)
        begun = _begin(item, data=data, actor=actor, creation_key=creation_key)
        is_new = begun is item
    piece = locked(item if begun is None else begun)
    verb = "created" if is_new else "saved"
    if not is_new:
        rules.require(actor, rules.EDIT, piece)
        _require_kept(piece)
        if based_on is not None and based_on != piece.version:
            assert piece.working_revision is not None  # noqa: S101 - a saved piece always has one
            raise Conflict(piece.working_revision)
        if data.get("section") != revisions.current_data(piece).get("section"):
            _require_own_section(actor, data)
    working = piece.working_revision
    if working is None or not working.is_open:
        working = revisions.open_revision(piece, actor=actor, data=data)
        piece.working_revision = working
    elif keep_previous or _stands_for_itself(working, actor):
        working = revisions.open_revision(piece, actor=actor, data=data, follows=working)
        piece.working_revision = working
    else:
        working.data = revisions.as_stored(data)
        working.saved_by = actor
        working.saved_at = timezone.now()
        working.save(update_fields=["data", "saved_by", "saved_at"])
        working.editors.add(actor)
    if piece.state == State.NEW:
        # Nobody outside can see a new piece: its row follows the draft, so that lists show the title as it is now.
        revisions.copy_onto_row(piece, data)
        piece.slug = piece_slug(piece.title)
    piece.version += 1
    piece.save()
    revision_saved.send(sender=type(piece), item=piece, data=working.data)
    if not quiet:
        log.record(actor=actor, verb=verb, target=piece, channel=channel, detail={"revision": working.number})
    return piece


def _begun_with(creation_key: UUID | None, *, item: Piece, actor: User) -> Piece | None:
    """The piece that this very form has begun already."""
    if creation_key is None:
        return None
    return type(item)._default_manager.filter(creation_key=creation_key, created_by=actor).first()  # type: ignore[return-value]


def _begin(item: Piece, *, data: revisions.Data, actor: User, creation_key: UUID | None) -> Piece:
    """The new row; where the same form began it at this very moment, that one."""
    item.created_by, item.creation_key = actor, creation_key
    revisions.lay_over(item, data)
    item.slug = piece_slug(item.title)
    try:
        with transaction.atomic():
            item.save()
    except IntegrityError:
        begun = _begun_with(creation_key, item=item, actor=actor)
        if begun is None:
            raise
        return begun
    return item


def _require_own_section(actor: User, data: revisions.Data) -> None:
    if not rules.may_file_under(actor, data.get("section")):
        raise PermissionDenied("Chuyên mục này ngoài phần việc của bạn. Hãy chọn chuyên mục khác.")


def _require_kept(piece: Publishable) -> None:
    if piece.trashed_at is not None:
        raise NotPossible("Bài đang nằm trong thùng rác. Hãy khôi phục rồi sửa.")


def _stands_for_itself(working: Revision, actor: User) -> bool:
    return working.saved_by_id != actor.pk or working.saved_at < timezone.now() - SESSION_OF_WRITING


@transaction.atomic
def submit(*, item: Piece, actor: User, note: str = "", channel: str = "web") -> Piece:
    """Hand the revision to the desk. Where the newsroom has no editing gate it goes straight to approval."""
    piece, transition = _start(item, "submit", actor, note, channel)
    _require_fit(piece)
    gates = WorkflowGates.current()
    _move(piece.working_revision, Stage.SUBMITTED if gates.editing else Stage.PENDING_APPROVAL)
    return _finish(piece, "submit", actor, note, channel)


@transaction.atomic
def recall(*, item: Piece, actor: User, note: str = "", channel: str = "web") -> Piece:
    """Take it back to go on writing, while nobody has touched it."""
    piece, transition = _start(item, "recall", actor, note, channel)
    _move(piece.working_revision, Stage.DRAFT)
    return _finish(piece, "recall", actor, note, channel)


@transaction.atomic
def forward(*, item: Piece, actor: User, note: str = "", channel: str = "web") -> Piece:
    """The desk is done with it: to the approver."""
    piece, transition = _start(item, "forward", actor, note, channel)
    _require_fit(piece)
    _move(piece.working_revision, Stage.PENDING_APPROVAL)
    return _finish(piece, "forward", actor, note, channel)


@transaction.atomic
def return_(*, item: Piece, actor: User, note: str, channel: str = "web") -> Piece:
    """Back to the author, with words that say what to mend."""
    piece, transition = _start(item, "return", actor, note, channel)
    _move(piece.working_revision, Stage.RETURNED, returned_note=note.strip())
    return _finish(piece, "return", actor, note, channel)


@transaction.atomic
def approve(*, item: Piece, actor: User, note: str = "", channel: str = "web") -> Piece:
    """Make the working revision live, from its publish time on. Where four eyes are required, the approver never edited it."""
    piece, transition = _start(item, "approve", actor, note, channel)
    _require_fit(piece)
    _go_live(piece, actor=actor)
    return _finish(piece, "approve", actor, note, channel)


@transaction.atomic
def publish_urgently(*, item: Piece, actor: User, note: str, channel: str = "web") -> Piece:
    """One approver alone, with a reason; the piece carries a flag until a second approver confirms."""
    piece, transition = _start(item, "publish_urgently", actor, note, channel)
    _require_fit(piece)
    working = piece.working_revision
    assert working is not None  # noqa: S101 - is_possible asked already
    working.saved_by = actor
    working.editors.add(actor)
    working.save(update_fields=["saved_by"])
    _go_live(piece, actor=actor)
    piece.flagged_urgent = True
    return _finish(piece, "publish_urgently", actor, note, channel)


@transaction.atomic
def confirm(*, item: Piece, actor: User, note: str = "", channel: str = "web") -> Piece:
    """A second approver has read what was published urgently."""
    piece, transition = _start(item, "confirm", actor, note, channel)
    piece.flagged_urgent = False
    return _finish(piece, "confirm", actor, note, channel)


@transaction.atomic
def withdraw(*, item: Piece, actor: User, note: str, channel: str = "web") -> Piece:
    """Take it off the site at once; readers get 410 with a short notice and never the reason."""
    piece, transition = _start(item, "withdraw", actor, note, channel)
    piece.state = State.WITHDRAWN
    if piece.first_published_at and piece.first_published_at > timezone.now():
        # Taken back before its hour: no reader ever saw it, so none is told that it is gone.
        piece.first_published_at = None
    piece.withdrawn_note = note.strip()
    piece.flagged_urgent = False
    return _finish(piece, "withdraw", actor, note, channel)


@transaction.atomic
def reinstate(*, item: Piece, actor: User, note: str = "", channel: str = "web") -> Piece:
    """Bring a withdrawn piece back: its revision goes to approval again, nothing is public until then."""
    piece, transition = _start(item, "reinstate", actor, note, channel)
    working = piece.working_revision
    if working is None or not working.is_open:
        data = working.data if working else revisions.snapshot(piece)
        piece.working_revision = revisions.open_revision(piece, actor=actor, data=data)
    _move(piece.working_revision, Stage.PENDING_APPROVAL)
    return _finish(piece, "reinstate", actor, note, channel)


@transaction.atomic
def archive(*, item: Piece, actor: User, note: str = "", channel: str = "web") -> Piece:
    """Still reachable, with a mark; out of lists, feeds and the home page."""
    piece, transition = _start(item, "archive", actor, note, channel)
    piece.state = State.ARCHIVED
    return _finish(piece, "archive", actor, note, channel)


@transaction.atomic
def unarchive(*, item: Piece, actor: User, note: str = "", channel: str = "web") -> Piece:
    """Back into the lists."""
    piece, transition = _start(item, "unarchive", actor, note, channel)
    piece.state = State.PUBLISHED
    return _finish(piece, "unarchive", actor, note, channel)


@transaction.atomic
def trash(*, item: Piece, actor: User, note: str = "", channel: str = "web") -> Piece:
    """Out of sight for thirty days, and restorable all that time."""
    piece, transition = _start(item, "trash", actor, note, channel)
    piece.trashed_at = timezone.now()
    return _finish(piece, "trash", actor, note, channel)


@transaction.atomic
def restore(*, item: Piece, actor: User, note: str = "", channel: str = "web") -> Piece:
    """Back from the trash, as it was."""
    piece, transition = _start(item, "restore", actor, note, channel)
    piece.trashed_at = None
    return _finish(piece, "restore", actor, note, channel)


# Every step by its name in the table of transitions: what screens and lists press.
VERBS: dict[str, Callable[..., Any]] = {
    "submit": submit,
    "recall": recall,
    "forward": forward,
    "return": return_,
    "approve": approve,
    "publish_urgently": publish_urgently,
    "confirm": confirm,
    "withdraw": withdraw,
    "reinstate": reinstate,
    "archive": archive,
    "unarchive": unarchive,
    "trash": trash,
    "restore": restore,
}


@transaction.atomic
def restore_revision(*, item: Piece, number: int, actor: User, channel: str = "web") -> Piece:
    """Go back to an older text: it becomes a new revision, and the ones in between stay in the history."""
    old = revisions.of(item).get(number=number)
    piece = locked(item)
    _require_kept(piece)
    rules.require(actor, rules.EDIT, piece)
    if piece.working_revision and piece.working_revision.is_open:
        piece.working_revision.stage = Stage.DRAFT
        piece.working_revision.save(update_fields=["stage"])
    piece.working_revision = revisions.open_revision(piece, actor=actor, data=old.data)
    # The words are still theirs: four eyes look at whoever wrote them.
    piece.working_revision.editors.add(*old.editors.all())
    if piece.state == State.NEW:
        revisions.copy_onto_row(piece, old.data)
    return _finish(piece, "restore_revision", actor, "", channel, restored=number)


@transaction.atomic
def rows_changed(*, item: Piece, actor: User | None, verb: str, channel: str = "web", **detail: Any) -> Piece:
    """The rows that a piece keeps beside its revisions (recipients, sites) were changed, in this very transaction.

    The version moves on, so that nobody approves what they have not seen; on a piece that is not out, whoever changed the rows
    has a hand in what will be approved.
    """
    piece = locked(item)
    if not piece.is_live and actor is not None:
        working = piece.working_revision
        if working is None or not working.is_open:
            working = revisions.open_revision(piece, actor=actor, data=revisions.current_data(piece))
            piece.working_revision = working
        working.editors.add(actor)
    return _finish(piece, verb, actor, "", channel, **detail)


def note(
    *, item: Publishable, actor: User | None, verb: str, note: str = "", channel: str = "web", **detail: Any
) -> None:
    """A line on the timeline of a piece about something that changes nothing yet."""
    log.record(actor=actor, verb=verb, target=item, note=note, channel=channel, detail=detail)


@transaction.atomic
def record_history(
    *,
    item: Piece,
    actor: User | None,
    state: State = State.NEW,
    stage: Stage = Stage.APPROVED,
    at: datetime | None = None,
    related: dict[str, list[int]] | None = None,
    note: str = "",
    channel: str = "dòng lệnh",
) -> Piece:
    """Load a piece as it came to be elsewhere (samples, imports, benchmarks): same rows, same log, same announcement.

    Who may import what is the importer's question; what is stored obeys the same shapes as if people had done it.
    """
    moment = at or timezone.now()
    item.created_by = item.created_by or actor
    item.created_at = moment
    item.slug = piece_slug(item.title)
    item.state = state
    if state != State.NEW:
        item.publish_at = item.publish_at or moment
        item.first_published_at = item.last_published_at = item.publish_at
    item.save()
    data = revisions.snapshot(item) | (related or {})
    revision = revisions.open_revision(item, actor=actor, data=data)
    revision.stage = stage
    revision.save(update_fields=["stage"])
    revisions.copy_onto_row(item, data)
    item.working_revision = revision
    item.live_revision = revision if state != State.NEW else None
    return _finish(item, "imported", actor, note, channel)


@transaction.atomic
def purge_trash(*, channel: str = log.COMMAND_LINE) -> int:
    """Delete for good what has lain in the trash for thirty days. The log keeps that it was there."""
    until = timezone.now() - timedelta(days=TRASH_DAYS)
    purged = 0
    for kind in all_kinds():
        for item in kind.model._default_manager.filter(trashed_at__lt=until):
            log.record(actor=None, verb="purged", target=item, channel=channel)
            versions = revisions.of(item).values_list("pk", flat=True)
            keys = list(versions)
            announce(item)
            item.delete()
            Revision.objects.filter(pk__in=keys).delete()
            purged += 1
    return purged


def _require_fit(piece: Publishable) -> None:
    """Look at the piece as the working revision has it."""
    assert piece.working_revision is not None  # noqa: S101 - is_possible asked already
    shown = revisions.lay_over(type(piece)(pk=piece.pk), revisions.snapshot(piece) | piece.working_revision.data)  # type: ignore[misc]
    requirements.require(shown)


def _go_live(piece: Publishable, *, actor: User) -> None:
    """Copy the working revision onto the row. A piece that is out keeps the hour it came out; a new one takes its own or now."""
    revision = piece.working_revision
    assert revision is not None  # noqa: S101 - is_possible asked already
    now = timezone.now()
    was_out_since = piece.publish_at if piece.is_public(at=now) else None
    revisions.copy_onto_row(piece, revision.data)
    piece.publish_at = was_out_since or piece.first_public_time(now)
    piece.state = State.PUBLISHED
    if was_out_since is None:
        if piece.first_published_at is None or piece.first_published_at > now:
            piece.first_published_at = piece.publish_at
        piece.slug = piece_slug(piece.title)
    piece.last_published_at = max(now, piece.publish_at)
    piece.live_revision = revision
    piece.flagged_urgent = False
    piece.withdrawn_note = ""
    _move(revision, Stage.APPROVED)
