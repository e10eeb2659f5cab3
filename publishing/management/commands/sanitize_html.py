"""`manage.py sanitize_html`: standard input to standard output through the one door for HTML."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from publishing.sanitizing import clean


class Command(BaseCommand):
    """What the sanitiser makes of a text, for people and for checks from outside."""

    help = "Đọc HTML từ đầu vào chuẩn, in ra HTML đã làm sạch. --jsonl: mỗi dòng vào một chuỗi JSON, mỗi dòng ra một chuỗi JSON."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """One choice: many texts, one a line."""
        parser.add_argument("--jsonl", action="store_true", help="Mỗi dòng là một chuỗi JSON, trả lời từng dòng.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Line by line and flushed, until the input ends; or all of it at once."""
        if options["jsonl"]:
            for number, line in enumerate(sys.stdin.buffer, start=1):
                if line.strip():
                    print(json.dumps(clean(_text(line, number)), ensure_ascii=False), flush=True)  # noqa: T201
            return
        try:
            sys.stdout.write(clean(sys.stdin.buffer.read().decode()))
        except UnicodeDecodeError as error:
            raise CommandError("Đầu vào không phải UTF-8. Hãy chuyển tệp sang UTF-8 rồi chạy lại.") from error


def _text(line: bytes, number: int) -> str:
    """One JSON string; anything else is refused with the line's number."""
    try:
        text = json.loads(line)
    except ValueError as error:
        raise CommandError(f"Dòng {number} không phải JSON.") from error
    if not isinstance(text, str):
        raise CommandError(f'Dòng {number} phải là một chuỗi JSON, ví dụ "<p>Chữ</p>".')
    # A half surrogate can't be written out again; nothing a browser sends holds one.
    return text.encode("utf-8", "replace").decode()
