"""The states of a message, and the steps between them as rows of data."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models


class Kind(models.TextChoices):
    """Loại phản hồi."""

    COMMENT = "comment", "Góp ý bài viết"
    PROPOSAL = "proposal", "Phản ánh, kiến nghị"
    QUESTION = "question", "Hỏi đáp"
    MISTAKE = "mistake", "Báo lỗi nội dung"


class Use(models.TextChoices):
    """Where a ready text is used."""

    REPLY = "reply", "Trả lời"
    REASON = "reason", "Từ chối"


class State(models.TextChoices):
    """Where a message stands."""

    NEW = "new", "Mới"
    OPEN = "open", "Đang xử lý"
    APPROVED = "approved", "Đã duyệt"
    ANSWERED = "answered", "Đã trả lời"
    HANDED_OVER = "handed_over", "Chuyển đơn vị"
    REFUSED = "refused", "Từ chối"
    SPAM = "spam", "Thư rác"
    HIDDEN = "hidden", "Đã ẩn"


TONES = {
    State.NEW: "info",
    State.OPEN: "warn",
    State.APPROVED: "ok",
    State.ANSWERED: "ok",
    State.HANDED_OVER: "gold",
    State.REFUSED: "bad",
    State.SPAM: "bad",
    State.HIDDEN: "",
}
WAITING = frozenset({State.NEW, State.OPEN, State.HANDED_OVER})
# What its readers may see, once a moderator has published it.
SHOWN = frozenset({State.APPROVED, State.ANSWERED})

# Working days within which each kind is to be dealt with.
DAYS = {Kind.COMMENT: 5, Kind.PROPOSAL: 5, Kind.QUESTION: 5, Kind.MISTAKE: 2}


@dataclass(frozen=True)
class Step:
    """One thing a moderator can do: from which states, to which, and its word in the log."""

    name: str
    label: str
    sources: frozenset[State]
    target: State
    log_verb: str


STEPS = {
    step.name: step
    for step in (
        Step("take", "Nhận xử lý", frozenset({State.NEW, State.HANDED_OVER}), State.OPEN, "feedback_taken"),
        Step("assign", "Giao cho", WAITING, State.OPEN, "feedback_assigned"),
        Step("approve", "Duyệt", WAITING, State.APPROVED, "feedback_approved"),
        Step("publish_reply", "Duyệt cùng trả lời", WAITING | {State.APPROVED}, State.ANSWERED, "feedback_answered"),
        Step("reply", "Chỉ trả lời người gửi", WAITING, State.ANSWERED, "feedback_answered_privately"),
        Step(
            "hand_over", "Chuyển đơn vị", frozenset({State.NEW, State.OPEN}), State.HANDED_OVER, "feedback_handed_over"
        ),
        Step("refuse", "Từ chối", WAITING, State.REFUSED, "feedback_refused"),
        Step("spam", "Thư rác", WAITING, State.SPAM, "feedback_spam"),
        Step("hide", "Ẩn", SHOWN, State.HIDDEN, "feedback_hidden"),
        Step(
            "reopen",
            "Đưa về xử lý",
            frozenset({State.APPROVED, State.ANSWERED, State.REFUSED, State.SPAM, State.HIDDEN}),
            State.OPEN,
            "feedback_reopened",
        ),
    )
}

# After these the sender has something to read.
TOLD = frozenset({"approve", "publish_reply", "reply", "hand_over", "refuse"})
# What one step can do to several messages at once.
FOR_MANY = ("spam", "refuse", "assign")
