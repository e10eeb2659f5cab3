"""Videos as readers see them: the film with its sources, and cards of lists and boxes. Read from fragments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from media import attached
from media import newest as shelf
from media.models import VIDEOS, File, Image, Video
from media.newest import Line
from media.videos import outside
from publishing import pagecache

FILM_FORMATS = {"mp4", "webm"}


def clock(seconds: int) -> str:
    """4:32, 1:04:32."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def in_words(seconds: int) -> str:
    """4 phút 32 giây."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    said = [(hours, "giờ"), (minutes, "phút"), (rest, "giây")]
    return " ".join(f"{number} {unit}" for number, unit in said if number)


@dataclass(frozen=True)
class Card:
    """A video in a list or a box, with its still."""

    pk: int
    title: str
    url: str
    seconds: int
    day: date | None
    image: Image | None

    @property
    def length(self) -> str:
        """As it stands on the still."""
        return clock(self.seconds) if self.seconds else ""


@dataclass(frozen=True)
class Film:
    """What a page plays or leads to."""

    sources: tuple[File, ...]
    captions: File | None
    outside_url: str
    outside_name: str


def film_of(item: Video) -> Film:
    """The sources in their order, the captions, or where it stands elsewhere."""
    files = attached.of(item)
    return Film(
        sources=tuple(one for one in files if one.format in FILM_FORMATS),
        captions=next((one for one in files if one.format == "vtt"), None),
        outside_url=outside.url(item.outside),
        outside_name=outside.label(item.outside),
    )


def cards(keys: Iterable[int]) -> tuple[Card, ...]:
    """The public ones among these videos, in the order of the keys."""
    wanted = tuple(keys)
    found = pagecache.fragments("video-line:{}", wanted, tags=[VIDEOS], build=_load)
    return _with_stills([found[key] for key in wanted if key in found])


def newest(*, count: int, without: int | None = None) -> tuple[Card, ...]:
    """The newest listed videos."""
    return _with_stills([one for one in shelf.newest().videos if one.pk != without][:count])


def _load(keys: list[int]) -> dict[int, Line]:
    found = shelf.video_rows(Video.objects.public().filter(pk__in=keys).order_by())
    return {row[0]: shelf.video_line(row) for row in found}


def _with_stills(lines: list[Line]) -> tuple[Card, ...]:
    """All the pictures in one go."""
    found = shelf.covers(lines)
    return tuple(
        Card(
            one.pk,
            one.title,
            one.url,
            one.count,
            one.day,
            next((found[key] for key in one.cover if key in found), None),
        )
        for one in lines
    )
