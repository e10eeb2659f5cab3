"""Documents as lines of lists and boxes: with type, number, date and the files they carry. Read from fragments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from documents.models import TAG, Document, DocumentType
from media.models import File
from publishing import pagecache, prepared, revisions
from publishing.models import Publishable


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
    def written(now: datetime, *numbers: int) -> list[QuerySet[Any, Any]]:
        return [Document.objects.public(at=now).filter(pk__in=numbers).order_by().card_rows()]

    (rows,) = prepared.ask(("document cards", len(keys)), written, timezone.now(), *keys)
    return {one.pk: one for one in map(_line, rows)}


def _line(row: Sequence[Any]) -> Document:
    """A document as a line shows it: the first file, as `.carried`, and how many there are."""
    pk, title, slug, number, issued_on, publish_at, type_id, type_name, file_count, stored, file_format, size = row
    one = Document(
        pk=pk, title=title, slug=slug, number=number, issued_on=prepared.day(issued_on),
        publish_at=prepared.moment(publish_at), type=DocumentType(pk=type_id, name=type_name) if type_id else None,
    )  # fmt: skip
    one.carried = [File(stored=stored, format=file_format, size=size)] if stored else []
    one.file_count = file_count
    return one


def newest(*, count: int, without: int | None = None) -> tuple[Document, ...]:
    """The newest listed documents, as lines."""
    # One more than is shown: a document's own page leaves that document out.
    found = pagecache.fragment(f"documents:newest:{count}", tags=[TAG], build=lambda: _newest(count + 1))
    return tuple(one for one in found if one.pk != without)[:count]


def _newest(count: int) -> tuple[Document, ...]:
    def written(now: datetime) -> list[QuerySet[Any, Any]]:
        return [Document.objects.listed(at=now).latest_issued_first().card_rows()[:count]]

    (rows,) = prepared.ask(("documents newest", count), written, timezone.now())
    lines = [_line(row) for row in rows]
    return tuple(sorted(lines, key=lambda one: (one.issued_on or date.min, one.publish_at, one.pk), reverse=True))


def types() -> tuple[DocumentType, ...]:
    """Every type in its order."""
    return pagecache.fragment("documents:types", tags=[TAG], build=lambda: tuple(DocumentType.objects.all()))


def years() -> tuple[int, ...]:
    """The years of listed documents, newest first."""
    return pagecache.fragment("documents:years", tags=[TAG], build=_years)


def _years() -> tuple[int, ...]:
    days = Document.objects.listed().order_by().dates("issued_on", "year", order="DESC")
    return tuple(day.year for day in days if day)
