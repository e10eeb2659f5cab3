"""The home page, composed on the roof: one dataclass of blocks, one function that fills it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Q
from django.utils import timezone

from articles import shelves
from articles.models import Article
from awards import shelves as award_shelves
from documents import shelves as document_shelves
from documents.models import Document
from events import cards
from events.models import Event
from khoi_portal.models import FrontPage, HomeSlot
from media.galleries import shown as gallery_shelves
from media.videos import shown as video_shelves
from publishing import pagecache

FOCUS = 5
HOT = 2
NEWEST = 5
PER_SECTION = 4
DOCUMENTS = 3
GALLERIES = 4


@dataclass(frozen=True)
class HotLine:
    """One line of Mới – Nóng: short words that lead to an article."""

    title: str
    url: str

    def get_absolute_url(self) -> str:
        """As components ask for it."""
        return self.url


@dataclass(frozen=True)
class SectionBlock:
    """One section on the home page: the newest with its picture, three headlines."""

    section: Any
    lead: Article
    others: tuple[Article, ...]


@dataclass(frozen=True)
class Blocks:
    """Everything the home page shows, in the order of the page."""

    hot: tuple[HotLine, ...]
    lead: Article | None
    tieu_diem: tuple[Article, ...]
    coming: tuple[Event, ...]
    newest: tuple[Article, ...]
    most_viewed: tuple[Article, ...]
    section_blocks: tuple[SectionBlock, ...]
    award: award_shelves.Card | None
    documents: tuple[Document, ...]
    galleries: tuple[gallery_shelves.Card, ...]
    video: video_shelves.Card | None

    def as_context(self) -> dict[str, Any]:
        """The blocks by the names that the page's template has for them."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


def _slots(board: Any) -> dict[str, tuple[HomeSlot, ...]]:
    """What the newsroom put on a board, as far as readers may see it now."""
    now = timezone.now()
    kept = HomeSlot.objects.filter(board__in=board).filter(Q(hold_until__isnull=True) | Q(hold_until__gt=now))
    held = list(kept.order_by("order", "pk"))
    listed = Article.objects.listed_among([slot.article_id for slot in held]) if held else set()
    slots = [slot for slot in held if slot.article_id in listed]
    pieces = {piece.pk: piece for piece in shelves.cards(slot.article_id for slot in slots)}
    by_place: dict[str, list[HomeSlot]] = {place: [] for place in HomeSlot.Place.values}
    for slot in slots:
        slot.article = pieces[slot.article_id]
        by_place[slot.place].append(slot)
    return {place: tuple(found) for place, found in by_place.items()}


def _shown_slots() -> dict[str, tuple[HomeSlot, ...]]:
    return _slots(FrontPage.objects.shown().values("pk"))


def slot_edges(now):
    """When a slot is let go, and when the next board's hour comes: the home page doesn't outlive them."""
    return [
        HomeSlot.objects.filter(hold_until__gt=now).order_by("hold_until").values("hold_until"),
        FrontPage.objects.filter(live_from__gt=now).order_by("live_from").values("live_from"),
    ]


def blocks(*, board: FrontPage | None = None) -> Blocks:
    """Fill the page: what editors picked, then the newest in empty places. No article stands twice above the fold.

    A board that is given stands in for the one that readers see: a preview.
    """
    if board:
        slots = _slots([board.pk])
    else:
        slots = pagecache.fragment("home:slots", tags=["home", shelves.TAG], build=_shown_slots)
    pool = shelves.newest(count=24)
    picked = [slot.article for slot in slots[HomeSlot.Place.LEAD]]
    with_picture = [piece for piece in pool if piece.lead_image_id]
    lead = (picked + with_picture + list(pool) + [None])[0]
    shown = {lead.pk} if lead else set()
    focus = _fill([slot.article for slot in slots[HomeSlot.Place.FOCUS]], [p for p in pool if p.featured], shown, FOCUS)
    if len(focus) < 3:
        focus = _fill(list(focus), pool, shown, 3)
    newest = _fill([], pool, shown, NEWEST)
    return Blocks(
        hot=tuple(
            HotLine(slot.line or slot.article.title, slot.article.get_absolute_url())
            for slot in slots[HomeSlot.Place.HOT][:HOT]
        ),
        lead=lead,
        tieu_diem=focus,
        coming=tuple(cards.coming()),
        newest=newest,
        most_viewed=shelves.most_viewed(),
        section_blocks=tuple(_section_block(shelf) for shelf in shelves.home_sections()),
        award=next(iter(award_shelves.newest(count=1)), None),
        documents=document_shelves.newest(count=DOCUMENTS),
        galleries=gallery_shelves.newest(count=GALLERIES, covers=1),
        video=next(iter(video_shelves.newest(count=1)), None),
    )


def _fill(first: list[Article], pool: Any, shown: set[int], count: int) -> tuple[Article, ...]:
    """The given ones, then from the pool, none that is shown already. What is taken counts as shown."""
    taken: list[Article] = []
    for piece in [*first, *pool]:
        if len(taken) == count:
            break
        if piece.pk not in {one.pk for one in taken} and (piece.pk not in shown or piece in first):
            taken.append(piece)
    shown |= {piece.pk for piece in taken}
    return tuple(taken)


def _section_block(shelf: shelves.SectionShelf) -> SectionBlock:
    """The newest with a picture leads."""
    lead = next((piece for piece in shelf.pieces[:PER_SECTION] if piece.lead_image_id), shelf.pieces[0])
    others = tuple(piece for piece in shelf.pieces if piece.pk != lead.pk)[: PER_SECTION - 1]
    return SectionBlock(shelf.section, lead, others)
