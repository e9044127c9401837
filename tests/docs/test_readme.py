"""The README's promises, as far as they can be read off it; `.ci/run` keeps the second one."""

from tests.docs.markdown import ROOT, code

README = ROOT / "README.md"
NEOVIM = ROOT / "docs" / "editors" / "neovim.md"


def test_there_are_two_commands_each_on_one_line():
    demo, tests = [block for block in code(README, "sh") if "python3 -m venv" in block]
    assert demo.count("\n") == tests.count("\n") == 1
    assert demo.endswith("chesterton demo\n")
    assert tests.startswith("python3 -m venv ")
    assert tests.endswith("pytest\n")


def test_the_full_check_finds_the_command_in_the_readme():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "grep -E '^python3 -m venv .*pytest$' README.md" in script


def test_the_lines_for_neovim_stand_in_one_place():
    assert "`chesterton setup neovim`" in README.read_text(encoding="utf-8")
    assert [len(code(page, "lua")) > 0 for page in (README, NEOVIM)] == [False, True]
