"""Galleries as the web service sends them."""

from __future__ import annotations

from typing import Any

from media import pictures
from media.galleries import photos, shown
from media.galleries.filters import GalleryFilter
from media.models import GALLERIES, Gallery
from media.open_data import PICTURE, picture
from publishing import paths
from publishing.open_data import piece_fields, piece_name
from publishing.service.declaring import Collection, Listing
from publishing.service.shapes import Shape, day, many, one, text, whole

NAME = "bo-anh"

GALLERY_NAME = piece_name(NAME, "GalleryName", "Bộ ảnh, gọi tắt.")
BRIEF = Shape(
    "GalleryBrief",
    "Bộ ảnh trong danh sách.",
    (
        *piece_fields(NAME),
        day("taken_on", "Ngày chụp.", lambda one: one.taken_on),
        text("place", "Nơi chụp.", lambda one: one.place),
        whole("count", "Số ảnh.", lambda one: len(one.photos)),
        one("cover", "Ảnh bìa.", PICTURE, lambda one: picture(one.cover)),
    ),
)
FULL = BRIEF.more("Gallery", "Một bộ ảnh.", many("photos", "Các ảnh, theo thứ tự.", PICTURE, shown.photos_of))


def _with_covers(items: list[Any]) -> None:
    """All covers in one go."""
    keys = {one.pk: photos.cover_first(one.photos)[:1] for one in items}
    found = pictures.on_shelf(key for wanted in keys.values() for key in wanted)
    for item in items:
        item.cover = next((found[key] for key in keys[item.pk] if key in found), None)


def _one(pk: int) -> Gallery:
    found: Gallery = paths.find_piece(Gallery.objects.all(), pk)
    pictures.on_shelf(photos.keys(found.photos))
    _with_covers([found])
    return found


galleries = Collection(
    name=NAME,
    listing=Listing(
        title="Bộ ảnh",
        about="Các bộ ảnh đang đăng, mới đăng trước.",
        shape=BRIEF,
        rows=lambda: Gallery.objects.listed(),
        filters=GalleryFilter,
        asked=("nam",),
        furnish=_with_covers,
    ),
    shape=FULL,
    one=_one,
    tags=(GALLERIES,),
)
