"""Rules for secrets with a recognisable format, one module per family of providers."""

from chesterton.redact.rule import Rule
from chesterton.redact.rules.ai import AI
from chesterton.redact.rules.chat import CHAT
from chesterton.redact.rules.cloud import CLOUD
from chesterton.redact.rules.databases import DATABASES
from chesterton.redact.rules.hosting import HOSTING
from chesterton.redact.rules.infrastructure import INFRASTRUCTURE
from chesterton.redact.rules.mail import MAIL
from chesterton.redact.rules.monitoring import MONITORING
from chesterton.redact.rules.packages import PACKAGES
from chesterton.redact.rules.payment import PAYMENT
from chesterton.redact.rules.services import SERVICES
from chesterton.redact.rules.tokens import TOKENS

RULES: tuple[Rule, ...] = (
    *HOSTING,
    *CLOUD,
    *AI,
    *PACKAGES,
    *INFRASTRUCTURE,
    *DATABASES,
    *CHAT,
    *PAYMENT,
    *MONITORING,
    *MAIL,
    *SERVICES,
    *TOKENS,
)
"""If several rules match the same secret, the first one names it."""
