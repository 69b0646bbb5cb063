"""What a return is about: the fund, the quarter, the agreement, what was known."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import timedelta
from typing import Any

from fundtrack.domain.cells import Cell
from fundtrack.domain.figures import Former
from fundtrack.domain.underspends import DEFAULT_VARIANCE_PCT
from fundtrack.domain.underspends import DEFAULT_VARIANCE_PENCE
from fundtrack.errors import NotCounted
from fundtrack.errors import NoTerms
from fundtrack.metrics.position import Reader
from fundtrack.money import Pence
from fundtrack.periods import Quarter


@dataclass(frozen=True, slots=True)
class Terms:
    """What an agreement says, as far as a return needs it.

    The tolerance of variances `is_tolerance_local` where the agreement names none and
    the office's own counts.
    """

    entry: int
    version: int
    agreement: str
    recipient: str
    legal_power: str
    funding_starts: date
    funding_ends: date
    reviewer_needed: bool
    variance_pct: float
    variance_pence: Pence
    narrative_needed: bool
    capital_cap_pence: Pence | None
    provenance: str
    claims_needed: bool = False
    vat_words: str = ""
    vat_unknown_pence: Pence | None = None
    is_tolerance_local: bool = False
    signatories: str = ""
    declaration: str = ""
    second_signature: str = ""


WORDS = ("recipient", "legal_power", "signatories", "declaration", "second_signature")
"""What terms say in words, empty where they are silent."""


@dataclass(frozen=True, slots=True)
class Scope:
    """One version of a return: whose money, which quarter, known up to which entry.

    `former` is what the last return of an earlier quarter counted already.
    """

    fund: str
    fund_name: str
    quarter: Quarter
    known: int
    terms: Terms
    former: Former | None = None

    @property
    def starts(self) -> date:
        """The first day whose spending counts: the agreement's."""
        return self.terms.funding_starts

    @property
    def ends(self) -> date:
        """The quarter's last day."""
        return self.quarter.dates.last_day

    @property
    def eligible_until(self) -> date:
        """The last day whose spending may be claimed."""
        return min(self.ends, self.terms.funding_ends)

    @property
    def quarter_starts(self) -> date:
        """The first day of the quarter that the agreement covers."""
        return max(self.quarter.dates.start, self.starts)

    @property
    def earlier_until(self) -> date:
        """The last day before the quarter whose spending may be claimed."""
        return min(day_before(self.quarter_starts), self.eligible_until)

    def is_late(self, entry: int, on: date) -> bool:
        """Whether a line of an earlier quarter was in no earlier return."""
        if self.former and self.former.held(entry, on):
            return False
        return on <= self.earlier_until

    @property
    def year(self) -> str:
        """The financial year of the quarter."""
        return str(self.quarter.year)

    @property
    def cell(self) -> Cell:
        """All of the fund."""
        return Cell(self.fund)


def day_before(day: date) -> date:
    """Give the day before: balances up to it are what stood when a period began."""
    return day - timedelta(days=1)


def read_scope(
    books: Reader, fund: tuple[str, str], quarter: Quarter, known: int
) -> Scope:
    """Find the terms that a return of a fund and quarter is made under.

    Args:
        fund: its id and its full name.

    Raises:
        NoTerms: when the agreement's terms were not known.
        NotCounted: when the fund is local, or the quarter ended before the funding
            period began.
    """
    ends = quarter.dates.last_day
    found = books.rows("return_terms", fund=fund[0], as_at=ends, known=known)
    if not found and _is_local(books, fund[0], known):
        raise NotCounted(
            f"{fund[0]} is a local fund: nothing is claimed from a funder, so it has "
            f"no return; see where its money stands with: fundtrack status --fund "
            f"{fund[0]}"
        )
    if not found:
        raise NoTerms(fund[0], known)
    said = json.loads(found[0]["terms"])
    terms = Terms(
        entry=found[0]["seq"],
        version=found[0]["version"],
        agreement=str(said.get("agreement") or ""),
        **{name: str(said.get(name) or "") for name in WORDS},
        funding_starts=date.fromisoformat(said["funding_starts"]),
        funding_ends=date.fromisoformat(said["funding_ends"]),
        reviewer_needed=_said(said, "reviewer_needed", otherwise=True),
        variance_pct=float(_said(said, "variance_pct", DEFAULT_VARIANCE_PCT)),
        variance_pence=_said(said, "variance_pence", DEFAULT_VARIANCE_PENCE),
        narrative_needed=_said(said, "narrative_needed", otherwise=True),
        capital_cap_pence=said.get("capital_cap_pence"),
        provenance=found[0]["provenance"],
        claims_needed=_said(said, "claims_needed", otherwise=False),
        vat_words=str(said.get("vat_rule") or ""),
        vat_unknown_pence=said.get("vat_unknown_pence"),
        is_tolerance_local=said.get("variance_pct") is None
        and said.get("variance_pence") is None,
    )
    if ends < terms.funding_starts:
        raise NotCounted(
            f"the funding period of {fund[0]} starts on {terms.funding_starts}, after "
            f"{quarter} ends; prepare the return of a later quarter"
        )
    return Scope(fund[0], fund[1], quarter, known, terms)


def with_former(books: Reader, scope: Scope) -> Scope:
    """Add what the last return of an earlier quarter counted, or was taken on."""
    return replace(scope, former=former_before(books, scope, scope.quarter.dates.start))


def former_before(books: Reader, scope: Scope, day: date) -> Former | None:
    """Give what the last return of a quarter that ended before a day counted."""
    asked = {"fund": scope.fund, "known": scope.known}
    found = books.rows("return_before", before=day, **asked)
    if not found:
        return None
    until, known = found[0]["until"], found[0]["known"]
    for row in books.rows("return_terms", fund=scope.fund, as_at=until, known=known):
        ends = json.loads(row["terms"])["funding_ends"]
        until = min(until, date.fromisoformat(ends))
    return Former(until, known)


def _is_local(books: Reader, fund: str, known: int) -> bool:
    rows = books.rows("fund_terms", known=known)
    return any(row["fund"] == fund and row["is_local"] for row in rows)


def _said(said: Mapping[str, Any], name: str, otherwise: Any) -> Any:  # noqa: ANN401
    """Give what the terms say (JSON, of any type), else what counts otherwise."""
    written = said.get(name)
    return otherwise if written is None else written
