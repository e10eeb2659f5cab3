"""What an organisation's page shows of kinds that stand above it: gathered here on the roof, by name."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from articles import shelves
from articles.models import Article
from organizations.models import Organization
from publishing import pagecache
from search import matching

register = template.Library()

SHOWN = 4


@register.simple_tag(takes_context=True)
def articles_naming(context: dict[str, Any], *, organization: Organization) -> dict[str, Any]:
    """The newest articles in which its name stands word for word, and the address of all of them."""
    pagecache.tag(context["request"], shelves.TAG)
    phrase = f'"{organization.name}"'
    keys = matching.keys(kind=Article.KIND, query=phrase, limit=SHOWN)
    return {"pieces": shelves.cards(keys), "url": f"{reverse('news')}?{urlencode({'donvi': phrase})}"}
