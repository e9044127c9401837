"""Finds wallet seed phrases, and private keys in hexadecimal or in base64 without a header."""

import re
from collections.abc import Iterator

from chesterton.redact.ordinary_words import is_ordinary
from chesterton.redact.rule import Hit
from chesterton.redact.text_reading import AnalysedText
from chesterton.redact.vocabulary import COMMON, words

_SEED = re.compile(
    r"mnemonic|metamask|ledger|trezor|(?<![a-z])(?:seed|recovery|backup|wallet|phrase)|bip-?39|"
    r"secret (?:words|phrase)|(?:12|24|twelve|"
    r"twenty-?four) words|merkw[o\u00f6]rt"
)
_STEP = r"(?:[\s,;|\"'`>]|-\s|\d{1,2}[.):]?\s|\[\d+\])"
_WORDS = re.compile(
    rf"(?<![\w-])(?<!\w')(?:\d{{1,2}}[.):]?\s{{0,2}})?[a-z]{{3,8}}(?:{_STEP}{{1,8}}[a-z]{{3,8}}(?!\w|'\w)){{11,}}"
)
_WORD = re.compile(r"[a-z]{3,8}")
_FEWEST, _MOST, _LEADS = 12, 25, 6
_NEVER = words("""
    the and for are was not but has had its his her our from were been does did should would could
    which because have their also are very some each who how why where while these those them out
    after before both does being via per see use using used same as_
""")
"""Common words that no seed phrase contains."""

_LEAD = words(
    "metamask ledger trezor mnemonic mnemonics seed recovery backup wallet words phrase secret "
    "list code bip"
)
_NUMBER = re.compile(r"\d{1,2}[.):]?\s{0,2}$")
_KEY = re.compile(r"(?<![\w/])0x[0-9a-fA-F]{64}(?![0-9a-fA-F])")
_OWNED = re.compile(
    r"(?i)private[ _-]?key|\bpriv_?key|(?:deployer|signer|wallet|owner|relayer|minter|"
    r"faucet)(?:'?s)?[ _-]key|\baccounts?\b|\bpk\b|secret"
)
_OWNER = re.compile(
    r"(?i)(?:startbroadcast|new (?:ethers\.)?wallet|privatekeytoaccount|importrawkey|"
    r"fromprivatekey)\([\"'`]?$|\b(?:deployer|signer|faucet|relayer|minter|wallet|funder|treasury|sequencer|proposer|batcher|"
    r"keeper|attester|validator)s?(?:'s)?(?:[ _-]key)?"
    r"[\"'`]?\s{0,3}(?:is|was|[:=,(\u2192]|->)?\s{0,3}[\"'`]?$"
)
_CONSTANT = re.compile(
    r"(?:\b[A-Z_]*KEY|\b(?:const|let|var|export)[ ]\w*[kK]ey)[\"'`]?\s?[:=]\s?[\"'`]?$"
)
_PUBLIC = re.compile(
    r"(?i)\b(?:tx|txn|txs|transaction|hash|block|root|topic|commit|slot|id|digest|salt|proof|leaf|"
    r"public|keccak|sha\w*|bytes32|codehash|event|selector|storage|checksum|genesis|batch|address)"
    r"(?:hash|_hash|[ ]?id)?\b[^.\n]{0,30}$"
)
_NEAR_KEY = 80

_NAMED_KEY = re.compile(
    r"(?i)(?:ssh|private|deploy|signing|host|rsa|ed25519|pem)[ _-]?key\b[^\n]{0,60}\n"
    r"(?P<key>(?:[ \t>]{0,8}[A-Za-z0-9+/]{40,80}[ \t]*\r?\n){1,100}"
    r"[ \t>]{0,8}[A-Za-z0-9+/]{2,80}={0,2})"
)


_LISTED = re.compile(r"[\"'`,;|>]")  #: words of a list in code
_LENGTHS = frozenset({12, 15, 18, 21, 24})
_VARIED = 0.7
_USUAL = 0.45  #: maximum share of common words; sentences have more


def find(reading: AnalysedText) -> Iterator[Hit]:
    """Seed phrases, wallet keys, and private keys without their header."""
    text, lowered = reading.text, reading.lowered
    for run in _WORDS.finditer(lowered):
        yield from _seed(lowered, run) if _SEED.search(lowered) else _unnamed(lowered, run)
    for key in _KEY.finditer(text) if "0x" in text else ():
        start, end = max(0, key.start() - _NEAR_KEY), key.end() + _NEAR_KEY
        before, after = text[start : key.start()], text[key.end() : end].partition("\n")[0]
        is_owned = _OWNED.search(before.rpartition("\n\n")[2] + " " + after)
        if (is_owned or _OWNER.search(before) or _CONSTANT.search(before)) and not _PUBLIC.search(
            before
        ):
            yield Hit(*key.span(), "private-key")
    if "key" in lowered and "\n" in text:
        for block in _NAMED_KEY.finditer(text):
            if "public" not in block[0][:80].lower() and not block["key"].lstrip().startswith(
                "AAAA"
            ):
                yield Hit(*block.span("key"), "private-key")


def _seed(text: str, run: re.Match[str]) -> Iterator[Hit]:
    """The seed phrase in a run of short words, if a name for one is nearby."""
    found = list(_WORD.finditer(text, *run.span()))
    first = 0
    while first + _FEWEST <= len(found):
        window = found[first : first + _MOST + _LEADS]
        common = next((n for n, word in enumerate(window) if word[0] in _NEVER), len(window))
        if common >= _FEWEST and (phrase := _named(text, window[:common])):
            yield phrase
            first += common
        first += common + 1


def _unnamed(text: str, run: re.Match[str]) -> Iterator[Hit]:
    """As many rare words as a seed phrase has, although no name identifies them as one."""
    if _LISTED.search(run[0]):
        return
    found = list(_WORD.finditer(text, *run.span()))
    for length in sorted(_LENGTHS, reverse=True):
        phrase = found[-length:]
        rest = len(found) - length
        if not 0 <= rest <= _LEADS:
            continue
        is_whole = rest == 0 or "\n" in text[found[rest - 1].end() : phrase[0].start()]
        if is_whole and _is_phrase([word[0] for word in phrase]):
            yield Hit(phrase[0].start(), phrase[-1].end(), "seed-phrase")
            return


def _is_phrase(phrase: list[str]) -> bool:
    usual = sum(word in COMMON or is_ordinary(word) for word in phrase)
    is_varied = len(set(phrase)) > _VARIED * len(phrase)
    return is_varied and _NEVER.isdisjoint(phrase) and usual <= _USUAL * len(phrase)


def _named(text: str, phrase: list[re.Match[str]]) -> Hit | None:
    named = [n for n, word in enumerate(phrase[:_LEADS]) if word[0] in _LEAD]
    lead = named[-1] + 1 if named else 0
    rest = phrase[lead : lead + _MOST]
    if len(rest) < _FEWEST:
        return None
    start, end = rest[0].start(), rest[-1].end()
    number = _NUMBER.search(text, max(0, start - 6), start)
    start = number.start() if number else start
    if lead or _SEED.search(text, max(0, start - _NEAR_KEY), start):
        return Hit(start, end, "seed-phrase")
    return Hit(start, end, "seed-phrase") if _SEED.search(text, end, end + _NEAR_KEY) else None
