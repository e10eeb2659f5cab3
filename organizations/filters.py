"""The search box over the tree: any name, without marks; one kind."""

from __future__ import annotations

from django import forms

from organizations.models import Organization, OrganizationKind
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
