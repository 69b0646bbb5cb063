"""What a return was made from: files, the last entry known, the steps so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fundtrack.metrics.position import Reader
from fundtrack.returns.scopes import Scope
from fundtrack.store.connection import Row

FOR_EVER = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Sources:
    """The files beneath a return, the last entry known, and the steps so far.

    `claim_number` counts the claims of the fund up to this one, those taken on too.
    """

    files: Sequence[Row] = ()
    cut_off: Sequence[Row] = ()
    steps: Sequence[Row] = ()
    claim_number: int = 1


NO_SOURCES = Sources()


def read_sources(books: Reader, scope: Scope, return_id: str) -> Sources:
    """Read them for one version of a return."""
    known = {"known": scope.known}
    claims = books.rows("claims_by_quarter", fund=scope.fund, as_at=FOR_EVER, **known)
    return Sources(
        files=books.rows("return_sources", fund=scope.fund, as_at=scope.ends, **known),
        cut_off=books.rows("cut_off", **known),
        steps=books.rows("return_steps", return_id=return_id),
        claim_number=1 + sum(row["quarter"] < str(scope.quarter) for row in claims),
    )
