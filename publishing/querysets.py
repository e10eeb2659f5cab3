"""Adjectives of anything publishable. The only place that filters on state and clock."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from publishing import prepared
from publishing.states import OPEN_STAGES, Stage, State

if TYPE_CHECKING:
    from publishing.models import Section


def standing(name: str, *, now: datetime) -> Q:
    """Where pieces stand, as the newsroom's lists divide them. A live piece with a revision on its way stands in both places."""
    out = Q(state__in=[State.PUBLISHED, State.ARCHIVED])
    running = Q(expire_at__isnull=True) | Q(expire_at__gt=now)
    conditions = {
        "tat-ca": Q(),
        "nhap": Q(working_revision__stage=Stage.DRAFT),
        "cho-bien-tap": Q(working_revision__stage=Stage.SUBMITTED),
        "cho-duyet": Q(working_revision__stage=Stage.PENDING_APPROVAL),
        "tra-lai": Q(working_revision__stage=Stage.RETURNED),
        "ban-sua": Q(working_revision__stage=Stage.PENDING_APPROVAL) & out,
        "hen-gio": Q(state=State.PUBLISHED, publish_at__gt=now),
        "da-xuat-ban": Q(state=State.PUBLISHED, publish_at__lte=now) & running,
        "het-han": out & Q(expire_at__lte=now),
        "da-go": Q(state=State.WITHDRAWN),
        "luu-tru": Q(state=State.ARCHIVED) & running,
        "dang-khan": Q(flagged_urgent=True),
    }
    if name == "thung-rac":
        return Q(trashed_at__isnull=False)
    return conditions[name] & Q(trashed_at__isnull=True)


class PublishableQuerySet(models.QuerySet[Any]):
    """Sentences about pieces: `.listed().in_section(s).latest_first()`."""

    def public(self, *, at: datetime | None = None) -> Self:
        """Reachable by a reader: published or archived, its time has come and has not run out."""
        now = at or timezone.now()
        return self.filter(
            Q(expire_at__isnull=True) | Q(expire_at__gt=now),
            state__in=[State.PUBLISHED, State.ARCHIVED],
            trashed_at__isnull=True,
            publish_at__lte=now,
        )

    def public_among(self, keys: Collection[int]) -> set[int]:
        """Which of these, of the whole kind, are public."""
        return {one.pk for one in self._standing_of(keys) if one.is_public()}

    def listed_among(self, keys: Collection[int]) -> set[int]:
        """Which of these, of the whole kind, are listed."""
        return {one.pk for one in self._standing_of(keys) if one.is_listed()}

    def _standing_of(self, keys: Collection[int]) -> list[Any]:
        # Read by their keys alone: the index on states would be walked from end to end.
        return prepared.by_keys(self.model, list(keys), ("state", "trashed_at", "publish_at", "expire_at"))

    def listed(self, *, at: datetime | None = None) -> Self:
        """In lists, on the home page and in feeds: public and not archived."""
        now = at or timezone.now()
        return self.filter(
            Q(expire_at__isnull=True) | Q(expire_at__gt=now),
            state=State.PUBLISHED,
            trashed_at__isnull=True,
            publish_at__lte=now,
        )

    def approved(self) -> Self:
        """On the public page at some hour, whatever the clock says now: what search stores, with its window."""
        return self.filter(
            state__in=[State.PUBLISHED, State.ARCHIVED], trashed_at__isnull=True, publish_at__isnull=False
        )

    def gone(self) -> Self:
        """Once public, then withdrawn: a reader gets 410 and a short notice."""
        return self.filter(state=State.WITHDRAWN, first_published_at__isnull=False, trashed_at__isnull=True)

    def scheduled(self) -> Self:
        """Approved, waiting for its time."""
        return self.filter(state=State.PUBLISHED, trashed_at__isnull=True, publish_at__gt=timezone.now())

    def expired(self) -> Self:
        """Its time has run out; hidden, never deleted."""
        return self.filter(
            state__in=[State.PUBLISHED, State.ARCHIVED], trashed_at__isnull=True, expire_at__lte=timezone.now()
        )

    def kept(self) -> Self:
        """Not in the trash."""
        return self.filter(trashed_at__isnull=True)

    def trashed(self) -> Self:
        """In the trash."""
        return self.filter(trashed_at__isnull=False)

    def at_stage(self, *stages: Stage) -> Self:
        """Whose working revision stands at one of the stages."""
        return self.kept().filter(working_revision__stage__in=stages)

    def on_my_table(self) -> Self:
        """What a writer has to see to: drafts, what came back, and what was taken off the site."""
        stages = [Stage.DRAFT, Stage.RETURNED]
        return self.kept().filter(Q(working_revision__stage__in=stages) | Q(state=State.WITHDRAWN))

    def open(self) -> Self:
        """With something on its way to the public page."""
        return self.at_stage(*OPEN_STAGES)

    def standing(self, name: str) -> Self:
        """One division of the newsroom's lists."""
        return self.filter(standing(name, now=timezone.now()))

    def in_section(self, section: Section) -> Self:
        """In the section or one below it."""
        below = type(section)._default_manager.filter(Q(pk=section.pk) | Q(parent=section))
        return self.filter(section__in=below.order_by().values("pk"))

    def latest_first(self) -> Self:
        """Newest public time first; the id settles equal times so that pages never overlap."""
        return self.order_by("-publish_at", "-pk")

    def edges(self, *, after: datetime) -> list[models.QuerySet[Any]]:
        """Where the clock alone changes next what is public: publish times and expire times to come, earliest first."""
        waiting = self.filter(state__in=[State.PUBLISHED, State.ARCHIVED], trashed_at__isnull=True)
        # Said without the states: whoever looks them up in an index first, reads every piece that was ever published.
        # A piece that isn't public costs a page that is made anew an hour early.
        ending = self.filter(expire_at__gt=after)
        return [
            waiting.filter(publish_at__gt=after).order_by("publish_at").values("publish_at"),
            ending.order_by("expire_at").values("expire_at"),
        ]
