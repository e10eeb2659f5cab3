"""The filters of public news lists, by django-filter: GET, shareable, a wrong date keeps the rest."""

from __future__ import annotations

import django_filters
from django import forms

from articles import about
from articles.models import Article
from organizations.filters import AsksForUnit
from publishing.lists import DateFilter
from publishing.models import Section
from search import matching


class AboutField(forms.Field):
    """A document, an event or a round, as addresses name it."""

    widget = forms.HiddenInput

    def to_python(self, value):
        """What is none, or nobody's to read, is no condition."""
        return about.thing_asked(str(value)) if value else None


class AboutFilter(django_filters.Filter):
    """Articles about one thing."""

    field_class = AboutField


class ArticleFilter(AsksForUnit, django_filters.FilterSet):
    """Keyword, section, organisation, year, from, to; what they are about."""

    q = django_filters.CharFilter(
        label="Từ khóa", method="with_words", widget=forms.TextInput({"type": "search", "maxlength": 120})
    )
    muc = django_filters.ModelChoiceFilter(
        label="Chuyên mục",
        queryset=Section.objects.all(),
        to_field_name="slug",
        method="in_section",
        empty_label="Mọi chuyên mục",
    )
    donvi = django_filters.CharFilter(label="Đơn vị", method="of_unit")
    nam = django_filters.NumberFilter(
        label="Năm", field_name="publish_at", lookup_expr="year", min_value=1900, max_value=2200
    )
    tu = DateFilter(label="Từ ngày", field_name="publish_at", lookup_expr="date__gte")
    den = DateFilter(label="Đến ngày", field_name="publish_at", lookup_expr="date__lte")
    ve = AboutFilter(label="Nói về", method="about_thing")

    class Meta:
        model = Article
        fields: list[str] = []

    def about_thing(self, queryset, name, value):
        """Those that say they are about it."""
        return queryset.about(value)

    def with_words(self, queryset, name, value):
        """Those whose words match, by the one search."""
        return queryset.filter(pk__in=matching.keys(kind=Article.KIND, query=value))

    def in_section(self, queryset, name, value):
        """The section and those below it."""
        return queryset.in_section(value)

    def of_unit(self, queryset, name, value):
        """An organisation's own articles; where no organisation is called so, those in which the words stand."""
        unit = self.unit_meant(value)
        if unit is not None:
            return about.of_organization(queryset, unit)
        return queryset.filter(pk__in=matching.keys(kind=Article.KIND, query=value))
