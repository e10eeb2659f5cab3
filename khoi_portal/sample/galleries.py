"""The galleries of the sample portal: sets of our own drawings, with captions that say so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from accounts import log
from accounts.models import User
from media.galleries import photos
from media.models import Gallery, Image
from publishing import revisions, workflow
from publishing.states import State


@dataclass(frozen=True)
class Set:
    """One gallery as it is entered: the pictures by their names, the first of them on the cover."""

    title: str
    summary: str
    taken: date
    place: str
    pictures: tuple[tuple[str, str], ...]
    pending: bool = False


SETS = [
    Set(
        "Hội nghị sơ kết hai năm thực hiện Kết luận 01-KL/TW (minh họa)",
        "Hội trường, các điểm cầu trực tuyến và giờ trao bằng khen, qua hình vẽ minh họa.",
        date(2023, 5, 18),
        "Hà Nội",
        (
            ("trao-bang-khen", "Bằng khen trước giờ trao"),
            ("phat-bieu-2", "Bục phát biểu"),
            ("hoi-truong", "Hội trường chính"),
            ("truc-tuyen", "Các điểm cầu trực tuyến"),
            ("hop", "Phòng họp tổ"),
            ("phat-bieu", "Hoa và cờ trên lễ đài"),
            ("hoa-sen", "Sân trụ sở ngày hội nghị"),
            ("hoi-truong-2", "Hội trường thứ hai"),
            ("sach", "Tài liệu gửi đại biểu"),
            ("sinh-hoat-chi-bo", "Phòng thảo luận"),
            ("tru-so", "Trụ sở cơ quan"),
        ),
    ),
    Set(
        "Giao ban quý II năm 2024 (minh họa)",
        "",
        date(2024, 7, 12),
        "Hà Nội",
        (
            ("hop", "Phòng giao ban"),
            ("sinh-hoat-chi-bo", "Thảo luận theo tổ"),
            ("phat-bieu", "Phần phát biểu"),
            ("bao-chi", "Góc làm việc của phóng viên"),
        ),
    ),
    Set(
        "Ngày hội đọc sách (minh họa)",
        "Sách, thư viện và các điểm cầu cùng nghe giới thiệu sách.",
        date(2023, 11, 24),
        "",
        (
            ("sach", "Bàn trưng bày sách"),
            ("thu-vien", "Phòng đọc của thư viện"),
            ("truc-tuyen", "Giới thiệu sách qua các điểm cầu"),
            ("bao-chi", "Báo chí đưa tin về ngày hội"),
        ),
    ),
    Set(
        "Trụ sở qua các mùa (minh họa)",
        "",
        date(2023, 9, 1),
        "Hà Nội",
        (
            ("tru-so", "Mặt trước trụ sở"),
            ("hoa-sen", "Sen trong sân những ngày tháng Bảy"),
            ("co", "Cờ ngày Quốc khánh"),
        ),
    ),
    Set(
        "Thông tin chuyên đề dịp Quốc khánh (minh họa)",
        "",
        date(2024, 7, 11),
        "Hà Nội",
        (("hoi-truong-2", "Hội trường"), ("co", "Cờ trước hội trường"), ("phat-bieu", "Phần trình bày chuyên đề")),
        pending=True,
    ),
]  # fmt: skip


def load(*, people: dict[str, User], pictures: dict[str, Image]) -> None:
    """Every set, once: where there is any, everything stays as it is."""
    if Gallery.objects.exists():
        return
    for one in SETS:
        _load(one, people=people, pictures=pictures)


def _load(one: Set, *, people: dict[str, User], pictures: dict[str, Image]) -> Gallery:
    data = revisions.snapshot(Gallery()) | {
        "title": one.title,
        "summary": one.summary,
        "taken_on": one.taken,
        "place": one.place,
        "photos": [
            photos.row(pictures[name].pk, caption=f"{words} (minh họa)", alt=f"Hình vẽ: {words.lower()}", cover=at == 0)
            for at, (name, words) in enumerate(one.pictures)
        ],
    }
    keeper = people["tulieu"]
    if one.pending:
        item = workflow.save_draft(
            item=Gallery(), data=revisions.as_stored(data), actor=keeper, channel=log.COMMAND_LINE
        )
        item = workflow.submit(item=item, actor=keeper, channel=log.COMMAND_LINE)
        return workflow.forward(item=item, actor=people["bientap"], channel=log.COMMAND_LINE)
    item = revisions.lay_over(Gallery(created_by=keeper), revisions.as_stored(data))
    item.publish_at = timezone.make_aware(datetime.combine(one.taken, time(17, 30)))
    return workflow.record_history(
        item=item,
        actor=people["duyet"],
        state=State.PUBLISHED,
        at=item.publish_at,
        related={},
        note="Dữ liệu mẫu",
    )
