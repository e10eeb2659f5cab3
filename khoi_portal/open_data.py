"""Simple pages as the web service sends them."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from khoi_portal.models import Page
from publishing.sanitizing import render_elsewhere
from publishing.service.declaring import BY_KEY, Collection, Listing, item_url
from publishing.service.shapes import Shape, html, link, moment, one, text, whole, word

NAME = "trang"

PAGE_NAME = Shape(
    "SitePageName",
    "Trang giới thiệu, liên hệ, quy định …, gọi tắt.",
    (
        whole("id", "Số của trang, không đổi khi tên đổi.", lambda one: one.pk),
        text("title", "Tên trang.", lambda one: one.title),
        link("url", "Trang trên cổng.", lambda one: one.get_absolute_url()),
        link("api_url", "Địa chỉ trong dịch vụ này.", lambda one: item_url(NAME, one.pk)),
    ),
)
BRIEF = PAGE_NAME.more(
    "SitePageBrief",
    "Trang trong danh sách.",
    text("summary", "Tóm tắt.", lambda one: one.summary),
    word("language", "Ngôn ngữ.", ("vi", "en"), lambda one: one.language),
    moment("updated_at", "Lần cập nhật cuối.", lambda one: one.updated_at),
)
FULL = BRIEF.more(
    "SitePage",
    "Một trang.",
    html("body_html", "Nội dung. Địa chỉ trong đó có đủ tên miền.", lambda one: render_elsewhere(one.body)),
    one("translation_of", "Là bản dịch của trang này.", PAGE_NAME, lambda one: _shown(one.translation_of)),
)


def _shown(page: Page | None) -> Page | None:
    return page if page is not None and page.is_shown else None


def _one(pk: int) -> Page:
    return get_object_or_404(Page.objects.public().select_related("translation_of"), pk=pk)


pages = Collection(
    name=NAME,
    listing=Listing(
        title="Trang",
        about="Giới thiệu, liên hệ, quy định và các trang khác, theo số.",
        shape=BRIEF,
        rows=lambda: Page.objects.public().defer("body"),
        order=BY_KEY,
    ),
    shape=FULL,
    one=_one,
    tags=("kind:page",),
)
