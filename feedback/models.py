"""What readers write to the newsroom, what is answered, and what keeps both in order."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

import vietnamese
from feedback.querysets import MessageQuerySet
from feedback.states import Kind, State, Use
from organizations.models import Organization

TAG = "kind:feedback"
LONGEST = 2000
ANONYMOUS = "Bạn đọc"


class ConsentText(models.Model):
    """Bản thỏa thuận: what people agree to. A new wording is a new version; each message names the one its sender saw."""

    number = models.PositiveIntegerField("số", unique=True, editable=False)
    day = models.DateField("ngày")
    contact = models.TextField("về thư điện tử", help_text="Câu đứng cạnh ô thứ nhất.")
    name = models.TextField("về tên", help_text="Câu đứng cạnh ô thứ hai.")

    class Meta:
        verbose_name = "bản thỏa thuận"
        verbose_name_plural = "bản thỏa thuận"
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"Bản thỏa thuận số {self.number}, ngày {vietnamese.short_date(self.day)}"

    def cache_tags(self) -> list[str]:
        """Every form prints it."""
        return [TAG]


class Message(models.Model):
    """Phản hồi. Its sender's contact data lie in a table of their own; the code is known to the sender alone."""

    kind = models.CharField("loại", max_length=10, choices=Kind.choices, default=Kind.COMMENT)
    state = models.CharField("tình trạng", max_length=12, choices=State.choices, default=State.NEW, editable=False)
    text = models.TextField("nội dung")
    name = models.CharField("họ và tên", max_length=80, blank=True)
    shows_name = models.BooleanField("đồng ý đăng tên", default=False)
    consent = models.ForeignKey(ConsentText, models.PROTECT, related_name="+", verbose_name="bản thỏa thuận")
    about_type = models.ForeignKey(ContentType, models.PROTECT, null=True, blank=True, related_name="+")
    about_id = models.BigIntegerField(null=True, blank=True)
    about_title = models.CharField("về", max_length=250, blank=True)
    about_kind = models.CharField(max_length=20, blank=True)
    warnings = models.JSONField("điều cần để ý", default=list, blank=True)

    received_at = models.DateTimeField("nhận lúc")
    due_on = models.DateField("hạn")
    started_at = models.DateTimeField("bắt đầu xử lý", null=True)
    decided_at = models.DateTimeField("xong lúc", null=True)
    published_at = models.DateTimeField("hiện từ", null=True)
    shown_text = models.TextField("chữ được đăng", blank=True)
    shown_name = models.CharField("tên được đăng", max_length=80, blank=True)
    reply = models.TextField("trả lời", blank=True)
    replied_as = models.CharField("trả lời thay mặt", max_length=200, blank=True)
    replied_at = models.DateTimeField("trả lời lúc", null=True)
    reason = models.TextField("lý do từ chối", blank=True)
    handed_to = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="feedback", verbose_name="chuyển đến"
    )
    handed_to_name = models.CharField("chuyển đến", max_length=250, blank=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="người xử lý"
    )
    version = models.PositiveIntegerField(default=0, editable=False)
    # What the last step changed, and whose step it was: what "Hoàn tác" gives back.
    before = models.JSONField(default=dict, blank=True, editable=False)

    # Never the code itself. What is sent again while it waits is known by `sent_key`, and told its code from the seed.
    code_hash = models.CharField(max_length=64, null=True, unique=True, editable=False)
    sent_key = models.CharField(max_length=64, null=True, unique=True, editable=False)
    sent_seed = models.CharField(max_length=32, blank=True, editable=False)
    # The same words from whomever have the same key; it says nothing of them.
    words_key = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    purged_at = models.DateTimeField("đã xóa dữ liệu riêng lúc", null=True, editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "phản hồi"
        verbose_name_plural = "phản hồi"
        ordering = ["received_at", "pk"]
        indexes = [
            models.Index(fields=["state", "received_at", "id"], name="feedback_queue"),
            models.Index(
                fields=["about_type", "about_id", "-received_at"],
                name="feedback_public_about",
                condition=Q(published_at__isnull=False),
            ),
            models.Index(fields=["-published_at"], name="feedback_published", condition=Q(published_at__isnull=False)),
        ]

    def __str__(self) -> str:
        """For the log: a number, nothing of what was written."""
        return f"Phản hồi số {self.pk}"

    def cache_tags(self) -> list[str]:
        """The pages that show it."""
        about = [f"feedback:{self.about_kind}:{self.about_id}"] if self.about_id else []
        return [TAG, *about]


class Contact(models.Model):
    """How to reach a sender who agreed to it. Seen on request only, and the look is logged."""

    message = models.OneToOneField(Message, models.CASCADE, related_name="contact", verbose_name="phản hồi")
    email = models.EmailField("thư điện tử")

    class Meta:
        verbose_name = "cách liên hệ"
        verbose_name_plural = "cách liên hệ"

    def __str__(self) -> str:
        return f"Cách liên hệ của phản hồi số {self.message_id}"


class Note(models.Model):
    """Ghi chú nội bộ: for colleagues, never shown to readers."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="notes", verbose_name="phản hồi")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi")
    at = models.DateTimeField("lúc")
    text = models.TextField("ghi chú")

    class Meta:
        verbose_name = "ghi chú nội bộ"
        verbose_name_plural = "ghi chú nội bộ"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"Ghi chú của phản hồi số {self.message_id}"


class WatchedWord(models.Model):
    """Từ cần để ý: a word or phrase that a moderator is told of. It decides nothing."""

    word = models.CharField("từ hoặc cụm từ", max_length=80, unique=True)

    class Meta:
        verbose_name = "từ cần để ý"
        verbose_name_plural = "từ cần để ý"
        ordering = ["word"]

    def __str__(self) -> str:
        return self.word

    def cache_tags(self) -> list[str]:
        """No reader's page shows it."""
        return []


class ReadyText(models.Model):
    """Câu mẫu: words that moderators use again and again, in a reply or as the reason of a refusal."""

    use = models.CharField("dùng khi", max_length=10, choices=Use.choices, default=Use.REPLY)
    title = models.CharField("tên gọi", max_length=80, help_text="Tên ngắn để chọn trong danh sách.")
    text = models.TextField("nội dung", max_length=2000, help_text="Người gửi và bạn đọc sẽ đọc nguyên văn.")
    order = models.PositiveSmallIntegerField("thứ tự", default=10)

    class Meta:
        verbose_name = "câu mẫu"
        verbose_name_plural = "câu mẫu"
        ordering = ["use", "order", "title"]
        constraints = [models.UniqueConstraint(fields=["use", "title"], name="ready_text_named_once")]

    def __str__(self) -> str:
        return self.title

    def cache_tags(self) -> list[str]:
        """No reader's page shows it."""
        return []


class DeskHabit(models.Model):
    """How one moderator works at the desk: with keys or without."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="người dùng")
    keys = models.BooleanField("phím tắt", default=True)

    class Meta:
        verbose_name = "thói quen ở bàn phản hồi"
        verbose_name_plural = "thói quen ở bàn phản hồi"

    def __str__(self) -> str:
        return str(self.user)


class Holiday(models.Model):
    """Ngày nghỉ: a day that is no working day though it isn't a weekend."""

    day = models.DateField("ngày", unique=True)
    name = models.CharField("tên", max_length=80, help_text="Ví dụ: Quốc khánh.")

    class Meta:
        verbose_name = "ngày nghỉ"
        verbose_name_plural = "ngày nghỉ"
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.name} {vietnamese.short_date(self.day)}"

    def cache_tags(self) -> list[str]:
        """No reader's page shows it."""
        return []


class NetworkKey(models.Model):
    """The secret of one day with which networks are made unrecognisable. Gone after two days: then nothing leads back."""

    day = models.DateField(unique=True)
    key = models.CharField(max_length=64)

    class Meta:
        verbose_name = "khóa trong ngày"
        verbose_name_plural = "khóa trong ngày"

    def __str__(self) -> str:
        return vietnamese.short_date(self.day)


class Tries(models.Model):
    """How often one network (a keyed hash of the day, never an address) did one thing within one hour."""

    SENDING: ClassVar[str] = "gui"
    LOOKING_UP: ClassVar[str] = "tra-cuu"

    network = models.CharField(max_length=64)
    what = models.CharField(max_length=10)
    hour = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "số lần trong giờ"
        verbose_name_plural = "số lần trong giờ"
        constraints = [models.UniqueConstraint(fields=["network", "what", "hour"], name="tries_counted_once")]

    def __str__(self) -> str:
        return f"{self.what}: {self.count}"
