"""Pictures as pages show them, with all their sizes, from the fragment shelf."""

from __future__ import annotations

from collections.abc import Iterable

from media.models import Image, Rendition
from publishing import pagecache, prepared

SHOWN = ("original", "width", "height", "caption", "alt_text", "photo_credit", "focal_x", "focal_y")
SIZES = ("image", "kind", "format", "width", "height", "size", "focal_x", "focal_y", "file")


def on_shelf(keys: Iterable[int]) -> dict[int, Image]:
    """The pictures with these keys; those that aren't there yet come in two queries. Many pages share them: change none."""
    return pagecache.fragments("picture:{}", keys, tags=["media:{}", "site"], build=_load)


def _load(keys: list[int]) -> dict[int, Image]:
    images = {image.pk: image for image in prepared.by_keys(Image, keys, SHOWN)}
    renditions: dict[int, list[Rendition]] = {key: [] for key in images}
    for one in prepared.by_keys(Rendition, list(images), SIZES, of="image"):
        renditions[one.image_id].append(one)
    for key, image in images.items():
        image.sizes = renditions[key]
    return images
