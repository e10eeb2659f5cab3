"""Adjectives of batches."""

from __future__ import annotations

from typing import Any, Self

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

HEAVY = ("file", "sheet", "trial", "plan", "undo")


class BatchQuerySet(QuerySet):
    """Sentences about batches."""

    def of(self, piece: Any) -> Self:
        """Those of a piece."""
        return self.filter(piece_type=ContentType.objects.get_for_model(type(piece)), piece_id=piece.pk)

    def light(self) -> Self:
        """Without the rows: what lists print."""
        return self.defer(*HEAVY).select_related("created_by", "decided_by")

    def waiting(self) -> Self:
        """Those an approver has to decide about."""
        return self.filter(status__in=("waiting", "undo_waiting"))

    def shown(self) -> Self:
        """Those that came to something, or wait."""
        return self.filter(status__in=("waiting", "applied", "undo_waiting", "undone", "refused", "writing"))

    def standing(self) -> Self:
        """Those whose rows stand in the register now."""
        return self.filter(status__in=("applied", "undo_waiting"))
