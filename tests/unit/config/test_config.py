"""Options are read leniently: what cannot be used is named, the rest counts."""

import pytest

from chesterton.config import (
    OPTIONS,
    Settings,
    Signals,
    chosen,
    parse,
    read_values,
    repository_values,
    settled,
    user_values,
)


def test_nothing_set_means_the_defaults():
    assert parse({}) == (Settings(), [])
    assert parse(None) == (Settings(), [])


def test_an_empty_table_of_lua_is_nothing():
    assert parse([]) == (Settings(), [])


@pytest.mark.parametrize("tree", [{"codeLens": {"enabled": False}}, {"codeLens.enabled": False}])
def test_keys_may_be_nested_or_dotted(tree):
    assert parse(tree) == (Settings(code_lens_enabled=False), [])


def test_a_word_becomes_its_enum():
    assert parse({"signals": "lens"})[0].signals is Signals.LENS


def test_a_part_of_the_severities_leaves_the_others():
    settings, _ = parse({"diagnostics": {"severity": {"touched": "off"}}})
    assert settings.diagnostics_severity["touched"] == "off"
    assert settings.diagnostics_severity["deleted"] == "warning"


@pytest.mark.parametrize(
    ("tree", "problem"),
    [
        ({"colour": "red"}, "unknown setting colour"),
        ({"x\x1b[2J": 1}, "unknown setting (unprintable)"),
        ({"enable": "yes"}, "enable must be true or false"),
        ({"hover": {"maxNotes": 9}}, "hover.maxNotes must be a whole number from 1 to 5"),
        ({"hover": {"maxNotes": True}}, "hover.maxNotes must be a whole number from 1 to 5"),
        ({"hover": 5}, "unknown setting hover"),
        ({"exclude": "*.py"}, "exclude must be a list of texts"),
        ({"exclude": [1]}, "exclude must be a list of texts"),
        ({"exclude": ["x"] * 2000}, "exclude must be a list of texts"),
        ({"signals": ["lens"]}, "signals must be one of auto, lens, hint, both, off"),
        ("loud", "the settings must be an object"),
    ],
)
def test_what_cannot_be_used_is_named_and_left_out(tree, problem):
    assert parse(tree) == (Settings(), [problem])


def test_one_bad_value_does_not_cost_the_good_ones():
    settings, problems = parse({"enable": 1, "hover": {"maxNotes": 5}})
    assert (settings.hover_max_notes, len(problems)) == (5, 1)


def test_keys_that_an_extension_sets_are_no_settings():
    assert parse({"editor": "helix", "draftDir": "/x", "trusted": False}) == (Settings(), [])


def test_later_layers_win_but_not_with_a_default():
    """Editors send the whole tree, with its defaults; those must not hide a file's choice."""
    user, _ = read_values({"hover": {"maxNotes": 2}})
    editor, _ = read_values({"hover": {"maxNotes": 3}, "enable": False})
    assert settled(user, chosen(editor)) == Settings(enable=False, hover_max_notes=2)


def test_a_repository_sets_only_what_it_may(tmp_path):
    """S51: no path and no program from a repository."""
    text = 'exclude = ["gen/**"]\n[store]\npath = "/tmp/x"\n[server]\npath = ["evil"]\n'
    (tmp_path / ".chesterton.toml").write_text(text)
    values, problems = repository_values(tmp_path)
    assert values == {"exclude": ("gen/**",)}
    assert problems == [
        ".chesterton.toml: store.path cannot be set by a repository",
        ".chesterton.toml: server.path cannot be set by a repository",
    ]


@pytest.mark.parametrize("data", [b"= no", b"\xff\xfe", b"a = " + b"[" * 50_000])
def test_a_file_that_is_no_toml_is_named(tmp_path, data):
    (tmp_path / ".chesterton.toml").write_bytes(data)
    assert repository_values(tmp_path) == ({}, [".chesterton.toml cannot be read as TOML"])


def test_a_missing_file_sets_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("CHESTERTON_CONFIG_DIR", str(tmp_path))
    assert user_values() == ({}, [])


def test_the_user_may_set_everything(tmp_path, monkeypatch):
    monkeypatch.setenv("CHESTERTON_CONFIG_DIR", str(tmp_path))
    (tmp_path / "config.toml").write_text('[store]\npath = "/data"\n')
    assert user_values() == ({"store.path": "/data"}, [])


def test_every_default_passes_its_own_form():
    assert all(option.form.read(option.default) == option.default for option in OPTIONS)
    assert len({option.key for option in OPTIONS}) == len(OPTIONS) == 16


def test_every_option_is_told_in_a_sentence():
    assert all(option.doc.endswith((".", "`")) for option in OPTIONS)
