"""The numbers of an event: what its headline says beside what the register of sites adds up to."""

from __future__ import annotations

from collections.abc import Iterator

import vietnamese
from events import children

# What the units of headline quantities count in the register, by their folded words.
SITES = ("diem cau",)
DELEGATES = ("dai bieu", "can bo", "dang vien", "nguoi")

Totals = dict[str, int | None]


def disagreements(rows: children.Rows, totals: Totals) -> Iterator[str]:
    """A sentence for each headline quantity that the register contradicts: `gần 14 nghìn` is right for 13.947."""
    if not totals["sites"]:
        return
    for quantity in children.quantities(rows):
        counted = _counted(quantity.unit, totals)
        if counted is not None and not quantity.agrees_with(counted):
            added = vietnamese.group_digits(counted)
            yield f"Ghi “{quantity}”, danh sách điểm cầu cộng lại là {added}. Xem lại một trong hai."


def _counted(unit: str, totals: Totals) -> int | None:
    """What the register counts of a unit: those who came, while nobody has counted them those who were expected."""
    folded = vietnamese.fold(unit)
    if any(word in folded for word in SITES):
        return totals["sites"]
    if any(word in folded for word in DELEGATES):
        return totals["actual"] if totals["actual"] is not None else totals["planned"]
    return None
