"""Việc của tôi: what waits for one person over all kinds, gathered in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

import vietnamese
from accounts.models import User
from accounts.roles import Role
from feedback import moderation
from feedback.models import Message
from feedback.states import State as FeedbackState
from publishing import prepared, rules, wording
from publishing.kinds import Kind
from publishing.models import WorkflowGates
from publishing.piece_filters import counting
from publishing.states import APPROVERS, DESK, Stage, State
from registers import batches
from registers.models import Batch, Status

ROWS = 10
SHORT = 6
WEEK = timedelta(days=7)

Address = Callable[..., str]


@dataclass(frozen=True)
class Count:
    """One of the counts on top: how many, what, a word more, and the list that shows them."""

    number: int
    words: str
    note: str
    url: str


@dataclass(frozen=True)
class Waiting:
    """One row that waits for the person, with its one button."""

    title: str
    url: str
    state: wording.Words
    sender: str
    at: datetime
    when: str
    button: str


@dataclass(frozen=True)
class Own:
    """One of the person's own pieces that is not out: where it stands, and a reviewer's words."""

    title: str
    url: str
    state: wording.Words
    note: str
    warning: str


@dataclass(frozen=True)
class Hour:
    """One line of the week: when, what."""

    at: datetime
    when: str
    title: str
    url: str


@dataclass(frozen=True)
class Work:
    """Everything on the page."""

    greeting: str
    counts: tuple[Count, ...]
    waiting_title: str
    waiting: tuple[Waiting, ...]
    own: tuple[Own, ...]
    week: tuple[Hour, ...]


# What stands on top for whom: the list's tab, the words, a note. The first four that are not zero are shown.
COUNTS: tuple[tuple[frozenset[Role], str, str, str, bool], ...] = (
    (APPROVERS, "cho-duyet", "bài chờ duyệt", "", False),
    (APPROVERS, "ban-sua", "bản sửa của bài đã đăng", "bản cũ vẫn đang hiện", False),
    (APPROVERS, "dang-khan", "bài Đăng khẩn chưa xác nhận", "cần người duyệt thứ hai", False),
    (DESK, "cho-bien-tap", "bài chờ biên tập", "", False),
    (DESK, "cho-duyet", "bài đang chờ duyệt", "", False),
    (frozenset(), "tra-lai", "bài của tôi bị trả lại", "kèm lời người trả", True),
    (frozenset(), "nhap", "bài nháp của tôi", "chưa gửi đi", True),
    (frozenset(), "hen-gio", "bài hẹn giờ", "đã duyệt, tự đăng", False),
)
MOST_COUNTS = 4


def _stages_for(user: User) -> list[Stage]:
    """The desks a person sits at."""
    stages = []
    if user.has_role(*APPROVERS):
        stages.append(Stage.PENDING_APPROVAL)
    if user.has_role(*DESK):
        stages.append(Stage.SUBMITTED)
    return stages


def _waiting(user: User, kind: Kind) -> Any:
    """Pieces that this person is to take on: at their desk, and not one that four eyes keep from them."""
    stages = _stages_for(user)
    found = rules.visible_pieces(user, kind).at_stage(*stages)
    if Stage.PENDING_APPROVAL in stages and WorkflowGates.current().four_eyes:
        found = found.exclude(
            Q(working_revision__stage=Stage.PENDING_APPROVAL)
            & (Q(working_revision__created_by=user) | Q(working_revision__editors=user))
        )
    return found


def waiting_count(user: User) -> int:
    """The number beside "Tin bài" in the menu: one statement for all kinds."""
    if not _stages_for(user):
        return 0
    found = prepared.together([_waiting(user, kind).order_by().values_list("pk") for kind in rules.kinds_for(user)])
    return sum(len(set(rows)) for rows in found)


def feedback_count(user: User) -> int:
    """The number beside "Phản hồi": messages nobody has looked at yet."""
    return Message.objects.in_state(FeedbackState.NEW).count() if moderation.may(user) else 0


def _feedback(user: User, address: Address) -> tuple[Count, ...]:
    """What waits at the moderators' desk: one statement."""
    if not moderation.may(user):
        return ()
    waiting = Message.objects.waiting_for(user, today=timezone.localdate())
    desk = address(Message(), "changelist")
    rows = (
        (waiting["overdue"], "phản hồi quá hạn", "làm trước", "?han=qua"),
        (waiting["new"], "phản hồi mới", "chưa ai xem", ""),
        (waiting["own"], "phản hồi giao cho tôi", "đang xử lý", "?tinhtrang=open&ai=toi"),
    )
    return tuple(Count(number, words, note, desk + query) for number, words, note, query in rows if number)


