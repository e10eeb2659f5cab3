"""Forms of the newsroom that every kind shares: the piece, its hours, a reason. Input is cleaned here, once, at the door."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, Protocol, runtime_checkable
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

import vietnamese
from accounts.models import User
from publishing import revisions, rules
from publishing.models import Publishable
from publishing.sanitizing import clean


class DateInput(forms.DateInput):
    """A date typed as d/m/yyyy."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "inp", "inputmode": "numeric", "placeholder": "ngày/tháng/năm", **(attrs or {})})

    def format_value(self, value: Any) -> str:
        """As people write it."""
        return vietnamese.short_date(value) if isinstance(value, date) else str(value or "")


class DateField(forms.Field):
    """A date in any of the spellings that vietnamese.parse_date reads, of a year that can be meant."""

    widget = DateInput

    def to_python(self, value: Any) -> date | None:
        """The date, or one sentence that says how to write it."""
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        try:
            day = vietnamese.parse_date(str(value))
        except ValueError as error:
            raise ValidationError(f"“{value}” không phải là ngày. Hãy ghi ngày/tháng/năm, ví dụ 18/5/2023.") from error
        if not vietnamese.FIRST_YEAR <= day.year <= vietnamese.LAST_YEAR:
            between = f"từ {vietnamese.FIRST_YEAR} đến {vietnamese.LAST_YEAR}"
            raise ValidationError(f"“{value}”: năm {day.year} không hợp lý. Hãy ghi năm {between}.")
        return day


class MomentWidget(forms.MultiWidget):
    """A day and an hour, each in its own named box."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        hour = forms.TimeInput({"class": "inp", "placeholder": "giờ:phút", "aria-label": "Giờ"}, format="%H:%M")
        super().__init__({"ngay": DateInput({"aria-label": "Ngày"}), "gio": hour}, attrs)

    def decompress(self, value: datetime | None) -> list[Any]:
        """Local day and hour."""
        if not value:
            return [None, None]
        local = timezone.localtime(value)
        return [local.date(), local.time()]


class MomentField(forms.MultiValueField):
    """A moment in Vietnamese time, typed as a day and an hour; both or neither."""

    widget = MomentWidget

    def __init__(self, **kwargs: Any) -> None:
        hour = forms.TimeField(
            required=False,
            input_formats=["%H:%M", "%H.%M", "%Hh%M", "%H giờ %M", "%Hh", "%H"],
            error_messages={"invalid": "Giờ ghi dạng giờ:phút, ví dụ 07:30."},
        )
        kwargs.setdefault("require_all_fields", False)
        super().__init__(fields=[DateField(required=False), hour], **kwargs)

    def compress(self, values: list[Any]) -> datetime | None:
        """An aware moment; a day without an hour is that day's first working hour's question, so it is asked."""
        if not values or not any(value is not None for value in values):
            return None
        day, hour = values
        if day is None:
            raise ValidationError("Hãy ghi ngày, ví dụ 18/5/2023.")
        if hour is None:
            raise ValidationError("Hãy ghi giờ, ví dụ 07:30.")
        return timezone.make_aware(datetime.combine(day, hour or time()))


@runtime_checkable
class RemembersChoice(Protocol):
    """A field in which what the piece has already stays choosable, whatever the person may choose anew."""

    user: User | None

    def chosen_before(self, value: Any) -> None:
        """Say what the piece has."""


class PieceForm(forms.ModelForm):
    """A piece as the newsroom edits it. It never saves by itself: `data_for_revision` is what goes into the revision."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, required=False)
    creation_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    replaces_other = forms.BooleanField(widget=forms.HiddenInput, required=False)
    publish_at = MomentField(label="Giờ đăng", required=False)
    expire_at = MomentField(label="Hết hạn", required=False)

    HTML_FIELDS: tuple[str, ...] = ()
    # Who is writing, once the screen has said it.
    user: User | None = None
    # The page saves by itself while somebody types: what isn't finished yet waits for their own saving.
    is_autosave = False

    class Meta:
        model = Publishable
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        item = self.instance
        self.fields["based_on"].initial = item.version if item.pk else None
        self.fields["creation_key"].initial = None if item.pk else uuid4()
        for name in item.REVISED_FIELDS:
            if name in self.fields and item._meta.get_field(name).many_to_many:
                self.initial[name] = revisions.related(item, name)
        for name, field in self.fields.items():
            field.widget.attrs.setdefault("class", "inp")
            if isinstance(field, RemembersChoice):
                field.chosen_before(self.initial.get(name))

    def written_by(self, user: User) -> None:
        """Say who is writing: sections outside their part of the work are not offered; the one it stands in is."""
        self.user = user
        for field in self.fields.values():
            if isinstance(field, RemembersChoice):
                field.user = user
        narrowed = rules.sections_of(user)
        if narrowed is not None and "section" in self.fields:
            sections = self.fields["section"].queryset  # type: ignore[attr-defined]
            self.fields["section"].queryset = sections.filter(  # type: ignore[attr-defined]
                pk__in=narrowed | {self.instance.section_id}
            )

    def clean(self) -> dict[str, Any]:
        """Text in NFC without invisible marks, HTML through the one door, hours that can still come."""
        cleaned = super().clean() or {}
        for name, value in cleaned.items():
            if name in self.HTML_FIELDS:
                cleaned[name] = clean(value or "")
            elif isinstance(value, str):
                tidy = vietnamese.clean_text if "\n" in value else vietnamese.clean_line
                cleaned[name] = tidy(value)
        self._check_hours(cleaned)
        return cleaned

    def _check_hours(self, cleaned: dict[str, Any]) -> None:
        now = timezone.now()
        publish_at, expire_at = cleaned.get("publish_at"), cleaned.get("expire_at")
        if publish_at and publish_at <= now and "publish_at" in self.changed_data and not self.instance.is_live:
            hour = timezone.localtime(now).strftime("%H:%M")
            self.add_error(
                "publish_at", f"Giờ đăng đã qua. Chọn giờ sau {hour} hôm nay, hoặc bỏ trống để đăng ngay khi duyệt."
            )
        if expire_at and publish_at and expire_at <= publish_at:
            self.add_error("expire_at", "Giờ hết hạn sớm hơn giờ đăng. Hãy chọn giờ sau giờ đăng.")

    def error_count(self) -> int:
        """How many places are to be mended, as the summary above the form says."""
        return sum(len(found) for found in self.errors.values())

    def related_keys(self, name: str, value: Any) -> list[int]:
        """The keys of what a field of several things gave."""
        return [thing.pk for thing in value]

    def data_for_revision(self, item: Publishable) -> revisions.Data:
        """The revised fields: what the form gave, and what was there for fields it doesn't show or that failed."""
        data = revisions.current_data(item)
        for name in item.REVISED_FIELDS:
            if name not in self.cleaned_data:
                continue
            value, field = self.cleaned_data[name], item._meta.get_field(name)
            if field.many_to_many:
                data[name] = self.related_keys(name, value)
            elif field.is_relation:
                data[name] = value.pk if value else None
            else:
                data[name] = value
        return revisions.as_stored(data)


class ReasonForm(forms.Form):
    """Why: for a return, a withdrawal, an urgent publication."""

    note = forms.CharField(
        label="Lý do",
        widget=forms.Textarea({"class": "inp ta3", "rows": 3}),
        error_messages={"required": "Hãy ghi lý do, người viết sẽ đọc."},
    )
