"""Tin bài: the article, its authors, story threads, keywords, and how often it is read."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from django.db import models
from django.utils import timezone

from articles.querysets import ArticleQuerySet, DailyViewsQuerySet, KeywordQuerySet, NamedQuerySet
from awards.models import AwardRound
from documents.models import Document
from events.models import Event
from media import naming
from media.models import File, Gallery, Image, Video
from organizations.models import Organization
from publishing.addresses import address
from publishing.models import Publishable


class Named(models.Model):
    """Something with a public address made from its name."""

    slug = models.SlugField("đường dẫn", max_length=80, unique=True, editable=False)

    class Meta:
        abstract = True

    def cache_tags(self) -> list[str]:
        """Articles print these names, lists gather by them."""
        return ["kind:article"]


class Author(Named):
    """A pen name (bút danh), as it is printed. The person behind it only if the newsroom enters one."""

    pen_name = models.CharField("bút danh", max_length=80, unique=True)
    real_name = models.CharField("họ và tên thật", max_length=120, blank=True, help_text="Chỉ hiện khi có ghi.")
    about = models.TextField("giới thiệu", blank=True)

    objects = NamedQuerySet.as_manager()

    class Meta:
        verbose_name = "tác giả"
        verbose_name_plural = "tác giả"
        ordering = ["pen_name"]

    def __str__(self) -> str:
        return self.pen_name

    def get_absolute_url(self) -> str:
        """The author's articles."""
        return address("author", self.slug)


class StoryThread(Named):
    """Dòng sự kiện: articles that follow one matter over time."""

    title = models.CharField("tên dòng sự kiện", max_length=150, unique=True)
    summary = models.TextField("giới thiệu", blank=True)
    closed = models.BooleanField("đã khép", default=False)

    objects = NamedQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng sự kiện"
        verbose_name_plural = "dòng sự kiện"
        ordering = ["closed", "title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The thread's page."""
        return address("thread", self.slug)


class Keyword(Named):
    """Từ khóa."""

    name = models.CharField("từ khóa", max_length=60, unique=True)

    objects = KeywordQuerySet.as_manager()

    class Meta:
        verbose_name = "từ khóa"
        verbose_name_plural = "từ khóa"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Articles with the keyword."""
        return address("keyword", self.slug)


class Article(Publishable):
    """Bài viết. `summary` is the sapo; pictures stand in the body as figures that name an image of the library."""

    KIND: ClassVar[str] = "article"
    KIND_LABEL: ClassVar[str] = "Bài viết"
    REVISED_FIELDS: ClassVar[tuple[str, ...]] = (
        "kicker", "title", "summary", "body", "lead_image", "lead_caption", "authors", "source", "source_url",
        "republished", "original_date", "section", "threads", "keywords", "organizations", "documents", "events", "award_rounds",
        "galleries", "videos", "files", "related", "organizations_named", "corrections", "featured", "publish_at", "expire_at",
    )  # fmt: skip

    kicker = models.CharField("tít phụ", max_length=150, blank=True)
    body = models.TextField("thân bài", blank=True)
    lead_image = models.ForeignKey(
        Image, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ảnh đầu bài"
    )
    lead_caption = models.CharField(
        "chú thích ảnh đầu bài", max_length=400, blank=True, help_text="Để trống thì lấy chú thích trong thư viện."
    )
    authors = models.ManyToManyField(Author, blank=True, related_name="articles", verbose_name="bút danh")
    source = models.CharField("nguồn tin", max_length=200, blank=True)
    source_url = models.URLField("đường dẫn nguồn", blank=True)
    republished = models.BooleanField("tin dẫn lại", default=False)
    original_date = models.DateTimeField(
        "ngày đăng gốc", null=True, blank=True, help_text="Bài cũ hoặc tin dẫn lại: ngày đã đăng ở nơi đầu tiên."
    )
    threads = models.ManyToManyField(StoryThread, blank=True, related_name="articles", verbose_name="dòng sự kiện")
    keywords = models.ManyToManyField(Keyword, blank=True, related_name="articles", verbose_name="từ khóa")
    organizations = models.ManyToManyField(
        Organization, blank=True, related_name="articles", verbose_name="tổ chức trong bài"
    )
    documents = models.ManyToManyField(Document, blank=True, related_name="articles", verbose_name="văn bản trong bài")
    events = models.ManyToManyField(Event, blank=True, related_name="articles", verbose_name="hội nghị trong bài")
    award_rounds = models.ManyToManyField(
        AwardRound, blank=True, related_name="articles", verbose_name="đợt khen thưởng trong bài"
    )
    galleries = models.ManyToManyField(Gallery, blank=True, related_name="articles", verbose_name="bộ ảnh của bài")
    videos = models.ManyToManyField(Video, blank=True, related_name="articles", verbose_name="video của bài")
    files = models.ManyToManyField(File, blank=True, related_name="articles", verbose_name="tệp đính kèm")
    related = models.ManyToManyField(
        "self", blank=True, symmetrical=False, related_name="related_from", verbose_name="bài liên quan"
    )
    organizations_named = models.CharField("tổ chức khác được nhắc đến", max_length=400, blank=True)
    corrections = models.JSONField("đính chính", default=list, blank=True)
    featured = models.BooleanField("tiêu điểm", default=False)

    objects = ArticleQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = "bài viết"
        verbose_name_plural = "tin bài"
        ordering = ["-publish_at", "-pk"]

    def get_absolute_url(self) -> str:
        """The article's page: its slug for people, its id for the machine."""
        return address("article", self.slug or "bai", self.pk)

    def download_name(self, file: File) -> str:
        """What a reader's computer calls a file: the title."""
        return naming.download_name(self, file, words=self.title)

    @property
    def day(self) -> date:
        """The day whose names and titles it carries: when it first came out, or will; today for a draft without an hour."""
        return timezone.localdate(self.original_date or self.publish_at or timezone.now())

    def first_public_time(self, now: datetime) -> datetime:
        """An old or republished piece keeps the date it first came out; a new one its hour, or now. Nothing comes out before its hour."""
        own = super().first_public_time(now)
        return min(self.original_date, now) if self.original_date and own <= now else own


class DailyViews(models.Model):
    """How often an article was read on a day. A counter and nothing else: no visitor is known."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="daily_views")
    day = models.DateField()
    views = models.PositiveIntegerField(default=0)

    objects = DailyViewsQuerySet.as_manager()

    class Meta:
        verbose_name = "lượt xem"
        verbose_name_plural = "lượt xem"
        constraints = [models.UniqueConstraint(fields=["article", "day"], name="views_once_a_day")]
        indexes = [models.Index(fields=["day", "-views"], name="most_viewed")]

    def __str__(self) -> str:
        return f"{self.article_id}, {self.day}: {self.views}"
