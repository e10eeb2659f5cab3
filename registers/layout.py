"""What stands where in a sheet: the row of headers under its titles, which column is which, and what each row below is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from organizations.words import name_key
from registers.columns import Column
from registers.sheets import Row, Sheet, letter

LOOKED_AT = 40
SURE, GUESSED = 3, 2
_TOTAL = re.compile(
    r"(?:tong cong|tong so|cong|tong)(?: (?:so|cong|chung|lai))*(?: (?:la |co )?\d.*)?|(?:tong )?cong danh sach\b.*|an dinh danh sach\b.*"
)
_ROMAN_OR_LETTER = re.compile(r"(?:[ivxlc]+|[a-z]) *[.)/:]?", re.IGNORECASE)
_LEADING_NUMBER = re.compile(r"^\s*(?:[IVXLC]+|[A-ZĐ]|\d{1,3})\s*[.)/:-]\s*|^\s*[*+-]\s*")
COUNTERS = {"stt", "tt", "so tt", "so thu tu", "thu tu", "no", "sott"}


@dataclass(frozen=True)
class Heading:
    """One column of the sheet: its place, what stands over it, and which field it seems to be (none: "")."""

    place: int
    text: str
    field: str = ""
    is_sure: bool = False

    @property
    def letter(self) -> str:
        """A, B, C …"""
        return letter(self.place)


@dataclass
class Total:
    """A row that adds up: its number, how many rows that count stand above it, all its words, its cells by field."""

    number: int
    after: int
    words: str
    cells: dict[str, str]


@dataclass
class Layout:
    """How the sheet is laid out: the headings, the row they stand in (0: none found), and what was left aside."""

    header_row: int
    headings: list[Heading]
    titles: int = 0
    groups: int = 0
    total_rows: list[Total] = field(default_factory=list)

    @property
    def totals(self) -> int:
        """How many rows add up others."""
        return len(self.total_rows)

    def place_of(self, name: str) -> int | None:
        """Where a field stands."""
        return next((one.place for one in self.headings if one.field == name), None)

    def heading_of(self, name: str) -> Heading | None:
        """The heading of a field."""
        return next((one for one in self.headings if one.field == name), None)


@dataclass
class Line:
    """A row that counts: its number in the sheet, what its cells say by field, what is wrong with them, its group's words."""

    number: int
    cells: dict[str, str]
    problems: dict[str, str] = field(default_factory=dict)
    group: str = ""


def recognise(sheet: Sheet, columns: Sequence[Column]) -> Layout:
    """Find the row of headers: the one in which most columns are known by their words. Two rows together can be one header."""
    best: tuple[int, int, list[Heading]] = (0, 0, [])
    across = _spread_across(sheet)
    above: Row | None = None
    for row in sheet.rows[:LOOKED_AT]:
        candidates = [(row.number, row.cells)]
        if (
            above is not None
            and above.number == row.number - 1
            and len(above.filled) > 1
            and not any(map(_is_number, row.cells))
            and not _is_counted(row, above)
        ):
            over = across.get(above.number, above.cells)
            candidates += [
                (row.number, _one_over_other(over, row.cells)),
                (row.number, _lower_first(above.cells, row.cells)),
            ]
        above = row
        for number, words in candidates:
            headings = _headings(words, columns)
            score = _score(headings, columns)
            # Two rows are taken for one only where they know more than the first alone.
            if score > best[0]:
                best = (score, number, headings)
    score, number, headings = best
    if not score:
        return Layout(0, _headings([], columns))
    return Layout(number, headings, titles=sum(row.number < number for row in sheet.rows))


def remap(layout: Layout, chosen: dict[int, str]) -> Layout:
    """The layout as the person wants it: for each column the field it is, or none."""
    layout.headings = [
        Heading(
            one.place,
            one.text,
            chosen.get(one.place, one.field),
            one.is_sure and chosen.get(one.place, one.field) == one.field,
        )
        for one in layout.headings
    ]
    return layout


