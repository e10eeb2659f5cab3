"""What pages of any kind say of awards: the latest round, the honours of an organisation, a name with the words asked for."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from awards import shelves
from awards.models import TAG, AwardRound, Commendation
from documents.models import Document
from organizations.models import Organization
from organizations.words import name_key
from publishing import lists, pagecache

register = template.Library()

SHOWN = 10


@register.simple_tag
def name_marked(*, text: str, words: list[str]) -> SafeString:
    """A name in which the words that were asked for stand out."""
    wanted = set(words)
    parts = [
        (format_html("<mark>{}</mark>", part) if _is_meant(name_key(part), wanted) else part) for part in text.split()
    ]
    return format_html_join(" ", "{}", ((part,) for part in parts))


def _is_meant(key: str, wanted: set[str]) -> bool:
    return bool(key) and any(one.startswith(word) for one in key.split() for word in wanted)


@register.simple_tag(takes_context=True)
def honours_of(context: dict[str, Any], *, organization: Organization) -> dict[str, Any]:
    """The newest honours of an organisation and of those directly below it, in rounds that readers may open; how many in all."""
    pagecache.tag(context["request"], TAG)
    rows = Commendation.objects.public().of_organization(organization)
    found = rows.select_related("form", "grade", "round__decision", "organization").order_by(
        "-round__decision__issued_on", "-round", "order"
    )
    listed = list(lists.counting(found)[:SHOWN])
    for row in listed:
        decided = row.round.decision.issued_on if row.round.decision else None
        row.year = (decided or row.round.presented_on or row.round.publish_at).year
    url = f"{reverse('award_look_up')}?{urlencode({'donvi': organization.slug})}"
    return {"rows": listed, "count": lists.counted(listed), "url": url}


@register.inclusion_tag("awards/latest.html", takes_context=True)
def latest_award(context: dict[str, Any]) -> dict[str, Any]:
    """The gold panel: the newest round with its count, and the way to the look-up. Nothing where there is no round."""
    if (request := context.get("request")) is not None:
        pagecache.tag(request, TAG)
    newest = shelves.newest(count=1)
    return {"round": newest[0] if newest else None}


@register.simple_tag(takes_context=True)
def rounds_with(context: dict[str, Any], *, document: Document) -> tuple[shelves.Card, ...]:
    """The listed rounds whose decision is this document, as lines."""
    pagecache.tag(context["request"], TAG)
    listed = AwardRound.objects.listed().filter(decision__document=document).newest_decision_first()
    return shelves.cards(listed.values_list("pk", flat=True)[:SHOWN])
