"""What readers send, read once, at the door."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

import vietnamese
from feedback.filters import is_complaint, says_nothing
from feedback.models import LONGEST, ConsentText, Message
from feedback.states import Kind
from publishing.admin import TidyCharField

COMPLAINT_GOES_ELSEWHERE = (
    "Nội dung giống đơn khiếu nại, tố cáo. Đơn xin gửi trực tiếp tới tổ chức đảng hoặc cơ quan có thẩm quyền giải quyết; nếu "
    "đây không phải đơn, hãy đánh dấu ô ở dưới rồi gửi lại"
)
LONGEST_NAME = Message._meta.get_field("name").max_length


class FeedbackForm(forms.Form):
    """Gửi phản hồi. It stands on cached pages: no token, no age, nobody's authority."""

    ve = forms.CharField(required=False, widget=forms.HiddenInput)
    # Which wording of the consents the page shows.
    ban = forms.CharField(required=False)
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
        widget=forms.Textarea(),
        help_text="Viết tiếng Việt có dấu. Không ghi số căn cước, số điện thoại.",
        error_messages={"required": "Hãy viết nội dung phản hồi"},
    )
    # Asked only of whoever seems to write one: what they meant is theirs to say.
    khong_phai_don = forms.BooleanField(
        required=False, label="Đây không phải đơn khiếu nại, tố cáo: vẫn gửi nội dung này như một phản hồi"
    )
    dong_y_lien_he = forms.BooleanField(required=False)
    dong_y_ten = forms.BooleanField(required=False)
    # The trap: people don't see it, programs that fill every box do.
    trang_web = forms.CharField(required=False, label="Bỏ trống ô này", strip=False)

    field_order = ("loai", "ho_ten", "thu", "noi_dung", "khong_phai_don", "dong_y_lien_he", "dong_y_ten")

    asks_whether_complaint = False

    def __init__(self, *args: Any, consent: ConsentText, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="ph-%s", use_required_attribute=False, **kwargs)
        self.fields["dong_y_lien_he"].label = consent.contact
        self.fields["dong_y_ten"].label = consent.name
        # For the counter alone: as an attribute of the box, browsers would cut what is pasted without a word.
        self.fields["noi_dung"].max_length = LONGEST  # type: ignore[attr-defined]
        for name in ("ve", "ban", "trang_web"):
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
        if len(text) > LONGEST:
            over, most = (vietnamese.group_digits(number) for number in (len(text) - LONGEST, LONGEST))
            raise ValidationError(f"Nội dung dài hơn {most} ký tự: hãy bớt {over} ký tự")
        return text

    def clean(self) -> dict[str, Any]:
        """Contact data only with consent; who seems to complain or denounce is told first where that goes."""
        cleaned = super().clean() or {}
        self.asks_whether_complaint = is_complaint(cleaned.get("noi_dung", ""))
        if self.asks_whether_complaint and not cleaned.get("khong_phai_don"):
            self.add_error("noi_dung", COMPLAINT_GOES_ELSEWHERE)
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
