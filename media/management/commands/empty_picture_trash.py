"""`manage.py empty_picture_trash`: deletes pictures that have lain in the bin for thirty days."""

from typing import Any

from django.core.management.base import BaseCommand

from media import library


class Command(BaseCommand):
    """For a daily timer."""

    help = "Xóa hẳn các ảnh đã nằm trong thùng rác quá 30 ngày."

    def handle(self, *args: Any, **options: Any) -> None:
        """Says how many went."""
        self.stdout.write(f"Đã xóa {library.empty_trash()} ảnh.")
