"""Regular expressions for the phrases that state a secret in a sentence."""

import re

_APOSTROPHE = r"['\u2019]"
_DASH = r"[-\u2013\u2014]"
_CLOSE = r"[\"'`*_)\]]{0,3}"  # closes a name in quotes or in bold

_OF = (
    r"(?:for|of|to|on|in|at|from|that|which|we|you|i|he|she|they|there|here|everyone|by|until|"
    r"behind|over|since|after|before|used|changed|reset|set|updated|rotated|hard-?coded|really|"
    r"actually|always|has|had|got|gets|defaults|being|never)"
)
_WORD = r"[\w'\u2019/.@&()-]{1,30}"
_IS = (
    r"(?:is|was|are|were|to be|to|be|been|as|equals|became|remains|reads|should be|will be|must be|"
    r"has been|ist|lautet|war|est|es|\u00e9|\u00e8)\b"
)
_ADVERB = (
    r"(?:now|still|currently|just|simply|temporarily|always|literally|actually|again|set|changed|"
    r"reset|updated|rotated|back|to|this|the|following|string|value|hard-?coded|as|namely|probably|"
    r"only|either|maybe|something|like|plain|called)(?![\w-])"
)

LINKED = re.compile(
    rf"{_CLOSE}"
    rf"(?:[ \t]+(?:{_OF}\b|\([^()\n]{{1,40}}\))(?:[ \t\n]+{_WORD}){{0,10}}?)?"
    rf"(?:{_APOSTROPHE}s(?=[ \t])|,?[ \t\n]+(?:(?:now|still|currently|also)[ ])?{_IS}"
    r"|[ \t]*(?:[:=\u2192]|[-=]>|\u2013|\u2014)|[ \t]-(?=[ \t]))"
    rf"(?:[ \t\n]+{_ADVERB})*[ \t\n]*:?[ \t\n]*[(\[]?",
    re.IGNORECASE,
)
"""The password for X is now set to ..."""

NOUN = re.compile(rf"[ \t]+(?:is|was|{_DASH}|[:=])[ \t]")
"""What follows "pass" used as a noun."""

BESIDE = re.compile(r"[\"'`*_)\]]{0,2}[ \t]+(?P<origin>from[ \t]+)?[(\[]?")
"""With password ..., the token from ... to another."""

APART = re.compile(
    r"[\"'`*_)\]:]{0,3}(?P<gap>(?:[ \t]+[\w'\u2019/()-]{1,20}[:,]?){0,4}?)[ \t]+[\"'`(]?"
    r"(?=[0-9a-fA-F]{20})"
)
"""Key for production 0123abcd..."""

BEFORE = re.compile(
    r"(?:^|[\s(])(?P<value>[\"'`\u201c][^\"'`\u201d\n]{4,80}[\"'`\u201d]|[^\s\"'`(]{4,120})"
    r"[)]?,?\s+"
    rf"(?P<link>as|is|was|for|being|=|{_DASH}\s(?:that|this|it)(?:{_APOSTROPHE}s|\sis))\s+"
    rf"(?:[\w'\u2019-]{{1,20}}\s+){{0,4}}$"
)
"""Use ... as the password."""

BEFORE_BRACKET = re.compile(
    r"(?:^|[\s(])(?P<value>[^\s\"'`(]{8,120})(?P<link>,?\s+\()(?:[\w'\u2019-]{1,20}\s+){0,4}$"
)
"""... (it is the deploy token)"""

LINKS_BACK = re.compile(r"[ \n](?:(?:as|is|was|for|being|=)\s|(?:that|this|it)['\u2019 ]|\()")
"""Without one of these, `BEFORE` cannot match."""

NEUTRAL = re.compile(
    r"(?i)\b(?:commits?|sha\d*|rev(?:ision)?|hash(?:es)?|digest|checksum|md5|etag|trace|span|ids?|"
    r"uuid|images?|layer|blob|tree|merge[ds]?|cherry|revert(?:s|ed)?|fix(?:e[sd])?|see|since|at|"
    r"from|build|version|request|in|by|to|with|was|broke|landed|introduced|refactor\w*|and)\b"
)
"""Words after which a hexadecimal number is a commit id or digest."""

SENTENCE_END = re.compile(
    r"[\"'`)*_]{0,3}(?:[.!,;?]+(?=\s|$)|\s*(?:\n|$)|\s+\(|\s+(?:and|but|for|on)\s)"
)
"""The end of a clause, after which a plain word may be the secret."""

ENGLISH = re.compile(r"pass[ _-]?(?:words?|phrase|code)|passwd|p?wd|pw")
"""Names after which plain words are considered: the stop words cover English only."""
