"""Articles for machines: RSS for everything, a section, an author; their part of the sitemap, with news entries."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from articles import shelves
from articles.models import Article, Author
from media.sizes import stored_url
from publishing import paths, sites
from publishing.feeds import PortalFeed, feed
from publishing.models import Section

NEWS_DAYS = 2


class ArticleFeed(PortalFeed):
    """The newest of all listed articles; its kinds say which."""

    def pieces(self, obj: Any) -> Any:
        """The articles of the feed."""
        return Article.objects.listed().for_cards()


class AllNewsFeed(ArticleFeed):
    """Everything."""

    def title(self) -> str:
        """The site's name."""
        return sites.identity().name

    def description(self) -> str:
        """What it carries."""
        return f"Tin mới của {sites.identity().name}"

    def link(self) -> str:
        """All news."""
        return reverse("news")


class SectionFeed(ArticleFeed):
    """One section and those below it."""

    def get_object(self, request: Any, slug: str) -> Section:
        """The section; an unknown one is 404."""
        return paths.find(Section.objects.all(), slug)

    def title(self, obj: Section) -> str:
        """Section and site."""
        return f"{obj.name} | {sites.identity().name}"

    def description(self, obj: Section) -> str:
        """What it carries."""
        return obj.description or f"Tin mới của chuyên mục {obj.name}"

    def link(self, obj: Section) -> str:
        """The section's page."""
        return obj.get_absolute_url()

    def pieces(self, obj: Section) -> Any:
        """The section's articles."""
        return super().pieces(obj).in_section(obj)


class AuthorFeed(ArticleFeed):
    """One pen name."""

    def get_object(self, request: Any, slug: str) -> Author:
        """The author; an unknown one, and one of whom nothing is public, is 404."""
        author = paths.find(Author.objects.all(), slug)
        if not author.articles.public().exists():
            raise Http404
        return author

    def title(self, obj: Author) -> str:
        """Pen name and site."""
        return f"{obj.pen_name} | {sites.identity().name}"

    def description(self, obj: Author) -> str:
        """What it carries."""
        return f"Bài của {obj.pen_name}"

    def link(self, obj: Author) -> str:
        """The author's page."""
        return obj.get_absolute_url()

    def pieces(self, obj: Author) -> Any:
        """The author's articles."""
        return super().pieces(obj).by_author(obj)


all_news = feed(AllNewsFeed, shelves.TAG)
section_news = paths.moved_permanently(
    feed(SectionFeed, shelves.TAG), to=lambda here: reverse("section_feed", args=[here.slug])
)
author_news = paths.moved_permanently(
    feed(AuthorFeed, shelves.TAG), to=lambda here: reverse("author_feed", args=[here.slug])
)


def sitemap_rows(*, start: int, count: int) -> Any:
    """(path, last change, lead picture if any) of public articles in the order they were written; the archived ones are still
    addresses."""
    rows = (
        Article.objects.public().order_by("pk").values_list("slug", "pk", "last_published_at", "lead_image__original")
    )
    for slug, pk, changed, picture in rows[start : start + count]:
        yield f"/bai-viet/{slug or 'bai'}-{pk}/", changed, *([stored_url(picture)] if picture else [])


def news_since(now: datetime) -> datetime:
    """News is what came out in the last two days, as news sitemaps ask."""
    return now - timedelta(days=NEWS_DAYS)


def news_pieces(*, at: datetime, since: datetime) -> Any:
    """What is listed then and came out after that moment."""
    return Article.objects.listed(at=at).filter(publish_at__gt=since)


def news_rows() -> Any:
    """(path, title, moment) of each of them, newest first."""
    now = timezone.now()
    for piece in news_pieces(at=now, since=news_since(now)).latest_first()[:1000]:
        yield piece.get_absolute_url(), piece.title, piece.publish_at
