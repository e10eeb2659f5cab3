"""Forms of the library: what is said of a picture, what is filled for many, what is looked for."""

from __future__ import annotations

from typing import Any

from django import forms

import vietnamese
from media.models import Image


class ImageForm(forms.ModelForm):
    """What people say of one picture, and the version they saw."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Image
        fields = ("caption", "alt_text", "photo_credit")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen_version"].initial = self.instance.version
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "inp")

    def clean(self) -> dict[str, Any]:
        """Texts as one clean line; a picture that somebody else saved meanwhile is shown again instead of overwritten."""
        cleaned = super().clean() or {}
        for name, value in cleaned.items():
            if isinstance(value, str):
                cleaned[name] = vietnamese.clean_line(value)
        if vietnamese.fold(cleaned.get("alt_text") or "") == vietnamese.fold(cleaned.get("caption") or "-"):
            self.add_error("alt_text", "Văn bản thay thế chép lại chú thích. Hãy tả điều nhìn thấy trong ảnh.")
        seen = cleaned.get("seen_version")
        changed = [name for name in self.changed_data if name != "seen_version"]
        if changed and seen is not None and seen != self.instance.version:
            self._show_both(cleaned, changed)
        return cleaned

    def _show_both(self, cleaned: dict[str, Any], changed: list[str]) -> None:
        """What was typed stays in the fields, what is stored now stands over them; sent once more, the typed words hold."""
        self.add_error(None, "Người khác vừa sửa ảnh này. Xem lại các ô rồi bấm Lưu lần nữa để ghi theo bản của bạn.")
        for name in changed:
            stored = getattr(self.instance, name)
            if name in cleaned and cleaned[name] != stored:
                self.add_error(name, f"Đang lưu: “{stored}”.")
        self.data = self.data.copy()
        self.data[self.add_prefix("seen_version")] = str(self.instance.version)

    def described(self) -> dict[str, Any]:
        """What library.describe is told."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class FocalImageForm(ImageForm):
    """The same with the focal point, on the picture's own screen."""

    class Meta(ImageForm.Meta):
        fields = (*ImageForm.Meta.fields, "focal_x", "focal_y")
        widgets = {"caption": forms.Textarea({"class": "inp ta3", "rows": 3})}


def filled(*, caption: str, credit: str, fill_credit: str, caption_end: str, only_empty: bool) -> dict[str, str]:
    """What filling in gives one picture: a credit, words at the end of its caption; nothing over what is said, if so asked."""
    values = {}
    if fill_credit and not (only_empty and credit):
        values["credit"] = fill_credit
    if caption_end and not (only_empty and caption) and not caption.endswith(caption_end):
        values["caption"] = f"{caption.rstrip('. ')}. {caption_end}".removeprefix(". ")[:500]
    return values


class FillForm(forms.Form):
    """Điền xuống: one value for all chosen pictures."""

    photo_credit = forms.CharField(
        label="Tác giả ảnh", max_length=120, required=False, widget=forms.TextInput({"class": "inp"})
    )
    caption_end = forms.CharField(
        label="Thêm vào cuối chú thích",
        max_length=200,
        required=False,
        widget=forms.TextInput({"class": "inp", "placeholder": "Ví dụ: Hà Nội, 18/5/2023"}),
    )

    def values_for(self, image: Image, *, only_empty: bool) -> dict[str, str]:
        """What this picture would get."""
        found = filled(
            caption=image.caption,
            credit=image.photo_credit,
            fill_credit=vietnamese.clean_line(self.cleaned_data["photo_credit"]),
            caption_end=vietnamese.clean_line(self.cleaned_data["caption_end"]),
            only_empty=only_empty,
        )
        return {"photo_credit" if name == "credit" else name: value for name, value in found.items()}


class LibraryFilter(forms.Form):
    """What is looked for in the library. Anything unknown counts as not asked."""

    LACKING = [
        ("", "Tất cả ảnh"),
        ("any", "Còn thiếu thông tin"),
        ("caption", "Thiếu chú thích"),
        ("alt_text", "Thiếu văn bản thay thế"),
        ("photo_credit", "Thiếu tác giả"),
    ]
    WHOSE = [("", "Mọi người"), ("toi", "Của tôi")]
    WHERE = [("", "Thư viện"), ("thung-rac", "Thùng rác")]

    q = forms.CharField(
        label="Từ cần tìm", max_length=100, required=False, widget=forms.TextInput({"class": "inp", "type": "search"})
    )
    thieu = forms.ChoiceField(label="Thông tin", choices=LACKING, required=False, widget=forms.Select({"class": "inp"}))
    ai = forms.ChoiceField(label="Người tải lên", choices=WHOSE, required=False, widget=forms.Select({"class": "inp"}))
    noi = forms.ChoiceField(label="Nơi", choices=WHERE, required=False, widget=forms.Select({"class": "inp"}))

    def in_force(self) -> dict[str, str]:
        """The filters that say something."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
