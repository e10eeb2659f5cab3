"""Is it fit to publish: checkers that look at a piece with its revision laid over it, and say what is missing and where."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

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
    place: str = ""

    @property
    def anchor(self) -> str:
        """Where on the editor's page it is mended: a place of its own, else the field."""
        return self.place or f"id_{self.field}"


@dataclass(frozen=True)
class Report:
    """All findings in three groups: what must be mended, what should be looked at, the names of what is in order."""

    must: tuple[Issue, ...] = ()
    should: tuple[Issue, ...] = ()
    passed: tuple[str, ...] = ()


class NotReady(Exception):
    """The piece lacks something a reader needs. Carries the findings."""

    def __init__(self, issues: list[Issue]) -> None:
        super().__init__(" ".join(issue.message for issue in issues))
        self.issues = issues


Checker = Callable[[Any], Iterable[Issue]]
_checkers: dict[type[Publishable], list[Checker]] = {}
_labels: dict[Checker, str] = {}


def checks(label: str) -> Callable[[Checker], Checker]:
    """Give a checker the words under which it is reported when it finds nothing."""

    def name(checker: Checker) -> Checker:
        _labels[checker] = label
        return checker

    return name


def register(model: type[Publishable], *checkers: Checker) -> None:
    """Add the checkers of a kind; each app says it from ready()."""
    _checkers.setdefault(model, []).extend(checkers)


@checks("tít, chuyên mục")
def check_title(item: Publishable) -> Iterable[Issue]:
    """Nothing goes out without a title and, where the kind has sections, a section."""
    if not item.title.strip():
        word = item.word_for("title")
        yield Issue("title", f"Chưa có {word}. Hãy ghi {word}.")
    if "section" in item.REVISED_FIELDS and item.section_id is None:
        yield Issue("section", "Bài chưa xếp vào chuyên mục nào. Hãy chọn chuyên mục.")


@checks("giờ đăng")
def check_times(item: Publishable) -> Iterable[Issue]:
    """It can't run out before it starts."""
    if item.expire_at and item.publish_at and item.expire_at <= item.publish_at:
        yield Issue("expire_at", "Giờ hết hạn sớm hơn giờ đăng. Hãy chọn giờ sau giờ đăng.")


def report(item: Publishable) -> Report:
    """Everything the checkers of the kind have to say."""
    found: list[Issue] = []
    passed: list[str] = []
    for checker in (check_title, check_times, *_checkers.get(type(item), [])):
        issues = list(checker(item))
        found += issues
        if not issues and checker in _labels:
            passed.append(_labels[checker])
    return Report(
        must=tuple(issue for issue in found if issue.level == Level.MUST),
        should=tuple(issue for issue in found if issue.level != Level.MUST),
        passed=tuple(passed),
    )


def require(item: Publishable) -> None:
    """Refuse a piece that must be mended first."""
    blocking = report(item).must
    if blocking:
        raise NotReady(list(blocking))
