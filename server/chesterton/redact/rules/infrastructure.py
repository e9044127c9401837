"""Rules for credentials of secret stores, networks, CI servers and infrastructure as code."""

from chesterton.redact.rule import Rule, shaped
from chesterton.redact.rules.specimen import (
    BASE64,
    DIGITS,
    HEX,
    LOWER,
    UPPER,
    specimen,
    uuid,
)

INFRASTRUCTURE: tuple[Rule, ...] = (
    shaped(
        "vault-token",
        "hvs. hvb. hvr.",
        r"(?<![A-Za-z0-9])hv[sbr]\.[A-Za-z0-9_-]{20,400}",
        hits=("hvs" + "." + specimen(95), "hvb" + "." + specimen(150), "hvs" + "." + specimen(24)),
        misses=("hvs.x",),
    ),
    shaped(
        "vault-token-old",
        "s.",
        r"(?<![A-Za-z0-9._])s\.(?=[A-Za-z]{0,23}[0-9])[A-Za-z0-9]{24}(?![A-Za-z0-9._(])",
        hits=("s." + specimen(24),),
        misses=("s.startswithsomethinglong(", "self.s.x"),
    ),
    shaped(
        "terraform-token",
        ".atlasv1.",
        r"(?<![A-Za-z0-9])[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,70}",
        hits=(specimen(14) + ".atlasv1." + specimen(67),),
        misses=("x.atlasv1.y",),
    ),
    shaped(
        "pulumi-token",
        "pul-",
        r"(?<![A-Za-z0-9])pul-[a-f0-9]{40}",
        hits=("pul-" + specimen(40, HEX),),
        misses=("pul-" + "x",),
    ),
    shaped(
        "doppler-token",
        "dp.",
        r"(?<![A-Za-z0-9])dp\.(?:pt|ct|sa|scim|audit|st(?:\.[a-z0-9_-]{2,35})?)\."
        r"[A-Za-z0-9]{40,44}",
        hits=("dp" + ".pt." + specimen(43), "dp" + ".st.prd." + specimen(40)),
        misses=("dp.pt.x",),
    ),
    shaped(
        "infisical-token",
        "st.",
        r"(?<![A-Za-z0-9.])st\.[a-f0-9-]{24,36}\.[a-f0-9]{20,40}\.[a-f0-9]{20,40}",
        hits=("st" + "." + specimen(24, HEX) + "." + specimen(32, HEX) + "." + specimen(32, HEX),),
        misses=("st.st_mode",),
    ),
    shaped(
        "onepassword-token",
        "ops_ey",
        r"ops_ey[A-Za-z0-9+/_-]{80,2000}={0,3}",
        hits=("ops_eyJ" + specimen(260, BASE64),),
        misses=("ops_ey",),
    ),
    shaped(
        "onepassword-secret-key",
        "A3-",
        r"(?<![A-Za-z0-9])A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-"
        r"[A-Z0-9]{5}){3}",
        hits=(
            "A3-"
            + specimen(6, UPPER)
            + "-"
            + specimen(11, UPPER)
            + "-"
            + specimen(5, UPPER)
            + "-"
            + specimen(5, "ABCDEFGH23")
            + "-"
            + specimen(5, "XYZ789KLMN"),
        ),
        misses=("A3-" + "paper",),
    ),
    shaped(
        "age-key",
        "AGE-SECRET-KEY-1",
        r"AGE-SECRET-KEY-1[A-Z0-9]{50,60}",
        hits=("AGE-SECRET-KEY-1" + specimen(58, "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"),),
        misses=("AGE-SECRET-KEY-1", "age1" + specimen(58, LOWER)),
    ),
    shaped(
        "tailscale-key",
        "tskey-",
        r"tskey-(?:[a-z]{3,12}-)?[A-Za-z0-9]{8,40}(?:CNTRL)?(?:-[A-Za-z0-9]{16,60})?",
        hits=("tskey-" + "auth-" + specimen(12) + "CNTRL-" + specimen(32),),
        misses=("tskey-",),
    ),
    shaped(
        "wireguard-key",
        "PrivateKey PresharedKey",
        r"(?:PrivateKey|PresharedKey)\s{0,4}=\s{0,4}(?P<secret>[A-Za-z0-9+/]{42}[A-Za-z0-9+/=]=)",
        hits=("PrivateKey = " + specimen(43, BASE64) + "=",),
        misses=("PublicKey = " + specimen(43, BASE64) + "=",),
        reaches=True,
    ),
    shaped(
        "openshift-token",
        "sha256~",
        r"sha256~[A-Za-z0-9_-]{40,46}",
        hits=("sha256~" + specimen(43),),
        misses=("sha256~",),
    ),
    shaped(
        "rancher-token",
        "token-",
        r"(?<![A-Za-z0-9])(?:token|kubeconfig)-[a-z0-9-]{4,20}:(?P<secret>[a-z0-9]{54})",
        hits=("token-" + "x7k2p:" + specimen(54, LOWER),),
        misses=("token-bucket: yes",),
    ),
    shaped(
        "docker-swarm-token",
        "SWMTKN SWMKEY",
        r"SWM(?:TKN|KEY)-1-[A-Za-z0-9+/-]{40,90}",
        hits=("SWMTKN-1-" + specimen(50, LOWER) + "-" + specimen(25, LOWER),),
        misses=("SWMTKN-1-",),
    ),
    shaped(
        "kubeadm-token",
        "token",
        r"token[ =:]{1,2}(?P<secret>[a-z0-9]{6}\.[a-z0-9]{16})(?![A-Za-z0-9.])",
        hits=("kubeadm join --token " + specimen(6, LOWER) + "." + specimen(16, LOWER),),
        misses=("token parser.nextsymbolinthe",),
        reaches=True,
    ),
    shaped(
        "circleci-token",
        "CCIPAT_ CCIPRJ_",
        r"CCI(?:PAT|PRJ)_[A-Za-z0-9]{20,30}_[a-f0-9]{40}",
        hits=("CCIPAT_" + specimen(22) + "_" + specimen(40, HEX),),
        misses=("CCIPAT_",),
    ),
    shaped(
        "buildkite-token",
        "bk",
        r"(?<![A-Za-z0-9])bk(?:ua|ct|aat|pat|at|rt)_[A-Za-z0-9]{32,64}",
        hits=("bkua_" + specimen(40, HEX),),
        misses=("bkua_" + "x",),
    ),
    shaped(
        "jenkins-token",
        "enkins crumb Crumb",
        r"(?:[Jj]enkins|[Cc]rumb)[^\n]{0,80}(?<![a-f0-9])(?P<secret>11[a-f0-9]{32})(?![a-f0-9])",
        hits=("jenkins user ci:11" + specimen(32, HEX),),
        misses=("jenkins build 1123",),
        reaches=True,
    ),
    shaped(
        "harness-token",
        "pat. sat.",
        r"(?<![A-Za-z0-9])(?:pat|sat)\.[A-Za-z0-9_-]{20,24}\.[A-Za-z0-9]{24}\.[A-Za-z0-9]{20}",
        hits=("pat" + "." + specimen(22) + "." + specimen(24, HEX) + "." + specimen(20),),
        misses=("pat.name.value",),
    ),
    shaped(
        "octopus-key",
        "API-",
        r"(?<![A-Za-z0-9-])API-[A-Z0-9]{25,34}(?![A-Za-z0-9])",
        hits=("API-" + specimen(26, UPPER),),
        misses=("API-VERSION",),
    ),
    shaped(
        "prefect-key",
        "pnu_ pnb_",
        r"(?<![A-Za-z0-9])pn[ub]_[A-Za-z0-9]{36}",
        hits=("pnu_" + specimen(36),),
        misses=("pnu_" + "x",),
    ),
    shaped(
        "postman-key",
        "PMAK-",
        r"PMAK-[A-Za-z0-9]{24}-[A-Za-z0-9]{34}",
        hits=("PMAK-" + specimen(24, HEX) + "-" + specimen(34, HEX),),
        misses=("PMAK-",),
    ),
    shaped(
        "postman-access-key",
        "PMAT-",
        r"PMAT-[A-Z0-9]{26}",
        hits=("PMAT-" + specimen(26, UPPER),),
        misses=("PMAT-",),
    ),
    shaped(
        "nebula-key",
        "dnkey-",
        r"dnkey-[A-Za-z0-9_=-]{20,30}-[A-Za-z0-9_=-]{40,60}",
        hits=("dnkey-" + specimen(26) + "-" + specimen(52),),
        misses=("dnkey-",),
    ),
    shaped(
        "ngrok-token",
        "_",
        r"(?<![A-Za-z0-9_])[123][A-Za-z0-9]{26}_[1-9A-HJ-NP-Za-km-z]{20,22}(?![A-Za-z0-9_])",
        hits=("2" + specimen(26) + "_" + specimen(21, "abcdefghjkmnpqrstuvwxyz23456789"),),
        misses=("2" + "_value", DIGITS + "_" + DIGITS),
    ),
    shaped(
        "bitwarden-token",
        "0.",
        r"(?<![A-Za-z0-9.])0\.[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\.(?P<secret>"
        r"[A-Za-z0-9]{20,40}:[A-Za-z0-9+/=]{20,40})",
        hits=("0." + uuid() + "." + specimen(30) + ":" + specimen(22) + "==",),
        misses=("0.1.2",),
    ),
    shaped(
        "infracost-key",
        "ico-",
        r"(?<![A-Za-z0-9.])ico-[A-Za-z0-9]{32}(?![A-Za-z0-9])",
        hits=("ico-" + specimen(32),),
        misses=("ico-" + "mono",),
    ),
    shaped(
        "scalingo-token",
        "tk-us-",
        r"(?<![A-Za-z0-9])tk-us-[A-Za-z0-9_-]{40,50}",
        hits=("tk-us-" + specimen(48),),
        misses=("tk-us-" + "east",),
    ),
    shaped(
        "password-hash",
        "$1$ $2 $5$ $6$ $y$ $gy$ $apr1$ $argon2",
        r"(?<![A-Za-z0-9$])\$(?:g?y\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{1,88}\$[./A-Za-z0-9]{20,90}|"
        r"2[abxy]?\$\d\d\$[./A-Za-z0-9]{53}|[156y]\$(?:rounds=\d+\$"
        r")?[./A-Za-z0-9]{1,30}\$[./A-Za-z0-9]{20,90}"
        r"|apr1\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{22}|argon2(?:id|i|d)\$v=\d+\$[mtp=,\d]{5,40}"
        r"\$[A-Za-z0-9+/]{8,90}\$[A-Za-z0-9+/]{20,100})",
        hits=(
            "$" + "2b$12$" + specimen(53),
            "$" + "6$" + specimen(8) + "$" + specimen(86),
            "$" + "y$j9T$" + specimen(22) + "$" + specimen(43),
        ),
        misses=("$1$", "cost $2.50"),
    ),
)
