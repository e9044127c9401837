"""Sample sources: one function in five languages, and edits of it."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Sample:
    """A file with the annotated function, `charge`, and another function."""

    path: str
    elsewhere: str  #: another file
    opening: str  #: the code before the functions
    charge: str
    other: str
    closing: str
    commented: str  #: `charge` with a comment and blank lines
    reformatted: str
    local: tuple[str, str]  #: a local variable and another name for it
    logic: tuple[str, str]
    default: tuple[str, str]  #: a default value; in languages without them, a type or a constant
    one_character: tuple[str, str]
    above: str  #: lines to insert at the top

    @property
    def text(self) -> str:
        """The file as it was."""
        return self.holding(self.charge, self.other)

    def holding(self, *definitions: str) -> str:
        """A file with these definitions."""
        return self.opening + "\n".join(definitions) + self.closing

    def edited(self, edit: tuple[str, str]) -> str:
        """`charge` with every occurrence replaced."""
        assert edit[0] in self.charge
        return self.charge.replace(*edit)


PYTHON = Sample(
    path="pay/charge.py",
    elsewhere="pay/cards.py",
    opening="import redis\n\n\n",
    charge='''def charge(card, amount, retries=2):
    """Charge the card."""
    guard = redis.acquire(f"charge:{card.id}", timeout=30)
    for attempt in range(retries):
        if card.pay(amount) and amount < LIMIT:
            return guard.release()
    raise PaymentError("declined")
''',
    other="""def refund(card, amount):
    return card.pay(-amount)
""",
    closing="",
    commented='''def charge(card, amount, retries=2):
    """Charge the card, once more if need be."""

    # one lock for each card
    guard = redis.acquire(f"charge:{card.id}", timeout=30)

    for attempt in range(retries):  # not forever
        if card.pay(amount) and amount < LIMIT:
            return guard.release()
    raise PaymentError("declined")
''',
    reformatted="""def charge(
    card,
    amount,
    retries=2,
):
    guard = redis.acquire(
        f'charge:{card.id}',
        timeout=30,
    )
    for attempt in range(retries):
        if (card.pay(amount) and amount < LIMIT):
            return guard.release()
    raise PaymentError('declined')
""",
    local=("guard", "held"),
    logic=("amount < LIMIT", "amount <= LIMIT + 1"),
    default=("retries=2", "retries=3"),
    one_character=("timeout=30", "timeout=31"),
    above="import time\n\nSTARTED = time.time()\n",
)

TYPESCRIPT = Sample(
    path="src/charge.ts",
    elsewhere="src/cards.ts",
    opening='import { redis } from "./redis";\n\n',
    charge="""export async function charge(card: Card, amount: number, retries = 2): Promise<void> {
  const guard = await redis.acquire(`charge:${card.id}`, { timeout: 30 });
  for (let attempt = 0; attempt < retries; attempt++) {
    if (card.pay(amount) && amount < LIMIT) {
      return guard.release();
    }
  }
  throw new PaymentError("declined");
}
""",
    other="""export function refund(card: Card, amount: number) {
  return card.pay(-amount);
}
""",
    closing="",
    commented="""/** Charges the card. */
export async function charge(card: Card, amount: number, retries = 2): Promise<void> {
  // one lock for each card

  const guard = await redis.acquire(`charge:${card.id}`, { timeout: 30 });
  for (let attempt = 0; attempt < retries; attempt++) {
    if (card.pay(amount) && amount < LIMIT) {
      return guard.release(); // not forever
    }
  }
  throw new PaymentError("declined");
}
""",
    reformatted="""export async function charge(
  card: Card,
  amount: number,
  retries = 2,
): Promise<void> {
  const guard = await redis.acquire(
    `charge:${card.id}`,
    { timeout: 30 },
  );
  for (let attempt = 0; attempt < retries; attempt++) {
    if ((card.pay(amount) && amount < LIMIT)) {
      return guard.release();
    }
  }
  throw new PaymentError('declined');
}
""",
    local=("guard", "held"),
    logic=("amount < LIMIT", "amount <= LIMIT + 1"),
    default=("retries = 2", "retries = 3"),
    one_character=("timeout: 30", "timeout: 31"),
    above='import { log } from "./log";\n\nlog("started");\n',
)

GO = Sample(
    path="pay/charge.go",
    elsewhere="pay/cards.go",
    opening='package pay\n\nimport "errors"\n\n',
    charge="""func charge(card *Card, amount int, retries int) error {
	guard := redis.Acquire("charge:"+card.ID, 30)
	for attempt := 0; attempt < retries; attempt++ {
		if card.Pay(amount) && amount < limit {
			return guard.Release()
		}
	}
	return errors.New("declined")
}
""",
    other="""func refund(card *Card, amount int) bool {
	return card.Pay(-amount)
}
""",
    closing="",
    commented="""// charge charges the card.
