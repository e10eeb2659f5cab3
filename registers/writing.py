"""A plan written into the rows of a piece, and put back as it was. Who may, and when, the steps of a batch have asked."""

from __future__ import annotations

from typing import Any

from organizations import registering
from publishing.models import Publishable
from registers.declaring import Register
from registers.trying import Plan

MANY = 500


def write(plan: Plan, *, register: Register, piece: Publishable) -> dict[str, Any]:
    """Make the organisations, take away, change and add the rows; what is needed to put it all back."""
    undo: dict[str, Any] = {"added": [], "changed": [], "removed": [], "organizations": []}
    made = registering.register_many(plan.organizations, withheld=not piece.is_live)
    keys = {row["key"]: one.pk for row, one in zip(plan.organizations, made, strict=True)}
    undo["organizations"] = [one.pk for one in made]
    rows = register.rows_of(piece)
    for start in range(0, len(plan.removes), MANY):
        part = rows.filter(pk__in=plan.removes[start : start + MANY])
        undo["removed"] += list(part.values())
        part.delete()
    _change(register, rows, {change["pk"]: _linked(register, change["after"], keys) for change in plan.changes})
    undo["changed"] = [{"pk": change["pk"], "before": change["before"]} for change in plan.changes]
    last = rows.order_by(f"-{register.order_field}").values_list(register.order_field, flat=True).first() or 0
    fresh = [
        register.row_model(
            **{register.piece_field: piece, register.order_field: last + number},
            **{name: _python(register, name, value) for name, value in _linked(register, values, keys).items()},
        )
        for number, values in enumerate(plan.adds, start=1)
    ]
    added = register.row_model._default_manager.bulk_create(fresh, batch_size=MANY)
    undo["added"] = [row.pk for row in added]
    return undo


def put_back(kept: dict[str, Any], *, register: Register, piece: Publishable) -> None:
    """Every row as it was, and the organisations that came with them gone where nothing else has come to use them."""
    model, rows = register.row_model, register.rows_of(piece)
    for start in range(0, len(kept["added"]), MANY):
        rows.filter(pk__in=kept["added"][start : start + MANY]).delete()
    _change(register, rows, {change["pk"]: change["before"] for change in kept["changed"]})
    for values in kept["removed"]:
        model._default_manager.create(**{name: _python(register, name, value) for name, value in values.items()})
    registering.unregister(kept["organizations"])


def _change(register: Register, rows: Any, wanted: dict[int, dict[str, Any]]) -> None:
    """Give rows that are there the values said of them."""
    keys = list(wanted)
    for start in range(0, len(keys), MANY):
        found, names = list(rows.filter(pk__in=keys[start : start + MANY])), set[str]()
        for row in found:
            for name, value in wanted[row.pk].items():
                setattr(row, name, _python(register, name, value))
                names.add(register.row_model._meta.get_field(name).name)
        register.row_model._default_manager.bulk_update(found, sorted(names), batch_size=MANY)


def _linked(register: Register, values: dict[str, Any], keys: dict[str, int]) -> dict[str, Any]:
    names = {one.names_organization for one in register.columns if one.names_organization}
    return {name: keys[value] if name in names and isinstance(value, str) else value for name, value in values.items()}


def _python(register: Register, name: str, value: Any) -> Any:
    field: Any = register.row_model._meta.get_field(name)
    return value if value is None else field.to_python(value)
