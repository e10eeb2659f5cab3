"""Which sheet of a file is the list, and which of its columns is which: by its words, or as the person says."""

from __future__ import annotations

from media.refusals import Refused
from registers import layout as layouts
from registers.declaring import Register
from registers.layout import Layout
from registers.sheets import Sheet

NO_HEADER = "Không thấy hàng tiêu đề. Bảng cần một hàng ghi tên các cột, trong đó có cột “{}”. Hãy thêm tên cột rồi chọn lại tệp."
NO_SHEET = "Tệp không có trang “{}”. Các trang có dữ liệu: {}."
OTHER_SHEETS = (
    "Chỉ đọc trang “{}”. Tệp còn danh sách ở trang {}: nhập xong trang này thì nhập lại tệp và chọn trang ấy."
)


def pick(sheets: list[Sheet], register: Register, *, wanted: str = "") -> Sheet:
    """The sheet that is asked for; else the one whose header names most of the register's columns.

    Others that are lists of the same sort are named, so that nobody thinks them read. Raises Refused where none is called so.
    """
    known = {sheet.name: layouts.recognise(sheet, register.columns) for sheet in sheets}
    if wanted and wanted not in known:
        raise Refused(NO_SHEET.format(wanted[:60], _said([sheet.name for sheet in sheets])))
    best = next(
        (sheet for sheet in sheets if sheet.name == wanted),
        max(sheets, key=lambda one: sum(bool(heading.field) for heading in known[one.name].headings)),
    )
    others = [one.name for one in sheets if one is not best and _is_list(one, known[one.name], register)]
    if others:
        best.notes.append(OTHER_SHEETS.format(best.name, _said(others)))
    return best


def _said(names: list[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def _is_list(sheet: Sheet, layout: Layout, register: Register) -> bool:
    """Whether a sheet has rows under a header that names what the register is about."""
    main = register.columns[0]
    named = any(layout.place_of(name) is not None for name in (main.name, main.stand_in) if name)
    return bool(layout.header_row) and named and bool(layouts.lines(sheet, layout, register.columns))


def laid_out(sheet: Sheet, register: Register, columns: dict[str, str]) -> Layout:
    """The layout with the person's own columns. Raises Refused where there is no header at all."""
    found = layouts.recognise(sheet, register.columns)
    if not found.header_row:
        raise Refused(NO_HEADER.format(register.columns[0].label))
    return layouts.remap(found, {int(place): name for place, name in columns.items() if place.isdecimal()})
