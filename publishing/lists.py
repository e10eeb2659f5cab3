"""Public lists of every kind: the page that was asked for, and filters by django-filter: GET, shareable, a wrong one keeps the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import django_filters
from django import forms
from django.conf import settings
from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Count, Model, Window
from django.http import Http404, HttpRequest

import vietnamese
from publishing.forms import DateField

PER_PAGE = 20


class DateFilter(django_filters.Filter):
    """A day, typed as d/m/yyyy."""

    field_class = DateField


class YearSelect(forms.Select):
    """The years that have something, and the one that was asked for."""

    def __init__(self, years: Callable[[], Iterable[int]]) -> None:
        super().__init__()
        self.years = years

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> list[Any]:
        """What stands in the address stands in the box."""
        known = [("", "Tất cả"), *((str(year), str(year)) for year in self.years())]
        asked = [(one, one) for one in value if one.isdecimal() and len(one) == 4 and (one, one) not in known]
        shown = forms.Select(choices=[*known, *asked])
        return shown.optgroups(name, value, attrs)


class YearFilter(django_filters.NumberFilter):
    """A year. `years` are those on offer; another one is a condition as well, under which there is nothing."""

    def __init__(self, *, years: Callable[[], Iterable[int]], method: str) -> None:
        super().__init__(
            label="Năm",
            method=method,
            min_value=vietnamese.FIRST_YEAR,
            max_value=vietnamese.LAST_YEAR,
            decimal_places=0,
            widget=YearSelect(years),
        )


def page_of(rows: Any, request: HttpRequest, *, per_page: int = PER_PAGE) -> Page[Any]:
    """The page that was asked for by `?trang=`; a page that isn't there is 404, whatever was typed."""
    number = request.GET.get("trang") or "1"
    if not number.isdecimal() or len(number) > 6 or number.startswith("0"):
        raise Http404("Không có trang này.")
    paginator = Paginator(rows, per_page)
    try:
        return paginator.page(int(number))
    except InvalidPage as error:
        raise Http404("Không có trang này.") from error


def counting(rows: Any) -> Any:
    """The rows, each with `in_all`, how many there are of them before any is cut off: a part and the whole in one statement."""
    return rows.annotate(in_all=Window(Count("pk")))


def counted(rows: Iterable[Any]) -> int:
    """How many there are in all of rows that were counted on their way."""
    return next((one.in_all for one in rows), 0)


def keys_counted(rows: Any, most: int) -> tuple[list[int], int]:
    """The keys of the first of them, and how many there are in all, in one statement."""
    found = list(counting(rows).values_list("pk", "in_all")[:most])
    return [key for key, _in_all in found], found[0][1] if found else 0


def canonical_url(request: HttpRequest, page: Page[Any]) -> str:
    """The address of a page of a list, whatever filters led to it."""
    number = f"?trang={page.number}" if page.number > 1 else ""
    return settings.SITE_URL + request.path + number


@dataclass(frozen=True)
class Filtered:
    """A list after its filters: what is in force, and how to drop each as (label, address)."""

    queryset: Any
    form: Any
    params: dict[str, Any]
    active: list[tuple[str, str]]


def filtered(
    request: HttpRequest, queryset: Any, *, by: type[django_filters.FilterSet], without: tuple[str, ...] = ()
) -> Filtered:
    """Apply the filters that are right; one that is wrong says so at its field, and the others go on."""
    names = [name for name in by.base_filters if name not in without]
    given = request.GET.copy()
    for name in [key for key in given if key not in names]:
        del given[name]
    filterset = by(given, queryset=queryset, request=request)
    for name in without:
        del filterset.form.fields[name]
        del filterset.filters[name]
    filterset.form.is_valid()
    found, params, in_force = queryset, dict[str, Any](), list[tuple[str, str, str]]()
    for name in names:
        value = filterset.form.cleaned_data.get(name)
        if value in (None, "", []):
            continue
        found = filterset.filters[name].filter(found, value)
        if isinstance(value, list):
            params[name] = [str(one) for one in value]
            in_force += [(name, one, _said(filterset.form.fields[name], one, one)) for one in params[name]]
        else:
            params[name] = str(given[name])
            # What the form shows in the box, which may be kinder than what stood in the address.
            shown = str(filterset.data.get(name, params[name]))
            in_force.append((name, "", _said(filterset.form.fields[name], value, shown)))
    active = [(label, "?" + urlencode(_without(params, name, one), doseq=True)) for name, one, label in in_force]
    return Filtered(found, filterset.form, params, active)


def _without(params: dict[str, Any], name: str, one: str) -> dict[str, Any]:
    """The parameters with one condition less: a value of several, or all there is of that name."""
    rest = [value for value in params[name] if value != one] if one else []
    return {key: rest if key == name else value for key, value in params.items()}


def _said(field: Any, value: Any, given: str) -> str:
    """A condition in words: what was chosen by its name, what was typed as it was typed."""
    if isinstance(value, Model):
        return f"{field.label}: {value}"
    chosen = {str(one): words for one, words in getattr(field, "choices", ())}
    return f"{field.label}: {chosen.get(given, given)}"
