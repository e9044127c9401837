"""Rules for credentials of chat, telephony and social network services."""

from chesterton.redact.rule import Rule, shaped
from chesterton.redact.rules.specimen import DIGITS, HEX, LETTERS, UPPER, specimen, uuid

CHAT: tuple[Rule, ...] = (
    shaped(
        "slack-token",
        "xoxa- xoxb- xoxe- xoxe. xoxo- xoxp- xoxr- xoxs- xoxd- xoxc-",
        r"xox[abeoprsdc](?:\.xox[bp])?-(?=[A-Za-z0-9-]{0,60}(?:\d{8}|[A-Za-z0-9]{20}))"
        r"[A-Za-z0-9-]{8,300}",
        hits=(
            "xoxb-" + specimen(12, DIGITS) + "-" + specimen(12, DIGITS) + "-" + specimen(24),
            "xoxp-" + specimen(12, DIGITS) + "-" + specimen(12, DIGITS) + "-" + specimen(32, HEX),
        ),
        misses=("xoxb-", "xoxb-" + "x" * 20),
    ),
    shaped(
        "slack-app-token",
        "xapp-",
        r"xapp-\d-[A-Za-z0-9]{6,20}-\d{6,20}-[A-Za-z0-9]{20,100}",
        hits=(
            "xapp-1-A" + specimen(10, UPPER) + "-" + specimen(13, DIGITS) + "-" + specimen(64, HEX),
        ),
        misses=("xapp-" + "1-A",),
    ),
    shaped(
        "slack-workflow-token",
        "xwfp-",
        r"xwfp-[A-Za-z0-9-]{20,200}",
        hits=("xwfp-" + specimen(12, DIGITS) + "-" + specimen(24),),
        misses=("xwfp-",),
    ),
    shaped(
        "slack-webhook",
        "hooks.slack",
        r"hooks\.slack(?:-gov)?\.com/(?:services|workflows|triggers)/(?P<secret>"
        r"[A-Za-z0-9+/_-]{20,120})",
        hits=(
            "https://hooks.slack"
            ".com/services/T" + specimen(8, UPPER) + "/B" + specimen(8, UPPER) + "/" + specimen(24),
        ),
        misses=("https://hooks.slack" + ".com/services/",),
    ),
    shaped(
        "pubnub-secret-key",
        "sec-c-",
        r"(?<![A-Za-z0-9])sec-c-[A-Za-z0-9+/=]{40,60}",
        hits=("sec-c-" + specimen(48),),
        misses=("sub-c-" + uuid(), "sec-c-x"),
    ),
    shaped(
        "discord-token",
        ".",
        r"(?<![A-Za-z0-9._-])[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6,7}\."
        r"[A-Za-z0-9_-]{27,45}(?![A-Za-z0-9_-])",
        hits=("M" + specimen(23) + "." + specimen(6) + "." + specimen(38),),
        misses=("Module.name.method", "M.x.y"),
    ),
    shaped(
        "discord-webhook",
        "/webhooks/",
        r"discord(?:app)?\.com/api/(?:v\d+/)?webhooks/\d{15,21}/(?P<secret>[A-Za-z0-9_-]{40,100})",
        hits=(
            "https://discord" + ".com/api/webhooks/" + specimen(18, DIGITS) + "/" + specimen(68),
        ),
        misses=("https://discord" + ".com/api/webhooks/1",),
    ),
    shaped(
        "telegram-token",
        ":A",
        r"(?<![A-Za-z0-9])\d{8,10}:AA[A-Za-z0-9_-]{32,34}(?![A-Za-z0-9_-])",
        hits=(specimen(10, DIGITS).replace("0", "7") + ":AA" + specimen(33),),
        misses=("12:AA", "1234567890:Alice"),
    ),
    shaped(
        "teams-webhook",
        "webhook",
        r"(?:webhook\.office\.com/webhookb2|outlook\.office(?:365)?\.com/webhook)/(?P<secret>"
        r"[0-9a-f@-]{36,80}/IncomingWebhook/[A-Za-z0-9]{32}/[0-9a-f-]{36}(?:/"
        r"[A-Za-z0-9_-]{10,60})?)",
        hits=(
            "https://acme.webhook.office"
            ".com/webhookb2/"
            + uuid()
            + "@"
            + uuid()
            + "/IncomingWebhook/"
            + specimen(32, HEX)
            + "/"
            + uuid(),
        ),
        misses=("https://acme.webhook.office" + ".com/webhookb2/",),
    ),
    shaped(
        "google-chat-webhook",
        "chat.googleapis.com",
        r"chat\.googleapis\.com/v1/spaces/[\w-]{4,40}/messages\?(?P<secret>\S{20,300})",
        hits=("https://chat.googleapis" + ".com/v1/spaces/AAAA/messages?key=" + specimen(30),),
        misses=("https://chat.googleapis" + ".com/v1/spaces",),
    ),
    shaped(
        "webhook-path",
        "zapier.com/hooks make.com integromat.com pagerduty.com open-apis/bot tines.com",
        r"(?:hooks\.zapier\.com/hooks/catch|hook(?:\.(?:eu|us)\d)?\.(?:make|integromat)\.com|"
        r"events\.pagerduty\.com/integration|open\.(?:feishu\.cn|larksuite\.com)/open-apis/bot/"
        r"v2/hook|"
        r"tines\.com/webhook)/(?P<secret>[A-Za-z0-9/_-]{10,100})",
        hits=(
            "https://hooks.zapier" + ".com/hooks/catch/" + specimen(7, DIGITS) + "/" + specimen(7),
        ),
        misses=("https://hooks.zapier" + ".com/",),
    ),
    shaped(
        "ifttt-key",
        "maker.ifttt.com",
        r"maker\.ifttt\.com/trigger/[\w-]{1,60}/(?:json/)?with/key/(?P<secret>"
        r"[A-Za-z0-9_-]{15,60})",
        hits=("https://maker.ifttt" + ".com/trigger/door/with/key/" + specimen(22),),
        misses=("https://maker.ifttt" + ".com/trigger/door",),
    ),
    shaped(
        "twilio-key",
        "SK",
        r"(?<![A-Za-z0-9])SK[0-9a-fA-F]{32}(?![A-Za-z0-9])",
        hits=("SK" + specimen(32, HEX),),
        misses=("SK" + specimen(12, HEX), "SKU" + specimen(32, HEX)),
    ),
    shaped(
        "facebook-token",
        "EAA",
        r"(?<![A-Za-z0-9/+])EAA[A-Za-z][A-Za-z0-9]{60,400}",
        hits=("EAAC" + specimen(120),),
        misses=("EAAC",),
    ),
    shaped(
        "facebook-app-token",
        "|",
        r"(?<![0-9])\d{15,16}\|[A-Za-z0-9_-]{27,40}(?![A-Za-z0-9])",
        hits=(specimen(15, "123456789") + "|" + specimen(27),),
        misses=("| 1234 | abc |",),
    ),
    shaped(
        "instagram-token",
        "IGQV IGAA",
        r"(?<![A-Za-z0-9])IG(?:QV|AA)[A-Za-z0-9_-]{80,300}",
        hits=("IGQV" + specimen(120),),
        misses=("IGQV",),
    ),
    shaped(
        "twitter-bearer",
        "AAAAAAAAAAAAAAAAAAAA",
        r"(?<![A-Za-z0-9])A{19,24}(?P<secret>[A-Za-z0-9%]{60,130})",
        hits=("A" * 22 + specimen(90),),
        misses=("A" * 80,),
    ),
    shaped(
        "linkedin-secret",
        "WPL_AP1.",
        r"WPL_AP\d\.[A-Za-z0-9]{10,30}\.[A-Za-z0-9+/=]{4,12}",
        hits=("WPL_AP1" + "." + specimen(16) + "." + specimen(8),),
        misses=("WPL_AP1.x",),
    ),
    shaped(
        "intercom-token",
        "dG9rO",
        r"(?<![A-Za-z0-9])dG9rO[A-Za-z0-9+/=_-]{40,100}",
        hits=("dG9rO" + specimen(55),),
        misses=("dG9rO",),
    ),
    shaped(
        "line-notify-token",
        "oa2-",
        r"oa2-[a-z]{2,10}-?[a-z]{0,10}_[A-Za-z0-9_-]{30,60}",
        hits=("oa2-" + "client-id_" + specimen(32),),
        misses=("oa2-client",),
    ),
    shaped(
        "pushbullet-token",
        "o.",
        r"(?<![A-Za-z0-9.])o\.[A-Za-z0-9]{32,34}(?![A-Za-z0-9])",
        hits=("o." + specimen(32),),
        misses=("o.method", "foo." + LETTERS[:32]),
    ),
)
