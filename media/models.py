"""The library: pictures, the sizes made of them, files to download, who uses which; and galleries of its pictures."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

import vietnamese
from media import naming
from media.galleries import photos
from media.querysets import FileQuerySet, GalleryQuerySet, ImageQuerySet, UseQuerySet, VideoQuerySet
from media.sizes import Size
from publishing.addresses import address
from publishing.models import Publishable

GALLERIES = "kind:gallery"
VIDEOS = "kind:video"
KINDS_IN_WORDS = {
    "pdf": "Tệp PDF", "docx": "Văn bản Word", "odt": "Văn bản OpenDocument", "xlsx": "Bảng tính Excel", "ods": "Bảng tính OpenDocument",
    "pptx": "Trình chiếu PowerPoint", "csv": "Bảng CSV", "txt": "Tệp chữ", "mp3": "Tệp tiếng", "mp4": "Video", "webm": "Video",
}  # fmt: skip


def full_stop(caption: str) -> str:
    """A caption that a credit follows ends as a sentence."""
    return caption if not caption or caption.rstrip()[-1] in '.!?…:;”"' else f"{caption.rstrip()}."


def credit_line(author: str) -> str:
    """How a credit is printed: "Ảnh: Minh Ngọc"; one that already begins with "Ảnh" stands as it is."""
    return author if not author or author.lower().startswith("ảnh") else f"Ảnh: {author}"


class Image(models.Model):
    """One picture, once, whatever shows it. Its stored file is our own encoding of what was sent."""

    class Format(models.TextChoices):
        """What the stored file is."""

        JPEG = "jpeg", "JPEG"
        PNG = "png", "PNG"

    original = models.FileField("tệp", max_length=120, unique=True, editable=False)
    name = models.CharField("tên tệp", max_length=150, editable=False)
    format = models.CharField("định dạng", max_length=8, choices=Format.choices, editable=False)
    width = models.PositiveIntegerField("rộng", editable=False)
    height = models.PositiveIntegerField("cao", editable=False)
    size = models.PositiveBigIntegerField("dung lượng", editable=False)
    sha256 = models.CharField("dấu vân tay của tệp gửi lên", max_length=64, unique=True, editable=False)
    caption = models.CharField(
        "chú thích", max_length=500, blank=True, help_text="Câu in dưới ảnh: ai, việc gì, ở đâu, khi nào."
    )
    alt_text = models.CharField(
        "văn bản thay thế",
        max_length=300,
        blank=True,
        help_text="Tả điều nhìn thấy cho người không xem được ảnh. Không chép lại chú thích.",
    )
    photo_credit = models.CharField("tác giả ảnh", max_length=120, blank=True)
    focal_x = models.PositiveSmallIntegerField(
        "điểm chính, ngang (%)",
        default=50,
        validators=[MaxValueValidator(100)],
        help_text="0 là mép trái, 100 là mép phải.",
    )
    focal_y = models.PositiveSmallIntegerField(
        "điểm chính, dọc (%)",
        default=50,
        validators=[MaxValueValidator(100)],
        help_text="0 là mép trên, 100 là mép dưới.",
    )
    taken_at = models.DateTimeField("chụp lúc", null=True, blank=True, editable=False)
    words = models.TextField(editable=False, default="", blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name="người tải lên",
    )
    uploaded_at = models.DateTimeField("tải lên lúc", default=timezone.now, editable=False)
    trashed_at = models.DateTimeField("bỏ vào thùng rác lúc", null=True, editable=False)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = "ảnh"
        verbose_name_plural = "thư viện ảnh"
        constraints = [
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="image_has_a_size"),
            models.CheckConstraint(condition=Q(focal_x__lte=100, focal_y__lte=100), name="image_focal_point_inside"),
        ]
        indexes = [models.Index(fields=["-uploaded_at", "-id"], name="image_latest_first")]

    def __str__(self) -> str:
        return self.caption or self.name

    def get_absolute_url(self) -> str:
        """The stored file."""
        return self.original.url

    def get_admin_url(self) -> str:
        """Where the newsroom edits it."""
        return reverse("admin:media_image_change", args=[self.pk])

    @property
    def credit(self) -> str:
        """The credit as it is printed."""
        return credit_line(self.photo_credit)

    @property
    def lacks(self) -> list[str]:
        """What is not filled in, in words."""
        wanted = ("caption", "alt_text", "photo_credit")
        return [str(self._meta.get_field(name).verbose_name) for name in wanted if not getattr(self, name)]

    @cached_property
    def sizes(self) -> list[Size]:
        """Every size there is; whoever has fetched them along gives them."""
        return [
            Size(one.kind, one.format, one.width, one.height, one.focal_x, one.focal_y, one.file.name)
            for one in self.renditions.all()
        ]

    def write_words(self) -> None:
        """Fill the folded words that the library is searched by; said before each save that changes a text."""
        self.words = vietnamese.fold(" ".join([self.name, self.caption, self.alt_text, self.photo_credit]))

    def cache_tags(self) -> list[str]:
        """Pages that show it: those tagged with it, and those of every owner."""
        tags = {f"media:{self.pk}": None}
        for use in self.uses.filter(in_draft=False).prefetch_related("owner"):
            if use.owner is not None:
                tags.update(dict.fromkeys(use.owner.cache_tags()))
        return list(tags)


class Rendition(models.Model):
    """One size of one picture, as sent to readers."""

    class Kind(models.TextChoices):
        """How it was cut."""

        FULL = "full", "Cả ảnh"
        CARD = "card", "16:9"
        THUMB = "thumb", "4:3"

    image = models.ForeignKey(Image, models.CASCADE, related_name="renditions", verbose_name="ảnh")
    kind = models.CharField("cách cắt", max_length=8, choices=Kind.choices)
    format = models.CharField("định dạng", max_length=8, choices=[("avif", "AVIF"), ("webp", "WebP"), ("jpeg", "JPEG")])
    width = models.PositiveIntegerField("rộng")
    height = models.PositiveIntegerField("cao")
    size = models.PositiveIntegerField("dung lượng")
    focal_x = models.PositiveSmallIntegerField(default=50)
    focal_y = models.PositiveSmallIntegerField(default=50)
    file = models.FileField("tệp", max_length=120, unique=True)

    class Meta:
        verbose_name = "cỡ ảnh"
        verbose_name_plural = "cỡ ảnh"
        ordering = ["image", "kind", "format", "width"]
        constraints = [
            models.UniqueConstraint(
                fields=["image", "kind", "format", "width", "focal_x", "focal_y"], name="rendition_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.image_id} {self.kind} {self.width} {self.format}"


class File(models.Model):
    """One file that readers download, kept as it was sent. Another version of it is another file."""

    stored = models.FileField("tệp", max_length=120, unique=True, editable=False)
    name = models.CharField("tên tệp", max_length=150, editable=False)
    format = models.CharField("định dạng", max_length=8, editable=False)
    size = models.PositiveBigIntegerField("dung lượng", editable=False)
    sha256 = models.CharField("dấu vân tay", max_length=64, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name="người tải lên",
    )
    uploaded_at = models.DateTimeField("tải lên lúc", default=timezone.now, editable=False)

    objects = FileQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp đính kèm"
        verbose_name_plural = "tệp đính kèm"
        constraints = [models.UniqueConstraint(fields=["sha256", "name"], name="file_once_by_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The stored file."""
        return self.stored.url

    @property
    def kind(self) -> str:
        """What it is, in the letters that people know: "PDF", "DOCX", "WebM"."""
        return "WebM" if self.format == "webm" else self.format.upper()

    @property
    def kind_in_words(self) -> str:
        """What one opens it with: "Văn bản Word", "Bảng tính"."""
        return KINDS_IN_WORDS.get(self.format, self.kind)

    @property
    def stem(self) -> str:
        """Its name without the ending."""
        return self.name.rpartition(".")[0] or self.name


