"""The newsroom's forms of organisations: choosing in the tree, text cleaned once at the door."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

import vietnamese
from organizations import standing
from organizations.models import Organization, label_of


class OrganizationChoice(forms.ModelChoiceField):
    """One of the organisations, shown in the order of the tree and set in by depth."""

    def __init__(self, queryset: Any = None, **kwargs: Any) -> None:
        chosen_from = Organization.objects.in_tree_order() if queryset is None else queryset
        super().__init__(chosen_from, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """The name, by its place."""
        return label_of(obj, depth=obj.tree_depth)


def refuse_outside_its_dates(
    form: Any, name: str, day: date | None, *, with_day: str = "", of: str, instead: str
) -> None:
    """Say at the field that the organisation chosen there was not there on the day. `with_day` is the field of the day itself.

    What stands so already is not in the way of another change.
    """
    if not {name, with_day} & {*form.changed_data} or name not in form.cleaned_data:
        return
    if said := standing.complaint(form.cleaned_data[name], day, of=of, instead=instead):
        form.add_error(name, said)


class TidyForm(forms.ModelForm):
    """Every text in NFC, without invisible marks or doubled spaces."""

    def clean(self) -> dict[str, Any]:
        """Line breaks stay where there can be some."""
        cleaned = super().clean() or {}
        for name, value in cleaned.items():
            if isinstance(value, str):
                tidy = vietnamese.clean_text if "\n" in value else vietnamese.clean_line
                cleaned[name] = tidy(value)
        return cleaned


class OrganizationForm(TidyForm):
    """One organisation."""

    parent = OrganizationChoice(label="Trực thuộc", required=False, empty_label="(không thuộc tổ chức nào)")
    successor = OrganizationChoice(
        label="Nay là",
        required=False,
        empty_label="(không có)",
        help_text="Tổ chức tiếp nối, khi đã sáp nhập hoặc lập lại. Hãy ghi cả ngày kết thúc.",
    )

    class Meta:
        model = Organization
        fields = [
            "name", "short_name", "aliases", "kind", "parent", "order", "withheld", "valid_from", "valid_until", "successor", "about",
            "address", "phone", "email", "website",
        ]  # fmt: skip
        widgets = {
            "aliases": forms.Textarea({"rows": 3, "class": "vLargeTextField"}),
            "about": forms.Textarea({"rows": 6, "class": "vLargeTextField"}),
        }

    def clean(self) -> dict[str, Any]:
        """What lives on elsewhere has ended: readers are told since when."""
        cleaned = super().clean()
        if cleaned.get("successor") and not cleaned.get("valid_until") and "valid_until" not in self.errors:
            self.add_error("valid_until", "Đã có tổ chức tiếp nối thì hãy ghi ngày kết thúc, ví dụ 28/2/2022.")
        return cleaned
