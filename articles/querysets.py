"""Adjectives of articles, on top of those of anything publishable."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Sum
from django.utils import timezone

from publishing import prepared
from publishing.querysets import PublishableQuerySet

MOST_VIEWED_DAYS = 7
# What a page prints of the row.
ON_PAGE = (
    "kicker", "title", "slug", "summary", "body", "section", "lead_image", "lead_caption", "corrections", "source", "source_url",
    "republished", "organizations_named", "state", "publish_at", "first_published_at", "last_published_at", "created_at",
)  # fmt: skip


class ArticleQuerySet(PublishableQuerySet):
    """Sentences about articles."""

    def for_cards(self) -> Self:
        """What a headline with picture needs, and nothing of the text."""
        return (
            self.select_related("section", "lead_image")
            .prefetch_related("lead_image__renditions")
            .defer("body", "corrections", "lead_caption", "source", "source_url", "organizations_named")
        )

    def public_for_page(self, pk: int) -> Any:
        """One that a reader may open, with what its own page needs; its related keys stand in the live revision, here as `live_data`."""
        if pk >= prepared.FIRST_NUMBER:  # no row has it, and the databases don't take every larger one
            return None
        columns = prepared.columns_of(self.model, ON_PAGE)

        def written(now: datetime, number: int) -> list[Any]:
            found = self.model._default_manager.public(at=now).filter(pk=number).order_by()
            return [found.values_list(*columns, "live_revision__data")]

        (rows,) = prepared.ask("article for page", written, timezone.now(), pk)
        for *row, data in rows:
            (piece,) = prepared.instances(self.model, columns, [tuple(row)])
            piece.live_data = prepared.structure(data)
            return piece
        return None

    def about(self, thing) -> Self:
        """That say they are about an organisation, a document, an event or an award round."""
        fields = self.model._meta.many_to_many
        name = next(field.name for field in fields if field.related_model is type(thing))
        return self.filter(**{name: thing})

    def by_author(self, author) -> Self:
        """Written under the pen name."""
        return self.filter(authors=author)

    def in_thread(self, thread) -> Self:
        """Of the story thread."""
        return self.filter(threads=thread)

    def with_keyword(self, keyword) -> Self:
        """Filed under the keyword."""
        return self.filter(keywords=keyword)


class DailyViewsQuerySet(models.QuerySet):
    """Sentences about readership."""

    def counted_since(self) -> date:
        """The last day that no longer counts for "xem nhiều nhất"."""
        return timezone.localdate() - timedelta(days=MOST_VIEWED_DAYS)

    def most_read(self, *, since: date) -> Self:
        """Articles with the `total` of their views after the day, most read first; what nobody read is not among them."""
        rows = self.filter(day__gt=since, views__gt=0).values("article")
        return rows.annotate(total=Sum("views")).order_by("-total", "-article")


class NamedQuerySet(models.QuerySet):
    """Adjectives of what articles carry by name: authors, keywords, threads."""

    def public(self) -> Self:
        """Standing in an article that readers may open: one that stands in none is nobody's to read yet."""
        return self._of(lambda articles: articles.public())

    def with_listed(self) -> Self:
        """Of which a list has something to show."""
        return self._of(lambda articles: articles.listed())

    def _of(self, which: Callable[[Any], Any]) -> Self:
        relation = self.model._meta.get_field("articles")
        articles = which(relation.related_model._default_manager)
        return self.filter(Exists(articles.filter(**{relation.field.name: OuterRef("pk")})))


class KeywordQuerySet(NamedQuerySet):
    """Sentences about keywords."""

    def most_used_by(self, author) -> Self:
        """What an author writes about most, by listed articles."""
        return (
            self.filter(articles__in=self.model.articles.rel.related_model.objects.listed().by_author(author))
            .annotate(uses=Count("articles"))
            .order_by("-uses", "name")
        )
