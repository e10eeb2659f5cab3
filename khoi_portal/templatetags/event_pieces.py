"""What pages show of events besides their cards: the format, the time, the numbers; those of an organisation."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.db.models import Count
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

import vietnamese
from articles import shelves
from articles.models import Article
from events import cards, times
from events.models import TAG, Event
from khoi_portal.templatetags.components import MODE_TONES, pill
from organizations.models import Organization
from publishing import lists, pagecache

register = template.Library()

SHOWN = 4


@register.simple_tag
def event_mode(*, event: Event) -> SafeString:
    """Its format, as a pill."""
    return pill(label=event.get_mode_display(), tone=MODE_TONES[Event.Mode(event.mode)])


@register.simple_tag
def event_time(*, event: Event) -> SafeString | str:
    """When it takes place, in words and for machines."""
    if event.begins is None:
        return ""
    exact = event.begins_as == times.Known.HOUR
    machine = vietnamese.machine_datetime(event.begins) if exact else times.first_day(event).isoformat()
    return format_html('<time datetime="{}">{}</time>', machine, times.in_words(event))


@register.simple_tag
def quantity_number(*, quantity: vietnamese.Quantity) -> str:
    """The number as it was written, with its qualifier and without its unit: Gần 14 nghìn."""
    number = quantity.written.removesuffix(quantity.unit).strip()
    return number[:1].upper() + number[1:]


@register.simple_tag(takes_context=True)
def events_of(context: dict[str, Any], *, organization: Organization) -> dict[str, Any]:
    """The latest events that an organisation held or was connected to, how many there are, and the address of all of them."""
    pagecache.tag(context["request"], TAG)
    found = Event.objects.listed().of_organization(organization).order_by("-begins", "-pk")
    events = cards.cards(lists.counting(found)[:SHOWN])
    return {
        "events": events,
        "count": lists.counted(events),
        "url": f"{reverse('events')}?{urlencode({'donvi': organization.slug})}",
    }


@register.simple_tag(takes_context=True)
def events_with(context: dict[str, Any], *, document: Any = None, award_round: Any = None) -> list[Event]:
    """The events at which a document was used, or at which a round was presented; the latest first."""
    pagecache.tag(context["request"], TAG)
    chosen = {"documents": document} if document is not None else {"award_rounds": award_round}
    return cards.cards(Event.objects.listed().filter(**chosen).order_by("-begins", "-pk")[:SHOWN])


@register.simple_tag(takes_context=True)
def with_articles(context: dict[str, Any], *, events: Any) -> str:
    """Give events at hand the number of listed articles about them, in one statement; they print it on their cards."""
    pagecache.tag(context["request"], shelves.TAG)
    found = [one for one in events if one is not None]
    through = Article.events.through.objects.filter(event__in=found, article__in=Article.objects.listed())
    counts = dict(through.order_by().values_list("event").annotate(Count("pk")))
    for one in found:
        one.article_count = counts.get(one.pk, 0)
    return ""
