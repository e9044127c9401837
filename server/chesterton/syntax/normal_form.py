"""Normalises syntax trees, dropping layout and syntax that does not affect the meaning."""

from collections.abc import Sequence

from tree_sitter import Node, TreeCursor

from chesterton.syntax.frames import Frame, MemberStub
from chesterton.syntax.language_rules import ExpandedNode, Language
from chesterton.syntax.literal import with_collapsed_line_breaks, without_comments
from chesterton.syntax.numbers import NUMBER, normalised_number
from chesterton.syntax.pieces import OWN_NAME_MARK, FormNode
from chesterton.syntax.roles import field_of, seen_by_next
from chesterton.syntax.strings import StringLiteral, literal_at, literals_without_interpolation

PUNCTUATION = frozenset({",", ";", ":", "(", ")", "[", "]", "{", "}", "=>", "->"})
"""Tokens implied by their parent nodes, unless a language keeps them."""

TEXT = "text"
"""The kind of plain text in a string, and of text that has no grammar node."""

STRING = "string"
"""The kind of a string with interpolations."""

CHAINS = {"|": "alternatives", "&": "conjunction"}
"""The kinds of operands joined by one operator, flattened."""

_BLOCKS = frozenset({"block", "statement_block", "compound_statement"})
_SIGNIFICANT_AS_FIELD = frozenset({":", "=>", "->"})  # significant if they are a field of the node
_SEMICOLON = ord(";")
_CLOSING = frozenset({")", "]", "}", ">"})
_OPENING = frozenset({"(", "[", ","})
_BLANK = " \t\r\n\f\v\\\u200b\u2060\ufeff"
_REGEX_FLAGS = "regex_flags"  # letters whose order does not matter; formatters sort them


def normal_form(
    roots: Sequence[Node],
    source: bytes,
    language: Language,
    own_name_range: tuple[int, int],
    member_stubs: Sequence[MemberStub],
) -> list[FormNode]:
    """The pieces of the nodes. `own_name_range` is the byte range of the symbol's name."""
    normaliser = _Normaliser(source, language, own_name_range, member_stubs)
    for root in roots:
        normaliser.walk(root.walk())
    return normaliser.pieces


