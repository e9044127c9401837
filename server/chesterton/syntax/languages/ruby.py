"""Ruby."""

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Language, Scoping
from chesterton.syntax.readers.general import named_reader
from chesterton.syntax.readers.ruby import (
    assignment,
    declared_by_call,
    module,
    singleton_method,
)

_METHODS = frozenset({"method", "singleton_method"})
_LISTS = ("method_parameters", "block_parameters", "lambda_parameters")
_POSITIONAL = (
    "identifier",
    "optional_parameter",
    "splat_parameter",
    "hash_splat_parameter",
    "block_parameter",
    "destructured_parameter",
)
_ASSIGNED = frozenset({"assignment.left", "operator_assignment.left"}) | {
    "exception_variable.",
    "for.pattern",
}

_SCOPING = Scoping(
    names=frozenset({"identifier"}),
    not_names=frozenset({"call.method", "method.name", "singleton_method.name", "setter.name"}),
    functions=_METHODS,
    closures=frozenset({"do_block", "block", "lambda"}),
    classes=frozenset({"class", "module", "singleton_class"}),
    binders=_ASSIGNED
    | {f"{parameters}.:{kind}" for parameters in _LISTS for kind in _POSITIONAL}
    | {
        "keyword_parameter.name",
        "block_parameters.locals",
        "keyword_pattern.value",
        "as_pattern.name",
        "in_clause.pattern",
        "array_pattern.:identifier",
        "find_pattern.:identifier",
    },
    reaching=_ASSIGNED,
    uses=frozenset({"call", "element_reference", "scope_resolution"})
    | {"optional_parameter.value", "keyword_parameter.value", "hash_pattern", "array_pattern"},
    named=frozenset({"keyword_parameter.name"}),
)

RUBY = Language(
    id="ruby",
    extensions=(".rb", ".rake", ".gemspec", ".ru", ".rbi"),
    file_names=("Rakefile", "Gemfile", "Guardfile", "Capfile", "Vagrantfile", "Podfile"),
    grammar=("tree_sitter_ruby", "language"),
    scoping=_SCOPING,
    definitions={
        "module": module(SymbolKind.TRAIT),
        "class": module(SymbolKind.CLASS),
        "method": named_reader(SymbolKind.FUNCTION),
        "singleton_method": singleton_method,
        "assignment": assignment,
        "call": declared_by_call,
    },
    patterns={
        "module": "(module name: (_)) @d",
        "class": "(class name: (_)) @d",
        "call": "(call method: (identifier) arguments: (argument_list . (simple_symbol))) @d"
        " (call (argument_list . [(method) (singleton_method)])) @d",
        "argument_list": "(call (argument_list . [(method) (singleton_method)]) @d)",
    },
    wrappers=frozenset({"call", "argument_list"}),
    functions=_METHODS | {"do_block", "block", "lambda"},
    values=frozenset({"assignment"}),
    roles={"in": {"in _": "value"}},
    transparent=frozenset({"parenthesized_statements"}),
    dropped_signs=frozenset({"end", "then", "do"}),
    dropped=frozenset({"empty_statement"}),
    aliases={"do_block": "block", "block_body": "body_statement"},
    sigils=frozenset({"instance_variable", "class_variable", "global_variable"})
    | {"simple_symbol"},
    strings=frozenset({"string"}),
    concatenations=frozenset({"chained_string"}),
    interpolations=frozenset({"interpolation"}),
    raw_quotes=frozenset({"'"}),
    numbers=frozenset({"integer", "float", "rational", "complex"}),
    calls={"call": "method"},
    members=frozenset({"call.method"}),
    selves=frozenset({"self", "super"}),
    is_receiver_implicit=True,
    frames=(("", ""), ("class {container}\n", "\nend"), ("module {container}\n", "\nend")),
)
