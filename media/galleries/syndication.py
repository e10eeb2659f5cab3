"""Galleries for machines: RSS. Their part of the sitemap stands in media.sitemap."""

from __future__ import annotations

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
