"""Every value listed after a plural name is redacted, not only the first."""

import pytest

from chesterton.redact.clean import clean, clean_note

A, B, C = "Heron_7x", "Gl4cier_Mug", "Pewter_Lamp9"


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Lab", f"passwords: {A}, {B} and {C}"),
        ("Lab", f"The passwords are {A} (rack 1), {B} (rack 2) and {C}."),
        ("Lab", f"Passphrases of the two disks = {A} / {B}; {C}"),
        ("Lab", f"Passwords\n- db7: {A}\n- db8: {B}\n- db9: {C}"),
        ("Lab", f"Passwörter: {A} und {B} oder {C}"),
        ("Lab", f"die Zugangsdaten\n* ida = {A}\n* ole = {B}\n* pia = {C}"),
        ("Passwords of the core routers", f"rt1 {A}\nrt2 {B}\nrt3 {C}"),
        ("Logins", f"ida / {A}\nole / {B}\npia / {C}"),
        ("Demo accounts", f"ida:{A}\nole:{B}\npia:{C}"),
        ("Credentials of the testers", f"- ida@corp.test / {A}\n- ole@corp.test -> {B}\n- x9 {C}"),
        ("Users", f"1. ida - {A}\n2. ole - {B}\n3. pia - {C}"),
    ],
)
def test_every_value_of_a_list_is_redacted(title, body):
    left = "\n".join(clean_note(title, body)[:2])
    assert not any(value in left for value in (A, B, C))


@pytest.mark.parametrize(
    "text",
    [
        "Passwords\n- length: 12\n- hash: argon2id\n- rounds: 10",
        "Logins\n- 2024-02-11: ida\n- 2024-02-12: ole",
        "Users\n- ida: team_payments\n- ole: team_search",
        "accounts:\nsrc/accounts/model_v2.py: Account\nsrc/accounts/views.py: AccountView",
        "Credentials\n- prod: vault/prod/db\n- test: vault/test/db",
        "users are web1, web2 and web3",
        "The passwords are hashed with bcrypt, argon2id and scrypt.",
        "passwords: see 1Password, KeePass and the safe",
        "credentials: AWS_KEY_1, AWS_KEY_2",
        "Users\nalice@corp.test /users/1\nbob@corp.test /users/2",
    ],
)
def test_lists_of_other_things_are_left_alone(text):
    assert clean(text).text == text
