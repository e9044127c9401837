"""How much a word looks like a password, and where that suffices."""

import pytest

from chesterton.redact.chosen_value import is_namesake
from chesterton.redact.clean import clean
from chesterton.redact.password_shapes import is_certain, is_likely

CERTAIN = [
    *(
        "Pebbl3!42",
        "Mossy4711!",
        "Acorn!77",
        "!Walrus123",
        "47Kelp81%",
        "Otter3Cloth9",
        "Heron&reed4",
    ),
    *("reed44#heron", "HERON417x", "heron417!", "He@ron417!", "aB3x-kL9z-Qr5t", "k3p-x9z-r4t-m2q"),
    *(
        "P@ssw0rd2041",
        "ksV5$pIR2!",
        "r4zor-heron-42",
        "Heron44.reed",
        "Heron_Cloth_44",
        "heron7cloth4",
    ),
    *("Heron!cloth?4", "Heron-cloth-ember-7", "xK4$mQpW7z", "heron.cloth.ember.44"),
]
NEVER = [
    *(
        "Angular@17",
        "lodash@4.17.21",
        "HEAD~200",
        "issue#2039",
        "C++20-and-beyond",
        "sha256-abc123",
    ),
    *(
        "utf8mb4",
        "S3Service#compute_checksum",
        "arm64+0x10018b66c",
        "GHSA-29vq-49wr-vm6x",
        "29vq-49wr-vm6x",
    ),
    *(
        "rebuild405Handlers",
        "WriteV1MessageType",
        "SYS_getdents64",
        "zip64EocdOffset",
        "duration*1000",
    ),
    *(
        "rhel-10-$",
        "cookies@~0.7.0",
        "return!1",
        "v2.55.0-rc1~5",
        "com.acme.Auth2",
        "test_login_12",
    ),
    *("2024-05-01.3", "ISO-8859-1", "Foo&bar", "FILTERS!!111", "default-token-v2", "10**options"),
]


@pytest.mark.parametrize("word", CERTAIN)
def test_what_only_passwords_look_like_is_removed_from_any_text(word):
    assert is_certain(word)
    assert word not in clean(f"The importer wants {word}, don't ask.").text


@pytest.mark.parametrize("word", NEVER)
def test_names_versions_and_references_are_no_passwords(word):
    assert not is_certain(word)
    text = f"See {word} for that."
    assert clean(text).text == text


@pytest.mark.parametrize("word", ["heron44Cloth", "HeronCloth44", "heron417CLO"])
def test_what_names_may_look_like_needs_an_account_or_a_lock(word):
    assert is_likely(word)
    assert not is_certain(word)
    assert clean(f"We call it {word} here.").text == f"We call it {word} here."
    assert word not in clean(f"The router lets admin in with {word}.").text


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("API key karin1978", "karin1978"),
        ("The token is karin1978, changed twice a year.", "karin1978"),
        ("secret karin1978 shared by both services", "karin1978"),
        ("REDIS_AUTH=karin1978", "karin1978"),
        ("client 10.0.0.0/8 {\n secret = karin1978\n}", "karin1978"),
        ("VNC on :1, karin1978", "karin1978"),
        ("The Wi-Fi takes m.huber with karin1978.", "karin1978"),
        ("community: karin1978", "karin1978"),
        ("sudo pass on the Pi = karin1978", "karin1978"),
        ("Netflix: ida@x.example karin1978", "karin1978"),
    ],
)
def test_a_name_and_a_number_is_a_password_where_one_is_due(text, secret):
    assert is_namesake(secret)
    assert secret not in clean(text).text


@pytest.mark.parametrize(
    "text",
    [
        "Signed-off-by: karin1978 <karin1978@users.noreply.example>",
        "Merge pull request #12 from karin1978/fix-login",
        "The regression was found by karin1978.",
        "host kafka12 is behind the proxy",
        "token TOKEN_TYPE_12 is unused",
        "switch to node18 on the build server",
        "user bob2 not in sudoers",
    ],
)
def test_a_name_and_a_number_elsewhere_is_a_name(text):
    assert clean(text).text == text
