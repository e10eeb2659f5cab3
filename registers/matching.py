"""Names of organisations in a sheet: which one is meant (đúng, khác), which are new, and what the person decided instead."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import vietnamese
from organizations import standing
from organizations.models import Organization, OrganizationKind
from organizations.naming import How, Names
from organizations.words import name_key

RIGHT, OTHER, NEW, TEXT, CHOOSE, OUTSIDE = "right", "other", "new", "text", "choose", "outside"
# What a person has to settle before anything is written.
UNSETTLED = (CHOOSE, OUTSIDE)
IN_WORDS = {
    How.SHORT: "theo tên tắt",
    How.FORMER: "theo tên cũ",
    How.ALIAS: "theo tên gọi khác",
}

# What a person may decide of one: another one, a new one, the written name alone, or the one found though it was not there then.
ANOTHER, MAKE, NAME_ONLY, KEEP = "khac", "moi", "ten", "van"


@dataclass
class Match:
    """One name of the sheet, below another one: what it was taken for, how, and in how many rows it stands."""

    key: str
    written: str
    below: str = ""
    result: str = NEW
    organization: int | None = None
    organization_name: str = ""
    why: str = ""
    near: str = ""
    kind: int | None = None
    parent: Any = None  # of a new one: a key of an organisation, or the key of another new one
    rows: int = 0
    first_row: int = 0
    decision: str = ""
    problem: str = ""
    column: str = ""  # of the sheet, where it stands first
    at: list[int] = field(default_factory=list)  # the rows that wait for a decision about it

    @property
    def is_new(self) -> bool:
        """Whether recording makes an organisation of it."""
        return self.result == NEW

    @property
    def target(self) -> Any:
        """What a row points to: a key, the key of a new one, nothing."""
        if self.result in (RIGHT, OTHER):
            return self.organization
        return self.key if self.is_new else None

    @property
    def label(self) -> str:
        """In words."""
        return {
            RIGHT: "Đúng", OTHER: "Khác", NEW: "Tạo mới", TEXT: "Chỉ ghi tên", CHOOSE: "Cần chọn", OUTSIDE: "Ngoài thời gian",
        }[self.result]  # fmt: skip

    @property
    def tone(self) -> str:
        """Of the pill."""
        return {RIGHT: "ok", OTHER: "warn", NEW: "info", TEXT: "", CHOOSE: "bad", OUTSIDE: "bad"}[self.result]


class Matcher:
    """Takes names in, remembers each of them once. `decisions` are the person's, by the key of a match; `day` is the piece's."""

    def __init__(self, decisions: dict[str, str] | None = None, *, day: date | None = None) -> None:
        self.names, self.day = Names.of_all(), day
        self.kinds = [(name_key(kind.name), kind.pk) for kind in OrganizationKind.objects.all()]
        roots = [one for one in self.names.by_pk.values() if one.parent_id is None and not one.is_former]
        # Where one organisation stands over all, whatever is new and said to be below nobody is below that one.
        self.root = roots[0].pk if len(roots) == 1 else None
        self.decisions = decisions or {}
        self.found: dict[str, Match] = {}

    def match(self, written: str, *, above: Match | None = None, row: int = 0, column: str = "") -> Match:
        """Which organisation is meant. Below a known one only those are looked at; below a new one there are none yet."""
        key = f"{above.key if above else ''}>{name_key(written)}"
        one = self.found.get(key)
        if one is None:
            one = self._look(key, written, above)
            one.first_row, one.column = row, column
            self.found[key] = one
        one.rows += 1
        return one

    def settle(self) -> list[Match]:
        """Whoever was not there on the day and is to be linked waits for a decision. Those that nothing new links to are given back."""
        let_be = []
        for one in self.found.values():
            if one.result == CHOOSE and not (one.at or one.problem):
                one.result, one.why = TEXT, "nhiều tổ chức cùng tên này; hàng đã có giữ nguyên"
            why = self._why_not(one) if one.result in (RIGHT, OTHER) else ""
            if why and one.at and not one.decision.startswith(KEEP):
                one.result, one.why = OUTSIDE, why
                one.near = self._lives_on_as(one)
            elif why and not one.at:
                one.why = why
                let_be.append(one)
            if one.result not in UNSETTLED:
                one.at = []
        return let_be

    def _why_not(self, one: Match) -> str:
        if self.day is None or one.organization is None:
            return ""
        found = self.names.by_pk[one.organization]
        if found.is_valid_on(self.day):
            return ""
        if found.successor_id:
            found.successor = self.names.by_pk[found.successor_id]
        return standing.why_not(found, self.day)

    def _lives_on_as(self, one: Match) -> str:
        """Who was there on the day in its place, as far as the tree says."""
        found = self.names.by_pk[one.organization or 0]
        beside = [self.names.by_pk.get(found.successor_id or 0)]
        beside += [other for other in self.names.by_pk.values() if other.successor_id == found.pk]
        return next((other.name for other in beside if other and self.day and other.is_valid_on(self.day)), "")

    def _look(self, key: str, written: str, above: Match | None) -> Match:
        one = Match(key, written, above.written if above else "")
        one.parent = above.target if above else self.root
        if above is None or above.organization is not None:
            self._look_up(one, written, above.organization if above else None)
        if above is not None and above.target is None:
            one.result, one.why = TEXT, "đơn vị cấp trên không gắn với tổ chức nào"
        self._decide(one)
        if one.is_new and one.organization is None:
            one.kind = self._kind_of(written)
            if one.kind is None:
                one.result = TEXT
                one.why = "không rõ loại tổ chức, chỉ ghi tên như trong tệp"
        return one

    def _look_up(self, one: Match, written: str, below: int | None) -> None:
        found = self.names.find(written, below=below, day=self.day)
        if found.how == How.MANY:
            one.result, one.why = CHOOSE, "nhiều tổ chức cùng tên này"
            return
        if found.organization is None:
            near = self.names.near(written) if below is None else ""
            one.near = near if name_key(near) != name_key(written) else ""
            return
        one.organization, one.organization_name = found.organization.pk, found.organization.name
        if found.how != How.EXACT:
            one.result, one.why = OTHER, IN_WORDS[found.how]
        elif vietnamese.clean_line(written) == found.organization.name:
            one.result = RIGHT
        else:
            one.result, one.why = OTHER, _difference(written, found.organization.name)

    def _decide(self, one: Match) -> None:
        decision = self.decisions.get(one.key, "")
        how, _, named = decision.partition(":")
        one.decision = decision
        match how:
            case "khac":
                self._take_another(one, named)
            case "van" if named.isdecimal() and int(named) in self.names.by_pk:
                kept = self.names.by_pk[int(named)]
                one.result, one.organization, one.organization_name = OTHER, kept.pk, kept.name
                one.why = "vẫn ghi theo lựa chọn"
            case "moi":
                one.result, one.organization, one.organization_name, one.why = NEW, None, "", "theo lựa chọn"
            case "ten":
                one.result, one.organization, one.organization_name, one.why = TEXT, None, "", "theo lựa chọn"

    def _take_another(self, one: Match, named: str) -> None:
        found = self.names.find(named, day=self.day)
        if found.organization is None:
            near = self.names.near(named)
            hint = f" Có phải “{near}”?" if near else " Hãy ghi đúng tên trong danh mục tổ chức."
            if found.how == How.MANY:
                hint = " Nhiều tổ chức cùng tên này: hãy ghi tên tắt."
            one.result, one.problem = CHOOSE, f"Không chọn được “{named[:80]}”.{hint}"
            return
        one.result, one.organization, one.organization_name = OTHER, found.organization.pk, found.organization.name
        one.why = "theo lựa chọn"

    def _kind_of(self, written: str) -> int | None:
        """The kind whose name the organisation's begins with, the longest first; else the one it shares two words with."""
        words = name_key(written).split()
        whole = [(len(kind.split()), pk) for kind, pk in self.kinds if words[: len(kind.split())] == kind.split()]
        if whole:
            return max(whole)[1]
        begun = [(_shared(words, kind.split()), -len(kind.split()), pk) for kind, pk in self.kinds]
        best = max(begun, default=(0, 0, None))
        return best[2] if best[0] >= 2 else None


