"""`manage.py generate_content --articles N [--seed S]`: content for benchmarks."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles import generating


class Command(BaseCommand):
    """Realistic articles over sections and years."""

    help = (
        "Sinh N bài viết minh họa trải trên các chuyên mục và ba năm, để đo tốc độ. Cùng hạt giống cho cùng nội dung."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """How many, and from which seed."""
        parser.add_argument("--articles", type=int, required=True, help="Số bài viết.")
        parser.add_argument("--seed", type=int, default=1, help="Hạt giống (mặc định 1).")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them, with progress."""
        count = options["articles"]
        if not 0 < count <= 1_000_000:
            raise CommandError("Số bài viết phải từ 1 đến 1.000.000.")
        start = time.monotonic()
        for made in generating.generate(count=count, seed=options["seed"]):
            self.stdout.write(f"· {made}/{count} bài, {time.monotonic() - start:.0f} giây")
