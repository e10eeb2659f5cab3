"""`manage.py inspect_upload FILE`: what the upload door says of a file, without storing it."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from media import uploads


class Command(BaseCommand):
    """Ends with 1 when the file would be refused."""

    help = "Hỏi cửa nhận tệp: tệp này có được nhận không, vì sao. Không lưu gì."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and how to answer."""
        parser.add_argument("file", metavar="FILE", help="Tệp cần hỏi.")
        parser.add_argument("--kind", choices=["image", "file"], default="", help="Xét như ảnh hay như tệp tài liệu.")
        parser.add_argument("--json", action="store_true", help="Trả lời bằng JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        """One verdict."""
        path = Path(options["file"])
        if not path.is_file():
            raise CommandError(f"Không có tệp {path}.")
        with path.open("rb") as file:
            verdict = uploads.inspect(file, name=path.name, kind=options["kind"])
        if options["json"]:
            self.stdout.write(json.dumps(verdict.as_dict(), ensure_ascii=False))
        else:
            size = f" ({verdict.format}, {verdict.width} × {verdict.height})" if verdict.width else ""
            self.stdout.write(f"{path.name}: {verdict.message}{size}")
        if not verdict.accepted:
            raise SystemExit(1)
