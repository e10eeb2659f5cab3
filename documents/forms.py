"""The form of a document, as the newsroom writes it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

import vietnamese
from documents.models import Document, DocumentType
from media.attachments import FilesField
from organizations.forms import refuse_outside_its_dates
from publishing.forms import DateField, PieceForm
from publishing.pickers import PickField


class DocumentForm(PieceForm):
    """Ghi văn bản: what it is, what stands on it, its files, its force."""

    type = forms.ModelChoiceField(
        label="Loại", queryset=DocumentType.objects.all(), required=False, empty_label="Chọn loại"
    )
    issuer = PickField(
        label="Cơ quan ban hành", source="to-chuc", help_text="Gõ tên, tên tắt hoặc tên cũ, không dấu cũng được."
    )
    issued_on = DateField(label="Ngày ban hành", required=False)
    effective_on = DateField(label="Có hiệu lực từ ngày", required=False)
    expired_on = DateField(label="Hết hiệu lực từ ngày", required=False)
    files = FilesField(label="Tệp")
    replaced_by = PickField(
        label="Được thay thế bởi", source="tai-lieu", help_text="Gõ số (01-KL/TW, 01 kl tw) hoặc vài chữ trong tên."
    )

    class Meta:
        model = Document
        fields = [
            "type", "number", "title", "summary", "issuer", "issuer_name", "issued_on", "effective_on", "expired_on", "signer",
            "signer_title", "replaced_by", "publish_at", "expire_at",
        ]  # fmt: skip
        labels = {"title": "Tên, trích yếu", "summary": "Tóm tắt"}
        help_texts = {
            "title": "Như in trên văn bản, không kèm loại và số. Ví dụ: Về tăng cường bảo vệ nền tảng tư tưởng của Đảng.",
            "number": "Ví dụ: 35-NQ/TW, 42/2022/NĐ-CP. Bỏ trống nếu không có.",
            "issuer_name": "Chỉ ghi khi tên in trên văn bản khác tên đã chọn, hoặc cơ quan chưa có trong danh sách.",
            "signer_title": "Chức vụ in trên văn bản.",
        }
        widgets = {"title": forms.TextInput(), "summary": forms.Textarea({"rows": 3})}

    def clean_number(self) -> str:
        """As one writes it: no spaces around its strokes."""
        written = vietnamese.clean_line(self.cleaned_data["number"])
        tight = "".join(written.replace("–", "-").split())
        return tight if tight in vietnamese.document_numbers(tight) else written

    def clean(self) -> dict[str, Any]:
        """Nobody issues who was no more, or not yet."""
        cleaned = super().clean()
        refuse_outside_its_dates(
            self,
            "issuer",
            cleaned.get("issued_on"),
            with_day="issued_on",
            of="ngày ban hành",
            instead="hoặc bỏ trống ô này và chỉ ghi tên như in trên văn bản",
        )
        return cleaned

    def clean_replaced_by(self) -> Document | None:
        """Another one."""
        later = self.cleaned_data["replaced_by"]
        if later is not None and later.pk == self.instance.pk:
            raise ValidationError("Một văn bản không thể thay thế chính nó. Hãy chọn văn bản khác.")
        return later
