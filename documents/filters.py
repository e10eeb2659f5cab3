"""The filters of the public list of documents: name or number, types, year."""

from __future__ import annotations

import django_filters
from django import forms

from documents import shelves
from documents.models import Document
from organizations.filters import AsksForUnit
from publishing import lists
from search import matching


class DocumentFilter(AsksForUnit, django_filters.FilterSet):
    """All of them GET and shareable."""

    q = django_filters.CharFilter(
        label="Tên hoặc số văn bản", method="with_words", widget=forms.TextInput({"type": "search", "maxlength": 120})
    )
    loai = django_filters.MultipleChoiceFilter(
        label="Loại",
        choices=lambda: [(one.slug, str(one)[:1].upper() + str(one)[1:]) for one in shelves.types()],
        field_name="type__slug",
        distinct=False,
        widget=forms.CheckboxSelectMultiple,
    )
    nam = lists.YearFilter(years=shelves.years, method="issued_in")
    donvi = django_filters.CharFilter(label="Cơ quan ban hành", method="by_issuer")

    class Meta:
        model = Document
        fields: list[str] = []

    def with_words(self, queryset, name, value):
        """Those whose words or number match, by the one search; a number in any spelling."""
        found = matching.keys(kind=Document.KIND, query=value)
        return queryset.filter(pk__in=found) | queryset.numbered(value)

    def issued_in(self, queryset, name, value):
        """Issued in the year."""
        return queryset.filter(issued_on__year=int(value))

    def by_issuer(self, queryset, name, value):
        """What an organisation issued: by its address, by any of its names, or as printed on the document."""
        printed, unit = queryset.filter(issuer_name__icontains=value), self.unit_meant(value)
        return printed | queryset.filter(issuer=unit) if unit is not None else printed
