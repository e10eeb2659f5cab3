"""What moderators write: a reply, a reason, where a message goes, a note."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import User
from feedback.filters import says_nothing
from feedback.states import REASONS
from publishing.admin import TidyCharField
from publishing.pickers import PickField

OTHER = "khac"


class ReplyForm(forms.Form):
    """Trả lời, in the organisation's name."""

    reply = TidyCharField(
        label="Nội dung trả lời",
        max_length=4000,
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": "Hãy viết câu trả lời", "max_length": "Câu trả lời dài quá 4.000 ký tự"},
    )
    replied_as = TidyCharField(
        label="Thay mặt",
        max_length=200,
        initial="Ban Biên tập",
        help_text="Tên hiện trước chữ “trả lời”.",
        error_messages={"required": "Hãy ghi trả lời thay mặt ai"},
    )

    def clean_reply(self) -> str:
        """Something written."""
        if says_nothing(self.cleaned_data["reply"]):
            raise ValidationError("Hãy viết câu trả lời")
        return self.cleaned_data["reply"].strip()


class RefuseForm(forms.Form):
    """Từ chối: one of the usual reasons, or other words. The sender reads it."""

    chosen = forms.ChoiceField(
        label="Lý do",
        choices=[("", "Chọn lý do"), *((one, one) for one in REASONS), (OTHER, "Lý do khác, ghi ở dưới")],
        error_messages={"required": "Hãy chọn lý do, người gửi sẽ đọc"},
    )
    reason = TidyCharField(
        label="Lý do khác", required=False, max_length=500, widget=forms.Textarea({"class": "inp ta3", "rows": 2})
    )

    def clean(self) -> dict[str, Any]:
        """Words of one's own where none of the usual ones fits."""
        cleaned = super().clean() or {}
        if cleaned.get("chosen") == OTHER:
            if says_nothing(cleaned.get("reason", "")):
                self.add_error("reason", "Hãy ghi lý do, người gửi sẽ đọc")
        elif cleaned.get("chosen"):
            cleaned["reason"] = cleaned["chosen"]
        return cleaned


class HandOverForm(forms.Form):
    """Chuyển đơn vị: an organisation of the tree, or one that isn't in it."""

    handed_to = PickField(source="to-chuc", label="Chuyển đến tổ chức")
    handed_to_name = TidyCharField(label="Hoặc đơn vị khác", required=False, max_length=250)

    def chosen_by(self, user: User) -> None:
        """Say who chooses."""
        self.fields["handed_to"].user = user  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("handed_to") and says_nothing(cleaned.get("handed_to_name", "")):
            self.add_error("handed_to_name", "Hãy chọn tổ chức, hoặc ghi tên đơn vị")
        return cleaned


class NoteForm(forms.Form):
    """Ghi chú nội bộ."""

    text = TidyCharField(
        label="Ghi chú nội bộ",
        max_length=2000,
        help_text="Chỉ người kiểm duyệt đọc được.",
        widget=forms.Textarea({"class": "inp ta3", "rows": 2}),
        error_messages={"required": "Hãy viết ghi chú", "max_length": "Ghi chú dài quá 2.000 ký tự"},
    )
