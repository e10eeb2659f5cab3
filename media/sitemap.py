"""Galleries and videos in the sitemap, found in one statement; galleries with their pictures in files of their own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import CharField, Value
from django.urls import reverse

from media.galleries import photos
from media.models import Gallery, Image, Video
from media.sizes import stored_url
from publishing.addresses import address


def sitemap_rows() -> Iterator[tuple[str, datetime | None]]:
    """(path, last change): each list, then every public piece of it; the archived ones are still addresses."""
    parts = [
        model.objects.public()
        .order_by()
        .annotate(kind=Value(model.KIND, output_field=CharField()))
        .values_list("kind", "pk", "slug", "last_published_at")
        for model in (Gallery, Video)
    ]
    rows = sorted(parts[0].union(parts[1], all=True))
    for kind, name, plural, bare in (
        (Gallery.KIND, "gallery", "galleries", "bo-anh"),
        (Video.KIND, "video", "videos", "video"),
    ):
        found = [(address(name, slug or bare, pk), changed) for one, pk, slug, changed in rows if one == kind]
        if found:
            yield reverse(plural), None
        yield from found


def picture_rows(*, start: int, count: int) -> Iterator[tuple[str, datetime | None, *tuple[str, ...]]]:
    """(path, last change, its pictures …) of public galleries in the order they were written."""
    rows = list(
        Gallery.objects.public()
        .order_by("pk")
        .values_list("pk", "slug", "last_published_at", "photos")[start : start + count]
    )
    wanted = {key for *_, shown in rows for key in photos.keys(shown)}
    stored = dict(Image.objects.kept().filter(pk__in=wanted).values_list("pk", "original"))
    for pk, slug, changed, shown in rows:
        found = (stored_url(stored[key]) for key in photos.keys(shown) if key in stored)
        yield address("gallery", slug or "bo-anh", pk), changed, *found
