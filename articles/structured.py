"""What machines are told about an article: JSON-LD NewsArticle and BreadcrumbList."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings

from articles.models import Article
from media.templatetags.pictures import preview_url
from publishing import sites
from publishing.structured import described, moment


def news_article(piece: Article, *, authors: list[Any], image: Any, url: str, modified: datetime | None) -> str:
    """NewsArticle and its place in the site, as schema.org names them."""
    here = piece.section
    way = [(one.name, one.get_absolute_url()) for one in (here.parent, here) if one] if here else []
    publisher = {"@type": "Organization", "name": sites.identity().name}
    named = [
        {"@type": "Person", "name": one.pen_name, "url": settings.SITE_URL + one.get_absolute_url()} for one in authors
    ]
    data: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": piece.title,
        "datePublished": moment(piece.publish_at),
        "dateModified": moment(modified or piece.publish_at),
        "mainEntityOfPage": url,
        "inLanguage": "vi",
        "author": named or publisher,
        "publisher": publisher,
    }
    if here:
        data["articleSection"] = here.name
    if image:
        data["image"] = [settings.SITE_URL + preview_url(image)]
    return described(data, way=way)
