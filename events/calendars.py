"""Events as calendar files (RFC 5545), and the count of what has changed in them since they were first announced."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from icalendar import Calendar, Timezone, TimezoneStandard, vDuration
from icalendar import Event as Entry

import vietnamese
from events import times
from events.models import Event
from events.times import Known

PRODUCT = "-//khoi_portal//Lich hoi nghi//VI"
ZONE = "Asia/Ho_Chi_Minh"
ASK_AGAIN = timedelta(hours=1)
SEVEN = timedelta(hours=7)


def count_changes(*, item: Event, **kwargs: Any) -> None:
    """After a step: an event whose time, place or state is another one than was announced has a higher sequence.

    What is still a draft has announced nothing.
    """
    if not item.is_live or item.begins is None:
        return
    facts = _facts(item)
    if item.announced == facts:
        return
    item.sequence += 0 if item.announced is None else 1
    item.announced = facts
    type(item).objects.filter(pk=item.pk).update(sequence=item.sequence, announced=facts)


def _facts(event: Event) -> list[str]:
    """What somebody who has it in their calendar must hear of."""
    # Moments, whatever zone they were read in.
    when = [str(int(event.begins.timestamp())), event.begins_as, str(int(event.ends.timestamp())), event.ends_as]
    return [*map(str, when), event.venue, event.mode, event.disruption]


def calendar_of(events: Iterable[Event], *, name: str) -> HttpResponse:
    """A calendar file with these events, its times in Vietnam's zone."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", ZONE)
    calendar.add("refresh-interval", vDuration(ASK_AGAIN), parameters={"VALUE": "DURATION"})
    calendar.add_component(_zone())
    for event in events:
        calendar.add_component(_entry(event))
    return HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")


def _zone() -> Timezone:
    """Vietnam keeps one offset all year: the zone is one line of the table."""
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1975, 6, 13))
    standard.add("tzoffsetfrom", SEVEN)
    standard.add("tzoffsetto", SEVEN)
    standard.add("tzname", "+07")
    zone = Timezone()
    zone.add("tzid", ZONE)
    zone.add_component(standard)
    return zone


def _entry(event: Event) -> Entry:
    entry = Entry()
    changed = event.last_published_at or event.publish_at or timezone.now()
    url = settings.SITE_URL + event.get_absolute_url()
    entry.add("uid", str(event.uid))
    entry.add("dtstamp", _utc(changed))
    entry.add("last-modified", _utc(changed))
    entry.add("sequence", event.sequence)
    entry.add("summary", event.title)
    entry.add("description", "\n".join(_description(event, url)))
    entry.add("url", url)
    if event.venue:
        entry.add("location", event.venue)
    if event.kind:
        entry.add("categories", [event.kind.name])
    if event.begins_as == Known.DAY:
        entry.add("dtstart", times.first_day(event))
        entry.add("dtend", times.last_day(event) + timedelta(days=1))
    else:
        entry.add("dtstart", timezone.localtime(event.begins))
        entry.add("dtend", timezone.localtime(event.ends))
    entry.add("status", {"cancelled": "CANCELLED", "postponed": "TENTATIVE"}.get(event.disruption, "CONFIRMED"))
    return entry


def _description(event: Event, url: str) -> list[str]:
    words = []
    if event.disruption:
        words.append(f"{event.get_disruption_display()}. {event.disruption_reason}".strip())
    if event.begins_as == Known.SESSION:
        words.append(f"Buổi {vietnamese.buoi(event.begins)}, chưa công bố giờ.")
    words.append(f"Hình thức: {event.get_mode_display()}.")
    return [*words, *([event.summary] if event.summary else []), url]


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
