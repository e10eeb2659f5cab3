"""`manage.py make_renditions`: makes the sizes that pictures are missing, after a queue was away or the table of sizes changed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from media import renditions
from media.models import Image


class Command(BaseCommand):
    """Safe to run at any time, again and again."""

    help = "Làm các cỡ ảnh còn thiếu cho mọi ảnh trong thư viện."

    def handle(self, *args: Any, **options: Any) -> None:
        """Every picture in turn; one that cannot be read is named and the others go on."""
        made = failed = 0
        for image in Image.objects.kept().order_by("pk").iterator(chunk_size=200):
            try:
                made += renditions.make(image)
            except (OSError, ValueError) as error:
                failed += 1
                self.stderr.write(f"Ảnh {image.pk} ({image.name}): không đọc được tệp gốc ({error}).")
        self.stdout.write(f"Đã làm {made} cỡ ảnh.")
        if failed:
            raise CommandError(f"{failed} ảnh không đọc được. Khôi phục tệp gốc từ bản sao lưu rồi chạy lại.")
