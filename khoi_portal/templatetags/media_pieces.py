"""Galleries and videos beside other things, and the way back: the articles and events that each belongs to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.db.models import Model
from django.utils import timezone

from articles import shelves
from articles.models import Article
from events import cards
from events.models import TAG as EVENTS
from events.models import Event
from media.galleries import shown as galleries
from media.models import GALLERIES, VIDEOS, Gallery, Video
from media.newest import IN_STRIP
from media.videos import shown as videos
from publishing import pagecache, prepared

register = template.Library()

SHOWN = 4
# The field by which articles and events point to each sort of thing.
FIELDS: dict[type[Model], str] = {Gallery: "galleries", Video: "videos"}


@register.simple_tag(takes_context=True)
def shown_with(context: dict[str, Any], *, thing: Model) -> dict[str, Any]:
    """The newest listed articles and the latest listed events that show a thing, found in one statement."""
    pagecache.tag(context["request"], shelves.TAG, EVENTS)
    field = FIELDS[type(thing)]

    def pointing(now: datetime, key: int) -> list[Any]:
        return [
            model.objects.listed(at=now)
            .filter(**{field: key})
            .order_by(f"-{day}", "-pk")
            .values_list(day, "pk")[:SHOWN]
            for model, day in ((Article, "publish_at"), (Event, "begins"))
        ]

    found = prepared.ask(("shown with", field), pointing, timezone.now(), thing.pk)
    pieces, held = ([key for _, key in sorted(rows, reverse=True)] for rows in found)
    by_key = {one.pk: one for one in cards.cards(Event.objects.filter(pk__in=held))} if held else {}
    return {"pieces": shelves.cards(pieces), "events": [by_key[key] for key in held if key in by_key]}


@register.inclusion_tag("media/strip.html", takes_context=True)
def media_strip(context: dict[str, Any]) -> dict[str, Any]:
    """The newest galleries as a strip of covers, and the newest video: the boxes beside articles."""
    pagecache.tag(context["request"], GALLERIES, VIDEOS)
    return {"galleries": galleries.newest(count=IN_STRIP, covers=1), "videos": videos.newest(count=1)}
