"""What an organisation's page shows of documents: gathered here on the roof."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from documents import shelves
from documents.models import TAG, Document
from organizations.models import Organization
from publishing import lists, pagecache

register = template.Library()

SHOWN = 5


@register.simple_tag(takes_context=True)
def documents_of(context: dict[str, Any], *, organization: Organization) -> dict[str, Any]:
    """The newest listed documents it issued, how many there are, and the address of all of them."""
    pagecache.tag(context["request"], TAG)
    issued = Document.objects.listed().issued_by(organization).latest_issued_first()
    keys, count = lists.keys_counted(issued, SHOWN)
    return {
        "documents": shelves.cards(keys),
        "count": count,
        "url": f"{reverse('documents')}?{urlencode({'donvi': organization.slug})}",
    }
