"""The newsroom's forms of awards: the round, its decision, one row of its list."""

from __future__ import annotations

from typing import Any

from django import forms

import vietnamese
from awards.models import AwardForm, AwardGrade, AwardRound, Commendation, Decision, derived
from awards.recipients import RECIPIENTS
from documents.models import Document
from media.attachments import FilesField
from organizations.forms import OrganizationChoice, TidyForm, refuse_outside_its_dates
from publishing.forms import DateField, PieceForm
from publishing.pickers import PickField
from registers import columns
from registers.columns import Wrong
from registers.trying import Plan, as_json, plan_of_row, stands_already


class AwardRoundForm(PieceForm):
    """Ghi đợt khen thưởng: what for and by which decision; whom, the list says."""

    decision = PickField(
        label="Quyết định",
        source="quyet-dinh-khen-thuong",
        help_text="Gõ số quyết định hoặc vài chữ trong tên cơ quan ban hành.",
    )
    form = forms.ModelChoiceField(
        label="Hình thức chung",
        queryset=AwardForm.objects.all(),
        required=False,
        empty_label="(từng hàng tự ghi)",
        help_text="Dùng cho những hàng không ghi hình thức.",
    )
    period = forms.CharField(
        label="Giai đoạn",
        required=False,
        max_length=40,
        help_text="Ví dụ: 2021-2023, hoặc 2023. Bỏ trống nếu không có.",
    )
    presented_on = DateField(label="Ngày trao", required=False)
    files = FilesField(label="Tệp đính kèm")

    class Meta:
        model = AwardRound
        fields = [
            "title", "summary", "direction", "form", "decision", "movement", "presenter", "presented_on", "venue", "publish_at",
            "expire_at",
        ]  # fmt: skip
        labels = {"title": "Tên đợt", "summary": "Lý do khen"}
        help_texts = {
            "title": "Ai được khen, vì việc gì, giai đoạn nào.",
            "summary": "Một, hai câu cho người đọc danh sách.",
        }
        widgets = {"title": forms.TextInput(), "summary": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].initial = self.initial["period"] = self.instance.period

    def clean_period(self) -> list[int | None]:
        """Years that run forward; the mistake in words."""
        written = vietnamese.clean_line(self.cleaned_data["period"])
        if not written:
            return [None, None]
        try:
            first, last = columns.years(written)
        except Wrong as wrong:
            raise forms.ValidationError(wrong.message) from wrong
        return [first, last]

    def clean(self) -> dict[str, Any]:
        """One box, two columns."""
        cleaned = super().clean()
        if "period" in cleaned:
            cleaned["period_from"], cleaned["period_to"] = cleaned["period"]
        return cleaned


