"""Who may import whom. The contracts stand in pyproject.toml."""

from importlinter.cli import lint_imports

from tests.architecture.source import ROOT


def test_every_layer_imports_only_what_lies_below_it(capsys):
    code = lint_imports(str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True)
    assert code == 0, capsys.readouterr().out
