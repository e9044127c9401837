"""A password is redacted in sentences of many languages, with words before its verb."""

import pytest

from chesterton.redact.clean import clean

VALUES = ["Otter_Crane5", "badger-pond-62", "Falcon77", "mapleRiver4", "fK8!wq3Zn"]
SENTENCES = [
    "Das Kennwort für den Proxy bleibt {}.",
    "Das Passwort wurde auf {} geändert",
    "Le mot de passe du serveur est maintenant {}",
    "La contraseña de la base sigue siendo {}",
    "a senha do roteador continua {}",
    "La password del router resta {}",
    "Het wachtwoord voor de database wordt {}",
    "hasło do serwera brzmi {}",
    "Heslo k serveru je {}",
    "Lösenordet till databasen var {}",
    "Adgangskoden til serveren er {}",
    "Passordet for databasen ble {}",
    "Salasana palvelimelle on {}",
    "Parola serverului este {}",
    "Ο κωδικός του διακομιστή είναι {}",  # noqa: RUF001  # Greek
    "Mật khẩu mới là {}",
    "пароль от сервера теперь {}",
    "本番のパスワードは{}です",
    "数据库密码改成了 {}",
    "서버 비밀번호는 {} 입니다",
    "הסיסמה לשרת היא {}",
    "The Grafana password ended up being {}",
    "The password is, sadly, {}.",
    "Enter {} when asked for the password",
]


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("value", VALUES)
def test_a_password_is_redacted_wherever_the_verb_is(sentence, value):
    assert value not in clean(sentence.format(value)).text


@pytest.mark.parametrize(
    "text",
    [
        "Das Kennwort für den Proxy ist abgelaufen.",
        "Le mot de passe est stocké dans vault-prod",
        "La contraseña es obligatoria desde v2.14",
        "Het wachtwoord wordt met argon2id gehasht",
        "Heslo je v souboru config.yaml",
        "пароль теперь хранится в vault",
        "パスワードは必須です",
        "密码是必填项",
        "비밀번호는 필수입니다",
        "The password is, in v2, hashed with sha256",
        "The password is base64-encoded",
        "The token is now RS256-signed",
    ],
)
def test_what_a_sentence_says_about_a_password_is_left_alone(text):
    assert clean(text).text == text
