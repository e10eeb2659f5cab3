"""Files that machines ask every site for: robots.txt, the sitemaps, the list of feeds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db.models import Count, Value
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from articles import shelves, syndication
from articles.models import Article, StoryThread
from awards import syndication as award_files
from documents import syndication as document_files
from documents.models import TAG as DOCUMENTS
from events import syndication as event_files
from events.models import TAG as EVENTS
from khoi_portal.models import Page
from media import sitemap as media_files
from media.models import GALLERIES, Gallery
from organizations import syndication as organization_files
from organizations.models import TAG as ORGANIZATIONS
from publishing import pagecache, prepared, sites
from publishing.models import Section
from publishing.pagecache import cached_page
from publishing.service.shapes import absolute

PER_FILE = 10_000
GALLERIES_PER_FILE = 200  # each with all its pictures
MOST_FILES = 50_000  # what one index may list
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
IMAGE_NAMESPACE = 'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
NEWS_NAMESPACE = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def _url(path: str) -> str:
    return escape(absolute(path))


def _xml(text: str) -> HttpResponse:
    return HttpResponse(XML + text, content_type="application/xml; charset=utf-8")


@cached_page()
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read; the newsroom's address is not given away here."""
    lines = [
        "User-agent: *",
        "Disallow: /tim-kiem/",
        "Disallow: /xem-truoc/",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers and feed readers look for the drawing without having read a page."""
    return HttpResponseRedirect(staticfiles_storage.url("favicon-32.png"))


@cached_page()
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The files: pages of the site, news of two days, articles ten thousand a file, galleries with their pictures. One in which
    nothing would stand is left out: the schema of sitemaps knows no empty file."""
    pagecache.tag(request, shelves.TAG, GALLERIES, "kind:page")
    now = timezone.now()
    counted = prepared.ask("sitemap counts", _public_counts, now, syndication.news_since(now))
    articles, galleries, news = (rows[0][0] if rows else 0 for rows in counted)
    files = ["/sitemap-trang.xml", *(["/sitemap-tin-moi.xml"] if news else [])]
    files += [f"/sitemap-tin-{number}.xml" for number in range(1, -(-articles // PER_FILE) + 1)]
    files += [f"/sitemap-anh-{number}.xml" for number in range(1, -(-galleries // GALLERIES_PER_FILE) + 1)]
    rows = "".join(f"<sitemap><loc>{_url(path)}</loc></sitemap>" for path in files)
    return _xml(f"<sitemapindex {NAMESPACE}>{rows}</sitemapindex>")


def _public_counts(now: datetime, since: datetime) -> list[Any]:
    """How many there are of what is listed in files of its own; all in one statement."""
    listed = (
        Article.objects.public(at=now), Gallery.objects.public(at=now), syndication.news_pieces(at=now, since=since),
    )  # fmt: skip
    return [
        rows.order_by().annotate(all=Value(1)).values("all").annotate(count=Count("pk")).values_list("count")
        for rows in listed
    ]


@cached_page()
def sitemap_articles(request: HttpRequest, number: int) -> HttpResponse:
    """One file of articles."""
    pagecache.tag(request, shelves.TAG)
    known = 0 < number <= MOST_FILES
    rows = list(syndication.sitemap_rows(start=(number - 1) * PER_FILE, count=PER_FILE)) if known else []
    if not rows:
        raise Http404("Không có tệp này.")
    return _urls(rows)


@cached_page()
def sitemap_pictures(request: HttpRequest, number: int) -> HttpResponse:
    """One file of galleries, each with its pictures."""
    pagecache.tag(request, GALLERIES)
    known = 0 < number <= MOST_FILES
    start, count = (number - 1) * GALLERIES_PER_FILE, GALLERIES_PER_FILE
    rows = list(media_files.picture_rows(start=start, count=count)) if known else []
    if not rows:
        raise Http404("Không có tệp này.")
    return _urls(rows)


def _urls(rows: Iterable[Any]) -> HttpResponse:
    return _xml(f"<urlset {NAMESPACE} {IMAGE_NAMESPACE}>{''.join(_entries(rows))}</urlset>")


def _entries(rows: Iterable[Any]) -> Iterator[str]:
    for path, changed, *pictures in rows:
        when = f"<lastmod>{timezone.localtime(changed).isoformat(timespec='seconds')}</lastmod>" if changed else ""
        shown = "".join(f"<image:image><image:loc>{_url(one)}</image:loc></image:image>" for one in pictures)
        yield f"<url><loc>{_url(path)}</loc>{when}{shown}</url>"


@cached_page()
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    """Home, lists, sections, threads, events, documents, galleries, videos, organisations, simple pages."""
    pagecache.tag(request, shelves.TAG, "kind:page", DOCUMENTS, EVENTS, GALLERIES, ORGANIZATIONS)
    threads = StoryThread.objects.with_listed()
    paths = ["/", reverse("news"), reverse("site_map"), reverse("feeds")]
    paths += [one.get_absolute_url() for one in Section.objects.all()]
    paths += [one.get_absolute_url() for one in threads]
    rows = [(path, None) for path in paths]
    rows += document_files.sitemap_rows()
    rows += event_files.sitemap_rows()
    rows += award_files.sitemap_rows()
    rows += media_files.sitemap_rows()
    rows += organization_files.sitemap_rows()
    rows += [(one.get_absolute_url(), one.updated_at) for one in Page.objects.public()]
    return _urls(rows)


@cached_page()
def sitemap_news(request: HttpRequest) -> HttpResponse:
    """What came out in the last two days."""
    pagecache.tag(request, shelves.TAG)
    name = escape(sites.identity().name)
    entries = "".join(
        f"<url><loc>{_url(path)}</loc><news:news><news:publication><news:name>{name}</news:name>"
        f"<news:language>vi</news:language></news:publication>"
        f"<news:publication_date>{timezone.localtime(at).isoformat(timespec='seconds')}</news:publication_date>"
        f"<news:title>{escape(title)}</news:title></news:news></url>"
        for path, title, at in syndication.news_rows()
    )
    if not entries:
        raise Http404("Không có tệp này.")
    return _xml(f"<urlset {NAMESPACE} {NEWS_NAMESPACE}>{entries}</urlset>")


@cached_page()
def feeds(request: HttpRequest) -> HttpResponse:
    """The list of feeds."""
    return render(request, "khoi_portal/feeds.html", {"sections": Section.objects.all()})
