"""Organisations in a tree, the names they had, people and the positions they hold: each valid between dates."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from tree_queries.fields import TreeNodeForeignKey
from tree_queries.models import TreeNode

import vietnamese
from organizations.querysets import DatedQuerySet, OrganizationQuerySet
from organizations.words import stored_words
from publishing.addresses import address

TAG = "kind:organization"


def ends_after_it_begins(name: str) -> models.CheckConstraint:
    """The last day is not before the first."""
    return models.CheckConstraint(
        name=name,
        condition=Q(valid_from__isnull=True) | Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
        violation_error_message="Ngày kết thúc sớm hơn ngày bắt đầu.",
    )


class Dated(models.Model):
    """Something that is so from one day until another; an open end means "not known" or "still"."""

    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_until = models.DateField("đến hết ngày", null=True, blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        """The mistake is said at its field."""
        super().clean()
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            day = vietnamese.short_date(self.valid_from)
            raise ValidationError({"valid_until": f"Ngày kết thúc sớm hơn ngày bắt đầu. Hãy ghi từ {day} trở đi."})

    def is_valid_on(self, day: date) -> bool:
        """Between its two dates, both days included."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )

    @property
    def is_former(self) -> bool:
        """Over before today."""
        return self.valid_until is not None and self.valid_until < timezone.localdate()

    @property
    def begins_later(self) -> bool:
        """Not before tomorrow."""
        return self.valid_from is not None and self.valid_from > timezone.localdate()


class OrganizationKind(models.Model):
    """What sort of body it is: đảng bộ, chi bộ, ban … Rows, so that each portal has its own."""

    name = models.CharField("tên loại", max_length=60, unique=True, help_text="Ví dụ: chi bộ.")
    slug = models.SlugField("đường dẫn", max_length=80, unique=True, editable=False)
    group_name = models.CharField(
        "tên nhóm trong cây",
        max_length=80,
        blank=True,
        help_text="Ví dụ: Cơ quan tham mưu. Các loại cùng tên nhóm đứng chung một nhánh. Bỏ trống thì không có nhánh riêng.",
    )
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "loại tổ chức"
        verbose_name_plural = "loại tổ chức"
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name

    def cache_tags(self) -> list[str]:
        """The tree and every organisation's page print it."""
        return [TAG]