func charge(card *Card, amount int, retries int) error {
	// one lock for each card
	guard := redis.Acquire("charge:"+card.ID, 30)

	for attempt := 0; attempt < retries; attempt++ {
		if card.Pay(amount) && amount < limit {
			return guard.Release() // not forever
		}
	}
	return errors.New("declined")
}
""",
    reformatted="""func charge(
	card *Card,
	amount int,
	retries int,
) error {
	guard := redis.Acquire(
		"charge:" + card.ID,
		30,
	)
	for attempt := 0; attempt < retries; attempt++ {
		if (card.Pay(amount) && amount < limit) {
			return guard.Release()
		}
	}
	return errors.New("declined")
}
""",
    local=("guard", "held"),
    logic=("amount < limit", "amount <= limit+1"),
    default=("retries int", "retries int64"),
    one_character=("30", "31"),
    above='var started = "now"\n\n',
)

JAVA = Sample(
    path="pay/Payments.java",
    elsewhere="pay/Cards.java",
    opening="package pay;\n\nclass Payments {\n",
    charge="""  void charge(Card card, int amount, int retries) throws PaymentException {
    Lock guard = redis.acquire("charge:" + card.id(), 30);
    for (int attempt = 0; attempt < retries; attempt++) {
      if (card.pay(amount) && amount < LIMIT) {
        guard.release();
        return;
      }
    }
    throw new PaymentException("declined");
  }
""",
    other="""  boolean refund(Card card, int amount) {
    return card.pay(-amount);
  }
""",
    closing="}\n",
    commented="""  /** Charges the card. */
  void charge(Card card, int amount, int retries) throws PaymentException {
    // one lock for each card

    Lock guard = redis.acquire("charge:" + card.id(), 30);
    for (int attempt = 0; attempt < retries; attempt++) {
      if (card.pay(amount) && amount < LIMIT) {
        guard.release(); /* not forever */
        return;
      }
    }
    throw new PaymentException("declined");
  }
""",
    reformatted="""  void charge(
      Card card,
      int amount,
      int retries)
      throws PaymentException
  {
    Lock guard =
        redis.acquire("charge:" + card.id(), 30);
    for (int attempt = 0; attempt < retries; attempt++)
    {
      if ((card.pay(amount) && amount < LIMIT)) {
        guard.release();
        return;
      }
    }
    throw new PaymentException("declined");
  }
""",
    local=("guard", "held"),
    logic=("amount < LIMIT", "amount <= LIMIT + 1"),
    default=("int retries", "long retries"),
    one_character=("30", "31"),
    above="",
)

RUST = Sample(
    path="src/charge.rs",
    elsewhere="src/cards.rs",
    opening="use crate::redis;\n\n",
    charge="""pub fn charge(card: &Card, amount: u64, retries: u32) -> Result<(), PaymentError> {
    let guard = redis::acquire(&card.id, 30);
    for attempt in 0..retries {
        if card.pay(amount) && amount < LIMIT {
            return guard.release();
        }
    }
    Err(PaymentError::new("declined"))
}
""",
    other="""pub fn refund(card: &Card, amount: u64) -> bool {
    card.give(amount)
}
""",
    closing="",
    commented="""/// Charges the card.
pub fn charge(card: &Card, amount: u64, retries: u32) -> Result<(), PaymentError> {
    // one lock for each card
    let guard = redis::acquire(&card.id, 30);

    for attempt in 0..retries {
        if card.pay(amount) && amount < LIMIT {
            return guard.release(); // not forever
        }
    }
    Err(PaymentError::new("declined"))
}
""",
    reformatted="""pub fn charge(
    card: &Card,
    amount: u64,
    retries: u32,
) -> Result<(), PaymentError> {
    let guard = redis::acquire(
        &card.id,
        30,
    );
    for attempt in 0..retries {
        if (card.pay(amount) && amount < LIMIT) {
            return guard.release();
        }
    }
    Err(PaymentError::new("declined"))
}
""",
    local=("guard", "held"),
    logic=("amount < LIMIT", "amount <= LIMIT + 1"),
    default=("retries: u32", "retries: u64"),
    one_character=("30", "31"),
    above="use crate::log;\n\nstatic STARTED: bool = true;\n\n",
)

SAMPLES = (PYTHON, TYPESCRIPT, GO, replace(JAVA, above="  private int started = 1;\n"), RUST)
