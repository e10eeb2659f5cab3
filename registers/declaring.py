"""What an app says of a register of its: the columns of its sheets, how a row is read, who is who, where rows are kept."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from publishing.models import Publishable
from registers.columns import Column

Values = dict[str, Any]


class Reader:
    """Reads the rows of one piece's sheet. An app subclasses it; everything it needs from the database it reads once, here."""

    def __init__(self, piece: Any) -> None:
        self.piece = piece

    @property
    def day(self) -> date | None:
        """The day on which the organisations of the sheet must have been there; None where it isn't known."""
        return None

    def cell(self, column: Column, text: str) -> Any:
        """The value of one cell. Raises Wrong with the reason."""
        return column.read(text)

    def group(self, label: str) -> dict[str, str]:
        """What the words over a group say of the rows below it, by column."""
        return {}

    def prepare(self, cells: dict[str, str]) -> dict[str, str]:
        """The cells of a row before they are read, as far as one depends on another."""
        return cells

    def has_organization(self, column: Column, values: Values) -> bool:
        """Whether this row's cell in the column names an organisation."""
        return True

    def row(self, values: Values) -> Values:
        """What is stored of a row, by the names of the model's columns. Raises Wrongs for what doesn't fit together."""
        return values

    def key(self, stored: Values) -> Hashable:
        """Who or what the row is about: twice in a sheet is a mistake, once more in a later sheet is the same row."""
        raise NotImplementedError

    def twice(self, stored: Values, *, row: int) -> str:
        """The sentence for a row that stands in the sheet already."""
        return f"Trùng với hàng {row}. Hãy bỏ một hàng."

    def warnings(self, rows: list[Values]) -> list[str]:
        """What a person should look at; nothing of it hinders."""
        return []


class Wrongs(Exception):
    """Several cells of a row that can't stand: (name of the column, what is wrong)."""

    def __init__(self, *wrongs: tuple[str, Exception]) -> None:
        super().__init__()
        self.wrongs = wrongs


@dataclass(frozen=True)
class Register:
    """One register. The first column names what the row is about. `stored` are the model's columns that a sheet sets, in any order;
    `order_field` counts the rows of a piece. The manager of its rows answers `.matching(text)`.
    """

    name: str
    label: str
    piece_model: type[Publishable]
    row_model: type[models.Model]
    piece_field: str
    columns: tuple[Column, ...]
    stored: tuple[str, ...]
    reader: Callable[[Any], Reader]
    # How rows are printed on the newsroom's screens: the headings, and the cells of each row's values.
    header: tuple[str, ...]
    show: Callable[[list[Values]], list[list[str]]]
    row_noun: str = "hàng"
    # What the total row of a sheet calls its rows, without marks: "Tổng cộng: 50 chi bộ".
    counted: tuple[str, ...] = ()
    order_field: str = "order"
    # Of a row that is there already, what a later sheet does not touch.
    kept: tuple[str, ...] = ()

    def rows_of(self, piece: Any) -> models.QuerySet[Any]:
        """The rows of a piece."""
        return self.row_model._default_manager.filter(**{self.piece_field: piece})

    def column(self, name: str) -> Column:
        """A column by its name."""
        return next(one for one in self.columns if one.name == name)


_registers: dict[str, Register] = {}


def declare(register: Register) -> None:
    """Make a register known; each app says it from ready()."""
    _registers[register.name] = register


def named(name: str) -> Register:
    """The register of that name."""
    return _registers[name]


def of_model(model: type[Publishable]) -> list[Register]:
    """The registers of a kind."""
    return [one for one in _registers.values() if one.piece_model is model]
