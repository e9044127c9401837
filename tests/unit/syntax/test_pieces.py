"""Nodes in pre-order: their parents, joined strings and sorted siblings."""

from chesterton.syntax.pieces import FormNode, linked, with_joined_strings, with_sorted_siblings

STRINGS = frozenset({"string"})


def node(depth, kind, text="", field="", parent_kind=""):
    return FormNode(depth, field, kind, text, text, 0, parent_kind)


def listed(pieces):
    return [(piece.depth, piece.text or piece.kind) for piece in pieces]


def test_the_parent_and_the_end_of_each_node():
    assert linked([0, 1, 2, 1, 0]) == ([-1, 0, 1, 0, -1], [4, 3, 3, 4, 5])
    assert linked([]) == ([], [])


def test_a_sum_of_strings_is_one_string():
    pieces = [
        node(0, "call"), node(1, "sum"), node(2, "string", "'a'"), node(2, "+", "+"),
        node(2, "string", "'b'"), node(1, "name", "x"),
    ]  # fmt: skip
    assert listed(with_joined_strings(pieces, STRINGS)) == [(0, "call"), (1, "'ab'"), (1, "x")]


def test_strings_with_different_prefixes_are_not_joined():
    pieces = [
        node(0, "sum"), node(1, "string", "b'a'"), node(1, "+", "+"), node(1, "string", "'b'")
    ]  # fmt: skip
    assert with_joined_strings(pieces, STRINGS) == pieces


def test_siblings_whose_order_does_not_matter_are_sorted_with_their_children():
    pieces = [
        node(0, "module"), node(1, "import"), node(2, "name", "b"), node(1, "import"),
        node(2, "name", "a"), node(1, "call"), node(2, "name", "z"), node(2, "name", "y"),
    ]  # fmt: skip
    ordered = with_sorted_siblings(pieces, frozenset({"import"}), frozenset())
    assert [text for _, text in listed(ordered)] == [
        "module", "import", "a", "import", "b", "call", "z", "y"
    ]  # fmt: skip
