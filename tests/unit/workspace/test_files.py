"""Only regular files inside the root and within the size limit are read."""

import os

import pytest

from chesterton.model.limits import FILE_LIMIT
from chesterton.workspace import files

POSIX = pytest.mark.skipif(os.name != "posix", reason="links and pipes as on POSIX")


@pytest.fixture(name="root")
def _root(tmp_path):
    root = tmp_path / "shop"
    root.mkdir()
    (root / "pay.py").write_bytes(b"PAY = 1\r\n")
    return root


def test_a_file_is_read_as_it_is(root):
    assert files.read_bytes(root, "pay.py") == b"PAY = 1\r\n"


@POSIX
@pytest.mark.parametrize("target", ["/", "/etc", ".."])
def test_a_link_out_of_the_root_is_not_followed(root, target):
    """S38"""
    (root / "out").symlink_to(target)
    outside = next(iter(sorted((root / "out").iterdir()))).name
    assert files.stamp(root, f"out/{outside}") is None
    assert files.read_bytes(root, f"out/{outside}") is None
    assert files.relative(root, root / "out" / outside) in {None, "pay.py"}


@POSIX
def test_circular_links_are_not_followed(root):
    """S38"""
    (root / "round").symlink_to(root / "round")
    (root / "deeper").symlink_to(root)
    assert files.read_bytes(root, "round") is None
    assert files.relative(root, root / "deeper" / "deeper" / "pay.py") == "pay.py"


@POSIX
def test_a_link_inside_the_root_resolves_to_its_target(root):
    (root / "alias.py").symlink_to("pay.py")
    assert files.relative(root, root / "alias.py") == "pay.py"
    assert files.read_bytes(root, "alias.py") == b"PAY = 1\r\n"


@POSIX
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir], ids=["pipe", "folder"])
def test_only_regular_files_are_read(root, make):
    """S41"""
    make(root / "trap.py")
    assert files.stamp(root, "trap.py") is None
    assert files.read_bytes(root, "trap.py") is None


@POSIX
def test_a_device_is_not_read(root):
    """S41"""
    (root / "zero.py").symlink_to("/dev/zero")
    assert files.read_bytes(root, "zero.py") is None


def test_a_file_over_the_limit_is_not_read(root):
    """S41"""
    (root / "large.py").write_bytes(b"#" * (FILE_LIMIT + 1))
    assert files.stamp(root, "large.py") is not None
    assert files.read_bytes(root, "large.py") is None


@pytest.mark.parametrize("path", ["", ".", "../shop/../../etc/passwd", "no\0name", "gone.py"])
def test_invalid_paths_name_no_file(root, path):
    assert files.read_bytes(root, path) is None


@pytest.mark.parametrize("name", ["x" * 300, "x/" * 3000, "a\0b"])
def test_a_name_that_no_file_system_accepts_names_no_file(root, name):
    assert not files.is_file(root / name)
    assert not files.is_folder(root / name)
    assert files.stamp(root, name) is None
