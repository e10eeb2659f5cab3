"""What readers send, read once, at the door."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from feedback.filters import says_nothing
from feedback.models import LONGEST, ConsentText, Message
from feedback.states import Kind
from publishing.admin import TidyCharField

LONGEST_NAME = Message._meta.get_field("name").max_length


class FeedbackForm(forms.Form):
    """Gửi phản hồi. It stands on cached pages: no token, no age, nobody's authority."""

    ve = forms.CharField(required=False, widget=forms.HiddenInput)
    loai = forms.ChoiceField(label="Loại phản hồi", choices=Kind.choices)
    ho_ten = TidyCharField(
        label="Họ và tên",
        max_length=LONGEST_NAME,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={
            "required": "Hãy ghi họ và tên của bạn",
            "max_length": f"Họ và tên dài quá {LONGEST_NAME} ký tự, hãy viết gọn lại",
        },
    )
    thu = TidyCharField(
        label="Thư điện tử",
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    noi_dung = TidyCharField(
        label="Nội dung",
        max_length=LONGEST,
        widget=forms.Textarea(),
        help_text="Viết tiếng Việt có dấu. Không ghi số căn cước, số điện thoại.",
        error_messages={
            "required": "Hãy viết nội dung phản hồi",
            "max_length": "Nội dung dài quá 2.000 ký tự (đang có %(show_value)d), hãy viết gọn lại",
        },
    )
    dong_y_lien_he = forms.BooleanField(required=False)
    dong_y_ten = forms.BooleanField(required=False)
    # The trap: people don't see it, programs that fill every box do.
    trang_web = forms.CharField(required=False, label="Bỏ trống ô này", strip=False)

    field_order = ("loai", "ho_ten", "thu", "noi_dung", "dong_y_lien_he", "dong_y_ten")

    def __init__(self, *args: Any, consent: ConsentText, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="ph-%s", use_required_attribute=False, **kwargs)
        self.fields["dong_y_lien_he"].label = consent.contact
        self.fields["dong_y_ten"].label = consent.name
        for name in ("ve", "trang_web"):
            # Whatever a program writes there is read as it is, never an error that a person would have to mend.
            self.fields[name].validators = []

    def clean_ho_ten(self) -> str:
        """A name, not blanks and marks."""
        name = self.cleaned_data["ho_ten"]
        if says_nothing(name):
            raise ValidationError("Hãy ghi họ và tên của bạn")
        return name

    def clean_thu(self) -> str:
        """An address that mail could reach."""
        mail = self.cleaned_data["thu"]
        if mail:
            before, at, after = mail.partition("@")
            if not at or not after:
                raise ValidationError("Địa chỉ thư điện tử còn thiếu phần sau dấu @, ví dụ: ten@coquan.vn")
            EmailValidator("Địa chỉ thư điện tử chưa đúng, ví dụ đúng: ten@coquan.vn")(mail)
            if len(mail) > 254:
                raise ValidationError("Địa chỉ thư điện tử dài quá, hãy xem lại")
        return mail

    def clean_noi_dung(self) -> str:
        """Something written, not blanks and marks nobody sees."""
        text = self.cleaned_data["noi_dung"].strip()
        if says_nothing(text):
            raise ValidationError("Hãy viết nội dung phản hồi")
        return text

    def clean(self) -> dict[str, Any]:
        """Contact data only with consent."""
        cleaned = super().clean() or {}
        given = self.data.get("thu", "").strip()
        if given and not cleaned.get("dong_y_lien_he"):
            self.add_error("dong_y_lien_he", "Bạn đã ghi thư điện tử: hãy đánh dấu ô thứ nhất, hoặc xóa địa chỉ thư")
        return cleaned

    @property
    def mistakes(self) -> list[tuple[str, str]]:
        """Every place to mend, in the order of the page: where it is, what to do."""
        return [(self[name].auto_id, str(self.errors[name][0])) for name in self.field_order if name in self.errors]


class LookUpForm(forms.Form):
    """Tra cứu trả lời: the code, sent by POST alone."""

    ma = forms.CharField(
        label="Mã phản hồi", widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="ma-%s", use_required_attribute=False, **kwargs)
        self.fields["ma"].validators = []
