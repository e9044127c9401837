"""Placing definitions whose names alone do not identify them."""

import gc
import weakref

import pytest

from chesterton.anchoring.definitions.changeset import Changeset
from chesterton.anchoring.definitions.comparison import name_similarity
from chesterton.anchoring.definitions.definition import Definition
from chesterton.anchoring.definitions.edited_in_place import is_edited_in_place
from chesterton.anchoring.definitions.ladder import place, place_all
from chesterton.anchoring.definitions.lazy_files import LazyFiles
from chesterton.anchoring.definitions.likeness import SimilarityFeatures
from chesterton.anchoring.definitions.ranking import Option, Ranking
from chesterton.anchoring.definitions.renamings import RenamePatterns
from chesterton.anchoring.definitions.subject import Subject
from chesterton.model.anchor import Lost
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse

TWO_CHECKS = """\
describe("get", () => {
  function check(found) {
    expect(found.status).toBe(200);
    expect(found.body).toEqual({});
  }
  it("answers", () => check(ask("/get")));
});

describe("put", () => {
  function check(found) {
    expect(found.status).toBe(201);
    expect(found.headers.location).toBe("/put/1");
  }
  it("answers", () => check(ask("/put")));
});
"""

CHARGE = """\
def charge(card, amount):
    key = lock(card.id)
    total = amount + card.fee
    if total > card.limit:
        raise Declined(total)
    return card.pay(total, key)
"""

REFUND = """\
def refund(order):
    for item in order.items:
        item.restock()
    ledger.write(order.number, -order.total)
"""


def states(before, after):
    return [
        {path: parse(text, language_for(path)) for path, text in side.items()}
        for side in (before, after)
    ]


def placed(before, after, *wanted):
    """The placements of definitions given as path, name and ordinal."""
    old, new = states(before, after)
    subjects = [
        Subject.of(path, old[path], old[path].outline.named(name)[ordinal])
        for path, name, ordinal in wanted
    ]
    outcomes = place_all(subjects, Changeset(old, new, {}))
    return [
        None if isinstance(outcome, Lost) else (outcome.path, outcome.symbol.name, outcome.line)
        for outcome in outcomes
    ]


def test_the_second_of_two_namesakes_stays_when_the_first_is_deleted():
    before = {"a.js": TWO_CHECKS}
    after = {"a.js": TWO_CHECKS[TWO_CHECKS.index('describe("put"') :]}
    first, second = placed(before, after, ("a.js", "check", 0), ("a.js", "check", 1))
    assert first is None
    assert second == ("a.js", "check", 2)


def test_a_deleted_overload_is_not_taken_for_the_one_that_stays():
    body = "    return Money.of(amount, currency);\n"
    first = f"  Money pay(int amount) {{\n{body}  }}\n"
    second = f"  Money pay(Card card, int amount) {{\n    card.check();\n{body}  }}\n"
    before = {"Till.java": f"class Till {{\n{first}{second}}}\n"}
    after = {"Till.java": f"class Till {{\n{second}}}\n"}
    assert placed(before, after, ("Till.java", "Till.pay", 0)) == [None]


def test_of_two_equal_namesakes_the_one_on_unchanged_lines_stays():
    check = "  function ready() {\n    return state.open && !state.busy;\n  }\n"
    block = 'on("{0}", () => {{\n{1}  use("{0}", ready);\n}});\n'
    get, put = block.format("get", check), block.format("put", check)
    assert placed({"a.js": get + put}, {"a.js": put}, ("a.js", "ready", 1)) == [
        ("a.js", "ready", 2)
    ]
    assert placed({"a.js": get + put}, {"a.js": put}, ("a.js", "ready", 0)) == [None]


def test_a_struct_moves_although_its_impl_block_keeps_the_name():
    struct = "pub struct Patterns {\n    list: Vec<String>,\n    is_sorted: bool,\n}\n"
    block = "impl Patterns {\n    pub fn len(&self) -> usize {\n        self.list.len()\n    }\n}\n"
    before = {"a.rs": f"{struct}\n{block}", "b.rs": "pub fn other() {}\n"}
    after = {"a.rs": block, "b.rs": f"pub fn other() {{}}\n\n{struct}"}
    assert placed(before, after, ("a.rs", "Patterns", 0)) == [("b.rs", "Patterns", 3)]


