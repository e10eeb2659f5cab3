"""The steps of a batch: received, tried, decided, recorded or sent for approval, approved or refused, undone. Who may is asked here."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from media.refusals import Refused
from organizations import registering
from publishing import rules, workflow
from publishing.models import Publishable, WorkflowGates
from publishing.states import TRANSITIONS
from publishing.workflow import NotPossible
from registers import declaring, keeping, sheets, writing
from registers.declaring import Register
from registers.models import UNDO_DAYS, Batch, Status
from registers.trying import Decisions, Plan, Trial, attempt

STALE = "Danh sách đã đổi sau lần chạy thử này. Hãy xem lại kết quả mới rồi ghi."


class Changed(NotPossible):
    """The register changed since the dry run: what would be recorded now is not what the person has seen."""


# --- who ------------------------------------------------------------------------------------------------
def may_prepare(user: Any, piece: Publishable) -> bool:
    """Whoever may edit the piece may bring in a sheet."""
    return rules.may(user, rules.EDIT, piece) and piece.trashed_at is None


def may_approve(user: Any, batch: Batch) -> bool:
    """An approver who reads the piece; where four eyes are on, nobody who had a hand in the batch."""
    if not isinstance(user, User) or batch.piece is None or not rules.may(user, rules.READ, batch.piece):
        return False
    if not user.has_role(*rules.roles_for(TRANSITIONS["approve"])):
        return False
    if not WorkflowGates.current().four_eyes:
        return True
    if batch.status == Status.UNDO_WAITING:
        return batch.undo_asked_by_id != user.pk
    return not (batch.created_by_id == user.pk or batch.editors.filter(pk=user.pk).exists())


def needs_approval(piece: Publishable, actor: User | None) -> bool:
    """On a piece that is out, or will come out by itself, a batch waits. The command line has no one to wait for."""
    return actor is not None and piece.is_live


def _require_preparing(actor: User | None, piece: Publishable) -> None:
    if piece.trashed_at is not None:
        raise NotPossible("Bài đang nằm trong thùng rác. Hãy khôi phục rồi nhập.")
    if actor is not None:
        rules.require(actor, rules.EDIT, piece)


# --- receiving and trying -------------------------------------------------------------------------------
def receive(
    *,
    register: Register,
    piece: Publishable,
    data: bytes,
    file_name: str,
    actor: User | None,
    channel: str = "web",
    sheet: str = "",
) -> Batch:
    """Keep the file for the dry run, of that sheet where one is asked for. Nothing of it is read yet."""
    _require_preparing(actor, piece)
    sweep()
    before = decided_before(register, piece, data, sheet=sheet)
    batch = Batch.objects.create(
        register=register.name,
        piece_type=ContentType.objects.get_for_model(type(piece)),
        piece_id=piece.pk,
        file_name=file_name[:150],
        checksum=hashlib.sha256(data).hexdigest(),
        file=data,
        decisions=before.as_data(),
        created_by=actor,
        channel=channel,
    )
    if actor is not None:
        batch.editors.add(actor)
    return batch


def decided_before(register: Register, piece: Publishable, data: bytes, *, sheet: str = "") -> Decisions:
    """What was decided when this very file, or sheet of it, was recorded here: asked again, it would not change what stands."""
    checksum = hashlib.sha256(data).hexdigest()
    earlier = Batch.objects.of(piece).standing().filter(register=register.name, checksum=checksum).light()
    found = (keeping.decisions_of(one) for one in earlier)
    return next((one for one in found if not sheet or one.sheet == sheet), Decisions(sheet=sheet))


def try_out(batch: Batch) -> Trial | None:
    """The dry run, from the file the first time, from its rows afterwards. None where the file is no such sheet: `message` says why."""
    register = declaring.named(batch.register)
    try:
        if batch.sheet is None:
            keeping.keep_sheets(batch, sheets.read(bytes(batch.file or b""), name=batch.file_name))
        trial = attempt(
            keeping.sheet_of(batch, register),
            register=register,
            piece=batch.piece,
            decisions=keeping.decisions_of(batch),
            progress=_progress_of(batch),
        )
    except Refused as refusal:
        batch.status, batch.message, batch.file = Status.FAILED, refusal.message, None
        batch.trial = batch.plan = None
        batch.touched_at = timezone.now()
        batch.save()
        return None
    keeping.keep_trial(batch, trial)
    batch.status, batch.message = Status.TRIED, ""
    batch.touched_at = timezone.now()
    batch.save()
    return trial


def sweep() -> int:
    """Sheets that came to nothing are not kept: what nobody touched for thirty days goes. How many went."""
    until = timezone.now() - timedelta(days=UNDO_DAYS)
    unfinished = (Status.TRIED, Status.FAILED, Status.READING, Status.DROPPED)
    return Batch.objects.filter(status__in=unfinished, touched_at__lt=until).delete()[1].get("registers.Batch", 0)


def decide(*, batch: Batch, decisions: Decisions, actor: User | None) -> None:
    """Take the person's decisions; the dry run has to run again."""
    _require_preparing(actor, batch.piece)
    require(batch, Status.TRIED, Status.FAILED)
    batch.decisions = decisions.as_data()
    batch.status, batch.done = Status.READING, 0
    batch.touched_at = timezone.now()
    batch.save()
    if actor is not None:
        batch.editors.add(actor)


