"""Framing: splitting a byte stream into message bodies, and recovery from damage."""

import json

from hypothesis import given
from hypothesis import strategies as st

from chesterton.lsp.transport.framing import Body, Damage, Framer

messages = st.lists(
    st.dictionaries(st.text(max_size=8), st.text(max_size=40), max_size=3), min_size=1, max_size=6
)


def framed(body):
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


@given(messages, st.data())
def test_chunk_boundaries_do_not_matter(values, data):
    bodies = [json.dumps(value, ensure_ascii=False).encode() for value in values]
    stream = b"".join(framed(body) for body in bodies)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    framer = Framer()
    found = [
        piece
        for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True)
        for piece in framer.feed(stream[start:end])
    ]
    assert found == [Body(body) for body in bodies]


@given(st.binary(max_size=200), st.integers(0, 200))
def test_noise_never_hides_the_message_after_the_next(noise, cut):
    """The message directly after noise may be lost with it, but not the one after that."""
    framer = Framer()
    good = framed(b'{"good": 1}')
    stream = noise + b"\r\n" + good + good
    found = [*framer.feed(stream[:cut]), *framer.feed(stream[cut:])]
    assert Body(b'{"good": 1}') in found


def test_header_text_inside_a_string_is_not_a_header():
    body = json.dumps({"text": "Content-Length: 5\r\n\r\nContent-Length: 7\n"}, indent=1).encode()
    assert Framer().feed(framed(body)) == [Body(body)]


def test_other_headers_and_any_case_are_read():
    stream = b"content-type: x; charset=utf-8\r\ncontent-LENGTH:2\r\n\r\n{}"
    assert Framer().feed(stream) == [Body(b"{}")]


def test_a_length_that_runs_into_the_next_header_is_detected():
    stream = b"Content-Length: 30\r\n\r\n{}" + framed(b'{"next": 1}')
    assert Framer().feed(stream) == [Damage(b"{}"), Body(b'{"next": 1}')]


def test_endless_noise_is_not_buffered():
    framer = Framer()
    for _ in range(100):
        framer.feed(b"x" * 10_000)
    assert len(framer.pending()) <= 32 * 1024


def test_a_truncated_header_does_not_swallow_the_next_one():
    stream = b"Content-Length: 1" + framed(b'{"next": 1}')
    assert Framer().feed(stream) == [Body(b'{"next": 1}')]
