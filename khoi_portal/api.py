"""The web service as a whole: every collection of every app, their index, and the OpenAPI document."""

from __future__ import annotations

from itertools import chain

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path

from articles.open_data import articles, authors, keywords, threads
from awards.open_data import award_rounds
from documents.open_data import documents
from events.open_data import events, series
from khoi_portal.open_data import pages
from media.galleries.open_data import galleries
from media.videos.open_data import videos
from organizations.open_data import organizations
from publishing import sites
from publishing.addresses import address
from publishing.open_data import sections
from publishing.pagecache import cached_page
from publishing.service.describing import described
from publishing.service.serving import answer_json, routes, service
from publishing.service.shapes import Shape, link, many, text

ROOT = "/api/v1/"
VERSION = "1.1.0"
COLLECTIONS = (
    articles, sections, threads, authors, keywords, events, series, award_rounds, documents, galleries, videos,
    organizations, pages,
)  # fmt: skip

COLLECTION = Shape(
    "Collection",
    "Một bộ dữ liệu.",
    (
        text("name", "Tên trong địa chỉ.", lambda one: one.name),
        text("title", "Tên gọi.", lambda one: one.listing.title),
        text("about", "Có gì trong đó.", lambda one: one.listing.about),
        link("url", "Trang đầu.", lambda one: one.url),
    ),
)
INDEX = Shape(
    "Index",
    "Mục lục của dịch vụ.",
    (
        text("site", "Tên cổng.", lambda one: one.name),
        text("reuse_notice", "Điều cần ghi khi sử dụng lại.", lambda one: one.reuse_notice),
        link("openapi_url", "Bản mô tả OpenAPI.", lambda one: address("api:openapi")),
        many("collections", "Các bộ dữ liệu.", COLLECTION, lambda one: COLLECTIONS),
    ),
)


@service
@cached_page()
def index(request: HttpRequest) -> HttpResponse:
    """Every collection, and where the service is described."""
    return answer_json(INDEX.of(sites.identity()))


@service
@cached_page()
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document, from the declarations that serve."""
    site = sites.identity()
    about = f"Dữ liệu công khai của {site.name}, chỉ để đọc. {site.reuse_notice}".strip()
    title = f"Dữ liệu mở | {site.name}"
    return answer_json(described(COLLECTIONS, title=title, about=about, root=ROOT, version=VERSION, index=INDEX))


@service
def nothing(request: HttpRequest) -> HttpResponse:
    """Any other address below the service: machines are told so in JSON."""
    raise Http404


urlpatterns = [
    path("", index, name="index"),
    path("openapi.json", openapi, name="openapi"),
    *chain.from_iterable(map(routes, COLLECTIONS)),
    re_path(r"^[\s\S]+/\Z", nothing),
]
