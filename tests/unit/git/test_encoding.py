"""Names in git's configuration and in commits are decoded, whatever their encoding."""

import subprocess

import pytest

from chesterton.git import log
from chesterton.git.encoding import decoded
from chesterton.git.repository import Repository

NAMES = [
    ("Jörg Müller", "iso-8859-1", "ISO-8859-1"),
    ("Jörg Müller", "iso-8859-1", None),
    ("Łukasz Żak", "iso-8859-2", "latin2"),
    ("Иван", "koi8-r", "KOI8-R"),
    ("山田太郎", "shift_jis", "SHIFT_JIS"),
    ("“Zoë” €", "cp1252", None),
    ("Zoë", "utf-8", "ISO-8859-1"),
    ("Zoë", "iso-8859-1", "no such encoding"),
    ("Zoë", "iso-8859-1", "base64"),
    ("Zoë", "iso-8859-1", "ascii"),
]


@pytest.mark.parametrize(("name", "encoding", "declared"), NAMES)
def test_the_user_name_is_decoded(repo, name, encoding, declared):
    if declared:
        repo.git("config", "i18n.commitEncoding", declared)
    with (repo.root / ".git" / "config").open("ab") as config:
        config.write(b"[user]\n\tname = " + name.encode(encoding) + b"\n")
    assert Repository.discover(repo.root).user_name() == name


@pytest.mark.parametrize("declared", ["ISO-8859-1", None])
def test_the_author_of_a_commit_is_decoded(repo, declared):
    options = ("-c", f"i18n.commitEncoding={declared}") if declared else ()
    name = "user.name=Jörg".encode("latin-1")
    message = "Für Zoë".encode("latin-1")
    command = ["git", *options, "-c", name, "commit", "-qm", message, "--allow-empty"]
    subprocess.run(command, cwd=repo.root, check=True, capture_output=True)
    known = log.info(Repository.discover(repo.root), "HEAD")
    assert (known.author, known.subject) == ("Jörg", "Für Zoë")


@pytest.mark.parametrize("content", [b"\x81\x8d\xff", b"\xe9", b"", bytes(range(256))])
def test_nothing_is_replaced(content):
    assert "\ufffd" not in decoded(content)
