"""The payment provider, as we see it."""


class Gateway:
    """Talks to the provider."""

    def __init__(self, session, base_url):
        self.session = session
        self.base_url = base_url

    def charge(self, payment):
        """One attempt to charge."""
        answer = self.session.post(f"{self.base_url}/charges", json=payment.as_request())
        return answer.receipt()

    def refund(self, receipt, amount):
        """One attempt to refund."""
        answer = self.session.post(f"{self.base_url}/refunds", json=receipt.as_refund(amount))
        return answer.receipt()
