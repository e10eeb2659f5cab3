"""The filters of the list of events, by django-filter: GET, shareable."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Max, Min, Q
from django.utils import timezone

from events.models import TAG, Event, EventKind
from organizations.filters import AsksForUnit
from publishing import lists, pagecache

MODES = {
    "truc-tiep": Event.Mode.IN_PERSON,
    "truc-tuyen": Event.Mode.ONLINE,
    "ket-hop": Event.Mode.HYBRID,
}


class EventFilter(AsksForUnit, django_filters.FilterSet):
    """Kind, mode, year, organisation."""

    loai = django_filters.ModelChoiceFilter(
        label="Loại", queryset=EventKind.objects.all(), to_field_name="slug", field_name="kind", empty_label="Tất cả"
    )
    hinhthuc = django_filters.ChoiceFilter(
        label="Hình thức",
        choices=[(slug, mode.label) for slug, mode in MODES.items()],
        method="held_as",
        empty_label="Tất cả",
    )
    nam = lists.YearFilter(years=lambda: years(), method="held_in")

    donvi = django_filters.CharFilter(label="Đơn vị", method="of_unit")

    class Meta:
        model = Event
        fields: list[str] = []

    def held_as(self, queryset: Any, name: str, value: str) -> Any:
        """In this mode."""
        return queryset.filter(mode=MODES[value])

    def of_unit(self, queryset: Any, name: str, value: str) -> Any:
        """What an organisation held or was connected to: by its address, by any of its names, or as printed."""
        printed, unit = Q(organizer_name__icontains=value), self.unit_meant(value)
        return queryset.filter(printed) if unit is None else queryset.of_organization(unit, or_else=printed)

    def held_in(self, queryset: Any, name: str, value: Any) -> Any:
        """Beginning in the year."""
        return queryset.in_year(int(value))


def years() -> tuple[int, ...]:
    """From the year of the first listed event to that of the last, the latest first."""
    return pagecache.fragment("events:years", tags=[TAG], build=_years)


def _years() -> tuple[int, ...]:
    span = Event.objects.listed().order_by().aggregate(first=Min("begins"), last=Max("begins"))
    if span["first"] is None:
        return ()
    first, last = (timezone.localdate(span[name]).year for name in ("first", "last"))
    return tuple(range(last, first - 1, -1))
