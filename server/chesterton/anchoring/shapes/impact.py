"""Computes the impact of a change: the surrounding nodes that it affects.

A changed argument affects the called function and the argument's keyword. A changed operand affects
its operator, and a changed value affects its assignment target. A condition affects the code it
guards, and a called name affects its arguments. Other statements and arguments are not affected.
"""

from collections.abc import Iterable

from chesterton.anchoring.shapes.shape_tree import ShapeTree
from chesterton.syntax.language_rules import words

_NAME_PARTS = words("name key left pattern declarator target")
_VALUE_PARTS = words("value right type default_value initializer")
_CONDITIONS = words("condition subject guard")
_BRANCHES = words("body consequence alternative")
_CASES = words("case switch catch except")
_CONTROL = _CASES | words("if elif while for match when foreach do with try")
_OPERATORS = words("binary boolean comparison unary not conditional ternary infix prefix")
_SUBSCRIPTS = words("subscript index element")
_COMPARISONS = frozenset(
    {"<", ">", "<=", ">=", "==", "!=", "===", "!==", "in", "is", "not in", "is not", "instanceof"}
)
_BLOCKS = words("""
    module program source_file translation_unit compound_statement compilation_unit chunk statements
    body_statement then do do_group
""")
_STOPS = words("""
    parameters formal_parameters parameter_list decorated_definition function_value_parameters
    function_declaration
""")
_ARGUMENTS = words("argument_list arguments value_arguments token_tree")
_HEADS = ("function", "name", "constructor", "macro", "type")
_ENTRIES = words("pair keyed_element field_initializer initializer_pair")
"""Entries with keys: a value belongs to its key, and does not affect other entries."""

_OWNERS = words("object operand argument value receiver expression target table")


def affected_nodes(tree: ShapeTree, index: int) -> set[int]:
    """The nodes affected by a change to the node at `index`, including itself."""
    return set(range(index, tree.ends[index])) | affected_outside(tree, index)


def affected_outside(tree: ShapeTree, index: int) -> set[int]:
    """The nodes outside a node that a change to it affects."""
    climb = _ImpactWalk(tree)
    climb.run(index)
    return climb.affected


def affected_by_wrapper(tree: ShapeTree, outer: int, inner: int) -> set[int]:
    """The nodes in `inner` that are affected when the wrapper `outer` is added or removed."""
    node = inner
    while node != outer:
        parent = tree.parents[node]
        if not (_is_owner(tree, node) or tree.nodes[node].field in _HEADS):
            return set(range(inner, tree.ends[inner]))
        node = parent
    return _without_arguments(tree, inner)


def enclosing_statement(tree: ShapeTree, index: int) -> range:
    """The nodes of the statement that contains a node."""
    parent = tree.parents[index]
    while parent >= 0 and not _is_end(tree, index, parent):
        index, parent = parent, tree.parents[parent]
    return range(index, tree.ends[index])


