"""`manage.py work`: the background worker. First it takes up what it was doing when it was killed, then it does what comes."""

from typing import Any

from django.core.management.base import CommandParser
from django_tasks_db.management.commands import db_worker

from khoi_portal.operations import left_behind


class Command(db_worker.Command):
    """django-tasks' own worker with a name that stays, for every queue."""

    help = "Làm việc nền: các cỡ ảnh, thư, bảng lớn. Việc đang dở khi tiến trình bị tắt được làm lại. Chạy mãi cho đến khi dừng."

    def add_arguments(self, parser: CommandParser) -> None:
        """As django-tasks has them. Two workers at once need two names."""
        super().add_arguments(parser)
        parser.set_defaults(queue_name="*", worker_id="nen-1", reload=False)

    def handle(self, *, worker_id: str, **options: Any) -> None:
        """Until it is stopped."""
        taken = left_behind.take_up(worker_id)
        if taken:
            self.stdout.write(f"Làm lại {taken} việc còn dở.")
        super().handle(worker_id=worker_id, **options)
