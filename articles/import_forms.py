"""The form of the import screen: what was found in one file, each part open to correction before anything is written."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

import vietnamese
from accounts.models import User
from articles.importing import Found
from articles.importing.found import Part
from articles.models import Article
from publishing import rules
from publishing.forms import MomentField
from publishing.models import Section

MOST_AUTHORS = 6


class FoundForm(forms.Form):
    """One file's article. Fields are named after the article's own; captions by the number of their picture."""

    wanted = forms.BooleanField(label="Nhập bài này", required=False)
    title = forms.CharField(
        label="Tít",
        max_length=Article._meta.get_field("title").max_length,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Bài chưa có tít. Hãy ghi tít."},
    )
    kicker = forms.CharField(label="Tít phụ", max_length=Article._meta.get_field("kicker").max_length, required=False)
    summary = forms.CharField(label="Sapo", required=False, max_length=1500, widget=forms.Textarea({"rows": 4}))
    authors = forms.CharField(label="Bút danh", required=False, help_text="Nhiều người thì cách nhau bằng dấu phẩy.")
    section = forms.ModelChoiceField(
        label="Chuyên mục",
        queryset=Section.objects.none(),
        empty_label="Chọn chuyên mục",
        error_messages={"required": "Hãy chọn chuyên mục."},
    )
    source = forms.CharField(label="Nguồn tin", max_length=Article._meta.get_field("source").max_length, required=False)
    original_date = MomentField(label="Ngày đăng gốc", required=False)

    def __init__(self, *args: Any, found: Found, user: User, wanted: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = found
        sections = Section.objects.order_by("order", "name")
        narrowed = rules.sections_of(user)
        if narrowed is not None:
            sections = sections.filter(pk__in=narrowed)
        self.fields["section"].queryset = sections  # type: ignore[attr-defined]
        self.section_is_guessed = False
        self.initial = self._found_values(list(sections)) | {"wanted": wanted}
        for number, picture in enumerate(found.pictures(), start=1):
            name = f"caption_{number}"
            self.fields[name] = forms.CharField(
                label=f"Chú thích ảnh {number}", required=False, max_length=400, widget=forms.Textarea({"rows": 3})
            )
            self.initial[name] = picture.caption
        for field in self.fields.values():
            if not isinstance(field, forms.BooleanField):
                field.widget.attrs.setdefault("class", "inp")

    def _found_values(self, sections: list[Section]) -> dict[str, Any]:
        found = self.found
        named = [one for one in sections if vietnamese.fold(one.name) == vietnamese.fold(found.section_hint or "-")]
        section = named[0] if named else sections[0] if len(sections) == 1 else None
        self.section_is_guessed = section is not None
        return {
            "title": found.title.value,
            "kicker": found.kicker.value,
            "summary": found.summary.value,
            "authors": found.authors.value,
            "section": section.pk if section else None,
            "source": found.source.value,
            "original_date": found.original_date,
        }

    def clean_authors(self) -> list[str]:
        """Pen names, each once."""
        names = [vietnamese.clean_line(name) for name in self.cleaned_data["authors"].split(",")]
        names = list(dict.fromkeys(name for name in names if name))
        if len(names) > MOST_AUTHORS:
            raise ValidationError(f"Nhiều nhất {MOST_AUTHORS} bút danh, đang có {len(names)}.")
        if any(len(name) > 80 for name in names):
            raise ValidationError("Bút danh dài quá 80 ký tự. Nhiều người thì cách nhau bằng dấu phẩy.")
        return names

    def corrected(self) -> Found:
        """What was found, as the person corrected it."""
        found, values = self.found, self.cleaned_data
        for name in ("title", "kicker", "summary", "source"):
            setattr(found, name, Part(vietnamese.clean_line(values[name])))
        found.republished = found.republished and bool(found.source.value)
        found.original_date = values["original_date"]
        for number, picture in enumerate(found.pictures(), start=1):
            picture.caption = vietnamese.clean_line(values[f"caption_{number}"])
        return found
