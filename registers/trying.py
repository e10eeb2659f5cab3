"""The dry run: what a sheet would change in the register of a piece, and every cell that hinders it. Writes nothing."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

import vietnamese
from media.refusals import Refused
from registers import layout as layouts
from registers import matching, picking, totals
from registers.columns import Column, Wrong
from registers.declaring import Reader, Register, Values, Wrongs
from registers.layout import Layout, Line
from registers.matching import Match, Matcher
from registers.sheets import MAX_ROWS, TOO_MANY, Sheet

Progress = Callable[[int, int], None]
EVERY = 500
NO_COLUMN = "Thiếu cột “{}”. Hãy thêm cột này vào bảng, hoặc ghép cột ở phần Cột đã ghép."
OUTSIDE = (
    "{}; ngày của danh sách là {}. Hãy chọn tổ chức khác, chỉ ghi tên, bỏ hàng, hoặc vẫn ghi nếu đúng là tổ chức này."
)
MANY_OF_THE_NAME = "Nhiều tổ chức cùng tên “{}”. Hãy ghi thêm đơn vị cấp trên hoặc tên đầy đủ."
LET_BE = "Hàng {}: {}; ngày của danh sách là {}. Hãy xem lại ngày trong cây tổ chức."
MOST_LET_BE = 10
NO_ROWS = "Dưới hàng tiêu đề không có hàng nào. Hãy kiểm tra đã chọn đúng tệp chưa."


@dataclass
class Fault:
    """One cell that can't stand: where, what it says, why not, the nearest right value."""

    row: int
    column: str
    letter: str
    header: str
    value: str
    message: str
    nearest: str = ""

    @property
    def place(self) -> str:
        """ "hàng 14, cột B (Tên chi bộ)"."""
        column = f", cột {self.letter}" if self.letter else ""
        return f"hàng {self.row}{column} ({self.header})"


@dataclass
class Decisions:
    """What the person decided on seeing the dry run: the sheet, columns by place, rows left out, cells mended, organisations."""

    sheet: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    left_out: list[int] = field(default_factory=list)
    mended: dict[str, dict[str, str]] = field(default_factory=dict)
    organizations: dict[str, str] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)


@dataclass
class Plan:
    """What recording would do: organisations to make, rows to add, rows to change (before and after), rows to take away."""

    organizations: list[dict[str, Any]] = field(default_factory=list)
    adds: list[Values] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)
    removes: list[int] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether it changes nothing."""
        return not (self.adds or self.changes or self.removes)

    def digest(self) -> str:
        """Two plans that do the same have the same."""
        text = json.dumps(asdict(self), cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass
class Trial:
    """Everything a dry run found."""

    layout: Layout
    faults: list[Fault] = field(default_factory=list)
    matches: list[Match] = field(default_factory=list)
    plan: Plan = field(default_factory=Plan)
    rows: int = 0
    right: int = 0
    unchanged: int = 0
    left_out: int = 0
    notes: list[str] = field(default_factory=list)
    sheet: str = ""
    day: str = ""

    @property
    def faulty_rows(self) -> int:
        """How many rows hinder."""
        return len({fault.row for fault in self.faults})

    @property
    def undecided(self) -> list[Match]:
        """Names of which a person must say whom they mean, or that they mean them though they were not there on the day."""
        return [one for one in self.matches if one.result in matching.UNSETTLED]

    def fault_of(self, match: Match) -> Fault:
        """What hinders about a name, at its first row and column."""
        heading = self.layout.heading_of(match.column)
        message = match.problem or MANY_OF_THE_NAME.format(match.written)
        if match.result == matching.OUTSIDE:
            message = OUTSIDE.format(match.why, self.day)
        place = (heading.letter, heading.text) if heading else ("", "tổ chức")
        return Fault(min(match.at, default=match.first_row), match.column, *place, match.written, message, match.near)

    @property
    def may_be_recorded(self) -> bool:
        """Nothing hinders any more."""
        return not self.faults and not self.undecided


def attempt(
    sheet: Sheet, *, register: Register, piece: Any, decisions: Decisions, progress: Progress | None = None
) -> Trial:
    """Run the sheet against the register as it stands, under the person's decisions. Raises Refused for what is no such sheet."""
    layout = picking.laid_out(sheet, register, decisions.columns)
    trial = Trial(layout, notes=list(sheet.notes), sheet=sheet.name)
    missing = [one for one in register.columns if one.is_required and not _may_come(one.name, layout, register)]
    if missing:
        trial.faults = [
            Fault(layout.header_row, one.name, "", one.label, "", NO_COLUMN.format(one.label)) for one in missing
        ]
        return trial
    lines = layouts.lines(sheet, layout, register.columns)
    if not lines:
        raise Refused(NO_ROWS)
    if len(lines) > MAX_ROWS:
        raise Refused(TOO_MANY)
    _Attempt(trial, register, piece, decisions).run(lines, progress)
    return trial