class Use(models.Model):
    """One owner shows one asset: in its public text, or only in a draft, which no reader sees. Written by the module uses alone."""

    owner_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    owner_id = models.BigIntegerField()
    owner: Any = GenericForeignKey("owner_type", "owner_id")
    in_draft = models.BooleanField("chỉ trong bản nháp", default=False)

    objects = UseQuerySet.as_manager()

    class Meta:
        abstract = True


class AssetUse(Use):
    """A picture and who shows it."""

    image = models.ForeignKey(Image, models.PROTECT, related_name="uses", verbose_name="ảnh")

    class Meta:
        verbose_name = "nơi dùng ảnh"
        verbose_name_plural = "nơi dùng ảnh"
        constraints = [
            models.UniqueConstraint(fields=["image", "owner_type", "owner_id", "in_draft"], name="asset_use_once")
        ]
        indexes = [models.Index(fields=["owner_type", "owner_id"], name="asset_use_of_owner")]

    def __str__(self) -> str:
        return f"{self.image_id} ← {self.owner_type_id}:{self.owner_id}"


class FileUse(Use):
    """A file and what it is attached to."""

    file = models.ForeignKey(File, models.PROTECT, related_name="uses", verbose_name="tệp")

    class Meta:
        verbose_name = "nơi đính kèm tệp"
        verbose_name_plural = "nơi đính kèm tệp"
        constraints = [
            models.UniqueConstraint(fields=["file", "owner_type", "owner_id", "in_draft"], name="file_use_once")
        ]
        indexes = [models.Index(fields=["owner_type", "owner_id"], name="file_use_of_owner")]

    def __str__(self) -> str:
        return f"{self.file_id} ← {self.owner_type_id}:{self.owner_id}"


