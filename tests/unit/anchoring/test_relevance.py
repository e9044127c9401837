"""Whether a change touches the claim of a note."""

import pytest

from chesterton.anchoring.claims.claim import claim_of
from chesterton.anchoring.claims.relevance import compare
from chesterton.model.watch import Watch
from chesterton.syntax.language import language_for
from chesterton.syntax.outline import parse

PYTHON = '''\
def charge(card, amount, payment_id, user_id=None):
    """Charge the card."""
    key = f"charge:{payment_id}"
    lock = redis.lock(key, timeout=30)
    log.info("charging", amount)
    with lock:
        for attempt in range(2):
            result = gateway.pay(card.token, amount, idempotency=payment_id)
            if result.ok and amount < LIMIT:
                return result
            time.sleep(backoff(attempt, 5))
    total = amount * RATE + fee
    raise PaymentError("declined", card)
'''
TYPESCRIPT = """\
export async function charge(card: Card, amount: number, paymentId: string): Promise<Result> {
  const key = `charge:${paymentId}`;
  const lock = await redis.lock(key, { timeout: 30, wait: true });
  log.info("charging", amount);
  for (let attempt = 0; attempt < 2; attempt++) {
    const result = await gateway.pay(card.token, amount, { idempotency: paymentId });
    if (result.ok && amount < LIMIT) {
      return result;
    }
    await sleep(backoff(attempt, 5));
  }
  const total = amount * RATE + fee;
  throw new PaymentError("declined", card);
}
"""
GO = """\
package pay

func charge(card Card, amount int, paymentID string) (*Result, error) {
	key := fmt.Sprintf("charge:%s", paymentID)
	guard, err := redis.Acquire(key, 30*time.Second)
	if err != nil {
		return nil, err
	}
	defer guard.Release()
	log.Info("charging", amount)
	for attempt := 0; attempt < 2; attempt++ {
		result := gateway.Pay(card.Token, amount, paymentID)
		if result.OK && amount < limit {
			return result, nil
		}
		time.Sleep(backoff(attempt, 5))
	}
	total := amount*rate + fee
	return nil, errors.New("declined")
}
"""
JAVA = """\
class Payments {
  @Transactional(timeout = 7)
  Result charge(Card card, int amount, String paymentId) throws PaymentException {
    String key = "charge:" + paymentId;
    Lock lock = redis.lock(key, 30);
    log.info("charging", amount);
    for (int attempt = 0; attempt < 2; attempt++) {
      Result result = gateway.pay(card.token(), amount, paymentId);
      if (result.isOk() && amount < LIMIT) {
        return result;
      }
      Thread.sleep(backoff(attempt, 5));
    }
    int total = amount * rate + fee;
    throw new PaymentException("declined");
  }
}
"""
RUST = """\
impl Payments {
    pub fn charge(&self, card: &Card, amount: u64, payment_id: &str) -> Result<Receipt, Error> {
        let key = format!("charge:{}", payment_id);
        let lock = self.redis.lock(&key, 30)?;
        log::info("charging", amount);
        for attempt in 0..2 {
            let result = self.gateway.pay(card.token(), amount, payment_id);
            if result.is_ok() && amount < LIMIT {
                return result;
            }
            sleep(backoff(attempt, 5));
        }
        let total = amount * self.rate + fee;
        Err(Error::Declined("declined"))
    }
}
"""

