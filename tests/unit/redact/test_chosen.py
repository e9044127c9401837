"""Passwords that look like names in code, and where they stand: settings, tables, SQL, commands."""

import pytest

from chesterton.redact.clean import clean, clean_note

HEX = "44502e2a3009dca0edc5707573746354c4c933a2e21e2c898e5da13b3fd790a6"
RANDOM = "rnCeVszJPalzluECpGEg"

PLACES = [
    "REDIS_AUTH={}",
    'secret: "{}"',
    'session({{ secret: "{}", resave: false }})',
    'app.secret_key = b"{}"',
    '#define WIFI_PASS "{}"',
    "ALTER LOGIN sa WITH PASSWORD = N'{}'",
    "admin_password: !!str {}",
    "service;account;secret\nledger;app_rw;{}",
    "|Switch|Enable secret|\n|:--|:--|\n|sw-3|{}|",
    "UPDATE settings SET value='{}' WHERE name='smtp_password';",
    "client 10.0.0.0/8 {{ secret = {} }}",
    "BUNDLE_GEMS__ACME__IO: etl:{}",
    "sent you the creds: deploy {}",
    "a1 LOGIN root {}\na1 OK",
    "Admin-Zugang: etl / {}",
    "WLAN-Schlüssel im Lager: {}",
    "const token = '{}';",
    'SIGNING_SECRET="{}"',
    "Password was changed to {} in March.",
    "[smtp]\nauth = {}",
]
VALUES = ["walnut.dagger8552", "badger-falcon873", "meadow_garnet1409", "heron.cloth4417"]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("value", VALUES)
def test_a_value_of_words_and_a_number_is_removed_where_it_is_assigned(place, value):
    assert value not in clean(place.format(value)).text


@pytest.mark.parametrize(
    "text",
    [
        "secret: settings.API_SECRET2",
        'secret_key = os.environ["KEY2"]',
        "password = config.smtp2.password1",
        'token = load_token("file2")',
        "auth=request.session2",
        "secret: my_app.settings_v2",
        "client_secret = self.client_secret",
        'token: "access_token_2"',
        "auth = digest_sha256",
        "secret = user.secret_1",
        "API_KEY=test_key_123",
        "login: see ticket-4711",
        "token color-primary-500 = #1d4ed8",
        "token: gray-accent-200",
        "auth = billing.worker12",
        "secret: payments-cluster2024",
    ],
)
def test_a_reference_to_code_is_kept(text):
    assert clean(text).text == text


OTHERS = [
    (f'let key = hex::decode("{HEX}")?;', HEX),
    (f'const KEY: [u8; 32] = hex!("{HEX}");', HEX),
    (f'key = bytes_from_hex("{HEX}")', HEX),
    (f"Der geheime Schlüssel {HEX} liegt noch im alten Skript.", HEX),
    (f"Guest wifi: ACME-Guest / {RANDOM}", RANDOM),
    ("Heslo k routeru je bRNYifzLqPaJoGxp", "bRNYifzLqPaJoGxp"),
    ("username admin privilege 15 password 0 4imhpkfuatr25", "4imhpkfuatr25"),
    ("bluetooth pairing passkey 747924", "747924"),
    ("the passkey of the headset is 4711", "4711"),
    ("voicemail pin 1936", "1936"),
    ("PIN 1987.", "1987"),
    ("1. 23486591\n2. 95128263\n3. 44122142\n\nThese are the backup codes of the mailbox.", "951"),
    ("ab3d-91kx\nzq8r-77mw\nk2p9-x4vt\nrecovery codes of the forge", "77mw"),
    ("Recovery key (matrix): EsTc 11Vy ywLz 7HY9 zBYu zIF5 gJXm okJX aXwu", "zIF5 gJXm"),
    ("Security key: A1b2 C3d4 E5f6 G7h8 J9k0", "C3d4"),
    ("It asks; answer walnut harvest canyon basalt (LUKS passphrase of the NAS)", "canyon"),
    ("larch-kettle-ride-moss (the passphrase of the key)", "kettle"),
    ("COPY users (id, login, api_token) FROM stdin;\n12\tx\t" + HEX[:40] + "\n\\.", HEX[:40]),
    ("COPY public.users (password, id) FROM stdin;\nheron.cloth4417\t1\n\\.", "heron.cloth4417"),
    ("$argon2id$v=19$m=65536,t=3,p=4$a5lATikFyZHAeLrl$tFPXKKeO-Ne0I0QnEX5P1L", "tFPXKKeO"),
    (f"wordpress_logged_in_{HEX[:32]}=admin%7C1790001234%7C{HEX[:40]}%7C{HEX}", HEX),
]


@pytest.mark.parametrize(("text", "secret"), OTHERS)
def test_a_secret_in_its_usual_place_is_removed(text, secret):
    assert secret not in clean(text).text


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("GPG passphrase", "harvest-kettle-onyx-anvil-hollow"),
        ("Passwort vom NAS", "cMsgHPLWieNIdDqa"),
        ("Password of the printer", "vVxQJrkzWmPq"),
        ("LUKS passphrase", "larch kettle ride moss"),
    ],
)
def test_a_title_names_the_secret_that_is_the_body(title, body):
    assert body not in clean_note(title, body)[1]
