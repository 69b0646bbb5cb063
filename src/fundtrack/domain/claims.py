"""Claims: what is asked of the funder, and what arrives."""

from collections.abc import Iterable

from fundtrack.domain.awards import Standing
from fundtrack.domain.events import Account
from fundtrack.domain.events import Posting
from fundtrack.money import Pence


def claim_postings(parts: Iterable[Standing]) -> tuple[Posting, ...]:
    """Move what is claimed, cell by cell, from promised to claimed."""
    return tuple(
        side
        for part in parts
        if part.pence
        for side in (
            Posting(Account.PROMISED, part.cell, part.pence),
            Posting(Account.CLAIMED, part.cell, Pence(-part.pence)),
        )
    )
