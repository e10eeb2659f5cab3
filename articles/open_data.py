"""Articles as the web service sends them, and what they are filed under: authors, keywords, story threads."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.shortcuts import get_object_or_404

from articles import about, shelves
from articles.filters import ArticleFilter
from articles.models import Article, Author, Keyword, StoryThread
from awards.models import TAG as AWARDS
from awards.open_data import ROUND_NAME
from documents.models import TAG as DOCUMENTS
from documents.open_data import DOCUMENT_NAME
from events.models import TAG as EVENTS
from events.open_data import EVENT_NAME
from media import attached
from media.models import GALLERIES, VIDEOS
from media.open_data import FILE, PICTURE, picture
from organizations.models import TAG as ORGANIZATIONS
from publishing import paths, revisions
from publishing.open_data import SECTION_NAME, name_shape, piece_fields
from publishing.sanitizing import render_elsewhere
from publishing.service.declaring import BY_KEY, Collection, Listing, part_url
from publishing.service.shapes import Field, Shape, flag, html, link, many, one, text

NAME = "bai-viet"
AUTHORS = "tac-gia"
KEYWORDS = "tu-khoa"
THREADS = "dong-su-kien"

AUTHOR_NAME = name_shape(AUTHORS, "AuthorName", "Bút danh, gọi tắt.")
KEYWORD_NAME = name_shape(KEYWORDS, "KeywordName", "Từ khóa, gọi tắt.")
THREAD_NAME = name_shape(THREADS, "ThreadName", "Dòng sự kiện, gọi tắt.")

CARD = Shape(
    "MediaName",
    "Bộ ảnh hoặc video của bài.",
    (
        text("title", "Tên.", lambda one: one.title),
        link("url", "Trang trên cổng.", lambda one: one.url),
    ),
)
UNIT = Shape(
    "UnitName",
    "Tổ chức bài nói về, tên đúng ngày đăng.",
    (text("name", "Tên.", lambda one: one.name), link("url", "Trang trên cổng.", lambda one: one.url)),
)
CORRECTION = Shape(
    "Correction",
    "Một lời đính chính.",
    (
        text("date", "Ngày đính chính, năm-tháng-ngày.", lambda one: one["date"][:10]),
        text("text", "Nội dung đính chính.", lambda one: one["text"]),
    ),
)
BRIEF = Shape(
    "ArticleBrief",
    "Bài viết trong danh sách.",
    (
        *piece_fields(NAME),
        text("kicker", "Tít phụ.", lambda one: one.kicker),
        one("section", "Chuyên mục.", SECTION_NAME, lambda one: one.section),
        one("image", "Ảnh đầu bài.", PICTURE, lambda one: picture(one.lead_image, caption=one.lead_caption)),
    ),
)
FULL = BRIEF.more(
    "Article",
    "Một bài viết.",
    html("body_html", "Thân bài. Địa chỉ trong đó có đủ tên miền.", lambda one: render_elsewhere(one.body)),
    many("authors", "Bút danh.", AUTHOR_NAME, lambda one: one.labels["authors"]),
    many("keywords", "Từ khóa.", KEYWORD_NAME, lambda one: one.labels["keywords"]),
    many("threads", "Dòng sự kiện.", THREAD_NAME, lambda one: one.labels["threads"]),
    text("source", "Nguồn tin.", lambda one: one.source),
    link("source_url", "Địa chỉ của nguồn tin.", lambda one: one.source_url),
    flag("republished", "Tin dẫn lại.", lambda one: one.republished),
    many("corrections", "Đính chính.", CORRECTION, lambda one: one.corrections),
    many("organizations", "Tổ chức bài nói về.", UNIT, lambda one: one.about.organizations),
    many("documents", "Văn bản bài nói về.", DOCUMENT_NAME, lambda one: one.about.documents),
    many("events", "Hội nghị bài nói về.", EVENT_NAME, lambda one: one.about.events),
    many("award_rounds", "Đợt khen thưởng bài nói về.", ROUND_NAME, lambda one: one.about.award_rounds),
    many("galleries", "Bộ ảnh của bài.", CARD, lambda one: one.about.galleries),
    many("videos", "Video của bài.", CARD, lambda one: one.about.videos),
    many("files", "Các tệp đính kèm.", FILE, attached.of),
)


def _one(pk: int) -> Any:
    found: Any = paths.find_piece(Article.objects.annotate(live_data=F("live_revision__data")), pk)
    found = revisions.mirror(found, found.live_data)
    shelves.furnish((found,))
    found.labels, found.about = shelves.labels_of(found), about.of_article(found)
    return found


def _furnished(pieces: list[Article]) -> None:
    shelves.furnish(tuple(pieces))


articles = Collection(
    name=NAME,
    listing=Listing(
        title="Bài viết",
        about="Các bài đang đăng, mới đăng trước.",
        shape=BRIEF,
        rows=lambda: Article.objects.listed().defer("body", "corrections"),
        filters=ArticleFilter,
        asked=("muc", "donvi", "nam", "tu", "den"),
        past_cache=("donvi",),
        furnish=_furnished,
    ),
    shape=FULL,
    one=_one,
    tags=(shelves.TAG, AWARDS, DOCUMENTS, EVENTS, GALLERIES, ORGANIZATIONS, VIDEOS),
)


def _filed_under(name: str, model: Any, *, shape: Shape, title: str, about: str) -> Collection:
    """Those names under which readers find something, each with its listed articles below it."""
    return Collection(
        name=name,
        listing=Listing(title=title, about=about, shape=shape, rows=lambda: model.objects.public(), order=BY_KEY),
        shape=shape,
        one=lambda pk: get_object_or_404(model.objects.public(), pk=pk),
        tags=(shelves.TAG,),
        parts={
            NAME: Listing(
                title=f"Bài viết theo {title.lower()}",
                about="Mới đăng trước.",
                shape=BRIEF,
                rows=lambda here: here.articles.listed().defer("body", "corrections"),
                furnish=_furnished,
            )
        },
    )


def _articles_link(name: str) -> Field:
    return link("articles_url", "Các bài viết, trong dịch vụ này.", lambda one: part_url(name, NAME, one.pk))


AUTHOR = AUTHOR_NAME.more(
    "Author",
    "Một bút danh.",
    text("about", "Giới thiệu.", lambda one: one.about),
    _articles_link(AUTHORS),
)
KEYWORD = KEYWORD_NAME.more("Keyword", "Một từ khóa.", _articles_link(KEYWORDS))
THREAD = THREAD_NAME.more(
    "Thread",
    "Một dòng sự kiện: các bài theo một việc qua thời gian.",
    text("summary", "Giới thiệu.", lambda one: one.summary),
    flag("closed", "Đã khép, không còn bài mới.", lambda one: one.closed),
    _articles_link(THREADS),
)

authors = _filed_under(
    AUTHORS, Author, shape=AUTHOR, title="Bút danh", about="Bút danh của các bài đang đọc được, theo số."
)
keywords = _filed_under(
    KEYWORDS, Keyword, shape=KEYWORD, title="Từ khóa", about="Từ khóa của các bài đang đọc được, theo số."
)
threads = _filed_under(
    THREADS, StoryThread, shape=THREAD, title="Dòng sự kiện", about="Dòng sự kiện của các bài đang đọc được, theo số."
)
