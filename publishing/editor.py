"""The one door to the rich-text editor, so that it can be exchanged: KHOI_EDITOR says which one stands behind it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from publishing import ckeditor

_library: dict[str, str] = {}


def use_library(*, picker: str, upload: str) -> None:
    """Where pictures are chosen and sent up: names of addresses, said from ready() by the app that keeps them."""
    _library.update(picker=picker, upload=upload)


def library_addresses() -> dict[str, str]:
    """The addresses themselves, as attributes of the textarea."""
    return {name: reverse(address) for name, address in _library.items()}


class EditorWidget(forms.Textarea):
    """A textarea over which static/js/editor puts django-prose-editor. Without script it is a textarea and still saves."""

    def __init__(self) -> None:
        super().__init__({"rows": 20, "class": "inp", "data-editor": ""})

    @property
    def media(self) -> forms.Media:
        """Modules find each other by relative path, so no import map and no inline script is needed."""
        return forms.Media(css={"all": ["editor.css"]}, js=[forms.Script("js/editor/index.js", type="module")])  # type: ignore[list-item]

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        """Where the library is."""
        library = {f"data-{name}": address for name, address in library_addresses().items()}
        return super().build_attrs(base_attrs, {**library, **(extra_attrs or {})})


def suit_policy(response: HttpResponse) -> HttpResponse:
    """Called by the pages on which a text is edited: the default editor needs nothing, CKEditor a looser policy there and only there."""
    if settings.EDITOR == "ckeditor":
        response._csp_update = ckeditor.POLICY  # type: ignore[attr-defined]
    return response


class LeadImageInput(forms.NumberInput):
    """The number of a picture, over which static/js/editor/lead.js puts the library's dialog."""

    @property
    def media(self) -> forms.Media:
        """The dialog's looks come with the editor's."""
        return forms.Media(css={"all": ["editor.css"]}, js=[forms.Script("js/editor/lead.js", type="module")])  # type: ignore[list-item]

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        """Where the library is."""
        library = {f"data-{name}": address for name, address in library_addresses().items()}
        return super().build_attrs(base_attrs, {**library, **(extra_attrs or {})})


def lead_image_field(*, label: str, queryset: Any) -> forms.ModelChoiceField:
    """The picture above a text, chosen in the library; without script by its number."""
    return forms.ModelChoiceField(label=label, queryset=queryset, required=False, widget=LeadImageInput)


def body_field(*, label: str) -> forms.CharField:
    """The field a text is written in. Whatever the editor sends, publishing.sanitizing cleans it."""
    widget: forms.Widget = ckeditor.widget() if settings.EDITOR == "ckeditor" else EditorWidget()
    return forms.CharField(label=label, required=False, widget=widget)
