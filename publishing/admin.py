"""The newsroom's bases (PortalAdmin; PublishableAdmin lives in piece_admin) and the screens of what publishing keeps itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_POST

import vietnamese
from accounts import log
from publishing import paths, wording
from publishing.announcing import announce
from publishing.models import Revision, Section, SectionRight, SiteIdentity, WorkflowGates


class TidyCharField(forms.CharField):
    """Words as they may be stored and printed, in XML as well: NFC, nothing invisible; one line unless the box has several."""

    def to_python(self, value: Any) -> Any:
        """Cleaned at the door."""
        text = super().to_python(value)
        if not isinstance(text, str):
            return text
        return vietnamese.clean_text(text) if isinstance(self.widget, forms.Textarea) else vietnamese.clean_line(text)


class PortalAdmin(admin.ModelAdmin):
    """Everything that has no verb of its own is saved through here: recorded in the log, announced to the strangers.

    `slug_from` names the field a thing's address is made of; a changed address keeps the old one working.
    """

    slug_from = ""
    list_per_page = 50
    formfield_overrides = {
        models.CharField: {"form_class": TidyCharField},
        models.TextField: {"form_class": TidyCharField},
        # Kinds of CharField with a check of their own keep it.
        models.EmailField: {"form_class": forms.EmailField},
        models.URLField: {"form_class": forms.URLField},
        models.SlugField: {"form_class": forms.SlugField},
    }

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Django's list; what was chosen in it are numbers."""
        if any(not key.isdecimal() or len(key) > 18 for key in request.POST.getlist("_selected_action")):
            raise Http404
        return super().changelist_view(request, extra_context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save, then say so."""
        old_slug = (
            type(obj)._default_manager.filter(pk=obj.pk).values_list("slug", flat=True).first()
            if (self.slug_from and change)
            else ""
        )
        if self.slug_from and (not change or self.slug_from in form.changed_data):
            obj.slug = paths.unique_slug(obj, getattr(obj, self.slug_from))
        super().save_model(request, obj, form, change)
        if old_slug:
            paths.remember(obj, old_slug=old_slug)
        log.record(
            actor=request.user,
            verb="changed" if change else "added",
            target=obj,
            detail={"fields": sorted(form.changed_data)},
        )

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Announce when the many-to-many rows are in as well."""
        super().save_related(request, form, formsets, change)
        announce(form.instance)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Record what it was before it goes."""
        log.record(actor=request.user, verb="deleted", target=obj)
        key = obj.pk
        super().delete_model(request, obj)
        # Deleting takes the key from the object; the strangers let go by it.
        obj.pk = key
        announce(obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """One by one: each is recorded and announced."""
        for obj in queryset:
            self.delete_model(request, obj)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """What was done with it, from our own log."""
        obj = self.get_object(request, object_id)
        if obj is None:
            raise Http404
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": f"Lịch sử: {obj}",
            "opts": self.model._meta,
            "object": obj,
            "timeline": wording.timeline(log.entries_of(obj)[:200]),
        }
        return TemplateResponse(request, "admin/object_history.html", context)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """Our own log has it."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """Our own log has it."""

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:
        """Our own log has it."""


class SingleRowAdmin(PortalAdmin):
    """A table with one row: the list leads straight to it, a second one can't be added, the one can't be deleted."""

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Straight to the one row, or to writing it."""
        row = self.model._default_manager.order_by("pk").first()
        name = f"{self.admin_site.name}:{self.model._meta.app_label}_{self.model._meta.model_name}"
        return HttpResponseRedirect(reverse(f"{name}_change", args=[row.pk]) if row else reverse(f"{name}_add"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only while there is none."""
        return super().has_add_permission(request) and not self.model._default_manager.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False


@admin.register(SiteIdentity)
class SiteIdentityAdmin(SingleRowAdmin):
    """Whose portal this is."""


@admin.register(WorkflowGates)
class WorkflowGatesAdmin(SingleRowAdmin):
    """The gates; every change is in the log."""

    change_form_template = "admin/publishing/workflowgates/change_form.html"

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The gates stand from the first day, so there is a row to change."""
        if not WorkflowGates.objects.exists() and self.has_change_permission(request):
            WorkflowGates.objects.create()
        return super().changelist_view(request, extra_context)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """The presets stand beside the three boxes."""
        return super().render_change_form(request, {**context, "presets": WorkflowGates.PRESETS.items()}, **kwargs)

    def get_urls(self) -> list[Any]:
        """One button sets all three gates."""
        preset = self.admin_site.admin_view(require_POST(self.preset_view))
        return [path("<int:pk>/mau/<slug:name>/", preset, name="publishing_workflowgates_preset"), *super().get_urls()]

    def preset_view(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """Set the gates as the preset says, recorded like any other change."""
        row = get_object_or_404(WorkflowGates, pk=pk if pk < 2**63 else 0)
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        if name not in WorkflowGates.PRESETS:
            raise Http404
        label, values = WorkflowGates.PRESETS[name]
        for field, value in values.items():
            setattr(row, field, value)
        row.save()
        log.record(actor=request.user, verb="changed", target=row, detail={"preset": name, **values})
        announce(row)
        messages.success(request, f"Quy trình bây giờ: {label}.")
        return HttpResponseRedirect(reverse(f"{self.admin_site.name}:publishing_workflowgates_change", args=[row.pk]))


class SectionForm(forms.ModelForm):
    """A section of a tree with two levels."""

    class Meta:
        model = Section
        fields = ["name", "parent", "order", "on_home", "description"]

    def clean_parent(self) -> Section | None:
        """Never below itself, nor below another while sections stand below it."""
        parent = self.cleaned_data["parent"]
        if parent is not None and parent.pk == self.instance.pk:
            raise ValidationError("Một chuyên mục không thể thuộc chính nó. Hãy chọn chuyên mục khác hoặc bỏ trống.")
        if parent is not None and self.instance.pk and self.instance.children.exists():
            raise ValidationError("Chuyên mục này đang có chuyên mục con. Hãy chuyển các chuyên mục con đi trước.")
        return parent


@admin.register(Section)
class SectionAdmin(PortalAdmin):
    """Chuyên mục."""

    form = SectionForm
    slug_from = "name"
    list_display = ["name", "parent", "order", "on_home"]
    list_select_related = ["parent"]
    search_fields = ["name"]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Two levels and no more: only top sections can have children."""
        if db_field.name == "parent":
            kwargs["queryset"] = Section.objects.filter(parent__isnull=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A section that something points to stays: the database protects it, the button is not offered."""
        return super().has_delete_permission(request, obj) and (obj is None or not obj.children.exists())

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Versions name sections in their data, where the database sees no key: those that do protect it as well."""
        gone, counts, perms, protected = super().get_deleted_objects(objs, request)
        named = Revision.objects.filter(data__section__in=[section.pk for section in objs])
        if named.exists():
            protected = [*protected, f"{named.count()} bản sửa hoặc bản cũ của bài đã xếp vào chuyên mục này"]
        return gone, counts, perms, protected


@admin.register(SectionRight)
class SectionRightAdmin(PortalAdmin):
    """Narrowing a person's rights to sections."""

    list_display = ["user", "section"]
    list_select_related = ["user", "section"]
