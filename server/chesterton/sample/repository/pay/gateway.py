"""Client of the payment provider."""


class Gateway:
    """Sends requests to the provider."""

    def __init__(self, session, base_url):
        self.session = session
        self.base_url = base_url

    def charge(self, payment):
        """One attempt to charge."""
        response = self.session.post(f"{self.base_url}/charges", json=payment.as_request())
        return response.receipt()

    def refund(self, receipt, amount):
        """One attempt to refund."""
        response = self.session.post(f"{self.base_url}/refunds", json=receipt.as_refund(amount))
        return response.receipt()
