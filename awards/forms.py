"""The newsroom's forms of awards: the round, its decision, one row of its list."""

from __future__ import annotations

from typing import Any

from django import forms

import vietnamese
from awards.models import AwardForm, AwardRound, Decision
from documents.models import Document
from organizations.forms import OrganizationChoice, TidyForm
from publishing.forms import DateField, PieceForm
from publishing.pickers import PickField
from registers import columns
from registers.columns import Wrong


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
