"""What machines are told about a round: its list of recipients, by whom and when, and the way to it."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString

from awards.models import AwardRound
from publishing.structured import described, moment

MOST_NAMES = 100


def round_data(item: AwardRound, *, names: list[str]) -> SafeString:
    """WebPage about an ItemList, as schema.org names them: it knows no award given by a list."""
    decision = item.decision
    data = {
        "@type": "WebPage",
        "name": item.title,
        "description": item.summary,
        "url": settings.SITE_URL + item.get_absolute_url(),
        "datePublished": moment(item.publish_at),
        "dateModified": moment(item.last_published_at),
        "inLanguage": "vi",
        "mainEntity": {
            "@type": "ItemList",
            "name": item.title,
            "numberOfItems": len(names),
            "itemListElement": [
                {"@type": "ListItem", "position": place, "name": name}
                for place, name in enumerate(names[:MOST_NAMES], start=1)
            ],
        },
        "author": {"@type": "Organization", "name": decision.issuer_name} if decision else None,
    }
    return described(data, way=[("Khen thưởng", reverse("awards")), (item.title, item.get_absolute_url())])
