"""Background work that a killed worker left half done: taken up again by the next worker of the same name."""

from __future__ import annotations

import logging

from django_tasks import TaskResultStatus
from django_tasks.signals import task_finished
from django_tasks_db.models import DBTaskResult

MOST_TRIES = 3
logger = logging.getLogger(__name__)


class GaveUp(Exception):
    """The worker was killed each time it did this: too big for the machine, most likely."""


def take_up(worker: str) -> int:
    """Put back what this worker was doing when it ended; how many. Every task may run twice: it looks at what is there first.

    A task at which the worker has died three times has failed: it would take the others down with it for ever.
    """
    taken = 0
    for job in DBTaskResult.objects.running():
        if job.worker_ids[-1:] != [worker]:
            continue
        if job.worker_ids.count(worker) < MOST_TRIES:
            taken += DBTaskResult.objects.filter(pk=job.pk, status=TaskResultStatus.RUNNING).update(
                status=TaskResultStatus.READY
            )
        else:
            job.set_failed(GaveUp(f"{MOST_TRIES} lần"))
            logger.error("Gave up %s after the worker was killed at it %s times", job.task_path, MOST_TRIES)
            task_finished.send(sender=type(job.task.get_backend()), task_result=job.task_result)
    return taken
