"""A password is redacted in each of the forms in which one is written, and stand-ins are not."""

import pytest

from chesterton.redact.clean import clean, clean_note

VALUES = ["Cinder_Plover6", "brook-Lantern-48", "m4pleg0rge", "Sorrel47!", "tX9wq4LmZe"]
FORMS = {
    "device": [
        "snmpwalk -v2c -c {} core1 1.3.6.1",
        "snmp-server community {} RO",
        "enable secret {}",
        "tacacs-server key 7 {}",
        "ip ospf message-digest-key 1 md5 {}",
        "createUser mon SHA {} AES",
        "The SNMP community string of the switch is {}",
    ],
    "database": [
        "CREATE USER app IDENTIFIED BY {};",
        "CONNECT TO SHOP USER app USING {}",
        "INSERT INTO users (name, password) VALUES ('bob', '{}');",
        "INSERT INTO mail (id, smtp_password) VALUES\n  (1, 'x'),\n  (2, '{}');",
        "ACL SETUSER app on >{} ~* +@all",
        "EXEC sp_addlogin 'app', '{}'",
    ],
    "windows": [
        "'{}' | ConvertTo-SecureString -AsPlainText -Force",
        "ConvertTo-SecureString {} -AsPlainText -Force",
        "xfreerdp /v:host /u:bob /p:{}",
        "setup.exe /quiet /password:{}",
        "signtool sign /f c.pfx /p {} a.exe",
    ],
    "dialogue": [
        'expect "assword:"\nsend "{}\\r"',
        "child.expect('passphrase')\nchild.sendline('{}')",
        "Ann 10:41\nwhat's the password of the relay?\nBen 10:43\n{}",
        "[10:41] Ann: pw for the relay?\n[10:43] Ben: {}",
        "Ann: do you have the wifi password\nBen: sure\nBen: {}",
        "Ann (10:41): root password?\nBen (10:43): it's {}",
        "Their admin password? {}.",
    ],
    "later": [
        "The password is below:\n\n{}",
        "Here is the new passphrase.\nDon't share it.\n\n{}",
        "The admin password (see there) changed again.\n\n{}",
        "See the next line for the password:\n{}",
    ],
    "sign": [
        "password => {}",
        "password / {}",
        "password{{{}}}",
        '(password . "{}")',
        "password <- {}",
        "password >> {}",
        "password <{}>",
        "PASSWORD({})",
    ],
    "layout": [
        "User   Password\nbob   {}",
        "+---+---+\n| user | password |\n+---+---+\n| bob | {} |",
        "WIFI:S:Lab;T:WPA;P:{};;",
        'host : PSK "{}"',
        "bob:{}",
        'keyStore.load(in, "{}".toCharArray());',
        "def password(): return '{}'",
    ],
    "login": [
        "Log in as bob.\nWhen prompted, type {}.",
        "ftp -n nas <<E\nuser bob {}\nE",
        "The console takes bob and {}.",
        "Handover: grafana (bob/{}), wiki by SSO.",
        'WiFi.begin("Lab", "{}");',
        "const creds = ['bob', '{}'];",
    ],
    "languages": [
        "Wir haben das Passwort auf {} geändert",
        "Bitte {} als Passwort eingeben",
        "il faut taper {} comme mot de passe",
        "cambiamos la contraseña a {}",
        "código de acceso: {}",
        "codice di accesso: {}",
        "Le code d'entrée est {}",
        "サーバーのパスワードは「{}」です",
    ],
}


@pytest.mark.parametrize("form", [form for forms in FORMS.values() for form in forms])
@pytest.mark.parametrize("value", VALUES)
def test_a_password_is_redacted_in_every_form(form, value):
    assert value not in clean(form.format(value)).text


@pytest.mark.parametrize(
    ("before", "first", "second"),
    [
        ("password = ", '"Cinder', '"'),
        ("const token = ", "'k3R9x", "'"),
    ],
)
@pytest.mark.parametrize("joint", [" + ", " . ", " & ", "\n    + ", "\n"])
def test_a_string_in_parts_is_redacted_whole(before, first, second, joint):
    text = f"{before}{first}{second}{joint}{second}_Plover6x2{second}"
    cleaned = clean(text).text
    assert "Cinder" not in cleaned
    assert "k3R9x" not in cleaned
    assert "Plover6" not in cleaned