def test_a_sibling_that_takes_over_a_name_is_not_mistaken_for_it():
    before = {"pay.py": f"{CHARGE}\n\n{REFUND}"}
    swapped = f"{CHARGE.replace('charge(', 'take(')}\n\n{REFUND.replace('refund(', 'charge(')}"
    places = placed(before, {"pay.py": swapped}, ("pay.py", "charge", 0), ("pay.py", "refund", 0))
    assert places == [("pay.py", "take", 1), ("pay.py", "charge", 9)]


def test_a_variable_that_becomes_a_function_stays_in_place():
    before = {"pay.py": "fee = partial(rate, kind='card')\n\n\ndef rate(kind):\n    return 1\n"}
    after = {
        "pay.py": "def fee():\n    return rate(kind='card')\n\n\ndef rate(kind):\n    return 1\n"
    }
    assert placed(before, after, ("pay.py", "fee", 0)) == [("pay.py", "fee", 1)]


def test_extracting_a_whole_body_leaves_the_definition_in_place():
    body = CHARGE.split("\n", 1)[1]
    caller = "def charge(card, amount):\n    return _charge(card, amount)\n"
    after = f"{caller}\n\ndef _charge(card, amount):\n{body}"
    places = placed({"pay.py": CHARGE}, {"pay.py": after}, ("pay.py", "charge", 0))
    assert places == [("pay.py", "charge", 1)]


def test_the_evidence_says_how_a_definition_was_matched():
    old, new = states({"pay.py": CHARGE}, {"pay.py": CHARGE.replace("charge(", "take(")})
    subject = Subject.of("pay.py", old["pay.py"], old["pay.py"].outline.named("charge")[0])
    placement = place(subject, Changeset(old, new, {}))
    assert placement.evidence == "same body, renamed from charge"
    assert placement.certain


def is_in_place(before, after, name):
    old, new = (parse(text, language_for("pay.py")) for text in (before, after))
    return is_edited_in_place(old, old.outline.named(name)[0], new, new.outline.named(name)[0])


def test_an_edited_definition_is_edited_in_place():
    assert is_in_place(CHARGE, CHARGE.replace("card.fee", "card.fee * 2"), "charge")


def test_a_replaced_body_is_not_certainly_edited_in_place():
    """The body may have moved to another file, leaving an abstract method behind."""
    assert not is_in_place(
        CHARGE, "def charge(card, amount):\n    raise NotImplementedError\n", "charge"
    )


def test_a_more_similar_new_definition_rules_out_edited_in_place():
    copy = CHARGE.replace("charge(", "charge_card(")
    edited = CHARGE.replace("card.limit", "card.most")
    assert not is_in_place(CHARGE, f"{edited}\n\n{copy}", "charge")


def test_a_method_of_two_classes_pulled_up_into_their_base_class_is_found_there():
    fee = "    Money fee(Order order) {\n        return order.total().times(rate);\n    }\n"
    before = {
        "Card.java": f"class Card extends Payment {{\n{fee}    void block() {{}}\n}}\n",
        "Bank.java": f"class Bank extends Payment {{\n{fee}    void open() {{}}\n}}\n",
        "Payment.java": "abstract class Payment {\n}\n",
    }
    after = {
        "Card.java": "class Card extends Payment {\n    void block() {}\n}\n",
        "Bank.java": "class Bank extends Payment {\n    void open() {}\n}\n",
        "Payment.java": f"abstract class Payment {{\n{fee}}}\n",
    }
    wanted = ("Card.java", "Card.fee", 0), ("Bank.java", "Bank.fee", 0)
    assert placed(before, after, *wanted) == [("Payment.java", "Payment.fee", 2)] * 2


def test_a_rewritten_method_is_found_in_its_class_although_others_share_more_words():
    gather = "List<Step> result = new List<>();\nresult.add(this);\nresult.addAll(input.before());"
    rewritten = "List<Step> result = input.stream().flatMap(one -> one.before()).distinct();"

    def side(name, last_body):
        bodies = dict.fromkeys(f"Step{letter}" for letter in "ABCDEFGHIJKL")
        bodies["StepF"] = last_body
        class_frame = "class {0} {{\nint id() {{ return 1; }}\n{1}\nvoid run() {{}}\n}}\n"
        member = "List<Step> {0}() {{\n{1}\nreturn result;\n}}\n"
        return {
            f"{one}.java": class_frame.format(one, member.format(name, body or gather))
            for one, body in bodies.items()
        }

    before, after = side("before", gather), side("beforeInside", rewritten)
    places = placed(before, after, ("StepF.java", "StepF.before", 0))
    assert [one and one[1] for one in places] == ["StepF.beforeInside"]


