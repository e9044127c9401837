"""Locks shared by all workers."""

from contextlib import contextmanager


class Locks:
    """Named locks in Redis."""

    def __init__(self, redis):
        self.redis = redis

    @contextmanager
    def hold(self, key, seconds):
        """Holds a lock for the length of a block."""
        lock = self.redis.lock(key, timeout=seconds)
        with lock:
            yield lock
