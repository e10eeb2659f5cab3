"""What pages show of galleries: the large file behind a thumbnail, the shape that a picture takes in the grid."""

from __future__ import annotations

from django import template

from media.models import Image, Rendition

register = template.Library()

# The shapes of the grid: the class and its ratio. A picture takes the nearest.
SHAPES = {"ar220": 2.2, "ar180": 1.78, "ar150": 1.5, "ar100": 1.0, "ar80": 0.82}


@register.filter
def shape(image: Image) -> str:
    """The class of the grid whose shape is nearest to the picture's own."""
    ratio = image.width / image.height
    return min(SHAPES, key=lambda name: abs(SHAPES[name] - ratio))


@register.filter
def large_url(image: Image) -> str:
    """The file behind a thumbnail: the largest JPEG of the whole picture, or the stored original while there is none."""
    found = [one for one in image.sizes if one.kind == Rendition.Kind.FULL and one.format == "jpeg"]
    return max(found, key=lambda one: one.width).url if found else image.original.url
