"""`manage.py purge_feedback`: deletes personal data past its retention, and says what it did."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from feedback import retention


class Command(BaseCommand):
    """For every night."""

    help = (
        f"Xóa dữ liệu riêng (tên, thư, nội dung chưa đăng, mã tra cứu) của phản hồi cũ hơn {retention.MONTHS} tháng; "
        "phần đã đăng được giữ lại."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Look before it goes."""
        parser.add_argument("--dry-run", action="store_true", help="Chỉ đếm, không xóa gì.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or only count."""
        if options["dry_run"]:
            self.stdout.write(
                f"{retention.waiting(now=timezone.now())} phản hồi đến hạn xóa dữ liệu riêng. Chưa xóa gì."
            )
            return
        done = retention.purge(now=timezone.now())
        self.stdout.write(f"Đã xóa dữ liệu riêng của {done.messages} phản hồi, {done.counts} dòng đếm cũ.")