def test_a_class_moved_out_of_a_deleted_class_is_not_assigned_to_that_class():
    lock = (
        "class Lock {{\n    int state;\n    void open(Card card) {{\n"
        "        if (state == WAITING) card.begin(state);\n    }}\n"
        "    void close(Card card) {{\n        card.end(state);\n        {0}\n    }}\n}}\n"
    )
    inner = lock.format("state = WAITING;")
    outer = f"class Till {{\n    void run(Lock lock) {{ lock.open(card); }}\n    {inner}}}\n"
    before = {"Till.java": outer, "Other.java": "class Other {}\n"}
    after = {"Lock.java": lock.format("state = DONE;"), "Other.java": "class Other {}\n"}
    assert placed(before, after, ("Till.java", "Till.Lock", 0)) == [("Lock.java", "Lock", 1)]


def test_a_kept_comment_does_not_make_a_replaced_body_edited_in_place():
    """The body may have moved elsewhere, leaving its comment on an abstract method."""
    comment = "".join(
        f"    # {line}\n" for line in ["The card is charged once, and never again."] * 9
    )
    before = CHARGE.replace(":\n", f":\n{comment}", 1)
    after = f"def charge(card, amount):\n{comment}    raise NotImplementedError\n"
    assert not is_in_place(before, after, "charge")


RESULT = """\
class Result<T> {
  static <T> Result<T> from{0}(Throwable error) {
    return new Result<>(null, error);
  }

  Throwable error() {
    return error;
  }
}
"""


def test_a_method_renamed_to_the_name_of_an_existing_overload_is_found():
    before = {"Result.java": RESULT.replace("from{0}", "fromError")}
    after = {"Result.java": RESULT.replace("from{0}", "error")}
    places = placed(before, after, ("Result.java", "Result.fromError", 0))
    assert places == [("Result.java", "Result.error", 2)]


def definitions(path, text):
    parsed = parse(text, language_for(path))
    return [Definition(path, symbol, parsed) for symbol in parsed.outline.symbols]


def test_a_default_export_goes_by_the_name_of_its_file():
    text = "module.exports = function (schema) {\n  return schema.kind;\n};\n"
    paths = ("lib/decorateOptions.js", "lib/schema/index.js")
    exported = [one for path in paths for one in definitions(path, text)]
    assert [one.compared_name for one in exported] == ["decorateOptions", "schema"]
    (before,) = definitions("lib/model.js", "function _decorateOptions(schema) {}\n")
    assert name_similarity(before, exported[0]) > 0.9
    assert name_similarity(*exported) < 0.5


SETTINGS = (
    "class Settings {\n  void set{0}Values() {}\n  void get{0}Values() {}\n  void stop() {}\n}\n"
)


def test_renames_that_drop_the_same_word_support_each_other():
    _, *gone = definitions("Settings.java", SETTINGS.replace("{0}", "CustomReturn"))
    _, *came = definitions("Settings.java", SETTINGS.replace("{0}", "Return"))
    renamings = RenamePatterns(gone[:2], came[:2], lambda path: path)
    assert renamings.pattern_score(gone[0], came[0]) == 0.5
    assert renamings.pattern_score(gone[0], came[1]) == 0.0
    assert renamings.pattern_score(gone[2], came[2]) == 0.0


def test_a_constructor_is_not_matched_by_name_alone():
    """Every class has one: that of a deleted class did not move to an added class."""
    before = (
        "class Builder:\n    def __init__(self, rules, host):\n        self.rules = rules\n"
        "        self.host = host\n\n    def build(self):\n        return join(self.rules)\n"
    )
    after = (
        "class Redirect(Error):\n    def __init__(self, url, code=301):\n"
        "        super().__init__(url)\n        self.code = int(code)\n"
    )
    assert placed({"a.py": before}, {"a.py": after}, ("a.py", "Builder.__init__", 0)) == [None]


