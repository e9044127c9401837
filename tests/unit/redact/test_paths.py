"""Paths as they are stored: without tokens, and each different from every other."""

import pytest

from chesterton.redact.paths import clean_path

GITHUB = "ghp_" + "a7Kq2Zx9Lm" * 3 + "4Pw8Rt"
OTHER = "ghp_" + "b8Lr3Ay0Mn" * 3 + "5Qx9Su"
AWS = "AKIA" + "YXVKWSKMOEOGBOPQ"

NAMES = [
    "pins/door-code-4711.txt",
    "pins/pin-123456.md",
    "src/auth/token=refresh/service.py",
    "archive/password: how to choose one.md",
    "notes/the password is gr4nitwald88.txt",
    "users/root:heron!77Cloth@db.sql",
    "api_key=heron44Cloth.env",
    "keys/a1b2c3d4e5f60718293a4b5c6d7e8f9012345678.json",
    "blobs/V1StGXR8Z5jdHi6BmyTq7Lw2NcX0pKe/meta.json",
    "i18n/mot-de-passe-oubli\u00e9.fr.json",
]
TOKENS = [f"{GITHUB}.txt", f"logs/{GITHUB}/a.txt", f"{AWS}.md", f"a\n{GITHUB}.md", f"key={GITHUB}"]


@pytest.mark.parametrize("path", NAMES)
def test_a_name_is_kept_whatever_it_would_mean_in_a_sentence(path):
    assert clean_path(path) == path


@pytest.mark.parametrize("path", TOKENS)
def test_a_token_is_replaced_once_and_for_all(path):
    cleaned = clean_path(path)
    assert GITHUB not in cleaned
    assert AWS not in cleaned
    assert clean_path(cleaned) == cleaned


@pytest.mark.parametrize("path", TOKENS)
def test_paths_with_different_tokens_stay_different(path):
    other = path.replace(GITHUB, OTHER).replace(AWS, AWS[:-1] + "T")
    assert clean_path(path) != clean_path(other)
    assert clean_path(path) == clean_path(path)


def test_the_stored_path_of_a_folder_starts_those_of_its_files():
    folder = f"a/{GITHUB}"
    assert clean_path(f"{folder}/{AWS}/x.md").startswith(clean_path(folder) + "/")
