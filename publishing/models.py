"""What every public thing is made of: the piece, its revisions, sections, the site's identity, gates and old addresses."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone

from publishing import prepared
from publishing.addresses import address
from publishing.querysets import PublishableQuerySet
from publishing.states import Stage, State, is_public


class SiteIdentity(models.Model):
    """Whose portal this is. Data, not code: bodies are merged, renamed and dissolved. One row."""

    name = models.CharField("tên trang", max_length=150, help_text="Tên cơ quan, hiện ở đầu mọi trang.")
    kind_of_site = models.CharField("loại trang", max_length=80, default="Trang thông tin điện tử")
    governing_body = models.CharField("cơ quan chủ quản", max_length=200, blank=True)
    responsible_person = models.CharField("chịu trách nhiệm nội dung", max_length=200, blank=True)
    address = models.CharField("địa chỉ", max_length=250, blank=True)
    phone = models.CharField("điện thoại", max_length=60, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    licence = models.CharField("giấy phép", max_length=200, blank=True)
    reuse_notice = models.CharField(
        "ghi chú sử dụng lại", max_length=250, blank=True, default="Ghi rõ nguồn khi sử dụng lại thông tin của Trang."
    )
    description = models.CharField("mô tả cho máy tìm kiếm", max_length=300, blank=True)

    class Meta:
        verbose_name = "thông tin trang"
        verbose_name_plural = "thông tin trang"

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> SiteIdentity:
        """The one identity; a neutral one until an administrator has written it."""
        return min(prepared.all_of(cls), key=lambda one: one.pk, default=None) or cls(name="Cổng thông tin")

    def cache_tags(self) -> list[str]:
        """Every page shows it."""
        return ["site"]


class WorkflowGates(models.Model):
    """Which gates a piece passes. One audited row with two presets: tòa soạn nhỏ and đầy đủ."""

    editing = models.BooleanField("qua biên tập", default=True)
    approval = models.BooleanField("qua duyệt", default=True)
    four_eyes = models.BooleanField("bốn mắt", default=True, help_text="Người đã sửa bản này không được tự duyệt.")

    PRESETS: ClassVar[dict[str, tuple[str, dict[str, bool]]]] = {
        "small": ("Tòa soạn nhỏ (viết → duyệt)", {"editing": False, "approval": True, "four_eyes": True}),
        "full": ("Đầy đủ (viết → biên tập → duyệt)", {"editing": True, "approval": True, "four_eyes": True}),
    }

    class Meta:
        verbose_name = "quy trình duyệt"
        verbose_name_plural = "quy trình duyệt"

    def __str__(self) -> str:
        return "Quy trình duyệt"

    @classmethod
    def current(cls) -> WorkflowGates:
        """The gates in force; all of them until somebody decides otherwise."""
        return cls.objects.order_by("pk").first() or cls()

    def cache_tags(self) -> list[str]:
        """No reader's page shows the gates."""
        return []


