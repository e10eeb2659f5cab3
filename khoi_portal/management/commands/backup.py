"""`manage.py backup FILE`: database and uploads in one file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from khoi_portal.operations import archive


class Command(BaseCommand):
    """Safe at any time: nobody is kept waiting."""

    help = "Sao lưu cơ sở dữ liệu, ảnh và tệp vào một tệp. Cổng vẫn chạy trong lúc ấy."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("file", metavar="TỆP", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, and say what was written."""
        target: Path = options["file"]
        try:
            archive.write(target, say=lambda text: self.stdout.write(f"· {text}"))
        except archive.Unusable as refused:
            raise CommandError(str(refused)) from refused
        except OSError as error:
            raise CommandError(f"Chưa sao lưu được: {error.strerror or error}. Không có tệp nào dở dang.") from error
        self.stdout.write(
            self.style.SUCCESS(f"· Đã sao lưu vào {target} ({target.stat().st_size / 1_048_576:.1f} MB).")
        )
