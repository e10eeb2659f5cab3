"""Keeping connected sites: several at once, in the order they come in."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from events.models import ConnectedSite, Event
from publishing.announcing import announce

MANY = 500


@transaction.atomic
def store(*, event: Event, sites: Iterable[ConnectedSite]) -> list[ConnectedSite]:
    """Write them behind those the event has, and tell everybody. A site twice is refused by the database."""
    rows = list(sites)
    for order, site in enumerate(rows, start=event.sites.count() + 1):
        site.event, site.order = event, order
        site.write_words()
    made = ConnectedSite.objects.bulk_create(rows, batch_size=MANY)
    announce(event)
    return made
