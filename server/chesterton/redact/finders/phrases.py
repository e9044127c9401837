"""Regular expressions for phrases that introduce a secret in a sentence."""

import re

_APOSTROPHE = r"['\u2019]"
_DASH = r"[-\u2013\u2014]"
_CLOSE = r"[\"'`*_)\]]{0,3}"  # closes a name in quotes or in bold

_OF = (
    r"(?:vom|von|im|am|beim|f\u00fcr|des|der|zum|zur|du|de|del|della|do|da|van|para|pour|for|of|to|on|in|at|from|that|which|we|you|i|he|she|they|there|here|everyone|by|until|"
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
    r"|[ \t]*(?:[:=\u2192\uff1a]|[-=]>|\u2013|\u2014)|[ \t]-(?=[ \t]))"
    rf"(?:[ \t\n]+{_ADVERB})*[ \t\n]*:?[ \t\n]*[(\[]?",
    re.IGNORECASE,
)
"""Text between a name and its value: `the password for X is now set to ...`."""

NOUN = re.compile(rf"[ \t]+(?:is|was|{_DASH}|[:=])[ \t]")
"""Text that follows "pass" if it is used as a noun."""

BESIDE = re.compile(r"[\"'`*_)\]]{0,2}[ \t]+(?P<origin>from[ \t]+)?[(\[]?")
"""Text before a value that directly follows its name: `with password ...`."""

APART = re.compile(
    r"[\"'`*_)\]:]{0,3}(?P<gap>(?:[ \t]+[\w'\u2019/()-]{1,20}[:,]?){0,4}?)[ \t]+[\"'`(]?"
    r"(?=[0-9a-fA-F]{20})"
)
"""Text between a name and a hexadecimal number: `key for production 0123abcd...`."""

BEFORE = re.compile(
    r"(?:^|[\s(])(?P<value>[\"'`\u201c][^\"'`\u201d\n]{4,80}[\"'`\u201d]|[^\s\"'`(]{4,120})"
    r"[)]?,?\s+(?:back\s+|again\s+)?"
    rf"(?P<link>as|als|comme|como|come|som|jako|jak|как|为|is|was|for|being|=|in place of|"
    rf"instead of|replaces|(?:{_DASH}\s)?(?:that|this|it)(?:{_APOSTROPHE}s|\sis))\s+"
    rf"(?:[\w'\u2019-]{{1,20}}\s+){{0,4}}(?:[\w-]{{1,20}}-)?$"
)
"""A value before its name: `use ... as the password`."""

BEFORE_COMMA = re.compile(
    r"(?:^|[\s(])(?P<value>[^\s\"'`(,]{5,120})(?P<link>,\s+(?:the|our|its|my|their|which\sis)\s+)"
    r"(?:[\w-]{1,20}\s+){0,3}$"
)
"""A value before a comma and its name: `..., the master password`."""

BEFORE_BRACKET = re.compile(
    r"(?:^|[\s(])(?P<value>[^\s\"'`(]{8,120})(?P<link>,?\s+\()(?:[\w'\u2019-]{1,20}\s+){0,4}$"
)
"""A value before its name in brackets: `... (it is the deploy token)`."""

PHRASE_BEFORE = re.compile(
    r"(?:^|[:;,.\n][ ]|\b(?:answer|use|enter|type|try|give|is|with|say|read)[ ])[\"'`]?"
    r"(?P<value>[a-z]{3,12}(?:[ -][a-z]{3,12}){2,7})[\"'`]?[ ]\((?:[\w'-]{1,12}[ ]){0,4}$"
)
"""A passphrase before its name in brackets: `... (passphrase of the NAS)`."""

LINKS_BACK = re.compile(
    r"[ \n](?:(?:as|als|comme|como|come|som|jako|jak|как|is|was|for|being|=|of|replaces)\s|"
    r",?(?:the|our|its|my|their|which)\s|"
    r"(?:that|this|it)['\u2019 ]|\()"
)
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

ENGLISH = re.compile(
    r"pass(?![a-z])|pass[ _-]?(?:words?(?![a-z])|phrase|code)|passwd|p?wd|pw|psk|pin|community|"
    r"code(?!s?[ ]d[\u2019'eu])|auth|"
    r"assword|pre-?shared|secret phrase|wi-?fi|keys?"
)
"""Names after which plain words are considered, because the stop words cover only English."""

NOT_ITS_VALUE = re.compile(
    r"(?i)\b(?:commits?|sha\d*|rev(?:ision)?s?|hash(?:es|ed)?|digest|checksum|md5|etag|trace|span|"
    r"ids?|identifiers?|uuid|guid|images?|layer|blob|tree|merge[ds]?|cherry|revert(?:s|ed)?|see|"
    r"since|landed|introduced|broken?|fix(?:e[sd])?|fingerprint|thumbprint|requests?|versions?|"
    r"builds?|tags?|snapshot|public)\b"
)
"""Words between a name and a number that show that the number is something else."""

ABOUT = re.compile(
    r"(?i)\b(?:ids?|uuid|guid|hash|digest|checksum|fingerprint|thumbprint|md5|sha-?\d*|commit|etag|"
    r"version|size|length|age|name)\s+(?:of|for|behind)\s+(?:[\w'-]+\s+){0,3}$"
)
"""Words for what is not the secret itself: `the md5 of the secret`, `the id of the token`."""