class DecisionForm(TidyForm):
    """Quyết định khen thưởng."""

    issued_on = DateField(label="Ngày ban hành", required=False, help_text="Ví dụ: 18/5/2023.")
    issuer = OrganizationChoice(
        label="Cơ quan ban hành trong cây tổ chức", required=False, empty_label="(không có trong danh sách)"
    )
    document = forms.ModelChoiceField(
        label="Văn bản",
        queryset=Document.objects.none(),
        required=False,
        empty_label="(chưa có trong Tài liệu)",
        help_text="Toàn văn quyết định trong Tài liệu: bạn đọc tải được từ trang của đợt.",
    )

    class Meta:
        model = Decision
        fields = ["number", "issued_on", "issuer_name", "issuer", "signer_name", "signer_title", "document"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A decision's text is for readers, so only what they may open is offered; what is chosen already stays.
        documents = Document.objects.public().select_related("type") | Document.objects.filter(
            pk=self.instance.document_id
        ).select_related("type")
        self.fields["document"].queryset = documents.order_by("-issued_on", "-pk")  # type: ignore[attr-defined]

    def clean_number(self) -> str:
        """No spaces around its strokes where that makes it a number."""
        written = vietnamese.clean_line(self.cleaned_data["number"])
        tight = "".join(written.replace("–", "-").split())
        return tight if tight in vietnamese.document_numbers(tight) else written

    def clean(self) -> dict[str, Any]:
        """Nobody decides who was no more, or not yet."""
        cleaned = super().clean()
        refuse_outside_its_dates(
            self,
            "issuer",
            cleaned.get("issued_on"),
            with_day="issued_on",
            of="ngày ban hành",
            instead="hoặc bỏ chọn ô này và chỉ ghi tên cơ quan ban hành",
        )
        return cleaned


class CommendationForm(TidyForm):
    """One row of the list, by hand. It saves nothing: `plan` says what would change, and goes the way of a sheet."""

    form = forms.ModelChoiceField(label="Hình thức", queryset=AwardForm.objects.all(), empty_label="Chọn hình thức")
    grade = forms.ModelChoiceField(
        label="Hạng",
        queryset=AwardGrade.objects.select_related("form"),
        required=False,
        empty_label="(không chia hạng)",
    )
    organization = PickField(
        label="Tổ chức",
        source="to-chuc",
        help_text="Tập thể được khen, hoặc đơn vị của cá nhân. Gõ tên, không dấu cũng được.",
    )
    period = forms.CharField(
        label="Giai đoạn",
        required=False,
        max_length=40,
        help_text="Chỉ ghi khi khác giai đoạn của đợt. Ví dụ: 2021-2023.",
    )
    revoked_on = DateField(label="Ngày hủy bỏ", required=False)

    class Meta:
        model = Commendation
        fields = [
            "recipient_kind", "recipient_name", "position", "parent_name", "organization", "form", "grade", "achievement",
            "posthumous", "status", "revoked_by", "revoked_on", "revoked_reason",
        ]  # fmt: skip
        labels = {"recipient_name": "Tên được khen", "revoked_by": "Số quyết định hủy bỏ"}
        help_texts = {
            "recipient_name": "Như ghi trong quyết định, dù nay đã đổi tên.",
            "parent_name": "Như ghi trong quyết định.",
            "status": "Khen thưởng bị hủy bỏ thì không bỏ hàng: chọn Đã hủy bỏ, hàng vẫn còn và được đánh dấu.",
        }
        widgets = {"achievement": forms.Textarea({"rows": 3})}

    field_order = [
        "recipient_kind", "recipient_name", "position", "parent_name", "organization", "form", "grade", "achievement", "period",
        "posthumous", "status",
    ]  # fmt: skip

    def __init__(self, *args: Any, piece: AwardRound, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.piece = piece
        self.instance.round_id = piece.pk
        picked: Any = self.fields["organization"]
        picked.user = user
        picked.chosen_before(self.initial.get("organization"))
        self.fields["period"].initial = self.instance.period
        self.fields["grade"].label_from_instance = lambda grade: f"{grade.form.name} {grade.name}"  # type: ignore[attr-defined]
        if self.instance.pk is None:
            self.fields["form"].initial = piece.form_id

    def clean_period(self) -> list[int | None]:
        """Years that run forward."""
        written = vietnamese.clean_line(self.cleaned_data["period"])
        if not written:
            return [None, None]
        try:
            first, last = columns.years(written)
        except Wrong as wrong:
            raise forms.ValidationError(wrong.message) from wrong
        return [first, last]

    def clean(self) -> dict[str, Any]:
        """A grade of its form; nobody twice; nobody who was not there yet, or no more; a revoked row says by which decision."""
        cleaned = super().clean()
        decision = self.piece.decision
        refuse_outside_its_dates(
            self,
            "organization",
            decision.issued_on if decision else None,
            of="ngày quyết định",
            instead="hoặc bỏ trống ô này và chỉ ghi tên",
        )
        grade, form = cleaned.get("grade"), cleaned.get("form")
        if grade and form and grade.form_id != form.pk:
            self.add_error("grade", f"{form.name} không có hạng này. Hãy chọn lại hạng hoặc hình thức.")
        if cleaned.get("status") == Commendation.Status.REVOKED and not cleaned.get("revoked_by"):
            self.add_error("revoked_by", "Hủy bỏ thì phải ghi số quyết định hủy bỏ.")
        if not self.errors and stands_already(RECIPIENTS, piece=self.piece, pk=self.instance.pk, stored=self.stored()):
            self.add_error("recipient_name", "Tên này đã có trong đợt với cùng hình thức. Một tên chỉ ghi một lần.")
        return cleaned

    def stored(self) -> dict[str, Any]:
        """The row as the form has it."""
        given = self.cleaned_data
        first, last = given["period"]
        organization, grade = given["organization"], given["grade"]
        return as_json(
            {
                "recipient_kind": given["recipient_kind"],
                "recipient_name": given["recipient_name"],
                "position": given["position"],
                "parent_name": given["parent_name"],
                "organization_id": organization.pk if organization else None,
                "form_id": given["form"].pk,
                "grade_id": grade.pk if grade else None,
                "achievement": given["achievement"],
                "period_from": first,
                "period_to": last,
                "posthumous": given["posthumous"],
                "status": given["status"],
                "revoked_by": given["revoked_by"],
                "revoked_on": given["revoked_on"],
                "revoked_reason": given["revoked_reason"],
                **derived(recipient_name=given["recipient_name"], parent_name=given["parent_name"]),
            }
        )

    def plan(self) -> Plan:
        """What would change."""
        return plan_of_row(RECIPIENTS, piece=self.piece, pk=self.instance.pk, stored=self.stored())

    def said(self) -> str:
        """Whom it is about."""
        return str(self.cleaned_data.get("recipient_name", ""))
