"""Questions that pages ask again and again: the ORM writes their statement once in a process, each asking puts in its own values.

Writing the SQL of the small questions of a page costs several times what the database takes to answer them (measured).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

M = TypeVar("M", bound=Model)
Rows = list[tuple[Any, ...]]
Write = Callable[..., Sequence[QuerySet[Any, Any]]]

MOST_STATEMENTS = 500
FIRST_MOMENT = datetime(1, 1, 2, tzinfo=UTC)
FIRST_NUMBER = 2**60


@dataclass(frozen=True)
class Statement:
    """SQL, its parameters, and for each parameter which of the given values stands there, or None for its own."""

    sql: str
    params: tuple[Any, ...]
    places: tuple[int | None, ...]
    parts: int

    def rows(self, given: Sequence[Any]) -> list[Rows]:
        """A list of rows for each queryset, in no order, as the database gives them."""
        adapted = [_adapted(value) for value in given]
        filled = [own if place is None else adapted[place] for own, place in zip(self.params, self.places, strict=True)]
        found: list[Rows] = [[] for _ in range(self.parts)]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, filled)
            for row in cursor.fetchall():
                found[row[0]].append(row[1:])
        return found


_statements: dict[Hashable, Statement] = {}


def ask(key: Hashable, write: Write, *given: datetime | date | int) -> list[Rows]:
    """The rows of all querysets of `write(*given)` in one statement: a list for each, in no order.

    `write` is called once for each key, with marks in place of what is given. Its querysets select values, all of the same
    types, and depend on nothing that neither the key nor the given values say. Moments and days come back as stored: see
    `moment` and `day`.
    """
    full_key = (connection.vendor, key)
    statement = _statements.get(full_key)
    if statement is None:
        if len(_statements) >= MOST_STATEMENTS:
            _statements.clear()
        statement = _statements[full_key] = _written(write, given)
    return statement.rows(given)


def by_keys(model: type[M], keys: Sequence[int], fields: tuple[str, ...], *, of: str = "pk") -> list[M]:
    """The rows whose key (or other number, `of`) is among these, as instances that know these fields alone; in no order."""
    if not keys:
        return []
    columns = columns_of(model, fields)

    def written(*numbers: int) -> list[QuerySet[Any, Any]]:
        return [model._default_manager.filter(**{f"{of}__in": numbers}).order_by().values_list(*columns)]

    (rows,) = ask(("by keys", model, fields, of, len(keys)), written, *keys)
    return instances(model, columns, rows)


def all_of(model: type[M]) -> list[M]:
    """Every row of a small table, as instances; in no order."""
    columns = tuple(field.name for field in model._meta.concrete_fields)
    (rows,) = ask(("all of", model), lambda: [model._default_manager.order_by().values_list(*columns)])
    return instances(model, columns, rows)


def by_keys_of_models(wanted: Sequence[tuple[type[Model], Sequence[int], tuple[str, ...]]]) -> list[list[Any]]:
    """The same of several models in one statement: for each (model, keys, fields) its instances.

    Their fields are of the same types, in the same order.
    """
    asked = [(model, keys, columns_of(model, fields)) for model, keys, fields in wanted if keys]
    if not asked:
        return [[] for _ in wanted]

    def written(*numbers: int) -> list[QuerySet[Any, Any]]:
        left = iter(numbers)
        return [
            model._default_manager.filter(pk__in=[next(left) for _ in keys]).order_by().values_list(*columns)
            for model, keys, columns in asked
        ]

    shape = tuple((model, columns, len(keys)) for model, keys, columns in asked)
    found = iter(ask(("by keys of", shape), written, *(key for _, keys, _ in asked for key in keys)))
    return [instances(model, columns_of(model, fields), next(found)) if keys else [] for model, keys, fields in wanted]


def columns_of(model: type[Model], fields: tuple[str, ...]) -> tuple[str, ...]:
    """The key and these fields, in the order of the model's own: that is how instances are made of rows."""
    return tuple(field.name for field in model._meta.concrete_fields if field.primary_key or field.name in fields)


