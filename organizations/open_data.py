"""Organisations as the web service sends them: where they stand in the tree, what they were called, what became of them."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from organizations.models import TAG, Organization
from publishing.service.declaring import BY_KEY, Collection, Listing, item_url
from publishing.service.shapes import Shape, day, flag, link, many, one, text, whole

NAME = "to-chuc"

ORGANIZATION_NAME = Shape(
    "OrganizationName",
    "Tổ chức, gọi tắt.",
    (
        whole("id", "Số của tổ chức.", lambda one: one.pk),
        text("slug", "Tên trong địa chỉ, dùng cho tham số “donvi”.", lambda one: one.slug),
        text("name", "Tên hiện nay.", lambda one: one.name),
        link("url", "Trang trên cổng.", lambda one: one.get_absolute_url()),
        link("api_url", "Địa chỉ trong dịch vụ này.", lambda one: item_url(NAME, one.pk)),
    ),
)
FORMER_NAME = Shape(
    "FormerName",
    "Một tên cũ.",
    (
        text("name", "Tên.", lambda one: one.name),
        day("valid_from", "Từ ngày.", lambda one: one.valid_from),
        day("valid_until", "Đến hết ngày.", lambda one: one.valid_until),
    ),
)
BRIEF = ORGANIZATION_NAME.more(
    "OrganizationBrief",
    "Tổ chức trong danh sách.",
    text("kind", "Loại.", lambda one: one.kind.name),
    text("short_name", "Tên tắt.", lambda one: one.short_name),
    one("parent", "Trực thuộc.", ORGANIZATION_NAME, lambda one: shown(one.parent)),
    day("valid_from", "Có từ ngày.", lambda one: one.valid_from),
    day("valid_until", "Đến hết ngày.", lambda one: one.valid_until),
    flag("former", "Đã kết thúc.", lambda one: one.is_former),
    one("successor", "Tổ chức tiếp nối.", ORGANIZATION_NAME, lambda one: shown(one.successor)),
)
FULL = BRIEF.more(
    "Organization",
    "Một tổ chức.",
    text("about", "Giới thiệu.", lambda one: one.about),
    text("address", "Địa chỉ.", lambda one: one.address),
    link("website", "Trang web.", lambda one: one.website),
    many("former_names", "Các tên cũ.", FORMER_NAME, lambda one: one.former_names.all()),
    many("children", "Trực thuộc tổ chức này, đang có.", ORGANIZATION_NAME, lambda one: one.children.shown().current()),
)


def shown(organization: Organization | None) -> Organization | None:
    """An organisation that something else names, if readers may see it."""
    return organization if organization is not None and organization.is_shown else None


def _rows() -> Any:
    return Organization.objects.shown().select_related("kind", "parent", "successor")


organizations = Collection(
    name=NAME,
    listing=Listing(
        title="Tổ chức",
        about="Mọi tổ chức đang có và đã kết thúc, theo số.",
        shape=BRIEF,
        rows=_rows,
        order=BY_KEY,
    ),
    shape=FULL,
    one=lambda pk: get_object_or_404(_rows(), pk=pk),
    tags=(TAG,),
)
