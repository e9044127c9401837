"""Word lists for matching a note's prose with code: number words, units and stop words."""

NUMBER_WORDS = {
    "zero": 0,
    "once": 1,
    "two": 2,
    "twice": 2,
    "three": 3,
    "thrice": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}
"""`one` is missing: prose uses it as a pronoun, and 1 is common in code."""

_UNITS = {
    "s sec second seconds": (1, 1_000),
    "min minute minutes": (1, 60, 60_000),
    "hour hours": (1, 60, 3_600, 3_600_000),
    "day days": (1, 24, 86_400, 86_400_000),
    "kb": (1, 1_000, 1_024),
    "mb": (1, 1_000_000, 1_048_576),
    "gb": (1, 1_000_000_000, 1_073_741_824),
    "% percent": (1, 0.01),
}

UNITS = {unit: factors for units, factors in _UNITS.items() for unit in units.split()}
"""Factors from each unit to the smaller units that code may use."""

_COMMON = """
a about above add added after again all also always an and any are as at away back be because
been before being below between both but by call called caller callers calls can case cases
change changed changes class code comes could data did do does doing done down each either else
end ends even every false few first for found from function functions gets get give given go
goes got had has have here how however if in instead into is it item items its itself just keep
kept kind know last later least less let like line list long made make makes many may means
method might more most much must name named names need needs never new next no none not nothing
now null number object objects of off old on once one only or order other others our out over
own part place put rather read really result results return returned returns run same say see
self set sets should since so some something still stop string such sure take takes test tests
text than that the their them then there these they thing things this those through time times
to too true try turn two type types under until up upon us use used user uses using value values
very was way we well were what when where whether which while who why will with within without
work works would write yes yet you your
"""

COMMON_WORDS = frozenset(_COMMON.split())
"""Stop words: not a claim even if an identifier is spelled the same."""
