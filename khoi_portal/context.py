"""What every page's frame shows: whose site this is, menus, links, notices. One fragment, made once for all readers."""

from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from khoi_portal.models import MenuItem, Notice, WebsiteLink, leads_to
from publishing import pagecache, prepared, sites
from publishing.models import SiteIdentity


@dataclass(frozen=True)
class Entry:
    """One menu entry or website link on one page."""

    label: str
    url: str
    is_current: bool = False


@dataclass(frozen=True)
class Frame:
    """The parts of the frame that are the same on every page."""

    identity: SiteIdentity
    main: tuple[Entry, ...]
    footer_columns: tuple[dict[str, Any], ...]
    website_links: tuple[Entry, ...]


def build_frame() -> Frame:
    """Read the frame: two queries, then kept until a menu, link or the identity is changed."""
    places: dict[str, list[Entry]] = {place: [] for place in MenuItem.Place.values}
    entries, links = prepared.ask("frame", _entries_and_links)
    for _, _, place, label, *leads in sorted(entries, key=itemgetter(0, 1)):
        places[place].append(Entry(label, leads_to(*leads)))
    footer = [
        {"title": title, "links": tuple(places[place])}
        for place, title in ((MenuItem.Place.SECTIONS, "Chuyên mục"), (MenuItem.Place.READERS, "Bạn đọc"))
        if places[place]
    ]
    return Frame(
        identity=sites.identity(),
        main=tuple(places[MenuItem.Place.MAIN]),
        footer_columns=tuple(footer),
        website_links=tuple(Entry(label, url) for _, _, _, label, url, _, _ in sorted(links, key=itemgetter(0, 3))),
    )


def _entries_and_links() -> list[QuerySet[Any, Any]]:
    return [MenuItem.objects.entry_rows(), WebsiteLink.objects.in_footer().entry_rows()]


def frame() -> Frame:
    """The frame, from the fragment shelf."""
    return pagecache.fragment("frame", tags=["site", "menu"], build=build_frame)


@dataclass(frozen=True)
class NoticeLine:
    """A notice as the page prints it."""

    text: str
    url: str


def current_notices() -> tuple[NoticeLine, ...]:
    """The notices whose time it is, the latest first."""
    (rows,) = prepared.ask("notices", _notices_at, timezone.now())
    return tuple(NoticeLine(text, url) for _, _, text, url in sorted(rows, reverse=True))


def _notices_at(now):
    begun = Notice.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now), starts_at__lte=now)
    return [begun.order_by().values_list("starts_at", "pk", "text", "url")]


def notice_edges(now):
    """When a notice begins or ends: pages don't outlive that."""
    return [
        Notice.objects.filter(starts_at__gt=now).order_by("starts_at").values("starts_at"),
        Notice.objects.filter(ends_at__gt=now).order_by("ends_at").values("ends_at"),
    ]


def _marked(entries: tuple[Entry, ...], path: str) -> list[Entry]:
    """The entries with the most fitting one marked: the longest address that begins the path."""
    fitting = [entry for entry in entries if entry.url == path or (entry.url != "/" and path.startswith(entry.url))]
    current = max(fitting, key=lambda entry: len(entry.url), default=None)
    return [Entry(entry.label, entry.url, entry is current) for entry in entries]


def portal(request: HttpRequest) -> dict[str, Any]:
    """The frame's variables, read only by templates that have a frame."""
    return {
        "identity": SimpleLazyObject(lambda: frame().identity),
        "menu": SimpleLazyObject(lambda: _marked(frame().main, request.path)),
        "footer_columns": SimpleLazyObject(lambda: frame().footer_columns),
        "website_links": SimpleLazyObject(lambda: frame().website_links),
        "notices": SimpleLazyObject(lambda: pagecache.fragment("notices", tags=["site"], build=current_notices)),
        "today": timezone.localdate(),
        "canonical_url": settings.SITE_URL + request.path,
    }
