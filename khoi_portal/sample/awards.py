"""The awards of the sample portal: the round of 2021-2023 and the order of 2017 as public facts have them; the rest is invented."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from accounts import log
from accounts.models import User
from awards.models import AwardForm, AwardRound, Commendation, Decision
from awards.recipients import RECIPIENTS, STORED
from organizations.models import Organization
from publishing import revisions, workflow
from publishing.states import State
from registers import batches, matching
from registers.trying import Decisions, Plan, as_json

ROOT = "Đảng ủy Khối các cơ quan Trung ương"
COMMITTEE = "Ban Thường vụ Đảng ủy Khối các cơ quan Trung ương"

# In the order of the tree: one for each of its chi bộ.
ACHIEVEMENTS = """\
Mỗi đảng viên nhận một việc khó trong quý, cuối quý báo cáo trước chi bộ
Rút nửa thời gian họp giao ban, dành cho việc xuống cơ sở
Trả lời thư bạn đọc trong năm ngày, không để tồn
Mở chuyên mục hằng tuần về người thật, việc thật
Giảm giấy in thử, chuyển sang duyệt bản trên máy
Số hóa hồ sơ, tra cứu trong vài giây thay cho nửa buổi
Sắp lại kho lưu trữ, không thất lạc tài liệu nào
Nhận giúp hai trường vùng cao lập tủ sách
Dùng chung dữ liệu, bỏ ba biểu báo cáo trùng nhau
Mỗi số tạp chí có một trang kể lại lời Bác dặn
Xử lý văn bản trong hai ngày, quá hạn thì báo lý do
Ba đề tài được đưa vào hướng dẫn công tác
Một cửa cho cán bộ hưu trí, không phải đi lại lần hai
Công khai tiêu chí đánh giá cán bộ từ đầu năm
Tiết kiệm điện, nước, lấy số liệu hằng tháng để so sánh
Xe chung chuyến, tiết kiệm một phần năm nhiên liệu
Bộ quy tắc đón tiếp khách gọn trong một trang
Bài giảng có tình huống, người học tự tìm lời giải
Kèm cặp giảng viên trẻ, mỗi năm hai người lên lớp vững
Xếp lịch học gọn, không lớp nào phải chờ phòng
Ký túc xá tự quản, không còn việc mất trật tự
Chấm thi hai vòng, không có đơn khiếu nại
Khám sức khỏe tại chỗ cho người học ở xa
Mở thư viện cả chiều thứ Bảy
Bộ sách nhỏ bỏ túi về đạo đức cách mạng
Đưa sách tới thư viện các huyện đảo
Trả nhuận bút đúng hạn, có thư cảm ơn từng tác giả
Chế bản sạch lỗi, giảm một nửa số trang phải in lại
Minh họa sách thiếu nhi về tuổi thơ của Bác
Bìa sách giản dị, dễ đọc tên từ xa
Kho sách xếp lại, tìm một cuốn không quá ba phút
Trưng bày lưu động tới bảy trường học
Kiểm kê xong kho hiện vật trước hạn ba tháng
Giờ học lịch sử ngay trong phòng trưng bày
Bảo quản hiện vật giấy bằng vật liệu làm trong nước
Thuyết minh bằng hai thứ tiếng, có buổi cho người khiếm thị
Phục chế mười hai hiện vật bằng vật liệu cũ
Thẩm định đề tài hai bên độc lập, công khai nhận xét
Giảm hồ sơ xin tài trợ từ chín xuống bốn loại
Trực tuyến hóa lịch làm việc của Quỹ
Đối chiếu sổ sách hằng tuần, không sai lệch cuối năm
Giới thiệu công trình trẻ với bạn đọc nước ngoài
Kiểm tra chéo, nhắc sớm, không để sai sót thành lỗi
Giữ hệ thống chạy suốt các kỳ họp, không gián đoạn
Bản tin sáng ra trước bảy giờ, không thiếu ngày nào
Diễn tập phòng chống mất an toàn dữ liệu mỗi quý
Chuyển hết văn bản giấy mười năm sang bản số
Trực đêm thay nhau, việc gấp có người nhận trong mười phút
Sinh hoạt chuyên đề gắn với việc của từng tổ
Đón đảng viên mới về bằng buổi kể chuyện chi bộ
""".splitlines()

MERITS_2020 = [
    ("Chi bộ Ban Thư ký (minh họa)", "Đảng bộ Cơ quan Báo chí Số 1 (minh họa)", "", "Hoàn thành xuất sắc nhiệm vụ năm 2020"),
    ("Chi bộ Phòng Ảnh (minh họa)", "Đảng bộ Cơ quan Báo chí Số 1 (minh họa)", "", "Kho ảnh tư liệu dùng chung"),
    ("Đảng bộ Tạp chí Số 10 (minh họa)", "Đảng ủy Khối các cơ quan Trung ương", "", "Hoàn thành xuất sắc nhiệm vụ năm 2020"),
    ("Chi bộ Phòng Lưu trữ (minh họa)", "Đảng bộ Viện Nghiên cứu Số 5 (minh họa)", "", "Hoàn thành tốt chỉnh lý tài liệu năm 2020"),
    ("Vũ Thị Mơ (minh họa)", "Đảng bộ Viện Nghiên cứu Số 5 (minh họa)", "Nghiên cứu viên", "Sáng kiến sắp xếp thư mục điện tử"),
    ("Đỗ Văn Khoa (minh họa)", "Đảng bộ Học viện Số 3 (minh họa)", "Giảng viên", "Soạn bộ câu hỏi ôn tập dùng chung"),
]  # fmt: skip


def load(*, people: dict[str, User]) -> None:
    """The rounds, once: where there is any, everything stays as it is."""
    if AwardRound.objects.exists():
        return
    _cells_of_2023()
    _order_of_2017()
    _merits_of_2020(people)
    _flags_to_come(people)


def _round(*, on: date, **fields: Any) -> AwardRound:
    return workflow.record_history(
        item=AwardRound(**fields),
        actor=None,
        state=State.PUBLISHED,
        at=timezone.make_aware(datetime.combine(on, time(15))),
        note="Dữ liệu mẫu",
    )


def _cells_of_2023() -> None:
    """Who decided, where and what for are public; number and names are not, and are marked."""
    decision = Decision.objects.create(
        number="999-QĐ/ĐUK (minh họa)",
        issued_on=date(2023, 5, 18),
        issuer_name=COMMITTEE,
        issuer=Organization.objects.filter(name=ROOT).first(),
    )
    item = _round(
        on=date(2023, 5, 18),
        title="Bằng khen cho 50 chi bộ có thành tích học tập và làm theo Bác, giai đoạn 2021-2023",
        summary="Năm mươi chi bộ có việc làm cụ thể, kiểm đếm được. Số quyết định, tên đơn vị và thành tích ở đây là minh họa.",
        decision=decision,
        form=AwardForm.objects.get(name="Bằng khen"),
        movement="Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
        period_from=2021,
        period_to=2023,
        presented_on=date(2023, 5, 18),
        venue="Hà Nội",
        presenter="Đồng chí Trưởng Ban Tuyên giáo Trung ương và đồng chí Bí thư Đảng ủy Khối",
    )
    cells = Organization.objects.in_tree_order().filter(name__startswith="Chi bộ ", kind__name__startswith="chi bộ")
    named = [(one.name, one.parent.name) for one in cells.select_related("parent")]
    rows = [[*name, achievement] for name, achievement in zip(named, ACHIEVEMENTS, strict=True)]
    _import(item, ["Tên chi bộ", "Đảng bộ trực thuộc", "Thành tích"], rows, name="bang-khen-50-chi-bo.csv")


def _order_of_2017() -> None:
    """Received: the public fact of the tenth anniversary."""
    decision = Decision.objects.create(issuer_name="Chủ tịch nước")
    item = _round(
        on=date(2017, 4, 9),
        title="Đảng bộ Khối các cơ quan Trung ương nhận Huân chương Lao động hạng Nhất",
        summary="Trao tại lễ kỷ niệm 10 năm thành lập Đảng bộ Khối (11/4/2007 - 11/4/2017).",
        direction=AwardRound.Direction.RECEIVED,
        decision=decision,
        form=AwardForm.objects.get(name="Huân chương Lao động"),
        presented_on=date(2017, 4, 9),
        venue="Hà Nội",
        presenter="Đồng chí Chủ tịch nước",
    )
    header = ["Tên tập thể", "Hình thức", "Hạng", "Đối tượng"]
    rows = [["Đảng bộ Khối các cơ quan Trung ương", "Huân chương Lao động", "Nhất", "Tập thể"]]
    _import(item, header, rows, name="huan-chuong-2017.csv")
    one = item.commendations.get()
    _by_hand(item, one, {"organization_id": Organization.objects.get(name=ROOT).pk}, actor=None)


def _merits_of_2020(people: dict[str, User]) -> None:
    """Collectives and individuals, one unit that was merged since, one row revoked: all of it invented."""
    decision = Decision.objects.create(
        number="88-QĐ/ĐUK (minh họa)", issued_on=date(2021, 1, 20), issuer_name="Đảng ủy Khối các cơ quan Trung ương"
    )
    item = _round(
        on=date(2021, 1, 20),
        title="Giấy khen hoàn thành xuất sắc nhiệm vụ năm 2020 (minh họa)",
        summary="Tập thể và cá nhân của các đảng bộ trực thuộc. Toàn bộ danh sách là minh họa.",
        decision=decision,
        form=AwardForm.objects.get(name="Giấy khen"),
        period_from=2020,
        period_to=2020,
    )
    _import(item, ["Tên", "Trực thuộc", "Chức vụ", "Thành tích"], MERITS_2020, name="giay-khen-2020.csv")
    revoked = {
        "status": Commendation.Status.REVOKED.value,
        "revoked_by": "31-QĐ/ĐUK (minh họa)",
        "revoked_on": "2021-09-06",
        "revoked_reason": "Số liệu trong báo cáo thành tích không đúng",
    }
    _by_hand(item, item.commendations.get(recipient_name="Chi bộ Phòng Lưu trữ (minh họa)"), revoked, actor=None)


def _flags_to_come(people: dict[str, User]) -> None:
    """A round that is being prepared: nobody outside the newsroom sees it."""
    fields = {
        "title": "Cờ thi đua cho đơn vị dẫn đầu cụm, năm 2024 (minh họa)",
        "summary": "Đang chờ danh sách của các cụm thi đua.",
        "form": AwardForm.objects.get(name="Cờ thi đua").pk,
        "period_from": 2024,
        "period_to": 2024,
    }
    item = AwardRound()
    workflow.save_draft(
        item=item, data=revisions.snapshot(item) | fields, actor=people["khenthuong"], channel=log.COMMAND_LINE
    )


def _import(item: AwardRound, header: list[str], rows: list[Any], *, name: str) -> None:
    """As `import_awards` does, but for names that are not in the tree: they stay names."""
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    batch = batches.receive(
        register=RECIPIENTS,
        piece=item,
        data=out.getvalue().encode(),
        file_name=name,
        actor=None,
        channel=log.COMMAND_LINE,
    )
    trial = batches.try_out(batch)
    assert trial is not None, batch.message  # noqa: S101 - the sheet is our own
    names_only = {one.key: matching.NAME_ONLY for one in trial.matches if one.is_new}
    batches.decide(batch=batch, decisions=Decisions(organizations=names_only), actor=None)
    batches.try_out(batch)
    batches.record(batch=batch, actor=None)


def _by_hand(item: AwardRound, row: Commendation, after: dict[str, Any], *, actor: User | None) -> None:
    there = as_json(item.commendations.filter(pk=row.pk).values(*STORED).get())
    change = {"pk": row.pk, "before": {name: there[name] for name in after}, "after": after}
    batches.change_by_hand(
        register=RECIPIENTS,
        piece=item,
        plan=Plan(changes=[change]),
        actor=actor,
        label=f"Sửa tay: {row.recipient_name}",
    )
