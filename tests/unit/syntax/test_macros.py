"""Macros that the C and C++ grammars cannot parse change no name, kind or nesting nearby."""

import random

import pytest

from chesterton.syntax.edits import Edit, difference
from chesterton.syntax.language import language_for
from chesterton.syntax.macros import parseable
from chesterton.syntax.outline import parse
from tests.unit.syntax.test_outlines import FIXTURES

CLASS = "class {}Reader{}\n{{\n{}public:\n    void run() {{ step(1); }}\n}};\n"
PLAIN = [("class", "Reader"), ("method", "Reader.run")]
AFTER = "int after(int x) {\n    return x;\n}\n"


def names(code, path="till.cpp"):
    return [(str(one.kind), one.name) for one in parse(code, language_for(path)).outline.symbols]


@pytest.mark.parametrize(
    "code",
    [
        CLASS.format("EXPORT_API ", "", ""),
        CLASS.format("Q_DECL_EXPORT ", " final", ""),
        CLASS.format("reader_EXPORT ", " : public Base", ""),
        CLASS.format("VISIBILITY(default) ", "", ""),
        CLASS.format("A_EXPORT ALIGNED(16) ", " : Base", ""),
        CLASS.format("EXPORT_API\n", "", ""),
        CLASS.format("", "", "    Q_OBJECT\n\n"),
        CLASS.format("", "", "    GENERATED_BODY()\n\n"),
        CLASS.format("", "", "    Q_PROPERTY(int size READ size)\n    Q_ENUMS(Kind)\n"),
        CLASS.format("", "", "    Q_OBJECT // moc\n"),
        "NS_OPEN_SCOPE\n\n" + CLASS.format("", "", "") + "\nNS_CLOSE_SCOPE\n",
        "NS_OPEN(a)\nNS_OPEN(b)\n" + CLASS.format("", "", "") + "NS_CLOSE(b)\nNS_CLOSE(a)\n",
        "#include <a.h>\nNS_OPEN\n#if X\n" + CLASS.format("", "", "") + "#endif\nNS_CLOSE\n",
        "UCLASS(Blueprintable)\n" + CLASS.format("API_X ", " : public UObject", ""),
    ],
)
def test_a_class_keeps_its_name_and_members(code):
    assert names(code) == PLAIN


@pytest.mark.parametrize("path", ["till.c", "till.cpp"])
@pytest.mark.parametrize(
    "above",
    [
        "FOO(one)\nFOO(two)\n",
        "FOO(one) // why\n",
        "EXPORT_SYMBOL(a)\n\n/* long\n * comment */\n",
        "DECLARE(a,\n        b)\n",
        "BEGIN_DECLS\n",
        "BEGIN_DECLS\n#if A\n#endif\n",
    ],
)
def test_a_function_below_keeps_its_name(path, above):
    assert names(above + AFTER, path) == [("function", "after")]


@pytest.mark.parametrize("path", ["till.c", "till.cpp"])
@pytest.mark.parametrize(
    "body",
    [
        "   {\n      ADD ADD ADD\n      ADD\n   }\n   b = a;\n",
        "    BEGIN_THREADS\n    step();\n    END_THREADS\n",
        "    EXPECT(a == 1)\n    EXPECT(b)\n",
        "    LIST_FOREACH(item, all) {\n        visit(item);\n    }\n",
    ],
)
def test_macros_in_a_body_do_not_reach_the_next_function(path, body):
    code = f"void broken() {{\n{body}}}\n{AFTER}"
    assert names(code, path) == [("function", "broken"), ("function", "after")]


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("FOO_API int open_file(void)", "open_file"),
        ("int ZEXPORT inflate(int s)", "inflate"),
        ("static BOOL WINAPI done(HANDLE h)", "done"),
        ("FOO_API struct entry *next(void)", "next"),
        ("JSON_INLINE result_t *\nread(int s)", "read"),
        ("VALUE\nrb_read(VALUE self)", "rb_read"),
        ("static int __init start(void)", "start"),
        ("void store(int s) LOCKS_EXCLUDED(lock)", "store"),
    ],
)
def test_a_function_keeps_its_name_among_attributes(head, name):
    for path in ("till.c", "till.cpp"):
        assert names(f"{head}\n{{\n    return 0;\n}}\n", path) == [("function", name)]


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("TEST(Reader, Runs)", "Reader.Runs"),
        ("TYPED_TEST_P(Fixture, Stops)", "Fixture.Stops"),
        ('TEST_CASE("reads a file", "[io]")', "reads a file"),
        ('SCENARIO("x.y is \\"z\\"")', "x y is z"),
        ("BOOST_AUTO_TEST_CASE(grows)", "grows"),
        ("SYSCALL_DEFINE2(close_range, unsigned int, first)", "close_range"),
    ],
)
def test_what_a_macro_defines_is_named_by_its_arguments(head, name):
    assert names(f"{head}\n{{\n    go();\n}}\n") == [("function", name)]


@pytest.mark.parametrize(
    "code",
    [
        "enum Kind {\n    ONLY_ONE\n};\n",
        "int list[] = {\n    FIRST(1)\n    SECOND(2)\n};\n",
        'const char *text =\n    "a"\n    PRIu64\n    "b";\n',
        "int x = a +\n    LIMIT\n    + b;\n",
        "#define PAIR(a, b) \\\n    FIRST(a) \\\n    SECOND(b)\n",
        "void f() {\n    if (a)\n        FREE_ALL(a)\n}\n",
        "struct RECT area;\nenum kind k = KIND;\n",
        "size_t f(int x) { return (size_t) MAX_SIZE; }\n",
        "int f(int x)\n{\n    return ROUND(x)\n        + LIMIT;\n}\n",
    ],
)
def test_what_the_grammar_parses_is_left_alone(code):
    source = code.encode()
    assert [parseable(source, is_cpp=is_cpp) for is_cpp in (True, False)] == [source, source]


def test_a_macro_in_a_body_is_part_of_its_meaning():
    def fingerprint(body):
        parsed = parse(f"void f() {{\n{body}}}\n", language_for("till.cpp"))
        return parsed.fingerprint(parsed.outline.symbols[0])

    first = fingerprint("    LOCK(all)\n    step();\n")
    assert first != fingerprint("    LOCK(one)\n    step();\n")
    assert first != fingerprint("    step();\n")
    assert first == fingerprint("    LOCK( all )\n\n    step();\n")


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*_macros.[ch]")), ids=lambda one: one.stem)
def test_after_an_edit_the_same_is_rewritten_as_from_scratch(path):
    """Only what is near an edit is looked at again."""
    language, chosen = language_for(path.name), random.Random(1)
    source = path.read_bytes() * 20
    rewritten = language.parseable(source, None)
    inserted = [*(line + b"\n" for line in path.read_bytes().splitlines()), b";", b"{", b"(", b"*/"]
    for _ in range(200):
        start = chosen.randrange(len(source))
        after = start + chosen.choice([0, 1, 40, 400])
        edited = source[:start] + chosen.choice(inserted) + source[after:]
        change = difference(source, edited)
        anew = language.parseable(edited, None)
        assert language.parseable(edited, Edit(rewritten, change)) == anew
        assert len(anew) == len(edited)
        assert anew.count(b"\n") == edited.count(b"\n")