class Section(models.Model):
    """Chuyên mục: a tree of two levels."""

    name = models.CharField("tên chuyên mục", max_length=80)
    slug = models.SlugField("đường dẫn", max_length=80, unique=True, allow_unicode=False, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="thuộc chuyên mục"
    )
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    on_home = models.BooleanField("có khối trên trang chủ", default=False)
    description = models.CharField("mô tả", max_length=200, blank=True)

    class Meta:
        verbose_name = "chuyên mục"
        verbose_name_plural = "chuyên mục"
        ordering = ["order", "name"]
        constraints = [models.CheckConstraint(condition=~Q(parent=models.F("id")), name="section_not_its_own_parent")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The section's public list."""
        return address("section", self.slug)

    def cache_tags(self) -> list[str]:
        """Menus, lists and articles name sections."""
        return ["site", f"section:{self.pk}"]


class SectionRight(models.Model):
    """Narrows a person's rights to a section and those below it. Without a row, all sections."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="section_rights", verbose_name="người dùng"
    )
    section = models.ForeignKey(Section, models.CASCADE, related_name="+", verbose_name="chuyên mục")

    class Meta:
        verbose_name = "quyền theo chuyên mục"
        verbose_name_plural = "quyền theo chuyên mục"
        constraints = [models.UniqueConstraint(fields=["user", "section"], name="section_right_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.section}"

    def cache_tags(self) -> list[str]:
        """No reader's page shows who may edit what."""
        return []


class Revision(models.Model):
    """One version of a piece's own fields, and the stage it has reached. Its data is laid over the piece to edit or preview."""

    piece_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    piece_id = models.BigIntegerField()
    piece = GenericForeignKey("piece_type", "piece_id")
    number = models.PositiveIntegerField("lần")
    stage = models.CharField("bước", max_length=20, choices=Stage.choices, default=Stage.DRAFT)
    data = models.JSONField("nội dung", encoder=DjangoJSONEncoder)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người viết"
    )
    created_at = models.DateTimeField("tạo lúc")
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người sửa cuối"
    )
    saved_at = models.DateTimeField("lưu lúc")
    editors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", verbose_name="những người đã sửa")
    returned_note = models.TextField("lời trả lại", blank=True)

    class Meta:
        verbose_name = "bản sửa"
        verbose_name_plural = "bản sửa"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["piece_type", "piece_id", "number"], name="revision_number_once")
        ]
        indexes = [models.Index(fields=["stage", "-saved_at"], name="revision_by_stage")]

    def __str__(self) -> str:
        return f"Bản {self.number}"

    @property
    def is_open(self) -> bool:
        """Whether it is still on its way."""
        return self.stage != Stage.APPROVED


