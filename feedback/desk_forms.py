"""What moderators write: a reply, a reason, where a message goes, whose it is, a note."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import User
from feedback import moderation
from feedback.filters import says_nothing
from feedback.models import Message, ReadyText
from feedback.states import Use
from publishing.admin import TidyCharField
from publishing.pickers import PickField

OTHER = "khac"
EDITORS = "Ban Biên tập"


def ready_texts() -> dict[str, list[ReadyText]]:
    """The ready texts by their use, in the order their keepers gave them."""
    found: dict[str, list[ReadyText]] = {use.value: [] for use in Use}
    for one in ReadyText.objects.all():
        found[one.use].append(one)
    return found


class DeskForm(forms.Form):
    """A form of the desk: about which message, filled in by whom, with which ready texts at hand."""

    name: ClassVar[str]

    def __init__(
        self, data: Any = None, *, message: Message | None, user: User, ready: dict[str, list[ReadyText]], **kwargs: Any
    ) -> None:
        super().__init__(data, auto_id=f"{self.name}-%s", use_required_attribute=False, **kwargs)
        self.message, self.user, self.ready = message, user, ready

    def given(self) -> dict[str, Any]:
        """What the verb is told."""
        return self.cleaned_data


class ReplyForm(DeskForm):
    """Trả lời, in the organisation's name."""

    name = "reply"
    reply = TidyCharField(
        label="Nội dung trả lời",
        max_length=4000,
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": "Hãy viết câu trả lời", "max_length": "Câu trả lời dài quá 4.000 ký tự"},
    )
    replied_as = TidyCharField(
        label="Thay mặt",
        max_length=200,
        initial=EDITORS,
        help_text="Tên hiện trước chữ “trả lời”.",
        error_messages={"required": "Hãy ghi trả lời thay mặt ai"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.message is not None and self.message.handed_to_name:
            self.fields["replied_as"].initial = self.message.handed_to_name

    def clean_reply(self) -> str:
        """Something written."""
        if says_nothing(self.cleaned_data["reply"]):
            raise ValidationError("Hãy viết câu trả lời")
        return self.cleaned_data["reply"].strip()

    def with_ready_text(self, key: str) -> ReplyForm:
        """The form as it was sent, with the chosen ready text after what was typed."""
        chosen = next((one.text for one in self.ready[Use.REPLY] if str(one.pk) == key), "")
        typed = {name: self.data.get(name, "") for name in self.fields}
        typed["reply"] = "\n\n".join(part for part in (typed["reply"].strip(), chosen) if part)
        return ReplyForm(message=self.message, user=self.user, ready=self.ready, initial=typed)


class RefuseForm(DeskForm):
    """Từ chối: one of the ready reasons, or other words. The sender reads it."""

    name = "refuse"
    chosen = forms.ChoiceField(label="Lý do", error_messages={"required": "Hãy chọn lý do, người gửi sẽ đọc"})
    reason = TidyCharField(
        label="Lý do khác", required=False, max_length=500, widget=forms.Textarea({"class": "inp ta3", "rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.texts = {str(one.pk): one.text for one in self.ready[Use.REASON]}
        self.fields["chosen"].choices = [*self.texts.items(), (OTHER, "Lý do khác, ghi ở dưới")]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Words of one's own where none of the ready ones fits."""
        cleaned = super().clean() or {}
        if cleaned.get("chosen") == OTHER:
            if says_nothing(cleaned.get("reason", "")):
                self.add_error("reason", "Hãy ghi lý do, người gửi sẽ đọc")
        elif cleaned.get("chosen"):
            cleaned["reason"] = self.texts[cleaned["chosen"]]
        return cleaned

    def given(self) -> dict[str, Any]:
        """The reason in words."""
        return {"reason": self.cleaned_data["reason"]}


class HandOverForm(DeskForm):
    """Chuyển đơn vị: an organisation of the tree, or one that isn't in it."""

    name = "hand_over"
    handed_to = PickField(source="to-chuc", label="Chuyển đến tổ chức")
    handed_to_name = TidyCharField(label="Hoặc đơn vị khác", required=False, max_length=250)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["handed_to"].user = self.user  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("handed_to") and says_nothing(cleaned.get("handed_to_name", "")):
            self.add_error("handed_to_name", "Hãy chọn tổ chức, hoặc ghi tên đơn vị")
        return cleaned


class AssignForm(DeskForm):
    """Giao cho: a colleague who deals with feedback."""

    name = "assign"
    assigned_to = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label="Giao cho",
        empty_label="Chọn người",
        widget=forms.Select({"class": "inp"}),
        error_messages={"required": "Hãy chọn người xử lý", "invalid_choice": "Hãy chọn người xử lý"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assigned_to"].queryset = moderation.moderators()  # type: ignore[attr-defined]


class NoteForm(DeskForm):
    """Ghi chú nội bộ."""

    name = "note"
    text = TidyCharField(
        label="Ghi chú nội bộ",
        max_length=2000,
        help_text="Chỉ người kiểm duyệt đọc được.",
        widget=forms.Textarea({"class": "inp ta3", "rows": 2}),
        error_messages={"required": "Hãy viết ghi chú", "max_length": "Ghi chú dài quá 2.000 ký tự"},
    )
