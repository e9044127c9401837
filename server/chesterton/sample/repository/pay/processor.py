"""The payment processor."""

from pay.gateway import Gateway
from pay.locks import Locks

RETRIES = 3


class PaymentProcessor:
    """Charges each payment once, whatever the provider does."""

    def __init__(self, gateway: Gateway, locks: Locks) -> None:
        self.gateway = gateway
        self.locks = locks

    def charge(self, payment):
        """Charge a payment and settle it."""
        with self.locks.hold(f"charge:{payment.payment_id}", seconds=30):
            if payment.is_charged:
                return payment.receipt
            for attempt in range(RETRIES):
                receipt = self.gateway.charge(payment)
                if receipt.is_final:
                    return payment.settle(receipt)
            return payment.park("the provider gave no final answer")

    def refund(self, payment, amount):
        """Give money back."""
        return self.gateway.refund(payment.receipt, amount)
