"""How often one network may ask the web service for an answer that has to be made: counted in memory by each worker, stored nowhere."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

A_SECOND = 5.0
AT_ONCE = 300
MOST_NETWORKS = 10_000


class Meter:
    """So many questions at once, then so many a second, for each network by itself. Of a network only one moment is kept: when what
    it has asked so far would be paid for at the lasting rate."""

    def __init__(
        self, *, at_once: int = AT_ONCE, a_second: float = A_SECOND, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._each, self._clock = 1 / a_second, clock
        self._ahead = (at_once - 1) * self._each
        self._paid: OrderedDict[str, float] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, network: str) -> int:
        """Count one question. 0 while it is answered, else in how many seconds the next one will be; one refused costs nothing."""
        now = self._clock()
        with self._lock:
            paid = max(self._paid.get(network, now), now)
            too_soon = paid - now - self._ahead
            # Rounding in the last place is no reason to refuse.
            if too_soon > self._each / 1000:
                return math.ceil(too_soon)
            self._paid[network] = paid + self._each
            self._paid.move_to_end(network)
            while len(self._paid) > MOST_NETWORKS:
                self._paid.popitem(last=False)
        return 0

    def forget(self) -> None:
        """Everybody begins anew."""
        with self._lock:
            self._paid.clear()


meter = Meter()
