"""Videos for machines: RSS. Their part of the sitemap stands in media.sitemap."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from media.models import VIDEOS, Video
from publishing import sites
from publishing.feeds import PortalFeed, feed


class VideoFeed(PortalFeed):
    """The newest listed videos, by the hour they came out here."""

    def title(self) -> str:
        """Videos of the site."""
        return f"Video | {sites.identity().name}"

    def description(self) -> str:
        """What it carries."""
        return f"Video mới của {sites.identity().name}"

    def link(self) -> str:
        """The list."""
        return reverse("videos")

    def pieces(self, obj: Any) -> Any:
        """All listed ones."""
        return Video.objects.listed()

    def item_categories(self, item: Video) -> list[str]:
        """Videos stand in no section."""
        return []


videos_feed = feed(VideoFeed, VIDEOS)
