"""What of a hit is shown: its title and the line where the words stand, in pairs of text and whether it is a hit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import vietnamese
from search.asking import Piece
from vietnamese import Query, Token

Parts = tuple[tuple[str, bool], ...]
WORDS_BEFORE = 8
WORDS_SHOWN = 36
_JOINTS = " -–/"


class Marker:
    """Marks the words of one query. Phrases and neighbours of the query first; single words where none stand together."""

    def __init__(self, query: Query, variants: Iterable[tuple[Piece, ...]]) -> None:
        sequences = [[token for piece in pieces for token in piece.tokens] for pieces in variants]
        self.has_marks = query.has_marks
        self._exact = {token.exact for sequence in sequences for token in sequence}
        self._folded = {token.folded for sequence in sequences for token in sequence}
        self._pairs = {
            (one.folded, other.folded)
            for sequence in sequences
            for one, other in zip(sequence, sequence[1:], strict=False)
        }

    def hits(self, tokens: Sequence[Token]) -> list[Token]:
        """The tokens that the query is about; where any stands with the marks typed, only those."""
        found = [at for at, token in enumerate(tokens) if token.folded in self._folded]
        if self.has_marks:
            exact = [at for at in found if tokens[at].exact in self._exact]
            found = exact or found
        among = set(found)
        together = {
            at
            for first in found
            if first + 1 in among and (tokens[first].folded, tokens[first + 1].folded) in self._pairs
            for at in (first, first + 1)
        }
        return [tokens[at] for at in (sorted(together) or found)]

    def best_line(self, folded: str) -> int:
        """The number of the line, of these tokens, that holds most of the query: neighbours first, then different words."""
        pairs = [f" {one} {other} " for one, other in self._pairs]
        words = [f" {word} " for word in self._folded]
        starts = {0} | {folded.rfind("\n", 0, at) + 1 for form in (*pairs, *words) if (at := folded.find(form)) >= 0}

        def weight(start: int) -> tuple[int, int, int]:
            end = folded.find("\n", start)
            line = folded[start : end if end >= 0 else len(folded)]
            return sum(form in line for form in pairs), sum(form in line for form in words), -start

        return folded.count("\n", 0, max(starts, key=weight))

    def marked(self, line: str, *, words: int = 0) -> Parts:
        """The line in parts. With `words`, cut to about that many around the first hit."""
        tokens = _tokens(line)
        hits = self.hits(tokens)
        start, end = _window(line, tokens, hits, words) if words else (0, len(line))
        return _parts(line, hits, start, end)


@lru_cache(maxsize=16384)
def _tokens_of_word(word: str) -> tuple[Token, ...]:
    return tuple(vietnamese.tokens(word))


def _tokens(line: str) -> list[Token]:
    """The tokens of a clean line, word by word: most words of a page have been read before.

    A document number written with blanks comes as its parts, which are in every query for it as well.
    """
    found: list[Token] = []
    start = 0
    for word in line.split(" "):
        for token in _tokens_of_word(word):
            found.append(Token(token.exact, token.folded, token.start + start, token.end + start, token.kind))
        start += len(word) + 1
    return found


def _window(line: str, tokens: Sequence[Token], hits: Sequence[Token], words: int) -> tuple[int, int]:
    if len(tokens) <= words + WORDS_BEFORE:
        return 0, len(line)
    first = tokens.index(hits[0]) if hits else 0
    begin = max(0, min(first - WORDS_BEFORE, len(tokens) - words))
    last = begin + words
    return (
        tokens[begin].start if begin else 0,
        tokens[last - 1].end if last < len(tokens) else len(line),
    )


def _parts(line: str, hits: Iterable[Token], start: int, end: int) -> Parts:
    """Hits with nothing but blanks between them are one mark, and so are the parts of a document number."""
    spans: list[tuple[int, int]] = []
    for token in hits:
        if token.start < start or token.end > end:
            continue
        if spans and (token.start <= spans[-1][1] or not line[spans[-1][1] : token.start].strip(_JOINTS)):
            spans[-1] = (spans[-1][0], max(token.end, spans[-1][1]))
        else:
            spans.append((token.start, token.end))
    parts: list[tuple[str, bool]] = [("… ", False)] if start else []
    at = start
    for begin, stop in spans:
        parts += [(line[at:begin], False), (line[begin:stop], True)]
        at = stop
    parts.append((line[at:end], False))
    if end < len(line):
        parts.append((" …", False))
    return tuple((text, is_hit) for text, is_hit in parts if text)


def excerpt(*, shown: str, folded: str, marker: Marker) -> Parts:
    """The sentence that holds most of the query and what follows it, about three lines.

    The first sentence where only the title holds it, so that a hit never stands bare. `folded` has a line for the title
    before those of `shown`, and may have more behind them, which are found but not shown.
    """
    if not shown:
        return ()
    sentences = shown.split("\n")
    tokens = folded.split("\n")[1 : len(sentences) + 1]
    at = marker.best_line("\n".join(tokens))
    line, words = sentences[at], tokens[at].count(" ")
    while words < WORDS_SHOWN and at + 1 < len(sentences):
        at += 1
        line, words = f"{line} {sentences[at]}", words + tokens[at].count(" ")
    return marker.marked(line, words=WORDS_SHOWN)
