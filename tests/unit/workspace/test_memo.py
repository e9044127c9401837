"""The thread-safe LRU cache."""

import threading

from chesterton.workspace.memo import LruCache


def test_a_value_is_computed_once():
    memo, computed = LruCache(2), []
    values = [memo.get("a", lambda: computed.append(1) or "x") for _ in range(3)]
    assert values == ["x"] * 3
    assert computed == [1]


def test_none_is_cached():
    memo, computed = LruCache(2), []
    assert [memo.get("a", lambda: computed.append(1)) for _ in range(2)] == [None, None]
    assert computed == [1]


def test_the_least_recently_used_value_is_evicted_first():
    memo, computed = LruCache(2), []
    for key in "abacab":
        memo.get(key, lambda key=key: computed.append(key))
    assert computed == ["a", "b", "c", "b"]


def test_a_failed_computation_is_retried_by_the_next_caller():
    memo = LruCache(2)
    try:
        memo.get("a", lambda: 1 / 0)
    except ZeroDivisionError:
        assert memo.get("a", lambda: 1) == 1


def test_a_computation_may_use_the_cache_itself():
    memo = LruCache(2)
    assert memo.get("a", lambda: memo.get("b", lambda: 1) + 1) == 2


def test_threads_share_the_cache():
    memo, wrong = LruCache(3), []

    def ask():
        for number in range(2_000):
            key = number % 7
            if memo.get(key, lambda key=key: key * 2) != key * 2:
                wrong.append(key)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
