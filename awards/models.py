"""The ladder of forms, the decision, the round it stands for, and its commendations with the names as they were then."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

import vietnamese
from awards.querysets import AwardRoundQuerySet, CommendationQuerySet
from documents.models import Document
from media import naming
from media.models import File
from organizations.models import Organization
from organizations.words import name_key, stored_words
from publishing.addresses import address
from publishing.models import Publishable

TAG = "kind:award_round"
YEARS = [MinValueValidator(1900), MaxValueValidator(2200)]


class AwardForm(models.Model):
    """Hình thức khen thưởng: one step of the ladder, the higher before the lower."""

    name = models.CharField("tên hình thức", max_length=120, unique=True, help_text="Ví dụ: Huân chương Lao động.")
    order = models.PositiveSmallIntegerField("thứ tự", default=100, help_text="Số nhỏ đứng trước: hình thức cao hơn.")
    is_of_the_party = models.BooleanField("theo quy định của Đảng", default=False)

    class Meta:
        verbose_name = "hình thức khen thưởng"
        verbose_name_plural = "hình thức khen thưởng"
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name

    def cache_tags(self) -> list[str]:
        """Rounds and their lists print it."""
        return [TAG]


class AwardGrade(models.Model):
    """Hạng của một hình thức."""

    form = models.ForeignKey(AwardForm, models.CASCADE, related_name="grades", verbose_name="hình thức")
    name = models.CharField("hạng", max_length=40, help_text="Ví dụ: hạng Nhất.")
    order = models.PositiveSmallIntegerField("thứ tự", default=1)

    class Meta:
        verbose_name = "hạng"
        verbose_name_plural = "hạng"
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["form", "name"], name="grade_once_a_form")]

    def __str__(self) -> str:
        return self.name

    def cache_tags(self) -> list[str]:
        """Rounds and their lists print it."""
        return [TAG]


class GrantingBody(models.Model):
    """Who may grant a form. Another one on a decision is a warning, never a hindrance: rules change, archives don't."""

    form = models.ForeignKey(AwardForm, models.CASCADE, related_name="granting_bodies", verbose_name="hình thức")
    name = models.CharField(
        "cấp có thẩm quyền",
        max_length=120,
        help_text="Ví dụ: Chủ tịch nước; Ban Thường vụ Đảng ủy. Đủ các chữ đầu của tên.",
    )

    class Meta:
        verbose_name = "cấp có thẩm quyền"
        verbose_name_plural = "cấp có thẩm quyền"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    def cache_tags(self) -> list[str]:
        """No reader's page shows it."""
        return []


class Decision(models.Model):
    """Quyết định khen thưởng: number, date, who issued it, who signed."""

    number = models.CharField("số, ký hiệu", max_length=60, blank=True, help_text="Ví dụ: 999-QĐ/ĐUK.")
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    issuer_name = models.CharField("cơ quan ban hành", max_length=200, help_text="Tên đúng lúc ban hành.")
    issuer = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="award_decisions",
        verbose_name="cơ quan ban hành trong cây tổ chức",
    )  # fmt: skip
    document = models.ForeignKey(
        Document, models.SET_NULL, null=True, blank=True, related_name="award_decisions", verbose_name="văn bản",
        help_text="Toàn văn quyết định trong Tài liệu, nếu có.",
    )  # fmt: skip
    signer_title = models.CharField("chức vụ người ký", max_length=120, blank=True)
    signer_name = models.CharField("người ký", max_length=120, blank=True)

    class Meta:
        verbose_name = "quyết định khen thưởng"
        verbose_name_plural = "quyết định khen thưởng"
        ordering = [F("issued_on").desc(nulls_last=True), "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["number", "issued_on", "issuer_name"],
                condition=~Q(number=""),
                name="decision_once",
                violation_error_message="Quyết định số này, ngày này đã có. Hãy chọn lại trong danh sách.",
            )
        ]

    def __str__(self) -> str:
        head = f"Quyết định số {self.number}" if self.number else f"Quyết định của {self.issuer_name}"
        return f"{head}, {vietnamese.short_date(self.issued_on)}" if self.issued_on else head

    def cache_tags(self) -> list[str]:
        """Rounds print it."""
        return [TAG]


