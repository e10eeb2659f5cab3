"""From what a reader typed to what the engines are asked: runs of tokens, variants by acronyms, tiers of closeness."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from publishing import pagecache
from search.models import Acronym
from vietnamese import Kind, Query, Token

MAX_VARIANTS = 8


class Run(NamedTuple):
    """Tokens that follow one another; a single one is a word. Told apart by marks, or folded."""

    exact: bool
    tokens: tuple[str, ...]

    @property
    def pairs(self) -> tuple[tuple[str, ...], ...]:
        """What the engines look up: the word, or every two neighbours."""
        if len(self.tokens) == 1:
            return (self.tokens,)
        return tuple(zip(self.tokens, self.tokens[1:], strict=False))


Variant = tuple[Run, ...]  # all of them must be there
Choice = tuple[str, ...]  # one of these folded words must be there


@dataclass(frozen=True)
class Match:
    """One tier: where to look and what for. One of the variants is enough; `literal` must stand there letter by letter."""

    in_title: bool
    variants: tuple[Variant, ...]
    literal: tuple[Run, ...] = ()
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Narrow:
    """What the reader has narrowed the search to. Empty means everything."""

    kinds: tuple[str, ...] = ()
    sections: tuple[int, ...] = ()
    years: tuple[int, ...] = ()
    since: datetime | None = None

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The facet tokens: one of each group must be there."""
        groups = (
            tuple(kind_token(kind) for kind in self.kinds),
            tuple(section_token(section) for section in self.sections),
            tuple(year_token(year) for year in self.years),
        )
        return tuple(group for group in groups if group)


def kind_token(kind: str) -> str:
    """The token that every entry of a kind carries."""
    return "k" + "".join(char for char in kind if char.isalnum())


def section_token(section: int) -> str:
    """The token that every entry of a section carries."""
    return f"s{section}"


def year_token(year: int) -> str:
    """The token that every entry of a year carries."""
    return f"y{year}"


def month_token(year: int, month: int) -> str:
    """The token that every entry of a month carries."""
    return f"m{year}{month:02}"


class Piece(NamedTuple):
    """A stretch of a query: words as typed, or what an acronym in their place stands for."""

    tokens: tuple[Token, ...]
    is_expansion: bool


Table = dict[tuple[str, ...], tuple[tuple[Token, ...], ...]]


def acronyms() -> Table:
    """What may stand for what, both ways: folded words to the readings of their other form."""

    def read() -> Table:
        table: dict[tuple[str, ...], list[tuple[Token, ...]]] = {}
        for acronym in Acronym.objects.all():
            short, meaning = (tuple(form) for form in acronym.forms)
            if short and meaning:
                table.setdefault(_folded(short), []).append(meaning)
                table.setdefault(_folded(meaning), []).append(short)
        return {words: tuple(others) for words, others in table.items()}

    return pagecache.fragment("search:acronyms", tags=["search"], build=read)


def _folded(tokens: Iterable[Token]) -> tuple[str, ...]:
    return tuple(token.folded for token in tokens)


def variants_of(query: Query) -> tuple[tuple[Piece, ...], ...]:
    """The query as typed, then with acronyms written out or drawn together. What stands in quotes is meant as it is."""
    typed = query.all_tokens
    found: list[tuple[Piece, ...]] = [(Piece(typed, False),)]
    if query.phrases:
        return tuple(found)
    table = acronyms()
    longest = max((len(key) for key in table), default=0)
    partial: list[tuple[int, tuple[Piece, ...]]] = [(0, ())]
    done: list[tuple[Piece, ...]] = []
    while partial and len(done) < MAX_VARIANTS:
        at, pieces = partial.pop(0)
        if at >= len(typed):
            done.append(pieces)
            continue
        partial.append((at + 1, (*pieces, Piece((typed[at],), False))))
        for length in range(min(longest, len(typed) - at), 0, -1):
            for meaning in table.get(_folded(typed[at : at + length]), ()):
                if len(partial) < MAX_VARIANTS:
                    partial.append((at + length, (*pieces, Piece(meaning, True))))
    found += [pieces for pieces in done if any(piece.is_expansion for piece in pieces)]
    return tuple(found[:MAX_VARIANTS])


def _form(tokens: Iterable[Token], *, exact: bool) -> tuple[str, ...]:
    return tuple(token.exact if exact else token.folded for token in tokens)


def quoted(query: Query) -> tuple[Run, ...]:
    """The phrases in quotes: with their marks where any were typed, else without."""
    return tuple(
        Run(marked, _form(phrase, exact=marked))
        for phrase in query.phrases
        for marked in [any(token.exact != token.folded for token in phrase)]
    )


def _as_phrase(pieces: tuple[Piece, ...], *, exact: bool) -> Variant:
    return (Run(exact, tuple(form for piece in pieces for form in _form(piece.tokens, exact=exact))),)


def _as_words(pieces: tuple[Piece, ...], *, exact: bool) -> Variant:
    runs: list[Run] = []
    for piece in pieces:
        if piece.is_expansion:
            runs.append(Run(exact, _form(piece.tokens, exact=exact)))
        else:
            words = [token for token in piece.tokens if token.kind is not Kind.PART]
            runs += [Run(exact, (form,)) for form in _form(words, exact=exact)]
    return tuple(dict.fromkeys(runs))


def tiers(query: Query, variants: Sequence[tuple[Piece, ...]]) -> list[Match]:
    """From the closest to the widest: the phrase in the title, its words there, the phrase in the text, all the words.

    Whoever typed marks means them: everything with these marks stands before what is only spelled alike. The last tier
    holds all the others.
    """
    forms = (True, False) if query.has_marks else (False,)
    must = quoted(query)
    literal = tuple(run for run in must if len(run.tokens) > 2)
    found: list[Match] = []
    for exact in forms:
        for in_title in (True, False):
            for as_variant in (_as_phrase, _as_words):
                made = tuple(dict.fromkeys((*as_variant(pieces, exact=exact), *must) for pieces in variants))
                match = Match(in_title, made, literal)
                if match not in found:
                    found.append(match)
    return found