@transaction.atomic
def wake(*, batch: Batch, actor: User) -> Batch:
    """Take a batch back from a background that fell silent; nothing of it was written."""
    batch = _locked(batch)
    _require_preparing(actor, batch.piece)
    if not batch.is_stuck:
        raise NotPossible("Bảng này đang được xử lý. Hãy đợi thêm.")
    batch.status = batch.before if batch.status == Status.WRITING else Status.READING
    batch.touched_at = timezone.now()
    batch.save(update_fields=["status", "touched_at"])
    return batch


def drop(*, batch: Batch, actor: User) -> None:
    """Put it aside: nothing was written, nothing will be."""
    _require_preparing(actor, batch.piece)
    require(batch, Status.TRIED, Status.FAILED, Status.READING)
    batch.status, batch.file, batch.sheet, batch.trial, batch.plan = Status.DROPPED, None, None, None, None
    batch.touched_at = timezone.now()
    batch.save()


def _progress_of(batch: Batch) -> Any:
    def say(done: int, total: int) -> None:
        Batch.objects.filter(pk=batch.pk).update(done=done, total=total, touched_at=timezone.now())

    return say


# --- recording ------------------------------------------------------------------------------------------
@transaction.atomic
def record(*, batch: Batch, actor: User | None) -> Batch:
    """Write the rows, all or none; on a piece that is out, send the batch for approval instead."""
    batch = _locked(batch)
    piece = batch.piece
    _require_preparing(actor, piece)
    require(batch, Status.TRIED, Status.WRITING)
    if not (batch.trial or {}).get("may_be_recorded"):
        raise NotPossible("Còn hàng chưa xử lý. Hãy sửa tại chỗ hoặc chọn bỏ từng hàng, rồi ghi.")
    if keeping.plan_of(batch).is_empty:
        raise NotPossible("Bảng này không thay đổi gì: mọi hàng đã có trong danh sách.")
    if needs_approval(piece, actor):
        batch.status, batch.touched_at = Status.WAITING, timezone.now()
        batch.save()
        workflow.note(item=piece, actor=actor, verb="batch_waits", channel=batch.channel, **_detail(batch))
        return batch
    return _apply(batch, actor=actor, verb="batch_recorded")


@transaction.atomic
def approve(*, batch: Batch, actor: User) -> Batch:
    """Write what waits. What the approver has seen is what is written: where the register changed meanwhile, nothing is."""
    batch = _locked(batch)
    require(batch, Status.WAITING, Status.UNDO_WAITING, Status.WRITING)
    require_approver(batch, actor)
    if batch.status == Status.UNDO_WAITING:
        return take_back(batch=batch, actor=actor)
    return _apply(batch, actor=actor, verb="batch_approved")


def require_approver(batch: Batch, actor: User) -> None:
    """Refuse, in words, whoever had a hand in it."""
    if not may_approve(actor, batch):
        raise PermissionDenied("Người đã nhập bảng này không được tự duyệt. Nhờ một người duyệt khác.")


@transaction.atomic
def refuse(*, batch: Batch, actor: User, note: str) -> Batch:
    """Send it back with a reason; nothing was written."""
    batch = _locked(batch)
    require(batch, Status.WAITING, Status.UNDO_WAITING)
    if not may_approve(actor, batch):
        raise PermissionDenied("Chỉ người duyệt mới trả lại được bảng.")
    if not note.strip():
        raise NotPossible("Hãy ghi lý do trả lại, người nhập sẽ đọc.")
    batch.status = Status.APPLIED if batch.status == Status.UNDO_WAITING else Status.REFUSED
    batch.message, batch.decided_by, batch.touched_at = note.strip(), actor, timezone.now()
    batch.undo_asked_by = None
    batch.save()
    workflow.note(item=batch.piece, actor=actor, verb="batch_refused", note=note.strip(), **_detail(batch))
    return batch


@transaction.atomic
def _apply(batch: Batch, *, actor: User | None, verb: str) -> Batch:
    register = declaring.named(batch.register)
    piece = workflow.locked(batch.piece)
    if piece.is_live and verb == "batch_recorded" and actor is not None:
        raise Changed("Bài vừa được duyệt đăng. Hãy bấm ghi lần nữa để trình duyệt bảng này.")
    _require_same(batch, register, piece)
    undo = writing.write(keeping.plan_of(batch), register=register, piece=piece)
    batch.status, batch.applied_at, batch.decided_by = Status.APPLIED, timezone.now(), actor
    batch.touched_at = timezone.now()
    # What was read is not kept beyond its use; what takes it back is.
    batch.undo, batch.file, batch.sheet, batch.plan = undo, None, None, None
    batch.message = ""
    batch.save()
    workflow.rows_changed(item=piece, actor=actor, verb=verb, channel=batch.channel, **_detail(batch))
    return batch


