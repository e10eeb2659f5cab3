"""The filters of the public lists of awards: rounds by words, form and year; the rows of all rounds by name and form."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q

from awards import shelves
from awards.models import AwardRound, Commendation
from organizations.filters import AsksForUnit
from publishing import lists
from search import matching


def _form_choices() -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name, _count in shelves.forms()]


class RoundFilter(django_filters.FilterSet):
    """All of them GET and shareable."""

    q = django_filters.CharFilter(
        label="Tên đợt hoặc số quyết định",
        method="with_words",
        widget=forms.TextInput({"type": "search", "maxlength": 120}),
    )
    hinhthuc = django_filters.ChoiceFilter(
        label="Hình thức", choices=_form_choices, method="with_form", empty_label="Tất cả"
    )
    nam = lists.YearFilter(years=shelves.years, method="of_year")
    huong = django_filters.ChoiceFilter(
        label="Khen hay được khen",
        choices=[("trao", "Khen thưởng"), ("nhan", "Được khen thưởng")],
        method="in_direction",
        empty_label="Tất cả",
    )

    class Meta:
        model = AwardRound
        fields: list[str] = []

    def with_words(self, queryset: Any, name: str, value: str) -> Any:
        """Those whose words or decision match, by the one search."""
        return queryset.filter(pk__in=matching.keys(kind=AwardRound.KIND, query=value))

    def with_form(self, queryset: Any, name: str, value: str) -> Any:
        """In which somebody holds the form."""
        holding = Commendation.objects.filter(form=value).in_force().order_by().values("round")
        return queryset.filter(pk__in=holding)

    def of_year(self, queryset: Any, name: str, value: Any) -> Any:
        """Of the decision's year; of the presentation's where there is no decision."""
        year = int(value)
        undated = Q(decision__issued_on__isnull=True, presented_on__year=year)
        return queryset.filter(Q(decision__issued_on__year=year) | undated)

    def in_direction(self, queryset: Any, name: str, value: str) -> Any:
        """Given or received."""
        wanted = AwardRound.Direction.RECEIVED if value == "nhan" else AwardRound.Direction.GIVEN
        return queryset.filter(direction=wanted)


class RowsForm(forms.Form):
    """The rows of one round: a name, a unit above. What is wrong in one leaves the other in force."""

    q = forms.CharField(
        label="Tìm theo tên, gõ không dấu cũng được",
        required=False,
        max_length=120,
        widget=forms.TextInput({"type": "search"}),
    )
    donvi = forms.ChoiceField(
        label="Đơn vị cấp trên",
        required=False,
        error_messages={"invalid_choice": "Không có đơn vị này trong danh sách. Hãy chọn lại."},
    )

    def __init__(self, data: Any, *, units: list[tuple[str, str]], word: str) -> None:
        super().__init__(data)
        unit: Any = self.fields["donvi"]
        unit.label = word
        unit.choices = [("", f"Tất cả {len(units)} {word.lower()}"), *units]
        if len(units) < 2:
            del self.fields["donvi"]
        self.is_valid()

    def given(self, name: str) -> str:
        """What was asked for rightly; nothing else."""
        return str(self.cleaned_data.get(name) or "")


class LookUpFilter(AsksForUnit, django_filters.FilterSet):
    """A name, a form, an organisation."""

    q = django_filters.CharFilter(
        label="Tên tập thể hoặc cá nhân",
        method="called",
        widget=forms.TextInput({"type": "search", "maxlength": 120, "placeholder": "Ví dụ: phong thu vien"}),
    )
    hinhthuc = django_filters.ChoiceFilter(
        label="Hình thức", choices=_form_choices, field_name="form", empty_label="Tất cả"
    )
    donvi = django_filters.CharFilter(
        label="Đơn vị và các đơn vị trực thuộc", method="of_unit", widget=forms.TextInput({"maxlength": 200})
    )

    class Meta:
        model = Commendation
        fields: list[str] = []

    def called(self, queryset: Any, name: str, value: str) -> Any:
        """By the name as written then, or any name of the organisation."""
        return queryset.matching(value)

    def of_unit(self, queryset: Any, name: str, value: str) -> Any:
        """An organisation's and those of the units below it; where no organisation is called so, the rows in which the words stand."""
        unit = self.unit_meant(value)
        return queryset.matching(value) if unit is None else queryset.of_organization(unit)
