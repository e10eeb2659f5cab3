"""PostgreSQL: a tsvector written from our own tokens, its parser never asked. Words and pairs of neighbours are lexemes.

Lexemes begin with a letter that says where they stand: a title exact, b title folded, c text exact, d text folded; the
facet tokens k…, s…, y…, m… are as they are. Positions are not kept: pairs answer phrases many times faster.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from publishing import pagecache, prepared
from search.asking import Match, Narrow, Run, month_token
from search.models import Entry, Text, first_id_of

PREFIX = {(True, True): "a", (True, False): "b", (False, True): "c", (False, False): "d"}
# A tsvector holds less than 1 MiB of lexemes; a text that has more is cut, its beginning is found.
MAX_LEXEME_BYTES = 900_000
# So many of the newest are looked at before all the others: few for a page of hits, more for a count of a thousand.
RECENT = {100: 1000, 2000: 4000}
MOST_MONTHS = 60


def _lexemes(text: Text) -> Iterator[str]:
    yield from text.facets.split()
    stored = {
        PREFIX[True, True]: text.title_exact,
        PREFIX[True, False]: text.title_folded,
        PREFIX[False, True]: text.exact,
        PREFIX[False, False]: text.folded,
    }
    for prefix, tokens in stored.items():
        words = tokens.split()
        for word in words:
            yield prefix + word
        for one, other in zip(words, words[1:], strict=False):
            yield f"{prefix}{one}_{other}"


def terms(text: Text) -> str:
    """The tsvector of an entry, as a literal."""
    found: dict[str, None] = {}
    size = 0
    for lexeme in _lexemes(text):
        if lexeme not in found:
            size += len(lexeme) + 1
            if size > MAX_LEXEME_BYTES:
                break
            found[lexeme] = None
    return " ".join(found)


def store(texts: Sequence[Text]) -> None:
    """Write the lexemes of entries that were just made."""
    rows = ", ".join(["(%s, %s)"] * len(texts))
    params = [value for text in texts for value in (text.entry_id, terms(text))]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE search_entry SET terms = v.terms::tsvector FROM (VALUES {rows}) v(id, terms)"  # noqa: S608
            " WHERE search_entry.id = v.id",
            params,
        )


def tidy() -> None:
    """Fold waiting lexemes into the index and count anew, after much was stored."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('search_entry_terms')")
        cursor.execute("ANALYZE search_entry")


def _run(run: Run, *, in_title: bool) -> str:
    prefix = PREFIX[in_title, run.exact]
    return " & ".join(prefix + "_".join(pair) for pair in run.pairs)


def expression(match: Match, narrow: Narrow) -> str:
    """The tsquery. Tokens are [a-z0-9] only, so nothing in it needs escaping."""
    variants = [" & ".join(_run(run, in_title=match.in_title) for run in variant) for variant in match.variants]
    parts = ["(" + " | ".join(f"({variant})" for variant in variants if variant) + ")"] if any(variants) else []
    folded = PREFIX[match.in_title, False]
    parts += ["(" + " | ".join(folded + word for word in choice) + ")" for choice in match.choices]
    parts += ["(" + " | ".join(group) + ")" for group in narrow.groups]
    return " & ".join(parts)


