"""The small rows that an event carries in its revision: quantities, people in their roles, programme, tasks. Forms have read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils import timezone

import vietnamese

Rows = list[dict[str, Any]]


class Part(TextChoices):
    """What somebody does at an event, in the order in which it is printed."""

    CHAIR = "chair", "Chủ trì"
    DIRECTING_SPEECH = "directing_speech", "Phát biểu chỉ đạo"
    REPORT = "report", "Báo cáo"
    PAPER = "paper", "Tham luận"
    CONCLUSION = "conclusion", "Kết luận"
    PRESENT = "present", "Dự"


class TaskState(TextChoices):
    """How far a task is; that its day has passed is what the calendar says."""

    OPEN = "open", "Chưa làm"
    DOING = "doing", "Đang làm"
    DONE = "done", "Đã xong"


@dataclass(frozen=True)
class Somebody:
    """A person in a role, with the title of that day; or only the title, where the newsroom names none."""

    part: str
    name: str
    title: str

    def __str__(self) -> str:
        return ", ".join(word for word in (self.name, self.title) if word)


@dataclass(frozen=True)
class AgendaItem:
    """One line of the programme."""

    day: date | None
    hour: str
    text: str
    presenter: str

    @property
    def clock(self) -> str:
        """The hour as machines read it: 08:15."""
        return self.hour.zfill(5)


@dataclass(frozen=True)
class Task:
    """Something that was assigned at a giao ban: what, to whom, by when, how far."""

    text: str
    assignee: str
    due: date | None
    state: str

    @property
    def is_late(self) -> bool:
        """Its day has passed and it isn't done."""
        return self.state != TaskState.DONE and self.due is not None and self.due < timezone.localdate()

    @property
    def state_words(self) -> str:
        """The state as people say it."""
        if self.is_late:
            return "Quá hạn"
        if self.state == TaskState.OPEN and self.due is not None:
            return "Chưa đến hạn"
        return TaskState(self.state).label

    @property
    def tone(self) -> str:
        """How its pill is coloured."""
        if self.is_late:
            return "bad"
        return {TaskState.DONE: "ok", TaskState.DOING: "warn"}.get(TaskState(self.state), "")


def quantities(rows: Rows) -> list[vietnamese.Quantity]:
    """The headline quantities, as they were written."""
    return [vietnamese.Quantity(row["value"], row["qualifier"], row["unit"], row["written"]) for row in rows]


def people(rows: Rows) -> list[tuple[str, list[Somebody]]]:
    """Those named, by what they do: (chủ trì, [...]), in the order of the roles."""
    named = [Somebody(row["part"], row["name"], row["title"]) for row in rows]
    groups = ((part.label, [one for one in named if one.part == part]) for part in Part)
    return [(label, found) for label, found in groups if found]


def agenda(rows: Rows) -> list[AgendaItem]:
    """The programme, as it was written."""
    return [AgendaItem(_day(row.get("day")), row["hour"], row["text"], row["presenter"]) for row in rows]


def tasks(rows: Rows) -> list[Task]:
    """The tasks, as they were assigned."""
    return [Task(row["text"], row["assignee"], _day(row["due"]), row["state"]) for row in rows]


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def in_words(name: str, rows: Rows) -> str:
    """A field of rows for people, a line for each: what comparisons of versions show."""
    return "\n".join(_LINES[name](rows))


def _quantity_lines(rows: Rows) -> list[str]:
    return [str(one) for one in quantities(rows)]


def _role_lines(rows: Rows) -> list[str]:
    return [f"{label}: {one}" for label, found in people(rows) for one in found]


def _agenda_lines(rows: Rows) -> list[str]:
    days = [(one, vietnamese.short_date(one.day) if one.day else "") for one in agenda(rows)]
    return [_joined(day, one.hour, one.text, one.presenter) for one, day in days]


def _task_lines(rows: Rows) -> list[str]:
    dues = [(one, f"hạn {vietnamese.short_date(one.due)}" if one.due else "") for one in tasks(rows)]
    return [_joined(one.text, one.assignee, due, TaskState(one.state).label) for one, due in dues]


_LINES = {"quantities": _quantity_lines, "roles": _role_lines, "agenda": _agenda_lines, "tasks": _task_lines}


def _joined(*words: str) -> str:
    return " – ".join(word for word in words if word)
