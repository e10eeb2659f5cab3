"""Documents as lines of lists and boxes: with type, number, date and the files they carry. Read from fragments."""

from __future__ import annotations

from collections.abc import Iterable

from documents.models import TAG, Document, DocumentType
from documents.querysets import DocumentQuerySet
from media.models import File
from publishing import pagecache, revisions
from publishing.models import Publishable

NEWEST = 12


def carry(documents: Iterable[Publishable]) -> None:
    """Give each document its files in their order as `.carried`; all of them in one query."""
    wanted = {document: revisions.keys_of(document, "files") for document in documents}
    files = File.objects.in_bulk({key for keys in wanted.values() for key in keys})
    for document, keys in wanted.items():
        document.carried = [files[key] for key in keys if key in files]  # type: ignore[attr-defined]


def cards(keys: Iterable[int]) -> tuple[Document, ...]:
    """The public ones among these documents, as lines, in the order of the keys; those that aren't on the shelf yet come in one go."""
    wanted = tuple(keys)
    found = pagecache.fragments("document-card:{}", wanted, tags=[TAG], build=_load)
    return tuple(found[key] for key in wanted if key in found)


def _load(keys: list[int]) -> dict[int, Document]:
    return {one.pk: one for one in _lines(Document.objects.public().filter(pk__in=keys).order_by())}


def _lines(found: DocumentQuerySet) -> list[Document]:
    """One query, however many: a line shows the first file, as `.carried`, and says how many there are."""
    documents = list(found.for_cards())
    for one in documents:
        first = File(stored=one.main_stored, format=one.main_format, size=one.main_size) if one.main_stored else None
        one.carried = [first] if first else []
    return documents


def newest(*, count: int, without: int | None = None) -> tuple[Document, ...]:
    """The newest listed documents, as lines."""
    found = pagecache.fragment("documents:newest", tags=[TAG], build=_newest)
    return tuple(one for one in found[: count + 1] if one.pk != without)[:count]


def _newest() -> tuple[Document, ...]:
    return tuple(_lines(Document.objects.listed().latest_issued_first()[:NEWEST]))


def types() -> tuple[DocumentType, ...]:
    """Every type in its order."""
    return pagecache.fragment("documents:types", tags=[TAG], build=lambda: tuple(DocumentType.objects.all()))


def years() -> tuple[int, ...]:
    """The years of listed documents, newest first."""
    return pagecache.fragment("documents:years", tags=[TAG], build=_years)


def _years() -> tuple[int, ...]:
    days = Document.objects.listed().order_by().dates("issued_on", "year", order="DESC")
    return tuple(day.year for day in days if day)