class AwardRound(Publishable):
    """Đợt khen thưởng: what one decision gave, to whom, for what and for which years. `summary` says the reason in a sentence."""

    KIND: ClassVar[str] = "award_round"
    KIND_LABEL: ClassVar[str] = "Đợt khen thưởng"
    REVISED_FIELDS: ClassVar[tuple[str, ...]] = (
        "title", "summary", "direction", "form", "decision", "movement", "period_from", "period_to", "presenter",
        "presented_on", "venue", "files", "publish_at", "expire_at",
    )  # fmt: skip

    FIELD_WORDS: ClassVar[dict[str, str]] = {"title": "tên đợt", "summary": "lý do khen"}

    class Direction(models.TextChoices):
        """Given by the body whose portal this is, or received by it."""

        GIVEN = "given", "Khen thưởng"
        RECEIVED = "received", "Được khen thưởng"

    direction = models.CharField("khen hay được khen", max_length=8, choices=Direction.choices, default=Direction.GIVEN)
    form = models.ForeignKey(
        AwardForm, models.PROTECT, null=True, blank=True, related_name="rounds", verbose_name="hình thức chung",
        help_text="Hình thức của những hàng không ghi hình thức.",
    )  # fmt: skip
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="rounds", verbose_name="quyết định"
    )
    movement = models.CharField("phong trào", max_length=250, blank=True)
    period_from = models.PositiveSmallIntegerField("từ năm", null=True, blank=True, validators=YEARS)
    period_to = models.PositiveSmallIntegerField("đến năm", null=True, blank=True, validators=YEARS)
    presenter = models.CharField(
        "người trao", max_length=200, blank=True, help_text="Chức danh người trao; không phải cơ quan ban hành."
    )
    presented_on = models.DateField("ngày trao", null=True, blank=True)
    venue = models.CharField("nơi trao", max_length=200, blank=True)

    files = models.ManyToManyField(File, blank=True, related_name="award_rounds", verbose_name="tệp đính kèm")

    objects = AwardRoundQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = "đợt khen thưởng"
        verbose_name_plural = "khen thưởng"
        ordering = ["-publish_at", "-pk"]

    def get_absolute_url(self) -> str:
        """The round's page."""
        return address("award_round", self.slug or "dot-khen-thuong", self.pk)

    def download_name(self, file: File) -> str:
        """What a reader's computer calls a file: the title."""
        return naming.download_name(self, file, words=self.title)

    @property
    def period(self) -> str:
        """The years as printed: 2021-2023, or 2017."""
        return span(self.period_from, self.period_to)

    @property
    def is_received(self) -> bool:
        """Whether the body itself was honoured."""
        return self.direction == self.Direction.RECEIVED


