"""How the newsroom's forms choose documents: by number in any spelling, by words of type and title with or without marks."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

import vietnamese
from documents.models import Document
from publishing import rules
from publishing.kinds import kind_of
from publishing.pickers import Source

READ_AT_MOST = 5000
NEAREST = 30


def _of(user: Any) -> Any:
    """Those that are public, and those that the person may read."""
    theirs = rules.visible_pieces(user, kind_of(Document())).values("pk")
    known = Document.objects.kept().filter(Q(pk__in=theirs) | Q(pk__in=Document.objects.public().values("pk")))
    return known.select_related("type")


def _label(document: Document) -> str:
    return f"{document.called}: {document.title}" if document.number else document.title


def _exact(things: Any, text: str) -> list[Document]:
    """By its number, or by just this label or title."""
    numbers = vietnamese.document_numbers(text) or [text]
    found = list(things.numbered(numbers[0]))
    if len(found) == 1:
        return found
    key = vietnamese.fold(text)
    alike = found or list(things.filter(title__iexact=text))
    return [one for one in alike if key in (vietnamese.fold(_label(one)), vietnamese.fold(one.title))] or found


def _matching(things: Any, text: str) -> list[Document]:
    """With the number first, then the newest with all the words."""
    numbered = list(things.numbered(text)[:NEAREST])
    words = vietnamese.fold(text).split()
    rows = things.latest_issued_first().values_list("pk", "number", "type__name", "title")[:READ_AT_MOST]
    keys = [
        pk
        for pk, number, kind, title in rows
        if all(word in vietnamese.fold(f"{kind or ''} {number} {title}") for word in words)
    ][:NEAREST]
    found = things.in_bulk(keys)
    seen = {one.pk for one in numbered}
    return numbered + [found[key] for key in keys if key not in seen]


SOURCE = Source(
    name="tai-lieu",
    model=Document,
    noun="tài liệu",
    of=_of,
    matching=_matching,
    exact=_exact,
    label=_label,
)
