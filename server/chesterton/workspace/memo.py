"""A thread-safe LRU cache that computes missing values."""

import threading
from collections.abc import Callable, Hashable
from contextlib import suppress
from typing import Generic, TypeVar

from cachetools import LRUCache

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class LruCache(Generic[K, V]):
    """A bounded cache that evicts the least recently used values. Thread-safe.

    The bound is the number of values, or the sum of their sizes if `size_of` is given.
    """

    def __init__(self, maxsize: int, size_of: Callable[[V], int] | None = None) -> None:
        self._values: LRUCache[K, V] = LRUCache(maxsize, size_of)
        self._lock = threading.Lock()

    @property
    def size(self) -> int:
        """The sum of the sizes of all values."""
        return int(self._values.currsize)

    def known(self, key: K) -> V | None:
        """The cached value; None if there is none."""
        with self._lock:
            return self._values.get(key)

    def put(self, key: K, value: V) -> None:
        """Caches a value, unless it is larger than the whole cache."""
        with self._lock, suppress(ValueError):
            self._values[key] = value

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The cached value for `key`, else the result of `make`.

        `make` runs without the lock, so two threads may compute the same value.
        """
        with self._lock:
            if key in self._values:
                return self._values[key]
        value = make()
        self.put(key, value)
        return value
