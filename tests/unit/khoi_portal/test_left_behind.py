"""What a killed worker left is taken up by the next of its name, and by no other; what kills it each time is given up, aloud."""

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from khoi_portal.operations import left_behind
from registers import tasks
from registers.models import Batch, Status

pytestmark = pytest.mark.django_db


def running(workers, *, path="media.tasks.make_renditions", args=(1,)):
    return DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING, started_at=timezone.now(), args_kwargs={"args": list(args), "kwargs": {}},
        task_path=path, worker_ids=workers, backend_name="default", exception_class_path="", traceback="",
    )  # fmt: skip


def state(job):
    job.refresh_from_db()
    return job.status


def test_only_what_this_worker_was_doing_is_taken_up():
    mine, others, mine_before = running(["nen-1"]), running(["nen-2"]), running(["nen-1", "nen-2"])
    assert left_behind.take_up("nen-1") == 1
    assert [state(job) for job in (mine, others, mine_before)] == ["READY", "RUNNING", "RUNNING"]


def test_what_kills_the_worker_three_times_has_failed_and_the_batch_says_so(caplog, draft):
    batch = Batch.objects.create(status=Status.READING, piece=draft(), register="sites")
    job = running(["nen-1"] * 3, path="registers.tasks.try_out", args=(batch.pk,))
    assert left_behind.take_up("nen-1") == 0
    batch.refresh_from_db()
    assert (state(job), batch.status, batch.message) == ("FAILED", Status.FAILED, tasks.BROKEN)
    assert "Gave up registers.tasks.try_out after the worker was killed at it 3 times" in caplog.messages
