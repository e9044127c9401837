"""A helper that is inlined: its caller stays, and is named as the nearest to the helper."""

import pytest

from tests.unit.anchoring.situations.code import (
    BLOCK,
    HEAD,
    PAY,
    REFUND,
    REPORT,
    WRITERS,
    placed,
    written,
)  # fmt: skip

CALL = "return settle_all(card, amount)"


@pytest.fixture(params=WRITERS, ids=lambda one: one.suffix)
def w(request):
    return request.param


@pytest.mark.parametrize("own", [(), HEAD[:1], HEAD, BLOCK[:3]], ids=["nothing", "1", "2", "3"])
@pytest.mark.parametrize("helper", [PAY, (*REFUND[:3], *REPORT)], ids=["short", "long"])
def test_the_caller_of_an_inlined_helper_stays(w, own, helper):
    path = f"x{w.suffix}"
    caller, result = (*own, CALL), (*own, *helper)
    before = {path: w.file(written(w, "settle_all", helper), written(w, "close_day", caller))}
    after = {path: w.file(written(w, "close_day", result))}
    helped, called = placed(
        before, after, (path, w.name("settle_all")), (path, w.name("close_day"))
    )
    assert called == f"{path}::{w.name('close_day')}"
    assert helped == ("lost", {f"{path}::{w.name('close_day')}"})


def test_two_callers_of_an_inlined_helper_stay(w):
    path = f"x{w.suffix}"
    before = {
        path: w.file(
            written(w, "settle_all", PAY),
            written(w, "close_day", (HEAD[0], CALL)),
            written(w, "close_week", (HEAD[1], CALL)),
        )
    }
    after = {
        path: w.file(
            written(w, "close_day", (HEAD[0], *PAY)), written(w, "close_week", (HEAD[1], *PAY))
        )
    }
    names = [w.name(one) for one in ("close_day", "close_week")]
    assert placed(before, after, *((path, one) for one in names)) == [
        f"{path}::{one}" for one in names
    ]
    ((state, nearest),) = placed(before, after, (path, w.name("settle_all")))
    assert (state, nearest) == ("lost", {f"{path}::{one}" for one in names})


def test_a_method_whose_helper_in_another_file_was_inlined_stays(w):
    here, there = f"x{w.suffix}", f"y{w.suffix}"
    before = {
        here: w.type("Day", {"close": (HEAD[0], CALL), "open": BLOCK}),
        there: w.file(written(w, "settle_all", PAY), written(w, "refund", REFUND)),
    }
    after = {
        here: w.type("Day", {"close": (HEAD[0], *PAY), "open": BLOCK}),
        there: w.file(written(w, "refund", REFUND)),
    }
    called, helped = placed(before, after, (here, "Day.close"), (there, w.name("settle_all")))
    assert called == f"{here}::Day.close"
    assert helped == ("lost", {f"{here}::Day.close"})


def test_what_keeps_path_name_and_parameters_is_never_lost(w):
    """Even if nothing of its body is left."""
    path = f"x{w.suffix}"
    before = {path: w.file(written(w, "pay", PAY), written(w, "other", BLOCK))}
    for body in (REFUND, REPORT, ("return 1",), (*REFUND, *REPORT)):
        after = {path: w.file(written(w, "pay", body), written(w, "other", BLOCK))}
        (where,) = placed(before, after, (path, w.name("pay")))
        assert where in (f"{path}::{w.name('pay')}", ("uncertain", {f"{path}::{w.name('pay')}"}))


def test_an_extracted_body_leaves_its_name_where_it_was(w):
    path = f"x{w.suffix}"
    before = {path: w.file(written(w, "close_day", (*HEAD, *PAY)))}
    after = {path: w.file(written(w, "close_day", (*HEAD, CALL)), written(w, "settle_all", PAY))}
    assert placed(before, after, (path, w.name("close_day"))) == [f"{path}::{w.name('close_day')}"]