TOUCHED = {
    "a.py": (
        ("`total` includes the `fee`", "amount * RATE", "amount * 2"),
        ("`total` includes the `fee`", "amount * RATE + fee", "amount * RATE"),
        ("Retry exactly twice", "range(2)", "range(3)"),
        ("Lock on payment_id, not user_id", "{payment_id}", "{user_id}"),
        ("Lock on payment_id, not user_id", "idempotency=payment_id", "idempotency=user_id"),
        ("Keyed on the payment id", "{payment_id}", "{card.id}"),
        ("Keyed on `payment_id`", "gateway.pay", "gateway.pay_later"),
        ("Never use `eval`; stay below LIMIT", "amount < LIMIT", "amount <= LIMIT"),
        ("Never use `eval`; stay below LIMIT", "result.ok and", "result.ok or"),
        ("Never use `eval`; stay below LIMIT", "total = amount", "total = eval(amount)"),
        ("Stay below LIMIT", "result.ok and amount", "result.success and amount"),
        ("RATE is the rate of the day", "amount * RATE", "amount + RATE"),
        ("timeout must stay at 30 seconds", "timeout=30", "timeout=31"),
        ("timeout must stay at 30 seconds", "timeout=30", "wait=30"),
        ("timeout must stay at 30 seconds", "redis.lock", "redis.semaphore"),
        ("half a minute: `timeout`", ", timeout=30", ""),
        ("`gateway.pay` is not idempotent", ", idempotency=payment_id", ""),
        ("`gateway.pay` is not idempotent", "gateway.pay(", "await_(gateway.pay)("),
        (
            "`gateway.pay` is not idempotent",
            "            result = gateway.pay",
            "            if amount:\n                result = gateway.pay",
        ),
        ("Raises PaymentError, callers catch it", "raise PaymentError", "raise ValueError"),
        ("user_id is optional", "user_id=None", "user_id=0"),
        ("Log before locking: `log.info`", '    log.info("charging", amount)\n', ""),
        ("Pay under the `lock`", "    with lock:\n", "    if lock:\n"),
        ("status 'declined' is parsed downstream", '"declined"', '"refused"'),
    ),
    "a.ts": (
        ("`total` includes the `fee`", "amount * RATE + fee", "amount * RATE - fee"),
        ("Retry exactly twice", "attempt < 2", "attempt < 3"),
        ("Lock on paymentId, not userId", "${paymentId}", "${userId}"),
        ("Lock on paymentId, not userId", "idempotency: paymentId", "idempotency: userId"),
        ("Keyed on `paymentId`", "gateway.pay", "gateway.payLater"),
        ("Stay below LIMIT", "amount < LIMIT", "amount <= LIMIT"),
        ("timeout must stay at 30 seconds", "timeout: 30", "timeout: 31"),
        ("Throws PaymentError, callers catch it", "new PaymentError", "new Error"),
        ("`gateway.pay` is not idempotent", "await gateway.pay", "gateway.pay"),
    ),
    "a.go": (
        ("stay below `limit`", "amount < limit", "amount <= limit"),
        ("Retry exactly twice", "attempt < 2", "attempt < 3"),
        ("Keyed on paymentID", '"charge:%s", paymentID', '"charge:%s", card.ID'),
        ("Keyed on `paymentID`", "gateway.Pay", "gateway.PayLater"),
        ("held for 30 seconds", "30*time.Second", "31*time.Second"),
        ("always `Release` it", "defer guard.Release()", "guard.Release()"),
        ("always `Release` it", "\tdefer guard.Release()\n", ""),
        ("the error 'declined' is parsed", '"declined"', '"refused"'),
    ),
    "a.java": (
        ("Retry exactly twice", "attempt < 2", "attempt < 3"),
        ("Keyed on paymentId", '"charge:" + paymentId', '"charge:" + userId'),
        ("Keyed on `paymentId`", "gateway.pay(", "gateway.payLater("),
        ("Stay below LIMIT", "amount < LIMIT", "amount <= LIMIT"),
        ("transaction timeout of 7", "timeout = 7", "timeout = 8"),
        ("Throws PaymentException", "new PaymentException", "new Error"),
    ),
    "a.rs": (
        ("returns `Declined`", "Error::Declined", "Error::Refused"),
        ("Retry exactly twice", "0..2", "0..3"),
        ("Keyed on payment_id", '"charge:{}", payment_id', '"charge:{}", user_id'),
        ("Keyed on `payment_id`", "gateway.pay(", "gateway.pay_later("),
        ("Stay below LIMIT", "amount < LIMIT", "amount <= LIMIT"),
        ("errors of redis.lock() bubble up", "30)?", "30).unwrap()"),
    ),
}

