"""The videos of the sample portal: short silent films of our own drawings, with captions that say so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.files.base import File as DjangoFile
from django.utils import timezone

from accounts import log
from accounts.models import User
from khoi_portal.sample import reading
from media import uploads
from media.models import File, Image, Video
from publishing import revisions, workflow
from publishing.states import State


@dataclass(frozen=True)
class Clip:
    """One video as it is entered."""

    name: str
    title: str
    summary: str
    recorded: date
    picture: str
    seconds: int
    transcript: str


CLIPS = [
    Clip(
        "toan-canh-so-ket",
        "Toàn cảnh Hội nghị sơ kết Kết luận 01-KL/TW (minh họa)",
        "Hội nghị qua năm khung hình vẽ, không lời.",
        date(2023, 5, 18),
        "hoi-truong",
        15,
        "Video không lời. Trụ sở cơ quan trước giờ họp; hội trường chính; phần phát biểu; các điểm cầu trực tuyến; giờ trao bằng khen.",
    ),
    Clip(
        "ngay-hoi-doc-sach",
        "Một vòng ngày hội đọc sách (minh họa)",
        "Bàn sách, phòng đọc và buổi đọc chung của một chi bộ.",
        date(2023, 11, 24),
        "sach",
        9,
        "",
    ),
    Clip(
        "mot-ngay-o-tru-so",
        "Một ngày ở trụ sở (minh họa)",
        "",
        date(2024, 6, 3),
        "tru-so",
        12,
        "Video không lời. Buổi sáng trước cổng; giờ giao ban; góc báo chí; sân sen lúc chiều.",
    ),
]


def load(*, people: dict[str, User], pictures: dict[str, Image]) -> None:
    """Every clip, once: where there is any video, everything stays as it is."""
    if Video.objects.exists():
        return
    for one in CLIPS:
        _load(one, people=people, pictures=pictures)


def _load(one: Clip, *, people: dict[str, User], pictures: dict[str, Image]) -> Video:
    keeper = people["tulieu"]
    files = [_file(f"{one.name}.{ending}", by=keeper).pk for ending in ("webm", "vtt")]
    data = revisions.snapshot(Video()) | {
        "title": one.title,
        "summary": one.summary,
        "recorded_on": one.recorded,
        "lead_image": pictures[one.picture].pk,
        "seconds": one.seconds,
        "transcript": one.transcript,
    }
    item = revisions.lay_over(Video(created_by=keeper), revisions.as_stored(data))
    item.publish_at = timezone.make_aware(datetime.combine(one.recorded, time(18)))
    return workflow.record_history(
        item=item,
        actor=people["duyet"],
        state=State.PUBLISHED,
        at=item.publish_at,
        related={"files": files},
        note="Dữ liệu mẫu",
    )


def _file(name: str, *, by: User) -> File:
    """Through the one upload door."""
    with (reading.FOLDER / "films" / name).open("rb") as opened:
        return uploads.accept_film(DjangoFile(opened, name=name), name=name, by=by, channel=log.COMMAND_LINE)