def _months_since(first: datetime, now: datetime) -> list[tuple[int, int]]:
    months, at = [], (first.year, first.month)
    while at <= (now.year, now.month):
        months.append(at)
        at = (at[0] + at[1] // 12, at[1] % 12 + 1)
    return months


def _first_of_the_newest() -> dict[int, datetime]:
    """For each number of newest entries, when the first one after them came out; nothing where there are no more."""
    wanted = list(RECENT.values())
    at = Entry.objects.order_by("-pk").values_list("publish_at")
    found = prepared.together([at[many : many + 1] for many in wanted])
    return {many: rows[0][0] for many, rows in zip(wanted, found, strict=True) if rows}


def _recent_months(now: datetime, limit: int) -> tuple[str, ...]:
    """The facet tokens of the months that hold the newest entries; none where there are too few entries to bother."""
    first = pagecache.fragment("search:recent", tags=["search"], build=_first_of_the_newest).get(
        next((many for most, many in RECENT.items() if limit <= most), max(RECENT.values()))
    )
    if first is None:
        return ()
    months = _months_since(timezone.localtime(first), timezone.localtime(now))
    return tuple(month_token(year, month) for year, month in months[-MOST_MONTHS:])


def _plain(
    terms: str, match: Match, narrow: Narrow, now: datetime, limit: int, *, newest_first: bool = True
) -> tuple[str, list[Any]]:
    # "+ 0" and "IS TRUE" keep the planner from walking another index than that of the lexemes and unpacking every row it meets.
    sql = (
        "SELECT id + 0 AS number, id, object_id, kind, section_id, year FROM search_entry WHERE terms @@ %s::tsquery"
        " AND (publish_at <= %s) IS TRUE AND (expire_at <= %s) IS NOT TRUE"
    )
    params: list[Any] = [terms, now, now]
    if narrow.since is not None:
        sql += " AND (id >= %s) IS TRUE"
        params.append(first_id_of(narrow.since))
    if newest_first:
        sql += " ORDER BY number DESC"
    if match.literal:
        # Newest first, one text after the other, and no further than the limit.
        sql = f"SELECT * FROM ({sql} OFFSET 0) likely WHERE true"  # noqa: S608
    for run in match.literal:
        column = ("title_" if match.in_title else "") + ("exact" if run.exact else "folded")
        sql += f" AND (SELECT strpos(t.{column}, %s) > 0 FROM search_text t WHERE t.entry_id = likely.id)"  # noqa: S608
        params.append(f" {' '.join(run.tokens)} ")
    return f"{sql} LIMIT %s", [*params, limit]


def _select(match: Match, narrow: Narrow, now: datetime, limit: int) -> tuple[str, list[Any]]:
    """The newest that match. Common words are satisfied by the newest months; all the others are read only where not.

    Without this, a word that stands in every text would have every row read to find the newest ten.
    """
    terms = expression(match, narrow)
    everything, params = _plain(terms, match, narrow, now, limit)
    months = _recent_months(now, limit)
    if not months:
        return everything, params
    recent, recent_params = _plain(f"{terms} & ({' | '.join(months)})", match, narrow, now, limit)
    sql = (
        f"WITH recent AS MATERIALIZED ({recent})"  # noqa: S608
        " SELECT * FROM recent WHERE (SELECT count(*) FROM recent) >= %s"
        f" UNION ALL SELECT * FROM ({everything}) whole WHERE (SELECT count(*) FROM recent) < %s"
    )
    return sql, [*recent_params, limit, *params, limit]


def _rows(sql: str, params: Sequence[Any]) -> list[Any]:
    """Ask without sequential scans, in one process: for common words the planner prefers one, not knowing the cost of lexemes.

    One message is one implicit transaction, which the setting does not outlive; the driver gives the last result.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL enable_seqscan = off; SET LOCAL max_parallel_workers_per_gather = 0; {sql}", params)
        return cursor.fetchall()


def ranked(tiers: Sequence[Match], *, narrow: Narrow, now: datetime, limit: int) -> list[tuple[int, int]]:
    """(tier, entry id): of every tier the newest that are found now."""
    selects: list[str] = []
    params: list[Any] = []
    for number, match in enumerate(tiers):
        sql, given = _select(match, narrow, now, limit)
        selects.append(f"SELECT {number} AS tier, id FROM ({sql}) t{number}")  # noqa: S608
        params += given
    return _rows(" UNION ALL ".join(selects), params)


def newest(match: Match, *, narrow: Narrow, now: datetime, limit: int) -> list[int]:
    """The keys of the things that match, newest first."""
    sql, params = _select(match, narrow, now, limit)
    return [row[0] for row in _rows(f"SELECT object_id FROM ({sql}) found ORDER BY id DESC", params)]  # noqa: S608


def tally(
    match: Match, *, narrow: Narrow, now: datetime, limit: int, recent_since: datetime
) -> list[tuple[str, int | None, int, bool, int]]:
    """As many as match, up to the limit, counted by (kind, section, year, of the last days). Where there are more, any of them."""
    sql, params = _plain(expression(match, narrow), match, narrow, now, limit, newest_first=False)
    return _rows(
        f"SELECT kind, section_id, year, id >= %s AS recent, count(*) FROM ({sql}) found"  # noqa: S608
        " GROUP BY kind, section_id, year, recent",
        [first_id_of(recent_since), *params],
    )
