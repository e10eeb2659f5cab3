"""Documents and their types: what it is, who issued it under which number and when, its files, whether it is in force."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

import vietnamese
from documents.querysets import DocumentQuerySet
from media import naming
from media.models import File
from organizations.models import Organization
from publishing.addresses import address
from publishing.models import Publishable

TAG = "kind:document"


class DocumentType(models.Model):
    """Loại văn bản: nghị quyết, kết luận, kế hoạch … Rows, so that each portal has its own."""

    name = models.CharField("tên loại", max_length=60, unique=True, help_text="Ví dụ: nghị quyết.")
    slug = models.SlugField("đường dẫn", max_length=80, unique=True, editable=False)
    symbol = models.CharField(
        "chữ trong ký hiệu",
        max_length=8,
        blank=True,
        help_text="Ví dụ: NQ trong 35-NQ/TW. Dùng để nhắc khi số không hợp với loại. Bỏ trống nếu không có.",
    )
    has_force = models.BooleanField(
        "có hiệu lực",
        default=True,
        help_text="Bỏ chọn với loại không có hiệu lực để nói tới: tài liệu hội nghị, biểu mẫu.",
    )
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "loại văn bản"
        verbose_name_plural = "loại văn bản"
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name

    def cache_tags(self) -> list[str]:
        """Lists and pages of documents print it."""
        return [TAG]


class Document(Publishable):
    """Một văn bản hoặc tài liệu. Its title is the trích yếu, as lists print it; the summary says more where there is more."""

    KIND: ClassVar[str] = "document"
    KIND_LABEL: ClassVar[str] = "Tài liệu"
    REVISED_FIELDS: ClassVar[tuple[str, ...]] = (
        "type", "number", "title", "summary", "issuer", "issuer_name", "issued_on", "effective_on", "expired_on", "signer",
        "signer_title", "files", "replaced_by", "publish_at", "expire_at",
    )  # fmt: skip

    FIELD_WORDS: ClassVar[dict[str, str]] = {"title": "tên, trích yếu", "summary": "tóm tắt"}

    type = models.ForeignKey(
        DocumentType, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name="loại"
    )
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    issuer = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents_issued",
        verbose_name="cơ quan ban hành",
    )
    issuer_name = models.CharField("cơ quan ban hành, như in trên văn bản", max_length=200, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    effective_on = models.DateField("ngày có hiệu lực", null=True, blank=True)
    expired_on = models.DateField("hết hiệu lực từ ngày", null=True, blank=True)
    signer = models.CharField("người ký", max_length=120, blank=True)
    signer_title = models.CharField("chức vụ người ký khi ấy", max_length=150, blank=True)
    files = models.ManyToManyField(File, blank=True, related_name="documents", verbose_name="tệp")
    replaced_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaces", verbose_name="được thay thế bởi"
    )

    objects = DocumentQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = "tài liệu"
        verbose_name_plural = "tài liệu"
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("id")), name="document_not_its_own_replacement"
            )
        ]
        indexes = [
            *Publishable.Meta.indexes,
            models.Index(fields=["-issued_on", "-id"], name="document_latest_issued"),
        ]

    def get_absolute_url(self) -> str:
        """The document's page: its slug for people, its id for the machine."""
        return address("document", self.slug or "tai-lieu", self.pk)

    @property
    def called(self) -> str:
        """Type and number as people cite it: "Kết luận 01-KL/TW"; the title where it has no number."""
        if not self.number:
            return self.title
        kind = self.type.name if self.type else "văn bản"
        return f"{kind[:1].upper()}{kind[1:]} {self.number}"

    @property
    def issued_by(self) -> str:
        """Who issued it: as printed on it, else the organisation by its name of that day."""
        if self.issuer_name or self.issuer is None:
            return self.issuer_name
        return self.issuer.name_on(self.issued_on) if self.issued_on else self.issuer.name

    @property
    def force(self) -> str:
        """Whether it is in force, in words; nothing for a type of which nobody asks that."""
        if self.type is None or not self.type.has_force:
            return ""
        if self.replaced_by and self.replaced_by.is_public():
            return "Đã được thay thế"
        if self.has_expired():
            return f"Hết hiệu lực từ {vietnamese.short_date(self.expired_on)}"
        if self.is_still_to_come():
            return f"Chưa có hiệu lực, có hiệu lực từ {vietnamese.short_date(self.effective_on)}"
        return "Còn hiệu lực"

    def has_expired(self, *, on: date | None = None) -> bool:
        """Whether its force is over by its own date."""
        return self.expired_on is not None and self.expired_on <= (on or timezone.localdate())

    def is_still_to_come(self, *, on: date | None = None) -> bool:
        """Whether it comes into force only later."""
        return self.effective_on is not None and self.effective_on > (on or timezone.localdate())

    def download_name(self, file: File) -> str:
        """What a reader's computer calls a file: number and title."""
        return naming.download_name(self, file, words=" ".join(filter(None, [self.number, self.title])))
