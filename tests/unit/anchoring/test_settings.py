"""Where a setting is after a change: its key path tells more than its value."""

import pytest

from chesterton.anchoring.claims.claim import claim_of
from chesterton.anchoring.claims.relevance import compare
from chesterton.anchoring.definitions.changeset import Changeset
from chesterton.anchoring.definitions.ladder import place
from chesterton.anchoring.definitions.subject import Subject
from chesterton.model.anchor import Lost
from chesterton.model.watch import Watch
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse

ENVIRONMENTS = """\
prod:
  replicas: 3
  size: 5
staging:
  replicas: 1
  size: 2
"""
STEPS = """\
steps:
- uses: checkout
- run: npm test
- run: npm build
"""
NAMESPACE = """\
kind: Namespace
metadata:
  name: "development"
  labels:
    name: "development"
"""
RULES = """\
resource "group" "web" {
  ingress {
    port = 80
  }
  ingress {
    port = 443
  }
  egress {
    port = 0
  }
}
"""


def outcome(path, name, before, after, **others):
    """Where the setting is after the change; `others` are added files."""
    old, new = ({path: parse(text, language_for(path))} for text in (before, after))
    for stem, text in others.items():
        added = f"{stem}.{path.rpartition('.')[2]}"
        old[added], new[added] = (parse(one, language_for(path)) for one in ("", text))
    symbol = old[path].outline.find(*name) if isinstance(name, tuple) else None
    symbol = symbol or old[path].outline.named(name)[0]
    return place(Subject.of(path, old[path], symbol), Changeset(old, new, {}))


def sure(found):
    """The name of a certain place; None if it is lost, or the candidates."""
    if isinstance(found, Lost):
        return None
    if not found.certain:
        return [candidate.symbol.name for candidate in found.candidates]
    return found.symbol.name


def edited(text, *edits):
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return text


IN_ENVIRONMENTS = {
    "another value": ([("replicas: 3", "replicas: 1")], "prod.replicas"),
    "values swapped": (
        [("replicas: 3", "replicas: 9"), ("replicas: 1", "replicas: 3"), (": 9", ": 1")],
        "prod.replicas",
    ),
    "its block renamed": ([("prod:", "live:")], "live.replicas"),
    "renamed": ([("replicas: 3", "max: 3")], "prod.max"),
    "split in two": ([("replicas: 3", "max: 3\n  min: 3")], ["prod.max", "prod.min"]),
    "into a block": ([("replicas: 3", "scaling:\n    replicas: 3")], "prod.scaling.replicas"),
    "deleted": ([("  replicas: 3\n", "")], None),
    "deleted, equal elsewhere": (
        [("  replicas: 3\n", ""), ("size: 2", "size: 2\ntest:\n  replicas: 3")],
        ["test.replicas"],
    ),
}


@pytest.mark.parametrize("case", IN_ENVIRONMENTS)
def test_a_plain_value_is_placed_by_its_key(case):
    edits, expected = IN_ENVIRONMENTS[case]
    found = outcome("a.yml", "prod.replicas", ENVIRONMENTS, edited(ENVIRONMENTS, *edits))
    assert sure(found) == expected


def test_a_plain_value_moves_to_another_file_only_under_its_path():
    without = edited(ENVIRONMENTS, ("  replicas: 3\n", ""))
    moved = outcome("a.yml", "prod.replicas", ENVIRONMENTS, without, b="prod:\n  replicas: 4\n")
    assert (moved.path, sure(moved)) == ("b.yml", "prod.replicas")
    other = outcome("a.yml", "prod.replicas", ENVIRONMENTS, without, b="test:\n  replicas: 3\n")
    assert sure(other) == ["test.replicas"]


@pytest.mark.parametrize(
    ("name", "edit", "expected"),
    [
        ("steps.0", ("steps:\n", "steps:\n- uses: cache\n"), "steps.1"),
        ("steps.1", ("steps:\n", "steps:\n- uses: cache\n"), "steps.2"),
        ("steps.1.run", ("steps:\n", "steps:\n- uses: cache\n"), "steps.2.run"),
        ("steps.1", ("- uses: checkout\n", ""), "steps.0"),
        ("steps.0", ("- uses: checkout\n", ""), None),
        ("steps.1.run", ("- run: npm test\n", ""), None),
        ("steps.1", ("npm test", "npm ci"), "steps.1"),
        ("steps.1", ("- run: npm test\n", "- run: npm test\n  shell: sh\n"), "steps.1"),
        ("steps.2", ("- run: npm build\n", "- run: npm lint\n- run: npm build\n"), "steps.3"),
    ],
)
def test_an_item_without_a_name_is_not_its_position(name, edit, expected):
    assert sure(outcome("ci.yml", name, STEPS, edited(STEPS, edit))) == expected


def test_a_value_that_names_its_document():
    name = "Namespace/development.metadata.name"
    after = edited(NAMESPACE, ('name: "development"', 'name: "test"'))
    assert sure(outcome("a.yml", name, NAMESPACE, after)) == "Namespace/test.metadata.name"


STAGES = """\
FROM python:3.11 AS base
RUN apt-get update && apt-get install -y git
FROM alpine:3.20 AS build
RUN make
RUN make test
"""


def test_a_stage_that_is_joined_with_another_takes_no_image_over():
    after = edited(STAGES, ("FROM alpine:3.20 AS build\n", ""))
    assert sure(outcome("Dockerfile", "build.FROM", STAGES, after)) is None


@pytest.mark.parametrize(
    ("ordinal", "edit", "line"),
    [
        (1, ("443", "8443"), 5),
        (1, ("  egress", "  ingress {\n    port = 22\n  }\n  egress"), 5),
        (0, ("  ingress {\n    port = 443\n  }\n", ""), 2),
        (1, ("  ingress {\n    port = 80\n  }\n", ""), 2),
    ],
)
def test_one_of_several_blocks_of_a_name(ordinal, edit, line):
    kind = parse(RULES, language_for("a.tf")).outline.named("group.web.ingress")[0].kind
    found = outcome("a.tf", ("group.web.ingress", kind, ordinal), RULES, edited(RULES, edit))
    assert (found.certain, found.line) == (True, line)


@pytest.mark.parametrize(
    ("path", "before", "edit"),
    [
        ("a.yml", "multi_az: true\n", ("true", "false")),
        ("a.toml", "limit = 30\n", ("30", "31")),
        ("a.json", '{"mode": "strict"}\n', ("strict", "lenient")),
        ("a.tf", "multi_az = true\n", ("true", "false")),
        ("a.ini", "mode = strict\n", ("strict", "lenient")),
        (".env", "MODE=strict\n", ("strict", "lenient")),
        ("a.properties", "a.mode=strict\n", ("strict", "lenient")),
        ("Makefile", "MODE = strict\n", ("strict", "lenient")),
    ],
)
def test_a_note_on_a_value_watches_it_whatever_it_says(path, before, edit):
    shapes = [shape(path, text) for text in (before, edited(before, edit))]
    claim = claim_of(Watch("The `failover` needs it, see multi_az in MODE or mode"), shapes[0])
    assert compare(*shapes, claim).claim


def shape(path, text):
    parsed = parse(text, language_for(path))
    return parsed.shape(parsed.outline.symbols[0])


def test_a_note_on_a_block_watches_what_it_says():
    after = [edited(RULES, ("443", "8443")), edited(RULES, ("port = 0", "port = 1"))]
    before = shape("a.tf", RULES)
    claim = claim_of(Watch("443 stays open for the monitor"), before)
    assert [compare(before, shape("a.tf", text), claim).claim for text in after] == [True, False]
