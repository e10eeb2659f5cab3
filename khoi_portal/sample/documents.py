"""The documents of the sample portal: public facts in our own words, each with a file made here that says it is no original."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from textwrap import wrap

from django.conf import settings
from django.utils import timezone
from openpyxl import Workbook
from PIL import Image, ImageDraw, ImageFont

from accounts import log
from accounts.models import User
from documents.models import Document, DocumentType
from khoi_portal.sample.organizations import ROOT
from media import uploads
from organizations.models import Organization
from publishing import revisions, workflow
from publishing.states import State

NOT_THE_ORIGINAL = (
    "Tệp này do phần mềm tạo ra để minh họa việc tải tài liệu. Đây không phải văn bản gốc và không có giá trị sử dụng. "
    "Văn bản gốc: xem tại cơ quan ban hành."
)
PAGE, MARGIN, CHARACTERS = (1654, 2339), 180, 62  # A4 at 200 dots an inch


@dataclass(frozen=True)
class Row:
    """One document as it is entered."""

    name: str
    type: str
    title: str
    published: str
    number: str = ""
    summary: str = ""
    issuer: str = ""
    issued: date | None = None
    effective: date | None = None
    expired: date | None = None
    signer_title: str = ""
    files: tuple[str, ...] = ("pdf",)
    replaced_by: str = ""
    pending: bool = False


ROWS = [
    Row(
        "nd-42", "nghị định",
        "Quy định về việc cung cấp thông tin và dịch vụ công trực tuyến của cơ quan nhà nước trên môi trường mạng",
        "2022-07-01 09:00", "42/2022/NĐ-CP",
        "Các cổng, trang thông tin điện tử phải có những gì, cập nhật ra sao, ai chịu trách nhiệm.",
        "Chính phủ", date(2022, 6, 24), date(2022, 8, 15),
    ),
    Row(
        "nd-43", "nghị định",
        "Quy định về việc cung cấp thông tin và dịch vụ công trực tuyến trên trang thông tin điện tử hoặc cổng thông tin điện "
        "tử của cơ quan nhà nước",
        "2022-06-01 09:00", "43/2011/NĐ-CP",
        "Quy định trước đây về cổng, trang thông tin điện tử, giữ lại để tra cứu.",
        "Chính phủ", date(2011, 6, 13), date(2011, 8, 1), date(2022, 8, 15), replaced_by="nd-42",
    ),
    Row(
        "kl-01", "kết luận",
        "Về tiếp tục thực hiện Chỉ thị 05-CT/TW về đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
        "2022-03-01 08:00", "01-KL/TW",
        "Việc học và làm theo Bác trở thành công việc thường xuyên của cấp ủy, tổ chức đảng và mỗi đảng viên.",
        "Bộ Chính trị", date(2021, 5, 18),
    ),
    Row(
        "ct-05", "chỉ thị",
        "Về đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
        "2022-03-01 08:10", "05-CT/TW", "", "Bộ Chính trị", date(2016, 5, 15),
    ),
    Row(
        "nq-35", "nghị quyết",
        "Về tăng cường bảo vệ nền tảng tư tưởng của Đảng, đấu tranh phản bác các quan điểm sai trái, thù địch trong tình hình mới",
        "2022-03-01 08:20", "35-NQ/TW",
        "Cơ sở cho hoạt động của Ban Chỉ đạo 35 các cấp.",
        "Bộ Chính trị", date(2018, 10, 22),
    ),
    Row(
        "nq-21", "nghị quyết",
        "Về tăng cường củng cố, xây dựng tổ chức cơ sở đảng và nâng cao chất lượng đội ngũ đảng viên trong giai đoạn mới",
        "2022-07-20 14:00", "21-NQ/TW",
        "Nêu mục tiêu và việc phải làm để chi bộ mạnh, đảng viên gương mẫu.",
        "Ban Chấp hành Trung ương", date(2022, 6, 16),
    ),
    Row(
        "ct-10", "chỉ thị", "Về nâng cao chất lượng sinh hoạt chi bộ",
        "2022-03-01 08:30", "10-CT/TW", "", "Ban Bí thư (khóa X)", date(2007, 3, 30),
    ),
    Row(
        "ctr-17", "chương trình", "Chương trình hành động thực hiện Nghị quyết 21-NQ/TW",
        "2022-09-12 10:00", "17-CTr/ĐUK",
        "Việc của từng cấp ủy trong Đảng bộ Khối để thực hiện Nghị quyết 21-NQ/TW.",
        "đảng ủy", None, signer_title="Thay mặt Ban Thường vụ", files=("pdf", "xlsx"),
    ),
    Row(
        "kh-128", "kế hoạch", "Tổ chức đại hội các đảng bộ trực thuộc, nhiệm kỳ 2025 - 2030 (minh họa)",
        "2024-07-10 15:00", "128-KH/ĐUK",
        "Bốn nhóm việc, mốc thời gian và đầu mối của từng việc. Số và nội dung đều là minh họa.",
        "đảng ủy", date(2024, 7, 10), signer_title="Thay mặt Ban Thường vụ",
    ),
    Row(
        "mau-bien-ban", "biểu mẫu", "Mẫu bảng tự chấm “chi bộ bốn tốt” (minh họa)",
        "2024-07-08 09:30", "", "Chi bộ tự chấm theo bốn tiêu chí, mỗi quý một lần.", "", date(2024, 7, 8), files=("xlsx",),
    ),
    Row(
        "sinh-hoat-7", "tài liệu sinh hoạt", "Tài liệu sinh hoạt chi bộ tháng 7/2024 (minh họa)",
        "2024-07-01 08:00", "", "Gợi ý nội dung và câu hỏi thảo luận.", "", date(2024, 7, 1), files=("pdf", "xlsx"),
    ),
    Row(
        "hd-45", "hướng dẫn", "Đánh giá, xếp loại “chi bộ bốn tốt” (minh họa)",
        "", "45-HD/ĐUK", "Cách chấm, hồ sơ và thời hạn gửi. Số và nội dung đều là minh họa.",
        "đảng ủy", date(2024, 6, 24), pending=True,
    ),
]  # fmt: skip


def load(*, people: dict[str, User]) -> dict[str, Document]:
    """Every document by its name here, once: where there is any, everything stays as it is."""
    if Document.objects.exists():
        return {}
    root = Organization.objects.filter(name=ROOT).first()
    made: dict[str, Document] = {}
    for row in ROWS:
        made[row.name] = _load(row, root=root, made=made, people=people)
    return made


def _load(row: Row, *, root: Organization | None, made: dict[str, Document], people: dict[str, User]) -> Document:
    own = row.issuer == "đảng ủy"
    data = revisions.snapshot(Document()) | {
        "type": DocumentType.objects.get(name=row.type).pk,
        "number": row.number,
        "title": row.title,
        "summary": row.summary,
        "issuer": root.pk if own and root else None,
        "issuer_name": "" if own else row.issuer,
        "issued_on": row.issued,
        "effective_on": row.effective,
        "expired_on": row.expired,
        "signer_title": row.signer_title,
        "replaced_by": made[row.replaced_by].pk if row.replaced_by else None,
        "files": [_file(row, form, by=people["phongvien"]) for form in row.files],
    }
    if row.pending:
        return _pending(data, people)
    item = revisions.lay_over(Document(created_by=people["phongvien"]), data)
    at = timezone.make_aware(datetime.strptime(row.published, "%Y-%m-%d %H:%M"))
    item.publish_at = at
    return workflow.record_history(
        item=item,
        actor=people["duyet"],
        state=State.PUBLISHED,
        at=at,
        related={"files": data["files"]},
        note="Dữ liệu mẫu",
    )


def _pending(data: revisions.Data, people: dict[str, User]) -> Document:
    writer, desk = people["phongvien"], people["bientap"]
    item = workflow.save_draft(item=Document(), data=data, actor=writer, channel=log.COMMAND_LINE)
    item = workflow.submit(item=item, actor=writer, channel=log.COMMAND_LINE)
    return workflow.forward(item=item, actor=desk, channel=log.COMMAND_LINE)


def _file(row: Row, form: str, *, by: User) -> int:
    made = _sheet(row) if form == "xlsx" else _page(row)
    name = f"phu-luc-{row.name}.xlsx" if form == "xlsx" and len(row.files) > 1 else f"{row.name}.{form}"
    return uploads.accept_file(made, name=name, by=by, channel=log.COMMAND_LINE).pk


def _page(row: Row) -> BytesIO:
    """One page as a picture in a PDF: type and number, title, and that this is no original."""
    page = Image.new("1", PAGE, 1)
    draw = ImageDraw.Draw(page)
    at = MARGIN
    heading = f"{row.type[:1].upper()}{row.type[1:]}" + (f" số {row.number}" if row.number else "")
    for lines, font, size in (
        ([row.issuer if row.issuer != "đảng ủy" else ROOT] if row.issuer else [], "sans-400", 38),
        ([heading], "sans-600", 46),
        (wrap(row.title, 46), "serif-600", 54),
        (wrap(row.summary, CHARACTERS), "serif-400", 42),
        (wrap(NOT_THE_ORIGINAL, CHARACTERS), "serif-400", 42),
    ):
        at = _write(draw, lines, at=at, font=font, size=size)
    out = BytesIO()
    page.save(out, "PDF", resolution=200, title=row.title, creator="khoi_portal", producer="khoi_portal")
    out.seek(0)
    return out


def _write(draw: ImageDraw.ImageDraw, lines: Iterable[str], *, at: int, font: str, size: int) -> int:
    """The lines under one another; where the next ones begin."""
    letters = ImageFont.truetype(settings.BASE_DIR / "static" / "fonts" / f"khoi-{font}.woff2", size)
    for line in lines:
        draw.text((MARGIN, at), line, fill=0, font=letters)
        at += round(size * 1.5)
    return at + size if lines else at


def _sheet(row: Row) -> BytesIO:
    """A small table."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Minh họa"
    sheet.append([row.title])
    sheet.append([NOT_THE_ORIGINAL])
    sheet.append(["STT", "Nội dung", "Đầu mối", "Thời hạn"])
    for number, work in enumerate(("Quán triệt", "Xây dựng kế hoạch", "Kiểm tra, giám sát", "Sơ kết"), start=1):
        sheet.append([number, work, "Chi bộ (minh họa)", f"Quý {number}"])
    out = BytesIO()
    book.save(out)
    out.seek(0)
    return out
