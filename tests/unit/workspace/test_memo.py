"""A bounded cache for several threads."""

import threading

from chesterton.workspace.memo import Memo


def test_a_value_is_made_once():
    memo, made = Memo(2), []
    values = [memo.get("a", lambda: made.append(1) or "x") for _ in range(3)]
    assert values == ["x"] * 3
    assert made == [1]


def test_none_is_a_value():
    memo, made = Memo(2), []
    assert [memo.get("a", lambda: made.append(1)) for _ in range(2)] == [None, None]
    assert made == [1]


def test_the_least_recently_used_value_goes_first():
    memo, made = Memo(2), []
    for key in "abacab":
        memo.get(key, lambda key=key: made.append(key))
    assert made == ["a", "b", "c", "b"]


def test_a_value_that_cannot_be_made_is_made_by_the_next_who_asks():
    memo = Memo(2)
    try:
        memo.get("a", lambda: 1 / 0)
    except ZeroDivisionError:
        assert memo.get("a", lambda: 1) == 1


def test_a_value_may_be_made_of_another_one():
    memo = Memo(2)
    assert memo.get("a", lambda: memo.get("b", lambda: 1) + 1) == 2


def test_threads_share_it():
    memo, wrong = Memo(3), []

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
