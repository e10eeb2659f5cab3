"""`manage.py reindex`: rebuilds search from the public rows."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from search import indexing
from search.registry import Searchable


class Command(BaseCommand):
    """Safe to run at any time: readers go on searching, and running again after an interruption loses nothing."""

    help = "Lập lại chỉ mục tìm kiếm từ những gì đã đăng."

    def add_arguments(self, parser: CommandParser) -> None:
        """One option."""
        parser.add_argument(
            "--missing", action="store_true", help="chỉ lập phần còn thiếu, ví dụ sau khi lần chạy trước bị ngắt"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Kind by kind, with a line after each thousand and at the end of each kind."""

        def progress(searchable: Searchable, done: int, total: int) -> None:
            if done % 1000 == 0 or done == total:
                self.stdout.write(f"{searchable.label}: {done}/{total}")

        stored = indexing.reindex(only_missing=options["missing"], progress=progress)
        self.stdout.write(f"Đã lập chỉ mục {stored} mục.")