class _ImpactWalk:
    """Climbs from a changed node to its statement, collecting affected nodes."""

    def __init__(self, tree: ShapeTree) -> None:
        self.tree = tree
        self.affected: set[int] = set()
        self.has_left_call = False  #: or an entry with a key
        self.has_met_operator = False

    def run(self, node: int) -> None:
        """Collects the affected nodes on the way up."""
        parent = self.tree.parents[node]
        while parent >= 0 and not _is_end(self.tree, node, parent):
            self._step(node, parent)
            node, parent = parent, self.tree.parents[parent]
        if parent >= 0 and self.tree.nodes[node].field == "default_value":
            self._leave_default(node, parent)

    def _leave_default(self, node: int, parent: int) -> None:
        """A default value belongs to the parameter before it."""
        before = [one for one in self.tree.children(parent) if one < node]
        parameters = [one for one in before if self.tree.nodes[one].kind.endswith("parameter")]
        self.affected |= _subtrees(self.tree, parameters[-1:])

    def _step(self, node: int, parent: int) -> None:
        part, kind = self.tree.nodes[node].field, self.tree.nodes[parent].kind
        words = _words(kind)
        self.has_left_call = self.has_left_call or self.tree.nodes[node].kind in _ENTRIES
        if _is_call(self.tree, parent):
            self._leave_call(node, parent)
        elif part in _CONDITIONS or words & _CASES:
            self.affected |= self._with_guarded_branches(node, parent, words)
        elif words & _SUBSCRIPTS and "[" not in kind:
            self._leave_subscript(node, parent)
        elif words & _OPERATORS or part.startswith("operator"):
            self._leave_operator(node, parent)
        elif self._is_member(parent):
            if not self.has_left_call:
                self.affected |= _without_arguments(self.tree, parent)
        else:
            self._leave_pair(node, parent)

    def _leave_call(self, node: int, call: int) -> None:
        part = self.tree.nodes[node].field
        if _is_arguments(self.tree, node):
            self.affected |= _callee(self.tree, call)
        elif not self.has_left_call:
            self.affected |= _callee(self.tree, call)
            self.affected |= _subtrees(
                self.tree, [one for one in self.tree.children(call) if one != node]
            )
        self.has_left_call = self.has_left_call or part != ""

    def _with_guarded_branches(self, node: int, parent: int, words: set[str]) -> set[int]:
        """A condition and the branches it guards; an `else if` has a condition of its own."""
        tree = self.tree
        later = [one for one in tree.children(parent) if one > node]
        if not words & _CASES:
            later = [one for one in later if self._is_branch(one)]
        return _subtrees(tree, [node, *later])

    def _is_branch(self, node: int) -> bool:
        field, kind = self.tree.nodes[node].field, self.tree.nodes[node].kind
        is_else_if = field == "alternative" and bool(_words(kind) & {"if", "elif"})
        return (field in _BRANCHES or _is_block(kind)) and not is_else_if

    def _leave_subscript(self, node: int, parent: int) -> None:
        if self.tree.children(parent)[0] == node:
            self.affected |= _subtrees(self.tree, [parent])
        else:
            self.affected |= _without_arguments(self.tree, self.tree.children(parent)[0])

    def _leave_operator(self, node: int, parent: int) -> None:
        is_sign = self.tree.nodes[node].field.startswith("operator")
        compares = any(
            self.tree.nodes[one].text in _COMPARISONS for one in self.tree.children(parent)
        )
        is_nearest = not self.has_met_operator or compares
        if is_sign or (is_nearest and not self.has_left_call):
            self.affected |= _subtrees(self.tree, [parent])
        self.has_met_operator = True

    def _is_member(self, parent: int) -> bool:
        tree = self.tree
        return any(tree.context(one) in tree.language.members for one in tree.children(parent))

    def _leave_pair(self, node: int, parent: int) -> None:
        """A value belongs to its name, and the name to its value."""
        tree, part = self.tree, self.tree.nodes[node].field
        others = _VALUE_PARTS if part in _NAME_PARTS else _NAME_PARTS
        if part in _NAME_PARTS | _VALUE_PARTS:
            counterparts = [one for one in tree.children(parent) if tree.nodes[one].field in others]
            if part == "type" and not counterparts:  # a parameter whose name has no field
                counterparts = [one for one in tree.children(parent) if not tree.nodes[one].field]
            self.affected |= _subtrees(tree, counterparts)


def _is_end(tree: ShapeTree, node: int, parent: int) -> bool:
    """Whether the node is a statement, a parameter or a whole definition."""
    kind = tree.nodes[parent].kind
    if kind in _STOPS or _is_block(kind):
        return True
    return tree.nodes[node].field in _BRANCHES and bool(_CONTROL & _words(kind))


def _words(kind: str) -> set[str]:
    return set(kind.split("_"))


def _is_block(kind: str) -> bool:
    return kind in _BLOCKS or kind.endswith(("block", "_body", "declaration_list"))


def _is_arguments(tree: ShapeTree, node: int) -> bool:
    field, kind = tree.nodes[node].field, tree.nodes[node].kind
    return field == "arguments" or (kind in _ARGUMENTS and not field)


def _is_call(tree: ShapeTree, node: int) -> bool:
    if tree.nodes[node].kind in tree.language.calls:
        return True
    return any(_is_arguments(tree, one) for one in tree.children(node))


def _is_owner(tree: ShapeTree, node: int) -> bool:
    """Whether the node is the object of a member access."""
    parent = tree.parents[node]
    has_member = any(tree.context(one) in tree.language.members for one in tree.children(parent))
    return has_member and tree.nodes[node].field in _OWNERS


def _callee(tree: ShapeTree, call: int) -> set[int]:
    """The name of the callee, including its owner if that is a plain path."""
    head = [one for one in tree.children(call) if not _is_arguments(tree, one)]
    if any(_is_call(tree, one) for top in head for one in range(top, tree.ends[top])):
        own = tree.language.calls.get(tree.nodes[call].kind, "")
        named = tree.child(call, own) or head[-1]
        return {max(tree.leaves(named), default=named)}
    return _subtrees(tree, head)


def _without_arguments(tree: ShapeTree, index: int) -> set[int]:
    """A subtree without the arguments of its calls."""
    names: set[int] = set()
    node, end = index, tree.ends[index]
    while node < end:
        if _is_arguments(tree, node):
            node = tree.ends[node]
            continue
        names.add(node)
        node += 1
    return names


def _subtrees(tree: ShapeTree, roots: Iterable[int]) -> set[int]:
    return {node for root in roots for node in range(root, tree.ends[root])}
