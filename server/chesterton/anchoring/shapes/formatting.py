"""Rewrites Python's `%` formatting, `str.format` and f-strings into one canonical form."""

import re
from collections.abc import Iterable, Mapping, Sequence
from string import Formatter

from chesterton.anchoring.shapes.canonical_forms import Form, FormTable

_PRINTF = re.compile(r"%(?:\((\w+)\))?([-+ #0-9.*]*)([a-zA-Z%])")
_CONVERSIONS = {"s": "", "r": "!r", "a": "!a"}

_Part = str | tuple[Form, str]  # text, or a value with its conversion and format


def percent_format(forms: FormTable, form: Form) -> Form | None:
    """Rewrites `"%s" % value`."""
    left, right = forms.part(form, "left"), forms.part(form, "right")
    if form.kind != "binary_operator" or not _is_text(left) or right is None:
        return None
    if forms.leaf_text(forms.part(form, "operator")) != "%":
        return None
    named = _pairs(forms, right) if right.kind == "dictionary" else {}
    listed = forms.all(right) if right.kind == "tuple" else [right]
    return _formatted(forms, _printf_parts(forms.leaf_text(left), listed, named))


def format_call(forms: FormTable, form: Form) -> Form | None:
    """Rewrites `"{}".format(value)`."""
    head, arguments = forms.part(form, "function"), forms.part(form, "arguments")
    if form.kind != "call" or head is None or arguments is None:
        return None
    text = forms.part(head, "object")
    if forms.leaf_text(forms.part(head, "attribute")) != "format" or not _is_text(text):
        return None
    given = forms.all(arguments)
    listed = [one for one in given if one.kind != "keyword_argument"]
    if any("splat" in one.kind for one in listed):
        return None
    keywords = [one for one in given if one.kind == "keyword_argument"]
    return _formatted(
        forms, _brace_parts(forms.leaf_text(text), listed, _named(forms, keywords, "name"))
    )


def f_string(forms: FormTable, form: Form) -> Form | None:
    """Rewrites `f"{value}"`."""
    if form.kind != "string" or form.text:
        return None
    parts: list[_Part] = []
    for one in forms.all(form):
        value = forms.part(one, "expression")
        if one.kind == "interpolation" and value:
            conversion = forms.leaf_text(forms.part(one, "type_conversion"))
            layout = forms.part(one, "format_specifier")
            parts.append((value, conversion + ":".join(["", *_layout(forms, layout)])))
        else:
            parts.append(one.text)
    return _formatted(forms, parts)


def _is_text(form: Form | None) -> bool:
    return form is not None and form.kind == "string" and form.text.startswith("'")


def _layout(forms: FormTable, specifier: Form | None) -> list[str]:
    """The format specification after the colon."""
    return ["".join(one.text for one in forms.all(specifier))] if specifier else []


def _pairs(forms: FormTable, dictionary: Form) -> Mapping[str, Form]:
    return _named(forms, forms.all(dictionary), "key")


def _named(forms: FormTable, pairs: Iterable[Form], field: str) -> Mapping[str, Form]:
    values = ((forms.leaf_text(forms.part(one, field)), forms.part(one, "value")) for one in pairs)
    return {name: value for name, value in values if value}


def _printf_parts(
    text: str, listed: Sequence[Form], named: Mapping[str, Form]
) -> list[_Part] | None:
    parts: list[_Part] = []
    at = position = 0
    for match in _PRINTF.finditer(text):
        name, layout, sign = match.groups()
        parts.append(text[at : match.start()])
        at = match.end()
        if sign == "%":
            parts.append("%")
            continue
        value = named.get(name) if name else next(iter(listed[position : position + 1]), None)
        if value is None or (sign not in _CONVERSIONS and not layout and sign != "d"):
            return None
        position += not name
        parts.append((value, _CONVERSIONS.get(sign, sign) + (f":{layout}" if layout else "")))
    return [*parts, text[at:]]


def _brace_parts(
    text: str, listed: Sequence[Form], named: Mapping[str, Form]
) -> list[_Part] | None:
    parts: list[_Part] = []
    position = 0
    try:
        fields = list(Formatter().parse(text))
    except ValueError:
        return None
    for before, name, layout, conversion in fields:
        parts.append(before)
        if name is None:
            continue
        index = position if name == "" else int(name) if name.isdigit() else -1
        value = named.get(name) or next(iter(listed[index : index + 1]), None)
        if value is None or (index < 0 and name not in named):
            return None
        position += 1
        shown = f"!{conversion}" if conversion else ""
        parts.append((value, shown + (f":{layout}" if layout else "")))
    return parts


def _formatted(forms: FormTable, parts: Sequence[_Part] | None) -> Form | None:
    """The canonical form for text with values; None if the parts are unknown."""
    if parts is None:
        return None
    children: list[tuple[str, int]] = []
    pending = ""
    for part in parts:
        if isinstance(part, str):
            pending += part
            continue
        if pending:
            children.append(("text", forms.intern(Form("text", pending))))
        children.append((f"value {part[1]}", forms.intern(part[0])))
        pending = ""
    if pending:
        children.append(("text", forms.intern(Form("text", pending))))
    return Form("formatted", "", tuple(children))
