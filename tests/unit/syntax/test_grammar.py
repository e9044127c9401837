"""The signature of a grammar, by which stored fingerprints are known to be comparable."""

from chesterton.syntax.grammar import grammar, is_installed, signature
from chesterton.syntax.language import LANGUAGES, language_for


def test_each_language_has_a_signature_of_its_own():
    signatures = [
        signature(each) for each in (one.load() for one in LANGUAGES) if is_installed(each)
    ]
    assert len(set(signatures)) == len(signatures)
    assert {len(each) for each in signatures} == {8}


def test_a_revision_of_the_rules_changes_the_signature():
    language = language_for("a.py")
    revised = language._replace(revision=language.revision + 1)
    assert signature(revised) != signature(language)


def test_a_grammar_that_is_not_installed():
    missing = language_for("a.py")._replace(grammar=("tree_sitter_of_nothing", "language"))
    assert not is_installed(missing)


def test_a_grammar_is_loaded_once():
    language = language_for("a.py")
    assert grammar(language) is grammar(language)
