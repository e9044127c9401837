"""Git's raw diff output, read into changed files."""

import pytest

from chesterton.git.changes import FileChange, read_all

ONE, TWO, NONE = "1" * 40, "2" * 40, "0" * 40
FILE, PROGRAM, LINK, SUBMODULE, ABSENT = "100644", "100755", "120000", "160000", "000000"


def raw(old, new, status, *paths, blobs=(ONE, TWO)):
    return "\0".join([f":{old} {new} {blobs[0]} {blobs[1]} {status}", *paths, ""]).encode()


@pytest.mark.parametrize(
    ("output", "change"),
    [
        (raw(FILE, FILE, "M", "a.py"), FileChange("M", "a.py", "a.py", ONE, TWO)),
        (raw(FILE, PROGRAM, "M", "a.py"), FileChange("M", "a.py", "a.py", ONE, TWO)),
        (raw(FILE, FILE, "R087", "a.py", "b.py"), FileChange("R", "a.py", "b.py", ONE, TWO)),
        (raw(FILE, FILE, "C100", "a.py", "b.py"), FileChange("C", "a.py", "b.py", ONE, TWO)),
        (raw(ABSENT, FILE, "A", "a.py"), FileChange("A", None, "a.py", None, TWO)),
        (raw(FILE, ABSENT, "D", "a.py"), FileChange("D", "a.py", None, ONE, None)),
        (raw(FILE, LINK, "T", "a.py"), FileChange("D", "a.py", None, ONE, None)),
        (raw(LINK, FILE, "T", "a.py"), FileChange("A", None, "a.py", None, TWO)),
        (raw(SUBMODULE, FILE, "T", "a.py"), FileChange("A", None, "a.py", None, TWO)),
    ],
)
def test_a_change_is_read(output, change):
    assert read_all(output) == (change,)


def test_what_is_no_regular_file_on_either_side_is_left_out():
    links, module = raw(LINK, LINK, "M", "l"), raw(SUBMODULE, SUBMODULE, "M", "sub")
    output = links + raw(FILE, FILE, "R100", "a\nb", "c d") + module
    assert [each.new_path for each in read_all(output)] == ["c d"]


def test_the_blob_of_an_uncommitted_file_is_unknown():
    (change,) = read_all(raw(FILE, FILE, "M", "a.py", blobs=(ONE, NONE)))
    assert (change.old_blob, change.new_blob) == (ONE, None)


def test_a_path_that_is_not_utf_8_keeps_its_bytes():
    (change,) = read_all(raw(FILE, FILE, "M", "a.py").replace(b"a.py", b"a\xff.py"))
    assert change.new_path.encode("utf-8", "surrogateescape") == b"a\xff.py"
