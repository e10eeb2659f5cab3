"""From a file to rows of text: .xlsx and .csv of any program, values and not formulas; what can't be read is said in one sentence."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import zip_longest
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter, range_boundaries

import vietnamese
from media import archives
from media.refusals import Refused, megabytes

MAX_BYTES = 20 * 1024 * 1024
MAX_ROWS = 20_000
# Titles, groups and totals stand between the rows that count.
MOST_LINES = 30_000
MOST_COLUMNS = 60
MOST_SHEETS = 20
LONGEST_CELL = 2_000
# Programs leave formats behind, far below the last word.
EMPTY_ENDS = 2_000
_MERGE = re.compile(rb'<mergeCell\b[^>]*\bref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_CODE = re.compile(r"#(?:REF|N/A|VALUE|NAME\?|DIV/0|NUM|NULL)!?")

TOO_MANY = f"Bảng có quá {MAX_ROWS:,} hàng. Hãy chia thành nhiều tệp rồi nhập từng tệp.".replace(",", ".")
EMPTY = "Tệp không có hàng nào. Hãy kiểm tra đã chọn đúng tệp chưa."
DAMAGED = "Tệp bị hỏng hoặc chưa tải hết. Hãy mở bằng Excel, lưu lại rồi chọn lại."
NOT_A_TABLE = "Đây không phải bảng tính. Hãy chọn tệp Excel (.xlsx) hoặc .csv."
OLD_EXCEL = "Tệp đặt mật khẩu hoặc là Excel cũ (.xls). Hãy bỏ mật khẩu, lưu lại thành .xlsx rồi chọn lại."
OPEN_DOCUMENT = "Tệp OpenDocument (.ods) chưa đọc được. Hãy lưu lại thành .xlsx hoặc .csv rồi chọn lại."
NO_VALUE = "Ô có công thức chưa tính. Hãy mở bằng Excel, lưu lại rồi chọn lại, hoặc ghi thẳng giá trị."
WRONG_VALUE = "Ô có công thức báo lỗi “{}”. Hãy sửa công thức hoặc ghi thẳng giá trị."


@dataclass
class Row:
    """One row of the sheet: its number there, its cells as text, and what is wrong with some of them."""

    number: int
    cells: list[str]
    problems: dict[int, str] = field(default_factory=dict)

    @property
    def filled(self) -> list[int]:
        """Where something stands."""
        return [place for place, text in enumerate(self.cells) if text or place in self.problems]


@dataclass
class Sheet:
    """The rows of one sheet; `merged` are the ranges of several cells as (first column, first row, last column, last row)."""

    name: str
    rows: list[Row]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def letter(place: int) -> str:
    """The column's name in the sheet: A for the first."""
    return str(get_column_letter(place + 1))


def read(data: bytes, *, name: str) -> list[Sheet]:
    """The sheets of a file that have rows. Raises Refused with one sentence for what is no table or too big."""
    if len(data) > MAX_BYTES:
        raise Refused(f"Tệp nặng {megabytes(len(data))}, tối đa {megabytes(MAX_BYTES)}. Hãy xóa ảnh và trang thừa.")
    if not data.strip(b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise Refused(EMPTY)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Refused(OLD_EXCEL)
    found = _workbook(data) if data[:4] == b"PK\x03\x04" else [_csv(data)]
    found = [sheet for sheet in found if sheet.rows]
    if not found:
        raise Refused(EMPTY)
    return [_in_unicode(sheet) for sheet in found]


# --- xlsx -----------------------------------------------------------------------------------------------
def _workbook(data: bytes) -> list[Sheet]:
    try:
        kind = archives.check_office_file(io.BytesIO(data))
    except Refused as refusal:
        raise Refused(refusal.message.replace("bằng Word", "bằng Excel").replace(".docx, ", "")) from refusal
    if kind == "ods":
        raise Refused(OPEN_DOCUMENT)
    if kind != "xlsx":
        raise Refused(NOT_A_TABLE)
    try:
        return _sheets(data)
    except Refused:
        raise
    # A damaged workbook may raise nearly anything out of openpyxl and the XML parser below it.
    except Exception as error:
        raise Refused(DAMAGED) from error


def _sheets(data: bytes) -> list[Sheet]:
    values = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    formulas: Any = None
    if _has_formulas(data):
        formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False)
    try:
        found = []
        for sheet in values.worksheets[:MOST_SHEETS]:
            if sheet.sheet_state != "visible":
                continue
            beside = formulas[sheet.title] if formulas else None
            found.append(Sheet(sheet.title, _rows(sheet, beside), _merged(sheet)))
        return found
    finally:
        values.close()
        if formulas:
            formulas.close()


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.namelist():
            if entry.startswith("xl/worksheets/") and entry.endswith(".xml"):
                with archive.open(entry) as part:
                    text = part.read()
                if b"<f>" in text or b"<f " in text or b":f>" in text:
                    return True
    return False


def _merged(sheet: Any) -> list[tuple[int, int, int, int]]:
    # What is read row by row doesn't know its merged cells: they stand behind the rows, in the same part of the file.
    with sheet._get_source() as part:
        ranges = _MERGE.findall(part.read())
    return [range_boundaries(one.decode("ascii")) for one in ranges[:MOST_LINES]]


