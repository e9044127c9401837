"""Change labels and touched claims in every language."""

import pytest

from chesterton.anchoring.claims.claim import claim_of
from chesterton.anchoring.claims.relevance import compare
from chesterton.model.watch import Watch
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse

CSHARP = """\
class Till
{
    [Audited]
    public int Charge(Card card, int retries = 2)
    {
        var total = card.Fee + 30;
        log.Info("charging");
        return card.Pay(total, retries);
    }
}
"""
KOTLIN = """\
class Till {
    @Audited
    fun charge(card: Card, retries: Int = 2): Int {
        val total = card.fee + 30
        log.info("charging")
        return card.pay(total, retries)
    }
}
"""
SWIFT = """\
struct Till {
    @Audited
    func charge(_ card: Card, retries: Int = 2) -> Int {
        let total = card.fee + 30
        log.info("charging")
        return card.pay(total, retries)
    }
}
"""
SCALA = """\
class Till {
  @audited
  def charge(card: Card, retries: Int = 2): Int = {
    val total = card.fee + 30
    log.info("charging")
    card.pay(total, retries)
  }
}
"""
PHP = """\
<?php
class Till
{
    #[Audited]
    public function charge(Card $card, int $retries = 2): int
    {
        $total = $card->fee + 30;
        $this->log->info('charging');
        return $card->pay($total, $retries);
    }
}
"""
RUBY = """\
class Till
  def charge(card, retries: 2)
    total = card.fee + 30
    log.info("charging")
    card.pay(total, retries)
  end
end
"""
LUA = """\
local Till = {}
function Till.charge(card, retries)
  local total = card.fee + 30
  log.info("charging")
  return card.pay(total, retries)
end
return Till
"""
BASH = """\
charge() {
  local card="$1" retries="${2:-2}"
  log_info "charging"
  pay --wait 30 "$card" "$retries"
}
"""
SOURCES = {
    "Till.cs": CSHARP,
    "Till.kt": KOTLIN,
    "Till.swift": SWIFT,
    "Till.scala": SCALA,
    "Till.php": PHP,
    "till.rb": RUBY,
    "till.lua": LUA,
    "till.sh": BASH,
}
EACH = pytest.mark.parametrize("path", SOURCES)
TYPED = pytest.mark.parametrize("path", [*SOURCES][:5])
WAIT = "the provider needs 30 seconds"
RETRIES = "`retries` are capped by the provider"


def charge(path, source):
    parsed = parse(source, language_for(path))
    symbol = next(one for one in parsed.outline.symbols if one.last_name.lower() == "charge")
    return parsed.shape(symbol)


def change(path, note, *edit):
    """The change that an edit makes, with respect to the claim of the note."""
    source = SOURCES[path]
    assert edit[0] in source
    then = charge(path, source)
    return compare(then, charge(path, source.replace(*edit)), claim_of(Watch(note), then))


@EACH
def test_changing_a_claimed_number(path):
    result = change(path, WAIT, "30", "40")
    assert ("literal" in result.labels, result.claim) == (True, True)


@EACH
def test_changing_an_unclaimed_call(path):
    result = change(path, WAIT, "charging", "charged")
    assert ("literal" in result.labels, result.claim) == (True, False)


@EACH
def test_changing_a_claimed_name(path):
    word = "Pay" if path == "Till.cs" else "pay"
    sign = " -" if path == "till.sh" else "("
    assert change(path, f"`{word}` answers late", f"{word}{sign}", f"{word}Late{sign}").claim


@TYPED
def test_changing_a_default_value(path):
    result = change(path, RETRIES, "= 2", "= 3")
    assert ("signature" in result.labels, result.claim) == (True, True)


@TYPED
def test_changing_a_decorator(path):
    result = change(path, WAIT, "udited", "udits")
    assert (result.labels, result.claim) == (("decorator",), False)
