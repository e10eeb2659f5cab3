"""`manage.py search QUERY`: what a reader would get, best first."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from search import matching


class Command(BaseCommand):
    """The first page of hits. Nothing found is an answer as well: exit code 0."""

    help = "Tìm như bạn đọc tìm: in loại, số, tít, địa chỉ, gần nhất trước."

    def add_arguments(self, parser: CommandParser) -> None:
        """The query, and the form of the answer."""
        parser.add_argument("query", nargs="+", help="từ khóa, như gõ trên trang tìm kiếm")
        parser.add_argument("--json", action="store_true", help="in một danh sách JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the hits."""
        results = matching.find(" ".join(options["query"]))
        rows = [
            {"kind": hit.kind, "id": hit.id, "title": hit.title, "url": settings.SITE_URL + hit.url}
            for hit in results.hits
        ]
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for row in rows:
            self.stdout.write(f"{row['kind']}\t{row['id']}\t{row['title']}\t{row['url']}")
