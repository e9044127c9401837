"""Settings are read leniently: invalid ones are reported, the others apply."""

import os

import pytest

from chesterton.config.layers import (
    merged,
    non_default,
    read_values,
    repository_values,
    user_values,
)
from chesterton.config.settings import OPTIONS, Settings, Signals


def parse(tree):
    """The settings in a tree, and one message for each key that was ignored."""
    values, problems = read_values(tree)
    return merged(values), problems


def test_nothing_set_means_the_defaults():
    assert parse({}) == (Settings(), [])
    assert parse(None) == (Settings(), [])


def test_an_empty_lua_table_sets_nothing():
    assert parse([]) == (Settings(), [])


@pytest.mark.parametrize("tree", [{"codeLens": {"enabled": False}}, {"codeLens.enabled": False}])
def test_keys_may_be_nested_or_dotted(tree):
    assert parse(tree) == (Settings(code_lens_enabled=False), [])


def test_a_word_is_converted_to_its_enum():
    assert parse({"signals": "lens"})[0].signals is Signals.LENS


def test_setting_one_severity_keeps_the_others():
    settings, _ = parse({"diagnostics": {"severity": {"touched": "off"}}})
    assert settings.diagnostics_severity["touched"] == "off"
    assert settings.diagnostics_severity["deleted"] == "warning"


@pytest.mark.parametrize(
    ("tree", "problem"),
    [
        ({"colour": "red"}, "unknown setting colour"),
        ({"x\x1b[2J": 1}, "unknown setting (unprintable)"),
        ({"enable": "yes"}, "enable must be true or false"),
        ({"hover": {"maxNotes": 9}}, "hover.maxNotes must be an integer from 1 to 5"),
        ({"hover": {"maxNotes": True}}, "hover.maxNotes must be an integer from 1 to 5"),
        ({"hover": 5}, "unknown setting hover"),
        ({"exclude": "*.py"}, "exclude must be a list of strings"),
        ({"exclude": [1]}, "exclude must be a list of strings"),
        ({"exclude": ["x"] * 2000}, "exclude must be a list of strings"),
        ({"signals": ["lens"]}, "signals must be one of auto, lens, hint, both, off"),
        ("loud", "the settings must be an object"),
    ],
)
def test_an_invalid_setting_is_reported_and_ignored(tree, problem):
    assert parse(tree) == (Settings(), [problem])


def test_an_invalid_value_does_not_affect_the_valid_ones():
    settings, problems = parse({"enable": 1, "hover": {"maxNotes": 5}})
    assert (settings.hover_max_notes, len(problems)) == (5, 1)


def test_keys_sent_by_an_extension_are_not_settings():
    assert parse({"editor": "helix", "draftDir": "/x", "trusted": False}) == (Settings(), [])


def test_later_layers_win_unless_they_hold_the_default():
    """Editors send every setting; their defaults must not override a value set in a file."""
    user, _ = read_values({"hover": {"maxNotes": 2}})
    editor, _ = read_values({"hover": {"maxNotes": 3}, "enable": False})
    assert merged(user, non_default(editor)) == Settings(enable=False, hover_max_notes=2)


def test_a_repository_cannot_set_paths_or_programs(tmp_path):
    """S51"""
    text = 'exclude = ["gen/**"]\n[store]\npath = "/tmp/x"\n[server]\npath = ["evil"]\n'
    (tmp_path / ".chesterton.toml").write_text(text)
    values, problems = repository_values(tmp_path)
    assert values == {"exclude": ("gen/**",)}
    assert problems == [
        ".chesterton.toml: store.path cannot be set by a repository",
        ".chesterton.toml: server.path cannot be set by a repository",
    ]


@pytest.mark.parametrize("data", [b"= no", b"\xff\xfe", b"a = " + b"[" * 50_000])
def test_a_file_that_is_not_toml_is_reported(tmp_path, data):
    (tmp_path / ".chesterton.toml").write_bytes(data)
    assert repository_values(tmp_path) == ({}, [".chesterton.toml is not valid TOML"])


@pytest.mark.parametrize("kind", ["folder", "pipe", "loop", "dangling", "large"])
def test_settings_that_are_not_in_a_file_are_reported(tmp_path, kind):
    path = tmp_path / ".chesterton.toml"
    match kind:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "large":
            path.write_text("#" * 300_000)
        case _:
            path.symlink_to(path if kind == "loop" else "nowhere")
    values, (problem,) = repository_values(tmp_path)
    assert (values, problem.startswith(".chesterton.toml ")) == ({}, True)


def test_a_missing_file_sets_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("CHESTERTON_CONFIG_DIR", str(tmp_path))
    assert user_values() == ({}, [])


def test_the_user_can_set_every_option(tmp_path, monkeypatch):
    monkeypatch.setenv("CHESTERTON_CONFIG_DIR", str(tmp_path))
    (tmp_path / "config.toml").write_text('[store]\npath = "/data"\n')
    assert user_values() == ({"store.path": "/data"}, [])


def test_every_default_is_a_valid_value():
    assert all(option.form.fits(option.default) for option in OPTIONS)
    assert all(option.form.convert(option.default) == option.default for option in OPTIONS)
    assert len({option.key for option in OPTIONS}) == len(OPTIONS) == 16


def test_every_description_is_a_sentence():
    assert all(option.doc.endswith((".", "`")) for option in OPTIONS)
