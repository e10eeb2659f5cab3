"""Adjectives of articles, on top of those of anything publishable."""

from __future__ import annotations

from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import Count, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from publishing.querysets import PublishableQuerySet

MOST_VIEWED_DAYS = 7


class ArticleQuerySet(PublishableQuerySet):
    """Sentences about articles."""

    def for_cards(self) -> Self:
        """What a headline with picture needs, and nothing of the text."""
        return (
            self.select_related("section", "lead_image")
            .prefetch_related("lead_image__renditions")
            .defer("body", "corrections", "lead_caption", "source", "source_url", "organizations_named")
        )

    def for_page(self) -> Self:
        """What an article's own page needs besides its boxes: section, picture with its sizes, live revision."""
        return self.select_related("section__parent", "lead_image", "live_revision").prefetch_related(
            "lead_image__renditions"
        )

    def by_author(self, author) -> Self:
        """Written under the pen name."""
        return self.filter(authors=author)

    def in_thread(self, thread) -> Self:
        """Of the story thread."""
        return self.filter(threads=thread)

    def with_keyword(self, keyword) -> Self:
        """Filed under the keyword."""
        return self.filter(keywords=keyword)

    def most_viewed(self, *, days: int = MOST_VIEWED_DAYS) -> Self:
        """Most read in the last days; what nobody read is not among them."""
        views = self.model.daily_views.rel.related_model
        since = timezone.localdate() - timedelta(days=days)
        total = (
            views.objects.filter(article=OuterRef("pk"), day__gt=since)
            .values("article")
            .annotate(total=Sum("views"))
            .values("total")
        )
        read = views.objects.filter(day__gt=since).values("article")
        return (
            self.filter(pk__in=read)
            .annotate(recent_views=Coalesce(Subquery(total), 0))
            .order_by("-recent_views", "-publish_at", "-pk")
        )


class KeywordQuerySet(models.QuerySet):
    """Sentences about keywords."""

    def most_used_by(self, author) -> Self:
        """What an author writes about most, by listed articles."""
        return (
            self.filter(articles__in=self.model.articles.rel.related_model.objects.listed().by_author(author))
            .annotate(uses=Count("articles"))
            .order_by("-uses", "name")
        )
