"""The search box over the tree: any name, without marks; one kind. And how other lists are narrowed to one organisation."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from organizations.models import Organization, OrganizationKind
from organizations.naming import find_exact
from organizations.querysets import OrganizationQuerySet


class OrganizationFilter(forms.Form):
    """Name and kind, both optional."""

    q = forms.CharField(
        label="Tên, tên tắt hoặc tên cũ",
        required=False,
        max_length=200,
        widget=forms.TextInput({"type": "search"}),
    )
    loai = forms.ModelChoiceField(
        label="Loại",
        queryset=OrganizationKind.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label="Tất cả",
        error_messages={"invalid_choice": "Không có loại này. Hãy chọn trong danh sách."},
    )

    def found(self) -> OrganizationQuerySet | None:
        """Those asked for; None where nothing is asked. What was wrong in one box leaves the other in force."""
        self.is_valid()
        q, kind = self.cleaned_data.get("q"), self.cleaned_data.get("loai")
        if not q and not kind:
            return None
        found = Organization.objects.shown()
        if kind:
            found = found.filter(kind=kind)
        return found.matching(q) if q else found


_SLUG = re.compile(r"[a-z0-9-]{1,80}")


class AsksForUnit:
    """For a filter set with `donvi`: an organisation by its address, which the form then shows by its name, or by any of its names."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        asked = data.get("donvi", "") if data else ""
        self.unit = Organization.objects.shown().filter(slug=asked).first() if _SLUG.fullmatch(asked) else None
        if self.unit is not None:
            data = data.copy()
            data["donvi"] = self.unit.name
        super().__init__(data, *args, **kwargs)

    def unit_meant(self, value: str) -> Organization | None:
        """The one that is asked for, if readers may see it."""
        unit = self.unit or find_exact(value.strip('"“” '), near=False).organization
        return unit if unit is not None and unit.is_shown else None