def _require_same(batch: Batch, register: Register, piece: Publishable) -> None:
    """The plan holds for the register as it is now; else the new dry run is kept for the person to look at."""
    if batch.sheet is None:
        plan = keeping.plan_of(batch)
        wanted = {change["pk"]: change["before"] for change in plan.changes}
        rows = {
            row["pk"]: row
            for row in register.rows_of(piece).filter(pk__in=[*wanted, *plan.removes]).values("pk", *register.stored)
        }
        same = all(
            pk in rows and all(str(rows[pk][name]) == str(value) for name, value in before.items())
            for pk, before in wanted.items()
        )
        if not same or any(pk not in rows for pk in plan.removes):
            raise Changed("Hàng này vừa có người sửa. Hãy mở lại rồi sửa.")
        return
    trial = attempt(
        keeping.sheet_of(batch, register), register=register, piece=piece, decisions=keeping.decisions_of(batch)
    )
    if trial.plan.digest() != batch.trial["digest"] or not trial.may_be_recorded:
        raise Changed(STALE)


# --- taking back ----------------------------------------------------------------------------------------
@transaction.atomic
def undo(*, batch: Batch, actor: User | None) -> Batch:
    """Put the register back as it was. On a piece that is out somebody else has to approve of that as well."""
    batch = _locked(batch)
    require(batch, Status.APPLIED)
    require_undoable(batch, actor)
    if needs_approval(batch.piece, actor):
        batch.status, batch.undo_asked_by, batch.touched_at = Status.UNDO_WAITING, actor, timezone.now()
        batch.save()
        workflow.note(item=batch.piece, actor=actor, verb="batch_undo_asked", **_detail(batch))
        return batch
    return take_back(batch=batch, actor=actor)


def require_undoable(batch: Batch, actor: User | None) -> None:
    """Young enough, and the latest: what came after it has to be undone before."""
    _require_preparing(actor, batch.piece)
    if batch.is_too_old_to_undo:
        raise NotPossible(f"Đã quá {UNDO_DAYS} ngày nên không hoàn tác được nữa.")
    later = Batch.objects.of(batch.piece).standing().filter(register=batch.register, applied_at__gt=batch.applied_at)
    if later.exists():
        raise NotPossible("Danh sách còn thay đổi mới hơn lần nhập này. Hãy hoàn tác lần nhập sau cùng trước.")


@transaction.atomic
def take_back(*, batch: Batch, actor: User | None) -> Batch:
    """Put back every row as it was. Whoever may have been asked already."""
    batch = _locked(batch)
    require(batch, Status.APPLIED, Status.UNDO_WAITING, Status.WRITING)
    register = declaring.named(batch.register)
    piece = workflow.locked(batch.piece)
    writing.put_back(batch.undo, register=register, piece=piece)
    batch.status, batch.undone_at, batch.undo = Status.UNDONE, timezone.now(), None
    batch.decided_by, batch.touched_at = actor, timezone.now()
    batch.save()
    workflow.rows_changed(item=piece, actor=actor, verb="batch_undone", channel=batch.channel, **_detail(batch))
    return batch


# --- by hand --------------------------------------------------------------------------------------------
@transaction.atomic
def change_by_hand(*, register: Register, piece: Publishable, plan: Plan, actor: User | None, label: str) -> Batch:
    """One change made on a screen, by the same way as a sheet: recorded at once, or waiting for approval; undoable."""
    _require_preparing(actor, piece)
    batch = Batch.objects.create(
        register=register.name,
        piece_type=ContentType.objects.get_for_model(type(piece)),
        piece_id=piece.pk,
        file_name=label[:150],
        status=Status.TRIED,
        created_by=actor,
        added=len(plan.adds), changed=len(plan.changes), removed=len(plan.removes),
        plan=asdict(plan),
        trial={"may_be_recorded": True, "digest": plan.digest(), "faults": [], "matches": [], "headings": [], "notes": []},
    )  # fmt: skip
    if actor is not None:
        batch.editors.add(actor)
    return record(batch=batch, actor=actor)


# --- small parts ----------------------------------------------------------------------------------------
def _locked(batch: Batch) -> Batch:
    return Batch.objects.select_for_update().get(pk=batch.pk)


def require(batch: Batch, *statuses: Status) -> None:
    """Refuse, in words, a step that starts elsewhere than where the batch is."""
    if batch.status not in statuses:
        raise NotPossible(f"Bảng này đang ở bước “{Status(batch.status).label}”. Hãy tải lại trang.")


def _detail(batch: Batch) -> dict[str, Any]:
    return {
        "batch": batch.pk,
        "file": batch.file_name,
        "added": batch.added,
        "changed": batch.changed,
        "removed": batch.removed,
    }


def show_organizations(item: Publishable) -> None:
    """Organisations that came with the sheets of a piece are for readers once the piece is approved."""
    if not item.is_live:
        return
    for register in declaring.of_model(type(item)):
        for column in register.columns:
            if column.names_organization in register.stored:
                relation = column.names_organization.removesuffix("_id")
                rows = register.rows_of(item).filter(**{f"{relation}__withheld": True}).order_by()
                registering.show(rows.values_list(column.names_organization, flat=True).distinct())
