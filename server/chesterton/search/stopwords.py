"""English stop words, which queries and the index ignore."""

_WORDS = """
a about also an and any are as at be because been being but by can could did do does doing dont
for from had has have having he her here his how i if in into is isnt it its just may me might
must my no not of on or our shall she should so such than that the their them then there these
they this those to us very was we were what when where which while who whom whose why will with
would you your
"""

STOP_WORDS = frozenset(_WORDS.split())