class Publishable(models.Model):
    """A public thing. The row is what readers get; editing it once public makes a revision, and approval copies that onto the row."""

    KIND: ClassVar[str]
    KIND_LABEL: ClassVar[str]
    REVISED_FIELDS: ClassVar[tuple[str, ...]] = ("title", "summary", "section", "publish_at", "expire_at")
    # What a kind calls a field that every kind has, where that isn't what an article calls it.
    FIELD_WORDS: ClassVar[dict[str, str]] = {}

    title = models.CharField("tít", max_length=250)
    slug = models.SlugField("đường dẫn", max_length=120, blank=True, editable=False)
    summary = models.TextField("sapo", blank=True)
    section = models.ForeignKey(Section, models.PROTECT, null=True, related_name="+", verbose_name="chuyên mục")
    state = models.CharField("trạng thái", max_length=12, choices=State.choices, default=State.NEW, editable=False)
    publish_at = models.DateTimeField("giờ đăng", null=True, blank=True)
    expire_at = models.DateTimeField("hết hạn", null=True, blank=True)
    first_published_at = models.DateTimeField("đăng lần đầu", null=True, editable=False)
    last_published_at = models.DateTimeField("cập nhật lần cuối", null=True, editable=False)
    live_revision = models.ForeignKey(
        Revision, models.PROTECT, null=True, related_name="+", editable=False, verbose_name="bản đang đăng"
    )
    working_revision = models.ForeignKey(
        Revision, models.PROTECT, null=True, related_name="+", editable=False, verbose_name="bản đang làm"
    )
    flagged_urgent = models.BooleanField("đăng khẩn, chờ xác nhận", default=False, editable=False)
    trashed_at = models.DateTimeField("bỏ vào thùng rác lúc", null=True, editable=False)
    version = models.PositiveIntegerField("phiên bản", default=0, editable=False)
    # What the form that began it was numbered with: the same form sent twice begins one piece.
    creation_key = models.UUIDField(null=True, unique=True, editable=False)
    withdrawn_note = models.TextField("lý do gỡ", blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False, verbose_name="người tạo"
    )
    created_at = models.DateTimeField("tạo lúc", default=timezone.now, editable=False)

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True
        indexes = [
            # Everything that says what is listed stands in them: lists and counts are read from the index alone.
            models.Index(
                fields=["state", "-publish_at", "-id", "expire_at", "trashed_at", "section"], name="%(class)s_public"
            ),
            models.Index(
                fields=["section", "state", "-publish_at", "-id", "expire_at", "trashed_at"],
                name="%(class)s_in_section",
            ),
            models.Index(fields=["expire_at"], name="%(class)s_expiring", condition=Q(expire_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.title

    def is_public(self, *, at: datetime | None = None) -> bool:
        """The queryset's `.public()`, said of one row that is at hand."""
        return is_public(
            self.state,
            publish_at=self.publish_at,
            expire_at=self.expire_at,
            trashed_at=self.trashed_at,
            at=at or timezone.now(),
        )

    def is_listed(self, *, at: datetime | None = None) -> bool:
        """The queryset's `.listed()`, said of one row that is at hand."""
        return self.state == State.PUBLISHED and self.is_public(at=at)

    @property
    def is_live(self) -> bool:
        """Whether an approval has put it on the public page (now or at its hour)."""
        return self.state in (State.PUBLISHED, State.ARCHIVED)

    def first_public_time(self, now: datetime) -> datetime:
        """When an approved piece comes out: at its hour, or now if that has passed. Kinds with a date of their own say so."""
        return max(self.publish_at, now) if self.publish_at else now

    def word_for(self, name: str) -> str:
        """What people call the field."""
        return self.FIELD_WORDS.get(name) or str(getattr(self._meta.get_field(name), "verbose_name", name))

    def in_words(self, name: str, value: Any) -> str | None:
        """How a field that holds rows of data reads to people; None where the field's own type says it. Kinds with such fields answer."""
        return None

    def cache_tags(self) -> list[str]:
        """What pages that show it are tagged with."""
        tags = [f"{self.KIND}:{self.pk}", f"kind:{self.KIND}"]
        if self.section_id:
            tags.append(f"section:{self.section_id}")
        return tags


class SlugRedirect(models.Model):
    """An address that once led to a section, thread, author, keyword or page, and where that thing is now."""

    kind = models.CharField("loại", max_length=40)
    old_slug = models.CharField("đường dẫn cũ", max_length=120)
    target_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    target_id = models.BigIntegerField()
    target = GenericForeignKey("target_type", "target_id")

    class Meta:
        verbose_name = "đường dẫn cũ"
        verbose_name_plural = "đường dẫn cũ"
        constraints = [models.UniqueConstraint(fields=["kind", "old_slug"], name="old_slug_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.old_slug}"


class Presence(models.Model):
    """Who has a piece open in the editor: told to colleagues, never a lock. Rows are renewed while the page stays open."""

    piece_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    piece_id = models.BigIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="người dùng")
    since = models.DateTimeField("từ")
    seen_at = models.DateTimeField("thấy lần cuối")

    class Meta:
        verbose_name = "người đang sửa"
        verbose_name_plural = "người đang sửa"
        constraints = [
            models.UniqueConstraint(fields=["piece_type", "piece_id", "user"], name="present_once_at_a_piece")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.piece_id}"


class SavedFilter(models.Model):
    """A view of the newsroom's list that somebody named: theirs alone, or everybody's."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters", verbose_name="người lưu"
    )
    kind = models.CharField("loại", max_length=40)
    name = models.CharField("tên bộ lọc", max_length=40)
    query = models.CharField("điều kiện", max_length=400)
    shared = models.BooleanField("mọi người cùng dùng", default=False)

    class Meta:
        verbose_name = "bộ lọc đã lưu"
        verbose_name_plural = "bộ lọc đã lưu"
        ordering = ["shared", "name"]
        constraints = [models.UniqueConstraint(fields=["owner", "kind", "name"], name="saved_filter_named_once")]

    def __str__(self) -> str:
        return self.name

    def cache_tags(self) -> list[str]:
        """No reader's page shows it."""
        return []


class CacheGenerations(models.Model):
    """One row: how often each tag was touched. Pages remember the numbers they were made with."""

    epoch = models.PositiveIntegerField(default=0)
    tags = models.JSONField(default=dict)

    class Meta:
        verbose_name = "thế hệ bộ đệm"
        verbose_name_plural = "thế hệ bộ đệm"

    def __str__(self) -> str:
        return f"epoch {self.epoch}"
