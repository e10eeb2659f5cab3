"""The workflow in words: states, buttons that say what will happen, messages of what was done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

import vietnamese
from accounts import log
from accounts.models import LogEntry, User
from publishing import rules, workflow
from publishing.models import Publishable, WorkflowGates
from publishing.states import APPROVERS, TRANSITIONS, Stage, State, Transition

# One button is the next step; the others stand beside it, in this order.
NEXT_STEP = ("approve", "forward", "submit", "confirm", "reinstate", "unarchive", "restore")


@dataclass(frozen=True)
class Words:
    """A state as people see it: its label, a tone for the pill, a sentence where one is needed."""

    label: str
    tone: str = ""
    note: str = ""


@dataclass(frozen=True)
class Button:
    """One step offered on a screen."""

    verb: str
    label: str
    main: bool
    needs_reason: bool
    outlined_red: bool


@dataclass(frozen=True)
class Step:
    """One stop on the way of a piece: done, now or ahead."""

    label: str
    at: str


_TONES = {Stage.DRAFT: "", Stage.SUBMITTED: "info", Stage.PENDING_APPROVAL: "warn", Stage.RETURNED: "bad"}


def moment(when: datetime) -> str:
    """`07:00 thứ Hai 24/11`, with the year when it is another one."""
    local = timezone.localtime(when)
    weekday = vietnamese.weekday_name(local.date())
    day = f"{local.day}/{local.month}" + ("" if local.year == timezone.localdate().year else f"/{local.year}")
    return f"{local:%H:%M} {weekday[:1].lower()}{weekday[1:]} {day}"


def state(item: Publishable) -> Words:
    """Where the piece stands, the clock included."""
    if item.trashed_at:
        return Words("Thùng rác", "bad")
    if item.state == State.WITHDRAWN:
        return Words("Đã gỡ", "bad", _stage_note(item))
    if item.state == State.NEW:
        stage = Stage(item.working_revision.stage) if item.working_revision else Stage.DRAFT
        return Words(stage.label, _TONES.get(stage, ""), _draft_note(item))
    now = timezone.now()
    if item.expire_at and item.expire_at <= now:
        return Words("Hết hạn", "", _stage_note(item))
    if item.publish_at and item.publish_at > now:
        return Words("Hẹn giờ", "info", f"Tự đăng lúc {moment(item.publish_at)}.")
    if item.state == State.ARCHIVED:
        return Words("Lưu trữ", "", _stage_note(item))
    if item.flagged_urgent:
        return Words("Đăng khẩn, chờ xác nhận", "warn", _stage_note(item))
    return Words("Đã xuất bản", "ok", _stage_note(item))


def _draft_note(item: Publishable) -> str:
    if item.publish_at and item.publish_at > timezone.now():
        return "Bài còn là nháp: sẽ KHÔNG tự đăng."
    return ""


def _stage_note(item: Publishable) -> str:
    working = item.working_revision
    if working is None or not working.is_open:
        return ""
    return f"Bản sửa {working.number}: {Stage(working.stage).label.lower()}. Bạn đọc vẫn thấy bản đã duyệt."


def steps(item: Publishable, gates: WorkflowGates) -> list[Step]:
    """The way of the piece: Nháp → Chờ biên tập → Chờ duyệt → out."""
    way = [Stage.DRAFT]
    if gates.editing:
        way.append(Stage.SUBMITTED)
    if gates.approval:
        way.append(Stage.PENDING_APPROVAL)
    working = item.working_revision
    stage = Stage(working.stage) if working else Stage.DRAFT
    if stage == Stage.RETURNED:
        stage = Stage.DRAFT
    here = way.index(stage) if stage in way else len(way)
    last = state(item).label if stage == Stage.APPROVED else "Hẹn giờ / Đã xuất bản"
    labels = [step.label for step in way] + [last]
    return [
        Step(label, "done" if place < here else "now" if place == here else "ahead")
        for place, label in enumerate(labels)
    ]


def button_label(transition: Transition, item: Publishable) -> str:
    """What pressing it will do, in words: the hour for a schedule, the next desk for a hand-over."""
    if transition.verb == "approve" and item.publish_at and item.publish_at > timezone.now() and not item.is_public():
        return f"Hẹn đăng {moment(item.publish_at)}"
    if transition.verb == "approve" and item.is_live:
        return "Duyệt bản sửa"
    if transition.verb == "submit" and not WorkflowGates.current().editing:
        return "Trình duyệt"
    return transition.label


def buttons(user: Any, item: Publishable) -> list[Button]:
    """The steps this person may take now; the one that moves the piece on comes first and is the only main one."""
    offered = {transition.verb: transition for transition in workflow.available(user, item)}
    if "forward" in offered:
        offered.pop("submit", None)
    main = next((verb for verb in NEXT_STEP if verb in offered), "")
    ordered = sorted(offered.values(), key=lambda transition: transition.verb != main)
    return [
        Button(
            transition.verb,
            button_label(transition, item),
            transition.verb == main,
            transition.needs_reason,
            transition.outlined_red,
        )
        for transition in ordered
    ]


def first_buttons(user: User, item: Publishable) -> list[Button]:
    """What a piece that is not saved yet can be told: to save and go on to the first desk."""
    verb = "forward" if user.has_role(*TRANSITIONS["forward"].roles) else "submit"
    transition = TRANSITIONS[verb]
    return [Button(verb, button_label(transition, item), True, False, False)]


def four_eyes_note(user: Any, item: Publishable) -> str:
    """Why somebody who approves can't approve this one."""
    waiting = item.working_revision is not None and item.working_revision.stage == Stage.PENDING_APPROVAL
    if waiting and user.has_role(*APPROVERS) and not rules.may(user, "approve", item):
        return rules.refusal(user, "approve", item)
    return ""


