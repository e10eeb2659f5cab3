"""Big sheets in the background: no web worker is held by twenty thousand rows."""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResult, TaskResultStatus, task

from accounts.models import User
from publishing.workflow import NotPossible
from registers import batches, keeping
from registers.models import Batch, Status

logger = logging.getLogger(__name__)

# What a request may do itself: a sheet of some hundred rows takes well under a second.
SMALL_FILE = 150 * 1024
SMALL = 1_500
BROKEN = "Máy chủ gặp lỗi khi làm việc với bảng này; chưa có gì được ghi. Hãy thử lại."


@task()
def try_out(batch_id: int) -> None:
    """The dry run of a big sheet."""
    batch = Batch.objects.filter(pk=batch_id, status=Status.READING).first()
    if batch is None:
        return
    batches.try_out(batch)


@task()
def write(batch_id: int, actor_id: int | None, verb: str) -> None:
    """Record or approve a big sheet; what is refused now is said on its page."""
    batch = Batch.objects.filter(pk=batch_id, status=Status.WRITING).first()
    actor = User.objects.filter(pk=actor_id).first() if actor_id else None
    if batch is None or (actor is None and actor_id is not None):
        return
    try:
        STEPS[verb](batch=batch, actor=actor)
    except batches.Changed as changed:
        again(batch, str(changed))
    except (NotPossible, PermissionDenied) as refused:
        Batch.objects.filter(pk=batch_id).update(status=batch.before, message=str(refused))


def settle(*, task_result: TaskResult, **kwargs: Any) -> None:
    """Work that failed, or whose worker was killed time and again: its batch stands where it stood, and says so."""
    if task_result.status != TaskResultStatus.FAILED or task_result.task.func not in (try_out.func, write.func):
        return
    batch = Batch.objects.filter(pk=task_result.args[0], status__in=[Status.READING, Status.WRITING]).first()
    if batch is not None:
        _broke(batch, Status.FAILED if batch.status == Status.READING else batch.before)


STEPS: dict[str, Any] = {
    "record": batches.record, "approve": batches.approve, "undo": batches.undo, "take_back": batches.take_back,
}  # fmt: skip
STARTS = {
    "record": Status.TRIED, "approve": Status.WAITING, "undo": Status.APPLIED, "take_back": Status.UNDO_WAITING,
}  # fmt: skip


def start_trying(batch: Batch) -> None:
    """The dry run, here where the sheet is small, in the background where it is not."""
    small = len(batch.file) <= SMALL_FILE if batch.file else keeping.longest(batch) <= SMALL
    if small:
        batches.try_out(batch)
    else:
        _later(lambda: try_out.enqueue(batch.pk), batch, Status.FAILED)


def start_writing(batch: Batch, *, actor: User, verb: str) -> Batch:
    """Record, approve or undo, here or in the background. What can't be is raised here where the sheet is small."""
    only_sends = verb in ("record", "undo") and batches.needs_approval(batch.piece, actor)
    if batch.size <= SMALL or only_sends:
        try:
            return STEPS[verb](batch=batch, actor=actor)
        except batches.Changed as changed:
            again(batch, str(changed))
            raise
    step, start = verb, STARTS[verb]
    if verb == "approve" and batch.status == Status.UNDO_WAITING:
        step, start = "take_back", Status.UNDO_WAITING
    batches.require(batch, start)
    if verb == "approve":
        batches.require_approver(batch, actor)
    if verb == "undo":
        batches.require_undoable(batch, actor)
        step = "take_back"
    taken = Batch.objects.filter(pk=batch.pk, status=start).update(
        status=Status.WRITING, message="", before=start, touched_at=timezone.now()
    )
    if taken:
        _later(lambda: write.enqueue(batch.pk, actor.pk, step), batch, start)
    batch.refresh_from_db()
    return batch


def again(batch: Batch, message: str) -> None:
    """The register changed under the batch: the dry run runs again, and says so."""
    batch = Batch.objects.get(pk=batch.pk)
    if batch.sheet is not None:
        batches.try_out(batch)
    else:
        batch.status = Status.REFUSED
    batch.message = message
    batch.save()


def _later(ask: Any, batch: Batch, otherwise: str) -> None:
    def enqueue() -> None:
        try:
            ask()
        # Whatever queue is behind the tasks API may fail in its own way; the person can press again.
        except Exception:
            _broke(batch, otherwise)
            logger.exception("Could not ask for the work on batch %s", batch.pk)

    transaction.on_commit(enqueue)


def _broke(batch: Batch, status: str) -> None:
    Batch.objects.filter(pk=batch.pk).update(status=status, message=BROKEN)
