"""The newest galleries and videos, for the boxes of many pages: found in one statement, kept until one of them changes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from media import pictures
from media.galleries import photos
from media.models import GALLERIES, VIDEOS, Gallery, Video
from publishing import pagecache, prepared

KEPT = 12
IN_STRIP = 3
ON_COVER = 3


@dataclass(frozen=True)
class Line:
    """A gallery or a video as lists keep it."""

    pk: int
    title: str
    url: str
    day: date | None
    cover: tuple[int, ...]
    # How many pictures a gallery has; how many seconds a video runs.
    count: int


@dataclass(frozen=True)
class Newest:
    """The newest of both, by the day they were taken."""

    galleries: tuple[Line, ...]
    videos: tuple[Line, ...]

    @property
    def stills(self) -> tuple[int, ...]:
        """The pictures of the boxes beside articles: the first of each cover in the strip, and the newest video's."""
        return tuple(key for one in (*self.galleries[:IN_STRIP], *self.videos[:1]) for key in one.cover[:1])


def newest() -> Newest:
    """From the shelf."""
    return pagecache.fragment("media:newest", tags=[GALLERIES, VIDEOS], build=_newest)


def _newest() -> Newest:
    galleries, videos = prepared.ask("media newest", _rows, timezone.now())
    return Newest(_in_order(galleries, gallery_line), _in_order(videos, video_line))


def _rows(now: datetime) -> list[QuerySet[Any, Any]]:
    return [
        gallery_rows(Gallery.objects.listed(at=now).latest_taken_first())[:KEPT],
        video_rows(Video.objects.listed(at=now).latest_recorded_first())[:KEPT],
    ]


def gallery_rows(found: Any) -> Any:
    """(key, title, slug, day, hour it came out, its pictures, nothing, nothing)."""
    nothing = Value(0, output_field=IntegerField())
    return found.annotate(rows=Cast("photos", TextField()), poster=nothing, runs=nothing).values_list(
        "pk", "title", "slug", "taken_on", "publish_at", "rows", "poster", "runs"
    )


def video_rows(found: Any) -> Any:
    """(key, title, slug, day, hour it came out, nothing, its picture, its seconds)."""
    return found.annotate(
        rows=Value("", output_field=TextField()),
        # A key is a big integer in one database and an integer in the other: both sides of the union say integer.
        poster=Coalesce(Cast("lead_image_id", IntegerField()), Value(0)),
        runs=Coalesce(Cast("seconds", IntegerField()), Value(0)),
    ).values_list("pk", "title", "slug", "recorded_on", "publish_at", "rows", "poster", "runs")


def gallery_line(row: Sequence[Any]) -> Line:
    """A gallery, its cover first."""
    pk, title, slug, taken_on, publish_at, rows, _, _ = row
    found: photos.Rows = json.loads(rows)
    url = Gallery(pk=pk, slug=slug).get_absolute_url()
    cover = tuple(photos.cover_first(found)[:ON_COVER])
    return Line(pk, title, url, _day(taken_on, publish_at), cover, len(found))


def video_line(row: Sequence[Any]) -> Line:
    """A video with its still."""
    pk, title, slug, recorded_on, publish_at, _, poster, runs = row
    url = Video(pk=pk, slug=slug).get_absolute_url()
    return Line(pk, title, url, _day(recorded_on, publish_at), (poster,) if poster else (), runs)


def _day(day: Any, publish_at: Any) -> date | None:
    """The day it was taken, else the day it came out."""
    at = prepared.moment(publish_at)
    return prepared.day(day) or (timezone.localdate(at) if at else None)


def _in_order(rows: list[Any], line: Any) -> tuple[Line, ...]:
    """As the queryset had them: by the day, those without one after, then by the hour they came out."""
    ordered = sorted(
        rows, key=lambda row: (prepared.day(row[3]) or date.min, prepared.moment(row[4]), row[0]), reverse=True
    )
    return tuple(line(row) for row in ordered)


def covers(lines: Sequence[Line]) -> dict[int, Any]:
    """The pictures on the covers of these, all in one go."""
    return pictures.on_shelf({key for one in lines for key in one.cover})
