"""The tree, its people and their positions, in the newsroom."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import path
from django.utils import timezone

import vietnamese
from organizations import standing, titles
from organizations.forms import OrganizationForm, TidyForm
from organizations.models import Organization, OrganizationKind, OrganizationName, Person, Position, label_of
from organizations.words import name_key
from publishing import rules
from publishing.admin import PortalAdmin
from publishing.forms import DateField, DateInput

SUGGESTED = 10
# As wide as a date is, in the form and in the narrow columns of its rows.
DATES = {models.DateField: {"form_class": DateField, "widget": DateInput({"class": "vDateField", "size": "14"})}}
ROWS = DATES | {models.CharField: {"widget": forms.TextInput({"size": "14"})}}


class FormerNames(admin.TabularInline):
    """Tên cũ."""

    model = OrganizationName
    form = TidyForm
    fields = ["name", "short_name", "valid_from", "valid_until"]
    extra = 1
    formfield_overrides = ROWS


class WithinItsDates(forms.BaseInlineFormSet):
    """Nobody holds a position in an organisation before it begins or after it ends."""

    def clean(self) -> None:
        """Measured by the dates that are on the page, at the field."""
        super().clean()
        organization = self.instance
        for form in self.forms:
            given = getattr(form, "cleaned_data", None) or {}
            if not given or given.get("DELETE"):
                continue
            for name in ("valid_from", "valid_until"):
                day = given.get(name)
                if name in form.changed_data and day and (why := standing.why_not(organization, day)):
                    form.add_error(name, f"{why}. Hãy ghi ngày trong thời gian ấy, hoặc ghi chức vụ ở tổ chức khác.")


class Positions(admin.TabularInline):
    """Chức vụ: who holds what here."""

    model = Position
    form = TidyForm
    formset = WithinItsDates
    fields = ["person", "title", "rank", "valid_from", "valid_until"]
    extra = 1
    formfield_overrides = ROWS
    verbose_name_plural = "nhân sự và chức vụ"

    def get_queryset(self, request: HttpRequest) -> Any:
        """With the names that its rows print."""
        return super().get_queryset(request).select_related("person")


class StandingFilter(admin.SimpleListFilter):
    """Those of today, those of before."""

    title = "tình trạng"
    parameter_name = "tinh-trang"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Two answers."""
        return [("nay", "Đang hoạt động"), ("truoc", "Đã kết thúc")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Narrowed."""
        match self.value():
            case "nay":
                return queryset.current()
            case "truoc":
                return queryset.former()
        return queryset


@admin.register(OrganizationKind)
class OrganizationKindAdmin(PortalAdmin):
    """Loại tổ chức."""

    form = TidyForm
    slug_from = "name"
    fields = ["name", "group_name", "order"]
    list_display = ["name", "group_name", "order"]


@admin.register(Organization)
class OrganizationAdmin(PortalAdmin):
    """Tổ chức: in the order of the tree."""

    form = OrganizationForm
    slug_from = "name"
    formfield_overrides = DATES
    fieldsets = [
        (None, {"fields": ["name", "short_name", "aliases", "kind", "parent", "order", "withheld"]}),
        ("Thời gian", {"fields": ["valid_from", "valid_until", "successor"]}),
        ("Giới thiệu và liên hệ", {"fields": ["about", "address", "phone", "email", "website"]}),
    ]
    inlines = [FormerNames, Positions]
    list_display = ["in_tree", "kind", "short_name"]
    list_select_related = ["kind"]
    list_filter = [StandingFilter, "kind"]
    search_fields = ["name"]
    sortable_by: tuple[str, ...] = ()

    @admin.display(description="tổ chức")
    def in_tree(self, one: Organization) -> str:
        """The name, set in by its depth."""
        return label_of(one, depth=one.tree_depth)

    def get_queryset(self, request: HttpRequest) -> Any:
        """With depth and order of the tree."""
        return Organization.objects.in_tree_order()

    def get_ordering(self, request: HttpRequest) -> list[str]:
        """Each followed by those below it."""
        return ["tree_ordering"]

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """By any name, without marks."""
        return queryset.matching(search_term), False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Search and sitemap are told when it was last changed."""
        obj.updated_at = timezone.now()
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Its words, when the former names are in."""
        super().save_related(request, form, formsets, change)
        form.instance.write_words()
        form.instance.save(update_fields=["sort_key", "words"])


@admin.register(Person)
class PersonAdmin(PortalAdmin):
    """Nhân sự: the names; positions are kept with the organisation."""

    form = TidyForm
    fields = ["full_name", "honorific", "note", "positions_held"]
    readonly_fields = ["positions_held"]
    list_display = ["full_name", "honorific", "positions_held", "note"]
    search_fields = ["full_name"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """With what the list prints."""
        return super().get_queryset(request).prefetch_related("positions__organization__former_names")

    def get_urls(self) -> list[Any]:
        """What fields ask while somebody types a name or a title."""
        called = self.admin_site.admin_view(self.called_view)
        return [path("goi/<str:day>/", called, name="organizations_person_called"), *super().get_urls()]

    def called_view(self, request: HttpRequest, day: str) -> JsonResponse:
        """People by the typed words, each with the title that was right on the day: for everybody who writes of them."""
        try:
            on = date.fromisoformat(day)
        except ValueError as error:
            raise Http404 from error
        if not rules.kinds_for(request.user):  # type: ignore[arg-type]
            raise PermissionDenied
        words = vietnamese.clean_line(request.GET.get("q", "")[:200])
        found = titles.people_called(words)[:SUGGESTED] if words else []
        return JsonResponse({"found": [{"id": one.pk, "label": titles.with_title(one, on=on)} for one in found]})

    @admin.display(description="chức vụ")
    def positions_held(self, person: Person) -> str:
        """Every title, the highest first; the ended ones as "nguyên"."""
        today = timezone.localdate()
        titles = [one.full_title(on=today) for one in person.positions.all()] if person.pk else []
        return "; ".join(titles) or "Chưa có. Ghi chức vụ ở trang của tổ chức."

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Without marks."""
        for word in name_key(search_term).split()[:12]:
            queryset = queryset.filter(words__contains=f" {word}")
        return queryset, False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Sorted and found by the name it has now."""
        obj.write_words()
        super().save_model(request, obj, form, change)