def _may_come(name: str, layout: Layout, register: Register) -> bool:
    column = register.column(name)
    if layout.place_of(name) is not None or column.only_where_headed:
        return True
    # What fills down may stand over its group instead of in a column.
    return column.fills_down or bool(column.stand_in and layout.place_of(column.stand_in) is not None)


class _Attempt:
    """One dry run under way."""

    def __init__(self, trial: Trial, register: Register, piece: Any, decisions: Decisions) -> None:
        self.trial, self.register, self.decisions = trial, register, decisions
        self.reader: Reader = register.reader(piece)
        self.matcher = Matcher(decisions.organizations, day=self.reader.day)
        self.left_out = set(decisions.left_out)
        self.there = self._rows_there(piece)
        self.seen: dict[Any, int] = {}
        self.named: dict[str, Match] = {}
        self.stored: list[Values] = []

    def _rows_there(self, piece: Any) -> dict[Any, Values]:
        if piece.pk is None:
            return {}
        rows = self.register.rows_of(piece).order_by("pk").values("pk", *self.register.stored)
        return {self.reader.key(as_json(row)): as_json(row) for row in rows}

    def run(self, lines: list[Line], progress: Progress | None) -> None:
        """Row by row."""
        trial = self.trial
        trial.rows = len(lines)
        for done, line in enumerate(lines, start=1):
            if line.number in self.left_out:
                trial.left_out += 1
            else:
                self._line(line)
            if progress and done % EVERY == 0:
                progress(done, len(lines))
        trial.plan.organizations = matching.new_organizations(self._used(list(self.matcher.found.values())))
        trial.day = vietnamese.short_date(self.reader.day) if self.reader.day else ""
        trial.notes += self._outside_unasked(self.matcher.settle())
        trial.matches = list(self.matcher.found.values())
        trial.right -= len({number for one in trial.undecided for number in one.at})
        trial.notes += totals.disagreements(trial.layout.total_rows, self._mended(lines), self.register)
        trial.notes += self.reader.warnings(self.stored)
        if progress:
            progress(len(lines), len(lines))

    def _outside_unasked(self, found: list[Match]) -> list[str]:
        """A sentence for each organisation that was not there on the day and that nothing new is linked to, at its first row."""
        said = [LET_BE.format(one.first_row, one.why, self.trial.day) for one in found[:MOST_LET_BE]]
        rest = vietnamese.group_digits(len(found) - len(said))
        return [*said, f"Còn {rest} tổ chức nữa không hoạt động vào ngày ấy."] if len(found) > len(said) else said

    def _mended(self, lines: list[Line]) -> list[Line]:
        """The rows with what the person wrote instead."""
        mended = self.decisions.mended
        return [replace(line, cells=line.cells | mended.get(str(line.number), {})) for line in lines]

    def _used(self, matches: list[Match]) -> list[Match]:
        """Those that rows to be written point to, with the new ones above them: what only wrong or known rows name is not made."""
        fields = [one.names_organization for one in self.register.columns if one.names_organization]
        rows = [*self.trial.plan.adds, *(change["after"] for change in self.trial.plan.changes)]
        wanted = {value for row in rows for name in fields if isinstance(value := row.get(name), str)}
        by_key = {one.key: one for one in matches if one.is_new}
        for key in list(wanted):
            parent = by_key[key].parent if key in by_key else None
            while isinstance(parent, str) and parent in by_key:
                wanted.add(parent)
                parent = by_key[parent].parent
        return [one for key, one in by_key.items() if key in wanted]

    def _line(self, line: Line) -> None:
        cells = self.reader.prepare(self._cells(line))
        faults: list[Fault] = []
        values = self._values(line, cells, faults)
        self.named = self._organizations(line, values) if not faults else {}
        stored: Values = {}
        if not faults:
            try:
                stored = as_json(self.reader.row(values))
            except Wrongs as wrongs:
                faults += [self._fault(line, name, cells, wrong) for name, wrong in wrongs.wrongs]
        key = self.reader.key(stored) if not faults else None
        if key is not None and key in self.seen:
            message = self.reader.twice(stored, row=self.seen[key])
            faults.append(self._fault(line, self.register.columns[0].name, cells, Wrong(message)))
        if faults:
            self.trial.faults += faults
            return
        self.seen[key] = line.number
        self.trial.right += 1
        self.stored.append(stored)
        self._waiting(line, self._plan(key, stored))

    def _cells(self, line: Line) -> dict[str, str]:
        cells = {one.name: "" for one in self.register.columns} | line.cells
        for name, text in self.reader.group(line.group).items() if line.group else ():
            cells[name] = cells.get(name) or text
        for column in self.register.columns:
            if column.stand_in and self.trial.layout.place_of(column.name) is None:
                cells[column.name] = cells[column.stand_in]
        return cells | self.decisions.mended.get(str(line.number), {})

    def _values(self, line: Line, cells: dict[str, str], faults: list[Fault]) -> Values:
        values: Values = {}
        mended = self.decisions.mended.get(str(line.number), {})
        for column in self.register.columns:
            text = cells[column.name]
            values[column.name] = None
            try:
                if column.name in line.problems and column.name not in mended:
                    raise Wrong(line.problems[column.name])
                if text:
                    values[column.name] = self.reader.cell(column, text)
                elif column.is_required and self._is_asked(column):
                    raise Wrong(column.missing)
            except Wrong as wrong:
                faults.append(self._fault(line, column.name, cells, wrong))
        return values

    def _is_asked(self, column: Column) -> bool:
        return not column.only_where_headed or self.trial.layout.place_of(column.name) is not None

    def _organizations(self, line: Line, values: Values) -> dict[str, Match]:
        """The organisations a row names, by column. Those above first: whoever stands below a new one is new."""
        matches: dict[str, Match] = {}
        named = [one for one in self.register.columns if one.names_organization]
        for column in sorted(named, key=lambda one: bool(one.below)):
            text = values.get(column.name)
            values.setdefault(column.names_organization, None)
            if not text or not self.reader.has_organization(column, values):
                continue
            above = matches.get(column.below)
            if column.below and values.get(column.below) and above is None:
                continue
            matches[column.name] = self.matcher.match(str(text), above=above, row=line.number, column=column.name)
            values[column.names_organization] = matches[column.name].target
        return matches

    def _waiting(self, line: Line, written: Values) -> None:
        """Remember at each name which rows would newly point to it, or make one below it, or don't know whom it means."""
        fields = [one.names_organization for one in self.register.columns if one.names_organization]
        pointed_to = {written[name] for name in fields if written.get(name) is not None}
        made_below = {one.parent for one in self.named.values() if one.is_new and one.key in pointed_to}
        for one in self.named.values():
            if written and one.result == matching.CHOOSE or {one.target} & (pointed_to | made_below):
                one.at.append(line.number)

    def _plan(self, key: Any, stored: Values) -> Values:
        """Plan what becomes of a row; what is written of it is given back."""
        there = self.there.get(key)
        if there is None:
            self.trial.plan.adds.append(stored)
            return stored
        after = {
            name: value for name, value in stored.items() if name not in self.register.kept and value != there[name]
        }
        # A name that is linked already is not let go because this sheet's name is new or left open.
        for column in self.register.columns:
            name = column.names_organization
            if name in after and there[name] is not None and (after[name] is None or isinstance(after[name], str)):
                del after[name]
        if not after:
            self.trial.unchanged += 1
            return {}
        before = {name: there[name] for name in after}
        self.trial.plan.changes.append({"pk": there["pk"], "before": before, "after": after})
        return after

    def _fault(self, line: Line, name: str, cells: dict[str, str], wrong: Exception) -> Fault:
        heading = self.trial.layout.heading_of(name)
        column = self.register.column(name)
        nearest = wrong.nearest if isinstance(wrong, Wrong) else ""
        return Fault(
            row=line.number,
            column=name,
            letter=heading.letter if heading else "",
            header=heading.text if heading else column.label,
            value=cells.get(name, ""),
            message=wrong.message if isinstance(wrong, Wrong) else str(wrong),
            nearest=nearest,
        )


def plan_of_row(register: Register, *, piece: Any, pk: int | None, stored: Values) -> Plan:
    """What writing one row by hand would change: a new one, or the columns of one that is there."""
    wanted = as_json(stored)
    if pk is None:
        return Plan(adds=[wanted])
    there = as_json(register.rows_of(piece).filter(pk=pk).values(*register.stored).get())
    after = {name: value for name, value in wanted.items() if there[name] != value}
    if not after:
        return Plan()
    return Plan(changes=[{"pk": pk, "before": {name: there[name] for name in after}, "after": after}])


def stands_already(register: Register, *, piece: Any, pk: int | None, stored: Values) -> bool:
    """Whether another row is about the same."""
    reader = register.reader(piece)
    key = reader.key(as_json(stored))
    return any(
        reader.key(as_json(row)) == key for row in register.rows_of(piece).exclude(pk=pk).values(*register.stored)
    )


def as_json(values: Values) -> Values:
    """As it is kept: dates as text, so that what is there and what comes in can be compared."""
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))


def counts_of(matches: list[Match]) -> dict[str, int]:
    """How many names came out how."""
    return dict(Counter(one.result for one in matches))
