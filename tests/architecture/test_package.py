"""What a user gets: the wheel holds the product's files, all of them and nothing else."""

import subprocess

from hatchling.builders.wheel import WheelBuilder

from chesterton import __version__
from tests.architecture.source import ROOT


def test_the_wheel_holds_what_is_committed_and_nothing_else():
    packed = {file.relative_path for file in WheelBuilder(str(ROOT)).recurse_included_files()}
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "server/chesterton"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    assert packed == {line for line in listed.stdout.splitlines() if (ROOT / line).exists()}


def test_it_says_that_it_is_typed_and_explains_its_tables():
    packed = {file.relative_path for file in WheelBuilder(str(ROOT)).recurse_included_files()}
    assert {"server/chesterton/py.typed", "server/chesterton/store/schema.sql"} <= packed


def test_the_version_is_told_in_one_place():
    assert WheelBuilder(str(ROOT)).metadata.version == __version__
