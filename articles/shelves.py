"""The boxes that stand beside and below articles: newest, most read, same section, other news. Read from fragments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from articles.models import Article, Author, DailyViews, Keyword, StoryThread
from media import pictures
from media.newest import newest as newest_media
from publishing import pagecache, prepared, revisions
from publishing.models import Section
from publishing.sections import all_sections
from publishing.states import State, is_public

TAG = "kind:article"
BESIDE = 5
BELOW = 4
OF_PARENT = 3
MOST_READ = 60
# How many keys are kept of the whole portal, and of one section.
OF_ALL = 24
OF_SECTION = 10
# What a headline needs of the row alone; section and picture come from shelves of their own.
ON_SHELF = ("title", "slug", "summary", "section", "lead_image", "publish_at", "featured")
STANDING = ("state", "publish_at", "expire_at", "trashed_at")

# What a page says of an article's authors, keywords and threads: their addresses and names.
LABELS: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "authors": (Author, ("slug", "pen_name")),
    "keywords": (Keyword, ("slug", "name")),
    "threads": (StoryThread, ("slug", "title")),
}

Pieces = tuple[Article, ...]


@dataclass(frozen=True)
class SectionShelf:
    """The newest of one section, for every box that shows some of them."""

    section: Section
    pieces: Pieces


def cards(keys: Iterable[int], *, beside: Pieces = (), along: tuple[int, ...] = ()) -> Pieces:
    """Articles as headlines with pictures, in the order of the keys; those that aren't on the shelf yet come in one go.

    `beside` are pieces at hand whose own pictures are fetched along, `along` other pictures that the page will show.
    """
    wanted = tuple(keys)
    # Cards print names of sections, whose changes are told to the whole site.
    found = pagecache.fragments(
        "article-card:{}", wanted, tags=[TAG, "site"], build=lambda keys: _load(keys, beside, along)
    )
    return tuple(found[key] for key in wanted if key in found)


def _load(keys: list[int], beside: Pieces, along: tuple[int, ...]) -> dict[int, Article]:
    pieces = tuple(prepared.by_keys(Article, keys, ON_SHELF))
    furnish((*beside, *pieces), along=along)
    return {piece.pk: piece for piece in pieces}


def furnish(pieces: Pieces, *, along: tuple[int, ...] = ()) -> None:
    """Give the pieces their section and their picture from the shelves; what isn't there is asked for when it is read."""
    sections = {section.pk: section for section in all_sections()}
    images = pictures.on_shelf([*along, *(piece.lead_image_id for piece in pieces if piece.lead_image_id)])
    for piece in pieces:
        if piece.section_id in sections:
            piece.section = sections[piece.section_id]
        if piece.lead_image_id in images:
            piece.lead_image = images[piece.lead_image_id]


def _latest(sections: Iterable[Section | None]) -> dict[int, tuple[int, ...]]:
    """The keys of the newest articles of each section and those below it; None, kept under 0, is the whole portal."""
    wanted = {section.pk if section else 0: section for section in sections}
    return pagecache.fragments(
        "articles:latest:{}",
        wanted,
        tags=[TAG, "site"],
        build=lambda missing: _read_latest({number: wanted[number] for number in missing}),
    )


def _read_latest(sections: dict[int, Section | None]) -> dict[int, tuple[int, ...]]:
    shape = tuple(section is not None for section in sections.values())

    def newest_of(now: datetime, *numbers: int) -> list[QuerySet[Article, Any]]:
        listed = Article.objects.listed(at=now).latest_first().values_list("publish_at", "pk")
        left = iter(numbers)
        return [listed.in_section(Section(pk=next(left)))[:OF_SECTION] if one else listed[:OF_ALL] for one in shape]

    numbers = [section.pk for section in sections.values() if section is not None]
    found = prepared.ask(("articles latest", shape), newest_of, timezone.now(), *numbers)
    return {
        number: tuple(key for _, key in sorted(rows, reverse=True))
        for number, rows in zip(sections, found, strict=True)
    }


def _without(keys: tuple[int, ...], pk: int | None, count: int) -> tuple[int, ...]:
    return tuple(key for key in keys if key != pk)[:count]


