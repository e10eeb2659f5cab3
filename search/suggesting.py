"""Did you mean: near words for those that nothing holds, as they are written where they are found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

import vietnamese
from search import matching
from search.asking import Match, Narrow, Run
from search.backends import backend
from search.models import Term
from vietnamese import Kind, Query, Token

MOST_WORDS = 8
MOST_CHOICES = 40
CANDIDATES_READ = 20
READINGS_TRIED = 3


@dataclass(frozen=True)
class Suggestion:
    """Another way to ask, and how many it finds."""

    text: str
    count: int


def suggest(query: Query) -> Suggestion | None:
    """A query that finds something where this one does not: without its quotes, or with mistyped words mended."""
    if query.is_empty:
        return None
    if query.phrases:
        return _counted(query.text.translate(dict.fromkeys(map(ord, '"“”„«»'), " ")))
    words = [token for token in vietnamese.tokens(query.text) if token.kind is not Kind.PART]
    if any(token.kind is Kind.DOCUMENT for token in words):
        # A number that nothing bears as such may be written apart: 01 KL TW.
        return _counted(vietnamese.fold(query.text).replace("/", " ").replace("-", " "))
    if len(words) > MOST_WORDS:
        return None
    return _mended(query, words)


def _counted(text: str) -> Suggestion | None:
    text = " ".join(text.split())
    count = matching.count(vietnamese.parse_query(text))
    return Suggestion(text, count) if count else None


def _mended(query: Query, words: Sequence[Token]) -> Suggestion | None:
    """Mend the words that stand nowhere; where each stands somewhere, any one of them, in turn."""
    forms = [token.folded for token in words]
    near = {form: vietnamese.near_words(form) for form in dict.fromkeys(forms)}
    asked = [*near, *(word for candidates in near.values() for word in candidates)]
    known = set(Term.objects.filter(pk__in=dict.fromkeys(asked)).values_list("pk", flat=True))
    choices = [tuple(word for word in near[form] if word in known)[:MOST_CHOICES] for form in forms]
    unknown = [at for at, form in enumerate(forms) if form.isalpha() and form not in known]
    attempts = [unknown] if unknown else [[at] for at in range(len(forms))]
    attempts = [places for places in attempts if all(choices[at] for at in places)]
    tiers = [
        Match(
            False,
            (tuple(Run(False, (form,)) for at, form in enumerate(forms) if at not in places),),
            choices=tuple(choices[at] for at in places),
        )
        for places in attempts
    ]
    if not tiers:
        return None
    found = backend().ranked(tiers, narrow=Narrow(), now=timezone.now(), limit=CANDIDATES_READ)
    if not found:
        return None
    best = min(tier for tier, _ in found)
    numbers = [number for tier, number in found if tier == best]
    options = {at: choices[at] for at in attempts[best]}
    readings = [
        reading
        for read in matching.read_public(numbers).values()
        for line in (read.title, *read.shown.split("\n"))
        if (reading := _reading(query, words, options, line)) is not None
    ]
    texts = dict.fromkeys(text for _, text in sorted(readings, reverse=True))
    suggestions = [_counted(text) for text in list(texts)[:READINGS_TRIED]]
    return max((one for one in suggestions if one), key=lambda one: one.count, default=None)


def _reading(
    query: Query, words: Sequence[Token], options: dict[int, tuple[str, ...]], line: str
) -> tuple[int, str] | None:
    """The query with its mended words as the line writes them, and how many of its neighbours stand together there."""
    tokens = vietnamese.tokens(line)
    chosen: dict[int, Token] = {}
    together = 0
    for place, candidates in options.items():
        scored = [
            (_neighbours(tokens, at, words, place), -at, token)
            for at, token in enumerate(tokens)
            if token.folded in candidates
        ]
        if not scored:
            return None
        beside, _, chosen[place] = max(scored, key=lambda one: one[:2])
        together += beside
    near = min(token.start for token in chosen.values())
    parts = [
        _written(line, chosen[place])
        if place in chosen
        else query.text[word.start : word.end]
        if query.has_marks
        else _as_in(line, tokens, word, near)
        for place, word in enumerate(words)
    ]
    return together, " ".join(parts)


def _written(line: str, token: Token) -> str:
    return line[token.start : token.end].lower()


def _as_in(line: str, tokens: Sequence[Token], word: Token, near: int) -> str:
    """Who typed no marks gets them from the line, where it has the word, from the place nearest to the mended ones."""
    same = [token for token in tokens if token.folded == word.folded]
    return _written(line, min(same, key=lambda token: abs(token.start - near))) if same else word.folded


def _neighbours(tokens: Sequence[Token], at: int, words: Sequence[Token], place: int) -> int:
    before = at > 0 and place > 0 and tokens[at - 1].folded == words[place - 1].folded
    after = at + 1 < len(tokens) and place + 1 < len(words) and tokens[at + 1].folded == words[place + 1].folded
    return before + after
