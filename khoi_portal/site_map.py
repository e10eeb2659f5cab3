"""What the map of the site lists: everything a reader can go to, gathered from the data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from articles.models import StoryThread
from awards import shelves as award_shelves
from documents import shelves as document_shelves
from events.models import Event, EventSeries
from khoi_portal.models import Page
from media.galleries import shown as galleries
from media.videos import shown as videos
from organizations.models import Organization
from publishing.models import Section

DOCUMENTS = 10
AWARDS = 5
GALLERIES = 5
VIDEOS = 5


@dataclass(frozen=True)
class Group:
    """One column: its title and its links."""

    title: str
    links: list[tuple[str, str]]


def groups() -> list[Group]:
    """The columns; one without links is left out."""
    sections = [(one.name, one.get_absolute_url()) for one in Section.objects.all()]
    threads = StoryThread.objects.with_listed()
    organizations = Organization.objects.shown().current().filter(parent__isnull=True)
    pages = Page.objects.public()
    columns = [
        Group("Tin tức", [("Tất cả tin tức", reverse("news")), *sections]),
        Group("Dòng sự kiện", [(one.title, one.get_absolute_url()) for one in threads]),
        Group("Tài liệu", _with_all("Tất cả tài liệu", reverse("documents"), document_shelves.newest(count=DOCUMENTS))),
        Group("Hội nghị", _events()),
        Group("Khen thưởng", _awards()),
        Group("Thư viện ảnh", _cards("Tất cả bộ ảnh", "galleries", galleries.newest(count=GALLERIES))),
        Group("Video", _cards("Tất cả video", "videos", videos.newest(count=VIDEOS))),
        Group("Tổ chức", _with_all("Cây tổ chức", reverse("organizations"), organizations)),
        Group("Trang", [(one.title, one.get_absolute_url()) for one in pages]),
        Group(
            "Công cụ",
            [
                ("Trang chủ", "/"),
                ("Tìm kiếm", reverse("search")),
                ("Gửi phản hồi", reverse("feedback")),
                ("Tra cứu trả lời", reverse("feedback_look_up")),
                ("Tin RSS", reverse("feeds")),
            ],
        ),
    ]
    return [column for column in columns if column.links]


def _events() -> list[tuple[str, str]]:
    """List, month and series, once there is an event."""
    if not Event.objects.listed().exists():
        return []
    ways = [("Tất cả hội nghị", reverse("events")), ("Lịch tháng", reverse("event_month"))]
    return ways + [(one.name, one.get_absolute_url()) for one in EventSeries.objects.with_listed()]


def _awards() -> list[tuple[str, str]]:
    """List and look-up, then the newest rounds, once there is one."""
    newest = award_shelves.newest(count=AWARDS)
    if not newest:
        return []
    ways = [("Tất cả đợt khen thưởng", reverse("awards")), ("Tra cứu khen thưởng", reverse("award_look_up"))]
    return ways + [(one.title, one.url) for one in newest]


def _cards(label: str, name: str, newest: Iterable[Any]) -> list[tuple[str, str]]:
    """The list, then the newest, once there is one."""
    links = [(one.title, one.url) for one in newest]
    return [(label, reverse(name)), *links] if links else []


def _with_all(label: str, url: str, things: Iterable[Any]) -> list[tuple[str, str]]:
    """The way to all of them, then each by its name; nothing at all where there are none."""
    links = [(str(one), one.get_absolute_url()) for one in things]
    return [(label, url), *links] if links else []
