"""RSS of every kind: absolute addresses made from the site's own address, kept as pages are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed

from publishing import pagecache
from publishing.models import Publishable
from publishing.pagecache import cached_page

ITEMS = 30


class SiteRequest:
    """A request as seen from the site's own address."""

    def __init__(self, request: HttpRequest) -> None:
        self.path = request.path
        scheme, _, host = str(settings.SITE_URL).partition("://")
        self.scheme, self.host = scheme, host

    def get_host(self) -> str:
        """The site's host."""
        return self.host

    def is_secure(self) -> bool:
        """Whether the site's address says https."""
        return self.scheme == "https"


class PortalFeed(Feed):
    """RSS 2.0 of the newest listed pieces of a kind; its addresses never come from the Host header."""

    feed_type = Rss201rev2Feed
    language = "vi"
    item_guid_is_permalink = False

    def pieces(self, obj: Any) -> Any:
        """The listed pieces of the feed, any order."""
        raise NotImplementedError

    def get_feed(self, obj: Any, request: HttpRequest) -> Any:
        """The feed generator; what Django would make from the request's host is replaced by the site's address."""
        return super().get_feed(obj, SiteRequest(request))  # type: ignore[arg-type]

    def items(self, obj: Any) -> Any:
        """The newest."""
        return self.pieces(obj).select_related("section").latest_first()[:ITEMS]

    def item_title(self, item: Any) -> str:
        """The title as printed."""
        return str(item.title)

    def item_description(self, item: Publishable) -> str:
        """The summary."""
        return item.summary

    def item_pubdate(self, item: Publishable) -> Any:
        """When it came out, in Vietnamese time."""
        return timezone.localtime(item.publish_at)

    def item_categories(self, item: Publishable) -> list[str]:
        """Its section."""
        return [item.section.name] if item.section else []

    def item_guid(self, item: Any) -> str:
        """An address that survives a new title."""
        folder = item.get_absolute_url().rstrip("/").rpartition("/")[0]
        return f"{settings.SITE_URL}{folder}/{item.pk}"


def feed(kind: type[PortalFeed], *tags: str) -> Callable[..., HttpResponse]:
    """A feed as a cached page with the tags."""
    make = kind()

    @cached_page()
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        pagecache.tag(request, *tags)
        return make(request, **kwargs)

    return answer
