"""What the roof keeps as data: simple pages, menu entries, website links, notices, and the slots of the home page."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q, Value
from django.utils import timezone

from articles.models import Article
from publishing.addresses import address
from publishing.models import Section

SAFE_ADDRESS = RegexValidator(
    r"^(/(?!/)|https?://)", "Ghi địa chỉ trong trang, bắt đầu bằng /, hoặc địa chỉ đầy đủ bắt đầu bằng https://."
)


class PageQuerySet(models.QuerySet):
    """Adjectives of pages."""

    def public(self):
        """Shown to readers."""
        return self.filter(is_shown=True)


class Page(models.Model):
    """A simple page: giới thiệu, liên hệ, quy định phản hồi, khả năng tiếp cận, quyền riêng tư."""

    title = models.CharField("tiêu đề", max_length=150)
    slug = models.SlugField("đường dẫn", max_length=80, unique=True, blank=True)
    summary = models.CharField("tóm tắt", max_length=300, blank=True)
    body = models.TextField("nội dung", blank=True)
    language = models.CharField(
        "ngôn ngữ", max_length=2, choices=[("vi", "Tiếng Việt"), ("en", "English")], default="vi"
    )
    translation_of = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="translation", verbose_name="bản dịch của"
    )
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    is_shown = models.BooleanField("hiện trên trang", default=True)
    updated_at = models.DateTimeField("cập nhật lúc", default=timezone.now, editable=False)

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = "trang"
        verbose_name_plural = "trang"
        ordering = ["order", "title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page's address."""
        return address("page", self.slug)

    def cache_tags(self) -> list[str]:
        """Pages list each other beside their text."""
        return ["kind:page", "menu"]


class MenuQuerySet(models.QuerySet):
    """What the menus are read by."""

    def entry_rows(self):
        """(order, key, place, label, and what `leads_to` is told), in no order: of sections and pages only their addresses are read."""
        return self.order_by().values_list("order", "pk", "place", "label", "address", "section__slug", "page__slug")


def leads_to(written: str, section_slug: str | None, page_slug: str | None) -> str:
    """An entry leads to a section, to a page, or to the address that is written in it."""
    if section_slug:
        return address("section", section_slug)
    return address("page", page_slug) if page_slug else written


class MenuItem(models.Model):
    """One entry of the main menu or of a footer list: a section, a page, or an address of this site."""

    class Place(models.TextChoices):
        """Where it stands."""

        MAIN = "main", "Menu chính"
        SECTIONS = "sections", "Chân trang: Chuyên mục"
        READERS = "readers", "Chân trang: Bạn đọc"

    place = models.CharField("chỗ", max_length=10, choices=Place.choices, default=Place.MAIN)
    label = models.CharField("chữ hiện ra", max_length=60)
    section = models.ForeignKey(
        Section, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="chuyên mục"
    )
    page = models.ForeignKey(Page, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="trang")
    address = models.CharField(
        "địa chỉ trong trang", max_length=200, blank=True, help_text="Ví dụ /tin-tuc/. Chọn một trong ba."
    )
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    objects = MenuQuerySet.as_manager()

    class Meta:
        verbose_name = "mục menu"
        verbose_name_plural = "menu"
        ordering = ["place", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="menu_item_leads_to_one_thing",
                condition=(
                    Q(section__isnull=False, page__isnull=True, address="")
                    | Q(section__isnull=True, page__isnull=False, address="")
                    | (Q(section__isnull=True, page__isnull=True) & ~Q(address=""))
                ),
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def url(self) -> str:
        """Where it leads."""
        return leads_to(self.address, self.section and self.section.slug, self.page and self.page.slug)

    def cache_tags(self) -> list[str]:
        """Every page shows the menus."""
        return ["site"]


class WebsiteLinkQuerySet(models.QuerySet):
    """Adjectives of website links."""

    def in_footer(self):
        """Named at the foot of every page."""
        return self.filter(in_footer=True)

    def entry_rows(self):
        """As rows like the menus': both are read in one statement."""
        blanks = {name: Value("", output_field=models.CharField()) for name in ("place", "section_slug", "page_slug")}
        return (
            self.order_by()
            .annotate(**blanks)
            .values_list("order", "pk", "place", "label", "url", "section_slug", "page_slug")
        )


class WebsiteLink(models.Model):
    """Liên kết website: another body's site, named in the footer."""

    label = models.CharField("tên", max_length=120)
    url = models.URLField("địa chỉ")
    in_footer = models.BooleanField("hiện ở chân trang", default=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    objects = WebsiteLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "liên kết website"
        verbose_name_plural = "liên kết website"
        ordering = ["order", "label"]

    def __str__(self) -> str:
        return self.label

    def cache_tags(self) -> list[str]:
        """The footer of every page."""
        return ["site"]


class Notice(models.Model):
    """A line for every reader, between two moments: maintenance, a moved office, a corrected address."""

    text = models.CharField("nội dung", max_length=300)
    url = models.CharField("đường dẫn", max_length=200, blank=True, validators=[SAFE_ADDRESS])
    starts_at = models.DateTimeField("từ", default=timezone.now)
    ends_at = models.DateTimeField("đến", null=True, blank=True)

    class Meta:
        verbose_name = "thông báo"
        verbose_name_plural = "thông báo"
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(
                name="notice_ends_after_it_starts",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=models.F("starts_at")),
            )
        ]

    def __str__(self) -> str:
        return self.text

    def cache_tags(self) -> list[str]:
        """Above every page."""
        return ["site"]


