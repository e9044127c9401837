"""The manifest of the VS Code extension is what the code says."""

import json

from chesterton.syntax.language import LANGUAGES
from tests.docs.extension import LOCK, MANIFEST, made, written
from tests.docs.markdown import ROOT

COMMANDS_MOST = 12


def _manifest():
    return json.loads(MANIFEST.read_text(encoding="utf-8"))


def test_settings_languages_and_version_are_current(update):
    manifest = _manifest()
    if update:
        MANIFEST.write_text(written(made(manifest)), encoding="utf-8")
        manifest = _manifest()
    assert manifest == made(manifest), "run: pytest tests/docs --update"


def test_the_lock_file_is_of_this_manifest():
    manifest, lock = _manifest(), json.loads(LOCK.read_text(encoding="utf-8"))
    root = lock["packages"][""]
    for key in ("version", "dependencies", "devDependencies"):
        assert root[key] == manifest[key], "run: npm install"


def test_the_language_client_is_the_only_thing_shipped():
    assert list(_manifest()["dependencies"]) == ["vscode-languageclient"]


def test_no_lock_entry_names_where_it_was_fetched_from():
    packages = json.loads(LOCK.read_text(encoding="utf-8"))["packages"]
    assert [name for name, entry in packages.items() if "resolved" in entry] == []


def test_the_palette_stays_short():
    assert len(_manifest()["contributes"]["commands"]) <= COMMANDS_MOST


def test_the_pages_name_the_files_of_every_language():
    page = (ROOT / "docs" / "features" / "languages.md").read_text(encoding="utf-8")
    names = {each.id: f"{each.extensions} {each.file_stems}".split() for each in LANGUAGES}
    assert [name for name, own in names.items() if not any(f"`{one}`" in page for one in own)] == []
    assert "(../features/languages.md)" in (ROOT / "docs" / "editors" / "vscode.md").read_text(
        "utf-8"
    )