@pytest.mark.parametrize("code", ["48213", "730164"])
@pytest.mark.parametrize(
    "form",
    [
        "Das Passwort für den Proxy lautet {}.",
        "Le mot de passe du serveur est {}",
        "La contraseña es {}",
        "Kennwort vom Relay: {}",
        "le mot de passe par défaut ({}) reste",
        "The access code for the rack is {}.",
        "El código de la puerta es {}",
    ],
)
def test_digits_right_after_a_verb_or_sign_are_redacted(form, code):
    assert code not in clean(form.format(code)).text


@pytest.mark.parametrize("phrase", ["larch kettle ember", "quiet otter saddle thistle"])
@pytest.mark.parametrize(
    "form",
    ["passphrase: {}", 'The passphrase is "{}".', "The passphrase is {}", "psk='{}'"],
)
def test_a_passphrase_of_plain_words_is_redacted(form, phrase):
    assert phrase not in clean(form.format(phrase)).text


@pytest.mark.parametrize("word", ["marmalade", "dragonfly"])
@pytest.mark.parametrize(
    "form", ["Das Passwort ist {}.", "La contraseña es {}.", "le mot de passe est {}", "mdp: {}"]
)
def test_a_rare_word_is_a_password_in_other_languages_too(form, word):
    assert word not in clean(form.format(word)).text


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Redis AUTH string", "{}"),
        ("SNMP community of the core switch", "{}"),
        ("BIOS password", "All blades: {}"),
        ("Master password", "{} since 2021"),
        ("VPN PSK", "Ask before use.\n\n{}"),
    ],
)
@pytest.mark.parametrize("value", VALUES)
def test_a_title_reaches_what_its_text_gives(title, body, value):
    assert value not in "".join(clean_note(title, body.format(value))[:2])


HARMLESS = [
    "Token is base64url",
    "google-site-verification=rXOxyZounnZasA8Z7oaD3c14JdjS9aKSWvsR1EbUSIQ",
    "pay to bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq for the token",
    "The password prompt hangs on build7.",
    "Das Passwort wurde gestern geändert.",
    "Das Passwort muss mindestens zwölf Zeichen haben.",
    "La password è scaduta.",
    "Lösenordet är felaktigt.",
    "A senha continua a mesma.",
    "Hasło jest wymagane.",
    "Add 1Password 1PUX importer",
    "Move the password code to KeyStore2.cpp",
    "Pass the class to BlockUnit4ClassRunner.",
    "Pass python_requires to setuptools (#4479)",
    "Remove the --password command line option",
    "AUTH password|AUTH2 username password",
    "snmpwalk -v2c -c $COMMUNITY core1",
    "IDENTIFIED BY '${pw}'",
    'send "$password\\r"',
    "WIFI:S:<ssid>;T:WPA;P:<password>;;",
    "INSERT INTO users (name, password) VALUES (?, ?)",
    "amqp://guest:guest@localhost:5672//",
    "pod orders-7f9c4bd8-x2x9k lost its session",
    "The access code is sent by SMS.",
    "access code 403 in the log",
    "community is the default; read the docs",
    "The password is checked by PasswordPolicy2Validator.",
    "password reset mails are sent by worker2",
    "Sign in with SSO is broken on Firefox128.",
    "Auth_Service2 talks to Login_Page1",
    "auth token cache: redis:7-alpine",
    "the passphrase is asked for when the agent starts",
    "login as root, then see PR#4444 and bug#128",
    "Merge branch 'feature/cmake-fix-#50-#123'",
    "Merge pull request #3150 from ann/ci-cache-artifacts-g4w of the auth branch",
    "fix: pin debug@~3.1.0 for the login page",
    "user: postgres\ndatabase: shop\nport: 5432",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_resembles_a_password_is_left_alone(text):
    assert clean(text).text == text
