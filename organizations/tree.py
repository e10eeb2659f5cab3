"""The tree as readers see it: branches with counts, made from one reading of the table, laid out flat for the page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from organizations.models import Organization

OPEN_TO = 2  # levels of branches that stand open at first
GATHERED = 2  # children of as many groups are told apart


@dataclass
class Branch:
    """An organisation with those below it, or a group of some that have a name in common."""

    name: str
    url: str = ""
    count: str = ""
    branches: list[Branch] = field(default_factory=list)


@dataclass(frozen=True)
class Step:
    """One step through the flat tree: a leaf, the beginning of a branch, or its end."""

    act: str  # "leaf", "open", "close"
    branch: Branch
    is_open: bool = False


def current_branches() -> list[Branch]:
    """Those that stand today, each below the nearest one above it that does: nobody is lost with a parent that ended."""
    rows = {
        one.pk: one for one in Organization.objects.shown().select_related("kind").defer("words", "about", "aliases")
    }
    below: dict[int | None, list[Organization]] = defaultdict(list)
    for one in rows.values():
        if not one.is_former:
            below[_standing_parent(one, rows)].append(one)
    return [_branch(one, below) for one in below[None]]


def _standing_parent(one: Organization, rows: dict[int, Organization]) -> int | None:
    parent, seen = rows.get(one.parent_id), {one.pk}
    while parent is not None and parent.is_former and parent.pk not in seen:
        seen.add(parent.pk)
        parent = rows.get(parent.parent_id)
    return parent.pk if parent is not None and parent.pk not in seen else None


def _branch(one: Organization, below: dict[int | None, list[Organization]]) -> Branch:
    children = below.get(one.pk, [])
    return Branch(one.name, one.get_absolute_url(), counted(children), _gathered(children, below))


def _gathered(children: list[Organization], below: dict[int | None, list[Organization]]) -> list[Branch]:
    groups: dict[str, list[Branch]] = {}
    for one in sorted(children, key=lambda one: one.kind.order):
        groups.setdefault(one.kind.group_name, []).append(_branch(one, below))
    if len(groups) < GATHERED:
        return [_branch(one, below) for one in children]
    loose = groups.pop("", [])
    return [Branch(name, count=str(len(inside)), branches=inside) for name, inside in groups.items()] + loose


def counted(children: Iterable[Organization]) -> str:
    """ "5 chi bộ" where all are of a kind, "7 đơn vị" where not, nothing for nobody."""
    found = list(children)
    return f"{len(found)} {noun_of(found)}" if found else ""


def noun_of(children: Iterable[Organization]) -> str:
    """What they all are, or just "đơn vị"."""
    kinds = {one.kind.name for one in children}
    return next(iter(kinds)) if len(kinds) == 1 else "đơn vị"


def steps(branches: Iterable[Branch], *, level: int = 0) -> Iterator[Step]:
    """The tree in reading order."""
    for one in branches:
        if not one.branches:
            yield Step("leaf", one)
            continue
        yield Step("open", one, is_open=level < OPEN_TO)
        yield from steps(one.branches, level=level + 1)
        yield Step("close", one)


def numbers() -> list[tuple[str, int]]:
    """How many of each kind stand today, the kinds in their order."""
    rows: Any = Organization.objects.shown().current().order_by().values_list("kind__order", "kind__name")
    return [(name, count) for (_order, name), count in sorted(Counter(rows).items())]