class FrontPageQuerySet(models.QuerySet):
    """Which board readers see is a reading of the clock: the newest whose hour has come."""

    def shown(self):
        """The one that readers see now, as a queryset of one."""
        return self.filter(live_from__lte=timezone.now()).order_by("-live_from", "-pk")[:1]

    def ahead(self):
        """The one that readers don't see yet: a draft, or a board that waits for its hour."""
        return self.filter(Q(live_from__isnull=True) | Q(live_from__gt=timezone.now()))

    def earlier(self):
        """Those that readers saw before, newest first."""
        return self.filter(live_from__lte=timezone.now()).order_by("-live_from", "-pk")[1:]


class FrontPage(models.Model):
    """One board of the front page. Without an hour it is a draft; from its hour on readers see it, until the hour of the next."""

    live_from = models.DateTimeField("hiện từ", null=True, blank=True, db_index=True)
    put_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="người đưa lên"
    )

    objects = FrontPageQuerySet.as_manager()

    class Meta:
        verbose_name = "bản trang nhất"
        verbose_name_plural = "bản trang nhất"
        ordering = ["-live_from", "-pk"]
        constraints = [
            models.UniqueConstraint(Value(1), condition=Q(live_from__isnull=True), name="one_draft_of_the_front_page")
        ]

    def __str__(self) -> str:
        return "Trang nhất"

    def cache_tags(self) -> list[str]:
        """The front page alone."""
        return ["home"]


class HomeSlot(models.Model):
    """What the newsroom puts on one board of the front page by hand. Empty places are filled by the newest."""

    class Place(models.TextChoices):
        """The places of the front page."""

        LEAD = "lead", "Tin chính"
        FOCUS = "focus", "Tiêu điểm"
        HOT = "hot", "Mới – Nóng"

    board = models.ForeignKey(FrontPage, models.CASCADE, related_name="slots", verbose_name="bản trang nhất")
    place = models.CharField("chỗ", max_length=6, choices=Place.choices)
    article = models.ForeignKey(Article, models.CASCADE, related_name="+", verbose_name="bài viết")
    line = models.CharField("chữ ngắn (Mới – Nóng)", max_length=150, blank=True)
    hold_until = models.DateTimeField("giữ đến", null=True, blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "chỗ trên trang nhất"
        verbose_name_plural = "trang nhất"
        ordering = ["place", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["board", "place", "article"], name="slot_once_a_place_of_a_board")
        ]

    def __str__(self) -> str:
        return f"{self.get_place_display()}: {self.article}"

    def is_over(self, now: datetime) -> bool:
        """The hour until which it was held has passed."""
        return self.hold_until is not None and self.hold_until <= now

    def cache_tags(self) -> list[str]:
        """The front page alone."""
        return ["home"]
