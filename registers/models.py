"""A batch: one sheet, or one change by hand, on its way into the register of a piece, and what is needed to take it back."""

from __future__ import annotations

import json
import zlib
from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from registers.querysets import BatchQuerySet

UNDO_DAYS = 30
# Whoever works on a batch for longer without a word has stopped.
SILENT = timedelta(minutes=10)


class PackedField(models.BinaryField):
    """Thousands of rows as compressed JSON: read whole or not at all, never asked about."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Unpacked."""
        return None if value is None else json.loads(zlib.decompress(bytes(value)))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Packed."""
        if value is not None:
            value = zlib.compress(json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False).encode(), 6)
        return super().get_db_prep_value(value, connection, prepared)

    def value_to_string(self, obj: Any) -> str:
        """For dumps: plain JSON."""
        return json.dumps(self.value_from_object(obj), cls=DjangoJSONEncoder, ensure_ascii=False)

    def to_python(self, value: Any) -> Any:
        """From a dump, or as it is."""
        return json.loads(value) if isinstance(value, str) else value


class Status(models.TextChoices):
    """Where a batch is."""

    READING = "reading", "Đang đọc"
    TRIED = "tried", "Chạy thử"
    FAILED = "failed", "Không đọc được"
    WRITING = "writing", "Đang ghi"
    WAITING = "waiting", "Chờ duyệt"
    APPLIED = "applied", "Đã ghi"
    UNDO_WAITING = "undo_waiting", "Chờ duyệt hoàn tác"
    UNDONE = "undone", "Đã hoàn tác"
    REFUSED = "refused", "Trả lại"
    DROPPED = "dropped", "Đã bỏ"


class Batch(models.Model):
    """Many rows at once. Nothing is written before it is recorded; what was written can be taken back for thirty days."""

    TONES: ClassVar[dict[str, str]] = {
        Status.APPLIED: "ok", Status.WAITING: "warn", Status.UNDO_WAITING: "warn", Status.FAILED: "bad",
        Status.REFUSED: "bad", Status.TRIED: "info", Status.READING: "info", Status.WRITING: "info",
    }  # fmt: skip

    register = models.CharField("danh sách", max_length=40)
    piece_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    piece_id = models.BigIntegerField()
    piece: Any = GenericForeignKey("piece_type", "piece_id")
    file_name = models.CharField("tệp", max_length=150, blank=True)
    checksum = models.CharField(max_length=64, blank=True)
    file = models.BinaryField(null=True)
    sheet: Any = PackedField(null=True)
    status = models.CharField("tình trạng", max_length=12, choices=Status.choices, default=Status.READING)
    # Where it was when the background took it: there it goes back to when that fails.
    before = models.CharField(max_length=12, choices=Status.choices, default=Status.TRIED)
    message = models.TextField("lời báo", blank=True)
    decisions = models.JSONField("lựa chọn", default=dict)
    trial: Any = PackedField(null=True)
    plan: Any = PackedField(null=True)
    undo: Any = PackedField(null=True)
    done = models.PositiveIntegerField("đã xong", default=0)
    total = models.PositiveIntegerField("tổng số", default=0)
    added = models.PositiveIntegerField("hàng thêm", default=0)
    changed = models.PositiveIntegerField("hàng sửa", default=0)
    removed = models.PositiveIntegerField("hàng bỏ", default=0)
    left_out = models.PositiveIntegerField("hàng để lại", default=0)
    unchanged = models.PositiveIntegerField("hàng đã có", default=0)
    organizations_made = models.PositiveIntegerField("tổ chức tạo mới", default=0)
    channel = models.CharField(max_length=20, default="web")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người nhập"
    )
    created_at = models.DateTimeField("lúc", default=timezone.now)
    touched_at = models.DateTimeField(default=timezone.now)
    editors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", verbose_name="những người đã sửa")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người ghi hoặc duyệt"
    )
    applied_at = models.DateTimeField("ghi lúc", null=True)
    undo_asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField("hoàn tác lúc", null=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = "bảng đã nhập"
        verbose_name_plural = "bảng đã nhập"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["piece_type", "piece_id", "-id"], name="batch_of_piece"),
            models.Index(fields=["status"], name="batch_by_status"),
        ]

    def __str__(self) -> str:
        return self.file_name or "Sửa tay"

    @property
    def tone(self) -> str:
        """Of its pill."""
        return self.TONES.get(self.status, "")

    @property
    def is_open(self) -> bool:
        """Whether the person can still decide about it."""
        return self.status in (Status.TRIED, Status.FAILED, Status.READING)

    @property
    def is_busy(self) -> bool:
        """Whether it is worked on in the background."""
        return self.status in (Status.READING, Status.WRITING)

    @property
    def is_stuck(self) -> bool:
        """Whether the background has fallen silent."""
        return self.is_busy and self.touched_at < timezone.now() - SILENT

    @property
    def size(self) -> int:
        """How many rows it works on."""
        return max(self.total, self.added + self.changed + self.removed)

    @property
    def is_too_old_to_undo(self) -> bool:
        """Thirty days after it was recorded."""
        return self.applied_at is not None and self.applied_at < timezone.now() - timedelta(days=UNDO_DAYS)

    def counted(self) -> str:
        """What it did or will do, in words."""
        said = [
            (self.added, "hàng thêm"), (self.changed, "hàng sửa"), (self.removed, "hàng bỏ"),
            (self.unchanged, "hàng đã có"), (self.left_out, "hàng để lại"), (self.organizations_made, "tổ chức mới"),
        ]  # fmt: skip
        return ", ".join(f"{number} {what}" for number, what in said if number) or "không thay đổi gì"

    def cache_tags(self) -> list[str]:
        """No reader's page shows it."""
        return []
