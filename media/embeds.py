"""Pictures in texts: how `<figure data-image>` becomes a figure that readers see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.utils.html import escape

from media.models import Image, credit_line, full_stop
from media.templatetags.pictures import picture
from publishing import embeds
from publishing.sanitizing import plain_text

SIZES = "(min-width: 60em) 54rem, 100vw"


def load(ids: Iterable[int]) -> dict[int, Image]:
    """The pictures with these ids and all their sizes: two queries, however many there are."""
    return Image.objects.kept().with_renditions().in_bulk(list(ids))


def render(image: Image, attributes: dict[str, str], caption: str) -> str:
    """A figure. What the text says of it goes before what the library says; alt, caption and credit stay three things.

    `caption` is cleaned HTML, everything else is escaped here.
    """
    words = caption or escape(image.caption)
    credit = escape(credit_line(attributes.get("data-credit") or image.photo_credit))
    shown = picture(image, sizes=SIZES, alt=attributes.get("data-alt") or image.alt_text)
    signed = f'<span class="credit">{credit}</span>' if credit else ""
    line = " ".join(filter(None, [full_stop(words) if signed else words, signed]))
    return f'<figure class="fig">{shown}{f"<figcaption>{line}</figcaption>" if line else ""}</figure>'


@dataclass(frozen=True)
class Figure:
    """One picture as a text shows it: what the text itself says, else what the library says."""

    image: Image
    caption: str
    alt: str
    credit: str


class HasBody(Protocol):
    """A piece with a text."""

    body: str


def figures_in(item: HasBody) -> list[Figure]:
    """The pictures of a text in their order, with the words that readers would get; one picture shown twice counts twice."""
    found = embeds.placed(item.body, "data-image")
    images = load(key for key, _, _ in found)
    return [
        Figure(
            image=images[key],
            caption=plain_text(caption) or images[key].caption,
            alt=attributes.get("data-alt") or images[key].alt_text,
            credit=attributes.get("data-credit") or images[key].photo_credit,
        )
        for key, attributes, caption in found
        if key in images
    ]
