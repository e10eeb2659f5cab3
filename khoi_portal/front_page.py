"""Trang nhất: what the newsroom puts on the home page by hand, moved by buttons. Every change is recorded and announced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts import log
from articles.models import Article
from khoi_portal import home
from khoi_portal.models import HomeSlot
from publishing import wording
from publishing.announcing import announce

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
class Board:
    """One part of the home page: its rows, and what fills the places left empty."""

    place: str
    label: str
    rows: tuple[Row, ...]
    fillers: tuple[str, ...]


def _in_place(place: str) -> list[HomeSlot]:
    return list(HomeSlot.objects.select_for_update().filter(place=place).order_by("order", "pk"))


def _number(slots: list[HomeSlot]) -> None:
    for order, slot in enumerate(slots):
        if slot.order != order:
            slot.order = order
            slot.save(update_fields=["order"])


def _done(slot: HomeSlot, *, verb: str, by: Any, **detail: Any) -> None:
    log.record(actor=by, verb=verb, target=slot.article, detail={"place": slot.place, **detail})
    announce(slot)


@transaction.atomic
def put(*, article: Article, place: str, by: Any) -> HomeSlot:
    """Add an article at the end of a place; one that stands there already stays where it is."""
    slots = _in_place(place)
    slot, created = HomeSlot.objects.get_or_create(place=place, article=article, defaults={"order": len(slots)})
    if created:
        _done(slot, verb="front_page_added", by=by)
    return slot


@transaction.atomic
def move(*, slot: HomeSlot, step: int, by: Any) -> HomeSlot:
    """One place up (-1) or down (+1); at the end it stays."""
    slots = _in_place(slot.place)
    here = next(at for at, one in enumerate(slots) if one.pk == slot.pk)
    there = here + step
    if 0 <= there < len(slots):
        slots[here], slots[there] = slots[there], slots[here]
        _number(slots)
        _done(slot, verb="front_page_moved", by=by, step=step)
    return slot


@transaction.atomic
def remove(*, slot: HomeSlot, by: Any) -> HomeSlot:
    """Off the front page; the newest fills its place."""
    place = slot.place
    _done(slot, verb="front_page_removed", by=by)
    HomeSlot.objects.filter(pk=slot.pk).delete()
    _number(_in_place(place))
    return slot


@transaction.atomic
def hold(*, slot: HomeSlot, until: datetime | None, line: str, by: Any) -> HomeSlot:
    """Until when it stays, and its short words in Mới – Nóng."""
    slot.hold_until, slot.line = until, line
    slot.save(update_fields=["hold_until", "line"])
    _done(slot, verb="front_page_held", by=by, until=until.isoformat() if until else "")
    return slot


def boards() -> list[Board]:
    """The three parts as they stand now, with what readers get in the empty places."""
    now = timezone.now()
    shown = home.blocks()
    public = set(
        Article.objects.listed().filter(pk__in=HomeSlot.objects.values("article")).values_list("pk", flat=True)
    )
    slots = list(HomeSlot.objects.select_related("article", "article__working_revision", "article__lead_image"))
    found = []
    for place, label in HomeSlot.Place.choices:
        rows, room = [], ROOM[HomeSlot.Place(place)]
        for slot in (one for one in slots if one.place == place):
            over = slot.hold_until is not None and slot.hold_until <= now
            fits = sum(row.is_shown for row in rows) < room
            visible = slot.article_id in public and not over
            rows.append(Row(slot, wording.state(slot.article), visible and fits, over, visible and not fits))
        mine = {row.slot.article_id for row in rows if row.is_shown}
        filled = {HomeSlot.Place.LEAD: [shown.lead] if shown.lead else [], HomeSlot.Place.FOCUS: list(shown.tieu_diem)}
        fillers = tuple(piece.title for piece in filled.get(HomeSlot.Place(place), []) if piece.pk not in mine)
        found.append(Board(place, label, tuple(rows), fillers))
    return found