class _Normaliser:
    def __init__(
        self,
        source: bytes,
        language: Language,
        own: tuple[int, int],
        cuts: Sequence[MemberStub],
    ) -> None:
        self.source = source
        self.language = language
        self.own = own
        self.cuts = list(reversed(cuts))
        self.pieces: list[FormNode] = []
        self.frames = [Frame(0, "", "", len(source), len(source))]

    def walk(self, cursor: TreeCursor) -> None:
        """Adds the normal form of the cursor's node, iteratively because code is deeply nested."""
        bottom = len(self.frames)
        while True:
            node = cursor.node
            if node is not None and self._enter(node, cursor.field_name or ""):
                if cursor.goto_first_child():
                    continue
                self._leave()
            while not cursor.goto_next_sibling():
                if len(self.frames) == bottom:
                    return
                cursor.goto_parent()
                self._leave()

    def _enter(self, node: Node, field: str) -> bool:
        """Adds the node; returns whether to descend into its children."""
        frame, kind, language = self.frames[-1], node.type, self.language
        start, end = node.start_byte, node.end_byte
        if start > frame.visited_end:
            self._add_gap(frame.visited_end, start)
        frame.visited_end = max(frame.visited_end, end)
        if frame.roles is not None:
            grammar_field = field
            if node.is_named:
                field = field_of(frame.roles, frame.before, node, self.source) or field
            frame.before = seen_by_next(frame.before, node, grammar_field)
        if kind in language.comments or (self.cuts and self._is_member_stub(node, start, end)):
            return False
        if (start, end) == self.own:
            self._add("name", frame.field or field, OWN_NAME_MARK, node)
            return False
        if frame.literal is not None and kind not in language.interpolations:
            self._enter_part(node, frame.literal)
            return False
        if read := language.scalars.get(kind):
            kind, text, word = read(node, self.source)
            self._put(kind, frame.field or field, text, word, node.start_byte)
            return False
        if not node.is_named:
            self._add_sign(node, kind, field)
            return False
        return self._enter_named(node, kind, field)

    def _enter_named(self, node: Node, kind: str, own: str) -> bool:
        frame, language = self.frames[-1], self.language
        field = frame.field or own
        if self._is_dropped(node, kind, own, f"{frame.kind}.{field}"):
            return False
        if kind in language.strings or kind in language.concatenations:
            return self._enter_string(node, field)
        if chain := self._chain_of(node, kind):
            self._enter_chain(node, chain, field)
            return True
        if self._is_transparent(node, kind, field):
            self._open(node, Frame(frame.depth, field, frame.kind, 0, 0))
            return True
        kind = language.aliases.get(f"{frame.kind}.{kind}") or language.aliases.get(kind, kind)
        if node.child_count == 0 or kind in language.atomic:
            self._add_leaf(node, kind, field)
            return False
        self._add(kind, field, "", node)
        inner = Frame(frame.depth + 1, "", kind, 0, 0, roles=language.roles.get(node.type))
        self._open(node, inner)
        return True

    def _chain_of(self, node: Node, kind: str) -> str:
        """The kind of the chain that the node is a link of; empty if it is not a link."""
        sign = self.language.chains.get(kind)
        is_link = sign is not None and any(child.type == sign for child in node.children)
        inside = self.frames[-1].kind == CHAINS.get(sign or "")
        return CHAINS[sign or ""] if is_link and (inside or len(self._meaningful(node)) > 1) else ""

    def _enter_chain(self, node: Node, chain: str, field: str) -> None:
        frame = self.frames[-1]
        if frame.kind == chain:
            self._open(node, frame.inner(chain, 0))
            return
        self._add(chain, field, "", node)
        self._open(node, frame.inner(chain, 1))

    def _open(self, node: Node, frame: Frame) -> None:
        frame.visited_end, frame.end = node.start_byte, node.end_byte
        frame.pieces = len(self.pieces)
        self.frames.append(frame)

    def _leave(self) -> None:
        frame = self.frames[-1]
        if frame.visited_end < frame.end:
            self._add_gap(frame.visited_end, frame.end)
        is_empty = frame.pieces == len(self.pieces)
        if is_empty and self.language.has_docstrings and frame.kind == "block":
            self._put("pass_statement", "", "pass", "pass", frame.visited_end)
        self.frames.pop()

    def _is_dropped(self, node: Node, kind: str, field: str, context: str) -> bool:
        language = self.language
        if (kind in language.dropped and not field) or context in language.dropped:
            return True
        if context in language.dropped_if_empty and not node.named_child_count:
            return True
        return (
            language.has_docstrings
            and kind == "expression_statement"
            and node.named_child_count == 1
            and self._is_plain_string(node.named_children[0])
        )

    def _is_plain_string(self, node: Node) -> bool:
        language = self.language
        if node.type not in language.strings and node.type not in language.concatenations:
            return False
        return not any(child.type in language.interpolations for child in node.named_children)

    def _is_transparent(self, node: Node, kind: str, field: str) -> bool:
        language, frame = self.language, self.frames[-1]
        if f"{frame.kind}.{field}" in language.optional_blocks and kind in _BLOCKS:
            parts = [part for part in self._meaningful(node) if part.type not in language.dropped]
            return len(parts) == 1 and self._may_be_bare(parts[0])
        if self._is_jump(node) or f"{frame.kind}.{kind}" in language.flattened:
            return True
        if kind not in language.transparent:
            return False
        if kind in language.semicolon_sensitive and self.source[node.end_byte - 1] == _SEMICOLON:
            return False
        if frame.kind in language.kept_parentheses and kind.startswith("parenthesized"):
            sign = language.kept_parentheses[frame.kind]
            return sign not in self._slice(node.start_byte, node.end_byte)
        return len(self._meaningful(node)) <= 1 and all(one.type != "," for one in node.children)

    def _is_jump(self, node: Node) -> bool:
        """Whether the node is a jump statement, whose meaning does not depend on its terminator."""
        first = node.named_children[:1]
        return any(f"{node.type}:{child.type}" in self.language.transparent for child in first)

    def _may_be_bare(self, node: Node) -> bool:
        language = self.language
        ends_statement = self.source[node.end_byte - 1] == _SEMICOLON
        is_ended = (
            node.type in language.semicolon_sensitive and ends_statement and not self._is_jump(node)
        )
        return node.type not in language.requires_block and not is_ended

    def _meaningful(self, node: Node) -> list[Node]:
        return [child for child in node.named_children if child.type not in self.language.comments]

    def _is_member_stub(self, node: Node, start: int, end: int) -> bool:
        while self.cuts and self.cuts[-1].end <= start:
            self.cuts.pop()
        if not self.cuts or start < self.cuts[-1].start or end > self.cuts[-1].end:
            return False
        cut = self.cuts[-1]
        if (start, end) == cut[:2] and not self.language.may_define(node.type):
            return False  # a body that consists only of the member
        if start == cut.start:
            self._put("member", "", cut.text, cut.word, start)
        return True

    def _add(self, kind: str, field: str, text: str, node: Node) -> None:
        word = self._slice(node.start_byte, node.end_byte) if text else ""
        self._put(kind, field, text, word, node.start_byte)

    def _put(self, kind: str, field: str, text: str, word: str, start: int) -> None:
        frame = self.frames[-1]
        self.pieces.append(FormNode(frame.depth, field, kind, text, word, start, frame.kind))

    def _add_gap(self, start: int, end: int) -> None:
        """Adds text that no node covers; it may carry meaning, as in the format of `f"{x:.2f}"`."""
        text = self._slice(start, end)
        frame = self.frames[-1]
        if frame.literal is not None and self.language.has_implicit_string_text:
            self._put(TEXT, "", text, text, start)
        elif text.strip(_BLANK) and text.strip() not in self.language.implied_keywords | {""}:
            self._put(TEXT, "", text.strip(), text, start)

    def _add_sign(self, node: Node, kind: str, field: str) -> None:
        if kind in self.language.implied_keywords or self._is_chain_sign(node, kind):
            return
        is_implied = kind in PUNCTUATION and not (field and kind in _SIGNIFICANT_AS_FIELD)
        if not is_implied or self._is_kept(node, kind):
            self._add(kind, field, kind, node)

    def _is_chain_sign(self, node: Node, sign: str) -> bool:
        """Whether the sign is the operator of a chain, or precedes the chain's first link."""
        if sign not in CHAINS:
            return False
        is_first = node.prev_sibling is None and sign in self.language.chains.values()
        return is_first or self.frames[-1].kind == CHAINS[sign]

    def _is_kept(self, node: Node, sign: str) -> bool:
        language, parent_kind = self.language, self.frames[-1].kind
        if sign != ",":
            return f"{parent_kind}.{sign}" in language.significant_punctuation
        before, after = node.prev_sibling, node.next_sibling
        if before is not None and before.type in _OPENING:
            return True  # a hole: [a, , b]
        is_trailing = after is None or after.type in _CLOSING
        if parent_kind in language.tuples and is_trailing and node.parent is not None:
            return sum(child.type == "," for child in node.parent.children) == 1
        return f"{parent_kind}.," in language.significant_punctuation and not is_trailing

    def _add_leaf(self, node: Node, kind: str, field: str) -> None:
        language = self.language
        text = self._slice(node.start_byte, node.end_byte)
        context = f"{self.frames[-1].kind}.{field}"
        parts = language.expansions.get(kind) or language.expansions.get(context)
        if parts:
            self._add_parts(node, parts, field, text)
            return
        if kind in language.sigils:
            text = text.lstrip("$@:")
        elif kind in language.numbers:
            kind, text = NUMBER, normalised_number(text, language.id)
        elif kind == _REGEX_FLAGS:
            text = "".join(sorted(text))
        elif kind in language.unparsed_code:
            text = without_comments(text)
        elif kind in language.reflowable:
            text = with_collapsed_line_breaks(text)
        if kind in language.sigils:
            self._put(kind, field, text or kind, text, node.start_byte)
        elif text or kind not in language.reflowable:
            self._add(kind, field, text or kind, node)

    def _add_parts(self, node: Node, parts: Sequence[ExpandedNode], field: str, word: str) -> None:
        depth, kinds = self.frames[-1].depth, [self.frames[-1].kind]
        for part in parts:
            del kinds[part.depth + 1 :]
            text = word if part.is_leaf else ""
            inner = field if part.depth == 0 and not part.field else part.field
            self.pieces.append(
                FormNode(
                    depth + part.depth,
                    inner,
                    part.kind,
                    text,
                    text,
                    node.start_byte,
                    kinds[-1],
                )
            )
            kinds.append(part.kind)

    def _enter_string(self, node: Node, field: str) -> bool:
        """Adds a plain literal as one leaf; one with interpolations as a node with children."""
        frame, language, source = self.frames[-1], self.language, self.source
        literals = literals_without_interpolation(node, source, language)
        if literals and frame.is_chain:
            self._add_text(node, *(part.content(source, part.start, part.end) for part in literals))
            return False
        if literals:
            text = "".join(part.content(source, part.start, part.end) for part in literals)
            spelled = f"{literals[0].prefix}'{text}'"
            self._put(literals[0].kind, field, spelled, text, node.start_byte)
            return False
        literal = literal_at(node, source, language)
        is_chain = node.type in language.concatenations
        depth = frame.depth
        if not frame.is_chain:
            self._add(STRING, field, "", node)
            depth += 1
        if kept := literal.prefix.replace("f", "") if not is_chain else "":
            self._put("prefix", "", kept, kept, node.start_byte)
        inner = Frame(depth, "", STRING, 0, 0, is_chain=is_chain)
        inner.literal = None if is_chain else literal
        self._open(node, inner)
        return True

    def _enter_part(self, node: Node, literal: StringLiteral) -> None:
        start, end = node.start_byte, node.end_byte
        if literal.start <= start and end <= literal.end:
            self._add_text(node, literal.content(self.source, start, end))

    def _add_text(self, node: Node, *texts: str) -> None:
        """Adds text, merged with adjacent text: where a string is split does not matter."""
        text, frame = "".join(texts), self.frames[-1]
        last = self.pieces[-1] if self.pieces else None
        if last and last.kind == TEXT and last.depth == frame.depth and last.parent_kind == STRING:
            last.text += text
            last.word += text
        elif text:
            self._put(TEXT, "", text, text, node.start_byte)

    def _slice(self, start: int, end: int) -> str:
        return self.source[start:end].decode("utf-8", "replace")
