"""Lists for readers' own spreadsheets: .xlsx and .csv (UTF-8 with its mark) in which no cell is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

import openpyxl
from django.http import HttpResponse
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 60
_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int


def harmless(value: Cell) -> Cell:
    """A text that a spreadsheet would run begins with an apostrophe instead; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.lstrip().startswith(_BEGINNINGS) else value


def as_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]], *, name: str) -> HttpResponse:
    """Separated by commas; the mark in front makes Excel read it as UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([harmless(value) for value in row] for row in rows)
    return _file(("\ufeff" + out.getvalue()).encode("utf-8"), "text/csv; charset=utf-8", f"{name}.csv")


def as_xlsx(header: Sequence[str], rows: Iterable[Sequence[Cell]], *, name: str, title: str) -> HttpResponse:
    """One sheet, its header bold and standing still, its columns wide enough."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    kept = [[harmless(value) for value in row] for row in rows]
    for place, heading in enumerate(header):
        longest = max([len(heading), *(len(str(row[place])) for row in kept[:500])])
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(longest + 2, WIDEST)
    sheet.freeze_panes = "A2"
    sheet.append([_bold(sheet, heading) for heading in header])
    for row in kept:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return _file(out.getvalue(), XLSX, f"{name}.xlsx")


def _bold(sheet: object, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=text)
    cell.font = Font(bold=True)
    return cell


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    # A copy of a page, not a page: nobody's to find by a search engine.
    response["X-Robots-Tag"] = "noindex"
    return response
