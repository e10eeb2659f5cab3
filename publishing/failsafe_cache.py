"""A Redis cache whose failure costs speed and never a page: short timeouts, a breaker, and no exception to callers."""

from __future__ import annotations

import logging
import time
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

TIMEOUT = 0.25  # seconds a caller may be kept waiting
PAUSE = 5.0  # seconds without asking again after a failure
logger = logging.getLogger(__name__)


class FailSafeRedisCache(RedisCache):
    """Every question to a Redis that is down, hung or confused is answered as by an empty cache."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = params.setdefault("OPTIONS", {})
        options.setdefault("socket_timeout", TIMEOUT)
        options.setdefault("socket_connect_timeout", TIMEOUT)
        super().__init__(server, params)
        self._closed_until = 0.0

    def _ask(self, default: Any, question: Any, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() < self._closed_until:
            return default
        try:
            return question(*args, **kwargs)
        except (RedisError, OSError, EOFError, AttributeError, ImportError, ValueError):
            self._closed_until = time.monotonic() + PAUSE
            logger.warning("cache: Redis does not answer, going on without it")
            return default

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        return self._ask(default, super().get, key, default, version)

    def set(self, *args: Any, **kwargs: Any) -> None:
        self._ask(None, super().set, *args, **kwargs)

    def add(self, *args: Any, **kwargs: Any) -> bool:
        return self._ask(True, super().add, *args, **kwargs)

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        return self._ask(False, super().touch, *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        return self._ask(False, super().delete, *args, **kwargs)

    def get_many(self, *args: Any, **kwargs: Any) -> dict[Any, Any]:
        return self._ask({}, super().get_many, *args, **kwargs)

    def has_key(self, *args: Any, **kwargs: Any) -> bool:
        return self._ask(False, super().has_key, *args, **kwargs)

    def incr(self, key: Any, delta: int = 1, version: Any = None) -> int:
        return self._ask(delta, super().incr, key, delta, version)

    def set_many(self, *args: Any, **kwargs: Any) -> list[Any]:
        return self._ask([], super().set_many, *args, **kwargs)

    def delete_many(self, *args: Any, **kwargs: Any) -> None:
        self._ask(None, super().delete_many, *args, **kwargs)

    def clear(self) -> bool:  # type: ignore[override]
        return self._ask(False, super().clear)
