"""Award rounds and those who are honoured in them, as the web service sends them: names as they were written then."""

from __future__ import annotations

from typing import Any

from awards.filters import RoundFilter
from awards.models import TAG, AwardRound, Commendation
from documents.models import TAG as DOCUMENTS
from documents.open_data import DOCUMENT_NAME
from media import attached
from media.open_data import FILE
from organizations.models import TAG as ORGANIZATIONS
from organizations.open_data import ORGANIZATION_NAME, shown
from publishing import paths
from publishing.open_data import if_public, piece_fields, piece_name
from publishing.service.declaring import Collection, Listing, Order, part_url
from publishing.service.shapes import Shape, day, flag, link, many, number, one, text, whole, word

NAME = "khen-thuong"
RECIPIENTS = "danh-sach"

ROUND_NAME = piece_name(NAME, "AwardRoundName", "Đợt khen thưởng, gọi tắt.")
DECISION = Shape(
    "Decision",
    "Quyết định khen thưởng.",
    (
        text("number", "Số, ký hiệu.", lambda one: one.number),
        day("issued_on", "Ngày ban hành.", lambda one: one.issued_on),
        text("issuer", "Cơ quan ban hành, tên đúng lúc ban hành.", lambda one: one.issuer_name),
        text("signer", "Người ký, như in trên quyết định.", lambda one: one.signer_name),
        text("signer_title", "Chức vụ người ký.", lambda one: one.signer_title),
        one("document", "Toàn văn quyết định.", DOCUMENT_NAME, lambda one: if_public(one.document)),
    ),
)
BRIEF = Shape(
    "AwardRoundBrief",
    "Đợt khen thưởng trong danh sách.",
    (
        *piece_fields(NAME),
        word("direction", "Khen hay được khen.", tuple(AwardRound.Direction.values), lambda one: one.direction),
        text("form", "Hình thức chung.", lambda one: one.form.name if one.form else ""),
        one("decision", "Quyết định.", DECISION, lambda one: one.decision),
        whole("recipients_count", "Số tập thể, cá nhân còn giữ danh hiệu.", lambda one: one.recipients),
        link(
            "recipients_url", "Danh sách được khen trong dịch vụ này.", lambda one: part_url(NAME, RECIPIENTS, one.pk)
        ),
    ),
)
FULL = BRIEF.more(
    "AwardRound",
    "Một đợt khen thưởng.",
    text("movement", "Phong trào.", lambda one: one.movement),
    text("period", "Giai đoạn, như in.", lambda one: one.period),
    text("presenter", "Chức danh người trao.", lambda one: one.presenter),
    day("presented_on", "Ngày trao.", lambda one: one.presented_on),
    text("venue", "Nơi trao.", lambda one: one.venue),
    many("files", "Các tệp đính kèm.", FILE, attached.of),
)
RECIPIENT = Shape(
    "Commendation",
    "Một tập thể hoặc cá nhân được khen, như ghi trong danh sách.",
    (
        whole("id", "Số của hàng.", lambda one: one.pk),
        word("kind", "Tập thể hay cá nhân.", tuple(Commendation.RecipientKind.values), lambda one: one.recipient_kind),
        text("name", "Tên, như ghi lúc ấy.", lambda one: one.recipient_name),
        text("position", "Chức vụ lúc ấy.", lambda one: one.position),
        text("parent_name", "Đơn vị cấp trên, như ghi lúc ấy.", lambda one: one.parent_name),
        one("organization", "Trong cây tổ chức.", ORGANIZATION_NAME, lambda one: shown(one.organization)),
        text("form", "Hình thức và hạng.", lambda one: one.form_label),
        text("achievement", "Thành tích.", lambda one: one.achievement),
        number("period_from", "Từ năm.", lambda one: one.period_from),
        number("period_to", "Đến năm.", lambda one: one.period_to),
        flag("revoked", "Đã hủy bỏ.", lambda one: one.is_revoked),
        text("revoked_by", "Số quyết định hủy bỏ.", lambda one: one.revoked_by),
        day("revoked_on", "Ngày hủy bỏ.", lambda one: one.revoked_on),
    ),
)


def _rows() -> Any:
    return AwardRound.objects.select_related("form", "decision__document").counted()


award_rounds = Collection(
    name=NAME,
    listing=Listing(
        title="Đợt khen thưởng",
        about="Các đợt khen thưởng đang đăng, mới đăng trước.",
        shape=BRIEF,
        rows=lambda: _rows().listed(),
        filters=RoundFilter,
        asked=("hinhthuc", "nam", "huong"),
    ),
    shape=FULL,
    one=lambda pk: paths.find_piece(_rows(), pk),
    tags=(TAG, DOCUMENTS, ORGANIZATIONS),
    parts={
        RECIPIENTS: Listing(
            title="Danh sách được khen của một đợt",
            about="Theo thứ tự trong quyết định; hàng đã hủy bỏ vẫn còn và được đánh dấu.",
            shape=RECIPIENT,
            rows=lambda item: item.commendations.for_page(),
            order=Order("order", newest_first=False),
        )
    },
)
