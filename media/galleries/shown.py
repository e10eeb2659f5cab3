"""Galleries as readers see them: the pictures with their words, cards of lists and strips. Read from fragments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from media import newest as shelf
from media import pictures
from media.galleries import photos
from media.models import GALLERIES, Gallery, Image, credit_line, full_stop
from media.newest import Line
from publishing import pagecache


@dataclass(frozen=True)
class Photo:
    """One picture as the gallery shows it: its own words, else the library's."""

    image: Image
    caption: str
    alt: str
    credit: str

    @property
    def line(self) -> str:
        """Caption and credit, as printed under it."""
        return " ".join(filter(None, [full_stop(self.caption) if self.credit else self.caption, self.credit]))


@dataclass(frozen=True)
class Card:
    """A gallery in a list, with the pictures of its cover."""

    pk: int
    title: str
    url: str
    count: int
    day: date | None
    images: tuple[Image, ...]


def photos_of(item: Gallery) -> list[Photo]:
    """The pictures in their order; what the library no longer has is left out."""
    found = pictures.on_shelf(photos.keys(item.photos))
    return [
        Photo(
            image=found[one["image"]],
            caption=one["caption"] or found[one["image"]].caption,
            alt=one["alt"] or found[one["image"]].alt_text or one["caption"] or found[one["image"]].caption,
            credit=credit_line(one["credit"] or found[one["image"]].photo_credit),
        )
        for one in item.photos
        if one["image"] in found
    ]


def cards(keys: Iterable[int]) -> tuple[Card, ...]:
    """The public ones among these galleries, in the order of the keys."""
    wanted = tuple(keys)
    found = pagecache.fragments("gallery-line:{}", wanted, tags=[GALLERIES], build=_load)
    return _with_covers([found[key] for key in wanted if key in found])


def newest(*, count: int, covers: int = shelf.ON_COVER) -> tuple[Card, ...]:
    """The newest listed galleries, each with so many pictures of its cover."""
    return _with_covers([replace(one, cover=one.cover[:covers]) for one in shelf.newest().galleries[:count]])


def with_others(item: Gallery, *, count: int) -> tuple[list[Photo], tuple[Card, ...]]:
    """The pictures of a gallery and the newest others, all their pictures fetched in one go."""
    others = [one for one in shelf.newest().galleries if one.pk != item.pk][:count]
    pictures.on_shelf([*photos.keys(item.photos), *(key for one in others for key in one.cover)])
    return photos_of(item), _with_covers(others)


def years() -> tuple[int, ...]:
    """The years of listed galleries, newest first."""
    return pagecache.fragment("galleries:years", tags=[GALLERIES], build=_years)


def _load(keys: list[int]) -> dict[int, Line]:
    found = shelf.gallery_rows(Gallery.objects.public().filter(pk__in=keys).order_by())
    return {row[0]: shelf.gallery_line(row) for row in found}


def _years() -> tuple[int, ...]:
    days = Gallery.objects.listed().order_by().dates("taken_on", "year", order="DESC")
    return tuple(day.year for day in days if day)


def _with_covers(lines: list[Line]) -> tuple[Card, ...]:
    """All the pictures in one go."""
    found = shelf.covers(lines)
    return tuple(
        Card(one.pk, one.title, one.url, one.count, one.day, tuple(found[key] for key in one.cover if key in found))
        for one in lines
    )
