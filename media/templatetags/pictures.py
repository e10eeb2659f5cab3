"""`{% picture %}`: a picture with all its sizes, and the words under it. Never a query where renditions were fetched along."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from media.models import Image, Rendition

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
    """The picture in WebP with JPEG beside it, width and height always there.

    `crop`: "card" (16:9) or "thumb" (4:3), cut around the focal point. `decorative`: the text beside it already says it all.
    While sizes are missing, the stored original stands in and the page is whole.
    """
    kind = crop or Rendition.Kind.FULL
    if kind not in Rendition.Kind.values:
        raise template.TemplateSyntaxError(f"Unknown crop {crop!r}. Known: card, thumb.")
    ready = _current(image, kind)
    webp = [one for one in ready if one.format == "webp"]
    jpeg = [one for one in ready if one.format == "jpeg"]
    largest = max(ready, key=lambda one: one.width, default=None)
    width, height = (image.width, image.height) if largest is None or not crop else (largest.width, largest.height)
    words = "" if decorative else image.alt_text if alt is None else alt
    source = _source("image/webp", webp, sizes)
    shown = format_html(
        '<img src="{}"{} width="{}" height="{}" alt="{}"{}{} decoding="async">',
        _fallback(image, jpeg).url,
        format_html(' srcset="{}" sizes="{}"', _srcset(jpeg), sizes) if len(jpeg) > 1 else "",
        str(width), str(height), words,
        format_html(' class="{}"', class_) if class_ else "",
        format_html(' loading="{}"', "lazy") if lazy else "",
    )  # fmt: skip
    return format_html("<picture>{}{}</picture>", source, shown) if source else shown


@register.filter
def thumbnail_url(image: Image) -> str:
    """The smallest cut for a list, or the original while there is none."""
    small = [one for one in _current(image, Rendition.Kind.THUMB) if one.format == "webp"]
    return max(small, key=lambda one: one.width).file.url if small else image.original.url


def thumbnail_of(image: Image | None) -> dict[str, str] | None:
    """A picture as it is shown beside its field in the newsroom."""
    return {"thumb": thumbnail_url(image), "alt": image.alt_text or image.name} if image else None


def preview_url(image: Image) -> str:
    """What a link preview shows (OpenGraph): the 16:9 JPEG, or the original while there is none."""
    cards = [one for one in _current(image, Rendition.Kind.CARD) if one.format == "jpeg"]
    return cards[0].file.url if cards else image.original.url


def _current(image: Image, kind: str) -> list[Rendition]:
    """The sizes of one cut, smallest first; crops around an older focal point don't count."""
    focal = (image.focal_x, image.focal_y)
    found = [
        one
        for one in image.sizes
        if one.kind == kind and (kind == Rendition.Kind.FULL or (one.focal_x, one.focal_y) == focal)
    ]
    return sorted(found, key=lambda one: one.width)


def _srcset(renditions: list[Rendition]) -> SafeString:
    return format_html_join(", ", "{} {}w", ((one.file.url, str(one.width)) for one in renditions))


def _source(mime: str, renditions: list[Rendition], sizes: str) -> SafeString | str:
    if not renditions:
        return ""
    return format_html('<source type="{}" srcset="{}" sizes="{}">', mime, _srcset(renditions), sizes)


def _fallback(image: Image, jpeg: list[Rendition]):
    fitting = [one for one in jpeg if one.width <= FALLBACK_WIDTH]
    return fitting[-1].file if fitting else image.original
