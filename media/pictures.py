"""Pictures as pages show them, with all their sizes, from the fragment shelf."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from media.models import Image, Rendition
from media.sizes import Size
from publishing import pagecache, prepared

SHOWN = ("original", "width", "height", "caption", "alt_text", "photo_credit", "focal_x", "focal_y")


def on_shelf(keys: Iterable[int]) -> dict[int, Image]:
    """The pictures with these keys; those that aren't there yet come in two queries. Many pages share them: change none."""
    return pagecache.fragments("picture:{}", keys, tags=["media:{}", "site"], build=_load)


def _load(keys: list[int]) -> dict[int, Image]:
    images = {image.pk: image for image in prepared.by_keys(Image, keys, SHOWN)}
    sizes: dict[int, list[Size]] = {key: [] for key in images}
    for key, *values in _size_rows(list(images)):
        sizes[key].append(Size(*values))
    for key, image in images.items():
        image.sizes = sizes[key]
    return images


def _size_rows(keys: list[int]) -> prepared.Rows:
    if not keys:
        return []

    def written(*numbers: int) -> list[QuerySet[Any, Any]]:
        return [Rendition.objects.filter(image__in=numbers).order_by().values_list("image", *Size._fields)]

    (rows,) = prepared.ask(("sizes", len(keys)), written, *keys)
    return rows
