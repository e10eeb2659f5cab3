"""Events and their connected sites, as the web service sends them."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.shortcuts import get_object_or_404

from awards.models import TAG as AWARDS
from awards.models import AwardRound
from awards.open_data import ROUND_NAME
from documents.models import TAG as DOCUMENTS
from documents.models import Document
from documents.open_data import DOCUMENT_NAME
from events import children, times
from events.filters import EventFilter
from events.models import TAG, ConnectedSite, Event, EventSeries
from media import attached, pictures
from media.galleries.open_data import GALLERY_NAME
from media.models import GALLERIES, VIDEOS, Gallery, Video
from media.open_data import FILE, PICTURE, picture
from media.videos.open_data import VIDEO_NAME
from organizations.models import TAG as ORGANIZATIONS
from organizations.open_data import ORGANIZATION_NAME, shown
from publishing import paths, revisions
from publishing.open_data import name_shape, piece_fields, piece_name
from publishing.service.declaring import BY_KEY, Collection, Listing, Order, part_url
from publishing.service.shapes import Shape, day, flag, link, many, moment, number, one, text, whole, word

NAME = "hoi-nghi"
SITES = "diem-cau"
SERIES = "chuoi-hoi-nghi"

EVENT_NAME = piece_name(NAME, "EventName", "Hội nghị, gọi tắt.")
SERIES_NAME = name_shape(SERIES, "SeriesName", "Chuỗi hội nghị, gọi tắt.")
QUANTITY = Shape(
    "Quantity",
    "Một số liệu, như đã viết.",
    (
        number("value", "Số.", lambda one: one.value),
        text("unit", "Đơn vị đếm.", lambda one: one.unit),
        text("written", "Nguyên văn.", lambda one: one.written),
    ),
)
AGENDA_ITEM = Shape(
    "AgendaItem",
    "Một việc trong chương trình.",
    (
        day("day", "Ngày; null khi hội nghị chỉ có một ngày.", lambda one: one.day),
        text("hour", "Giờ, như đã viết.", lambda one: one.hour),
        text("text", "Nội dung.", lambda one: one.text),
    ),
)
BRIEF = Shape(
    "EventBrief",
    "Hội nghị trong danh sách.",
    (
        *piece_fields(NAME),
        text("kind", "Loại.", lambda one: one.kind.name if one.kind else ""),
        word("mode", "Hình thức.", tuple(Event.Mode.values), lambda one: one.mode),
        moment("starts_at", "Bắt đầu.", lambda one: one.begins),
        word("starts_known", "Giờ bắt đầu biết đến đâu.", tuple(times.Known.values), lambda one: one.begins_as),
        moment("ends_at", "Kết thúc; null khi chưa rõ.", lambda one: one.ends if one.ends_as else None),
        text("when", "Thời gian, bằng lời.", lambda one: times.in_words(one) if one.begins else ""),
        word("disruption", "Theo lịch, hoãn hay hủy.", tuple(Event.Disruption.values), lambda one: one.disruption),
        text("venue", "Địa điểm chính.", lambda one: one.venue),
        text("organizer", "Đơn vị tổ chức, tên đúng ngày ấy.", lambda one: one.organized_by),
        one("organizer_organization", "Đơn vị tổ chức trong cây.", ORGANIZATION_NAME, lambda one: shown(one.organizer)),
        one("series", "Chuỗi.", SERIES_NAME, lambda one: one.series),
        text("period", "Kỳ.", lambda one: one.period),
        one("image", "Ảnh chính.", PICTURE, lambda one: picture(one.shown_image, caption=one.lead_caption)),
    ),
)
FULL = BRIEF.more(
    "Event",
    "Một hội nghị.",
    text("occasion", "Nhân dịp.", lambda one: one.occasion),
    text("reviewed_period", "Kỳ được đánh giá.", lambda one: one.reviewed_period),
    text("disruption_reason", "Lý do hoãn, hủy.", lambda one: one.disruption_reason),
    many("quantities", "Số liệu chính.", QUANTITY, lambda one: children.quantities(one.quantities)),
    many("agenda", "Chương trình.", AGENDA_ITEM, lambda one: children.agenda(one.agenda)),
    whole("sites_count", "Số điểm cầu.", lambda one: one.sites.count()),
    link("sites_url", "Các điểm cầu trong dịch vụ này.", lambda one: part_url(NAME, SITES, one.pk)),
    many("documents", "Tài liệu.", DOCUMENT_NAME, lambda one: public_of(one, "documents", Document)),
    many(
        "award_rounds",
        "Đợt khen thưởng trao ở đây.",
        ROUND_NAME,
        lambda one: public_of(one, "award_rounds", AwardRound),
    ),
    many("galleries", "Bộ ảnh.", GALLERY_NAME, lambda one: public_of(one, "galleries", Gallery)),
    many("videos", "Video.", VIDEO_NAME, lambda one: public_of(one, "videos", Video)),
    many("files", "Các tệp đính kèm.", FILE, attached.of),
)
SITE = Shape(
    "ConnectedSite",
    "Một điểm cầu.",
    (
        whole("id", "Số của hàng.", lambda one: one.pk),
        text("name", "Tên điểm cầu.", lambda one: one.name),
        flag("main", "Điểm cầu chính.", lambda one: one.is_main),
        text("unit", "Đơn vị, như đã ghi.", lambda one: one.organization_name),
        one("organization", "Trong cây tổ chức.", ORGANIZATION_NAME, lambda one: shown(one.organization)),
        text("place", "Địa phương.", lambda one: one.place),
        number("planned", "Đại biểu mời.", lambda one: one.planned),
        number("actual", "Đại biểu dự.", lambda one: one.actual),
    ),
)
SERIES_FULL = SERIES_NAME.more(
    "Series",
    "Một chuỗi hội nghị.",
    text("summary", "Giới thiệu.", lambda one: one.summary),
    word("rhythm", "Nhịp.", tuple(EventSeries.Rhythm.values), lambda one: one.rhythm),
    flag("closed", "Đã kết thúc, không còn kỳ nào để chờ.", lambda one: one.closed),
    link("calendar_url", "Tệp lịch (.ics).", lambda one: one.get_calendar_url()),
    link("events_url", "Các hội nghị, trong dịch vụ này.", lambda one: part_url(SERIES, NAME, one.pk)),
)


def public_of(item: Any, name: str, model: Any) -> list[Any]:
    """Related pieces in their order, as far as readers may see them."""
    keys = revisions.keys_of(item, name)
    found = {one.pk: one for one in model.objects.public().filter(pk__in=keys)} if keys else {}
    return [found[key] for key in keys if key in found]


def _rows() -> Any:
    related = Event.objects.select_related("kind", "series", "organizer").prefetch_related("organizer__former_names")
    return related.annotate(live_data=F("live_revision__data"))


def _furnished(events: list[Any]) -> None:
    """All pictures in one go."""
    found = pictures.on_shelf(one.lead_image_id for one in events if one.lead_image_id)
    for event in events:
        event.shown_image = found.get(event.lead_image_id)


def _one(pk: int) -> Event:
    found = paths.find_piece(_rows(), pk)
    _furnished([found])
    return revisions.mirror(found, found.live_data)  # type: ignore[return-value]


def _sites(event: Event) -> Any:
    return ConnectedSite.objects.filter(event=event).select_related("organization")


events = Collection(
    name=NAME,
    listing=Listing(
        title="Hội nghị",
        about="Hội nghị, giao ban, lễ đang đăng, mới đăng trước.",
        shape=BRIEF,
        rows=lambda: _rows().listed(),
        filters=EventFilter,
        asked=("loai", "hinhthuc", "nam", "donvi"),
        past_cache=("donvi",),
        furnish=_furnished,
    ),
    shape=FULL,
    one=_one,
    tags=(TAG, AWARDS, DOCUMENTS, GALLERIES, VIDEOS, ORGANIZATIONS),
    parts={
        SITES: Listing(
            title="Điểm cầu của một hội nghị",
            about="Theo thứ tự trong danh sách.",
            shape=SITE,
            rows=_sites,
            order=Order("order", newest_first=False),
        )
    },
)

series = Collection(
    name=SERIES,
    listing=Listing(
        title="Chuỗi hội nghị",
        about="Chuỗi có hội nghị đang đăng, theo số.",
        shape=SERIES_FULL,
        rows=lambda: EventSeries.objects.with_listed(),
        order=BY_KEY,
    ),
    shape=SERIES_FULL,
    one=lambda pk: get_object_or_404(EventSeries.objects.with_listed(), pk=pk),
    tags=(TAG, ORGANIZATIONS),
    parts={
        NAME: Listing(
            title="Hội nghị của một chuỗi",
            about="Mới đăng trước.",
            shape=BRIEF,
            rows=lambda here: _rows().listed().in_series(here),
            furnish=_furnished,
        )
    },
)
