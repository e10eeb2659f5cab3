"""What readers see of articles: lists, one article, threads, authors, keywords. Views ask; querysets and shelves decide."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from articles import about, shelves, structured
from articles.filters import ArticleFilter
from articles.models import Article, Author, Keyword, StoryThread
from articles.querysets import ArticleQuerySet
from documents import shelves as document_shelves
from documents.models import TAG as DOCUMENTS
from events.models import TAG as EVENTS
from media import attached
from media.models import Image
from media.templatetags.pictures import preview_url
from publishing import lists, pagecache, paths, revisions
from publishing.models import Section
from publishing.pagecache import cached_page
from publishing.paths import moved_permanently
from publishing.sanitizing import plain_text
from publishing.sanitizing import render as render_html
from publishing.sections import all_sections

WORDS_PER_MINUTE = 200
FREE_TEXT = ("q", "donvi", "ve")


def around(request: HttpRequest, page: Page) -> dict[str, Any]:
    """What every list has: the page, its own canonical address, and the boxes beside it."""
    return {
        "page": page,
        "count": page.paginator.count,
        "canonical_url": lists.canonical_url(request, page),
        "newest": shelves.newest(),
        "most_viewed": shelves.most_viewed(),
    }


def _named_list(here: Any, pieces: ArticleQuerySet, request: HttpRequest) -> Page:
    """The articles of a pen name, a keyword or a thread. One that stands in no public article is nobody's to read yet."""
    page = _page_keys(pieces, request)
    if not page.paginator.count and not here.articles.public().exists():
        raise Http404("Không có trang này.")
    return page


def _page_keys(queryset: ArticleQuerySet, request: HttpRequest) -> Page:
    """A page of articles. The keys are found first, on the index alone: page 500 costs what page 1 costs."""
    page = lists.page_of(queryset.values_list("pk", flat=True), request)
    page.object_list = list(shelves.cards(page.object_list))
    return page


@cached_page(params=("muc", "nam", "tu", "den", "trang"), bypass=FREE_TEXT)
def news(request: HttpRequest) -> HttpResponse:
    """All news, with filters."""
    pagecache.tag(request, shelves.TAG)
    listed = lists.filtered(request, Article.objects.listed().latest_first(), by=ArticleFilter)
    page = _page_keys(listed.queryset, request)
    context = {
        "title": "Tin tức",
        "crumb_items": [],
        "filter_form": listed.form,
        "main_filters": "q muc",
        "more_filters": "donvi nam tu den",
        "active_filters": listed.active,
        "params": listed.params,
        "clear_url": request.path,
        "feed_url": reverse("feed"),
    }
    return render(request, "articles/article_list.html", context | around(request, page))


@moved_permanently
@cached_page(params=("nam", "tu", "den", "trang"), bypass=FREE_TEXT)
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """One section and those below it."""
    here = paths.find(Section.objects.select_related("parent"), slug)
    pagecache.tag(request, shelves.TAG, f"section:{here.pk}")
    listed = lists.filtered(
        request, Article.objects.listed().in_section(here).latest_first(), by=ArticleFilter, without=("muc",)
    )
    page = _page_keys(listed.queryset, request)
    context = {
        "title": here.name,
        "description": here.description,
        "crumb_items": section_crumbs(here)[:-1],
        "children": [child for child in all_sections() if child.parent_id == here.pk],
        "filter_form": listed.form,
        "main_filters": "q nam",
        "more_filters": "donvi tu den",
        "active_filters": listed.active,
        "params": listed.params,
        "clear_url": request.path,
        "feed_url": reverse("section_feed", args=[here.slug]),
    }
    return render(request, "articles/article_list.html", context | around(request, page))


def section_crumbs(here: Section | None) -> list[tuple[str, str]]:
    """News, the parent section, the section."""
    crumbs = [("Tin tức", reverse("news"))]
    if here is not None:
        crumbs += [(one.name, one.get_absolute_url()) for one in (here.parent, here) if one is not None]
    return crumbs


