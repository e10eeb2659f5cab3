"""Trang nhất: boards of what the newsroom puts on the home page by hand. A board is drafted, then put up, at once or at an hour.

Readers see the newest board whose hour has come. Nothing that is done to a draft reaches them; every change is recorded.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts import log
from accounts.models import User
from articles.models import Article
from khoi_portal.models import FrontPage, HomeSlot
from publishing.announcing import announce
from publishing.workflow import NotPossible

# So long an earlier board can be put up again.
KEPT_DAYS = 30


def being_edited() -> FrontPage | None:
    """The board that readers don't see yet."""
    return FrontPage.objects.ahead().first()


def shown() -> FrontPage | None:
    """The board that readers see."""
    return FrontPage.objects.shown().first()


def slots_of(board: FrontPage | None) -> list[HomeSlot]:
    """What stands on a board, in its order, with the articles as the newsroom reads them."""
    found = HomeSlot.objects.filter(board=board) if board else HomeSlot.objects.none()
    return list(found.select_related("article", "article__working_revision", "article__lead_image"))


@transaction.atomic
def put(*, article: Article, place: str, by: User) -> HomeSlot:
    """Add an article at the end of a place on the draft, once."""
    board = _open_board()
    slots = _in_place(board, place)
    slot, created = HomeSlot.objects.get_or_create(
        board=board, place=place, article=article, defaults={"order": len(slots)}
    )
    if not created:
        raise NotPossible(f"“{article.title}” đã có ở {slot.get_place_display()}.")
    _record(slot, verb="front_page_added", by=by)
    return slot


@transaction.atomic
def move(*, slot: HomeSlot, step: int, by: User) -> HomeSlot:
    """One place up (-1) or down (+1) on the draft; at the end it stays."""
    slot = _on_open_board(slot)
    slots = _in_place(slot.board, slot.place)
    here = next(at for at, one in enumerate(slots) if one.pk == slot.pk)
    there = here + step
    if 0 <= there < len(slots):
        slots[here], slots[there] = slots[there], slots[here]
        _number(slots)
        _record(slot, verb="front_page_moved", by=by, step=step)
    return slot


@transaction.atomic
def remove(*, slot: HomeSlot, by: User) -> HomeSlot:
    """Off the draft; the newest will fill its place."""
    slot = _on_open_board(slot)
    _record(slot, verb="front_page_removed", by=by)
    HomeSlot.objects.filter(pk=slot.pk).delete()
    _number(_in_place(slot.board, slot.place))
    return slot


@transaction.atomic
def hold(*, slot: HomeSlot, until: datetime | None, line: str, by: User) -> HomeSlot:
    """Until when it stays, and its short words in Mới – Nóng."""
    slot = _on_open_board(slot)
    slot.hold_until, slot.line = until, line
    slot.save(update_fields=["hold_until", "line"])
    _record(slot, verb="front_page_held", by=by, until=until.isoformat() if until else "")
    return slot


@transaction.atomic
def put_up(*, by: User, at: datetime | None = None) -> FrontPage:
    """Readers see the draft, now or from an hour on. What was shown before stays for thirty days."""
    board = FrontPage.objects.select_for_update().ahead().first()
    if board is None:
        raise NotPossible("Chưa có chỗ nào đổi so với bản bạn đọc đang thấy.")
    board.live_from, board.put_up_by = at or timezone.now(), by
    board.save(update_fields=["live_from", "put_up_by"])
    detail = {"at": at.isoformat()} if at else {}
    log.record(actor=by, verb="front_page_scheduled" if at else "front_page_put_up", target=board, detail=detail)
    announce(board)
    _forget_old_boards()
    return board


@transaction.atomic
def call_off(*, by: User) -> FrontPage:
    """Take the hour away: the board is a draft again."""
    board = FrontPage.objects.select_for_update().ahead().filter(live_from__isnull=False).first()
    if board is None:
        raise NotPossible("Bản này không còn chờ giờ: bạn đọc đã thấy, hoặc đã có người bỏ hẹn.")
    board.live_from = None
    board.save(update_fields=["live_from"])
    log.record(actor=by, verb="front_page_called_off", target=board)
    announce(board)
    return board


@transaction.atomic
def drop(*, by: User) -> None:
    """Throw the draft away: the newsroom starts again from what readers see."""
    board = FrontPage.objects.select_for_update().ahead().first()
    if board is None:
        raise NotPossible("Không còn bản nháp nào: có người vừa bỏ hoặc đưa lên.")
    log.record(actor=by, verb="front_page_dropped", target=board)
    announce(board)
    board.delete()


@transaction.atomic
def put_up_again(*, board: FrontPage, by: User) -> FrontPage:
    """An earlier board stands again, at once, as it was; a draft in work stays as it is."""
    again = FrontPage.objects.create(live_from=timezone.now(), put_up_by=by)
    _copy(board, again)
    log.record(actor=by, verb="front_page_put_up_again", target=again, detail={"board": board.pk})
    announce(again)
    return again


def _open_board() -> FrontPage:
    """The board in work; where there is none, a copy of what readers see."""
    board = FrontPage.objects.select_for_update().ahead().first()
    if board is None:
        # Two people who begin at once get the same draft.
        board, made = FrontPage.objects.get_or_create(live_from=None)
        if made and (now_shown := shown()):
            _copy(now_shown, board)
    return board


def _on_open_board(slot: HomeSlot) -> HomeSlot:
    """The same place on the board in work, whichever of the two the person saw."""
    board = _open_board()
    found = HomeSlot.objects.select_related("article", "board").filter(
        board=board, place=slot.place, article=slot.article_id
    )
    if mine := found.first():
        return mine
    raise NotPossible("Chỗ này vừa có người bỏ. Danh sách dưới đây là mới nhất.")


def _copy(source: FrontPage, onto: FrontPage) -> None:
    """Every place that is still held."""
    now = timezone.now()
    kept = [slot for slot in source.slots.order_by("place", "order", "pk") if not slot.is_over(now)]
    HomeSlot.objects.bulk_create(
        HomeSlot(
            board=onto,
            place=one.place,
            article_id=one.article_id,
            line=one.line,
            hold_until=one.hold_until,
            order=order,
        )
        for order, one in enumerate(kept)
    )


def _in_place(board: FrontPage, place: str) -> list[HomeSlot]:
    return list(HomeSlot.objects.select_for_update().filter(board=board, place=place).order_by("order", "pk"))


def _number(slots: list[HomeSlot]) -> None:
    for order, slot in enumerate(slots):
        if slot.order != order:
            slot.order = order
            slot.save(update_fields=["order"])


def _record(slot: HomeSlot, *, verb: str, by: User, **detail: Any) -> None:
    log.record(actor=by, verb=verb, target=slot.article, detail={"place": slot.place, **detail})
    if slot.board.live_from:
        # It comes up by the clock: whoever keeps pages learns when.
        announce(slot.board)


def _forget_old_boards() -> None:
    """A board whose successor has been up for thirty days goes."""
    long_ago = timezone.now() - timedelta(days=KEPT_DAYS)
    replaced = (
        FrontPage.objects.filter(live_from__lte=long_ago).order_by("-live_from", "-pk").values_list("pk", flat=True)
    )
    FrontPage.objects.filter(pk__in=list(replaced)[1:]).delete()
