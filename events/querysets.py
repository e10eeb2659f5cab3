"""Adjectives of events: when they take place, of what series and organisation, with what on their cards."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Count, Q, Sum
from django.utils import timezone

from media.galleries import photos
from organizations.words import name_key
from publishing.querysets import PublishableQuerySet


def midnight(day: date) -> datetime:
    """The first moment of a day in Vietnam."""
    return timezone.make_aware(datetime.combine(day, time()))


class EventQuerySet(PublishableQuerySet):
    """Sentences about events."""

    def ahead(self, *, now: datetime | None = None) -> Self:
        """Not over yet: those that are running as well, the next one first."""
        return self.filter(ends__gt=now or timezone.now()).order_by("begins", "pk")

    def over(self, *, now: datetime | None = None) -> Self:
        """Over, the latest first."""
        return self.filter(ends__lte=now or timezone.now()).order_by("-begins", "-pk")

    def between(self, first: date, last: date) -> Self:
        """With at least one moment on one of these days, both included, in the order of their beginning."""
        return self.filter(begins__lt=midnight(last + timedelta(days=1)), ends__gt=midnight(first)).order_by(
            "begins", "pk"
        )

    def in_year(self, year: int) -> Self:
        """That begin in the year."""
        return self.filter(begins__gte=midnight(date(year, 1, 1)), begins__lt=midnight(date(year + 1, 1, 1)))

    def in_series(self, series: Any) -> Self:
        """Of the series."""
        return self.filter(series=series)

    def of_organization(self, organization: Any, *, or_else: Q | None = None) -> Self:
        """Held by the organisation, or connected to it; or what `or_else` says."""
        connected = self.model.sites.rel.related_model.objects.filter(organization=organization).values("event")
        return self.filter(Q(organizer=organization) | Q(pk__in=connected) | (or_else or Q(pk__in=[])))

    def document_counts(self, events: Iterable[int]) -> dict[int, int]:
        """How many public documents each of these events has; those without are left out."""
        through = self.model.documents.through._default_manager
        public = self.model.documents.rel.model._default_manager.public()
        rows = through.filter(event__in=list(events), document__in=public).order_by().values_list("event")
        return dict(rows.annotate(Count("pk")))

    def photo_counts(self, events: Iterable[int]) -> dict[int, int]:
        """How many pictures the public galleries of each of these events hold; those without are left out."""
        through = self.model.galleries.through._default_manager
        public = self.model.galleries.rel.model._default_manager.public()
        found: dict[int, int] = {}
        for event, rows in through.filter(event__in=list(events), gallery__in=public).values_list(
            "event", "gallery__photos"
        ):
            found[event] = found.get(event, 0) + len(photos.keys(rows))
        return found

    def for_cards(self) -> Self:
        """What a card or a line of a list prints."""
        return self.only(
            "title", "slug", "summary", "mode", "begins", "begins_as", "ends", "ends_as", "venue", "disruption", "period", "series",
            "kind", "publish_at", "quantities",
        )  # fmt: skip

    def starts_and_ends(self, *, after: datetime) -> list[models.QuerySet[Any]]:
        """Where the clock alone changes what is said of an event: its next beginning and its next end."""
        shown = self.approved()
        return [
            shown.filter(begins__gt=after).order_by("begins").values("begins"),
            shown.filter(ends__gt=after).order_by("ends").values("ends"),
        ]


class EventSeriesQuerySet(models.QuerySet[Any]):
    """Sentences about series."""

    def with_listed(self) -> Self:
        """Those of which readers may see an event, with the `count` of them."""
        events = self.model.events.rel.related_model.objects.listed()
        return self.annotate(count=Count("events", filter=Q(events__in=events))).filter(count__gt=0)


class ConnectedSiteQuerySet(models.QuerySet[Any]):
    """Sentences about connected sites."""

    def matching(self, text: str) -> Self:
        """Whose name, organisation, place or chair have every one of the words; no marks, case or spacing asked for."""
        found = self
        for word in name_key(text).split()[:12]:
            found = found.filter(words__contains=f" {word}")
        return found

    def totals(self) -> dict[str, int | None]:
        """How many sites, and how many delegates were planned and came; None where none was counted."""
        return self.order_by().aggregate(sites=Count("pk"), planned=Sum("planned"), actual=Sum("actual"))

    def counts(self, events: Iterable[int]) -> dict[int, int]:
        """How many sites each of these events has; those without are left out."""
        rows = self.filter(event__in=list(events)).order_by().values_list("event")
        return dict(rows.annotate(Count("pk")))
