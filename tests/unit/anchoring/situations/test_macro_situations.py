"""Macros come, go and change in C and C++, and every note keeps its definition and its name.

A file is written with `@` where the macro is put; both are compared in `x.h` and in `x.c` or
`x.cpp`, as the code is C or C++.
"""

from typing import NamedTuple

import pytest

from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse
from tests.unit.anchoring.situations.code import placed

CPP = (".cpp", ".h")
BOTH = (".c", ".cpp")
CLASS = """\
class @Reader {
public:
    void run() { step(1); }
    int size() const { return n_; }
};
"""
AFTER = "int after(int x) {\n    return x + limit;\n}\n"
BLOCK = "void broken(void) {\n    int b = 0;\n@    use(b);\n}\n" + AFTER


class Macro(NamedTuple):
    """Code with a mark, and what is put there before and after."""

    title: str
    code: str
    before: str
    after: str
    names: tuple[str, ...]
    suffixes: tuple[str, ...] = BOTH
    changed: tuple[str, ...] = ()  #: with other attributes of their own, or another body


MEMBERS = ("Reader", "Reader.run", "Reader.size")

SITUATIONS = [
    Macro("an export macro before a class", CLASS, "", "EXPORT_API ", MEMBERS, CPP, ("Reader",)),
    Macro("another export macro", CLASS, "CORE_EXPORT ", "EXPORT_API ", MEMBERS, CPP, ("Reader",)),
    Macro(
        "an export macro with arguments",
        CLASS,
        "",
        "VISIBILITY(default) ",
        MEMBERS,
        CPP,
        ("Reader",),
    ),
    Macro(
        "two macros before a class",
        CLASS,
        "EXPORT_API ",
        "EXPORT_API ALIGNED(16) ",
        MEMBERS,
        CPP,
        ("Reader",),
    ),
    Macro(
        "an export macro before a class with a base",
        CLASS.replace(" {", " : public Base {", 1),
        "",
        "EXPORT_API ",
        MEMBERS,
        CPP,
        ("Reader",),
    ),
    Macro(
        "a namespace macro above a class",
        "@" + CLASS.replace("@", ""),
        "",
        "NS_OPEN_SCOPE\n\n",
        MEMBERS,
        CPP,
    ),
    Macro(
        "namespace macros instead of a namespace above",
        "@" + CLASS.replace("@", ""),
        "NS_OPEN(a)\n",
        "NS_OPEN(a)\nNS_OPEN(b)\n",
        MEMBERS,
        CPP,
    ),
    Macro(
        "an object macro in a class",
        CLASS.replace("@", "").replace("{\n", "{\n@", 1),
        "",
        "    Q_OBJECT\n\n",
        MEMBERS,
        CPP,
        ("Reader",),
    ),
    Macro(
        "a generated body",
        CLASS.replace("@", "").replace("{\n", "{\n@", 1),
        "",
        "    GENERATED_BODY()\n\n",
        MEMBERS,
        CPP,
        ("Reader",),
    ),
    Macro(
        "a property macro before a method",
        CLASS.replace("@", "").replace("    int", "@    int"),
        "",
        "    Q_PROPERTY(int size READ size)\n",
        MEMBERS,
        CPP,
        ("Reader",),
    ),
    Macro("macro calls above a function", "@" + AFTER, "", "FOO(one)\nFOO(two)\n", ("after",)),
    Macro(
        "a macro call with a comment above a function",
        "@" + AFTER,
        "FOO(one)\n",
        "FOO(one) // why\n",
        ("after",),
    ),
    Macro(
        "an export of a symbol between two functions",
        "int first(void) {\n    return one;\n}\n@" + AFTER,
        "",
        "EXPORT_SYMBOL(first);\n",
        ("first", "after"),
    ),
    Macro(
        "the same without a semicolon",
        "int first(void) {\n    return one;\n}\n@" + AFTER,
        "",
        "EXPORT_SYMBOL_GPL(first)\n",
        ("first", "after"),
    ),
    Macro("declarations in a C block", "@" + AFTER, "", "BEGIN_DECLS\n\n", ("after",)),
    Macro("an attribute before a function", "@" + AFTER, "", "FOO_API ", ("after",)),
    Macro(
        "a calling convention",
        AFTER.replace("int after", "int @after"),
        "",
        "WINAPI ",
        ("after",),
        BOTH,
        ("after",),
    ),
    Macro(
        "a section attribute",
        "static int @start(void) {\n    return run();\n}\n",
        "",
        "__init ",
        ("start",),
        BOTH,
        ("start",),
    ),
    Macro(
        "an annotation after the parameters",
        "void store(int s) @{\n    put(s);\n}\n" + AFTER,
        "",
        "LOCKS_EXCLUDED(lock) ",
        ("store", "after"),
        BOTH,
        ("store",),
    ),
    Macro(
        "statement macros in a body",
        BLOCK,
        "",
        "    BEGIN_THREADS\n    step(b);\n    END_THREADS\n",
        ("broken", "after"),
        BOTH,
        ("broken",),
    ),
    Macro(
        "a block of macros becomes a call",
        BLOCK,
        "   {\n      ADD ADD ADD\n      ADD\n   }\n",
        "    go();\n",
        ("broken", "after"),
        BOTH,
        ("broken",),
    ),
    Macro(
        "checks without semicolons",
        BLOCK,
        "    EXPECT(b == 0)\n",
        "    EXPECT(b == 0)\n    EXPECT(limit)\n",
        ("broken", "after"),
        BOTH,
        ("broken",),
    ),
    Macro(
        "a loop macro",
        BLOCK,
        "",
        "    LIST_FOREACH(item, all) {\n        visit(item);\n    }\n",
        ("broken", "after"),
        BOTH,
        ("broken",),
    ),
    Macro(
        "a test case above a test case",
        'TEST_CASE("opens a file") {\n    go(1);\n}\n@TEST_CASE("reads a file") {\n    go(2);\n}\n',
        "",
        'TEST_CASE("closes a file") {\n    stop(3);\n}\n',
        ("opens a file", "reads a file"),
        CPP,
    ),
    Macro(
        "a test of a suite is edited",
        "TEST(Reader, Opens) {\n    go(@);\n}\nTEST(Reader, Reads) {\n    see(2);\n}\n",
        "1",
        "7",
        ("Reader.Opens", "Reader.Reads"),
        CPP,
        ("Reader.Opens",),
    ),
    Macro(
        "a test case of Boost below a fixture",
        "@BOOST_AUTO_TEST_CASE(grows) {\n    go(2);\n}\n",
        "",
        "BOOST_FIXTURE_TEST_SUITE(a, B)\n\n",
        ("grows",),
        CPP,
    ),
    Macro(
        "a system call",
        "SYSCALL_DEFINE2(close_range, unsigned int, first) {\n    return shut(@first);\n}\n"
        + AFTER,
        "",
        "1 + ",
        ("close_range", "after"),
        BOTH,
        ("close_range",),
    ),
    Macro(
        "a conditional macro around a function",
        "#ifdef @\n" + AFTER + "#endif\n",
        "A",
        "HAVE_B",
        ("after",),
    ),
    Macro(
        "a table of a macro above a function",
        "@" + AFTER,
        "",
        "static int list[] = {\n    FIRST(1)\n    SECOND(2)\n};\n\n",
        ("after",),
    ),
    Macro(
        "a macro is defined above",
        "@" + AFTER,
        "",
        "#define PAIR(a, b) \\\n    FIRST(a) \\\n    SECOND(b)\n\n",
        ("after",),
    ),
    Macro(
        "a struct with an attribute",
        "struct @packet {\n    int size;\n};\n" + AFTER,
        "",
        "PACKED ",
        ("packet", "after"),
        BOTH,
        ("packet",),
    ),
    Macro(
        "a method is edited below an export macro",
        CLASS.replace("@", "EXPORT_API ").replace("step(1)", "step(@)"),
        "1",
        "2",
        MEMBERS,
        CPP,
        ("Reader.run",),
    ),
    Macro(
        "a method is edited below an object macro",
        CLASS.replace("@", "")
        .replace("{\n", "{\n    Q_OBJECT\n\n", 1)
        .replace("step(1)", "step(@)"),
        "1",
        "2",
        MEMBERS,
        CPP,
        ("Reader.run",),
    ),
    Macro(
        "a lock is defined above a function",
        "@" + AFTER,
        "",
        "static DEFINE_MUTEX(lock);\n",
        ("after",),
    ),
    Macro("a licence below a function", AFTER + "@", "", 'MODULE_LICENSE("GPL")\n', ("after",)),
    Macro(
        "a macro that opens a condition in a body",
        BLOCK,
        "",
        "    IF_DEBUG(check(b);)\n",
        ("broken", "after"),
        BOTH,
        ("broken",),
    ),
]


def missed(situation, suffix):
    """What is not where it was, under its name, or not told as (un)changed."""
    path = f"x{suffix}"
    sides = [{path: situation.code.replace("@", at)} for at in (situation.before, situation.after)]
    files = [parse(side[path], language_for(path)) for side in sides]
    where = placed(*sides, *((path, name) for name in situation.names))
    wrong = {
        name: said
        for name, said in zip(situation.names, where, strict=True)
        if said != f"{path}::{name}"
    }
    for name in set(situation.names) - set(wrong):
        first, second = (one.fingerprint(one.outline.named(name)[0]) for one in files)
        if (first != second) != (name in situation.changed):
            wrong[name] = "changed" if first != second else "current"
    return wrong


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda one: one.title)
def test_a_note_keeps_its_definition_as_macros_come_and_go(situation):
    wrong = {suffix: miss for suffix in situation.suffixes if (miss := missed(situation, suffix))}
    assert wrong == {}


def test_there_are_twenty_situations_in_each_language():
    assert sum(".c" in one.suffixes for one in SITUATIONS) >= 20
    assert sum(".cpp" in one.suffixes for one in SITUATIONS) >= 20
