"""The form of a gallery, as the newsroom writes it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from media.galleries.field import PhotosField, with_more
from media.models import Gallery
from publishing.forms import DateField, PieceForm
from publishing.pickers import PickField


class GalleryForm(PieceForm):
    """Bộ ảnh: what it shows, when and where it was taken, its pictures."""

    taken_on = DateField(label="Ngày chụp", required=False)
    photos = PhotosField(label="Ảnh")
    more = PickField(
        label="Thêm ảnh có sẵn trong thư viện",
        source="anh",
        many=True,
        help_text="Gõ vài chữ trong chú thích hoặc tên tệp, không dấu cũng được; ảnh đã đánh dấu vào bộ khi lưu.",
    )

    class Meta:
        model = Gallery
        fields = ["title", "summary", "taken_on", "place", "publish_at", "expire_at"]
        labels = {"title": "Tên bộ ảnh", "summary": "Giới thiệu"}
        widgets = {"title": forms.TextInput(), "summary": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["photos"] = self.instance.photos

    def clean(self) -> dict[str, Any]:
        """Pictures chosen by name come after the others."""
        cleaned = super().clean()
        if "photos" in cleaned and cleaned.get("more"):
            try:
                cleaned["photos"] = with_more(cleaned["photos"], cleaned["more"])
            except ValidationError as error:
                self.add_error("photos", error)
        return cleaned
