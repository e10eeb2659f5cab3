"""Adjectives of documents, on top of those of anything publishable."""

from __future__ import annotations

import re
from typing import Any, Self

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

import vietnamese
from publishing.querysets import PublishableQuerySet

CARD = (
    "pk", "title", "slug", "number", "issued_on", "publish_at", "type", "type__name", "file_count", "main_stored",
    "main_format", "main_size",
)  # fmt: skip
_DIGITS = re.compile(r"\d+")


class DocumentQuerySet(PublishableQuerySet):
    """Sentences about documents: `.listed().issued_by(o).latest_issued_first()`."""

    def latest_issued_first(self) -> Self:
        """By the day that stands on them, newest first; those without one after, the newest on the portal first."""
        return self.order_by(F("issued_on").desc(nulls_last=True), "-publish_at", "-pk")

    def issued_by(self, organization) -> Self:
        """Issued by the organisation."""
        return self.filter(issuer=organization)

    def numbered(self, number: str) -> Self:
        """With this number in whatever spelling: `01-KL/TW`, `1 - kl/tw`, `01kltw`, `Kết luận số 01-KL/TW`."""
        wanted = vietnamese.asked_number(number)
        first = _DIGITS.match(wanted)
        if first is None:
            return self.none()
        alike = self.filter(number__regex=rf"^0*{first[0]}([^0-9]|$)").values_list("pk", "number").order_by()
        return self.filter(pk__in=[pk for pk, written in alike if vietnamese.asked_number(written) == wanted])

    def card_rows(self) -> QuerySet[Any, tuple[Any, ...]]:
        """What a line in a list needs, as rows of `CARD`: of its files the first one and their number."""
        attached = self.model.files.through.objects.filter(document=OuterRef("pk")).order_by("pk")
        first = {
            f"main_{name}": Subquery(attached.values(f"file__{name}")[:1]) for name in ("stored", "format", "size")
        }
        count = attached.order_by().values("document").annotate(count=Count("pk")).values("count")
        return self.annotate(file_count=Coalesce(Subquery(count), 0), **first).values_list(*CARD)

    def for_page(self) -> Self:
        """What a document's own page needs."""
        return self.select_related("type", "issuer", "replaced_by__type").annotate(live_data=F("live_revision__data"))
