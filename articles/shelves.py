"""The boxes that stand beside and below articles: newest, most read, same section, other news. Read from fragments."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from articles.models import Article
from articles.querysets import ArticleQuerySet
from media import pictures
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


def cards(keys: Iterable[int], *, beside: Pieces = ()) -> Pieces:
    """Articles as headlines with pictures, in the order of the keys; those that aren't on the shelf yet come in one go.

    `beside` are pieces at hand whose own pictures are fetched along.
    """
    wanted = tuple(keys)
    # Cards print names of sections, whose changes are told to the whole site.
    found = pagecache.fragments("article-card:{}", wanted, tags=[TAG, "site"], build=lambda keys: _load(keys, beside))
    return tuple(found[key] for key in wanted if key in found)


def _load(keys: list[int], beside: tuple[Article, ...]) -> dict[int, Article]:
    pieces = tuple(Article.objects.filter(pk__in=keys).for_shelf().order_by())
    furnish((*beside, *pieces))
    return {piece.pk: piece for piece in pieces}


def furnish(pieces: Pieces) -> None:
    """Give the pieces their section and their picture from the shelves; what isn't there is asked for when it is read."""
    sections = {section.pk: section for section in all_sections()}
    images = pictures.on_shelf(piece.lead_image_id for piece in pieces if piece.lead_image_id)
    for piece in pieces:
        if piece.section_id in sections:
            piece.section = sections[piece.section_id]
        if piece.lead_image_id in images:
            piece.lead_image = images[piece.lead_image_id]


def _keys(name: str, queryset: Callable[[], ArticleQuerySet], most: int) -> tuple[int, ...]:
    """The keys of a shelf; the index alone answers."""
    return pagecache.fragment(
        f"articles:{name}", tags=[TAG], build=lambda: tuple(queryset().values_list("pk", flat=True)[:most])
    )


def _without(keys: tuple[int, ...], pk: int | None, count: int) -> tuple[int, ...]:
    return tuple(key for key in keys if key != pk)[:count]


def newest_keys(*, count: int = BESIDE, without: int | None = None) -> tuple[int, ...]:
    """Mới nhất, without the one being read."""
    keys = _keys("newest", lambda: Article.objects.listed().latest_first(), 24)
    return _without(keys, without, count)


def most_viewed_keys(*, count: int = BESIDE) -> tuple[int, ...]:
    """Xem nhiều nhất, last seven days; while nothing was read, nothing is shown."""
    return _keys("most-viewed", lambda: Article.objects.listed().most_viewed(), 10)[:count]


def section_keys(section: Section, *, count: int = BELOW, without: int | None = None) -> tuple[int, ...]:
    """The newest of a section and those below it."""
    keys = _keys(f"section:{section.pk}", lambda: Article.objects.listed().in_section(section).latest_first(), 10)
    return _without(keys, without, count)


def newest(*, count: int = BESIDE, without: int | None = None) -> Pieces:
    """Mới nhất, as cards."""
    return cards(newest_keys(count=count, without=without))


def most_viewed(*, count: int = BESIDE) -> Pieces:
    """Xem nhiều nhất, as cards."""
    return cards(most_viewed_keys(count=count))


def of_section(section: Section, *, count: int = BELOW, without: int | None = None) -> Pieces:
    """The newest of a section, as cards."""
    return cards(section_keys(section, count=count, without=without))


def named(model: type[Model], keys: Iterable[int]) -> list[Any]:
    """Authors, keywords or threads by their keys, in order: few and printed often, so they stay on the shelf."""
    wanted = tuple(keys)
    found = pagecache.fragments(
        f"{model._meta.label_lower}:{{}}",
        wanted,
        tags=[TAG],
        build=lambda missing: {one.pk: one for one in model._default_manager.filter(pk__in=missing).order_by()},
    )
    return [found[key] for key in wanted if key in found]


@dataclass(frozen=True)
class Around:
    """What stands beside and below one article."""

    newest: Pieces
    most_viewed: Pieces
    same_section: Pieces
    other_news: Pieces
    parent_news: Pieces


def around(piece: Article) -> Around:
    """All boxes of an article page: first the keys of each, then every card that is missing in one go.

    The piece itself gets its section and its picture along the way.
    """
    here = next((section for section in all_sections() if section.pk == piece.section_id), None)
    parent = here.parent if here else None
    keys = [
        newest_keys(without=piece.pk),
        most_viewed_keys(),
        section_keys(here, count=3, without=piece.pk) if here else (),
        newest_keys(count=9, without=piece.pk)[BESIDE:],
        section_keys(parent, count=4, without=piece.pk) if parent else (),
    ]
    cards(dict.fromkeys(key for box in keys for key in box), beside=(piece,))
    furnish((piece,))
    return Around(*(cards(box) for box in keys))


def all_sections() -> tuple[Section, ...]:
    """Every section with its parent at hand, in menu order."""
    return pagecache.fragment("sections", tags=["site"], build=lambda: tuple(Section.objects.select_related("parent")))


def home_sections() -> tuple[SectionShelf, ...]:
    """The sections chosen for the home page, each with its newest; empty ones are not drawn."""
    chosen = [section for section in all_sections() if section.on_home]
    shelves = [SectionShelf(section, of_section(section, count=10)) for section in chosen]
    return tuple(shelf for shelf in shelves if shelf.pieces)
