"""Small rows inside a form: a table of boxes that works without script, read row by row, each mistake said at its row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

import vietnamese

EMPTY_ROWS = 3
LONGEST = 600

Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One box of a row. One with choices is a list to choose from, and by itself makes no row."""

    name: str
    label: str
    choices: Sequence[tuple[str, str]] = ()
    placeholder: str = ""
    narrow: bool = False


@dataclass(frozen=True)
class Box:
    """A column in one row, as the page shows it."""

    column: Column
    name: str
    value: str
    label: str


@dataclass(frozen=True)
class Shown:
    """One row of the table."""

    number: int
    boxes: list[Box] = field(default_factory=list)


class RowsWidget(forms.Widget):
    """The table. Boxes of a column share a name, so that rows are told apart by their order alone."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self.columns = columns
        self.add_label = "Thêm dòng"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Row]:
        """The rows as they were typed, blank ones left out."""
        boxes = [self._given(data, f"{name}-{column.name}") for column in self.columns]
        rows = [
            {column.name: text or "" for column, text in zip(self.columns, texts, strict=True)}
            for texts in zip_longest(*boxes)
        ]
        return [row for row in rows if any(row[column.name].strip() for column in self.columns if not column.choices)]

    def _given(self, data: Any, name: str) -> list[str]:
        return data.getlist(name) if hasattr(data, "getlist") else list(data.get(name, []))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """No box at all: the page didn't show the table."""
        return all(f"{name}-{column.name}" not in data for column in self.columns)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The rows, then some empty ones."""
        given = list(value or [])
        disabled = bool((attrs or {}).get("disabled"))
        blank: list[Row] = [] if disabled else [{}] * EMPTY_ROWS
        rows = [self._shown(name, number, row) for number, row in enumerate([*given, *blank], start=1)]
        context = {
            "columns": self.columns,
            "rows": rows,
            "id": (attrs or {}).get("id", f"id_{name}"),
            "disabled": disabled,
            "add_label": self.add_label,
        }
        return render_to_string("admin/publishing/rows.html", context)

    def _shown(self, name: str, number: int, row: Row) -> Shown:
        return Shown(
            number,
            [
                Box(column, f"{name}-{column.name}", str(row.get(column.name) or ""), f"{column.label}, dòng {number}")
                for column in self.columns
            ],
        )


class RowsField(forms.Field):
    """Rows of data. `read` makes what is stored of a row that was typed, and raises ValidationError for the writer."""

    def __init__(
        self,
        *,
        columns: Sequence[Column],
        read: Callable[[Row], Row],
        show: Callable[[Row], Row] = dict,
        most: int = 60,
        **kwargs: Any,
    ) -> None:
        super().__init__(required=False, widget=RowsWidget(columns), **kwargs)
        self.read, self.show, self.most = read, show, most

    def prepare_value(self, value: Any) -> Any:
        """Stored rows as they are typed; typed ones as they are."""
        return value if isinstance(value, Typed) else [self.show(row) for row in value or []]

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was typed stays as it was typed."""
        return initial if self.disabled else Typed(data or [])

    def clean(self, value: Any) -> list[Row]:
        """Every row read; all that is wrong is said at once, by the number of the row."""
        if self.disabled:
            return list(value or [])
        if len(value) > self.most:
            raise ValidationError(f"Nhiều nhất {self.most} dòng, đang có {len(value)}.")
        read, wrong = [], []
        for number, row in enumerate(value, start=1):
            try:
                read.append(self.read({name: _tidy(text) for name, text in row.items()}))
            except ValidationError as error:
                wrong += [f"Dòng {number}: {message}" for message in error.messages]
        if wrong:
            raise ValidationError(wrong)
        return read

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compared as it is stored."""
        if self.disabled:
            return False
        try:
            return self.clean(data or []) != list(initial or [])
        except ValidationError:
            return True


class Typed(list[Row]):
    """Rows as they came from the page, not read yet."""


def _tidy(text: str) -> str:
    line = vietnamese.clean_line(text)
    if len(line) > LONGEST:
        raise ValidationError(f"“{line[:40]}…” dài quá {LONGEST} ký tự.")
    return line
