"""How often one network may ask: some at once, then at a lasting rate, and no more is remembered than is needed."""

from publishing.service import limiting
from publishing.service.limiting import Meter


class Hand:
    """A clock that goes when it is told to."""

    now = 1000.0

    def __call__(self):
        return self.now


def test_so_many_at_once_then_one_after_the_other():
    clock = Hand()
    meter = Meter(at_once=3, a_second=0.5, clock=clock)
    assert [meter.wait("a") for _ in range(5)] == [0, 0, 0, 2, 2]
    clock.now += 1.9
    assert meter.wait("a") == 1
    clock.now += 0.1
    assert [meter.wait("a"), meter.wait("a")] == [0, 2]


def test_who_has_waited_long_begins_anew():
    clock = Hand()
    meter = Meter(at_once=2, a_second=1, clock=clock)
    assert [meter.wait("a") for _ in range(3)] == [0, 0, 1]
    clock.now += 3600
    assert [meter.wait("a") for _ in range(3)] == [0, 0, 1]


def test_each_network_by_itself():
    meter = Meter(at_once=1, a_second=1, clock=Hand())
    assert [meter.wait(name) for name in "abab"] == [0, 0, 1, 1]


def test_what_is_remembered_has_a_bound(monkeypatch):
    monkeypatch.setattr(limiting, "MOST_NETWORKS", 2)
    meter = Meter(at_once=1, a_second=1, clock=Hand())
    assert [meter.wait(name) for name in ("a", "b", "c")] == [0, 0, 0]
    assert meter.wait("b") == 1
    assert meter.wait("a") == 0, "the one that asked longest ago was forgotten"
