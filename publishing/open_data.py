"""Sections and what every piece has in common, as the web service sends them."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from django.shortcuts import get_object_or_404

from publishing.models import Publishable, Section
from publishing.service.declaring import BY_KEY, Collection, Listing, item_url
from publishing.service.shapes import Field, Shape, flag, link, moment, one, text, whole
from publishing.states import State

Piece = TypeVar("Piece", bound=Publishable)

SECTIONS = "chuyen-muc"

SECTION_NAME = Shape(
    "SectionName",
    "Chuyên mục, gọi tắt.",
    (
        whole("id", "Số của chuyên mục.", lambda one: one.pk),
        text("slug", "Tên trong địa chỉ, dùng cho tham số “muc”.", lambda one: one.slug),
        text("name", "Tên chuyên mục.", lambda one: one.name),
        link("url", "Trang trên cổng.", lambda one: one.get_absolute_url()),
    ),
)

SECTION = SECTION_NAME.more(
    "Section",
    "Chuyên mục của tin bài.",
    link("api_url", "Địa chỉ trong dịch vụ này.", lambda one: item_url(SECTIONS, one.pk)),
    text("description", "Mô tả.", lambda one: one.description),
    one("parent", "Chuyên mục cấp trên.", SECTION_NAME, lambda one: one.parent),
)


def changed_at(piece: Publishable) -> datetime | None:
    """When what readers see last became another: never before it came out."""
    return max(filter(None, (piece.publish_at, piece.last_published_at)), default=None)


def if_public(piece: Piece | None) -> Piece | None:
    """A piece that another one names, if readers may open it."""
    return piece if piece is not None and piece.is_public() else None


def piece_fields(collection: str) -> tuple[Field, ...]:
    """What every piece says first."""
    return (
        whole("id", "Số của nội dung, không đổi khi tít đổi.", lambda one: one.pk),
        link("url", "Trang trên cổng.", lambda one: one.get_absolute_url()),
        link("api_url", "Địa chỉ trong dịch vụ này.", lambda one: item_url(collection, one.pk)),
        text("title", "Tít, tên.", lambda one: one.title),
        text("summary", "Sapo, tóm tắt.", lambda one: one.summary),
        moment("published_at", "Giờ đăng.", lambda one: one.publish_at),
        moment("updated_at", "Lần cập nhật cuối mà bạn đọc thấy.", changed_at),
        flag(
            "archived", "Đã lưu trữ: còn đọc được, không còn trong danh sách.", lambda one: one.state == State.ARCHIVED
        ),
    )


def name_shape(collection: str, name: str, about: str) -> Shape:
    """What is no piece and has a name and a page of its own: an author, a keyword, a thread, a series."""
    return Shape(
        name,
        about,
        (
            whole("id", "Số, không đổi khi tên đổi.", lambda one: one.pk),
            text("name", "Tên.", str),
            link("url", "Trang trên cổng.", lambda one: one.get_absolute_url()),
            link("api_url", "Địa chỉ trong dịch vụ này.", lambda one: item_url(collection, one.pk)),
        ),
    )


def piece_name(collection: str, name: str, about: str) -> Shape:
    """A piece as others point to it."""
    return Shape(name, about, piece_fields(collection)[:4])


def _section(pk: int) -> Section:
    return get_object_or_404(Section.objects.select_related("parent"), pk=pk)


sections = Collection(
    name=SECTIONS,
    listing=Listing(
        title="Chuyên mục",
        about="Mọi chuyên mục của tin bài, hai cấp.",
        shape=SECTION,
        rows=lambda: Section.objects.select_related("parent"),
        order=BY_KEY,
    ),
    shape=SECTION,
    one=_section,
    tags=("site",),
)
