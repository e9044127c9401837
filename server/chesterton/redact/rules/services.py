"""Work tools and other services on the web."""

from chesterton.redact.rule import Rule, shaped
from chesterton.redact.rules.specimen import BASE64, DIGITS, HEX, LOWER, UPPER, specimen, uuid

SERVICES: tuple[Rule, ...] = (
    shaped(
        "notion-token",
        "ntn_",
        r"(?<![A-Za-z0-9])ntn_[A-Za-z0-9]{40,50}",
        hits=("ntn_" + specimen(11, DIGITS) + specimen(35),),
        misses=("ntn_" + "x",),
    ),
    shaped(
        "notion-secret",
        "secret_",
        r"(?<![A-Za-z0-9])secret_[A-Za-z0-9]{43}(?![A-Za-z0-9])",
        hits=("secret_" + specimen(43),),
        misses=("secret_" + "access_key",),
    ),
    shaped(
        "linear-key",
        "lin_api_|lin_oauth_|lin_wh_",
        r"lin_(?:api|oauth|wh)_[A-Za-z0-9]{32,64}",
        hits=("lin_api_" + specimen(40), "lin_oauth_" + specimen(64, HEX)),
        misses=("lin_api_" + "x",),
    ),
    shaped(
        "figma-token",
        "figd_|figdr_|figo_|figor_|figu_|figur_",
        r"(?<![A-Za-z0-9])fig(?:d|dr|o|or|u|ur)_[A-Za-z0-9_-]{30,60}",
        hits=("figd_" + specimen(40),),
        misses=("figd_" + "x",),
    ),
    shaped(
        "asana-token",
        "/",
        r"(?<![A-Za-z0-9/.])[012]/\d{12,20}(?:/\d{12,20})?:[a-f0-9]{32}",
        hits=("1/" + "1204567890123456:" + specimen(32, HEX),),
        misses=("1/2:3",),
    ),
    shaped(
        "dropbox-token",
        "sl.",
        r"(?<![A-Za-z0-9])sl\.(?:u\.)?[A-Za-z0-9_-]{100,1500}",
        hits=("sl" + "." + specimen(136),),
        misses=("sl.append",),
    ),
    shaped(
        "hubspot-token",
        "pat-",
        r"(?<![A-Za-z0-9])pat-(?:na|eu|ap)\d-[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
        hits=("pat-" + "na1-" + uuid(),),
        misses=("pat-na1-x",),
    ),
    shaped(
        "typeform-token",
        "tfp_",
        r"tfp_[A-Za-z0-9_.=-]{40,64}",
        hits=("tfp_" + specimen(44) + "_" + specimen(14),),
        misses=("tfp_" + "x",),
    ),
    shaped(
        "salesforce-token",
        "!",
        r"(?<![A-Za-z0-9])00D[A-Za-z0-9]{12,15}!(?P<secret>[A-Za-z0-9_.]{80,120})",
        hits=("00D" + specimen(12) + "!" + specimen(96),),
        misses=("00D!",),
    ),
    shaped(
        "contentful-token",
        "CFPAT-",
        r"CFPAT-[A-Za-z0-9_-]{40,46}",
        hits=("CFPAT-" + specimen(43),),
        misses=("CFPAT-",),
    ),
    shaped(
        "clickup-token",
        "pk_",
        r"(?<![A-Za-z0-9])pk_\d{5,10}_[A-Z0-9]{32}(?![A-Za-z0-9])",
        hits=("pk_" + "12345678_" + specimen(32, UPPER),),
        misses=("pk_" + "test_" + specimen(24),),
    ),
    shaped(
        "readme-key",
        "rdme_",
        r"rdme_[a-z0-9]{60,80}",
        hits=("rdme_" + specimen(70, LOWER),),
        misses=("rdme_" + "x",),
    ),
    shaped(
        "mapbox-token",
        "sk.eyJ|tk.eyJ",
        r"(?<![A-Za-z0-9])[st]k\.eyJ[A-Za-z0-9_-]{40,300}\.[A-Za-z0-9_-]{20,30}",
        hits=("sk" + ".eyJ" + specimen(80) + "." + specimen(22),),
        misses=("pk" + ".eyJ" + specimen(80) + "." + specimen(22),),
    ),
    shaped(
        "woocommerce-key",
        "ck_|cs_",
        r"(?<![A-Za-z0-9])c[ks]_[a-f0-9]{40}(?![A-Za-z0-9])",
        hits=("cs_" + specimen(40, HEX),),
        misses=("cs_" + "x",),
    ),
    shaped(
        "stytch-secret",
        "secret-",
        r"(?<![A-Za-z0-9])secret-(?:live|test)-[A-Za-z0-9_=-]{30,60}",
        hits=("secret-live-" + specimen(36),),
        misses=("secret-test-case",),
    ),
    shaped(
        "frameio-token",
        "fio-u-",
        r"fio-u-[A-Za-z0-9_=-]{60,70}",
        hits=("fio-u-" + specimen(64),),
        misses=("fio-u-" + "x",),
    ),
    shaped(
        "maxmind-key",
        "_mmk",
        r"(?<![A-Za-z0-9])[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk",
        hits=(specimen(6) + "_" + specimen(29) + "_mmk",),
        misses=("x_mmk",),
    ),
    shaped(
        "adobe-secret",
        "p8e-",
        r"(?<![A-Za-z0-9])p8e-[A-Za-z0-9_-]{30,34}",
        hits=("p8e-" + specimen(32),),
        misses=("p8e-" + "x",),
    ),
    shaped(
        "zoho-token",
        "1000.",
        r"(?<![A-Za-z0-9.])1000\.[a-f0-9]{32}\.[a-f0-9]{32}",
        hits=("1000." + specimen(32, HEX) + "." + specimen(32, HEX),),
        misses=("1000.50",),
    ),
    shaped(
        "rapidapi-key",
        "jsn",
        r"(?<![A-Za-z0-9])[a-z0-9]{10}msh[a-z0-9]{15}p1[a-z0-9]{6}jsn[a-z0-9]{12}",
        hits=(
            specimen(10, HEX)
            + "msh"
            + specimen(15, HEX)
            + "p1"
            + specimen(6, HEX)
            + "jsn"
            + specimen(12, HEX),
        ),
        misses=("jsn",),
    ),
    shaped(
        "okta-token",
        "00",
        r"(?<![A-Za-z0-9_-])00(?=[0-9_-]{0,40}[A-Za-z])(?![0-9a-f]{40})[A-Za-z0-9_-]{40}"
        r"(?![A-Za-z0-9_-])",
        hits=("00" + specimen(40),),
        misses=("00" + specimen(38, HEX), "00" + specimen(40, DIGITS)),
    ),
    shaped(
        "trello-token",
        "ATTA",
        r"(?<![A-Za-z0-9])ATTA[a-f0-9]{60,76}",
        hits=("ATTA" + specimen(72, HEX),),
        misses=("ATTACH",),
    ),
    shaped(
        "calcom-key",
        "cal_live_|cal_test_",
        r"(?<![A-Za-z0-9])cal_(?:live|test)_[a-f0-9]{32}",
        hits=("cal_live_" + specimen(32, HEX),),
        misses=("cal_live_",),
    ),
    shaped(
        "ghost-admin-key",
        ":",
        r"(?<![A-Za-z0-9:])[a-f0-9]{24}:(?P<secret>[a-f0-9]{64})(?![A-Za-z0-9])",
        hits=(specimen(24, HEX) + ":" + specimen(64, HEX),),
        misses=("sha256:" + specimen(64, HEX),),
    ),
    shaped(
        "retool-key",
        "retool_",
        r"retool_\d{2}[a-z0-9]{20,40}",
        hits=("retool_01" + specimen(24, LOWER),),
        misses=("retool_" + "db",),
    ),
    shaped(
        "workos-clerk-key",
        "sk_",
        r"(?<![A-Za-z0-9])sk_[A-Za-z0-9+/]{40,120}={0,2}(?![A-Za-z0-9_])",
        hits=("sk_" + specimen(60, BASE64),),
        misses=("sk_" + "x", "sk_buff_head_init"),
    ),
    shaped(
        "zendesk-jwt-shared-key",
        "JWT_SHARED_KEY",
        r"JWT_SHARED_KEY\s{0,3}[=:]\s{0,3}[\"']?(?P<secret>[A-Za-z0-9]{40,64})",
        hits=("JWT_SHARED_KEY = " + specimen(48),),
        misses=("JWT_SHARED_KEY = settings",),
        is_wide=True,
    ),
)
