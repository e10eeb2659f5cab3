"""`manage.py load_sample`: the sample portal. Safe to repeat."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from khoi_portal.sample import loading


class Command(BaseCommand):
    """The sample portal."""

    help = "Nạp trang minh họa: tài khoản, chuyên mục, trang, ảnh, bài viết ở đủ trạng thái. Chạy lại không đổi gì."

    def add_arguments(self, parser: CommandParser) -> None:
        """One choice: to leave a database alone that holds anything."""
        parser.add_argument("--only-if-empty", action="store_true", help="Chỉ nạp khi cơ sở dữ liệu còn trống.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, with progress."""
        if options["only_if_empty"] and not loading.is_empty():
            return
        loading.load(say=lambda text: self.stdout.write(f"· {text}"))
        self.stdout.write(self.style.SUCCESS("· Đã nạp trang minh họa."))
