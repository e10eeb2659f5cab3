"""How a batch is kept between its steps: the sheets of its file, what was decided, what the dry run found."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from registers.declaring import Register
from registers.matching import UNSETTLED, Match
from registers.models import Batch
from registers.picking import pick
from registers.sheets import Row, Sheet
from registers.trying import Decisions, Plan, Trial


def keep_sheets(batch: Batch, sheets: list[Sheet]) -> None:
    """Every sheet that has rows, so that another one can be chosen; the file itself is let go."""
    batch.sheet, batch.file = {"sheets": [_as_data(one) for one in sheets]}, None


def sheets_of(batch: Batch) -> list[Sheet]:
    """All of them as they were read."""
    return [_from_data(one) for one in _kept(batch)]


def sheet_of(batch: Batch, register: Register) -> Sheet:
    """The one that is to be read. Raises Refused where it isn't there."""
    return pick(sheets_of(batch), register, wanted=decisions_of(batch).sheet)


def longest(batch: Batch) -> int:
    """How many rows the longest of its sheets has."""
    return max((len(one["rows"]) for one in _kept(batch)), default=0)


def pages(batch: Batch) -> list[tuple[str, int]]:
    """The sheets that a person may choose from, with how many rows each has; none where there is nothing to choose."""
    found = [(one["name"], len(one["rows"])) for one in _kept(batch)]
    return found if len(found) > 1 else []


def _kept(batch: Batch) -> list[dict[str, Any]]:
    kept = batch.sheet or {"sheets": []}
    # Batches from before a person could choose hold one alone.
    return list(kept.get("sheets", [kept]))


def _as_data(sheet: Sheet) -> dict[str, Any]:
    rows = [[row.number, row.cells, row.problems] for row in sheet.rows]
    return {"name": sheet.name, "rows": rows, "merged": sheet.merged, "notes": sheet.notes}


def _from_data(kept: dict[str, Any]) -> Sheet:
    rows = [
        Row(number, cells, {int(place): text for place, text in problems.items()})
        for number, cells, problems in kept["rows"]
    ]
    return Sheet(kept["name"], rows, [tuple(one) for one in kept["merged"]], list(kept["notes"]))


def decisions_of(batch: Batch) -> Decisions:
    """What the person has decided so far."""
    return Decisions(**batch.decisions)


def plan_of(batch: Batch) -> Plan:
    """What recording would do."""
    return Plan(**(batch.plan or {}))


def keep_trial(batch: Batch, trial: Trial) -> None:
    """What the page of the dry run shows, and what recording would do."""
    plan = trial.plan
    batch.trial = {
        "sheet": trial.sheet,
        "header_row": trial.layout.header_row,
        "headings": [asdict(one) | {"letter": one.letter} for one in trial.layout.headings],
        "day": trial.day,
        "titles": trial.layout.titles, "groups": trial.layout.groups, "totals": trial.layout.totals,
        "faults": [asdict(one) for one in trial.faults],
        "unsettled": [asdict(trial.fault_of(one)) for one in trial.undecided],
        "faulty_rows": trial.faulty_rows,
        "matches": [_named(one, trial) for one in trial.matches],
        "rows": trial.rows, "right": trial.right,
        "notes": trial.notes,
        "may_be_recorded": trial.may_be_recorded,
        "digest": plan.digest(),
    }  # fmt: skip
    batch.plan = asdict(plan)
    batch.total = batch.done = trial.rows
    batch.added, batch.changed, batch.removed = len(plan.adds), len(plan.changes), len(plan.removes)
    batch.unchanged, batch.left_out = trial.unchanged, trial.left_out
    batch.organizations_made = len(plan.organizations)


def _named(match: Match, trial: Trial) -> dict[str, Any]:
    """A name as the page shows it; one that waits says where it stands."""
    place = trial.fault_of(match).place if match.result in UNSETTLED else ""
    return asdict(match) | {"label": match.label, "tone": match.tone, "place": place}
