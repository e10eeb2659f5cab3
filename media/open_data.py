"""Pictures and files as the web service sends them with what carries them."""

from __future__ import annotations

from media.galleries.shown import Photo
from media.models import Image, credit_line
from media.serving import FILE_TYPES
from media.templatetags.pictures import preview_url
from publishing.service.shapes import Shape, link, text, whole

PICTURE = Shape(
    "Picture",
    "Một ảnh, với chữ của nó ở nội dung này.",
    (
        link("url", "Ảnh cỡ lớn nhất.", lambda one: one.image.get_absolute_url()),
        link("preview_url", "Ảnh cắt 16:9, JPEG.", lambda one: preview_url(one.image)),
        whole("width", "Rộng, điểm ảnh.", lambda one: one.image.width),
        whole("height", "Cao, điểm ảnh.", lambda one: one.image.height),
        text("caption", "Chú thích.", lambda one: one.caption),
        text("alt_text", "Văn bản thay thế.", lambda one: one.alt),
        text("credit", "Tác giả ảnh, như in trên trang.", lambda one: one.credit),
    ),
)

FILE = Shape(
    "File",
    "Một tệp tải về.",
    (
        link("url", "Địa chỉ của tệp.", lambda one: one.get_absolute_url()),
        text("format", "Đuôi của tệp.", lambda one: one.format),
        text("media_type", "Loại nội dung.", lambda one: FILE_TYPES[one.format]),
        whole("size", "Dung lượng, byte.", lambda one: one.size),
    ),
)


def picture(image: Image | None, *, caption: str = "") -> Photo | None:
    """A picture of the library as something shows it: with words of its own, or the library's."""
    if image is None:
        return None
    return Photo(image, caption or image.caption, image.alt_text, credit_line(image.photo_credit))
