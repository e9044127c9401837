"""Rewrites equivalent old and modern syntax, such as `Optional[X]` and `X | None`, to one form."""

from collections.abc import Mapping, Sequence

from chesterton.anchoring.shapes.canonical_forms import Form, FormTable, Rule
from chesterton.anchoring.shapes.formatting import f_string, format_call, percent_format

_DROPPED = Form("")

_RENAMED: Mapping[str, Mapping[str, str]] = {
    "python": {
        "IOError": "OSError",
        "EnvironmentError": "OSError",
        "WindowsError": "OSError",
        "unicode": "str",
        "text_type": "str",
        "basestring": "str",
        "string_types": "str",
        "xrange": "range",
        "iteritems": "items",
        "itervalues": "values",
        "iterkeys": "keys",
        "assertEquals": "assertEqual",
        "List": "list",
        "Dict": "dict",
        "Set": "set",
        "Tuple": "tuple",
        "FrozenSet": "frozenset",
        "Type": "type",
    },
    "go": {"interface{}": "any", "ioutil": "io"},
}
"""Renamed names, old to new, by language."""

_NESTED = 16
"""Maximum nesting of types that are unquoted."""

_WITH_VALUES = frozenset({"Literal", "Annotated"})
"""Types in which a string is not a forward reference."""

_OWNERS = frozenset({"six", "typing", "t", "builtins"})


def rules_for(language: str) -> Sequence[Rule]:
    """The rewrite rules of a language."""
    return _RULES.get(language, ())


def _replaced_names(language: str) -> Rule:
    names = _RENAMED[language]

    def rename(_forms: FormTable, form: Form) -> Form | None:
        return form._replace(text=names[form.text]) if form.text in names else None

    return rename


def _qualified_name(forms: FormTable, form: Form) -> Form | None:
    """Drops the module in `six.text_type` and `typing.List`."""
    if form.kind != "attribute" or forms.leaf_text(forms.part(form, "object")) not in _OWNERS:
        return None
    return forms.part(form, "attribute")


def _super_arguments(forms: FormTable, form: Form) -> Form | None:
    """Drops the arguments of `super(Class, self)`."""
    if form.kind == "call" and forms.leaf_text(forms.part(form, "function")) == "super":
        return Form("call", "super")
    return None


def _object_base(forms: FormTable, form: Form) -> Form | None:
    """Drops the base class in `class A(object)`."""
    if form.kind != "class_definition":
        return None
    kept = []
    for part, child in form.children:
        bases = forms[child]
        if part == "superclasses":
            own = [one for one in bases.children if forms[one[1]].text != "object"]
            if not own:
                continue
            child = forms.intern(bases._replace(children=tuple(own)))  # noqa: PLW2901 - the rewritten one
        kept.append((part, child))
    return form._replace(children=tuple(kept))


def _default_argument(forms: FormTable, form: Form) -> Form | None:
    """Drops default arguments, as in `encode("utf-8")` and `open(path, "r")`."""
    head, arguments = forms.part(form, "function"), forms.part(form, "arguments")
    if form.kind != "call" or head is None or arguments is None:
        return None
    name = forms.leaf_text(forms.part(head, "attribute")) or forms.leaf_text(head)
    argument_words = [
        forms.leaf_text(one).lower().replace("_", "-") for one in forms.all(arguments)
    ]
    if (name in {"encode", "decode"} and argument_words == ["utf-8"]) or (
        name == "open" and len(argument_words) > 1 and argument_words[1] in {"r", "rt"}
    ):
        kept = arguments.children[:1] if name == "open" else ()
        remaining = forms.intern(arguments._replace(children=kept + arguments.children[2:]))
        return form.with_part("arguments", remaining)
    return None


def _constructor_call(forms: FormTable, form: Form) -> Form | None:
    """Rewrites `set([1])`, `dict((k, v) for ...)` and `dict()` as literals or comprehensions."""
    name = forms.leaf_text(forms.part(form, "function")) if form.kind == "call" else ""
    given = forms.part(form, "arguments")
    if name not in _CONSTRUCTORS or given is None:
        return None
    if given.kind == "argument_list" and not given.children:
        return Form(_CONSTRUCTORS[name][0]) if name != "set" else None
    inner = forms[given.children[0][1]] if given.kind == "argument_list" else given
    if given.kind == "argument_list" and len(given.children) != 1:
        return None
    if inner.kind in {"generator_expression", "list_comprehension"}:
        return _comprehension(forms, inner, _CONSTRUCTORS[name][1])
    is_set = name == "set" and inner.kind in {"list", "tuple"} and inner.children
    return inner._replace(kind="set") if is_set else None


def _comprehension(forms: FormTable, form: Form, kind: str) -> Form | None:
    if kind != "dictionary_comprehension":
        return form._replace(kind=kind)
    body = forms.part(form, "body")
    if body is None or body.kind != "tuple" or len(body.children) != len(("key", "value")):
        return None
    (_, key), (_, value) = body.children
    pair = forms.intern(Form("pair", "", (("key", key), ("value", value))))
    return form.with_part("body", pair)._replace(kind=kind)


