"""Rules for token formats that are not specific to a provider, such as JWTs."""

from chesterton.redact.rule import Rule, shaped
from chesterton.redact.rules.specimen import BASE64, specimen

_PART = "[A-Za-z0-9_-]"

TOKENS: tuple[Rule, ...] = (
    shaped(
        "jwt",
        "eyJ",
        rf"(?<!{_PART})eyJ{_PART}{{8,2000}}+\.eyJ{_PART}{{4,8000}}+(?:\.{_PART}{{0,2000}}+)?",
        hits=(
            "eyJ" + "hbGciOiJIUzI1NiJ9" + ".eyJ" + "zdWIiOiIxMjM0In0" + "." + specimen(43),
            "eyJ" + "hbGciOiJub25lIn0" + ".eyJ" + "zdWIiOiIxIn0" + ".",
        ),
        misses=("eyJ", "eyJ" + specimen(20)),
    ),
    shaped(
        "jws",
        "eyJ",
        rf"(?<!{_PART})eyJ{_PART}{{8,2000}}+\.{_PART}{{6,8000}}+\.{_PART}{{27,2000}}+",
        hits=("eyJ" + "hbGciOiJIUzI1NiJ9" + "." + specimen(40) + "." + specimen(43),),
        misses=("eyJ" + specimen(20) + ".a.b",),
    ),
    shaped(
        "jwt-indented",
        "ewo",
        rf"(?<!{_PART})ewo{_PART}{{12,2000}}+={{0,2}}\.(?:eyJ|ewo){_PART}{{12,8000}}+={{0,2}}"
        rf"\.{_PART}{{12,2000}}+",
        hits=("ewo" + specimen(40) + ".ewo" + specimen(60) + "." + specimen(43),),
        misses=("ewo" + specimen(40),),
    ),
    shaped(
        "jwe",
        "eyJ",
        rf"(?<!{_PART})eyJ{_PART}{{16,2000}}+\.{_PART}{{0,2000}}+\.{_PART}{{10,200}}+"
        rf"\.{_PART}{{10,8000}}+\.{_PART}{{16,64}}+",
        hits=(
            "eyJ"
            + specimen(40)
            + "."
            + specimen(60)
            + "."
            + specimen(16)
            + "."
            + specimen(80)
            + "."
            + specimen(22),
        ),
        misses=("eyJ" + specimen(20) + ".a.b",),
    ),
    shaped(
        "private-key",
        "b3BlbnNzaC1rZXktdjE",
        r"b3BlbnNzaC1rZXktdjE[A-Za-z0-9+/=\s]{40,8000}",
        hits=("b3BlbnNzaC1rZXktdjE" + specimen(120, BASE64),),
        misses=("b3BlbnNzaC1rZXktdjE",),
        reaches=True,
    ),
    shaped(
        "private-key-der",
        "IBAAK IBADAN MHcCAQEE MIGHAgEA MC4CAQAw",
        r"(?<![A-Za-z0-9+/])(?:MII[CEJ][A-Za-z0-9+/]{2}IBAAK[A-Za-z0-9+/]|MII[EJ]"
        r"[A-Za-z0-9+/]{2}IBADAN|MHcCAQEE|MIGHAgEA|MC4CAQAw)"
        r"[A-Za-z0-9+/=]{24,8000}(?:\s{1,60}[A-Za-z0-9+/=]{16,80}){0,120}",
        hits=("MIIEow" + "IBAAKCAQEA" + specimen(120, BASE64),),
        misses=("MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A" + specimen(60, BASE64),),
        reaches=True,
    ),
    shaped(
        "encoded-private-key",
        "LS0tLS1CRUdJTiB",
        r"LS0tLS1CRUdJTiB(?:QUklWQVRF|SU0EgUFJJ|PUEVOU1NI|FQyBQUklW|EU0EgUFJJ|FTkNSWVBU|QR1AgUF"
        r"JJ)[A-Za-z0-9+/=]{16,8000}",
        hits=("LS0tLS1CRUdJTiB" + "SU0EgUFJJ" + specimen(120, BASE64),),
        misses=("LS0tLS1CRUdJTiB" + "DRVJUSUZJ" + specimen(60, BASE64),),
    ),
    shaped(
        "connection-string-password",
        "assword PASSWORD Pwd PWD pwd",
        r"(?:[Pp]assword|PASSWORD|[Pp]wd|PWD)\s?=\s?"
        r"(?P<secret>\{[^{}\"\n]{3,100}\}|(?![${<\[%*({\"'])[^;\"'\n<>()]{3,100})(?=;"
        r"\s?(?:[A-Za-z]|$|\"|'))",
        hits=("Server=db;User Id=sa;Password=" + "p@ss w0rd!;Database=x",),
        misses=("Password=${PASSWORD};x", "Password=;x", "password = get();x"),
        reaches=True,
    ),
)
