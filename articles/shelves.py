"""The boxes that stand beside and below articles: newest, most read, same section, other news. Read from fragments."""

from __future__ import annotations

from dataclasses import dataclass

from articles.models import Article
from publishing import pagecache
from publishing.models import Section

TAG = "kind:article"
BESIDE = 5
BELOW = 4

Pieces = tuple[Article, ...]


@dataclass(frozen=True)
class SectionShelf:
    """The newest of one section, for every box that shows some of them."""

    section: Section
    pieces: Pieces


def newest(*, count: int = BESIDE, without: int | None = None) -> Pieces:
    """Mới nhất, without the one being read."""
    pieces = pagecache.fragment(
        "articles:newest", tags=[TAG], build=lambda: tuple(Article.objects.listed().for_cards().latest_first()[:24])
    )
    return tuple(piece for piece in pieces if piece.pk != without)[:count]


def most_viewed(*, count: int = BESIDE) -> Pieces:
    """Xem nhiều nhất, last seven days; while nothing was read, nothing is shown."""
    return pagecache.fragment(
        "articles:most-viewed",
        tags=[TAG],
        build=lambda: tuple(Article.objects.listed().for_cards().most_viewed()[:10]),
    )[:count]


def of_section(section: Section, *, count: int = BELOW, without: int | None = None) -> Pieces:
    """The newest of a section and those below it."""
    pieces = pagecache.fragment(
        f"articles:section:{section.pk}",
        tags=[TAG],
        build=lambda: tuple(Article.objects.listed().in_section(section).for_cards().latest_first()[:10]),
    )
    return tuple(piece for piece in pieces if piece.pk != without)[:count]


def all_sections() -> tuple[Section, ...]:
    """Every section with its parent at hand, in menu order."""
    return pagecache.fragment("sections", tags=["site"], build=lambda: tuple(Section.objects.select_related("parent")))


def home_sections() -> tuple[SectionShelf, ...]:
    """The sections chosen for the home page, each with its newest; empty ones are not drawn."""
    chosen = [section for section in all_sections() if section.on_home]
    shelves = [SectionShelf(section, of_section(section, count=10)) for section in chosen]
    return tuple(shelf for shelf in shelves if shelf.pieces)