class Gallery(Publishable):
    """Một bộ ảnh: pictures of the library in an order, one of them on the cover. Rows of `photos` are read by galleries.photos."""

    KIND: ClassVar[str] = "gallery"
    KIND_LABEL: ClassVar[str] = "Bộ ảnh"
    REVISED_FIELDS: ClassVar[tuple[str, ...]] = (
        "title", "summary", "taken_on", "place", "photos", "publish_at", "expire_at",
    )  # fmt: skip

    FIELD_WORDS: ClassVar[dict[str, str]] = {"title": "tên bộ ảnh", "summary": "giới thiệu"}

    taken_on = models.DateField("ngày chụp", null=True, blank=True)
    place = models.CharField("nơi chụp", max_length=200, blank=True)
    photos = models.JSONField("ảnh", default=list, blank=True)

    objects = GalleryQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = "bộ ảnh"
        verbose_name_plural = "bộ ảnh"
        ordering = ["-taken_on", "-pk"]
        indexes = [
            *Publishable.Meta.indexes,
            models.Index(fields=["-taken_on", "-id"], name="gallery_latest_taken"),
        ]

    def get_absolute_url(self) -> str:
        """The gallery's page: its slug for people, its id for the machine."""
        return address("gallery", self.slug or "bo-anh", self.pk)

    def in_words(self, name: str, value: Any) -> str | None:
        """The pictures, a line for each, in their order."""
        if name != "photos":
            return None
        return photos.in_words(
            value, names=dict(Image.objects.filter(pk__in=photos.keys(value)).values_list("pk", "name"))
        )


class Video(Publishable):
    """Một video: a film of our own with its captions among `files`, or one that stands elsewhere; always with a picture of ours."""

    KIND: ClassVar[str] = "video"
    KIND_LABEL: ClassVar[str] = "Video"
    REVISED_FIELDS: ClassVar[tuple[str, ...]] = (
        "title", "summary", "recorded_on", "files", "outside", "lead_image", "seconds", "transcript", "publish_at", "expire_at",
    )  # fmt: skip

    FIELD_WORDS: ClassVar[dict[str, str]] = {"title": "tên video", "summary": "giới thiệu"}

    recorded_on = models.DateField("ngày quay", null=True, blank=True)
    files = models.ManyToManyField(File, blank=True, related_name="videos", verbose_name="tệp video, phụ đề")
    outside = models.CharField("video ở trang khác", max_length=40, blank=True)
    lead_image = models.ForeignKey(
        Image, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ảnh đại diện"
    )
    seconds = models.PositiveIntegerField("dài (giây)", null=True, blank=True)
    transcript = models.TextField("lời trong video", blank=True)

    objects = VideoQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = "video"
        verbose_name_plural = "video"
        ordering = ["-recorded_on", "-pk"]
        indexes = [
            *Publishable.Meta.indexes,
            models.Index(fields=["-recorded_on", "-id"], name="video_latest_recorded"),
        ]

    def get_absolute_url(self) -> str:
        """The video's page: its slug for people, its id for the machine."""
        return address("video", self.slug or "video", self.pk)

    def download_name(self, file: File) -> str:
        """What a reader's computer calls a file: the title."""
        return naming.download_name(self, file, words=self.title)
