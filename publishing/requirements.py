"""Is it fit to publish: checkers that look at a piece with its revision laid over it, and say what is missing and where."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from publishing.models import Publishable


class Level(StrEnum):
    """How much a finding weighs. Only MUST stands in the way."""

    MUST = "phải sửa"
    SHOULD = "nên xem"


@dataclass(frozen=True)
class Issue:
    """One finding: the field (or place) it concerns, what to do, how much it weighs."""

    field: str
    message: str
    level: Level = Level.MUST


class NotReady(Exception):
    """The piece lacks something a reader needs. Carries the findings."""

    def __init__(self, issues: list[Issue]) -> None:
        super().__init__(" ".join(issue.message for issue in issues))
        self.issues = issues


Checker = Callable[[Publishable], Iterable[Issue]]
_checkers: dict[type[Publishable], list[Checker]] = {}


def register(model: type[Publishable], *checkers: Checker) -> None:
    """Add the checkers of a kind; each app says it from ready()."""
    _checkers.setdefault(model, []).extend(checkers)


def check_title(item: Publishable) -> Iterable[Issue]:
    """Nothing goes out without a title and, where the kind has sections, a section."""
    if not item.title.strip():
        yield Issue("title", "Bài chưa có tít. Hãy ghi tít.")
    if "section" in item.REVISED_FIELDS and item.section_id is None:
        yield Issue("section", "Bài chưa xếp vào chuyên mục nào. Hãy chọn chuyên mục.")


def check_times(item: Publishable) -> Iterable[Issue]:
    """It can't run out before it starts."""
    if item.expire_at and item.publish_at and item.expire_at <= item.publish_at:
        yield Issue("expire_at", "Giờ hết hạn sớm hơn giờ đăng. Hãy chọn giờ sau giờ đăng.")


def findings(item: Publishable) -> list[Issue]:
    """Everything the checkers of the kind have to say, what must be mended first."""
    checkers = [check_title, check_times, *_checkers.get(type(item), [])]
    found = [issue for checker in checkers for issue in checker(item)]
    return sorted(found, key=lambda issue: issue.level != Level.MUST)


def require(item: Publishable) -> None:
    """Refuse a piece that must be mended first."""
    blocking = [issue for issue in findings(item) if issue.level == Level.MUST]
    if blocking:
        raise NotReady(blocking)
