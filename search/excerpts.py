"""What of a hit is shown: its title and the line where the words stand, in pairs of text and whether it is a hit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import vietnamese
from search import asking
from search.models import Text
from vietnamese import Query, Token

Parts = tuple[tuple[str, bool], ...]
WORDS_BEFORE = 8
WORDS_SHOWN = 36


class Marker:
    """Marks the words of one query. Phrases and neighbours of the query first; single words where none stand together."""

    def __init__(self, query: Query) -> None:
        variants = asking.variants_of(query)
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

    def weight(self, folded: Sequence[str]) -> tuple[int, int]:
        """How much of the query a line holds: neighbours, then different words."""
        pairs = sum(pair in self._pairs for pair in zip(folded, folded[1:], strict=False))
        return min(pairs, 3), len(self._folded.intersection(folded))

    def marked(self, line: str, *, words: int = 0) -> Parts:
        """The line in parts. With `words`, cut to about that many around the first hit."""
        tokens = vietnamese.tokens(line)
        hits = self.hits(tokens)
        start, end = _window(line, tokens, hits, words) if words else (0, len(line))
        return _parts(line, hits, start, end)


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
    """Hits with nothing but blanks between them are one mark."""
    spans: list[tuple[int, int]] = []
    for token in hits:
        if token.start < start or token.end > end:
            continue
        if spans and (token.start <= spans[-1][1] or not line[spans[-1][1] : token.start].strip()):
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


def excerpt(text: Text, marker: Marker) -> Parts:
    """The line that holds most of the query; the first line where only the title does, so that a hit never stands bare."""
    shown = text.shown.split("\n")
    if not shown[0]:
        return ()
    best, best_weight = 0, (0, 0)
    for at, line in enumerate(text.folded.split("\n")[1 : len(shown) + 1]):
        weight = marker.weight(line.split())
        if weight > best_weight:
            best, best_weight = at, weight
    return marker.marked(shown[best], words=WORDS_SHOWN)