def _yield_from(forms: FormTable, form: Form) -> Form | None:
    """Rewrites `for x in xs: yield x` as `yield from xs`."""
    left, body = forms.part(form, "left"), forms.part(form, "body")
    if form.kind != "for_statement" or left is None or body is None or len(body.children) != 1:
        return None
    statement = forms[body.children[0][1]]
    if statement.kind != "yield" or not left.text or forms.all(statement)[-1] != left:
        return None
    source = next(child for part, child in form.children if part == "right")
    words = [forms.intern(Form(word, word)) for word in ("yield", "from")]
    return Form("yield", "", tuple(("", one) for one in (*words, source)))


def _not_in(forms: FormTable, form: Form) -> Form | None:
    """Rewrites `not a in b` as `a not in b`, and `not a is b` as `a is not b`."""
    argument = forms.part(form, "argument")
    if form.kind != "not_operator" or argument is None or argument.kind != "comparison_operator":
        return None
    negated = {"in": "not in", "is": "is not"}
    signs = [one for one in argument.children if one[0] == "operators"]
    if len(signs) != 1 or forms[signs[0][1]].text not in negated:
        return None
    word = negated[forms[signs[0][1]].text]
    return argument.with_part("operators", forms.intern(Form(word, word)))


def _typing_union(forms: FormTable, form: Form) -> Form | None:
    """Rewrites `Optional[X]` and `Union[X, Y]` as a sorted union."""
    name = forms.part(form, "value")
    if form.kind != "subscript" or name is None or name.text not in {"Optional", "Union"}:
        return None
    members = _union_members(forms, forms.parts(form, "subscript"))
    if name.text == "Optional":
        members.add(forms.intern(Form("none", "None")))
    return Form("alternatives", "", tuple(("", one) for one in sorted(members)))


def _union_bar(forms: FormTable, form: Form) -> Form | None:
    """Flattens and sorts the union `X | Y`."""
    if form.kind != "alternatives":
        return None
    members = _union_members(forms, forms.all(form))
    return Form("alternatives", "", tuple(("", one) for one in sorted(members)))


def _union_members(forms: FormTable, types: Sequence[Form]) -> set[int]:
    """The members of a union, with nested unions flattened."""
    members: set[int] = set()
    for one in types:
        bare = _unwrapped(forms, one)
        inner = {child for _, child in bare.children}
        members |= inner if bare.kind == "alternatives" else {forms.intern(bare)}
    return members


def _unwrapped(forms: FormTable, form: Form) -> Form:
    while form.kind == "type" and len(form.children) == 1:
        form = forms[form.children[0][1]]
    return form


def _unwrapped_type(forms: FormTable, form: Form) -> Form | None:
    """A type without its wrapper, and without the quotes of forward references."""
    return _unquoted(forms, _unwrapped(forms, form), _NESTED) if form.kind == "type" else None


def _unquoted(forms: FormTable, form: Form, depth: int) -> Form:
    name = forms.leaf_text(form) if form.kind == "string" else ""
    if name.isidentifier():
        return Form("identifier", name)
    inside = forms.all(form)
    if not inside or not depth or inside[0].text in _WITH_VALUES:
        return form
    made = [forms.intern(_unquoted(forms, one, depth - 1)) for one in inside]
    if form.kind == "alternatives":
        made = sorted(set(made))
        return form._replace(children=tuple(("", one) for one in made))
    parts = (part for part, _ in form.children)
    return form._replace(children=tuple(zip(parts, made, strict=True)))


def _declaration(_forms: FormTable, form: Form) -> Form | None:
    """Rewrites `var` and `const` as `let`."""
    return Form("let", "let") if form.text in {"var", "const", "let"} else None


def _override(forms: FormTable, form: Form) -> Form | None:
    """Drops `@Override` and `final`."""
    if form.text == "final":
        return _DROPPED
    if form.kind == "marker_annotation" and forms.leaf_text(forms.part(form, "name")) == "Override":
        return _DROPPED
    return _DROPPED if form.kind == "modifiers" and not form.children else None


def _diamond(forms: FormTable, form: Form) -> Form | None:
    """Drops the type arguments in `new ArrayList<String>()`."""
    if form.kind != "object_creation_expression":
        return None
    created_type = forms.part(form, "type")
    if created_type is None or created_type.kind != "generic_type":
        return None
    return form.with_part("type", forms.intern(forms.all(created_type)[0]))


_CONSTRUCTORS = {
    "set": ("set", "set_comprehension"),
    "dict": ("dictionary", "dictionary_comprehension"),
    "list": ("list", "list_comprehension"),
    "tuple": ("tuple", "generator_expression"),
}

_PYTHON: Sequence[Rule] = (
    _qualified_name,
    _replaced_names("python"),
    _super_arguments,
    _object_base,
    _default_argument,
    _constructor_call,
    _yield_from,
    _not_in,
    _unwrapped_type,
    _typing_union,
    _union_bar,
    percent_format,
    format_call,
    f_string,
)

_RULES: Mapping[str, Sequence[Rule]] = {
    "python": _PYTHON,
    "javascript": (_declaration,),
    "typescript": (_declaration,),
    "typescriptreact": (_declaration,),
    "java": (_override, _diamond),
    "go": (_replaced_names("go"),),
}
