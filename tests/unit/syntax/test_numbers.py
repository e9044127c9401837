"""Numbers are compared by value; what changes their type is a change."""

import pytest

from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse

CODE = {
    "py": "def rate():\n    return {}\n",
    "js": "function rate() {{\n  return {};\n}}\n",
    "ts": "function rate() {{\n  return {};\n}}\n",
    "java": "class A {{\n  Object rate() {{\n    return {};\n  }}\n}}\n",
    "go": "func rate() any {{\n\treturn {}\n}}\n",
    "rs": "fn rate() -> f64 {{\n    return {};\n}}\n",
    "c": "double rate(void) {{\n  return {};\n}}\n",
    "cpp": "double rate() {{\n  return {};\n}}\n",
    "cs": "class A {{\n  object rate() {{\n    return {};\n  }}\n}}\n",
    "kt": "fun rate(): Any {{\n    return {}\n}}\n",
    "rb": "def rate\n  return {}\nend\n",
    "php": "<?php\nfunction rate() {{\n  return {};\n}}\n",
    "swift": "func rate() -> Any {{\n    return {}\n}}\n",
    "scala": "def rate(): Any = {{\n  return {}\n}}\n",
}

SAME = {
    "py": [".5 0.5", "5. 5.0", "2. 2.0", "1_000 1000", "1.0e5 1e5 1E5 1e+05",
           "0XFF 0xff 255", "0B11 0b11 3", "0O17 0o17", "1J 1j 1.0j", "0x_ff 0xFF"],
    "js": [".5 0.5", "5. 5.0 5", "1_000 1000", "1.0e5 1e5 1E5 100000", "0XFF 0xff 255", "10n 1_0n",
           "1.50 1.5", "017 15"],
    "ts": [".5 0.5", "5. 5.0 5", "1_000 1000", "0B11 0b11 3", "1e3 1000"],
    "java": [".5 0.5", "5. 5.0 5d 5.0D", "1_000 1000", "1L 1l", "1.0f 1F 1f", "0XFF 0xff 255",
             "017 15", "1.0e5 1e5"],
    "go": [".5 0.5", "5. 5.0", "1_000 1000", "0755 0o755 0O755", "0XFF 0xff", "1.0i 1.i"],
    "rs": ["5. 5.0", "1_000 1000", "1_u8 1u8", "1f32 1.0f32 1.0_f32", "0xFF 0xff", "1e5 1.0e5",
           "0xFFu8 0xffu8"],
    "c": [".5 0.5", "5. 5.0", "1UL 1ul 1LU", "0XFF 0xff", "017 15", "1.0F 1.0f 1.f", "1e5 1.0E5"],
    "cpp": [".5 0.5", "1'000 1000", "1ULL 1llu", "0B11 0b11", "5. 5.0"],
    "cs": [".5 0.5", "1_000 1000", "1UL 1lu", "5.0 5d 5.0D", "0XFF 0xff", "1.5M 1.50m"],
    "kt": [".5 0.5", "1_000 1000", "0XFF 0xff", "1.0f 1f 1.0F", "1e5 1.0e5"],
    "rb": ["1_000 1000", "1.50 1.5", "0755 0o755", "0XFF 0xff 255", "1e5 1.0e5"],
    "php": [".5 0.5", "1_000 1000", "0755 0o755", "1.0e5 1e5", "0XFF 0xff"],
    "swift": ["1_000 1000", "1.50 1.5", "1.0e5 1e5", "0xFF 0xff"],
    "scala": ["1.50 1.5", "1L 1l", "0xFF 0XFF", "1.0f 1.0F", "1d 1.0"],
}  # fmt: skip

OTHER = {
    "py": ["1 1.0", "1 2", ".5 .05", "1e5 1e6", "1j 1", "0x10 10", "1_0 1_00"],
    "js": ["1 2", ".5 5", "1n 1", "017 17", "1e3 1e-3"],
    "ts": ["1.5 15", "0b11 11"],
    "java": ["1 1.0", "1 1L", "1.0 1.0f", "017 17", "0xFFFFFFFF 4294967295", "1d 1"],
    "go": ["1 1.0", "1 1i", "0755 755"],
    "rs": ["1 1.0", "1u8 1u16", "1.0f32 1.0f64", "1 1u8"],
    "c": ["1 1u", "1.0 1.0f", "017 17", "1L 1LL", "1 1.0"],
    "cpp": ["1'000 1'00", "1.0 1.0L"],
    "cs": ["1 1L", "1.0 1.0m", "1d 1"],
    "kt": ["1 1L", "1.0 1.0f"],
    "rb": ["1 1.0", "0755 755", "1r 1"],
    "php": ["1 1.0", "0755 755"],
    "swift": ["1 1.0", "0x10 10"],
    "scala": ["1 1L", "1.0 1.0f"],
}


def fingerprint(suffix, number):
    parsed = parse(CODE[suffix].format(number), language_for(f"a.{suffix}"))
    (symbol,) = [one for one in parsed.outline.symbols if one.last_name == "rate"]
    return parsed.fingerprint(symbol)


@pytest.mark.parametrize(
    ("suffix", "numbers"), [(suffix, each) for suffix, rows in SAME.items() for each in rows]
)
def test_another_way_to_write_a_number_is_no_change(suffix, numbers):
    assert len({fingerprint(suffix, each) for each in numbers.split()}) == 1


@pytest.mark.parametrize(
    ("suffix", "numbers"), [(suffix, each) for suffix, rows in OTHER.items() for each in rows]
)
def test_another_number_or_type_is_a_change(suffix, numbers):
    first, second = numbers.split()
    assert fingerprint(suffix, first) != fingerprint(suffix, second)