def _rows(sheet: Any, formulas: Any) -> list[Row]:
    # Some programs write a wrong size into the file: the rows themselves say how many there are.
    sheet.reset_dimensions()
    lines: Iterator[Any] = sheet.iter_rows(values_only=True)
    beside: Iterator[Any] = iter(())
    if formulas is not None:
        formulas.reset_dimensions()
        beside = formulas.iter_rows(values_only=True)
    rows: list[Row] = []
    for number, (line, written) in enumerate(zip_longest(lines, beside, fillvalue=()), start=1):
        row = Row(number, _trimmed([_text(value) for value in line[:MOST_COLUMNS]]))
        for place, value in enumerate(written[:MOST_COLUMNS]):
            if isinstance(value, str) and value.startswith("=") and (place >= len(line) or line[place] is None):
                row.problems[place] = NO_VALUE
        for place, text in enumerate(row.cells):
            if _CODE.fullmatch(text):
                row.problems[place] = WRONG_VALUE.format(text)
        if row.filled:
            rows.append(row)
            if len(rows) > MOST_LINES:
                raise Refused(TOO_MANY)
        elif number - (rows[-1].number if rows else 0) > EMPTY_ENDS:
            break
    return rows


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _text(value: Any) -> str:
    """A cell as people read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value).replace(".", ",")
    if isinstance(value, datetime | date):
        return vietnamese.short_date(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return vietnamese.clean_line(str(value))[:LONGEST_CELL]


# --- csv ------------------------------------------------------------------------------------------------
def _csv(data: bytes) -> Sheet:
    if data.lstrip()[:5].lower() in (b"%pdf-", b"<!doc", b"<html") or data[:4] in (
        b"\x89PNG",
        b"\xff\xd8\xff\xe0",
        b"Rar!",
    ):
        raise Refused(NOT_A_TABLE)
    try:
        decoded = vietnamese.decode_legacy(_with_tabs_seen(data))
    except ValueError as error:
        raise Refused(NOT_A_TABLE) from error
    text = decoded.text.removeprefix("\ufeff")
    if "\x00" in text:
        raise Refused(NOT_A_TABLE)
    first, _, rest = text.partition("\n")
    delimiter = ""
    if re.fullmatch(r"sep=(.)\r?", first.strip("\r")):
        # Excel's own first line: it says which sign stands between the cells, and is a row of the file.
        delimiter, text = first[4], "\n" + rest
    rows = []
    try:
        for number, line in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or _delimiter(text)), start=1
        ):
            row = Row(number, _trimmed([_text(cell) for cell in line[:MOST_COLUMNS]]))
            _note_formulas(row)
            if row.filled:
                rows.append(row)
            if len(rows) > MOST_LINES:
                raise Refused(TOO_MANY)
    except csv.Error as error:
        raise Refused(DAMAGED) from error
    return Sheet("", rows, notes=list(decoded.warnings))


def _with_tabs_seen(data: bytes) -> bytes:
    """Text is cleaned of tabs when it is decoded: where they part the cells of most lines, a stroke takes their place before."""
    lines = [line for line in data[:20_000].split(b"\n") if len(line.strip(b"\x00\r ")) > 0]
    parted = sum(b"\t" in line for line in lines)
    return data.replace(b"\t", b"|") if b"|" not in data and parted * 2 > len(lines) else data


def _note_formulas(row: Row) -> None:
    for place, text in enumerate(row.cells):
        if text.startswith("=") and len(text) > 1:
            row.problems[place] = NO_VALUE
        elif _CODE.fullmatch(text):
            row.problems[place] = WRONG_VALUE.format(text)


def _delimiter(text: str) -> str:
    """The sign that parts most lines into the same number of cells, and most of them."""
    best, most = ",", 0
    for sign in ";,\t|":
        lines = csv.reader(io.StringIO(text[:20_000], newline=""), delimiter=sign)
        widths = [len(line) for line, _ in zip(_until_broken(lines), range(40), strict=False) if any(line)]
        wide = [width for width in widths if width > 1]
        # Many columns in many lines; a comma inside sentences makes few and uneven ones.
        score = max((wide.count(width) * width for width in set(wide)), default=0)
        if score > most:
            best, most = sign, score
    return best


def _until_broken(lines: Iterator[list[str]]) -> Iterator[list[str]]:
    while True:
        try:
            yield next(lines)
        except (StopIteration, csv.Error):
            return


def _in_unicode(sheet: Sheet) -> Sheet:
    """Cells typed in a font from before Unicode are read as that font."""
    sample = "\n".join(" ".join(row.cells) for row in sheet.rows[:200])
    found = vietnamese.suggest_conversion(sample)
    if found is None:
        return sheet
    convert = vietnamese.convert_tcvn3 if found == "tcvn3" else vietnamese.convert_vni
    for row in sheet.rows:
        row.cells = [convert(text) for text in row.cells]
    name = "TCVN3 (.VnTime)" if found == "tcvn3" else "VNI"
    sheet.notes.append(f"Chữ trong bảng gõ bằng phông {name}, đã đổi sang Unicode. Hãy đọc soát lại.")
    return sheet
