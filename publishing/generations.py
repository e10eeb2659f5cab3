"""How often each cache tag was touched: one database row, read again by each worker at most every half second."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable

from django.conf import settings
from django.db import DatabaseError, transaction

from publishing import prepared
from publishing.models import CacheGenerations

READ_EVERY = 0.5  # seconds: what bounds "visible on every worker within a second"
MAX_TAGS = 2000

Stamp = tuple[int, dict[str, int]]
logger = logging.getLogger(__name__)


class Generations:
    """A worker's view of the row. It keeps its last value when the database is away: cached pages go on."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._epoch = 0
        self._tags: dict[str, int] = {}
        self._read_at = float("-inf")
        self._second = 0

    def _is_due(self, moment: float) -> bool:
        """Half a second is over; or, where nginx keeps pages to the end of a second of the clock, a new second has begun."""
        if moment - self._read_at >= READ_EVERY:
            return True
        return settings.X_ACCEL and int(time.time()) != self._second

    def refresh(self, *, now: float | None = None) -> None:
        """Read the row again if the last reading is half a second old."""
        moment = time.monotonic() if now is None else now
        if not self._is_due(moment):
            return
        with self._lock:
            if not self._is_due(moment):
                return
            self._read_at, self._second = moment, int(time.time())
            try:
                row = next((one for one in prepared.all_of(CacheGenerations) if one.pk == 1), None)
            except DatabaseError:
                logger.warning("generations: the database is away, keeping the last value")
                return
            self._epoch, self._tags = (row.epoch, row.tags) if row else (0, {})

    def stamp(self, tags: Iterable[str]) -> Stamp:
        """The numbers to remember with something made from these tags; taken before it is made."""
        self.refresh()
        return self._epoch, {tag: self._tags.get(tag, 0) for tag in tags}

    def everything(self) -> Stamp:
        """All numbers as they are, for a page whose tags are only known once it is made."""
        self.refresh()
        return self._epoch, self._tags

    def is_current(self, stamp: Stamp) -> bool:
        """Whether nothing it was made from has been touched since."""
        self.refresh()
        epoch, tags = stamp
        current = self._tags
        return epoch == self._epoch and all(current.get(tag, 0) == number for tag, number in tags.items())

    def touch(self, tags: Iterable[str]) -> None:
        """Let go of everything made from these tags, here at once and on other workers at their next reading."""
        with transaction.atomic():
            row, _ = CacheGenerations.objects.select_for_update().get_or_create(pk=1)
            for tag in tags:
                row.tags[tag] = row.tags.get(tag, 0) + 1
            if len(row.tags) > MAX_TAGS:
                row.epoch, row.tags = row.epoch + 1, {}
            row.save()
        with self._lock:
            self._epoch, self._tags = row.epoch, row.tags

    def forget(self) -> None:
        """Read the row at the next question, whatever the clock says. Tests call it between databases."""
        self._read_at = float("-inf")


generations = Generations()
