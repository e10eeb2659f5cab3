"""The events of the sample portal: those of the sample texts with their public facts, two series, and what lies ahead."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date, time, timedelta
from itertools import cycle
from typing import Any

from django.db import transaction
from django.utils import timezone

import vietnamese
from accounts.models import User
from awards.models import AwardRound
from documents.models import Document
from events import sites, times
from events.children import Part, TaskState
from events.models import ConnectedSite, Event, EventKind, EventSeries
from media.models import Gallery, Image, Video
from organizations.models import Organization
from publishing import paths, revisions, workflow
from publishing.announcing import announce
from publishing.states import State

ROOT = "Đảng ủy Khối các cơ quan Trung ương"
STEERING = "Ban Chỉ đạo 35 Đảng bộ Khối các cơ quan Trung ương"
SECRETARY = ("", "đồng chí Bí thư Đảng ủy Khối")
DEPUTY = ("", "đồng chí Phó Bí thư Đảng ủy Khối")

BRIEFINGS = "Giao ban Ban Chỉ đạo 35 Đảng bộ Khối"
SPEAKERS = "Hội nghị báo cáo viên (minh họa)"

# name, summary, rhythm
SERIES = [
    (
        BRIEFINGS,
        "Mỗi quý một lần: nhìn lại việc của quý trước, thống nhất việc của quý sau và giao đầu mối.",
        "quarterly",
    ),
    (SPEAKERS, "Mỗi tháng một lần, nối tới các điểm cầu của đảng bộ trực thuộc.", "monthly"),
]


@dataclass(frozen=True)
class Held:
    """One event: its kind, title and day; the rest where it is known. `in_days` counts from the day of loading instead."""

    kind: str
    title: str
    day: date | None = None
    in_days: int = 0
    hour: time | None = None
    session: str = ""
    end_hour: time | None = None
    mode: str = Event.Mode.IN_PERSON
    summary: str = ""
    venue: str = "Hà Nội"
    organizer: str = ROOT
    occasion: str = ""
    series: str = ""
    period: str = ""
    reviewed: str = ""
    quantities: tuple[str, ...] = ()
    roles: tuple[tuple[str, tuple[str, str]], ...] = ()
    agenda: tuple[tuple[str, str, str], ...] = ()
    tasks: tuple[tuple[str, str, str, str], ...] = ()
    numbers: tuple[str, ...] = ()
    rounds: tuple[str, ...] = ()
    picture: tuple[str, str] | None = None
    disruption: str = ""
    reason: str = ""
    state: State = State.PUBLISHED
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def on(self) -> date:
        """Its day."""
        return self.day or timezone.localdate() + timedelta(days=self.in_days)


CONFERENCE = "Hội nghị thông tin chuyên đề chào mừng 78 năm Cách mạng tháng Tám và Quốc khánh 2/9"

EVENTS = [
    Held(
        "le", "Lễ kỷ niệm 10 năm thành lập Đảng bộ Khối các cơ quan Trung ương", date(2017, 4, 9), session="sáng",
        summary="Sau mười năm, Đảng bộ Khối có 63 đảng bộ trực thuộc; Đảng bộ Khối nhận Huân chương Lao động hạng Nhất.",
        occasion="Kỷ niệm 10 năm thành lập (11/4/2007 - 11/4/2017)", quantities=("63 đảng bộ trực thuộc", "trên 6,5 vạn đảng viên"),
        rounds=("Đảng bộ Khối các cơ quan Trung ương nhận Huân chương Lao động hạng Nhất",),
        picture=("co", "Cờ và hoa trên lễ đài"), state=State.ARCHIVED,
    ),
    Held(
        "so-ket", "Hội nghị sơ kết hai năm thực hiện Kết luận số 01-KL/TW", date(2023, 5, 18),
        summary="Bảy điểm nổi bật, năm kinh nghiệm; 50 chi bộ được tặng bằng khen giai đoạn 2021-2023.",
        period="2021-2023", numbers=("01-KL/TW", "05-CT/TW"), quantities=("50 chi bộ được tặng bằng khen", "7 điểm nổi bật"),
        roles=((Part.CHAIR, SECRETARY), (Part.REPORT, ("", "đồng chí Phó Bí thư Thường trực Đảng ủy Khối"))),
        rounds=("Bằng khen cho 50 chi bộ có thành tích học tập và làm theo Bác, giai đoạn 2021-2023",),
        picture=("trao-bang-khen", "Khung bằng khen chuẩn bị cho lễ tặng các chi bộ tiêu biểu"),
    ),
    Held(
        "hoi-nghi", CONFERENCE, date(2023, 8, 28), session="sáng", mode=Event.Mode.HYBRID,
        summary="Hai chuyên đề về xây dựng Đảng bộ Khối trong sạch, vững mạnh và phòng, chống suy thoái, tiêu cực.",
        occasion="Kỷ niệm 78 năm Cách mạng tháng Tám (19/8/1945 - 19/8/2023) và Quốc khánh (2/9/1945 - 2/9/2023)",
        quantities=("285 điểm cầu", "gần 14 nghìn đại biểu", "2 chuyên đề"), roles=((Part.DIRECTING_SPEECH, SECRETARY),),
        agenda=(
            ("", "Chuyên đề 1: tăng cường tính tiên phong, gương mẫu, đoàn kết, thống nhất", ""),
            ("", "Chuyên đề 2: phòng, chống suy thoái và những biểu hiện tham nhũng, tiêu cực", ""),
        ),
        picture=("truc-tuyen", "Màn hình nối các điểm cầu trước giờ khai mạc"),
    ),
    Held(
        "hoi-nghi", "Hội nghị giới thiệu sách về quyết tâm thực hiện Nghị quyết Đại hội XIII của Đảng", date(2023, 11, 24),
        mode=Event.Mode.ONLINE, venue="", quantities=("396 điểm cầu", "hơn 16.000 cán bộ, đảng viên"),
        summary="Cuốn sách tuyển chọn 40 bài viết, bài phát biểu, dày hơn 500 trang, được giới thiệu tới toàn Đảng bộ Khối.",
        numbers=("21-NQ/TW", "17-CTr/ĐUK"), picture=("sach", "Sách trưng bày bên lề hội nghị"),
    ),
    Held(
        "giao-ban", "Giao ban Ban Chỉ đạo 35 Đảng bộ Khối quý IV năm 2023 (minh họa)", date(2023, 10, 11), hour=time(8), series=BRIEFINGS,
        period="quý IV/2023", reviewed="quý III/2023", organizer=STEERING, venue="Phòng họp số 1 (minh họa)",
        summary="Nhìn lại quý III, chuẩn bị kế hoạch của năm sau.",
        tasks=(("Lập kế hoạch năm 2024", "Cơ quan thường trực", "2023-12-15", TaskState.DONE),),
    ),
    Held(
        "giao-ban", "Giao ban Ban Chỉ đạo 35 Đảng bộ Khối quý I năm 2024 (minh họa)", date(2024, 4, 10), hour=time(8), series=BRIEFINGS,
        period="quý I/2024", reviewed="quý IV/2023", organizer=STEERING, venue="Phòng họp số 1 (minh họa)",
        summary="Thống nhất kế hoạch năm, phân công theo dõi các đảng ủy trực thuộc.",
        tasks=(("Phát động Cuộc thi Chính luận ở cơ sở", "Các đảng ủy trực thuộc", "2024-06-30", TaskState.DONE),),
    ),
    Held(
        "giao-ban", "Giao ban Ban Chỉ đạo 35 Đảng bộ Khối quý II năm 2024", date(2024, 7, 5), series=BRIEFINGS, period="quý II/2024",
        reviewed="quý I/2024", organizer=STEERING, roles=((Part.CONCLUSION, DEPUTY),), numbers=("35-NQ/TW",),
        summary="Bàn kết quả quý I và việc của các tháng tới; tiếp tục Cuộc thi Chính luận.",
        tasks=(
            ("Tọa đàm với Ban Chỉ đạo 35 các địa phương", "Cơ quan thường trực", "", TaskState.DOING),
            ("Chọn bài hay của Cuộc thi Chính luận để giới thiệu", "Ban Tổ chức Cuộc thi", "", TaskState.DONE),
        ),
        picture=("hop", "Phòng họp chuẩn bị cho buổi giao ban quý"),
    ),
    Held(
        "giao-ban", "Giao ban Ban Chỉ đạo 35 Đảng bộ Khối quý III năm 2024 (minh họa)", date(2024, 10, 9), hour=time(8), series=BRIEFINGS,
        period="quý III/2024", reviewed="quý II/2024", organizer=STEERING, venue="Phòng họp số 1 (minh họa)",
        summary="Bàn việc tổng kết Cuộc thi Chính luận và kế hoạch phối hợp với các địa phương.",
    ),
    Held(
        "giao-ban", "Giao ban Ban Chỉ đạo 35 Đảng bộ Khối quý I năm 2025 (minh họa)", date(2025, 4, 9), hour=time(8), series=BRIEFINGS,
        period="quý I/2025", reviewed="quý IV/2024", organizer=STEERING, venue="Phòng họp số 1 (minh họa)",
        summary="Kỳ quý IV không họp riêng: hai quý được bàn trong một buổi.",
    ),
    Held(
        "giao-ban", "Giao ban Ban Chỉ đạo 35 Đảng bộ Khối quý II năm 2025 (minh họa)", date(2025, 7, 9), hour=time(8), series=BRIEFINGS,
        period="quý II/2025", reviewed="quý I/2025", organizer=STEERING, venue="Phòng họp số 1 (minh họa)",
        summary="Chuyển đầu mối theo dõi cho năm sau.",
    ),
    Held(
        "hoi-nghi", "Hội nghị báo cáo viên kỳ này (minh họa)", in_days=9, hour=time(8), end_hour=time(11, 30), mode=Event.Mode.HYBRID,
        series=SPEAKERS, venue="Hội trường tầng 2 (minh họa)", summary="Hai chuyên đề; tài liệu gửi trước tới các điểm cầu.",
        quantities=("124 điểm cầu",), roles=((Part.CHAIR, ("", "đồng chí Trưởng Ban Tuyên giáo Đảng ủy Khối")),),
        agenda=(
            ("8:00", "Ổn định tổ chức, kiểm tra đường truyền", ""),
            ("8:15", "Chuyên đề 1: công tác tư tưởng ở chi bộ", "Báo cáo viên (minh họa)"),
            ("9:45", "Chuyên đề 2: kỹ năng trao đổi trên mạng", "Báo cáo viên (minh họa)"),
            ("11:00", "Kết luận", ""),
        ),
    ),
    Held(
        "toa-dam", "Tọa đàm kinh nghiệm bảo vệ nền tảng tư tưởng của Đảng (minh họa)", in_days=18, hour=time(8, 30),
        mode=Event.Mode.ONLINE, venue="Kết nối từ Hà Nội", organizer=STEERING,
        summary="Trao đổi cách làm giữa Ban Chỉ đạo 35 Đảng bộ Khối và các địa phương.",
        numbers=("35-NQ/TW",),
    ),
    Held(
        "tong-ket", "Tổng kết công tác xây dựng Đảng trong năm (minh họa)", in_days=32, hour=time(14), venue="Hội trường lớn (minh họa)",
        summary="Các đảng ủy trực thuộc báo cáo kết quả năm.",
    ),
    Held(
        "so-ket", "Sơ kết mô hình “chi bộ bốn tốt” (minh họa)", in_days=26, session="chiều", venue="Hội trường lớn (minh họa)",
        summary="Các đảng ủy trực thuộc báo cáo kết quả tự chấm.", disruption=Event.Disruption.POSTPONED,
        reason="Chờ đủ báo cáo của các đảng ủy trực thuộc; lịch mới sẽ báo sau (minh họa).",
    ),
    Held(
        "tap-huan", "Tập huấn phần mềm quản lý đảng viên (minh họa)", in_days=13, hour=time(14), venue="Phòng máy tầng 3 (minh họa)",
        summary="Dành cho cán bộ tổ chức của các đảng ủy trực thuộc.", disruption=Event.Disruption.CANCELLED,
        reason="Phần mềm đổi phiên bản, lớp mở lại sau (minh họa).",
    ),
]  # fmt: skip

# The places that the four sites of one office are known by.
OFFICE, OFFICE_PLACES = "Đảng ủy Cơ quan UBKT Trung ương", ("Hà Nội", "Đà Nẵng", "TP Hồ Chí Minh", "Cần Thơ")
PLACES = ("Hà Nội", "Đà Nẵng", "TP Hồ Chí Minh", "Cần Thơ", "Hải Phòng")
SITES, DELEGATES = 285, 13_947


@transaction.atomic
def load(*, people: dict[str, User], pictures: dict[str, Image]) -> None:
    """All of them, once: where there is any event, everything stays as it is."""
    if Event.objects.exists():
        return
    for name, summary, rhythm in SERIES:
        series = EventSeries(name=name, summary=summary, rhythm=rhythm)
        series.slug = paths.unique_slug(series, name)
        series.save()
        announce(series)
    for held in EVENTS:
        _load(held, people, pictures)
    _load_sites(Event.objects.get(title=CONFERENCE))


def _load(held: Held, people: dict[str, User], pictures: dict[str, Image]) -> None:
    when = times.window(day=held.on, hour=held.hour, session=held.session, end_hour=held.end_hour)
    picture, caption = held.picture or ("", "")
    rounds = list(AwardRound.objects.filter(title__in=held.rounds).values_list("pk", flat=True))
    documents = list(Document.objects.filter(number__in=held.numbers).values_list("pk", flat=True))
    rounds = list(AwardRound.objects.filter(presented_on=held.on).values_list("pk", flat=True))
    videos = list(Video.objects.filter(recorded_on=held.on).values_list("pk", flat=True))
    galleries = list(Gallery.objects.filter(taken_on=held.on).values_list("pk", flat=True))
    fields = {
        "title": held.title, "summary": held.summary, "mode": str(held.mode), "venue": held.venue, "occasion": held.occasion,
        "kind": EventKind.objects.get(slug=held.kind).pk, "organizer": Organization.objects.get(name=held.organizer).pk,
        "series": EventSeries.objects.get(name=held.series).pk if held.series else None, **asdict(when),
        "period": str(vietnamese.parse_period(held.period)) if held.period else "", "reviewed_period": held.reviewed,
        "quantities": [_quantity(one) for one in held.quantities],
        "roles": [{"part": str(part), "name": name, "title": title, "person": None} for part, (name, title) in held.roles],
        "agenda": [{"day": None, "hour": hour, "text": text, "presenter": who} for hour, text, who in held.agenda],
        "tasks": [
            {"text": text, "assignee": who, "due": due or None, "state": str(state)} for text, who, due, state in held.tasks
        ],
        "lead_image": pictures[picture].pk if picture else None, "lead_caption": caption,
        "disruption": str(held.disruption), "disruption_reason": held.reason, "documents": documents, "award_rounds": rounds,
        "galleries": galleries, "videos": videos,
    }  # fmt: skip
    data = revisions.snapshot(Event()) | revisions.as_stored(fields)
    item = revisions.lay_over(Event(), data)
    item.created_by = people["phongvien"]
    workflow.record_history(
        item=item,
        actor=people["duyet"],
        state=held.state,
        at=min(when.begins - timedelta(days=7), timezone.now() - timedelta(days=1)),
        related={"documents": documents, "award_rounds": rounds, "galleries": galleries, "videos": videos},
        note="Dữ liệu mẫu",
    )


def _quantity(written: str) -> dict[str, Any]:
    return vietnamese.parse_quantity(written)._asdict()


def _load_sites(event: Event) -> None:
    """The sites that add up to what the headline says. Whom nobody counted in public has no number here either."""
    root = Organization.objects.get(name=ROOT)
    main = ConnectedSite(name=ROOT, organization=root, organization_name=ROOT, place="Hà Nội", is_main=True)
    office = [ConnectedSite(name=OFFICE, organization_name=OFFICE, place=place) for place in OFFICE_PLACES]
    there = Organization.objects.valid_on(times.first_day(event)).exclude(pk=root.pk)
    units = list(there.filter(name__contains="(minh họa)").in_tree_order())
    count = SITES - 1 - len(office)
    each, more = divmod(DELEGATES, count)
    shown = []
    for number, (unit, place) in enumerate(zip(cycle(units), cycle(PLACES), strict=False)):
        if number == count:
            break
        # Some have more, some fewer: what is taken from one is given to the next.
        sway = (number // 2 % 17) * (1 if number % 2 else -1)
        actual = each + sway + (1 if number < more else 0)
        again = number // len(units)
        name = unit.name if not again else f"{unit.name.removesuffix(' (minh họa)')}, điểm {again + 1} (minh họa)"
        shown.append(
            ConnectedSite(
                name=name, organization=unit, organization_name=unit.name, place=place, planned=actual + number % 4, actual=actual
            )
        )  # fmt: skip
    sites.store(event=event, sites=[main, *office, *shown])
