"""The features of the language server. Loaded when the first notes are shown."""

from chesterton.lsp.feature import Feature, Offer
from chesterton.lsp.features import (
    code_action,
    code_lens,
    completion,
    configuration,
    diagnostics,
    document_link,
    drafts,
    files,
    history,
    hover,
    inlay_hint,
    life,
    open_notes,
    recall,
    remember,
    review,
    status,
)

FEATURES: tuple[Feature, ...] = (
    hover,
    code_lens,
    diagnostics,
    code_action,
    remember,
    drafts,
    open_notes,
    life,
    recall,
    review,
    status,
    files,
    history,
    configuration,
    inlay_hint,
    document_link,
    completion,
)
"""In the order in which a newcomer should read them."""

OFFERS: tuple[Offer, ...] = tuple(offer for feature in FEATURES for offer in feature.OFFERS)
