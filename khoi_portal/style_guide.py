"""/giao-dien/: every component in every state, with invented samples. For the newsroom only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

import vietnamese
from awards.shelves import Card
from events.models import Event
from events.times import Known
from feedback.shelves import Card as FeedbackCard
from media.attachments import FilesField
from media.galleries.shown import Card as GalleryCard
from media.models import File, Image
from media.videos.shown import Card as VideoCard
from publishing.pickers import PickField

COLOURS = (
    *("bg", "surface", "sunk", "ink", "ink2", "line", "edge", "brand", "accent", "gold", "goldink", "goldbg"),
    *(
        "link",
        "visited",
        "ok",
        "okbg",
        "warn",
        "warnbg",
        "bad",
        "badbg",
        "info",
        "infobg",
        "foot",
        "focus",
        "mark",
    ),
)
TYPE_SIZES = ("3xl", "2xl", "xl", "lg", "md", "sm", "xs")


@dataclass(frozen=True)
class Sample:
    """Stands for a piece, an author, a keyword or a section."""

    title: str
    summary: str = ""
    section: Any = None
    publish_at: datetime | None = None
    lead_image: Any = None

    def __str__(self) -> str:
        return self.title

    @property
    def name(self) -> str:
        """Sections are asked for their name."""
        return self.title

    def get_absolute_url(self) -> str:
        """Samples lead nowhere but to this page."""
        return "#main"


@dataclass(frozen=True)
class SampleDocument:
    """Stands for a document with a file."""

    title: str
    number: str
    carried: tuple[File, ...]
    type: Any = None
    issued_on: date = date(2018, 10, 22)

    def get_absolute_url(self) -> str:
        """Samples lead nowhere but to this page."""
        return "#main"


class SampleForm(forms.Form):
    """Fields in their states: plain, wrong, ticked off, counted."""

    title = forms.CharField(
        label="Tít", max_length=160, required=False, help_text="Ngắn, đủ ý, không viết hoa cả dòng."
    )
    day = forms.CharField(label="Ngày họp", required=False)
    place = forms.ChoiceField(label="Nơi họp", required=False, choices=[("", "Chọn"), ("a", "Hội trường lớn")])
    note = forms.CharField(label="Ghi chú", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    agreed = forms.BooleanField(label="Tôi đồng ý (không bao giờ đánh sẵn)", required=False)
    unit = PickField(label="Cơ quan", source="to-chuc", help_text="Gõ tên, tên tắt hoặc tên cũ, không dấu cũng được.")
    papers = FilesField(label="Tệp")

    def clean_day(self) -> str:
        """Always wrong here, so that the state can be seen."""
        raise forms.ValidationError("Hãy ghi ngày theo kiểu ngày/tháng/năm, ví dụ 18/5/2023.")


def examples(*, picture: Any = None) -> dict[str, Any]:
    """The context of the style guide. `picture` is any image of the library; without one, cards have none."""
    section = Sample("Xây dựng Đảng")
    at = datetime(2024, 7, 12, 8, 30, tzinfo=vietnamese.VIETNAM_TIME)
    pieces = [
        Sample(
            "Chi bộ nhỏ, cách làm mới (minh họa)",
            "Mỗi nơi một kinh nghiệm để đơn vị khác tham khảo.",
            section,
            at,
            picture,
        ),
        Sample("Ba năm thực hiện Kết luận số 01-KL/TW (minh họa)", "Bảy điểm nổi bật.", section, at, picture),
        Sample("Bài không có ảnh (minh họa)", "Chữ chiếm cả bề ngang.", section, at),
    ]
    return {
        "colours": COLOURS,
        "type_sizes": TYPE_SIZES,
        "pieces": pieces,
        "picture": picture,
        "page": Paginator(range(480), 20).page(3),
        "form": SampleForm({"day": "32/13"}),
        "filter_form": SampleForm({"day": "32/13"}, auto_id="loc-%s"),
        "people": [Sample("Thu Hằng"), Sample("Minh Ngọc")],
        "keywords": [Sample("Kết luận 01-KL/TW"), Sample("Chi bộ tiêu biểu")],
        "crumb_items": [("Tin tức", "#main")],
        "active_filters": [("Xây dựng Đảng", "#main"), ("từ 1/7/2024", "#main")],
        "documents": [
            SampleDocument(
                "Về tăng cường bảo vệ nền tảng tư tưởng của Đảng", "35-NQ/TW", (File(format="pdf", size=419_000),)
            ),
            SampleDocument("Mẫu biên bản sinh hoạt chi bộ (minh họa)", "", (File(format="docx", size=49_000),)),
        ],
        "hot_lines": pieces[:2],
        "marked_parts": [("Tặng ", False), ("bằng khen", True), (" cho 50 chi bộ", False)],
        "facet_groups": [
            {
                "legend": "Loại",
                "name": "loai",
                "choices": [
                    {"value": "article", "label": "Tin bài", "count": 28, "chosen": True},
                    {"value": "page", "label": "Trang", "count": 2, "chosen": False},
                ],
            }
        ],
        "moment": at,
        "events": _events(at),
        "gallery": GalleryCard(
            1, "Lễ trao bằng khen (minh họa)", "#bo-anh", 11, at.date(), (picture,) * 3 if picture else ()
        ),
        "feedback": FeedbackCard(
            key=1,
            name="Bạn đọc",
            at=at,
            text="Mong có thêm bài về cách ghi chép.",
            reply="Cảm ơn bạn, chúng tôi ghi nhận.",
            replied_as="Ban Biên tập",
            replied_at=at,
            subject_title="Chi bộ nhỏ, cách làm mới (minh họa)",
            subject_url="#main",
        ),
        "video": VideoCard(1, "Toàn cảnh lễ trao bằng khen (minh họa)", "#bo-anh", 272, at.date(), picture),
        "award": Card(
            pk=1,
            title="Bằng khen cho 50 chi bộ (minh họa)",
            url="#khen-thuong-mau",
            summary="Mỗi nơi một việc cụ thể.",
            number="",
            issued_on=None,
            is_received=False,
            forms=("Bằng khen",),
            collectives=50,
            individuals=0,
            noun="chi bộ",
        ),
    }


def _events(at: datetime) -> list[Event]:
    """Events that nobody holds: each in another state."""
    shapes = [
        {"mode": Event.Mode.HYBRID, "title": "Hội nghị báo cáo viên tháng 7/2024 (minh họa)"},
        {"mode": Event.Mode.ONLINE, "title": "Tọa đàm qua mạng (minh họa)", "begins_as": Known.SESSION},
        {"mode": Event.Mode.IN_PERSON, "title": "Buổi lễ không diễn ra (minh họa)", "disruption": "cancelled"},
    ]
    common = {"begins": at, "ends": at + timedelta(hours=3), "venue": "Hội trường lớn (minh họa)"}
    return [Event(pk=number, slug="mau", **common, **shape) for number, shape in enumerate(shapes, start=1)]


def show(request: HttpRequest) -> HttpResponse:
    """The style guide; to anybody outside the newsroom it isn't there."""
    if not (settings.DEBUG or request.user.is_staff):
        raise Http404
    picture = Image.objects.prefetch_related("renditions").order_by("pk").first()
    return render(request, "khoi_portal/style_guide.html", examples(picture=picture))