def gather(user: User, *, address: Address) -> Work:
    """The whole page: one statement says what there is of every kind, one counts, then each kind that has something is read."""
    kinds = rules.kinds_for(user)
    tables = _tables(user, kinds)
    of_kind = {kind.name: _rows(tables[kind.name].waiting, address) for kind in kinds}
    waiting = [row for rows in of_kind.values() for row in rows] + _batches(user, address)
    found = (*_feedback(user, address), *_counts(user, kinds, of_kind, address))[:MOST_COUNTS]
    week = [hour for kind in kinds for hour in _week(tables[kind.name].week, address)]
    return Work(
        greeting=_greeting(
            user,
            sum(count.number for count in found if count.words.startswith(("bài chờ", "phản hồi mới"))) or len(waiting),
        ),
        counts=found,
        waiting_title="Chờ tôi duyệt" if user.has_role(*APPROVERS) else "Chờ tôi biên tập",
        waiting=tuple(sorted(waiting, key=lambda row: row.at)[:ROWS]),
        own=(
            *(own for kind in kinds for own in _own(tables[kind.name].own, address)),
            *_own_batches(user, address),
        ),
        week=tuple(sorted(week, key=lambda hour: hour.at)),
    )


@dataclass(frozen=True)
class Table:
    """The pieces of one kind that the page shows, by where they are shown, in their order."""

    waiting: list[Any]
    own: list[Any]
    week: list[Any]


def _tables(user: User, kinds: list[Kind]) -> dict[str, Table]:
    """Which pieces there are comes in one statement for all kinds; a kind that has some is read in one more."""
    asked = [part for kind in kinds for part in _parts(user, kind)]
    found = iter(prepared.together(asked))
    tables = {}
    for kind in kinds:
        # The longest waiting, the last touched and the next to come stand first.
        keys = [[key for _, key in sorted(next(found), reverse=backwards)] for backwards in (False, True, False)]
        pieces = kind.model._default_manager.select_related("working_revision__saved_by").in_bulk(
            {key for part in keys for key in part}
        )
        tables[kind.name] = Table(*([pieces[key] for key in part if key in pieces] for part in keys))
    return tables


def _parts(user: User, kind: Kind) -> list[Any]:
    """Of one kind (moment, key): what waits, what is one's own and not out, what comes out this week."""
    now = timezone.now()
    visible = rules.visible_pieces(user, kind)
    saved = "working_revision__saved_at"
    waiting = _waiting(user, kind) if _stages_for(user) else visible.none()
    own = visible.on_my_table().filter(Q(created_by=user) | Q(working_revision__created_by=user))
    week = visible.filter(
        state=State.PUBLISHED, trashed_at__isnull=True, publish_at__gt=now, publish_at__lte=now + WEEK
    )
    return [
        waiting.order_by(saved).values_list(saved, "pk")[:ROWS],
        own.order_by(f"-{saved}").values_list(saved, "pk")[:SHORT],
        week.order_by("publish_at").values_list("publish_at", "pk")[:SHORT],
    ]


def _greeting(user: User, number: int) -> str:
    name = str(user)
    return f"{name}, có {number} việc đang chờ" if number else f"{name}, không có việc nào đang chờ"


