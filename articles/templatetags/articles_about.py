"""The way back: on the page of anything, the articles that are about it."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Model

from articles import about, shelves
from organizations.models import Organization
from publishing import lists, pagecache

register = template.Library()

SHOWN = 4


@register.simple_tag(takes_context=True)
def articles_about(context: dict[str, Any], *, thing: Model, count: int = SHOWN) -> dict[str, Any]:
    """The newest listed articles about a thing as `pieces`, their `count`, and where they all are where there are more, as `url`."""
    pagecache.tag(context["request"], shelves.TAG)
    of_it = isinstance(thing, Organization)
    found = about.of_organization(about.listed(), thing) if of_it else about.articles_about(thing)
    keys, in_all = lists.keys_counted(found, count)
    return {
        "pieces": shelves.cards(keys),
        "count": in_all,
        # An organisation's list has filters of its own to go on with; those of other things only say more of the same.
        "url": about.address_of_all(thing) if of_it or in_all > count else "",
    }