def test_a_constructor_follows_its_class():
    body = "    def __init__(self, rules, host):\n        self.rules = rules\n\n"
    rest = "    def build(self):\n        return join(self.rules, self.limits)\n"
    before, after = f"class Builder:\n{body}{rest}", f"class Maker:\n{body}{rest}"
    after = after.replace("rules, host", "rules, *, limits").replace(
        "= rules\n", "= sorted(rules)\n        self.limits = limits or LIMITS\n"
    )
    places = placed({"a.py": before}, {"a.py": after}, ("a.py", "Builder.__init__", 0))
    assert [one and one[1] for one in places] == ["Maker.__init__"]


def test_the_constructor_name_of_another_language_is_an_ordinary_name():
    body = (
        "init(config) {{\n    this.rate = config.rate;\n"
        "    this.{name} = config.{name};\n  }}\n}}\n"
    )
    before = {"x.js": "class Game {\n  " + body.format(name="speed")}
    after = {"x.js": "class Loop {\n  " + body.format(name="pace") + "\nclass Game {\n}\n"}
    places = placed(before, after, ("x.js", "Game.init", 0))
    assert [one and one[1] for one in places] == ["Loop.init"]


def test_a_commit_that_only_deletes_reads_no_other_file():
    old, new = states(
        {f"{name}.py": CHARGE for name in "abcd"} | {"k.py": REFUND}, {"k.py": REFUND}
    )
    seen = set()

    def reader(path):
        return lambda: seen.add(path) or old[path]

    subject = Subject.of("a.py", old["a.py"], old["a.py"].outline.named("charge")[0])
    files = LazyFiles({path: reader(path) for path in old})
    assert place(subject, Changeset(files, new, {})) == Lost()
    assert seen == {"a.py", "k.py"}


@pytest.mark.parametrize("path", ["a.js", "a.ts", "a.tsx"])
def test_constructors_are_recognised_in_every_variant_of_a_language(path):
    parsed = parse("class Game {\n  constructor(speed) {}\n  init() {}\n}\n", language_for(path))
    definitions = {one.last_name: Definition(path, one, parsed) for one in parsed.outline.symbols}
    assert [name for name, one in definitions.items() if one.is_constructor] == ["constructor"]


def test_what_a_search_compared_is_released_at_once():
    """Else the tokens of all candidates, megabytes a keystroke, wait for the garbage collector."""
    before, after = states({"pay.py": CHARGE}, {"pay.py": CHARGE.replace("charge", "settle")})
    subject = Subject.of("pay.py", before["pay.py"], before["pay.py"].outline.symbols[0])
    change = Changeset(before, after, {})
    alive = weakref.ref(change)
    gc.disable()
    try:
        assert place(subject, change).symbol.name == "settle"
        del change
        assert alive() is None
    finally:
        gc.enable()


def numbered(line, count=1_200):
    return "".join(line.format(n) for n in range(count))


@pytest.mark.parametrize(
    ("path", "name", "before", "after"),
    [
        ("a.py", "f", "def f(a):\n" + numbered("    a.x{0} = {0}\n"), None),
        ("a.py", "f", "def f(a):\n" + numbered("    a.x = call(a, {0})\n"), None),
        ("a.js", "f", "function f(a) {{\n" + numbered("  a.x = call(a, {0});\n") + "}}\n", None),
        ("a.go", "f", "func f() {{\n" + numbered("\tx = call(x, {0})\n") + "}}\n", None),
        ("a.py", "x", "x = [" + "[], " * 2_000 + "]\n", "x = [" + "{}, " * 2_000 + "]\n"),
        ("a.py", "x", "x = [" + "[], " * 2_000 + "]\n", "x = [" + "[[]], " * 2_000 + "]\n"),
    ],
    ids=["fields", "calls", "JavaScript", "Go", "no words", "no words, longer"],
)
def test_a_definition_of_thousands_of_tokens_is_placed_where_no_other_is_open(
    path, name, before, after
):
    """Its words then have no weight by how rare they are."""
    before = before.replace("{{", "{").replace("}}", "}")
    after = after or before.replace("1", "7")
    ((found, *_),) = placed({path: before}, {path: after}, (path, name, 0))
    assert found == path


def test_probabilities_of_options_add_up():
    """With what is left for none of them."""
    options = tuple(Option(None, score, SimilarityFeatures()) for score in (2.0, 1.0, -1.0))
    ranking = Ranking(options)
    shares = [ranking.probability(option) for option in options]
    assert sum(shares) == pytest.approx(ranking.probability_of_any)
    assert 0 < shares[2] < shares[1] < shares[0] < ranking.probability_of_any < 1
    assert Ranking(()).probability_of_any == 0.0