def screen_title(item: Publishable) -> str:
    """The heading of the editor."""
    return f"Sửa {item.KIND_LABEL.lower()}" if item.pk else f"{item.KIND_LABEL} mới"


_DONE = {
    "submit": "Đã gửi biên tập.",
    "recall": "Đã rút lại, bài trở về nháp.",
    "forward": "Đã trình duyệt.",
    "return": "Đã trả lại kèm lời nhắn.",
    "publish_urgently": "Đã đăng khẩn. Một người duyệt khác cần xác nhận.",
    "confirm": "Đã xác nhận.",
    "withdraw": "Đã gỡ. Bạn đọc không còn xem được.",
    "reinstate": "Bài đã vào danh sách chờ duyệt để đăng lại.",
    "archive": "Đã đưa vào lưu trữ.",
    "unarchive": "Đã đưa khỏi lưu trữ.",
    "trash": "Đã bỏ vào thùng rác. Có thể khôi phục trong 30 ngày.",
    "restore": "Đã khôi phục.",
}

# How the log's verbs read on a timeline.
VERBS = {
    "created": "Viết bài",
    "saved": "Lưu bản nháp",
    "submit": "Gửi biên tập",
    "recall": "Rút lại",
    "forward": "Trình duyệt",
    "return": "Trả lại",
    "approve": "Duyệt đăng",
    "publish_urgently": "Đăng khẩn",
    "confirm": "Xác nhận đăng khẩn",
    "withdraw": "Gỡ bài",
    "reinstate": "Đăng lại",
    "archive": "Lưu trữ",
    "unarchive": "Đưa khỏi lưu trữ",
    "trash": "Bỏ vào thùng rác",
    "restore": "Khôi phục",
    "restore_revision": "Lấy lại bản cũ",
    "imported": "Nhập vào",
    "added": "Thêm",
    "changed": "Sửa",
    "deleted": "Xóa",
    "purged": "Xóa hẳn khỏi thùng rác",
}


@dataclass(frozen=True)
class Line:
    """One line of a timeline."""

    at: datetime
    when: str
    who: str
    what: str
    note: str


def hour(when: datetime) -> str:
    """`14:08` today, `14:08 12/7` on another day, with the year when it is another one."""
    local = timezone.localtime(when)
    today = timezone.localdate()
    if local.date() == today:
        return f"{local:%H:%M}"
    return f"{local:%H:%M} {local.day}/{local.month}" + ("" if local.year == today.year else f"/{local.year}")


def timeline(entries: Iterable[LogEntry]) -> list[Line]:
    """What was done with a piece, as people say it."""
    return [Line(entry.at, hour(entry.at), entry.actor_name, log.in_words(entry.verb), entry.note) for entry in entries]


_HINTS = {
    "submit": "Ban biên tập nhận bài; biên tập xong bài chuyển người duyệt.",
    "forward": "Bài chuyển tới người duyệt. Người đã sửa bài không tự duyệt được.",
    "confirm": "Xác nhận rằng bài đăng khẩn đúng và đủ.",
    "reinstate": "Bài vào danh sách chờ duyệt; bạn đọc chưa thấy cho đến khi được duyệt.",
    "unarchive": "Bài trở lại các danh sách.",
    "restore": "Bài trở lại như trước khi bỏ.",
    "recall": "Bài trở về nháp của bạn.",
    "trash": "Giữ 30 ngày, khôi phục được.",
    "archive": "Bạn đọc vẫn mở được bài theo đường dẫn; bài rời các danh sách.",
}


def button_hint(verb: str, item: Publishable) -> str:
    """What comes of pressing the button, said before it is pressed."""
    if verb == "approve":
        if item.publish_at and item.publish_at > timezone.now() and not item.is_public():
            return "Đến giờ bài tự hiện, không cần làm gì thêm."
        return "Bạn đọc thấy ngay."
    if verb == "submit" and not WorkflowGates.current().editing:
        return _HINTS["forward"]
    return _HINTS.get(verb, "")


@dataclass(frozen=True)
class Returned:
    """A reviewer's words, who wrote them and when."""

    who: str
    when: str
    note: str


def returned(item: Publishable) -> Returned | None:
    """Why the working revision came back; None when it did not."""
    working = item.working_revision
    if working is None or working.stage != Stage.RETURNED:
        return None
    entry = log.entries_of(item).filter(verb="return").first()
    return Returned(entry.actor_name, hour(entry.at), entry.note) if entry else None


def saved_line(item: Publishable) -> str:
    """When what stands in the form was last kept, and by whom."""
    working = item.working_revision
    if working is None or not working.is_open:
        return ""
    return f"Lưu lúc {hour(working.saved_at)}, {working.saved_by or 'hệ thống'}"


def draft_hour_warning(item: Publishable) -> str:
    """The red sentence under the hour: a date on a draft publishes nothing."""
    return _draft_note(item) if item.pk and not item.is_live else ""


def done(verb: str, item: Publishable) -> str:
    """What came of a step."""
    if verb == "approve":
        if item.publish_at and item.publish_at > timezone.now():
            return f"Đã duyệt. Tự đăng lúc {moment(item.publish_at)}."
        return "Đã duyệt, bài đang hiện trên trang."
    return _DONE[verb]