def lines(sheet: Sheet, layout: Layout, columns: Sequence[Column]) -> list[Line]:
    """The rows that count, below the header: no titles, groups, totals, signatures nor headers said again."""
    down = _filled_down(sheet, layout, columns)
    fields = {one.place: one.field for one in layout.headings if one.field}
    counter = next((one.place for one in layout.headings if name_key(one.text) in COUNTERS), None)
    below = [row for row in sheet.rows if row.number > layout.header_row]
    if counter is not None and not any(counter < len(row.cells) and row.cells[counter].isdigit() for row in below):
        counter = None
    main = next((place for place, name in fields.items() if name == columns[0].name), None)
    header = {place: name_key(one.text) for place, one in ((one.place, one) for one in layout.headings)}
    found: list[Line] = []
    group, after_total = "", False
    layout.groups, layout.total_rows = 0, []
    for row in below:
        if _is_header_again(row, header) or (not found and _is_row_of_numbers(row)):
            continue
        if _is_total(row, main):
            said = {name: row.cells[place] for place, name in fields.items() if place < len(row.cells)}
            layout.total_rows.append(Total(row.number, len(found), " ".join(filter(None, row.cells)), said))
            after_total = True
            continue
        label = _group_label(row, main, counter, fields)
        if label is not None:
            if not after_total:
                layout.groups += 1
                group = label
            continue
        cells = {name: (row.cells[place] if place < len(row.cells) else "") for place, name in fields.items()}
        for name, text in down.get(row.number, {}).items():
            cells[name] = cells.get(name) or text
        if not any(cells.values()) and not any(place in fields for place in row.problems):
            continue
        if after_total and len([text for text in cells.values() if text]) < 2:
            continue
        problems = {fields[place]: problem for place, problem in row.problems.items() if place in fields}
        found.append(Line(row.number, cells, problems, group))
    return found


# --- headers --------------------------------------------------------------------------------------------
def _headings(texts: Sequence[str], columns: Sequence[Column]) -> list[Heading]:
    """Each column of the sheet takes the field that it names best, each field one column."""
    fits = []
    for place, text in enumerate(texts):
        key = name_key(text)
        if not key or key in COUNTERS:
            continue
        for order, column in enumerate(columns):
            grade, rank = _fit(key, column)
            if grade:
                fits.append((-grade, rank, order, place, column.name))
    taken: dict[int, tuple[str, bool]] = {}
    for grade, _rank, _order, place, name in sorted(fits):
        if place not in taken and name not in {used for used, _ in taken.values()}:
            taken[place] = (name, -grade == SURE)
    return [
        Heading(place, text, *taken.get(place, ("", False)))
        for place, text in enumerate(texts)
        if text or place in taken
    ]


def _fit(key: str, column: Column) -> tuple[int, int]:
    """How well a header names a column, and by which of its words (the first are the surest)."""
    for rank, words in enumerate(column.headers):
        if key == words:
            return SURE, rank
    for rank, words in enumerate(column.headers):
        if f" {words} " in f" {key} " and len(key.split()) <= len(words.split()) + 6:
            return GUESSED, rank
    return 0, 0


def _score(headings: list[Heading], columns: Sequence[Column]) -> int:
    known = [one for one in headings if one.field]
    if not known:
        return 0
    if len(known) == 1:
        # One header alone is one only when it can be nothing else.
        return 1 if known[0].is_sure and known[0].field == columns[0].name else 0
    counted = any(name_key(one.text) in COUNTERS for one in headings)
    if not counted and not any(one.is_sure for one in known):
        # "Chi bộ A, Đảng bộ B" speaks like a header and is a row.
        return 0
    required = sum(any(one.field == column.name for one in known) for column in columns if column.is_required)
    return 10 * len(known) + 5 * required + 3 * counted + sum(one.is_sure for one in known)


