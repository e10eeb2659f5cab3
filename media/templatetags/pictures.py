"""`{% picture %}`: a picture with all its sizes, and the words under it. Never a query where renditions were fetched along."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from media.models import Image, Rendition
from media.sizes import Size, stored_url

register = template.Library()

FULL_WIDTH = "100vw"
# What stands in for the largest sizes where a browser reads neither srcset nor WebP.
FALLBACK_WIDTH = 960


@register.simple_tag
def picture(
    image: Image,
    *,
    sizes: str = FULL_WIDTH,
    lazy: bool = True,
    crop: str = "",
    decorative: bool = False,
    class_: str = "",
    alt: str | None = None,
) -> SafeString:
    """The picture in AVIF where there is any, in WebP, which every browser of the list reads, and one JPEG for all others.

    Width and height are always there. `sizes`: its width on the page, as browsers are told; empty for the small ones of lists
    and boxes, of which there are dozens: their smaller cut, and the larger one for fine screens.

    `lazy`: not for the one picture a page begins with: it goes before everything else.

    `crop`: "card" (16:9) or "thumb" (4:3), cut around the focal point. `decorative`: the text beside it already says it all.
    While sizes are missing, the stored original stands in and the page is whole.
    """
    kind = crop or Rendition.Kind.FULL
    if kind not in Rendition.Kind.values:
        raise template.TemplateSyntaxError(f"Unknown crop {crop!r}. Known: card, thumb.")
    ready = _current(image, kind)
    avif = [one for one in ready if one.format == "avif"]
    webp = [one for one in ready if one.format == "webp"]
    jpeg = [one for one in ready if one.format == "jpeg"]
    largest = max(ready, key=lambda one: one.width, default=None)
    width, height = (image.width, image.height) if largest is None or not crop else (largest.width, largest.height)
    words = "" if decorative else image.alt_text if alt is None else alt
    # Small ones, and those that say nothing of their own, come in WebP alone: every browser of the list reads it.
    alone = bool(webp) and (decorative or not sizes)
    shown = format_html(
        '<img src="{}"{} width="{}" height="{}" alt="{}"{}{}>',
        webp[0].url if alone else _fallback(image, jpeg),
        _sources(webp, sizes) if alone else "",
        str(width), str(height), words,
        format_html(' class="{}"', class_) if class_ else "",
        format_html(' {}="{}"', *(("loading", "lazy") if lazy else ("fetchpriority", "high"))),
    )  # fmt: skip
    if alone or not webp:
        return shown
    lighter = format_html('<source type="image/avif"{}>', _sources(avif, sizes)) if avif else ""
    return format_html('<picture>{}<source type="image/webp"{}>{}</picture>', lighter, _sources(webp, sizes), shown)


@register.filter
def thumbnail_url(image: Image) -> str:
    """The smallest cut for a list, or the original while there is none."""
    small = [one for one in _current(image, Rendition.Kind.THUMB) if one.format == "webp"]
    return max(small, key=lambda one: one.width).url if small else image.original.url


def thumbnail_of(image: Image | None) -> dict[str, str] | None:
    """A picture as it is shown beside its field in the newsroom."""
    return {"thumb": thumbnail_url(image), "alt": image.alt_text or image.name} if image else None


@register.filter
def still_url(image: Image) -> str:
    """What a player shows before it plays."""
    return preview_url(image)


def preview_url(image: Image) -> str:
    """What a link preview shows (OpenGraph): the 16:9 JPEG, or the original while there is none."""
    cards = [one for one in _current(image, Rendition.Kind.CARD) if one.format == "jpeg"]
    return cards[0].url if cards else image.original.url


def _current(image: Image, kind: str) -> list[Size]:
    """The sizes of one cut, smallest first; crops around an older focal point don't count."""
    focal = (image.focal_x, image.focal_y)
    found = [
        one
        for one in image.sizes
        if one.kind == kind and (kind == Rendition.Kind.FULL or (one.focal_x, one.focal_y) == focal)
    ]
    return sorted(found, key=lambda one: one.width)


def _sources(ready: list[Size], sizes: str) -> SafeString | str:
    if not sizes:
        return format_html(' srcset="{} 2x"', ready[1].url) if len(ready) > 1 else ""
    found = format_html_join(", ", "{} {}w", ((one.url, str(one.width)) for one in ready))
    return format_html(' srcset="{}" sizes="{}"', found, sizes)


def _fallback(image: Image, jpeg: list[Size]) -> str:
    fitting = [one for one in jpeg if one.width <= FALLBACK_WIDTH]
    return fitting[-1].url if fitting else stored_url(image.original.name)