class Commendation(models.Model):
    """One row of a round. Name and parent stay as they were written then, whatever the organisation is called today."""

    class RecipientKind(models.TextChoices):
        """Whom."""

        COLLECTIVE = "collective", "Tập thể"
        INDIVIDUAL = "individual", "Cá nhân"

    class Status(models.TextChoices):
        """A revoked row stays, marked."""

        IN_FORCE = "in_force", "Còn hiệu lực"
        REVOKED = "revoked", "Đã hủy bỏ"

    round = models.ForeignKey(AwardRound, models.CASCADE, related_name="commendations", verbose_name="đợt khen thưởng")
    order = models.PositiveIntegerField("thứ tự", default=0)
    form = models.ForeignKey(AwardForm, models.PROTECT, related_name="commendations", verbose_name="hình thức")
    grade = models.ForeignKey(AwardGrade, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="hạng")
    recipient_kind = models.CharField(
        "đối tượng", max_length=10, choices=RecipientKind.choices, default=RecipientKind.COLLECTIVE
    )
    recipient_name = models.CharField("tên được khen", max_length=250)
    position = models.CharField("chức vụ", max_length=200, blank=True)
    parent_name = models.CharField("đơn vị cấp trên", max_length=250, blank=True)
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="commendations", verbose_name="tổ chức"
    )
    achievement = models.CharField("thành tích", max_length=1000, blank=True)
    period_from = models.PositiveSmallIntegerField("từ năm", null=True, blank=True, validators=YEARS)
    period_to = models.PositiveSmallIntegerField("đến năm", null=True, blank=True, validators=YEARS)
    posthumous = models.BooleanField("truy tặng", default=False)
    status = models.CharField("hiệu lực", max_length=10, choices=Status.choices, default=Status.IN_FORCE)
    revoked_by = models.CharField("quyết định hủy bỏ", max_length=60, blank=True, help_text="Số, ký hiệu.")
    revoked_on = models.DateField("ngày hủy bỏ", null=True, blank=True)
    revoked_reason = models.CharField("lý do hủy bỏ", max_length=300, blank=True)
    words = models.TextField(editable=False, default="")
    sort_key = models.CharField(max_length=vietnamese.SORT_KEY_LENGTH, editable=False, default="")
    parent_sort_key = models.CharField(max_length=vietnamese.SORT_KEY_LENGTH, editable=False, default="")

    objects = CommendationQuerySet.as_manager()

    class Meta:
        verbose_name = "khen thưởng"
        verbose_name_plural = "danh sách khen thưởng"
        ordering = ["round", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="revoked_with_its_decision",
                condition=Q(status="in_force") | ~Q(revoked_by=""),
                violation_error_message="Hủy bỏ thì phải ghi số quyết định hủy bỏ.",
            )
        ]
        indexes = [
            models.Index(fields=["round", "order"], name="commendation_in_order"),
            models.Index(fields=["organization", "-id"], name="commendation_of_organization"),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_name}: {self.form_label}"

    def cache_tags(self) -> list[str]:
        """Its round's page and lists."""
        return [TAG]

    def clean(self) -> None:
        """A revoked row says by which decision."""
        super().clean()
        if self.is_revoked and not self.revoked_by:
            raise ValidationError({"revoked_by": "Hủy bỏ thì phải ghi số quyết định hủy bỏ."})

    @property
    def is_revoked(self) -> bool:
        """Whether it no longer holds."""
        return self.status == self.Status.REVOKED

    @property
    def is_individual(self) -> bool:
        """A person."""
        return self.recipient_kind == self.RecipientKind.INDIVIDUAL

    @property
    def form_label(self) -> str:
        """Form and grade in words, with "truy tặng" where the recipient had died."""
        label = f"{self.form.name} {self.grade.name}" if self.grade_id else self.form.name
        return f"{label} (truy tặng)" if self.posthumous else label

    @property
    def period(self) -> str:
        """Its own years, where they are not the round's."""
        return span(self.period_from, self.period_to)


def span(first: int | None, last: int | None) -> str:
    """Years as printed."""
    if not first or not last or first == last:
        return str(first or last or "")
    return f"{first}-{last}"


def derived(*, recipient_name: str, parent_name: str) -> dict[str, Any]:
    """What a row is found and sorted by, from the names in it."""
    return {
        "words": stored_words([recipient_name, parent_name]),
        "sort_key": vietnamese.sort_key(recipient_name),
        "parent_sort_key": vietnamese.sort_key(parent_name),
    }


def may_grant(form: AwardForm, issuer: str) -> bool:
    """Whether a body of that name is one of those that grant the form; where nobody is named, anybody may."""
    bodies = [name_key(one.name) for one in form.granting_bodies.all()]
    name = f"{name_key(issuer)} "
    return not bodies or any(name.startswith(f"{body} ") for body in bodies)
