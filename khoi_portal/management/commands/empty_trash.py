"""`manage.py empty_trash`: what has lain in the trash for thirty days goes for good. Meant for a daily timer."""

from typing import Any

from django.core.management.base import BaseCommand

from publishing import workflow


class Command(BaseCommand):
    """Empty the trash of pieces."""

    help = "Xóa hẳn các bài nằm trong thùng rác quá 30 ngày. Nên chạy hằng ngày, cùng empty_picture_trash."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many went."""
        self.stdout.write(f"· Đã xóa hẳn {workflow.purge_trash()} bài.")
