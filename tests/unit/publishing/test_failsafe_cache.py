"""Redis may be away, hung or full of nonsense: callers get the answers of an empty cache, and are not kept waiting twice."""

import socket
import threading

import pytest

from publishing.failsafe_cache import FailSafeRedisCache


@pytest.fixture
def hung():
    """Something that accepts and never answers, and how often it was asked."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(8)
        asked = []

        def accept():
            try:
                while True:
                    asked.append(listener.accept())
            except OSError:
                pass

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield listener.getsockname()[1], asked
        listener.shutdown(socket.SHUT_RDWR)
        for connection, _ in asked:
            connection.close()
    thread.join()


def cache_at(port):
    return FailSafeRedisCache(f"redis://127.0.0.1:{port}/0", {})


def everything(cache):
    cache.set("a", 1)
    return [
        cache.get("a", "thay"), cache.get_many(["a"]), cache.add("a", 1), cache.delete("a"), cache.has_key("a"),
        cache.incr("a"), cache.touch("a"), cache.set_many({"a": 1}), cache.delete_many(["a"]), cache.clear(),
    ]  # fmt: skip


NOTHING = ["thay", {}, True, False, False, 1, False, [], None, False]


def test_a_redis_that_is_down_is_an_empty_cache():
    assert everything(cache_at(1)) == NOTHING


def test_a_redis_that_hangs_is_asked_once_and_then_left_alone(hung):
    port, asked = hung
    assert everything(cache_at(port)) == NOTHING
    assert len(asked) == 1
