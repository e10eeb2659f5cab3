"""What machines are told about an article: JSON-LD NewsArticle and BreadcrumbList."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from articles.models import Article
from media.templatetags.pictures import preview_url
from publishing import sites
from publishing.sanitizing import json_ld


def _moment(at: datetime | None) -> str | None:
    return timezone.localtime(at).isoformat(timespec="seconds") if at else None


def news_article(piece: Article, *, authors: list[Any], image: Any, url: str, modified: datetime | None) -> str:
    """NewsArticle and its place in the site, as schema.org names them."""
    here = piece.section
    way = (
        [("Trang chủ", "/")] + [(one.name, one.get_absolute_url()) for one in (here.parent, here) if one]
        if here
        else []
    )
    publisher = {"@type": "Organization", "name": sites.identity().name}
    named = [
        {"@type": "Person", "name": one.pen_name, "url": settings.SITE_URL + one.get_absolute_url()} for one in authors
    ]
    data: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": piece.title,
        "description": piece.summary,
        "datePublished": _moment(piece.publish_at),
        "dateModified": _moment(modified or piece.publish_at),
        "mainEntityOfPage": url,
        "inLanguage": "vi",
        "author": named or publisher,
        "publisher": publisher,
    }
    if here:
        data["articleSection"] = here.name
    if image:
        data["image"] = [settings.SITE_URL + preview_url(image)]
    crumbs = {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": settings.SITE_URL + path}
            for place, (name, path) in enumerate(way, start=1)
        ],
    }
    found = {name: value for name, value in data.items() if value}
    return json_ld([found, crumbs] if way else [found])