def newest_keys(*, count: int = BESIDE, without: int | None = None) -> tuple[int, ...]:
    """Mới nhất, without the one being read."""
    return _without(_latest([None])[0], without, count)


def most_viewed_keys(*, count: int = BESIDE) -> tuple[int, ...]:
    """Xem nhiều nhất, last seven days, newest first among equals; while nothing was read, nothing is shown."""
    return pagecache.fragment("articles:most-viewed", tags=[TAG], build=_most_viewed)[:count]


def _most_viewed() -> tuple[int, ...]:
    # From the readership on, and further than is shown: what was withdrawn since is passed over.
    (rows,) = prepared.ask("articles most viewed", _most_read, DailyViews.objects.counted_since())
    now, listed = timezone.now(), []
    for key, total, state, *moments in rows:
        publish_at, expire_at, trashed_at = map(prepared.moment, moments)
        public = is_public(state, publish_at=publish_at, expire_at=expire_at, trashed_at=trashed_at, at=now)
        if public and state == State.PUBLISHED:
            listed.append((total, publish_at, key))
    return tuple(key for _, _, key in sorted(listed, reverse=True)[:OF_SECTION])


def _most_read(since: date) -> list[QuerySet[DailyViews, Any]]:
    read = DailyViews.objects.most_read(since=since)
    return [read.values_list("article", "total", *(f"article__{name}" for name in STANDING))[:MOST_READ]]


def section_keys(section: Section, *, count: int = BELOW, without: int | None = None) -> tuple[int, ...]:
    """The newest of a section and those below it."""
    return _without(_latest([section])[section.pk], without, count)


def newest(*, count: int = BESIDE, without: int | None = None) -> Pieces:
    """Mới nhất, as cards."""
    return cards(newest_keys(count=count, without=without))


def most_viewed(*, count: int = BESIDE) -> Pieces:
    """Xem nhiều nhất, as cards."""
    return cards(most_viewed_keys(count=count))


def labels_of(piece: Article) -> dict[str, list[Any]]:
    """Its authors, keywords and threads in order, as a page names them: few and printed often, so they stay on the shelf."""
    wanted = {field: [(field, key) for key in revisions.keys_of(piece, field)] for field in LABELS}
    found = pagecache.fragments(
        "article-label:{}", [one for ones in wanted.values() for one in ones], tags=[TAG], build=_read_labels
    )
    return {field: [found[one] for one in ones if one in found] for field, ones in wanted.items()}


def _read_labels(wanted: list[tuple[str, int]]) -> dict[tuple[str, int], Any]:
    asked = [(model, [key for name, key in wanted if name == field], names) for field, (model, names) in LABELS.items()]
    found = prepared.by_keys_of_models(asked)
    return {(field, one.pk): one for field, ones in zip(LABELS, found, strict=True) for one in ones}


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
    _latest([None, *(section for section in (here, parent) if section)])
    newest = newest_keys(count=BESIDE + BELOW, without=piece.pk)
    of_parent = section_keys(parent, count=OF_SECTION, without=piece.pk) if parent else ()
    keys = [
        newest[:BESIDE],
        most_viewed_keys(),
        section_keys(here, count=3, without=piece.pk) if here else (),
        newest[BESIDE:],
        # What stands under "Mới nhất" or "Các tin khác" already isn't said a second time.
        tuple(key for key in of_parent if key not in newest)[:OF_PARENT],
    ]
    cards(dict.fromkeys(key for box in keys for key in box), beside=(piece,), along=newest_media().stills)
    furnish((piece,))
    return Around(*(cards(box) for box in keys))


def home_sections() -> tuple[SectionShelf, ...]:
    """The sections chosen for the home page, each with its newest; empty ones are not drawn."""
    on_home = [section for section in all_sections() if section.on_home]
    latest = _latest([None, *on_home])
    chosen = {section: latest[section.pk] for section in on_home}
    cards(key for keys in chosen.values() for key in keys)
    shelves = [SectionShelf(section, cards(keys)) for section, keys in chosen.items()]
    return tuple(shelf for shelf in shelves if shelf.pieces)