class Organization(Dated, TreeNode):
    """One body. Its place in the tree, the names it goes by, and what became of it."""

    kind = models.ForeignKey(OrganizationKind, models.PROTECT, related_name="organizations", verbose_name="loại")
    name = models.CharField("tên", max_length=200)
    short_name = models.CharField("tên tắt", max_length=80, blank=True)
    aliases = models.TextField("tên gọi khác", blank=True, help_text="Mỗi tên một dòng. Dùng để tìm, không in ra.")
    slug = models.SlugField("đường dẫn", max_length=80, unique=True, editable=False)
    parent = TreeNodeForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="trực thuộc"
    )
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name="nay là",
        help_text="Tổ chức tiếp nối, khi đã sáp nhập hoặc lập lại.",
    )
    about = models.TextField("giới thiệu", blank=True)
    address = models.CharField("địa chỉ", max_length=200, blank=True)
    phone = models.CharField("điện thoại", max_length=60, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    website = models.URLField("trang web", blank=True)
    order = models.PositiveSmallIntegerField(
        "thứ tự", default=0, help_text="Số nhỏ đứng trước; cùng số thì theo vần chữ cái."
    )
    withheld = models.BooleanField(
        "chưa công khai",
        default=False,
        help_text="Tổ chức mới từ một bảng tính: bạn đọc thấy khi danh sách ấy được duyệt, hoặc khi bỏ dấu này.",
    )
    sort_key = models.CharField(max_length=vietnamese.SORT_KEY_LENGTH, editable=False, default="")
    words = models.TextField(editable=False, default="")
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = "tổ chức"
        verbose_name_plural = "tổ chức"
        ordering = ["order", "sort_key"]
        constraints = [
            ends_after_it_begins("organization_ends_after_it_begins"),
            models.CheckConstraint(
                name="organization_not_its_own_parent",
                condition=~Q(parent=F("id")),
                violation_error_message="Một tổ chức không thể trực thuộc chính nó.",
            ),
            models.CheckConstraint(
                name="organization_not_its_own_successor",
                condition=~Q(successor=F("id")),
                violation_error_message="Một tổ chức không thể là tổ chức tiếp nối của chính nó.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The organisation's page."""
        return address("organization", self.slug)

    def cache_tags(self) -> list[str]:
        """Pages of organisations name each other."""
        return [TAG]

    def clean(self) -> None:
        """No circle in the tree, no successor that is itself: said in words, at the field."""
        # First, so that the tree's own check is never the one to speak.
        if self.pk and self.parent_id and self._is_above(self.parent_id):
            raise ValidationError(
                {"parent": f"“{self.parent}” đang thuộc chính tổ chức này. Hãy chọn tổ chức cấp trên khác."}
            )
        if self.pk and self.successor_id == self.pk:
            raise ValidationError({"successor": "Hãy chọn tổ chức khác: một tổ chức không thể tiếp nối chính nó."})
        super().clean()

    def _is_above(self, parent_id: int) -> bool:
        # Read afresh: the objects at hand carry the change that is being asked about.
        manager = type(self).objects
        return manager.ancestors(manager.get(pk=parent_id), include_self=True).filter(pk=self.pk).exists()

    @property
    def is_shown(self) -> bool:
        """The queryset's `.shown()`, said of one row that is at hand."""
        return not (self.withheld or self.begins_later)

    def all_names(self) -> list[str]:
        """Every name it goes or went by, today's first."""
        former = [name for one in self.former_names.all() for name in (one.name, one.short_name)]
        return [name for name in (self.name, self.short_name, *self.aliases.splitlines(), *former) if name.strip()]

    def write_words(self) -> None:
        """What it is sorted and found by. Ask again when a name changes."""
        self.sort_key = vietnamese.sort_key(self.name)
        self.words = stored_words(self.all_names())

    def name_on(self, day: date) -> str:
        """The name that was right on the day."""
        held = (one for one in self.former_names.all() if one.is_valid_on(day))
        return next((one.name for one in held), self.name)

    @property
    def ended_into(self) -> tuple[Organization, date | None] | None:
        """What it is today and since when, for one that was merged or made anew."""
        if self.successor is None:
            return None
        return self.successor, self.valid_until + timedelta(days=1) if self.valid_until else None


class OrganizationName(Dated):
    """A name an organisation had once."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="former_names", verbose_name="tổ chức")
    name = models.CharField("tên cũ", max_length=200)
    short_name = models.CharField("tên tắt cũ", max_length=80, blank=True)
    valid_until = models.DateField("đến hết ngày")

    class Meta:
        verbose_name = "tên cũ"
        verbose_name_plural = "tên cũ"
        ordering = ["-valid_until", "pk"]
        constraints = [ends_after_it_begins("organization_name_ends_after_it_begins")]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """Somebody who holds or held a position. What is public about the office, nothing private."""

    full_name = models.CharField("họ và tên", max_length=120)
    honorific = models.CharField("danh xưng", max_length=60, blank=True, help_text="Ví dụ: đồng chí, GS.TS.")
    note = models.CharField(
        "ghi chú nội bộ", max_length=200, blank=True, help_text="Để phân biệt người trùng tên. Không in ra trang."
    )
    sort_key = models.CharField(max_length=vietnamese.SORT_KEY_LENGTH, editable=False, default="")
    words = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = "nhân sự"
        verbose_name_plural = "nhân sự"
        ordering = ["sort_key", "pk"]

    def __str__(self) -> str:
        return f"{self.full_name} ({self.note})" if self.note else self.full_name

    def cache_tags(self) -> list[str]:
        """Pages of organisations print the name."""
        return [TAG]

    def write_words(self) -> None:
        """What the name is sorted and found by."""
        self.sort_key = vietnamese.sort_key(self.full_name)
        self.words = stored_words([self.full_name])

    def title_of(self, *, on: date) -> str:
        """The title to print with the name on a day: the highest held then, else "nguyên …" of the last one that had ended."""
        begun = [one for one in self.positions.all() if one.valid_from is None or one.valid_from <= on]
        held = [one for one in begun if one.is_valid_on(on)]
        if held:
            return min(held, key=lambda one: one.rank).full_title(on=on)
        if not begun:
            return ""
        return max(begun, key=lambda one: (one.valid_until, -one.rank)).full_title(on=on)


class Position(Dated):
    """A title a person holds in an organisation, from one day until another. Several at once are common."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="positions", verbose_name="nhân sự")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="positions", verbose_name="tổ chức")
    title = models.CharField("chức vụ", max_length=120)
    rank = models.PositiveSmallIntegerField("bậc", default=10, help_text="Số nhỏ đứng trước.")

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "chức vụ"
        verbose_name_plural = "chức vụ"
        ordering = ["rank", "valid_from", "pk"]
        constraints = [ends_after_it_begins("position_ends_after_it_begins")]

    def __str__(self) -> str:
        return f"{self.person}, {self.title}"

    def full_title(self, *, on: date) -> str:
        """Title and organisation by its name of that day; "nguyên" once it is over."""
        inside = self.organization.name_on(min(on, self.valid_until) if self.valid_until else on)
        words = f"{self.title} {inside}"
        return f"nguyên {words}" if self.valid_until and self.valid_until < on else words


def label_of(organization: Any, *, depth: int = 0) -> str:
    """The name in a list to choose from: set in by its depth, its end said where it is over."""
    end = f" (đến {vietnamese.short_date(organization.valid_until)})" if organization.is_former else ""
    return f"{'– ' * depth}{organization.name}{end}"
