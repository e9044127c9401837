"""The rules for secrets known by their shape, one file for each family of providers."""

import re

from chesterton.redact.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        id="github-token",
        keyword="gh",
        pattern=re.compile(r"(?<![A-Za-z0-9])gh[pousr]_[A-Za-z0-9]{36,255}"),
        hits=("ghp_" + "a1B2" * 9,),
        misses=("ghp_short",),
    ),
    Rule(
        id="aws-access-key",
        keyword="A",
        pattern=re.compile(r"(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9])"),
        hits=("AKIA" + "QRST2345" * 2,),
        misses=("AKIASHORT",),
    ),
    Rule(
        id="private-key",
        keyword="-----BEGIN",
        pattern=re.compile(
            r"-----BEGIN [A-Z ]*PRIVATE KEY-----(?:(?!-----END).)*(?:-----END [A-Z ]*-----)?", re.S
        ),
        hits=("-----BEGIN PRIVATE" + " KEY-----\nabc\n-----END PRIVATE KEY-----",),
        misses=("-----BEGIN PUBLIC KEY-----",),
    ),
    Rule(
        id="url-password",
        keyword="://",
        pattern=re.compile(r"://[^\s/:@]*:(?P<secret>(?!\[redacted:)[^\s@/]+)@"),
        hits=("postgres://app:" + "hunter2" + "@db/x",),
        misses=("https://example.org:8080/a@b",),
    ),
)
