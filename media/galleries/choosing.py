"""How the newsroom's forms choose pictures of the library and galleries by words, where there is no script to show them."""

from __future__ import annotations

from typing import Any

import vietnamese
from media import rules
from media.models import Gallery, Image
from publishing.choosing import by_title
from publishing.pickers import Source

NEAREST = 30


def _pictures(user: Any) -> Any:
    """The whole library, for whoever may read it."""
    return Image.objects.kept().latest_first() if rules.may_read_library(user) else Image.objects.none()


def _exact(things: Any, text: str) -> list[Image]:
    """By its label, caption or file name."""
    key = vietnamese.fold(text)
    return [one for one in things.matching(text)[:NEAREST] if key in {vietnamese.fold(x) for x in _names(one)}]


def _names(image: Image) -> tuple[str, ...]:
    return (_label(image), image.name, *filter(None, [image.caption]))


def _label(image: Image) -> str:
    return f"{image.caption} ({image.name})" if image.caption else image.name


PICTURES = Source(
    name="anh",
    model=Image,
    noun="ảnh",
    of=_pictures,
    matching=lambda things, text: list(things.matching(text)[:NEAREST]),
    exact=_exact,
    label=_label,
)

GALLERIES = by_title(Gallery, name="bo-anh", noun="bộ ảnh")
