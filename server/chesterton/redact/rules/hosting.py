"""Rules for credentials of source code hosting services."""

from chesterton.redact.rule import Rule, shaped
from chesterton.redact.rules.specimen import HEX, specimen

HOSTING: tuple[Rule, ...] = (
    shaped(
        "github-token",
        "ghp_ gho_ ghu_ ghs_ ghr_",
        r"gh[pousr]_[A-Za-z0-9]{36,255}",
        hits=("ghp_" + specimen(36), "token=gho_" + specimen(36), "ghs_" + specimen(36)),
        misses=("ghp_" + "short", "ghp_" + "x" * 36),
    ),
    shaped(
        "github-app-token",
        "ghs_",
        r"ghs_[A-Za-z0-9_.-]{36,2000}",
        hits=("ghs_" + specimen(8) + "_eyJ" + specimen(60) + "." + specimen(60),),
        misses=("ghs_" + "small",),
    ),
    shaped(
        "github-fine-grained-token",
        "github_pat_",
        r"github_pat_[A-Za-z0-9_]{50,255}",
        hits=("github_pat_" + specimen(22) + "_" + specimen(59),),
        misses=("github_pat_" + "xxxx",),
    ),
    shaped(
        "gitlab-token",
        "glpat- gldt- glrt- glft- glimt- glagent- gloas- glsoat- glffct- glptt- glrtr- glwt-",
        r"gl(?:pat|dt|rt|ft|imt|agent|oas|soat|ffct|ptt|rtr|wt)-[A-Za-z0-9_.-]{20,300}",
        hits=("glpat-" + specimen(20), "glrt-t1_" + specimen(27) + ".01." + specimen(9)),
        misses=("glpat-" + "short", "glpat-" + "x" * 20),
    ),
    shaped(
        "gitlab-job-token",
        "glcbt-",
        r"glcbt-[A-Za-z0-9]{1,5}_[A-Za-z0-9_-]{20,64}",
        hits=("glcbt-" + "64_" + specimen(20),),
        misses=("glcbt-" + "64",),
    ),
    shaped(
        "gitlab-runner-token",
        "GR1348941",
        r"GR1348941[A-Za-z0-9_-]{20,30}",
        hits=("GR1348941" + specimen(20),),
        misses=("GR1348941",),
    ),
    shaped(
        "gitlab-session",
        "_gitlab_session=",
        r"_gitlab_session=(?P<secret>[0-9a-z]{32})",
        hits=("_gitlab_session=" + specimen(32, HEX),),
        misses=("_gitlab_session=",),
    ),
    shaped(
        "bitbucket-password",
        "ATBB",
        r"(?<![A-Za-z0-9])ATBB[A-Za-z0-9]{28,36}",
        hits=("ATBB" + specimen(32),),
        misses=("ATBB",),
    ),
    shaped(
        "bitbucket-token",
        "ATCTT3",
        r"ATCTT3[A-Za-z0-9_=-]{40,300}",
        hits=("ATCTT3" + specimen(180),),
        misses=("ATCTT3",),
    ),
    shaped(
        "bitbucket-server-token",
        "BBDC-",
        r"(?<![A-Za-z0-9])BBDC-[A-Za-z0-9+/@_-]{40,50}",
        hits=("BBDC-" + specimen(44),),
        misses=("BBDC-",),
    ),
    shaped(
        "atlassian-token",
        "ATATT3",
        r"ATATT3[A-Za-z0-9_=-]{40,300}",
        hits=("ATATT3" + specimen(186),),
        misses=("ATATT3",),
    ),
    shaped(
        "sourcegraph-token",
        "sgp_",
        r"sgp_(?:(?:[a-fA-F0-9]{16}|local)_)?[a-fA-F0-9]{40}(?![a-fA-F0-9])",
        hits=("sgp_" + specimen(16, HEX) + "_" + specimen(40, HEX),),
        misses=("sgp_" + "local",),
    ),
    shaped(
        "sourcegraph-cody-token",
        "slk_",
        r"slk_[a-f0-9]{64}",
        hits=("slk_" + specimen(64, HEX),),
        misses=("slk_" + "x",),
    ),
    shaped(
        "gitea-token",
        "gta_ gto_ gitea_",
        r"(?<![A-Za-z0-9])(?:gta|gto|gitea)_[a-f0-9]{40}",
        hits=("gta_" + specimen(40, HEX),),
        misses=("gta_" + "v",),
    ),
)
