"""Hội nghị, giao ban, lễ: the event, its kinds and series, and the register of its connected sites."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from awards.models import AwardRound
from documents.models import Document
from events import children, times
from events.querysets import ConnectedSiteQuerySet, EventQuerySet, EventSeriesQuerySet
from events.times import Known
from media import naming
from media.models import File, Gallery, Image, Video
from organizations.models import Organization
from organizations.words import name_key, stored_words
from publishing.addresses import address
from publishing.models import Publishable

TAG = "kind:event"


class EventKind(models.Model):
    """Loại: hội nghị, giao ban, sơ kết, tổng kết, tọa đàm, lễ … Rows, so that each portal has its own."""

    name = models.CharField("tên loại", max_length=60, unique=True, help_text="Ví dụ: Giao ban.")
    slug = models.SlugField("đường dẫn", max_length=80, unique=True, editable=False)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "loại hội nghị"
        verbose_name_plural = "loại hội nghị"
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name

    def cache_tags(self) -> list[str]:
        """Lists and pages of events print it."""
        return [TAG]


class EventSeries(models.Model):
    """Chuỗi: events that come again, such as a giao ban every quarter."""

    class Rhythm(models.TextChoices):
        """How often."""

        MONTHLY = "monthly", "Hằng tháng"
        QUARTERLY = "quarterly", "Hằng quý"
        HALF_YEARLY = "half_yearly", "Hai kỳ mỗi năm"
        YEARLY = "yearly", "Hằng năm"
        IRREGULAR = "irregular", "Không định kỳ"

    name = models.CharField("tên chuỗi", max_length=150, unique=True)
    slug = models.SlugField("đường dẫn", max_length=80, unique=True, editable=False)
    summary = models.TextField("giới thiệu", blank=True)
    rhythm = models.CharField("nhịp", max_length=12, choices=Rhythm.choices, default=Rhythm.QUARTERLY)
    closed = models.BooleanField("đã kết thúc", default=False, help_text="Chuỗi đã kết thúc không còn kỳ nào để chờ.")

    objects = EventSeriesQuerySet.as_manager()

    class Meta:
        verbose_name = "chuỗi hội nghị"
        verbose_name_plural = "chuỗi hội nghị"
        ordering = ["closed", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The series' board."""
        return reverse("event_series", args=[self.slug])

    def get_calendar_url(self) -> str:
        """The calendar file of its events."""
        return reverse("event_series_calendar", args=[self.slug])

    def cache_tags(self) -> list[str]:
        """Its events print it, lists gather by it."""
        return [TAG]