BESIDE = {
    "a.py": (
        ("Keyed on `payment_id`", 'log.info("charging", amount)', "log.info(payment_id)"),
        ("total includes the fee", "amount * RATE", "amount * 2"),
        ("total includes the fee", "amount * RATE + fee", "amount * RATE"),
        ("Somebody knows why", "amount * RATE", "amount * 2"),
        ("Raises PaymentError, callers catch it", '"declined"', '"refused"'),
        ("Lock on payment_id, not user_id", "timeout=30", "timeout=60"),
        ("Retry exactly twice", "timeout=30", "timeout=60"),
        ("Retry exactly twice", "backoff(attempt, 5)", "backoff(attempt, 6)"),
        ("Retry exactly twice", "backoff(attempt, 5)", "backoff(attempt, 2)"),
        ("Keyed on `payment_id`", "timeout=30", "timeout=60"),
        ("Keyed on `payment_id`", "range(2)", "range(3)"),
        ("Keyed on `payment_id`", "log.info", "log.debug"),
        ("Keyed on `payment_id`", "card.token", "card.number"),
        ("Keyed on `payment_id`", "    raise", "    audit(card)\n    raise"),
        ("`fee` is added last", "amount * RATE", "amount * 2"),
        ("timeout must stay at 30 seconds", "redis.lock(key,", 'redis.lock(key + "x",'),
        ("`gateway.pay` is not idempotent", "if result.ok", "if result.okay"),
        ("`gateway.pay` is not idempotent", '"charging"', '"paying"'),
        ("Raises PaymentError, callers catch it", "amount * RATE", "amount * 2"),
        ("user_id is optional", "card, amount", "card, amount, force"),
        ("user_id is optional", "range(2)", "range(3)"),
        ("user_id is optional", '    log.info("charging", amount)\n', ""),
        ("status 'declined' is parsed downstream", ", card)", ", card, amount)"),
    ),
    "a.ts": (
        ("total includes the fee", "amount * RATE + fee", "amount * RATE - fee"),
        ("Retry exactly twice", "timeout: 30", "timeout: 60"),
        ("Keyed on `paymentId`", "timeout: 30", "timeout: 60"),
        ("Keyed on `paymentId`", "log.info", "log.debug"),
        ("Keyed on `paymentId`", "card.token", "card.number"),
        ("Stay below LIMIT", "amount * RATE", "amount * 2"),
        ("Stay below LIMIT", "backoff(attempt, 5)", "backoff(attempt, 6)"),
        ("timeout must stay at 30 seconds", "wait: true", "wait: false"),
        ("Throws PaymentError, callers catch it", '"charging"', '"paying"'),
        ("`gateway.pay` is not idempotent", "await sleep", "sleep"),
    ),
    "a.go": (
        ("stay below limit", "amount < limit", "amount <= limit"),
        ("Retry exactly twice", "30*time.Second", "60*time.Second"),
        ("Keyed on `paymentID`", "30*time.Second", "60*time.Second"),
        ("Keyed on `paymentID`", "log.Info", "log.Debug"),
        ("stay below limit", "amount*rate", "amount*2"),
        ("always `Release` it", '"charging"', '"paying"'),
    ),
    "a.java": (
        ("Retry exactly twice", "lock(key, 30)", "lock(key, 60)"),
        ("Keyed on `paymentId`", "lock(key, 30)", "lock(key, 60)"),
        ("Keyed on `paymentId`", "log.info", "log.debug"),
        ("Keyed on `paymentId`", "card.token()", "card.number()"),
        ("Stay below LIMIT", "amount * rate", "amount * 2"),
        ("transaction timeout of 7", "lock(key, 30)", "lock(key, 60)"),
        ("Throws PaymentException", "backoff(attempt, 5)", "backoff(attempt, 6)"),
    ),
    "a.rs": (
        ("returns Declined", "Error::Declined", "Error::Refused"),
        ("Retry exactly twice", "lock(&key, 30)", "lock(&key, 60)"),
        ("Keyed on `payment_id`", "log::info", "log::debug"),
        ("Keyed on `payment_id`", "card.token()", "card.number()"),
        ("Stay below LIMIT", "amount * self.rate", "amount * 2"),
        ("returns Declined", "backoff(attempt, 5)", "backoff(attempt, 6)"),
    ),
}

SOURCES = {"a.py": PYTHON, "a.ts": TYPESCRIPT, "a.go": GO, "a.java": JAVA, "a.rs": RUST}


def shape(source, path="a.py"):
    parsed = parse(source, language_for(path))
    symbol = next(one for one in parsed.outline.symbols if one.last_name == "charge")
    return parsed.shape(symbol)


def change(note, old, new, path="a.py", quote=None, source=None):
    source = source or SOURCES[path]
    assert old in source
    then = shape(source, path)
    return compare(
        then, shape(source.replace(old, new, 1), path), claim_of(Watch(note, quote=quote), then)
    )


def rows(table):
    return [(path, *case) for path, cases in table.items() for case in cases]


@pytest.mark.parametrize(("path", "note", "old", "new"), rows(TOUCHED))
def test_a_change_touches_the_claim(path, note, old, new):
    assert change(note, old, new, path).claim


@pytest.mark.parametrize(("path", "note", "old", "new"), rows(BESIDE))
def test_a_change_does_not_touch_the_claim(path, note, old, new):
    assert not change(note, old, new, path).claim


def test_equal_code_is_not_a_change():
    assert change("Retry exactly twice", "range(2)", "range(2)") is None


def test_the_first_changed_line_is_reported():
    assert change("Retry exactly twice", "range(2)", "range(3)").line == 7
    assert change("Retry exactly twice", "    raise", "    audit(card)\n    raise").line == 13