def _shared(words: list[str], kind: list[str]) -> int:
    count = 0
    for one, other in zip(words, kind, strict=False):
        if one != other:
            break
        count += 1
    return count


def _difference(written: str, name: str) -> str:
    if written.casefold() == name.casefold():
        return "khác chữ hoa"
    if vietnamese.canonical(written).casefold() == vietnamese.canonical(name).casefold():
        return "khác cách đặt dấu"
    return "khác dấu hoặc cách viết"


def new_organizations(matches: list[Match]) -> list[dict[str, Any]]:
    """The rows of those to be made, each after the one above it; a parent is a key or the place of one before."""
    new = {one.key: one for one in matches if one.is_new}
    ordered: list[str] = []

    def add(key: str) -> None:
        if key in ordered_set:
            return
        ordered_set.add(key)
        parent = new[key].parent
        if isinstance(parent, str) and parent in new:
            add(parent)
        ordered.append(key)

    ordered_set: set[str] = set()
    for key in new:
        add(key)
    place = {key: number for number, key in enumerate(ordered)}
    return [
        {
            "key": key,
            "name": vietnamese.clean_line(new[key].written),
            "kind_id": new[key].kind,
            "parent": {"place": place[new[key].parent]} if isinstance(new[key].parent, str) else new[key].parent,
        }
        for key in ordered
    ]


def known_names(limit: int = 300) -> list[str]:
    """Names to choose from, where there are few enough to be offered."""
    rows = Organization.objects.current().order_by("order", "sort_key").values_list("name", flat=True)
    return list(rows[:limit])
