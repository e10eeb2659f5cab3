"""The states of a piece, the stages of its revisions and the transitions between them, as rows of data."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models

from accounts.roles import Role


class State(models.TextChoices):
    """What people have decided about a piece. Scheduled, live and expired are what the clock says of a published one."""

    NEW = "new", "Chưa đăng"
    PUBLISHED = "published", "Đã xuất bản"
    WITHDRAWN = "withdrawn", "Đã gỡ"
    ARCHIVED = "archived", "Lưu trữ"


class Stage(models.TextChoices):
    """How far a revision has come on its way to the public page."""

    DRAFT = "draft", "Nháp"
    SUBMITTED = "submitted", "Chờ biên tập"
    PENDING_APPROVAL = "pending_approval", "Chờ duyệt"
    RETURNED = "returned", "Trả lại"
    APPROVED = "approved", "Đã duyệt"


OPEN_STAGES = frozenset({Stage.DRAFT, Stage.SUBMITTED, Stage.PENDING_APPROVAL, Stage.RETURNED})

DESK = frozenset({Role.EDITOR, Role.MANAGING_EDITOR})
APPROVERS = frozenset({Role.APPROVER})


def is_public(
    state: str, *, publish_at: datetime | None, expire_at: datetime | None, trashed_at: datetime | None, at: datetime
) -> bool:
    """The querysets' `.public()`, said of values that are at hand."""
    return (
        state in (State.PUBLISHED, State.ARCHIVED)
        and trashed_at is None
        and publish_at is not None
        and publish_at <= at
        and (expire_at is None or expire_at > at)
    )


class WhoElse:
    """Answers to "who may" that a role alone does not give."""

    EDITS = "whoever may edit it"
    AUTHOR = "its author"


@dataclass(frozen=True)
class Transition:
    """One row of the workflow: from where, to where, who, and what else must be given."""

    verb: str
    label: str
    states: frozenset[State]
    stages: frozenset[Stage] | None = None
    to_state: State | None = None
    to_stage: Stage | None = None
    roles: frozenset[Role] = frozenset()
    who_else: str = ""
    needs_reason: bool = False
    four_eyes: bool = False
    outlined_red: bool = False


ANY_LIVING = frozenset({State.NEW, State.PUBLISHED, State.WITHDRAWN, State.ARCHIVED})
OPEN_PIECE = frozenset({State.NEW, State.PUBLISHED, State.WITHDRAWN})


def _rows(*rows: Transition) -> dict[str, Transition]:
    return {row.verb: row for row in rows}


TRANSITIONS = _rows(
    Transition(
        "submit", "Gửi biên tập", OPEN_PIECE, frozenset({Stage.DRAFT, Stage.RETURNED}), to_stage=Stage.SUBMITTED,
        who_else=WhoElse.EDITS,
    ),
    Transition(
        "recall", "Rút lại", OPEN_PIECE, frozenset({Stage.SUBMITTED}), to_stage=Stage.DRAFT,
        who_else=WhoElse.AUTHOR,
    ),
    Transition(
        "forward", "Trình duyệt", OPEN_PIECE, frozenset({Stage.DRAFT, Stage.SUBMITTED, Stage.RETURNED}),
        to_stage=Stage.PENDING_APPROVAL, roles=DESK,
    ),
    Transition(
        "return", "Trả lại", OPEN_PIECE, frozenset({Stage.SUBMITTED, Stage.PENDING_APPROVAL}),
        to_stage=Stage.RETURNED, roles=DESK | APPROVERS, needs_reason=True,
    ),
    Transition(
        "approve", "Duyệt đăng", OPEN_PIECE, frozenset({Stage.PENDING_APPROVAL}), to_state=State.PUBLISHED,
        to_stage=Stage.APPROVED, roles=APPROVERS, four_eyes=True,
    ),
    Transition(
        "publish_urgently", "Đăng khẩn", OPEN_PIECE, OPEN_STAGES, to_state=State.PUBLISHED,
        to_stage=Stage.APPROVED, roles=APPROVERS, needs_reason=True, outlined_red=True,
    ),
    Transition("confirm", "Xác nhận đăng khẩn", frozenset({State.PUBLISHED, State.ARCHIVED}), roles=APPROVERS),
    Transition(
        "withdraw", "Gỡ bài", frozenset({State.PUBLISHED}), to_state=State.WITHDRAWN, roles=APPROVERS,
        needs_reason=True, outlined_red=True,
    ),
    Transition(
        "reinstate", "Đăng lại", frozenset({State.WITHDRAWN}), to_stage=Stage.PENDING_APPROVAL,
        roles=DESK | APPROVERS,
    ),
    Transition(
        "archive", "Lưu trữ", frozenset({State.PUBLISHED}), to_state=State.ARCHIVED,
        roles=APPROVERS | {Role.ADMINISTRATOR},
    ),
    Transition(
        "unarchive", "Đưa khỏi lưu trữ", frozenset({State.ARCHIVED}), to_state=State.PUBLISHED,
        roles=APPROVERS | {Role.ADMINISTRATOR},
    ),
    Transition(
        "trash", "Bỏ vào thùng rác", frozenset({State.NEW, State.WITHDRAWN}), who_else=WhoElse.EDITS,
        outlined_red=True,
    ),
    Transition(
        "restore", "Khôi phục", frozenset({State.NEW, State.WITHDRAWN}), who_else=WhoElse.EDITS,
    ),
)  # fmt: skip

TRASH_DAYS = 30

# Steps that another step takes back exactly as it was.
UNDONE_BY = {"submit": "recall", "archive": "unarchive", "unarchive": "archive", "trash": "restore", "restore": "trash"}
