"""Adjectives of rounds and of the rows in them. Of a row, its round alone says whether it is public."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Count, Q

from organizations.models import Organization
from organizations.words import name_key
from publishing.querysets import PublishableQuerySet


class AwardRoundQuerySet(PublishableQuerySet):
    """Sentences about rounds."""

    def for_list(self) -> Self:
        """What a list of rounds prints."""
        return self.select_related("decision", "form")

    def counted(self) -> Self:
        """With `recipients`, how many hold the award today."""
        return self.annotate(recipients=Count("commendations", filter=Q(commendations__status="in_force")))

    def newest_decision_first(self) -> Self:
        """By the day of the decision, then as they came out."""
        return self.order_by(models.F("decision__issued_on").desc(nulls_last=True), "-publish_at", "-pk")


class CommendationQuerySet(models.QuerySet):
    """Sentences about rows."""

    def public(self) -> Self:
        """Those of rounds that readers may open."""
        rounds: Any = self.model._meta.get_field("round").related_model
        return self.filter(round__in=rounds._default_manager.public().order_by())

    def for_page(self) -> Self:
        """What a row prints."""
        return self.select_related("form", "grade", "organization").defer("words", "sort_key", "parent_sort_key")

    def matching(self, text: str) -> Self:
        """Every word in the names as written then, or in one name the organisation goes or went by."""
        written, known = Q(), Q()
        for word in name_key(text).split()[:12]:
            written &= Q(words__contains=f" {word}")
            known &= Q(organization__words__contains=f" {word}")
        return self.filter(written | known)

    def of_organization(self, organization: Organization) -> Self:
        """Its own, and those of the units directly below it that readers may see."""
        below = Organization.objects.shown().filter(parent=organization).order_by().values("pk")
        return self.filter(Q(organization=organization) | Q(organization__in=below))

    def in_force(self) -> Self:
        """Those that hold."""
        return self.filter(status="in_force")
