"""What a sheet says it adds up to, beside what its rows add up to: a total that disagrees means a row lost or written twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import vietnamese
from organizations.words import name_key
from registers import columns
from registers.declaring import Register
from registers.layout import Line, Total

_COUNTED = re.compile(r"\b(\d{1,6}) ([a-z]+(?: [a-z]+)?)")
_THOUSANDS = re.compile(r"(?<=\d)\.(?=\d{3}(?!\d))")


def disagreements(totals: list[Total], lines: list[Line], register: Register) -> Iterator[str]:
    """A sentence for each number of a total row that neither all rows above it nor those since the last total add up to.

    `lines` are the rows that count, those left out as well: the sheet counted them. A sum with an unreadable number in it is let be.
    """
    since = 0
    for total in totals:
        parts = [lines[: total.after], lines[since : total.after]] if total.after else [lines]
        since = total.after
        yield from _of_rows(total, parts, register)
        yield from _of_numbers(total, parts, register)


def _of_rows(total: Total, parts: list[list[Line]], register: Register) -> Iterator[str]:
    words = name_key(_THOUSANDS.sub("", total.words))
    said = [int(number) for number, noun in _COUNTED.findall(words) if noun.startswith(register.counted)]
    counts = [len(part) for part in parts]
    if said and not {*said, sum(said)} & {*counts}:
        yield (
            f"Hàng {total.number} ghi tổng {vietnamese.group_digits(sum(said))}, "
            f"trong bảng đếm được {vietnamese.group_digits(counts[0])} {register.row_noun}. Hãy xem có sót hay thừa không."
        )


def _of_numbers(total: Total, parts: list[list[Line]], register: Register) -> Iterator[str]:
    for column in register.columns:
        if column.read is not columns.whole_number:
            continue
        said = _read(column.read, [total.cells.get(column.name, "")])
        sums = [
            _read(column.read, [line.cells[column.name] for line in part if column.name in line.cells])
            for part in parts
        ]
        if said is not None and None not in sums and said not in sums:
            yield (
                f"Hàng {total.number} ghi tổng {column.label.lower()} {vietnamese.group_digits(said)}, "
                f"các hàng cộng lại là {vietnamese.group_digits(sums[0] or 0)}. Hãy xem có sót hay thừa không."
            )


def _read(read: Callable[[str], int], cells: list[str]) -> int | None:
    """The sum of what stands in the cells; None where nothing does, or something that is no number."""
    try:
        found = [read(cell) for cell in cells if cell]
    except columns.Wrong:
        return None
    return sum(found) if found else None
