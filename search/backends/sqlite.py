"""SQLite: FTS5 over the tokens of search_text. Triggers keep the two tables in step, so storing needs nothing more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from search.asking import Match, Narrow, Run
from search.models import Text, first_id_of

TABLES = {True: "search_titles", False: "search_texts"}

_HIDDEN = (
    "WITH hidden(id) AS MATERIALIZED (SELECT id FROM search_entry WHERE publish_at > %s"
    " UNION ALL SELECT id FROM search_entry WHERE expire_at IS NOT NULL AND expire_at <= %s) "
)


def store(texts: Sequence[Text]) -> None:
    """The triggers have done it."""


def tidy() -> None:
    """Merge the index into few pieces, after much was stored."""
    with connection.cursor() as cursor:
        for table in TABLES.values():
            cursor.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")  # noqa: S608 - our own names


def _run(run: Run, *, literal: bool) -> str:
    column = "exact" if run.exact else "folded"
    return " AND ".join(f'{column}:"{" ".join(tokens)}"' for tokens in ((run.tokens,) if literal else run.pairs))


def expression(match: Match, narrow: Narrow) -> str:
    """The MATCH expression. Tokens are [a-z0-9] only, so nothing in it needs escaping."""
    variants = [" AND ".join(_run(run, literal=run in match.literal) for run in variant) for variant in match.variants]
    parts = ["(" + " OR ".join(f"({variant})" for variant in variants if variant) + ")"] if any(variants) else []
    parts += ["folded:(" + " OR ".join(f'"{word}"' for word in choice) + ")" for choice in match.choices]
    parts += ["facets:(" + " OR ".join(f'"{token}"' for token in group) + ")" for group in narrow.groups]
    return " AND ".join(parts)


def _select(match: Match, narrow: Narrow, limit: int) -> tuple[str, list[Any]]:
    table = TABLES[match.in_title]
    sql = f"SELECT rowid AS id FROM {table} WHERE {table} MATCH %s AND rowid NOT IN (SELECT id FROM hidden)"  # noqa: S608
    params: list[Any] = [expression(match, narrow)]
    if narrow.since is not None:
        sql += " AND rowid >= %s"
        params.append(first_id_of(narrow.since))
    return sql + " ORDER BY rowid DESC LIMIT %s", [*params, limit]


def _window(now: datetime) -> list[Any]:
    moment = connection.ops.adapt_datetimefield_value(now)
    return [moment, moment]


def ranked(tiers: Sequence[Match], *, narrow: Narrow, now: datetime, limit: int) -> list[tuple[int, int]]:
    """(tier, entry id): of every tier the newest that are found now."""
    selects, params = [], _window(now)
    for number, match in enumerate(tiers):
        sql, given = _select(match, narrow, limit)
        selects.append(f"SELECT {number} AS tier, id FROM ({sql})")  # noqa: S608
        params += given
    with connection.cursor() as cursor:
        cursor.execute(_HIDDEN + " UNION ALL ".join(selects), params)
        return cursor.fetchall()


def newest(match: Match, *, narrow: Narrow, now: datetime, limit: int) -> list[int]:
    """The keys of the things that match, newest first."""
    sql, params = _select(match, narrow, limit)
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_HIDDEN} SELECT e.object_id FROM ({sql}) found JOIN search_entry e ON e.id = found.id"  # noqa: S608
            " ORDER BY e.id DESC",
            _window(now) + params,
        )
        return [row[0] for row in cursor.fetchall()]


def tally(
    match: Match, *, narrow: Narrow, now: datetime, limit: int, recent_since: datetime
) -> list[tuple[str, int | None, int, bool, int]]:
    """The newest that match, counted by (kind, section, year, of the last days)."""
    sql, params = _select(match, narrow, limit)
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_HIDDEN} SELECT e.kind, e.section_id, e.year, e.id >= %s AS recent, count(*) FROM ({sql}) found"  # noqa: S608
            " JOIN search_entry e ON e.id = found.id GROUP BY e.kind, e.section_id, e.year, recent",
            [*_window(now), first_id_of(recent_since), *params],
        )
        return cursor.fetchall()
