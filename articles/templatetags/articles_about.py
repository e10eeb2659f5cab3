"""The way back: on the page of anything, the articles that are about it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.db.models import Model
from django.urls import reverse

from articles import about, shelves
from organizations.models import Organization
from publishing import pagecache

register = template.Library()

SHOWN = 4


@register.simple_tag(takes_context=True)
def articles_about(context: dict[str, Any], *, thing: Model, count: int = SHOWN) -> dict[str, Any]:
    """The newest listed articles about a thing as `pieces`; for an organisation also the address of all of them as `url`."""
    pagecache.tag(context["request"], shelves.TAG)
    if not isinstance(thing, Organization):
        keys = about.articles_about(thing).values_list("pk", flat=True)[:count]
        return {"pieces": shelves.cards(keys), "url": ""}
    found = about.of_organization(about.listed(), thing)
    keys = found.values_list("pk", flat=True)[:count]
    return {"pieces": shelves.cards(keys), "url": f"{reverse('news')}?{urlencode({'donvi': thing.slug})}"}
