"""Events for machines: RSS, their part of the sitemap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from events import times
from events.models import TAG, Event, EventKind, EventSeries
from publishing import sites
from publishing.feeds import ITEMS, PortalFeed, feed


class EventsFeed(PortalFeed):
    """Newly announced events."""

    def title(self) -> str:
        """What it is, and whose."""
        return f"Hội nghị | {sites.identity().name}"

    def description(self) -> str:
        """What it carries."""
        return f"Hội nghị, giao ban, lễ của {sites.identity().name}"

    def link(self) -> str:
        """The list."""
        return reverse("events")

    def pieces(self, obj: Any) -> Any:
        """Every listed event."""
        return Event.objects.listed()

    def items(self, obj: Any) -> Any:
        """The newest."""
        return self.pieces(obj).select_related("kind").latest_first()[:ITEMS]

    def item_description(self, item: Event) -> str:  # type: ignore[override]
        """When, where, and its sapo."""
        return ". ".join(part for part in (times.in_words(item), item.venue, item.summary) if part)

    def item_categories(self, item: Event) -> list[str]:  # type: ignore[override]
        """Its kind."""
        kind: EventKind | None = item.kind
        return [kind.name] if kind else []


events_feed = feed(EventsFeed, TAG)


def sitemap_rows() -> Iterator[tuple[str, datetime | None]]:
    """(path, last change): the lists and series where there is something, then every public event."""
    rows = list(Event.objects.public().order_by("pk").values_list("slug", "pk", "last_published_at"))
    if rows:
        yield reverse("events"), None
        yield reverse("event_month"), None
    for one in EventSeries.objects.with_listed():
        yield one.get_absolute_url(), None
    for slug, pk, changed in rows:
        yield reverse("event", args=[slug or "hoi-nghi", pk]), changed
