"""Pictures as pages show them, with all their sizes, from the fragment shelf."""

from __future__ import annotations

from collections.abc import Iterable

from media.models import Image
from publishing import pagecache


def on_shelf(keys: Iterable[int]) -> dict[int, Image]:
    """The pictures with these keys; those that aren't there yet come in two queries. Many pages share them: change none."""
    return pagecache.fragments("picture:{}", keys, tags=["media:{}", "site"], build=_load)


def _load(keys: list[int]) -> dict[int, Image]:
    shown = ("original", "width", "height", "caption", "alt_text", "photo_credit", "focal_x", "focal_y")
    images = Image.objects.filter(pk__in=keys).with_renditions().only(*shown).order_by()
    return {image.pk: image for image in images}
