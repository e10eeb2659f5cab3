"""The web service for machines: the OpenAPI document, made from the declarations that serve."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_filters
from django.conf import settings

from publishing.lists import DateFilter
from publishing.service.declaring import MOST_PER_PAGE, PER_PAGE, Collection, Listing
from publishing.service.serving import PROBLEM
from publishing.service.shapes import Shape, reference

PAGING = [
    {
        "name": "limit",
        "in": "query",
        "description": "Số mục của một trang.",
        "schema": {"type": "integer", "minimum": 1, "maximum": MOST_PER_PAGE, "default": PER_PAGE},
    },
    {
        "name": "cursor",
        "in": "query",
        "description": "Dấu trang: lấy nguyên từ địa chỉ “next” của trang trước.",
        "schema": {"type": "string"},
    },
]
UNCHANGED = {
    "name": "If-None-Match",
    "in": "header",
    "description": "ETag đã nhận lần trước: nội dung chưa đổi thì trả lời 304, không có thân.",
    "schema": {"type": "string"},
}
NUMBER = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 0}}
AGAIN = {"Retry-After": {"description": "Hỏi lại sau bấy nhiêu giây.", "schema": {"type": "integer"}}}
ETAG = {"ETag": {"description": "Dấu của nội dung, dùng cho If-None-Match.", "schema": {"type": "string"}}}


def described(
    collections: Iterable[Collection], *, title: str, about: str, root: str, version: str, index: Shape
) -> dict[str, Any]:
    """The whole document (OpenAPI 3.1)."""
    known = tuple(collections)
    paths: dict[str, Any] = {root: _path("index", "Mục lục của dịch vụ", [], reference(index), refusals=())}
    shapes: list[Shape] = [index, PROBLEM]
    lists: list[Listing] = []
    for one in known:
        at, name = f"{root}{one.name}/", one.name
        paths[at] = _list_path(name, one.listing)
        paths[f"{at}{{id}}/"] = _path(f"{name}-item", one.shape.about, [NUMBER], reference(one.shape), (404, 410))
        lists.append(one.listing)
        shapes.append(one.shape)
        for part, listing in one.parts.items():
            paths[f"{at}{{id}}/{part}/"] = _list_path(f"{name}-{part}", listing, NUMBER)
            lists.append(listing)
    shapes += [listing.shape for listing in lists]
    schemas = {inner.name: inner.schema() for shape in shapes for inner in shape.with_inner()}
    schemas |= {_page_name(listing): _page_schema(listing) for listing in lists}
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "description": about, "version": version},
        "servers": [{"url": settings.SITE_URL}],
        "paths": paths,
        "components": {"schemas": dict(sorted(schemas.items()))},
    }


def _list_path(name: str, listing: Listing, *before: dict[str, Any]) -> dict[str, Any]:
    filters = listing.filters.base_filters if listing.filters else {}
    asked = [_parameter(one, filters[one]) for one in listing.asked]
    refusals = (400, 404, 410) if before else (400,)
    content = {"$ref": f"#/components/schemas/{_page_name(listing)}"}
    return _path(name, f"{listing.title}. {listing.about}", [*before, *asked, *PAGING], content, refusals)


def _path(
    name: str, about: str, parameters: list[dict[str, Any]], content: dict[str, Any], refusals: tuple[int, ...]
) -> dict[str, Any]:
    words = {400: "Có tham số chưa đúng.", 404: "Không có, hoặc chưa tới giờ đăng, đã hết hạn.", 410: "Đã được gỡ."}
    problem = {"application/json": {"schema": reference(PROBLEM)}}
    answers: dict[str, Any] = {
        "200": {"description": "Nội dung.", "headers": ETAG, "content": {"application/json": {"schema": content}}},
        "304": {"description": "Chưa đổi từ lần trước."},
    }
    answers |= {str(code): {"description": words[code], "content": problem} for code in refusals}
    answers["429"] = {"description": "Mạng này đang hỏi quá dày.", "headers": AGAIN, "content": problem}
    return {
        "get": {
            "operationId": name,
            "summary": about,
            "parameters": [*parameters, UNCHANGED],
            "responses": answers,
        }
    }


def _parameter(name: str, found: Any) -> dict[str, Any]:
    """A filter as the public list declares it."""
    schema: dict[str, Any] = {"type": "string"}
    if isinstance(found, django_filters.MultipleChoiceFilter):
        schema = {"type": "array", "items": {"type": "string"}}
    elif isinstance(found, django_filters.NumberFilter):
        bounds = {"minimum": found.extra.get("min_value"), "maximum": found.extra.get("max_value")}
        schema = {"type": "integer"} | {name: bound for name, bound in bounds.items() if bound is not None}
    elif isinstance(found, DateFilter):
        schema = {"type": "string", "examples": ["18/5/2023"]}
    return {"name": name, "in": "query", "description": str(found.label), "schema": schema}


def _page_name(listing: Listing) -> str:
    return f"{listing.shape.name}Page"


def _page_schema(listing: Listing) -> dict[str, Any]:
    return {
        "type": "object",
        "description": f"Một trang của danh sách. {listing.shape.about}",
        "properties": {
            "items": {"type": "array", "maxItems": MOST_PER_PAGE, "items": reference(listing.shape)},
            "next": {"type": ["string", "null"], "format": "uri", "description": "Trang sau; null ở trang cuối."},
        },
        "required": ["items", "next"],
        "additionalProperties": False,
    }
