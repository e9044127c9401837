/** The sample project used by the tests. */

import { World } from "./world.ts";

export const PAY = `"""Payments."""


class Till:
    """Takes money."""

    def charge(self, payment):
        """Charge a payment and settle it."""
        with self.locks.hold(payment.payment_id, seconds=30):
            if payment.is_charged:
                return payment
            for attempt in range(3):
                receipt = self.provider.pay(payment)
                if receipt.is_final:
                    return payment.settle(receipt)
            return payment.park("timed out waiting for the final answer")

    def refund(self, payment):
        return self.provider.refund(payment)


def plain(value):
    return value + 1
`;

export const CART = `/** Adds up what is in the cart. */
export function total(prices: number[], discount: number): number {
  const sum = prices.reduce((all, price) => all + price, 0);
  return Math.round(sum * (1 - discount));
}

export const shown = total([1, 2], 0.1);
`;

export const TITLE = "Lock on payment_id, never on user_id";
export const CHARGE_LENS = `7 Pitfall: ${TITLE}`;

/** Creates the project with one note in Python and one in TypeScript. */
export function shop(): World {
  const world = new World({ "src/pay.py": PAY, "src/cart.ts": CART, "README.md": "# Shop\n" });
  world.remember({
    symbol: "src/pay.py::Till.charge",
    title: TITLE,
    body: "A user may pay with two cards at once.\nIn March that charged 41 people twice.",
  });
  world.remember({
    symbol: "src/cart.ts::total",
    kind: "decision",
    title: "Round once, at the end: Math.round per line lost 3 cents a cart",
    body: "Finance compares the total with the sum of the unrounded lines.",
  });
  return world;
}
