"""Secrets that a sentence, a heading, a command or a neighbour tells, and texts like those."""

import pytest

from chesterton.redact.clean import clean

HEX, OTHER = "9c1f0b7ad4e35286f7a0c9d1be4432ff", "07d5a1c3be9842f6a6ec11d0f3b7592e"
SHA = "4be1d07c9a2f5836e1c97a0b2d48f5613ea07bd9"
UUID = "5d2c3e4f-1aaa-4bbb-8ccc-0987654321fe"
TWELVE = "jealous jungle timber snack orchard cabbage noise venture fiscal lemon canyon eagle"

TOLD = [
    ("API token of the parcel service\n```\nM61dhu-et9VNb\n```\nKept by us.", "M61dhu-et9VNb"),
    (f"TODO replace {HEX} by a lookup in the vault.", HEX),
    (f"Replace {SHA} with an environment variable; it's the live API key.", SHA),
    (f"{UUID} must come from the vault, not from this file.", UUID),
    (f"Hard-coded {HEX} here on purpose: the gateway rejects rotated keys.", HEX),
    (f"The literal {SHA} in client.go is the production token.", SHA),
    (f"Requests are signed using {HEX}.", HEX),
    (f"Why is {HEX} in here? That's the HMAC secret of the webhook.", HEX),
    (f"Rejected: rotating {HEX} monthly.", HEX),
    (f"The key in use is {HEX}.", HEX),
    (f"sonar.login={HEX[:16]}", HEX[:16]),
    (f"APP_SIGNING={SHA}", SHA),
    (f"license {UUID}", UUID),
    (f"https://api.example/w?appid={HEX}", HEX),
    (f"https://{SHA}:x-oauth-basic@git.example/x.git", SHA),
]
BELOW = [
    (f"[credentials]\n{HEX}", HEX),
    ("[credentials]\nops\nr4zor-heron-42", "r4zor-heron-42"),
    (f"secrets:\n  stripe: xK4mQpW7zRt9\n  mail: {HEX}", HEX),
    (f"API keys\n- maps {HEX}\n- mail {OTHER}", OTHER),
    ("logins:\n- ida/heron44Cloth\n- tom/karin1978", "karin1978"),
    (f"$ cat /run/secrets/token\n{HEX}", HEX),
    ("$ pass show mail/imap\nheroncloth417", "heroncloth417"),
    (f"$ openssl rand -hex 16\n{HEX}", HEX),
]
BESIDE = [
    (f"apikeys:\n  - {HEX}\n  - {OTHER}", OTHER),
    (f"The API key changed from {HEX} to {OTHER}.", OTHER),
    ("password heron44Cloth -> karin1978", "karin1978"),
    ("old password Heron!77; new one walrus-cloth-ember-42", "walrus-cloth-ember-42"),
    ("@@ -1 +1 @@\n-PW=heron4417\n+PW=karin1978", "karin1978"),
    ("- stage: ida / Heron!77\n- prod: tom / karin1978", "karin1978"),
]
FORMS = [
    (f"If the Trezor dies: {TWELVE}", TWELVE),
    (f"Written on the card in the drawer:\n{TWELVE}", TWELVE),
    ("printf '%s\\n%s' ops heron44Cloth > auth.txt", "heron44Cloth"),
    ("SSID Halle, passphrase larch kettle ride moss", "kettle"),
    ("SESSION_SECRET=larch kettle ride moss", "kettle"),
    ("Key box 4711, left of the door.", "4711"),
    ("padlock on rack 4: 4083", "4083"),
    ("Digicode 8570", "8570"),
    ("the garage keypad wants 55745", "55745"),
    ("code: 495863 (door)", "495863"),
    ("BitLocker 379842-141736-741325-202913-245115-133580-744720-777083", "741325"),
    ("jdoe:{PLAIN}heroncloth417::::::", "heroncloth417"),
    ("reg add HKLM\\x /v DefaultPassword /d heron_cloth_417", "heron_cloth_417"),
    ("schtasks /RU ops /RP heroncloth41", "heroncloth41"),
    ("<Key>Password</Key><Value>heroncloth41</Value>", "heroncloth41"),
    ("eyJhbGciOiJIUzI1NiJ9.qW8_zR4tK1mX7pL0vB3n.Zx9Qw3Er7Ty1Ui5Op2As6Df8Gh4Jk", "Zx9Qw3Er7Ty1"),
]
CODES = [
    "2FA recovery codes of the root account:\n- gkwfolxvlo\n- zfcblnj9oo\n- qwkdolxvlo",
    "2FA recovery codes:\n- zfcblnj9oo\n- gkwfolxvlo\n- qwkdolxvlo",
    "Backup codes\n```\ngkwf-olxv\nk3jf-92lm\nzzpq-wmnb\n```",
    "Recovery codes:\n\n1. gkwfo lxvlo\n2. zwovn qkzjx\n3. zmxnq bwvtr",
    "One-time codes for the bank\n[ ] gkwfolxv\n[x] zwovnqkz\n[ ] zmxnqbwv\n[ ] 4mxnqbwv",
    "Codes de secours\n* gkwfolxvlo\n* zw0vnqkzjx\n* zmxnqbwvtr",
    "Notfallcodes:\n> gkwfolxvlo\n> zwovnqkzjx\n> zmxnqbwvtr",
]
FENCED = [
    ("BIOS password\n```\niajt71sN.kb\n```\nKept by Tomas.", "iajt71sN.kb"),
    ("VPN preshared key\n\n```\npoiuy09876\n```", "poiuy09876"),
    ("Router admin password:\n~~~\nSonne1999x\n~~~", "Sonne1999x"),
    ("## Root password (spare)\n```text\nheron417\n```", "heron417"),
    ("**PIN of the safe**\n```\n77120945\n```", "77120945"),
]
TURNED = [
    ("Rotated the database password on 2024-05-17 from 3l.Pc3p0m7N=iHQ to asdfgh789.", "asdfgh789"),
    ("Rotated the database password on 2024-05-17 from 3l.Pc3p0m7N=iHQ to asdfgh789.", "p0m7N"),
    ('Changed the admin password from "Foo=Bar$9(2" to "winter2021!".', "Bar$9"),
    ("We switched the SMTP password from qw(er)ty99 to heron!Cloth7;", "heron!Cloth7"),
    ("Updated the database password from `9!M=taM-g%ze` to `otter77!`", "M=taM"),
    ("Updated the database password from `otter77!` to `9!M=taM-g%ze`.", "M=taM"),
    ("Reset the NAS password from a/b=9xK2mQp to walrus-cloth-ember-42", "9xK2mQp"),
    ("The restic password everyone guesses wrong: it's badger6328, with a capital", "badger6328"),
    ("The wifi password nobody remembers \u2013 it is asdfgh789.", "asdfgh789"),
    ("About the admin password; it was just heron4417 then.", "heron4417"),
    ("A guest password, it's always meadow77!", "meadow77"),
]
ADDRESSES = [
    f"https://x-token-auth:{SHA}@git.example/t/r",
    "https://x-token-auth:62fePMf0HQhUyPiAaTK2PpW7@git.example/t/r.git, which leaks",
    "https://secret-token:hunter22x@git.example/t/r",
    "https://api-key:a8f3kd93kd93kdk2@git.example/t/r",
    "ftp://my-password:Heron!77x@git.example/t/r",
]
HARMLESS = [
    "Recovery codes:\n- print\n- store\n- check",
    "Backup codes\n- are shown once\n- expire after use\n- can be renewed",
    "Backup keys:\n1. alpha\n2. gamma\n3. delta",
    "one-time codes:\nsms\npush\ntotp",
    "2FA codes\n\n200 ok\n401 no\n500 er",
    "BIOS password\n```\ndmidecode -t bios\n```",
    "Encryption key\n```\naes-256-gcm\n```",
    "The secret\n```\nsecrets.yaml\n```",
    "Admin password\n```\nvault_kv2\n```",
    "Database password:\n```\n<password1>\n```",
    "The password check is slow: it's O(n2) here.",
    "The password everyone asks about: it's in 1Password.",
    "Rotated the signing key from RS256 to ES256.",
    "Migrated password storage from mysql57 to postgres15.",
    "Updated the password regex from [a-z]{8} to [a-z0-9]{12}.",
    "https://x-token-auth:{access_token}@bitbucket.org/team/repo.git",
    "WIFI:T:WPA;S:mynet;P:$PASSWORD;;",
    "password: !vault_ref kv/falcon/db#password",
    "token: !secret weather_v2",
    "password: /^\\S{12,}$/i",
    "passphrase: /^(?=.*[A-Z])\\w{8,}$/",
    "Renamed hash_password to parse_tokenV3 in the SDK.",
    "renames the helper get_secret to loadKeyV2",
    "arn:aws:secretsmanager:eu-west-1:823915251272:secret:cactus/db-Hv5AOf",
    f"Reverted in {SHA}, which broke the token parser.",
    f"replace {SHA[:9]} by {SHA[:7]} in the lock file",
    f"Replace {SHA} with the tagged release.",
    f"tenant {UUID} has no token",
    f"user {UUID} lost the credentials",
    f"the password hash {HEX} is stale",
    f"cache key {HEX} of the token list",
    f"vault entry {UUID} is stale",
    f"signed with key {HEX}",
    f"$ git rev-parse HEAD\n{SHA}",
    f"$ cat build-id\n{SHA}",
    "[tokens]\nbegin = BEGIN1\nend = END1",
    "[auth]\nmethod = ldap3\nhost = ldap01",
    "secrets:\n  - db_password\n  - api_token",
    "keys:\n  up: w\n  down: s",
    "API keys\n- are created in the portal\n- expire yearly",
    "one two three four five six seven eight nine ten eleven twelve",
    "The twelve words of that sentence are all in lower case and rather short.",
    'NAMES = ["acos", "acosh", "asin", "asinh", "atan", "atanh", "ceil", "cosh", "clamp", "floor"]',
    "code: 404 (door not found)",
    "locker 12 is broken",
    "alarm threshold 9000",
    "auth: oauth2 / saml2",
    "Changing the masterauth while turning into a replica is racy.",
    "surrogate pairs pass through, which allows\nconhost to show them",
    "Reuse the attribute from KeePass2 to store the days to maintain.",
    "postgres://postgres:postgres@localhost:5432/app",
]


@pytest.mark.parametrize("text", CODES, ids=ascii)
def test_codes_without_a_digit_are_removed_from_a_list_of_codes(text):
    cleaned = clean(text).text
    assert not any(part in cleaned for part in ("gkwf", "olxv", "zmxnq", "zzpq", "wovn"))


@pytest.mark.parametrize("text", ADDRESSES)
def test_the_host_of_an_address_is_kept(text):
    user = text.split(":")[1]
    assert f"{user}:[redacted:url-password]@git.example/t/r" in clean(text).text


@pytest.mark.parametrize(("text", "secret"), TOLD + BELOW + BESIDE + FORMS + FENCED + TURNED)
def test_what_the_text_around_tells_is_removed(text, secret):
    assert secret not in clean(text).text


@pytest.mark.parametrize("text", HARMLESS)
def test_texts_that_only_resemble_those_are_left_alone(text):
    assert clean(text).text == text