def _counts(user: User, kinds: list[Kind], waiting: dict[str, list[Waiting]], address: Address) -> list[Count]:
    rows = [row for row in COUNTS if not row[0] or user.has_role(*row[0])]
    names = []
    asked = []
    for kind in kinds:
        one_row, names = counting(
            rules.visible_pieces(user, kind),
            {row[1]: None for row in rows if not row[4]},
            own={row[1]: None for row in rows if row[4]},
            mine=Q(created_by=user) | Q(working_revision__created_by=user),
        )
        asked.append(one_row)
    shown = []
    for kind, found in zip(kinds, prepared.together(asked), strict=True):
        number_of = dict(zip(names, found[0], strict=True)) if found else dict.fromkeys(names, 0)
        shown += _counts_of(kind, number_of, rows, waiting[kind.name], address)
    return shown


def _counts_of(
    kind: Kind, number_of: dict[str, int], rows: list[Any], waiting: list[Waiting], address: Address
) -> list[Count]:
    shown, seen = [], set()
    for _, tab, words, note, own in rows:
        number = number_of[f"{tab}:toi" if own else tab]
        if not number or (tab, own) in seen:
            continue
        seen.add((tab, own))
        if not note and waiting:
            note = f"lâu nhất: {vietnamese.timesince(waiting[0].at, timezone.now())}"
        url = f"{address(kind.model(), 'changelist')}?xem={tab}{'&ai=toi' if own else ''}"
        shown.append(Count(number, words, note, url))
    return shown


def _rows(pieces: list[Any], address: Address) -> list[Waiting]:
    rows = []
    for item in pieces:
        revision = item.working_revision
        approving = revision.stage == Stage.PENDING_APPROVAL
        revised = item.is_live
        label = "Bản sửa chờ duyệt" if revised and approving else Stage(revision.stage).label
        rows.append(
            Waiting(
                title=item.title,
                url=address(item, "compare" if revised else "change"),
                state=wording.Words(label, "info" if revised or not approving else "warn"),
                sender=str(revision.saved_by or "hệ thống"),
                at=revision.saved_at,
                when=wording.hour(revision.saved_at),
                button="So sánh" if revised else "Xem và duyệt" if approving else "Biên tập",
            )
        )
    return rows


def _batches(user: User, address: Address) -> list[Waiting]:
    """Sheets for the registers of live pieces: an approver's to read, but for whoever brought them in."""
    if not user.has_role(*APPROVERS):
        return []
    found = Batch.objects.waiting().light().prefetch_related("piece").order_by("touched_at")[:ROWS]
    return [
        Waiting(
            title=f"{batch.piece.title}: {batch}",
            url=_batch_address(batch, address),
            state=wording.Words(batch.get_status_display(), batch.tone),
            sender=str(batch.undo_asked_by or batch.created_by or "hệ thống"),
            at=batch.touched_at,
            when=wording.hour(batch.touched_at),
            button="Xem và duyệt",
        )
        for batch in found
        if batches.may_approve(user, batch)
    ]


def _own_batches(user: User, address: Address) -> list[Own]:
    """Sheets that came back."""
    since = timezone.now() - WEEK
    found = Batch.objects.filter(created_by=user, status=Status.REFUSED, touched_at__gt=since).light()
    return [
        Own(
            title=f"{batch.piece.title}: {batch}",
            url=_batch_address(batch, address),
            state=wording.Words(batch.get_status_display(), batch.tone),
            note=batch.message,
            warning="",
        )
        for batch in found.prefetch_related("piece")[:SHORT]
        if batch.piece is not None
    ]


def _batch_address(batch: Batch, address: Address) -> str:
    return f"{address(batch.piece, 'board')}{batch.pk}/"


def _own(pieces: list[Any], address: Address) -> list[Own]:
    return [
        Own(
            title=item.title,
            url=address(item, "change"),
            state=wording.state(item),
            note=item.working_revision.returned_note or item.withdrawn_note,
            warning=wording.draft_hour_warning(item),
        )
        for item in pieces
    ]


def _week(pieces: list[Any], address: Address) -> list[Hour]:
    return [
        Hour(item.publish_at, wording.moment(item.publish_at), item.title, address(item, "change")) for item in pieces
    ]
