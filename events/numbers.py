"""The numbers of an event: what its headline says beside what the register of sites adds up to, and what others write of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import vietnamese
from events import children
from events.models import ConnectedSite, Event

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


def contradicted(text: str, events: Iterable[Event]) -> Iterator[str]:
    """A sentence for each event of which a text gives no number as the event itself does, though it gives one of the sort.

    A text may speak of a part (four of the sites) as long as it gives the whole somewhere.
    """
    for event in events:
        totals: Totals = ConnectedSite.objects.filter(event=event).totals()
        for unit in ("điểm cầu", "đại biểu"):
            written = vietnamese.quantities_of(text, unit)
            headline = [one for one in children.quantities(event.quantities) if unit in one.unit.lower()]
            counted = _counted(unit, totals) if totals["sites"] else None
            known = [*(one.value for one in headline), *([] if counted is None else [counted])]
            if written and known and not any(_same(one, headline, known) for one in written):
                own = str(headline[0]) if headline else f"{vietnamese.group_digits(known[0])} {unit}"
                yield f"Bài ghi “{written[0]}”, hội nghị “{event.title}” ghi “{own}”. Xem lại một trong hai."


def _same(written: vietnamese.Quantity, headline: list[vietnamese.Quantity], known: list[int]) -> bool:
    return any(written.agrees_with(count) for count in known) or any(one.agrees_with(written.value) for one in headline)
