"""Every scenario under tests/markers, played."""

from pathlib import Path

import pytest

from chesterton.store.location import Location
from chesterton.store.store import Store
from tests.harness.play import play
from tests.harness.scenario import read_scenario, with_golden

FOLDER = Path(__file__).parent / "markers"
SCENARIOS = sorted(FOLDER.rglob("*.txt"))


@pytest.fixture(name="empty_store", scope="session")
def _empty_store(tmp_path_factory):
    """A store to copy: making one takes longer than most scenarios."""
    folder = tmp_path_factory.mktemp("store") / "data"
    Store.open(Location(folder)).close()
    return folder


@pytest.mark.parametrize(
    "source", SCENARIOS, ids=lambda path: path.relative_to(FOLDER).with_suffix("").as_posix()
)
def test_the_scenario_comes_out(source, empty_store, update):
    outcome = play(read_scenario(source), empty_store)
    if update and outcome.golden:
        text = source.read_text(encoding="utf-8")
        source.write_text(with_golden(text, outcome.golden), encoding="utf-8")
    if outcome.mismatches:
        pytest.fail("\n".join(outcome.mismatches), pytrace=False)