def instances(model: type[M], columns: tuple[str, ...], rows: Rows) -> list[M]:
    """Rows of these columns as instances that know nothing else."""
    known = [_column(model, name) for name in columns]
    names = [field.attname for field, _ in known]
    return [
        model.from_db(connection.alias, names, [_converted(value, *how) for value, how in zip(row, known, strict=True)])
        for row in rows
    ]


@lru_cache(maxsize=256)
def _column(model: type[Model], name: str) -> tuple[Any, tuple[Any, ...]]:
    """A field, and what makes a value of it out of what the database stores."""
    field = model._meta.get_field(name)
    column = field.get_col(model._meta.db_table)  # type: ignore[union-attr]
    return field, (*connection.ops.get_db_converters(column), *field.get_db_converters(connection))  # type: ignore[union-attr]


def _converted(value: Any, field: Any, converters: tuple[Any, ...]) -> Any:
    if isinstance(value, datetime):
        return moment(value)
    for convert in converters:
        value = convert(value, field, connection)
    return value


def moment(stored: Any) -> datetime | None:
    """A point in time as a database gives it without the ORM."""
    at = parse_datetime(stored) if isinstance(stored, str) else stored
    return at if at is None or timezone.is_aware(at) else at.replace(tzinfo=UTC)


def structure(stored: Any) -> Any:
    """What a JSON field holds, as a database gives it without the ORM."""
    return json.loads(stored) if isinstance(stored, str) else stored


def day(stored: Any) -> date | None:
    """A day as a database gives it without the ORM."""
    return parse_date(stored) if isinstance(stored, str) else stored


def together(querysets: Sequence[QuerySet[Any, Any]]) -> list[Rows]:
    """The rows of questions that are not the same for everybody, in one statement: a list for each, in no order. Nothing is kept."""
    found: list[Rows] = [[] for _ in querysets]
    parts: list[tuple[int, QuerySet[Any, Any]]] = [(at, one) for at, one in enumerate(querysets) if not _is_empty(one)]
    if parts:
        sql, params, count = _compiled(lambda: [one for _, one in parts], ())
        rows = Statement(sql, tuple(params), (None,) * len(params), count).rows(())
        for (at, _), answer in zip(parts, rows, strict=True):
            found[at] = answer
    return found


def _is_empty(part: QuerySet[Any, Any]) -> bool:
    """Whether its conditions let nothing through, whatever there is: the database is not asked then."""
    try:
        part.query.sql_with_params()
    except EmptyResultSet:
        return True
    return False


def _written(write: Write, given: Sequence[Any]) -> Statement:
    sql, params, parts = _compiled(write, marks := [_mark(value, number) for number, value in enumerate(given)])
    stored = [_adapted(mark) for mark in marks]
    places = tuple(next((at for at, mark in enumerate(stored) if _same(value, mark)), None) for value in params)
    # Written a second time with other marks: what differs and is no mark was worked out from one, and would stay as it is.
    _, others, _ = _compiled(write, [_mark(value, number + len(given)) for number, value in enumerate(given)])
    settled = all(place is not None or own == other for own, other, place in zip(params, others, places, strict=True))
    if not settled or set(range(len(marks))) - set(places):
        raise ValueError("A prepared question uses each given value as it is, and works nothing out from it.")
    return Statement(sql, tuple(params), places, parts)


def _compiled(write: Write, marks: Sequence[Any]) -> tuple[str, list[Any], int]:
    texts: list[str] = []
    params: list[Any] = []
    for number, part in enumerate(write(*marks)):
        sql, own = part.query.sql_with_params()
        texts.append(f"SELECT {number} AS part, rows{number}.* FROM ({sql}) rows{number}")  # noqa: S608 - the compiler's own
        params += own
    return " UNION ALL ".join(texts), params, len(texts)


def _mark(value: Any, number: int) -> Any:
    """A value of the same type that nobody would ever give."""
    if isinstance(value, datetime):
        return FIRST_MOMENT + timedelta(days=number)
    if isinstance(value, date):
        return FIRST_MOMENT.date() + timedelta(days=number)
    return FIRST_NUMBER + number


def _adapted(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _same(value: Any, mark: Any) -> bool:
    return type(value) is type(mark) and value == mark
