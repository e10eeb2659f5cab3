"""Videos as the web service sends them."""

from __future__ import annotations

from typing import Any

from media import attached, pictures
from media.models import VIDEOS, Video
from media.open_data import FILE, PICTURE, picture
from media.videos import outside
from publishing import paths
from publishing.open_data import piece_fields, piece_name
from publishing.service.declaring import Collection, Listing
from publishing.service.shapes import Shape, day, link, many, number, one, text

NAME = "video"

VIDEO_NAME = piece_name(NAME, "VideoName", "Video, gọi tắt.")
BRIEF = Shape(
    "VideoBrief",
    "Video trong danh sách.",
    (
        *piece_fields(NAME),
        day("recorded_on", "Ngày quay.", lambda one: one.recorded_on),
        number("seconds", "Dài bao nhiêu giây.", lambda one: one.seconds),
        one("image", "Ảnh đại diện.", PICTURE, lambda one: picture(one.still)),
    ),
)
FULL = BRIEF.more(
    "Video",
    "Một video.",
    many("files", "Tệp video và phụ đề; rỗng khi video ở trang khác.", FILE, attached.of),
    link("outside_url", "Địa chỉ ở trang khác.", lambda one: outside.url(one.outside)),
    text("transcript", "Lời trong video.", lambda one: one.transcript),
)


def _with_stills(items: list[Any]) -> None:
    """All stills in one go."""
    found = pictures.on_shelf(one.lead_image_id for one in items if one.lead_image_id)
    for item in items:
        item.still = found.get(item.lead_image_id)


def _one(pk: int) -> Video:
    found: Video = paths.find_piece(Video.objects.all(), pk)
    _with_stills([found])
    return found


videos = Collection(
    name=NAME,
    listing=Listing(
        title="Video",
        about="Các video đang đăng, mới đăng trước.",
        shape=BRIEF,
        rows=lambda: Video.objects.listed(),
        furnish=_with_stills,
    ),
    shape=FULL,
    one=_one,
    tags=(VIDEOS,),
)
