"""Events in the newsroom, with their kinds and series."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from events import times
from events.forms import EventForm
from events.models import ConnectedSite, Event, EventKind, EventSeries
from events.site_forms import SiteForm
from media.templatetags.pictures import thumbnail_of
from organizations.forms import TidyForm
from publishing.admin import PortalAdmin
from publishing.piece_admin import PublishableAdmin
from registers.screens import RegisterScreens


@admin.register(Event)
class EventAdmin(RegisterScreens, PublishableAdmin):
    """Hội nghị, with the register of its connected sites."""

    add_label = "Thêm hội nghị"
    noun = "hội nghị"
    register_name = "sites"
    row_form = SiteForm

    piece_form = EventForm
    editor_template = "admin/events/event/editor.html"
    search_fields = ["title"]

    def said_of(self, item: Event) -> str:
        """Its day, and that it doesn't go ahead."""
        said = [times.in_words(item), item.get_disruption_display() if item.disruption else ""]
        return ". ".join(one for one in said if one)

    def editor_context(self, request: Any, item: Event) -> dict[str, Any]:
        """The picture as it is shown beside its field, and what the register of sites adds up to."""
        day = times.first_day(item) if item.begins else timezone.localdate()
        return {
            "lead": thumbnail_of(item.lead_image),
            "totals": ConnectedSite.objects.filter(event=item).totals() if item.pk else None,
            **self.register_summary(item),
            "people_day": day,
            "people_url": reverse("admin:organizations_person_called", args=[day.isoformat()]),
        }


@admin.register(EventKind)
class EventKindAdmin(PortalAdmin):
    """Loại hội nghị."""

    form = TidyForm
    slug_from = "name"
    fields = ["name", "order"]
    list_display = ["name", "order"]


@admin.register(EventSeries)
class EventSeriesAdmin(PortalAdmin):
    """Chuỗi hội nghị."""

    form = TidyForm
    slug_from = "name"
    fields = ["name", "summary", "rhythm", "closed"]
    list_display = ["name", "rhythm", "closed"]
    search_fields = ["name"]
