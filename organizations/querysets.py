"""Adjectives of organisations: which stand on a day, which are history, which go by a name."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db.models import Q, QuerySet
from django.utils import timezone
from tree_queries.query import TreeQuerySet

from organizations.words import name_key


def on_day(day: date) -> Q:
    """Between its two dates, both days included; an open end is open."""
    return (Q(valid_from__isnull=True) | Q(valid_from__lte=day)) & (
        Q(valid_until__isnull=True) | Q(valid_until__gte=day)
    )


class DatedQuerySet(QuerySet):
    """What is valid between dates."""

    def valid_on(self, day: date) -> Self:
        """Valid on the day."""
        return self.filter(on_day(day))

    def current(self) -> Self:
        """Valid today."""
        return self.valid_on(timezone.localdate())

    def former(self) -> Self:
        """Over before today."""
        return self.filter(valid_until__lt=timezone.localdate())


class OrganizationQuerySet(DatedQuerySet, TreeQuerySet):
    """Sentences about organisations."""

    def shown(self) -> Self:
        """Current or former: one that only begins later, or came with a list nobody has approved, is not for readers yet."""
        return self.exclude(valid_from__gt=timezone.localdate()).exclude(withheld=True)

    def in_tree_order(self) -> Self:
        """Each followed by those below it."""
        return self.with_tree_fields().order_by("tree_ordering")

    def matching(self, text: str) -> Self:
        """Whose names, present, short, former or other, have every one of the words: no marks, case or spacing asked for."""
        found = self
        for word in name_key(text).split()[:12]:
            found = found.filter(words__contains=f" {word}")
        return found
