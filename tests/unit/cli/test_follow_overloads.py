"""`chesterton follow` of a name with several definitions asks which one is meant."""

import pytest

OVERLOADS = """\
class Till {
    int add(int amount) {
        return first(amount);
    }
    int add(String text) {
        return second(text);
    }
    int add(int amount, Map<String, Integer> rates) {
        return third(amount, rates);
    }
    int close() {
        return done();
    }
}
"""


@pytest.fixture
def till(shell):
    shell.write("Till.java", OVERLOADS)
    shell.commit("till")
    return shell


def line_of(ended):
    return ended.object["placement"]["line"]


def test_a_name_alone_is_refused_with_the_lines_of_all(till):
    ended = till("follow", "Till.java::Till.add")
    assert ended.code != 0
    assert "there are 3 definitions of Till.java::Till.add, at lines 2, 5, 8" in ended.err
    assert "Till.java::Till.add:2" in ended.err


def test_a_line_chooses(till):
    for line, expected in ((2, 2), (3, 2), (5, 5), (6, 5), (9, 8)):
        assert line_of(till("follow", f"Till.java::Till.add:{line}", "--json")) == expected


@pytest.mark.parametrize(
    ("types", "line"),
    [("int", 2), ("String", 5), ("int, Map<String, Integer>", 8), ("int,Map", 8), (" String ", 5)],
)
def test_parameter_types_choose(till, types, line):
    assert line_of(till("follow", f"Till.java::Till.add({types})", "--json")) == line
    assert line_of(till("follow", f"Till.java::add({types})", "--from", "HEAD", "--json")) == line


def test_what_fits_none_is_refused(till):
    for place in ("Till.java::Till.add(boolean)", "Till.java::Till.add:11"):
        ended = till("follow", place)
        assert ended.code != 0
        assert "no definition of Till.java::Till.add matches" in ended.err
        assert "lines 2, 5, 8" in ended.err


def test_the_chosen_one_is_followed_to_the_working_tree(till):
    extra = "    int add(long big) {\n        return none(big);\n    }\n"
    till.write("Till.java", OVERLOADS.replace("class Till {\n", "class Till {\n" + extra))
    assert line_of(till("follow", "Till.java::Till.add(String)", "--json")) == 8
    till.commit("one more")
    start = ("--from", "HEAD~1", "--json")
    assert line_of(till("follow", "Till.java::Till.add(String)", *start)) == 8
    assert line_of(till("follow", "Till.java::Till.add:5", *start)) == 8


def test_the_only_one_needs_neither_line_nor_types(till):
    for place in ("Till.java::Till.close", "Till.java::Till.close()", "Till.java::Till.close:11"):
        assert line_of(till("follow", place, "--json")) == 11