def _one_over_other(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    width = max(len(upper), len(lower))
    first, second = [*upper, *[""] * width][:width], [*lower, *[""] * width][:width]
    return [f"{above} {below}".strip() if above != below else above for above, below in zip(first, second, strict=True)]


def _lower_first(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    width = max(len(upper), len(lower))
    first, second = [*upper, *[""] * width][:width], [*lower, *[""] * width][:width]
    return [below or above for above, below in zip(first, second, strict=True)]


def _spread_across(sheet: Sheet) -> dict[int, list[str]]:
    """The first rows with the words of cells merged sideways said over each of their columns."""
    rows = {row.number: row for row in sheet.rows[:LOOKED_AT]}
    found: dict[int, list[str]] = {}
    for left, top, right, _bottom in sheet.merged:
        row = rows.get(top)
        if row is None or right <= left or left > len(row.cells) or len(row.filled) < 2:
            continue
        texts = found.setdefault(top, list(row.cells))
        texts += [""] * (right - len(texts))
        for place in range(left, right):
            texts[place] = texts[place] or row.cells[left - 1]
    return found


# --- rows -----------------------------------------------------------------------------------------------
def _filled_down(sheet: Sheet, layout: Layout, columns: Sequence[Column]) -> dict[int, dict[str, str]]:
    """What cells merged downwards say in the rows they reach over, for the columns where that means something."""
    rows = {row.number: row for row in sheet.rows}
    filling = {one.name for one in columns if one.fills_down}
    fields = {one.place: one.field for one in layout.headings if one.field in filling}
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for left, top, right, bottom in sheet.merged:
        name, row = fields.get(left - 1), rows.get(top)
        if name and row is not None and left == right and bottom > top and left <= len(row.cells):
            for number in range(top + 1, bottom + 1):
                found[number][name] = row.cells[left - 1]
    return found


def _is_counted(row: Row, header: Row) -> bool:
    """Something stands under the heading that counts: "I" of a group, never a second line of headings."""
    return any(
        place in row.filled and name_key(row.cells[place]) not in COUNTERS
        for place, text in enumerate(header.cells)
        if name_key(text) in COUNTERS
    )


def _is_number(text: str) -> bool:
    return text.isdigit()


def _is_header_again(row: Row, header: dict[int, str]) -> bool:
    said = {place: name_key(row.cells[place]) for place in row.filled if place < len(row.cells)}
    return len(said) > 1 and all(header.get(place) == key for place, key in said.items())


def _is_row_of_numbers(row: Row) -> bool:
    """(1) (2) (3), or A, B, 1, 2: columns counted under their headers. A row that counts has words in it, or gaps."""
    texts = [row.cells[place].strip("() .") for place in row.filled if place < len(row.cells)]
    counted = [int(text) for text in texts if text.isdigit()]
    return (
        len(texts) > 2
        and len(counted) > 1
        and all(text.isdigit() or len(text) == 1 for text in texts)
        and counted == list(range(counted[0], counted[0] + len(counted)))
    )


def _is_total(row: Row, main: int | None) -> bool:
    first = next((row.cells[place] for place in row.filled if place < len(row.cells)), "")
    if _TOTAL.fullmatch(name_key(first)):
        return True
    named = row.cells[main] if main is not None and main < len(row.cells) else ""
    return bool(named and _TOTAL.fullmatch(name_key(named)))


def _group_label(row: Row, main: int | None, counter: int | None, fields: dict[int, str]) -> str | None:
    """The words of a row that only gathers those below it; None for a row that counts."""
    filled = row.filled
    if row.problems:
        return None
    if len(filled) == 2 and counter == filled[0] and _ROMAN_OR_LETTER.fullmatch(row.cells[counter]):
        return row.cells[filled[1]]
    if len(filled) != 1:
        return None
    place = filled[0]
    text = row.cells[place]
    if place == main:
        # A list of bare names has nothing beside them; one that counts its rows leaves only groups uncounted.
        is_group = counter is not None or len(fields) > 1 and bool(_LEADING_NUMBER.match(text))
        return _without_number(text) if is_group else None
    if place in fields and place != counter:
        return None
    return _without_number(text)


def _without_number(text: str) -> str:
    return _LEADING_NUMBER.sub("", text).strip(" :") or text