EXCHANGE = re.compile(
    r"(?i)\b(?:exchang\w+|replac\w+|rotat\w+|switch\w*|swap\w*|chang\w+|overwr\w+|roll(?:s|ed|"
    r"ing)?|"
    r"renew\w*|re-?issu\w+|reset\w*|set|updat\w+|moved?|trad\w+|substitut\w+|g[ai]ves?|given|"
    r"supersed\w+|migrat\w+|turn(?:s|ed)?|flip\w*|cut|cycl\w+|refresh\w*|regenerat\w+|re-?key\w*|"
    r"rewr\w+|convert\w*|bump(?:s|ed)|put|installed|ersetz\w+|ausgetauscht|getauscht|ge\u00e4ndert|"
    r"remplac\w+|cambi\w+|zamieni\w+|vervang\w+|bytt\w*|substitu\w+)\b"
)
"""Verbs for changing the value of a secret."""

_STATE = (
    r"is|was|are|were|be|been|now|as|stays?|stayed|kept|keeps|remains?|remained|became|becomes|"
    r"equals|reads|called|one|but|namely|contains|holds|than|namely|ist|lautet|war|bleibt|est|"
    r"reste|es|era|siendo|"
    r"jest|\u00e8|\u00e9|to|je|z\u016fst\w+|er|\u00e4r|on|value|use|using|still|like"
)
COPULA = (
    r"is|was|are|were|be|being|reads|remains|became|becomes|goes|starts|begins|use|give|answer|"
    r"enter|type|try|ist|war|lautet|bleibt|blieb|hei\u00dft|hie\u00df|wurde|wird|est|reste|devient|"
    r"\u00e9tait|es|era|fue|queda|qued\u00f3|sigue|pas\u00f3|\u00e9|foi|ficou|fica|continua|\u00e8|"
    r"resta|rimane|diventa|sera|ser\u00e1|sar\u00e0|blijft|werd|wordt|luidt|to|jest|brzmi|pozostaje|je|zn\u00ed|bylo|je\u0161t\u011b|"
    r"\u00e4r|var|blev|ble|er|heter|hedder|on|oli|lett|maradt|este|r\u0103m\u00e2ne|\u03b5\u03af\u03bd\u03b1\u03b9|"
    r"\u03ae\u03c4\u03b1\u03bd|l\u00e0|th\u00e0nh|adalah|ialah|menjadi|ir|yra|\u044d\u0442\u043e|"
    r"\u0442\u0435\u043f\u0435\u0440\u044c|\u0431\u044b\u043b|\u0441\u0442\u0430\u043b|"
    r"\u043e\u0441\u0442\u0430\u043b\u0441\u044f|\u0446\u0435|\u0442\u0435\u043f\u0435\u0440|"
    r"\u0435|\u05d4\u05d5\u05d0|\u05d4\u05d9\u05d0|\u0647\u0648|\u0647\u064a|\u0e04\u0e37\u0e2d"
)
"""Verbs that give a value, in many languages."""

_NOW = (
    r"now|still|again|back|up|as|being|only|just|set|changed|reset|updated|called|simply|jetzt|nun|"
    r"weiterhin|auf|zu|maintenant|toujours|d\u00e9sormais|ahora|todav\u00eda|siendo|como|a|para|agora|"
    r"ora|ancora|nu|nog|naar|veranderd|gewijzigd|ge\u00e4ndert|chang\u00e9|cambiada?|teraz|nadal|"
    r"zmienione|na|te\u010f|nyt|most|acum|vreau|\u03c4\u03ce\u03c1\u03b1|sekarang|b\u00e2y|gi\u1edd|"
    r"v\u1eabn|fortfarande|stadig|fortsatt|\u0442\u0435\u043f\u0435\u0440\u044c|\u0442\u0435\u043f\u0435\u0440"
)
GIVES = re.compile(
    rf"(?i)(?:(?:\b(?:{COPULA})|\bended up)\b(?:,[ ][\w ]{{2,30}},)?(?:[ ](?:{_NOW})\b)*"
    rf"|^[ ](?:of|that)\b|[\u662f\u4e3a\u70ba\u6210\u4e86\u306f\u3092\u304c\u306b\ub294\uc740\uc774"
    rf"\ub97c\uc744\ub85c\u05dc])[\"'`*(\s:\u300c\u300e]*$"
)
"""A verb right before the value, in many languages."""

PARTICLES = re.compile(
    r"[\u306f\u304c\u3092\ub294\uc740\uc774\uac00]?[\s:\uff1a=\u2192\u2014\u2013-]{1,4}[\"'`*(]*$"
)
"""Particles and signs that separate a name in another language from its value."""

_OPEN = r"[\"'`*(\s:]*"
STATES = (
    re.compile(
        rf"(?i)(?:^\s*|[:=\u2192>,\u2014\u2013\uff1a\u662f\u4e3a\u306f\ub294\uc740]|\s-|"
        rf"\b(?:{_STATE})\b|\b{_IS}){_OPEN}$"
    ),
    re.compile(
        rf"(?i)(?:^\s*|[:=\u2192>,\u2014\u2013\uff1a\u662f\u4e3a\u306f\ub294\uc740]|\s-|"
        rf"\b(?:{_STATE}|to|with|by|for|against|into|"
        rf"durch|auf|mit|por|par|con|avec|na|przez|met|door|med|till|til)\b){_OPEN}$"
    ),
)
"""Text right before a value: first for most sentences, then for those with an `EXCHANGE` verb."""
