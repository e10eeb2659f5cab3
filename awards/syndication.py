"""Awards for machines: RSS of rounds, and their part of the sitemap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from awards.models import TAG, AwardRound
from publishing import sites
from publishing.feeds import PortalFeed, feed


class AwardFeed(PortalFeed):
    """The newest listed rounds, by the hour they came out here."""

    def title(self) -> str:
        """Awards of the site."""
        return f"Khen thưởng | {sites.identity().name}"

    def description(self) -> str:
        """What it carries."""
        return f"Các đợt khen thưởng mới của {sites.identity().name}"

    def link(self) -> str:
        """The list."""
        return reverse("awards")

    def pieces(self, obj: Any) -> Any:
        """All listed ones."""
        return AwardRound.objects.listed().select_related("form")

    def item_categories(self, item: AwardRound) -> list[str]:
        """Its form."""
        return [item.form.name] if item.form else []


awards_feed = feed(AwardFeed, TAG)


def sitemap_rows() -> Iterator[tuple[str, datetime | None]]:
    """(path, last change): list and look-up, then every public round; the archived ones are still addresses."""
    rows = AwardRound.objects.public().order_by("pk").values_list("slug", "pk", "last_published_at")
    found = [(reverse("award_round", args=[slug or "dot-khen-thuong", pk]), changed) for slug, pk, changed in rows]
    if found:
        yield reverse("awards"), None
        yield reverse("award_look_up"), None
    yield from found
