"""Every verb of the scenarios is described where a newcomer looks for it."""

import re

from tests.docs.markdown import ROOT
from tests.harness.play import VERBS


def test_every_verb_is_described_and_no_other():
    page = (ROOT / "tests" / "markers" / "README.md").read_text(encoding="utf-8")
    rows = [row.split("|")[1] for row in page.split("| verb |")[1].splitlines() if row[:2] == "| "]
    described = {name for row in rows for name in re.findall(r"`([a-z_]+)", row)} - {"verb"}
    assert described == set(VERBS)
