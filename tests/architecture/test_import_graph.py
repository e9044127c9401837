"""The graph of imports: those under `TYPE_CHECKING` and inside functions count like all others."""

import graphlib

from tests.architecture.source import modules


def _graph():
    names = {module.name for module in modules()}
    return {module.name: module.imported(names) - {module.name} for module in modules()}


def test_no_modules_import_each_other():
    graph = _graph()
    assert len(graph) == len(modules())
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        circle = error.args[1]
    else:
        circle = []
    assert circle == []


def test_a_feature_of_the_server_imports_no_other():
    folder = "chesterton.lsp.features."
    found = {m.name: _in_package(m, folder) for m in modules() if m.name.startswith(folder)}
    assert found
    assert {name: others for name, others in found.items() if others} == {}


def test_only_the_registry_names_features():
    """They load late, by name: an import elsewhere would load them early."""
    outside = [m for m in modules() if not m.path.startswith("lsp/features/")]
    assert [m.name for m in outside if _in_package(m, "chesterton.lsp.features")] == []


def _in_package(module, prefix):
    return {name for name in module.imports() if name.startswith(prefix)}
