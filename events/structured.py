"""What machines are told about an event: JSON-LD Event with its mode and state, and its place in the site."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from events import times
from events.models import Event
from events.times import Known
from media.templatetags.pictures import preview_url
from publishing import structured

MODES = {
    Event.Mode.IN_PERSON: "OfflineEventAttendanceMode",
    Event.Mode.ONLINE: "OnlineEventAttendanceMode",
    Event.Mode.HYBRID: "MixedEventAttendanceMode",
}
STATES = {"": "EventScheduled", "postponed": "EventPostponed", "cancelled": "EventCancelled"}


def event_data(event: Event, *, image: Any) -> SafeString:
    """Event, as schema.org names it. A day without hours is given as a day."""
    url = settings.SITE_URL + event.get_absolute_url()
    data: dict[str, Any] = {
        "@type": "Event",
        "name": event.title,
        "description": event.summary,
        "url": url,
        "inLanguage": "vi",
        "eventAttendanceMode": f"https://schema.org/{MODES[Event.Mode(event.mode)]}",
        "eventStatus": f"https://schema.org/{STATES[event.disruption]}",
        "location": _location(event, url),
        "image": [settings.SITE_URL + preview_url(image)] if image else None,
    }
    if event.begins:
        data |= {"startDate": _start(event), "endDate": _end(event)}
    if event.organized_by:
        data["organizer"] = {"@type": "Organization", "name": event.organized_by}
        if event.organizer and event.organizer.is_shown:
            data["organizer"]["url"] = settings.SITE_URL + event.organizer.get_absolute_url()
    return structured.described(data, way=[("Hội nghị", reverse("events"))])


def _start(event: Event) -> str | None:
    if event.begins_as != Known.HOUR:
        return times.first_day(event).isoformat()
    return structured.moment(event.begins)


def _end(event: Event) -> str | None:
    """As far as it is known: an end that was only assumed is none, where the beginning has an hour."""
    if not event.ends_as and event.begins_as == Known.HOUR:
        return None
    if event.ends_as == Known.HOUR:
        return timezone.localtime(event.ends).isoformat(timespec="seconds")
    return times.last_day(event).isoformat()


def _location(event: Event, url: str) -> Any:
    room = {"@type": "Place", "name": event.venue, "address": event.venue} if event.venue else None
    screen = {"@type": "VirtualLocation", "url": url} if event.mode != Event.Mode.IN_PERSON else None
    found = [one for one in (room, screen) if one]
    return found[0] if len(found) == 1 else found
