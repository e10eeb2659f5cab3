"""What the front page's screen shows: the board in work with what readers get of it, how it differs, what to look at, earlier boards."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from articles.models import Article
from khoi_portal import front_page, home
from khoi_portal.models import FrontPage, HomeSlot
from publishing import wording

ROOM = {HomeSlot.Place.LEAD: 1, HomeSlot.Place.FOCUS: home.FOCUS, HomeSlot.Place.HOT: home.HOT}


@dataclass(frozen=True)
class Row:
    """One place that was filled by hand, and whether readers see it."""

    slot: HomeSlot
    state: wording.Words
    is_shown: bool
    is_over: bool
    is_spare: bool


@dataclass(frozen=True)
class Part:
    """One part of the home page: its rows, and what fills the places left empty."""

    place: str
    label: str
    rows: tuple[Row, ...]
    fillers: tuple[str, ...]


@dataclass(frozen=True)
class Earlier:
    """A board that readers saw before: since when, who put it up, what led it."""

    board: FrontPage
    titles: tuple[str, ...]


def parts(board: FrontPage | None) -> list[Part]:
    """The three parts of a board, with what readers get in the empty places."""
    now = timezone.now()
    page = home.blocks(board=board)
    slots = front_page.slots_of(board)
    public = set(
        Article.objects.listed().filter(pk__in=[slot.article_id for slot in slots]).values_list("pk", flat=True)
    )
    filled = {
        HomeSlot.Place.LEAD: [page.lead] if page.lead else [],
        HomeSlot.Place.FOCUS: list(page.tieu_diem),
    }
    found = []
    for place, label in HomeSlot.Place.choices:
        rows = _rows([one for one in slots if one.place == place], public, ROOM[HomeSlot.Place(place)], now)
        mine = {row.slot.article_id for row in rows if row.is_shown}
        fillers = tuple(piece.title for piece in filled.get(HomeSlot.Place(place), []) if piece.pk not in mine)
        found.append(Part(place, label, tuple(rows), fillers))
    return found


def _rows(slots: list[HomeSlot], public: set[int], room: int, now: datetime) -> list[Row]:
    rows: list[Row] = []
    for slot in slots:
        over = slot.is_over(now)
        fits = sum(row.is_shown for row in rows) < room
        visible = slot.article_id in public and not over
        rows.append(Row(slot, wording.state(slot.article), visible and fits, over, visible and not fits))
    return rows


def changes(*, draft: FrontPage, since: FrontPage | None) -> list[str]:
    """How a draft differs from what readers see, a sentence for each."""
    found = []
    for place, label in HomeSlot.Place.choices:
        before = {one.article_id: one for one in front_page.slots_of(since) if one.place == place}
        after = {one.article_id: one for one in front_page.slots_of(draft) if one.place == place}
        found += [f"Thêm “{one.article.title}” vào {label}" for key, one in after.items() if key not in before]
        found += [f"Bỏ “{one.article.title}” khỏi {label}" for key, one in before.items() if key not in after]
        both = [key for key in after if key in before]
        if both != [key for key in before if key in after]:
            found.append(f"Đổi thứ tự trong {label}")
        for key in both:
            one, was = after[key], before[key]
            if (one.line, one.hold_until) != (was.line, was.hold_until):
                found.append(f"Đổi chữ ngắn hoặc giờ giữ của “{one.article.title}” trong {label}")
    return found


def findings(found: list[Part]) -> list[str]:
    """What a person should look at before it goes up."""
    above = Counter(
        row.slot.article.title
        for part in found
        if part.place != HomeSlot.Place.HOT
        for row in part.rows
        if row.is_shown
    )
    twice = [f"“{title}” đứng ở cả Tin chính và Tiêu điểm" for title, count in above.items() if count > 1]
    rows = [row for part in found for row in part.rows]
    waiting = [row for row in rows if not (row.is_shown or row.is_over or row.is_spare)]
    return twice + [f"“{row.slot.article.title}” chưa công khai: chỉ hiện khi được đăng" for row in waiting]


def earlier() -> list[Earlier]:
    """Boards that can be put up again, newest first."""
    boards = FrontPage.objects.earlier().select_related("put_up_by").prefetch_related("slots__article")[:20]
    return [
        Earlier(board, tuple(slot.line or slot.article.title for slot in board.slots.all()[:3])) for board in boards
    ]
