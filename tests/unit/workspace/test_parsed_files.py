"""The parse cache: what is parsed only once, and what is kept."""

import hashlib
import threading

import pytest

from chesterton.syntax.text import Text
from chesterton.workspace import parsed_files
from chesterton.workspace.parsed_files import ParsedFiles

CHARGE = b"def charge(card):\n    return card.pay()\n"
REFUND = CHARGE.replace(b"charge", b"refund")
STAMP, LATER = (1, len(CHARGE), 7), (2, len(CHARGE), 7)


def name(data):
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()


class Reader:
    """Counts how often its content is read."""

    def __init__(self, data):
        self.data = data
        self.count = 0

    def __call__(self):
        self.count += 1
        return self.data

    def text(self):
        return Text(self().decode())


@pytest.fixture(name="cache")
def _cache():
    return ParsedFiles(name)


def names(parsed):
    return [symbol.name for symbol in parsed.outline.symbols]


def test_a_file_is_read_once_while_its_stamp_is_the_same(cache):
    read = Reader(CHARGE)
    first, second = (cache.on_disk("pay.py", STAMP, read) for _ in range(2))
    assert first is second
    assert read.count == 1
    read.data = REFUND
    assert names(cache.on_disk("pay.py", LATER, read)) == ["refund"]


def test_a_file_that_equals_its_committed_version_is_parsed_once_for_both(cache):
    read = Reader(CHARGE)
    on_disk = cache.on_disk("pay.py", STAMP, read)
    assert cache.stored("pay.py", name(CHARGE), read.text) is on_disk
    assert read.count == 1


def test_equal_content_is_parsed_once_for_each_language(cache):
    read = Reader(CHARGE)
    assert names(cache.on_disk("pay.py", STAMP, read)) == ["charge"]
    assert names(cache.on_disk("pay.txt", STAMP, read)) == []


def test_a_missing_or_binary_file_has_no_outline(cache):
    assert cache.on_disk("pay.py", STAMP, lambda: None) is None
    assert cache.on_disk("pay.py", STAMP, lambda: b"\0\0\0") is None
    assert cache.stored("pay.py", "0" * 40, lambda: None) is None


def test_the_latest_files_keep_their_trees(cache, monkeypatch):
    monkeypatch.setattr(parsed_files, "_TREES", 2 * len(CHARGE))
    cache = ParsedFiles(name)
    contents = [CHARGE.replace(b"charge", f"charg{n}".encode()) for n in range(3)]
    for number, data in enumerate(contents):
        cache.stored(f"{number}.py", name(data), Reader(data).text)
    unread = Reader(b"")
    found = [cache.stored(f"{n}.py", name(data), unread.text) for n, data in enumerate(contents)]
    assert [parsed.has_tree for parsed in found] == [False, True, True]
    assert [names(parsed) for parsed in found] == [["charg0"], ["charg1"], ["charg2"]]
    assert unread.count == 0


def test_a_file_larger_than_the_tree_cache_keeps_only_its_outline(monkeypatch):
    monkeypatch.setattr(parsed_files, "_TREES", len(CHARGE) - 1)
    cache = ParsedFiles(name)
    assert cache.stored("pay.py", name(CHARGE), Reader(CHARGE).text).has_tree
    known = cache.stored("pay.py", name(CHARGE), Reader(b"").text)
    assert not known.has_tree
    assert names(known) == ["charge"]


def test_expecting_many_files_keeps_more_trees(monkeypatch):
    monkeypatch.setattr(parsed_files, "_TREES", len(CHARGE))
    cache = ParsedFiles(name)
    cache.stored("pay.py", name(CHARGE), Reader(CHARGE).text)
    cache.expect_many()
    cache.stored("back.py", name(REFUND), Reader(REFUND).text)
    for path, data in (("pay.py", CHARGE), ("back.py", REFUND)):
        assert cache.stored(path, name(data), Reader(b"").text).has_tree


def test_a_fingerprint_outlives_its_tree(monkeypatch):
    monkeypatch.setattr(parsed_files, "_TREES", len(CHARGE))
    cache = ParsedFiles(name)
    parsed = cache.stored("pay.py", name(CHARGE), Reader(CHARGE).text)
    known = parsed.fingerprint(parsed.outline.symbols[0])
    cache.stored("back.py", name(REFUND), Reader(REFUND).text)
    light = cache.stored("pay.py", name(CHARGE), Reader(b"").text)
    monkeypatch.setattr(type(light), "shape", None)  # so that none can be made
    assert light.fingerprint(light.outline.symbols[0]) == known


def test_a_file_with_syntax_errors_is_not_parsed_incrementally(cache):
    broken = CHARGE + b"def (:\n"
    cache.stored("pay.py", name(CHARGE), Reader(CHARGE).text)
    again = cache.stored("pay.py", name(broken), Reader(broken).text)
    alone = ParsedFiles(name).stored("pay.py", name(broken), Reader(broken).text)
    assert again.outline.symbols == alone.outline.symbols
    assert again.outline.parse_warnings == alone.outline.parse_warnings


def test_threads_may_parse_more_files_than_are_cached(monkeypatch):
    monkeypatch.setattr(parsed_files, "_OUTLINES", 4_000)
    cache = ParsedFiles(name)
    contents = {f"{n}.py": CHARGE.replace(b"charge", f"charg{n}".encode()) for n in range(9)}
    wrong = []

    def ask():
        for path, data in list(contents.items()) * 5:
            parsed = cache.stored(path, name(data), Reader(data).text)
            if names(parsed) != [f"charg{path[0]}"]:
                wrong.append(path)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_hundreds_of_files_are_parsed_once_each(cache):
    """As `notes` of a large project reads each: first as committed, then as on disk."""
    contents = {f"{n}.py": CHARGE.replace(b"charge", b"charge_%d" % n) for n in range(600)}
    reads = {path: Reader(data) for path, data in contents.items()}
    for _ in range(2):
        for path, data in contents.items():
            assert names(cache.stored(path, name(data), reads[path].text)) == [
                f"charge_{path[:-3]}"
            ]
    assert {read.count for read in reads.values()} == {1}


def test_outlines_are_bounded_by_the_size_of_their_source(monkeypatch):
    """Nothing fails with a file that is larger than all that is kept."""
    monkeypatch.setattr(parsed_files, "_OUTLINES", 3_000)
    small = ParsedFiles(name)
    large, read = CHARGE + b"# " + b"x" * 5_000, Reader(CHARGE)
    small.stored("pay.py", name(CHARGE), read.text)
    for _ in range(2):
        assert names(small.stored("large.py", name(large), Reader(large).text)) == ["charge"]
    small.stored("pay.py", name(CHARGE), read.text)
    assert read.count == 2
