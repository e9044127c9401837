"""Twenty ways to name one of several definitions, in languages with overloads and without."""

import pytest

JAVA = (
    "class Till {{\n"
    "    int add({0} amount) {{\n        return first(amount);\n    }}\n"
    "    int add({1} text) {{\n        return second(text);\n    }}\n"
    "    int add({0} amount, {2} rates) {{\n        return third(amount, rates);\n    }}\n"
    "    int close() {{\n        return done();\n    }}\n"
    "}}"
)
KOTLIN = JAVA.replace("int add(", "fun add(").replace("int close", "fun close")
for _name, _type in (("amount", "{0}"), ("text", "{1}"), ("rates", "{2}")):
    KOTLIN = KOTLIN.replace(f"{_type} {_name}", f"{_name}: {_type}")

LANGUAGES = {
    "Till.java": (JAVA, ("int", "String", "Map<String, Integer>", "Map")),
    "Till.cs": (JAVA, ("int", "string", "Dictionary<string, int>", "Dictionary")),
    "Till.cpp": (JAVA + ";", ("int", "const std::string &", "std::map<std::string, int>", "map")),
    "Till.kt": (KOTLIN, ("Int", "String", "Map<String, Int>", "Map")),
}
NOTHING = "no definition of {path}::Till.add matches"
ALL = "there are 3 definitions of {path}::Till.add, at lines 2, 5, 8"

PLACES = {
    "the name alone": ("Till.add", ALL),
    "the name without its class": ("add", ALL),
    "the line of the first": ("Till.add:2", 2),
    "the line of the second": ("Till.add:5", 5),
    "the line of the third": ("Till.add:8", 8),
    "a line of a body": ("Till.add:6", 5),
    "the last line of a body": ("Till.add:10", 8),
    "a line without the class": ("add:5", 5),
    "the type of the first": ("Till.add({0})", 2),
    "the type of the second": ("Till.add({1})", 5),
    "the types of the third": ("Till.add({0}, {2})", 8),
    "a type without its arguments": ("Till.add({0}, {3})", 8),
    "no space after the comma": ("Till.add({0},{3})", 8),
    "space around the types": ("Till.add( {1} )", 5),
    "space before the types": ("Till.add ({0})", 2),
    "types without the class": ("add({1})", 5),
    "types and their line": ("Till.add({1}):5", 5),
    "types and the line of another one": ("Till.add({1}):8", NOTHING),
    "types of none": ("Till.add(bool)", NOTHING),
    "more types than any has": ("Till.add({0}, {0}, {0})", NOTHING),
    "no types": ("Till.add()", NOTHING),
    "the line of another method": ("Till.add:11", NOTHING),
    "the only one of its name": ("Till.close", 11),
    "the only one, with brackets": ("Till.close()", 11),
    "the only one, with its line": ("Till.close:12", 11),
}
EXTRA = {  # one more overload above the others
    "java": "    int add(long big) {\n        return none(big);\n    }\n",
    "kt": "    fun add(big: Long) {\n        return none(big);\n    }\n",
}
WITHOUT_OVERLOADS = {
    "till.py": "class Till:\n    @property\n    def add(self):\n        return self.sum\n"
    "    @add.setter\n    def add(self, amount):\n        self.sum = amount\n",
    "till.js": "class Till {\n  // reads\n  get add() {\n    return this.sum;\n  }\n"
    "  set add(amount) {\n    this.sum = amount;\n  }\n}\n",
    "till.rb": "class Till\n  # first\n  def add(one)\n    one\n  end\n"
    "  def add(one, two)\n    one + two\n  end\nend\n",
    "till.go": "package till\n\nfunc init() {\n\tfirst()\n}\nfunc init() {\n\tsecond()\n}\n",
}


def code(path):
    template, types = LANGUAGES[path]
    return template.format(*types) + "\n"


@pytest.fixture
def tills(shell):
    for path in LANGUAGES:
        shell.write(path, code(path))
    for path, text in WITHOUT_OVERLOADS.items():
        shell.write(path, text)
    shell.commit("tills")
    return shell


def missed(shell, path, place, expected, *more):
    """What is answered, if it is not the line or the words expected."""
    ended = shell("follow", f"{path}::{place}", "--json", *more)
    if isinstance(expected, int):
        line = ended.object["placement"]["line"] if ended.code == 0 else ended.err
        return None if line == expected else line
    is_refused = ended.code != 0 and expected.format(path=path) in ended.err
    return None if is_refused and "2, 5, 8" in ended.err else ended


@pytest.mark.parametrize(("place", "expected"), PLACES.values(), ids=PLACES)
def test_one_of_several_is_chosen_or_all_are_named(tills, place, expected):
    answers = {}
    for path, (_, types) in LANGUAGES.items():
        written = place.format(*types)
        for more in ((), ("--from", "HEAD")):
            if answer := missed(tills, path, written, expected, *more):
                answers[path, more] = answer
    assert answers == {}


@pytest.mark.parametrize("place", ["Till.add:5", "Till.add({1})"])
def test_it_is_followed_past_an_overload_that_is_added_above(tills, place):
    for path in LANGUAGES:
        extra = EXTRA.get(path[5:], EXTRA["java"])
        tills.write(path, code(path).replace("class Till {\n", "class Till {\n" + extra))
    written = {path: place.format(*types) for path, (_, types) in LANGUAGES.items()}
    in_tree = {path: missed(tills, path, one, 8, "--from", "HEAD") for path, one in written.items()}
    tills.commit("one more")
    start = "--from", "HEAD~1"
    committed = {path: missed(tills, path, one, 8, *start) for path, one in written.items()}
    assert set(in_tree.values()) == set(committed.values()) == {None}


def test_without_overloads_the_line_chooses(tills):
    for path in WITHOUT_OVERLOADS:
        name = "init" if path.endswith("go") else "Till.add"
        refused = tills("follow", f"{path}::{name}")
        assert refused.code != 0
        assert "there are 2 definitions" in refused.err
        for line in (3, 6):
            assert missed(tills, path, f"{name}:{line}", line) is None, path