@cached_page()
@moved_permanently
def article(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One article. A wrong slug with the right id redirects; withdrawn is 410, not yet or no longer public 404."""
    piece = paths.opened(Article.objects.public_for_page(pk), Article, pk, path=request.path)
    found = revisions.mirror(piece, piece.live_data)
    pagecache.tag(request, f"article:{pk}", shelves.TAG, DOCUMENTS, *about.tags_of(found))
    return show_article(request, found)


def lead_image(piece: Article) -> Image | None:
    """The picture above the text, with its sizes, captioned for this article where it has words of its own."""
    image = piece.lead_image
    if image is not None and piece.lead_caption:
        image = copy(image)
        image.caption = piece.lead_caption
    return image


def show_article(request: HttpRequest, piece: Article, *, preview: bool = False) -> HttpResponse:
    """The page of an article as it stands in memory: the public row, or a revision laid over it."""
    around = shelves.around(piece)
    image = lead_image(piece)
    labels = shelves.labels_of(piece)
    here = piece.section
    updated_at = _updated_at(piece)
    url = settings.SITE_URL + piece.get_absolute_url()
    context = {
        "article": piece,
        "lead_image": image,
        "body": render_html(piece.body),
        "crumb_items": section_crumbs(here),
        **labels,
        "related": _public_related(piece),
        "files": attached.of(piece),
        "about": about.of_article(piece, preview=preview),
        "newest_documents": document_shelves.newest(count=2),
        "organisations_text": piece.organizations_named,
        "reading_minutes": max(1, round(len(plain_text(piece.body).split()) / WORDS_PER_MINUTE)),
        "updated_at": updated_at,
        "corrections": [
            {"at": datetime.fromisoformat(note["date"]).date(), "text": note["text"]} for note in piece.corrections
        ],
        "same_section": around.same_section,
        "same_section_url": here.get_absolute_url() if here else "",
        "newest": around.newest,
        "most_viewed": around.most_viewed,
        "other_news": around.other_news,
        "parent_section": here.parent if here else None,
        "parent_news": around.parent_news,
        "share_image": settings.SITE_URL + preview_url(image) if image else "",
        "structured_data": structured.news_article(
            piece, authors=labels["authors"], image=image, url=url, modified=updated_at
        ),
        "preview": preview,
        "beacon_url": "" if preview else reverse("beacon", args=[piece.pk]),
    }
    return render(request, "articles/article_detail.html", context)


def _updated_at(piece: Article) -> datetime | None:
    """Shown only when the text changed after it came out."""
    out, changed = piece.first_published_at, piece.last_published_at
    if out and changed and (changed - max(out, piece.created_at)).total_seconds() > 60 and changed > out:
        return changed
    return None


def _public_related(piece: Article) -> list[Article]:
    """Chosen by hand, as far as readers may see them."""
    keys = revisions.keys_of(piece, "related")
    public = Article.objects.public_among(keys) if keys else set()
    return list(shelves.cards(key for key in keys if key in public))


@dataclass(frozen=True)
class Month:
    """The articles of one month in a thread."""

    label: str
    pieces: list[Article]


@moved_permanently
@cached_page(params=("thu-tu", "trang"))
def thread(request: HttpRequest, slug: str) -> HttpResponse:
    """A story thread: by month, newest or oldest first."""
    here = paths.find(StoryThread.objects.all(), slug)
    pagecache.tag(request, shelves.TAG, DOCUMENTS, EVENTS)
    oldest_first = request.GET.get("thu-tu") == "cu"
    pieces = Article.objects.listed().in_thread(here)
    pieces = pieces.order_by("publish_at", "pk") if oldest_first else pieces.latest_first()
    page = _named_list(here, pieces, request)
    months = [
        Month(f"Tháng {month}/{year}", list(group))
        for (year, month), group in groupby(
            page.object_list,
            key=lambda piece: (timezone.localtime(piece.publish_at).year, timezone.localtime(piece.publish_at).month),
        )
    ]
    context = {
        "thread": here,
        "crumb_items": [("Tin tức", reverse("news"))],
        "months": months,
        "matters": about.of_thread(here),
        "params": {"thu-tu": "cu"} if oldest_first else {},
        "oldest_first": oldest_first,
        "order_urls": {"newest": request.path, "oldest": f"{request.path}?thu-tu=cu"},
    }
    return render(request, "articles/thread_detail.html", context | around(request, page))


@moved_permanently
@cached_page(params=("trang",))
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """A pen name and what it wrote, newest first."""
    here = paths.find(Author.objects.all(), slug)
    pagecache.tag(request, shelves.TAG)
    pieces = Article.objects.listed().by_author(here).latest_first()
    page = _named_list(here, pieces, request)
    first = pieces.order_by("publish_at").values_list("publish_at", flat=True).first()
    context = {
        "author": here,
        "crumb_items": [("Tin tức", reverse("news"))],
        "since_year": timezone.localtime(first).year if first else None,
        "feed_url": reverse("author_feed", args=[here.slug]),
        "top_keywords": Keyword.objects.most_used_by(here)[:8],
    }
    return render(request, "articles/author_detail.html", context | around(request, page))


@moved_permanently
@cached_page(params=("trang",))
def keyword(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything filed under a keyword."""
    here = paths.find(Keyword.objects.all(), slug)
    pagecache.tag(request, shelves.TAG)
    page = _named_list(here, Article.objects.listed().with_keyword(here).latest_first(), request)
    context = {
        "keyword": here,
        "crumb_items": [("Tin tức", reverse("news"))],
    }
    return render(request, "articles/keyword_detail.html", context | around(request, page))
