"""A thread-safe LRU cache that computes missing values."""

import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from cachetools import LRUCache

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class LruCache(Generic[K, V]):
    """A bounded cache that evicts the least recently used values. Thread-safe."""

    def __init__(self, maxsize: int) -> None:
        self._values: LRUCache[K, V] = LRUCache(maxsize)
        self._lock = threading.Lock()

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The cached value for `key`, else the result of `make`.

        `make` runs without the lock, so two threads may compute the same value.
        """
        with self._lock:
            if key in self._values:
                return self._values[key]
        value = make()
        with self._lock:
            self._values[key] = value
        return value