class Event(Publishable):
    """Hội nghị: one occasion with a place and a time. `summary` is its sapo; what the clock says of it is `phase`."""

    class Mode(models.TextChoices):
        """Hình thức."""

        IN_PERSON = "in_person", "Trực tiếp"
        ONLINE = "online", "Trực tuyến"
        HYBRID = "hybrid", "Trực tiếp + trực tuyến"

    class Disruption(models.TextChoices):
        """Whether it goes ahead as announced."""

        NONE = "", "Theo lịch"
        POSTPONED = "postponed", "Hoãn"
        CANCELLED = "cancelled", "Hủy"

    KIND: ClassVar[str] = "event"
    KIND_LABEL: ClassVar[str] = "Hội nghị"
    REVISED_FIELDS: ClassVar[tuple[str, ...]] = (
        "kind", "title", "summary", "mode", "begins", "begins_as", "ends", "ends_as", "venue", "organizer", "organizer_name",
        "occasion", "series", "period", "reviewed_period", "quantities", "roles", "agenda", "tasks", "documents", "award_rounds",
        "galleries", "videos", "files", "lead_image", "lead_caption", "disruption", "disruption_reason", "publish_at", "expire_at",
    )  # fmt: skip
    ROWS: ClassVar[frozenset[str]] = frozenset({"quantities", "roles", "agenda", "tasks"})

    FIELD_WORDS: ClassVar[dict[str, str]] = {"title": "tên hội nghị", "summary": "tóm tắt"}

    kind = models.ForeignKey(EventKind, models.PROTECT, null=True, related_name="events", verbose_name="loại")
    mode = models.CharField("hình thức", max_length=10, choices=Mode.choices, default=Mode.IN_PERSON)
    begins = models.DateTimeField("bắt đầu", null=True, blank=True)
    begins_as = models.CharField("bắt đầu, biết", max_length=8, choices=Known.choices, default=Known.HOUR)
    ends = models.DateTimeField("kết thúc", null=True, blank=True)
    ends_as = models.CharField(
        "kết thúc, biết", max_length=8, choices=[*Known.choices, ("", "chưa rõ, tạm tính")], default="", blank=True
    )
    venue = models.CharField("địa điểm chính", max_length=200, blank=True)
    organizer = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="events", verbose_name="đơn vị tổ chức"
    )
    organizer_name = models.CharField("đơn vị tổ chức, như in trên giấy mời", max_length=250, blank=True)
    occasion = models.CharField("nhân dịp", max_length=300, blank=True)
    series = models.ForeignKey(
        EventSeries, models.PROTECT, null=True, blank=True, related_name="events", verbose_name="chuỗi"
    )
    period = models.CharField("kỳ", max_length=60, blank=True)
    reviewed_period = models.CharField("kỳ được đánh giá", max_length=60, blank=True)
    quantities = models.JSONField("số liệu chính", default=list, blank=True)
    roles = models.JSONField("người tham gia", default=list, blank=True)
    agenda = models.JSONField("chương trình", default=list, blank=True)
    tasks = models.JSONField("việc đã giao", default=list, blank=True)
    documents = models.ManyToManyField(Document, blank=True, related_name="events", verbose_name="tài liệu")
    award_rounds = models.ManyToManyField(
        AwardRound, blank=True, related_name="events", verbose_name="đợt khen thưởng trao tại hội nghị"
    )
    galleries = models.ManyToManyField(Gallery, blank=True, related_name="events", verbose_name="bộ ảnh của hội nghị")
    videos = models.ManyToManyField(Video, blank=True, related_name="events", verbose_name="video của hội nghị")
    files = models.ManyToManyField(File, blank=True, related_name="events", verbose_name="tệp đính kèm")
    lead_image = models.ForeignKey(
        Image, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ảnh chính"
    )
    lead_caption = models.CharField("chú thích ảnh", max_length=400, blank=True)
    disruption = models.CharField("tình trạng", max_length=10, choices=Disruption.choices, default="", blank=True)
    disruption_reason = models.CharField("lý do hoãn, hủy", max_length=300, blank=True)
    # For calendars: who it is, and how often what they show of it has changed (RFC 5545, UID and SEQUENCE).
    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    announced = models.JSONField(null=True, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = "hội nghị"
        verbose_name_plural = "hội nghị"
        ordering = ["-begins", "-pk"]
        indexes = [
            *Publishable.Meta.indexes,
            models.Index(fields=["begins", "state"], name="event_by_start"),
            models.Index(fields=["ends"], name="event_by_end"),
        ]
        constraints = [
            models.CheckConstraint(
                name="event_ends_after_it_begins",
                condition=Q(begins__isnull=True) | Q(ends__gt=F("begins")),
                violation_error_message="Giờ kết thúc sớm hơn giờ bắt đầu.",
            )
        ]

    def get_absolute_url(self) -> str:
        """The event's page: its slug for people, its id for the machine."""
        return address("event", self.slug or "hoi-nghi", self.pk)

    def get_calendar_url(self) -> str:
        """Its calendar file."""
        return reverse("event_calendar", args=[self.slug or "hoi-nghi", self.pk])

    def download_name(self, file: File) -> str:
        """What a reader's computer calls a file: the title."""
        return naming.download_name(self, file, words=self.title)

    def in_words(self, name: str, value: Any) -> str | None:
        """Rows of data, a line for each."""
        return children.in_words(name, value) if name in self.ROWS else None

    def phase(self, *, now: datetime | None = None) -> times.Phase:
        """Sắp diễn ra, đang diễn ra or đã kết thúc, by the clock."""
        return times.phase(self, now=now)

    @property
    def organized_by(self) -> str:
        """Who holds it: as printed, else the organisation by its name of that day."""
        if self.organizer_name or self.organizer is None:
            return self.organizer_name
        return self.organizer.name_on(times.first_day(self)) if self.begins else self.organizer.name

    @property
    def is_cancelled(self) -> bool:
        """Hủy."""
        return self.disruption == self.Disruption.CANCELLED

    @property
    def is_postponed(self) -> bool:
        """Hoãn."""
        return self.disruption == self.Disruption.POSTPONED


class ConnectedSite(models.Model):
    """Điểm cầu: a place that is connected to an event. Changed by batches, as large registers are."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="sites", verbose_name="hội nghị")
    order = models.PositiveIntegerField("thứ tự", default=0)
    name = models.CharField("điểm cầu", max_length=200)
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="connected_sites", verbose_name="tổ chức"
    )
    organization_name = models.CharField("đơn vị", max_length=200, blank=True)
    place = models.CharField("địa phương", max_length=100, blank=True)
    is_main = models.BooleanField("điểm cầu chính", default=False)
    chair = models.CharField("người chủ trì", max_length=200, blank=True)
    planned = models.PositiveIntegerField("đại biểu mời", null=True, blank=True)
    actual = models.PositiveIntegerField("đại biểu dự", null=True, blank=True)
    key = models.CharField(max_length=310, editable=False)
    words = models.TextField(editable=False, default="")

    objects = ConnectedSiteQuerySet.as_manager()

    class Meta:
        verbose_name = "điểm cầu"
        verbose_name_plural = "điểm cầu"
        ordering = ["-is_main", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "key"],
                name="connected_site_once_an_event",
                violation_error_message="Điểm cầu này đã có trong danh sách.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def cache_tags(self) -> list[str]:
        """The event's page lists it."""
        return [f"event:{self.event_id}"]

    @property
    def has_unit(self) -> bool:
        """Whether it is called otherwise than the organisation that gathers there."""
        return bool(self.organization_name) and self.organization_name != self.name

    def write_words(self) -> None:
        """What it is told apart and found by. Ask again when its name or place changes."""
        self.key = name_key(f"{self.name} {self.place}")[:310]
        self.words = stored_words([self.name, self.organization_name, self.place, self.chair])
