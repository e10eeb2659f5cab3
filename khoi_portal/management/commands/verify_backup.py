"""`manage.py verify_backup FILE`: proves that a backup comes back."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error

from khoi_portal.operations import restoring
from khoi_portal.operations.archive import UPLOADS, Unusable


class Command(BaseCommand):
    """Changes nothing: the backup is brought back into a scratch database that is thrown away."""

    help = "Thử bản sao lưu: kiểm từng phần, rồi khôi phục vào một cơ sở dữ liệu tạm. Không đụng tới dữ liệu đang dùng."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which one."""
        parser.add_argument("file", metavar="TỆP", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """One line, or why not."""
        try:
            manifest = restoring.prove(options["file"])
        except Unusable as refused:
            raise CommandError(str(refused)) from refused
        except (OSError, Error) as error:
            raise CommandError(f"Không khôi phục thử được: {error}.") from error
        files = sum(name.startswith(UPLOADS) for name in manifest.parts)
        rows = sum(manifest.rows.values())
        self.stdout.write(
            self.style.SUCCESS(
                f"Bản sao lưu lập lúc {manifest.made_at} khôi phục được: {rows} dòng, {files} ảnh và tệp."
            )
        )
