"""Galleries for machines: RSS, and their part of the sitemap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from media.models import GALLERIES, Gallery
from publishing import sites
from publishing.feeds import PortalFeed, feed


class GalleryFeed(PortalFeed):
    """The newest listed galleries, by the hour they came out here."""

    def title(self) -> str:
        """Galleries of the site."""
        return f"Thư viện ảnh | {sites.identity().name}"

    def description(self) -> str:
        """What it carries."""
        return f"Bộ ảnh mới của {sites.identity().name}"

    def link(self) -> str:
        """The list."""
        return reverse("galleries")

    def pieces(self, obj: Any) -> Any:
        """All listed ones."""
        return Gallery.objects.listed()

    def item_categories(self, item: Gallery) -> list[str]:
        """Galleries stand in no section."""
        return []


galleries_feed = feed(GalleryFeed, GALLERIES)


def sitemap_rows() -> Iterator[tuple[str, datetime | None]]:
    """(path, last change): the list, then every public gallery; the archived ones are still addresses."""
    rows = Gallery.objects.public().order_by("pk").values_list("slug", "pk", "last_published_at")
    found = [(reverse("gallery", args=[slug or "bo-anh", pk]), changed) for slug, pk, changed in rows]
    if found:
        yield reverse("galleries"), None
    yield from found