def test_for_a_deletion_the_line_before_it_is_reported():
    assert change("x", '    log.info("charging", amount)\n', "").line == 4


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("range(2)", "range(3)", ("body", "literal")),
        ("user_id=None", "user_id=0", ("signature", "literal")),
        ("card, amount, payment_id", "card, amount, force, payment_id", ("signature",)),
        ("gateway.pay(", "gateway.send(", ("body", "call")),
        ("    raise", "    audit(card)\n    raise", ("body", "call")),
        ("amount < LIMIT", "amount <= LIMIT", ("body",)),
        ("def charge", "@traced\ndef charge", ("decorator",)),
    ],
)
def test_change_labels_of_a_function(old, new, what):
    assert what == change("x", old, new).labels


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("class charge(Base)", "class charge(Base, Mixin)", ("base",)),
        ("def pay", "def pays", ("member",)),
        ("limit = 3", "limit = 4", ("body", "literal")),
    ],
)
def test_change_labels_of_a_class(old, new, what):
    source = "class charge(Base):\n    limit = 3\n\n    def pay(self):\n        return 1\n"
    assert what == change("x", old, new, source=source).labels


def test_changing_a_method_body_does_not_change_its_class():
    source = "class charge(Base):\n    def pay(self):\n        return 1\n"
    assert change("x", "return 1", "return 2", source=source) is None


def test_a_renamed_parameter_is_told_only_if_the_note_speaks_of_the_new_name():
    source = "def charge(card):\n    for _ in range(2):\n        card.pay(card.id)\n"
    today = source.replace("card", "payment_card")
    for note, touches in (
        ("Retry twice", False),
        ("`card` is never None", False),
        ("a `card`, never a `payment_card`", True),
    ):
        then = shape(source)
        assert touches == compare(then, shape(today), claim_of(Watch(note), then)).claim


def test_a_claim_follows_a_renamed_variable():
    source = "def charge(card):\n    lock = take(card)\n    card.pay()\n    lock.free()\n"
    today = source.replace("lock", "guard").replace("guard.free()", "guard.free(1)")
    then = shape(source)
    assert compare(then, shape(today), claim_of(Watch("Free the `lock`"), then)).claim


def test_adding_a_variable_before_others_does_not_change_them():
    source = "def charge(card):\n    first = a(card)\n    second = b(first)\n    return second\n"
    today = source.replace("    first", "    zeroth = c(card)\n    first")
    then = shape(source)
    assert not compare(then, shape(today), claim_of(Watch("`second` is last"), then)).claim


def test_moved_statements_touch_what_they_move_across():
    source = "def charge(card):\n    lock(card)\n    pay(card)\n    log(1)\n    log(2)\n"
    today = "def charge(card):\n    pay(card)\n    lock(card)\n    log(1)\n    log(2)\n"
    for note in ("First `lock`", "`pay` comes second"):
        then = shape(source)
        assert compare(then, shape(today), claim_of(Watch(note), then)).claim


@pytest.mark.parametrize(
    ("old", "new", "touches"),
    [
        ("timeout=30", "timeout=31", True),
        ("redis.lock(", "redis.hold(", True),
        ('log.info("charging", amount)', 'log.debug("charging", amount)', False),
        ("range(2)", "range(3)", False),
        ("amount * RATE", "amount * 2", False),
    ],
)
def test_a_change_of_quoted_lines_touches_the_quote(old, new, touches):
    quote = "    lock = redis.lock(key, timeout=30)"
    assert touches == change("This line matters", old, new, quote=quote).claim


def test_an_insertion_between_quoted_lines_touches_the_quote():
    quote = '    lock = redis.lock(key, timeout=30)\n    log.info("charging", amount)'
    between = "timeout=30)\n    audit(card)\n"
    assert change("Keep these together", "timeout=30)\n", between, quote=quote).claim


def test_a_change_of_the_caught_exception_touches_the_claim():
    source = (
        "def charge(card):\n    try:\n        card.pay()\n"
        "    except ValueError as error:\n        log(error)\n"
    )
    assert change("ValueError is expected", "ValueError", "KeyError", source=source).claim


@pytest.mark.parametrize("block", ["{}", "if (a) {}", ";", "return;", "() => {}"])
def test_pieces_without_words_are_compared(block):
    old, new = (f"function charge(a) {{ {each} go(a); }}" for each in ("", block))
    for pair in ((old, new), (new, old)):
        then, today = (shape(each, "a.ts") for each in pair)
        change = compare(then, today, claim_of(Watch("`other`"), then))
        assert change is None or not change.claim
