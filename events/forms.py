"""The form of an event, as the newsroom writes it: what and when first, then who, the programme and the numbers."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

import vietnamese
from events import people, times
from events.children import Part, TaskState
from events.models import Event, EventSeries
from events.times import Known, Session
from media.attachments import FilesField
from media.models import Image
from organizations.forms import refuse_outside_its_dates
from publishing import editor
from publishing.forms import DateField, PieceForm
from publishing.pickers import PickField
from publishing.rows import Column, Row, RowsField

HOUR_FORMATS = ["%H:%M", "%H.%M", "%Hh%M", "%H giờ %M", "%Hh", "%H giờ", "%H"]
_HOUR = re.compile(r"(\d{1,2})\s*(?:[:.h]|giờ)?\s*(\d{2})?", re.IGNORECASE)


def hour_field(label: str) -> forms.TimeField:
    """An hour as people write it."""
    return forms.TimeField(
        label=label,
        required=False,
        input_formats=HOUR_FORMATS,
        error_messages={"invalid": "Giờ ghi dạng giờ:phút, ví dụ 08:00."},
        widget=forms.TimeInput({"class": "inp", "placeholder": "giờ:phút"}, format="%H:%M"),
    )


def read_quantity(row: Row) -> Row:
    """`gần 14 nghìn đại biểu`: the number to count with, and the words."""
    try:
        quantity = vietnamese.parse_quantity(row["written"])
    except ValueError as error:
        raise ValidationError(str(error)) from error
    if not quantity.unit:
        raise ValidationError(f"“{quantity}”: hãy ghi cả đơn vị, ví dụ {quantity} đại biểu.")
    return {
        "written": quantity.written, "value": quantity.value, "qualifier": quantity.qualifier, "unit": quantity.unit,
    }  # fmt: skip


def read_role(row: Row) -> Row:
    """Somebody in a role: by name, by title, or both."""
    if row["part"] not in Part.values:
        raise ValidationError("Hãy chọn vai trò trong danh sách.")
    return {"part": row["part"], "name": row["name"], "title": row["title"], "person": None}


def read_agenda(row: Row) -> Row:
    """One line of the programme. The hour may be left out, the day where there is only one."""
    if not row["text"]:
        raise ValidationError("Thiếu nội dung. Hãy ghi nội dung, hoặc xóa cả dòng.")
    return {
        "day": _day(row["day"]), "hour": _hour(row["hour"]), "text": row["text"], "presenter": row["presenter"],
    }  # fmt: skip


def read_task(row: Row) -> Row:
    """A task: what, and to whom and by when where that is known."""
    if not row["text"]:
        raise ValidationError("Thiếu tên việc. Hãy ghi việc, hoặc xóa cả dòng.")
    state = row["state"] if row["state"] in TaskState.values else TaskState.OPEN.value
    return {"text": row["text"], "assignee": row["assignee"], "due": _day(row["due"]), "state": state}


def _day(written: str) -> str | None:
    if not written:
        return None
    try:
        return vietnamese.parse_date(written).isoformat()
    except ValueError as error:
        raise ValidationError(f"“{written}” không phải là ngày. Hãy ghi ngày/tháng/năm, ví dụ 18/5/2023.") from error


def _hour(written: str) -> str:
    if not written:
        return ""
    match = _HOUR.fullmatch(written)
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        raise ValidationError(f"“{written}” không phải là giờ. Hãy ghi giờ:phút, ví dụ 08:15.")
    return f"{int(match[1])}:{match[2] or '00'}"


def _with_days(*names: str) -> Any:
    """Rows whose days are shown as people write them."""

    def show(row: Row) -> Row:
        days = {name: vietnamese.short_date(date.fromisoformat(row[name])) for name in names if row.get(name)}
        return {**row, **days}

    return show


class EventForm(PieceForm):
    """Hội nghị."""

    day = DateField(label="Ngày diễn ra", required=False)
    hour = hour_field("Giờ bắt đầu")
    session = forms.ChoiceField(
        label="Hoặc buổi",
        required=False,
        choices=[("", "(không ghi)"), *((one.value, f"Buổi {one.label}") for one in Session)],
    )
    end_day = DateField(label="Ngày kết thúc", required=False)
    end_hour = hour_field("Giờ kết thúc")
    quantities = RowsField(
        label="Số liệu chính",
        help_text="Mỗi dòng một số, ghi như in trên trang: 285 điểm cầu; gần 14 nghìn đại biểu.",
        columns=[Column(name="written", label="Số và đơn vị")],
        read=read_quantity,
        most=12,
    )
    roles = RowsField(
        label="Người tham gia",
        help_text="Gõ tên có dấu hay không dấu; bỏ trống chức danh thì lấy chức danh vào ngày diễn ra, nếu có trong mục Nhân sự.",
        columns=[
            Column(name="part", label="Vai trò", choices=Part.choices, narrow=True),
            Column(name="name", label="Họ tên"),
            Column(name="title", label="Chức danh"),
        ],
        read=read_role,
    )
    agenda = RowsField(
        label="Chương trình",
        columns=[
            Column(name="hour", label="Giờ", placeholder="08:15", narrow=True),
            Column(name="text", label="Nội dung"),
            Column(name="presenter", label="Người trình bày"),
            Column(name="day", label="Ngày (khi họp nhiều ngày)", narrow=True),
        ],
        read=read_agenda,
        show=_with_days("day"),
        most=120,
    )
    tasks = RowsField(
        label="Việc đã giao",
        help_text="Hiện ở trang của chuỗi, cùng tình trạng của từng việc.",
        columns=[
            Column(name="text", label="Việc"),
            Column(name="assignee", label="Giao cho"),
            Column(name="due", label="Hạn", placeholder="ngày/tháng/năm", narrow=True),
            Column(name="state", label="Tình trạng", choices=TaskState.choices, narrow=True),
        ],
        read=read_task,
        show=_with_days("due"),
    )
    organizer = PickField(
        label="Đơn vị tổ chức", source="to-chuc", help_text="Gõ tên, tên tắt hoặc tên cũ, không dấu cũng được."
    )
    documents = PickField(
        label="Tài liệu của hội nghị",
        source="tai-lieu",
        many=True,
        help_text="Gõ số (01-KL/TW, 01 kl tw) hoặc vài chữ trong tên.",
    )
    award_rounds = PickField(
        label="Đợt khen thưởng trao tại hội nghị",
        source="dot-khen-thuong",
        many=True,
        help_text="Gõ vài chữ trong tên đợt.",
    )
    galleries = PickField(
        label="Bộ ảnh của hội nghị", source="bo-anh", many=True, help_text="Gõ vài chữ trong tên bộ ảnh."
    )
    videos = PickField(label="Video của hội nghị", source="video", many=True, help_text="Gõ vài chữ trong tên video.")
    files = FilesField(label="Tệp đính kèm")
    lead_image = editor.lead_image_field(label="Ảnh chính", queryset=Image.objects.kept())
    series = forms.ModelChoiceField(
        label="Chuỗi", queryset=EventSeries.objects.all(), required=False, empty_label="(không thuộc chuỗi nào)"
    )

    class Meta:
        model = Event
        fields = [
            "kind", "title", "summary", "mode", "venue", "organizer", "organizer_name", "occasion", "series", "period",
            "reviewed_period", "documents", "award_rounds", "galleries", "videos", "lead_image", "lead_caption",
            "disruption", "disruption_reason", "quantities", "roles", "agenda", "tasks", "publish_at", "expire_at",
        ]  # fmt: skip
        widgets = {"summary": forms.Textarea({"rows": 3}), "title": forms.TextInput()}
        labels = {"title": "Tên hội nghị", "summary": "Tóm tắt"}
        help_texts = {
            "organizer_name": "Chỉ ghi khi tên in khác tên đã chọn, hoặc đơn vị chưa có trong cây tổ chức.",
            "period": "Ví dụ: quý II/2024, tháng 7/2024, 2021-2023.",
            "reviewed_period": "Giao ban quý II thường bàn việc của quý I.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].required = False
        self.fields["kind"].empty_label = "(chọn loại)"  # type: ignore[attr-defined]
        item = self.instance
        if item.begins:
            self.initial["day"] = times.first_day(item)
            if item.begins_as == Known.HOUR:
                self.initial["hour"] = timezone.localtime(item.begins).time()
            elif item.begins_as == Known.SESSION:
                self.initial["session"] = vietnamese.buoi(item.begins)
        if item.begins and item.ends_as:
            if times.last_day(item) != times.first_day(item) or item.ends_as == Known.DAY:
                self.initial["end_day"] = times.last_day(item)
            if item.ends_as == Known.HOUR:
                self.initial["end_hour"] = timezone.localtime(item.ends).time()

    def clean_period(self) -> str:
        """A quarter, months or years, printed one way."""
        return self._period("period")

    def clean_reviewed_period(self) -> str:
        """The same."""
        return self._period("reviewed_period")

    def _period(self, name: str) -> str:
        written = vietnamese.clean_line(self.cleaned_data[name])
        try:
            return str(vietnamese.parse_period(written)) if written else ""
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """Moments from what was typed, people from their names."""
        cleaned = super().clean()
        self._read_time(cleaned)
        refuse_outside_its_dates(
            self,
            "organizer",
            cleaned.get("day"),
            with_day="day",
            of="ngày diễn ra",
            instead="hoặc bỏ trống ô này và chỉ ghi tên như in trên giấy mời",
        )
        day = timezone.localdate(cleaned["begins"]) if cleaned.get("begins") else None
        if "roles" in cleaned:
            cleaned["roles"] = [_settled(row, day) for row in cleaned["roles"]]
        return cleaned

    def _read_time(self, cleaned: dict[str, Any]) -> None:
        names = ("day", "hour", "session", "end_day", "end_hour")
        if any(name in self.errors for name in names):
            return
        given = {name: cleaned.get(name) or None for name in names}
        if given["day"] is None:
            if any(value is not None for value in given.values()):
                self.add_error("day", "Hãy ghi ngày diễn ra, ví dụ 28/8/2023.")
                return
            cleaned |= {"begins": None, "ends": None, "begins_as": Known.HOUR.value, "ends_as": ""}
            return
        if given["end_day"] == given["day"] and given["end_hour"] is not None:
            given["end_day"] = None
        if given["end_day"] is not None and given["end_day"] < given["day"]:
            day = vietnamese.short_date(given["day"])
            self.add_error("end_day", f"Ngày kết thúc sớm hơn ngày diễn ra. Hãy ghi từ {day} trở đi.")
            return
        given["session"] = given["session"] or ""
        if given["hour"] is not None and given["session"] not in ("", times.session_of(given["hour"])):
            hour, own = f"{given['hour']:%H:%M}", times.session_of(given["hour"])
            self.add_error(
                "session", f"{hour} là buổi {own}, không phải buổi {given['session']}. Hãy bỏ giờ hoặc chọn lại buổi."
            )
            return
        try:
            when = times.window(**given)
        except ValueError as error:
            self.add_error("end_hour", str(error))
            return
        cleaned |= {
            "begins": when.begins, "begins_as": when.begins_as.value, "ends": when.ends, "ends_as": when.ends_as,
        }  # fmt: skip


def _settled(row: Row, day: date | None) -> Row:
    """The row with the person it names, and the title of that day where none was typed."""
    person = people.person_named(row["name"], title=row["title"]) if row["name"] else None
    if person is None:
        return row
    title = row["title"] or people.title_on(person, day)
    return {**row, "person": person.pk, "name": people.printed_name(person, row["name"]), "title": title}
