"""`manage.py restore FILE`: everything as it was when the backup was made, on SQLite or on PostgreSQL."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error, connection

from khoi_portal.operations import restoring
from khoi_portal.operations.archive import Unusable


class Command(BaseCommand):
    """All or nothing. What was there before is kept beside it where that is a file."""

    help = "Khôi phục từ bản sao lưu, thay toàn bộ dữ liệu đang có. Hãy dừng cổng trước khi chạy."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which one, and whether to ask."""
        parser.add_argument("file", metavar="TỆP", type=Path)
        parser.add_argument("--yes", action="store_true", help="không hỏi lại")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask, bring back, say where the old is."""
        had = restoring.holds_something()
        if had and not options["yes"]:
            self._ask()
        try:
            restoring.restore(options["file"], say=lambda text: self.stdout.write(f"· {text}"))
        except Unusable as refused:
            raise CommandError(f"{refused} Chưa có gì thay đổi.") from refused
        except (OSError, Error) as error:
            raise CommandError(f"Chưa khôi phục được, dữ liệu cũ còn nguyên: {error}") from error
        self.stdout.write(self.style.SUCCESS("· Đã khôi phục. Khởi động lại cổng để mọi tiến trình thấy dữ liệu này."))
        if had and connection.vendor == "sqlite":
            kept = f"{connection.settings_dict['NAME']}.{restoring.BEFORE}, {settings.MEDIA_ROOT}.{restoring.BEFORE}"
            self.stdout.write(f"· Dữ liệu trước khi khôi phục: {kept}. Xóa khi không cần nữa.")

    def _ask(self) -> None:
        try:
            answer = input("Cơ sở dữ liệu đang có dữ liệu, khôi phục sẽ thay tất cả. Gõ “có” để tiếp tục: ")
        except EOFError:
            answer = ""
        if answer.strip().lower() not in ("có", "co"):
            raise CommandError("Đã thôi, chưa có gì thay đổi. Chạy không hỏi: thêm --yes.")
