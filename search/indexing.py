"""Keeping the index: what is public is stored from its public row, what no longer is goes, in the transaction that changes it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

import vietnamese
from search import asking, registry
from search.backends import backend
from search.models import PLACES_IN_A_SECOND, Entry, Term, Text, first_id_of
from search.registry import Searchable, Words

BATCH = 200
# Of a longer text the beginning is found: enough for any article or law, and a bound on what one row may weigh.
MAX_TOKENS = 20_000
LONGEST_TERM = 24
# Stands behind every line, so that no phrase reaches over its end. No text of ours makes this token.
END_OF_LINE = "zz0zz"
_SENTENCE_END = re.compile(r"(?<=[.!?…;])\s+|\n")


def follow(*, item: Any, **kwargs: Any) -> None:
    """Hear that something may have changed for readers: store it again, and whatever carries its name."""
    if registry.of_model(type(item)):
        index(item)
    for searchable in registry.everything():
        about = searchable.follows.get(type(item))
        if about is not None:
            _index_keys(searchable, about(item).values_list("pk", flat=True).iterator(chunk_size=BATCH))


def follow_many(*, items: list[Any], **kwargs: Any) -> None:
    """Hear the same of many at once."""
    index_many(items)


def index(item: Model) -> None:
    """Store one thing as its row says now; what has no public hour loses its entry."""
    index_many([item])


def index_many(items: Iterable[Model]) -> int:
    """Store many things of any kinds, in batches; returns how many have an entry now.

    The rows are read again from the database: a draft laid over an object in memory never gets in.
    """
    keys: dict[type[Model], list[Any]] = defaultdict(list)
    for item in items:
        if item.pk is not None:
            keys[type(item)].append(item.pk)
    return sum(
        _index_keys(searchable, numbers)
        for model, numbers in keys.items()
        if (searchable := registry.of_model(model)) is not None
    )


def reindex(*, only_missing: bool = False, progress: Callable[[Searchable, int, int], None] | None = None) -> int:
    """Store everything that readers may find, and drop entries of what is gone. Readers go on finding meanwhile.

    Each batch is a transaction of its own: what an interrupted run has done stays, and running again is harmless.
    `only_missing` leaves alone what has an entry. `progress(searchable, done, total)` is called after each batch.
    """
    stored = 0
    if not only_missing:
        Term.objects.all().delete()
    for searchable in registry.everything():
        rows = searchable.stored().order_by("pk")
        entries = Entry.objects.filter(content_type=_content_type(searchable))
        kept = set(rows.values_list("pk", flat=True))
        lost = [key for key in entries.values_list("object_id", flat=True) if key not in kept]
        if only_missing:
            kept -= set(entries.values_list("object_id", flat=True))
        for batch in _batches(lost):
            _store(searchable, batch)
        done = 0
        for batch in _batches(sorted(kept)):
            stored += _store(searchable, batch)
            done += len(batch)
            if progress:
                progress(searchable, done, len(kept))
    backend().tidy()
    return stored


def _batches(keys: Iterable[Any]) -> Iterator[list[Any]]:
    remaining = iter(keys)
    while batch := list(islice(remaining, BATCH)):
        yield batch


def _index_keys(searchable: Searchable, keys: Iterable[Any]) -> int:
    return sum(_store(searchable, batch) for batch in _batches(keys))


def _content_type(searchable: Searchable) -> ContentType:
    return ContentType.objects.get_for_model(searchable.model)


@transaction.atomic
def _store(searchable: Searchable, keys: Sequence[Any]) -> int:
    """Replace the entries of the things with these keys by what their rows say now."""
    content_type = _content_type(searchable)
    old = list(Entry.objects.filter(content_type=content_type, object_id__in=keys).values_list("pk", flat=True))
    if old:
        Entry.objects.filter(pk__in=old).delete()
    items = list(searchable.stored().filter(pk__in=keys))
    if not items:
        return 0
    said = [(item, searchable.words(item)) for item in items]
    ids = _free_ids([(item.pk, words) for item, words in said])
    entries, texts = [], []
    for (item, words), number in zip(said, ids, strict=True):
        entry = Entry(
            id=number,
            content_type=content_type,
            object_id=item.pk,
            kind=searchable.kind,
            section_id=words.section_id,
            year=timezone.localtime(words.publish_at).year,
            publish_at=words.publish_at,
            expire_at=words.expire_at,
        )
        entries.append(entry)
        texts.append(_text(entry, words))
    Entry.objects.bulk_create(entries, batch_size=BATCH)
    Text.objects.bulk_create(texts, batch_size=50)
    backend().store(texts)
    terms = sorted({word for text in texts for word in text.folded.split() if _is_term(word)})
    # Only a help for typing errors: no verb waits for another's new words, nor fails over them.
    transaction.on_commit(lambda: _remember(terms), robust=True)
    return len(entries)


def _is_term(word: str) -> bool:
    return word.isalpha() and 2 <= len(word) <= LONGEST_TERM


def _remember(words: Sequence[str]) -> None:
    known = set(Term.objects.filter(pk__in=words).values_list("pk", flat=True))
    Term.objects.bulk_create([Term(word=word) for word in words if word not in known], ignore_conflicts=True)


def _free_ids(things: Sequence[tuple[int, Words]]) -> list[int]:
    """An id for each thing: its second, then a place of its own in it. Two at work at once rarely want the same."""
    wanted = [first_id_of(words.publish_at) + key % PLACES_IN_A_SECOND for key, words in things]
    ids: list[int | None] = [None] * len(things)
    mine: set[int] = set()
    while None in ids:
        taken = set(Entry.objects.filter(pk__in=wanted).values_list("pk", flat=True))
        for place, number in enumerate(wanted):
            if ids[place] is not None:
                continue
            if number in taken or number in mine:
                wanted[place] += 1
            else:
                ids[place] = number
                mine.add(number)
    return [number for number in ids if number is not None]


def _line(tokens: Sequence[str]) -> str:
    # A blank on both sides of every token, so that a phrase is found as it stands and never inside a longer word.
    return f" {' '.join(tokens)} {END_OF_LINE} "


def _text(entry: Entry, words: Words) -> Text:
    title = vietnamese.clean_line(words.title)
    shown = [line for part in (words.summary, words.body) for line in _lines(part)]
    lines = [title, *shown, *(vietnamese.clean_line(extra) for extra in words.extra)]
    exact, folded, left = [], [], MAX_TOKENS
    for line in lines:
        tokens = vietnamese.tokens(line)[:left]
        left -= len(tokens)
        exact.append(_line([token.exact for token in tokens]))
        folded.append(_line([token.folded for token in tokens]))
    month = timezone.localtime(entry.publish_at).month
    facets = [asking.kind_token(entry.kind), asking.year_token(entry.year), asking.month_token(entry.year, month)]
    if entry.section_id:
        facets.append(asking.section_token(entry.section_id))
    return Text(
        entry=entry,
        url=words.url,
        title=title,
        shown="\n".join(shown),
        title_exact=exact[0],
        title_folded=folded[0],
        exact="\n".join(exact),
        folded="\n".join(folded),
        facets=" ".join(facets),
    )


def _lines(text: str) -> list[str]:
    """Sentence by sentence: what an excerpt begins with, and what a phrase in quotes doesn't reach over."""
    parts = _SENTENCE_END.split(vietnamese.clean_text(text))
    return [line for line in (vietnamese.clean_line(part) for part in parts) if line]
