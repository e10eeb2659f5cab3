"""Documents as the web service sends them."""

from __future__ import annotations

from typing import Any

from documents import shelves
from documents.filters import DocumentFilter
from documents.models import TAG, Document
from media.open_data import FILE
from organizations.models import TAG as ORGANIZATIONS
from organizations.open_data import ORGANIZATION_NAME, shown
from publishing import paths, revisions
from publishing.open_data import if_public, piece_fields, piece_name
from publishing.service.declaring import Collection, Listing
from publishing.service.shapes import Shape, day, many, one, text

NAME = "tai-lieu"

DOCUMENT_NAME = piece_name(NAME, "DocumentName", "Văn bản, tài liệu, gọi tắt.")
BRIEF = Shape(
    "DocumentBrief",
    "Văn bản, tài liệu trong danh sách.",
    (
        *piece_fields(NAME),
        text("type", "Loại.", lambda one: one.type.name if one.type else ""),
        text("number", "Số, ký hiệu.", lambda one: one.number),
        text("issuer", "Cơ quan ban hành, tên đúng ngày ban hành.", lambda one: one.issued_by),
        one(
            "issuer_organization",
            "Cơ quan ban hành trong cây tổ chức.",
            ORGANIZATION_NAME,
            lambda one: shown(one.issuer),
        ),
        day("issued_on", "Ngày ban hành.", lambda one: one.issued_on),
        day("effective_on", "Ngày có hiệu lực.", lambda one: one.effective_on),
        day("expired_on", "Hết hiệu lực từ ngày.", lambda one: one.expired_on),
        text("force", "Hiệu lực hôm nay, bằng lời.", lambda one: one.force),
        many("files", "Các tệp.", FILE, lambda one: one.carried),
    ),
)
FULL = BRIEF.more(
    "Document",
    "Một văn bản, tài liệu.",
    text("signer", "Người ký, như in trên văn bản.", lambda one: one.signer),
    text("signer_title", "Chức vụ người ký khi ấy.", lambda one: one.signer_title),
    one("replaced_by", "Được thay thế bởi.", DOCUMENT_NAME, lambda one: if_public(one.replaced_by)),
)


def _furnished(documents: list[Any]) -> None:
    """All files in one go."""
    shelves.carry([revisions.mirror(one, one.live_data) for one in documents])


def _rows() -> Any:
    return Document.objects.for_page().prefetch_related("issuer__former_names")


def _one(pk: int) -> Document:
    found: Document = paths.find_piece(_rows(), pk)
    _furnished([found])
    return found


documents = Collection(
    name=NAME,
    listing=Listing(
        title="Văn bản, tài liệu",
        about="Các văn bản, tài liệu đang đăng, mới đăng trước.",
        shape=BRIEF,
        rows=lambda: _rows().listed(),
        filters=DocumentFilter,
        asked=("loai", "nam", "donvi"),
        past_cache=("donvi",),
        furnish=_furnished,
    ),
    shape=FULL,
    one=_one,
    tags=(TAG, ORGANIZATIONS),
)
