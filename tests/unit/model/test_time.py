"""Stored times are UTC with whole seconds, so that their order as text is their order in time."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from chesterton.model.time import parse_time, to_time


def test_any_zone_is_stored_in_utc():
    moment = datetime(2026, 1, 1, 1, 30, 59, 999_999, tzinfo=timezone(timedelta(hours=2)))
    assert to_time(moment) == "2025-12-31T23:30:59Z"
    assert to_time(moment) < to_time(datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-04", "2026-03-04T00:00:00Z"),
        (" 2026-03-04T05:06:07 ", "2026-03-04T05:06:07Z"),
        ("2026-03-04T05:06:07+02:00", "2026-03-04T03:06:07Z"),
        ("2026-03-04T05:06:07.9Z", "2026-03-04T05:06:07Z"),
    ],
)
def test_a_date_or_time_is_parsed(text, expected):
    assert parse_time(text) == expected


@pytest.mark.parametrize("text", ["", "tomorrow", "2026-13-01", "4.3.2026"])
def test_other_text_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        parse_time(text)
