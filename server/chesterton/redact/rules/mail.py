"""Rules for credentials of email and marketing services."""

from chesterton.redact.rule import Rule, shaped
from chesterton.redact.rules.specimen import HEX, LOWER, UPPER, specimen

MAIL: tuple[Rule, ...] = (
    shaped(
        "sendgrid-key",
        "SG.",
        r"(?<![A-Za-z0-9])SG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{32,64}",
        hits=("SG" + "." + specimen(22) + "." + specimen(43),),
        misses=("SG.x.y",),
    ),
    shaped(
        "mailgun-key",
        "key-",
        r"(?<![A-Za-z0-9-])key-[a-f0-9]{32}(?![a-f0-9]|\.[a-z])",
        hits=("key-" + specimen(32, HEX),),
        misses=("pubkey-" + specimen(32, HEX), "key-" + "value"),
    ),
    shaped(
        "mailgun-signing-key",
        "-",
        r"(?<![A-Za-z0-9-])[a-f0-9]{32}-[a-f0-9]{8}-[a-f0-9]{8}(?![A-Za-z0-9-])",
        hits=(specimen(32, HEX) + "-" + specimen(8, HEX) + "-" + specimen(8, HEX),),
        misses=(specimen(32, HEX) + "-1",),
    ),
    shaped(
        "mailchimp-key",
        "-us",
        r"(?<![A-Za-z0-9])[a-f0-9]{32}-us\d{1,2}(?![A-Za-z0-9])",
        hits=(specimen(32, HEX) + "-us12",),
        misses=("eu-us-west",),
    ),
    shaped(
        "mandrill-key",
        "md-",
        r"(?<![A-Za-z0-9-])md-[A-Za-z0-9_-]{22}(?![A-Za-z0-9_-])",
        hits=("md-" + specimen(22),),
        misses=("md-" + "cell",),
    ),
    shaped(
        "brevo-key",
        "xkeysib-",
        r"x(?:key|smtp)sib-[a-f0-9]{64}-[A-Za-z0-9]{16}",
        hits=("xkeysib-" + specimen(64, HEX) + "-" + specimen(16),),
        misses=("xkeysib-" + "x",),
    ),
    shaped(
        "brevo-smtp-key",
        "xsmtpsib-",
        r"xsmtpsib-[a-f0-9]{64}-[A-Za-z0-9]{16}",
        hits=("xsmtpsib-" + specimen(64, HEX) + "-" + specimen(16),),
        misses=("xsmtpsib-" + "x",),
    ),
    shaped(
        "resend-key",
        "re_",
        r"(?<![A-Za-z0-9_])re_[A-Za-z0-9]{8}_[A-Za-z0-9]{20,30}(?![A-Za-z0-9_])",
        hits=("re_" + specimen(8) + "_" + specimen(24),),
        misses=("re_" + "compiled_pattern", "re_" + "1234abcd"),
    ),
    shaped(
        "mailersend-token",
        "mlsn.",
        r"mlsn\.[a-f0-9]{60,70}",
        hits=("mlsn" + "." + specimen(64, HEX),),
        misses=("mlsn.x",),
    ),
    shaped(
        "klaviyo-key",
        "pk_",
        r"(?<![A-Za-z0-9])pk_[a-f0-9]{34}(?![A-Za-z0-9])",
        hits=("pk_" + specimen(34, HEX),),
        misses=("pk_" + "live_" + specimen(24),),
    ),
    shaped(
        "loops-customerio-token",
        "sa_live_ sa_test_",
        r"(?<![A-Za-z0-9])sa_(?:live|test)_[A-Za-z0-9]{24,64}",
        hits=("sa_live_" + specimen(40),),
        misses=("sa_live_",),
    ),
    shaped(
        "ses-smtp-password",
        "ses SES smtp SMTP",
        r"(?:ses|SES|smtp|SMTP)[^\n]{0,60}(?<![A-Za-z0-9+/])(?-i:(?P<secret>B[A-Za-z0-9+/]{43})"
        r")(?![A-Za-z0-9+/=])",
        hits=("SES SMTP: B" + specimen(43),),
        misses=("SES B" + specimen(12), "B" + specimen(43, LOWER + UPPER)),
        reaches=True,
    ),
)
