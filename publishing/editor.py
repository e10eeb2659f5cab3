"""The one door to the rich-text editor, so that it can be exchanged: KHOI_EDITOR says which one stands behind it."""

from __future__ import annotations

from django import forms


def body_field(*, label: str) -> forms.CharField:
    """The field a text is written in. Whatever the editor sends, publishing.sanitizing cleans it."""
    return forms.CharField(label=label, required=False, widget=forms.Textarea({"rows": 20}))
