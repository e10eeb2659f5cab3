"""The filters of the public list of galleries: words, year."""

from __future__ import annotations

import django_filters
from django import forms

from media.galleries import shown
from media.models import Gallery
from search import matching


class GalleryFilter(django_filters.FilterSet):
    """All of them GET and shareable."""

    q = django_filters.CharFilter(
        label="Tên bộ ảnh, chú thích", method="with_words", widget=forms.TextInput({"type": "search", "maxlength": 120})
    )
    nam = django_filters.ChoiceFilter(
        label="Năm",
        choices=lambda: [(str(year), str(year)) for year in shown.years()],
        field_name="taken_on",
        lookup_expr="year",
        empty_label="Tất cả",
    )

    class Meta:
        model = Gallery
        fields: list[str] = []

    def with_words(self, queryset, name, value):
        """Those whose words match, by the one search."""
        return queryset.filter(pk__in=matching.keys(kind=Gallery.KIND, query=value))
