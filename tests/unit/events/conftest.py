"""What the suite of events shares: sites by the dozen."""

import pytest

from events import sites
from events.models import ConnectedSite


@pytest.fixture
def connect():
    """connect(event, 3): so many connected sites, each with fifty delegates who came."""

    def make(event, count, **fields):
        rows = [
            ConnectedSite(name=f"Điểm cầu số {number} (minh họa)", place="Hà Nội", **{"actual": 50} | fields)
            for number in range(1, count + 1)
        ]
        return sites.store(event=event, sites=rows)

    return make
