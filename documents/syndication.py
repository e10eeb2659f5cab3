"""Documents for machines: RSS, and their part of the sitemap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from documents.models import TAG, Document
from publishing import sites
from publishing.feeds import PortalFeed, feed


class DocumentFeed(PortalFeed):
    """The newest listed documents, by the hour they came out here."""

    def title(self) -> str:
        """Documents of the site."""
        return f"Tài liệu | {sites.identity().name}"

    def description(self) -> str:
        """What it carries."""
        return f"Văn bản, tài liệu mới của {sites.identity().name}"

    def link(self) -> str:
        """The list."""
        return reverse("documents")

    def pieces(self, obj: Any) -> Any:
        """All listed ones."""
        return Document.objects.listed().select_related("type")

    def item_title(self, item: Document) -> str:
        """Type, number and title."""
        return f"{item.called}: {item.title}" if item.number else item.title

    def item_categories(self, item: Document) -> list[str]:
        """Its type."""
        return [item.type.name] if item.type else []


documents_feed = feed(DocumentFeed, TAG)


def sitemap_rows() -> Iterator[tuple[str, datetime | None]]:
    """(path, last change): the list, then every public document; the archived ones are still addresses."""
    rows = Document.objects.public().order_by("pk").values_list("slug", "pk", "last_published_at")
    found = [(reverse("document", args=[slug or "tai-lieu", pk]), changed) for slug, pk, changed in rows]
    if found:
        yield reverse("documents"), None
    yield from found
