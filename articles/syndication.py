"""Articles for machines: RSS for everything, a section, an author; their part of the sitemap, with news entries."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed

from articles import shelves
from articles.models import Article, Author
from publishing import pagecache, paths, sites
from publishing.models import Section
from publishing.pagecache import cached_page

ITEMS = 30
NEWS_DAYS = 2


class PortalFeed(Feed):
    """RSS 2.0 with absolute addresses made from the site's own address, never from the Host header."""

    feed_type = Rss201rev2Feed
    language = "vi"

    def get_feed(self, obj: Any, request: HttpRequest) -> Any:
        """The feed generator; what Django would make from the request's host is replaced by the site's address."""
        return super().get_feed(obj, SiteRequest(request))

    def items(self, obj: Any) -> Any:
        """The newest listed articles."""
        return self.pieces(obj).for_cards().latest_first()[:ITEMS]

    def pieces(self, obj: Any) -> Any:
        """The articles of the feed."""
        return Article.objects.listed()

    def item_title(self, item: Article) -> str:
        """The title as printed."""
        return item.title

    def item_description(self, item: Article) -> str:
        """The sapo."""
        return item.summary

    def item_pubdate(self, item: Article) -> Any:
        """When it came out, in Vietnamese time."""
        return timezone.localtime(item.publish_at)

    def item_categories(self, item: Article) -> list[str]:
        """Its section."""
        return [item.section.name] if item.section else []

    def item_guid(self, item: Article) -> str:
        """An address that survives a new title."""
        return f"{settings.SITE_URL}/bai-viet/{item.pk}"

    item_guid_is_permalink = False


class SiteRequest:
    """A request as seen from the site's own address."""

    def __init__(self, request: HttpRequest) -> None:
        self.path = request.path
        self.scheme, _, self.host = settings.SITE_URL.partition("://")

    def get_host(self) -> str:
        """The site's host."""
        return self.host

    def is_secure(self) -> bool:
        """Whether the site's address says https."""
        return self.scheme == "https"


class AllNewsFeed(PortalFeed):
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


class SectionFeed(PortalFeed):
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
        return Article.objects.listed().in_section(obj)


class AuthorFeed(PortalFeed):
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
        return Article.objects.listed().by_author(obj)


def _feed(kind: type[PortalFeed]) -> Any:
    """A feed as a cached page."""
    make = kind()

    @cached_page()
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        pagecache.tag(request, shelves.TAG)
        return make(request, **kwargs)

    return answer


all_news = _feed(AllNewsFeed)
section_news = paths.moved_permanently(_feed(SectionFeed), to=lambda here: reverse("section_feed", args=[here.slug]))
author_news = paths.moved_permanently(_feed(AuthorFeed), to=lambda here: reverse("author_feed", args=[here.slug]))


def sitemap_rows(*, start: int, count: int) -> Any:
    """(path, last change) of public articles in the order they were written; the archived ones are still addresses."""
    rows = Article.objects.public().order_by("pk").values_list("slug", "pk", "last_published_at")
    for slug, pk, changed in rows[start : start + count]:
        yield f"/bai-viet/{slug or 'bai'}-{pk}/", changed


def news_rows() -> Any:
    """(path, title, moment) of what came out in the last two days, as news sitemaps ask."""
    since = timezone.now() - timedelta(days=NEWS_DAYS)
    for piece in Article.objects.listed().filter(publish_at__gt=since).latest_first()[:1000]:
        yield piece.get_absolute_url(), piece.title, piece.publish_at
