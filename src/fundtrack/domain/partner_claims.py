"""Partners' claims: how a partner proves what it spent of what it was paid.

A claim is of one partner and one quarter. It comes as a filled form with lines of
spending, delivered outputs and a forecast, under a statement by the partner's finance
officer. Every row gets an answer: accepted, queried or refused.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from enum import StrEnum

from fundtrack.domain.cells import Cell
from fundtrack.domain.register_columns import Column
from fundtrack.domain.register_columns import Reads
from fundtrack.domain.register_columns import Register
from fundtrack.money import Pence
from fundtrack.periods import DateRange
from fundtrack.periods import Quarter

FORM_VERSION = "1"
"""Raised when a form changes so that an older one can no longer be read."""

PARTNER = "Partner"
QUARTER = "Quarter"
VERSION = "Form version"
WORKBOOK = "Workbook id"
SIGNED_BY = "Finance officer's name"
SIGNED_AS = "Finance officer's role"
SIGNED_ON = "Signed on"
IDENTITY = (PARTNER, QUARTER, VERSION, WORKBOOK)
STATEMENT = (SIGNED_BY, SIGNED_AS, SIGNED_ON)
"""What stands in the labelled cells of a form."""


class Answer(StrEnum):
    """What the office says to a row of a claim."""

    ACCEPTED = "accepted"
    QUERIED = "queried"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    """Left out by the partner, who was asked about it."""


class VatIs(StrEnum):
    """Whether the partner gets VAT back; what it does not is a cost."""

    RECOVERABLE = "recoverable"
    IRRECOVERABLE = "irrecoverable"
    NONE = "none"


LINE = Column("Line", "number", Reads.COUNT, "Leave it: the office numbers lines", "1")
ANSWER = Column("Our answer", "answer", Reads.TEXT, "The office fills this", "")
SAID = Column("What to mend", "said", Reads.TEXT, "The office fills this", "")
GIVEN = frozenset({LINE.key, ANSWER.key, SAID.key})
"""What the office fills in, and a partner leaves."""


def _needed(heading: str, key: str, reads: Reads, meaning: str, example: str) -> Column:
    return Column(heading, key, reads, meaning, example, is_required=True)


BUDGET_CELL = _needed(
    "Budget cell",
    "cell",
    Reads.TEXT,
    "Which budget it belongs to, from the list",
    "SSF9/riverside/lighting-scheme/lighting/capital/2023-24",
)
SPEND_LINES = Register(
    "Spend lines",
    "What you paid for the work, a row for each invoice or pay run",
    (
        LINE,
        _needed("Supplier", "supplier", Reads.TEXT, "Whom you paid", "Lamps Ltd"),
        _needed("What it was for", "what", Reads.TEXT, "What was bought", "ten lamps"),
        _needed(
            "Delivered on",
            "delivered_on",
            Reads.DAY,
            "The day the goods or work arrived, not the day of the bill",
            "12/01/2024",
        ),
        _needed("Net (£)", "net", Reads.POUNDS, "Without VAT", "1200.00"),
        Column("VAT (£)", "vat", Reads.POUNDS, "Empty where there is none", "240.00"),
        Column(
            "VAT is",
            "vat_is",
            Reads.CHOICE,
            "Recoverable when you get it back; only what you do not is a cost",
            "recoverable",
            choices=tuple(VatIs),
        ),
        Column(
            "Evidence reference",
            "evidence",
            Reads.TEXT,
            "The invoice or ledger number under which the papers are kept",
            "INV-1042",
        ),
        BUDGET_CELL,
        Column("Where it stands", "place", Reads.TEXT, "For what lasts", "High Street"),
        ANSWER,
        SAID,
    ),
)
DELIVERIES = Register(
    "Delivery of outputs",
    "What was delivered in the quarter, a row for each output and place",
    (
        LINE,
        _needed("Output", "output", Reads.TEXT, "From the list", "lamps fitted"),
        _needed("How many", "count", Reads.COUNT, "In this quarter alone", "10"),
        _needed("From", "starts", Reads.DAY, "The first day of delivery", "08/01/2024"),
        Column("To", "ends", Reads.DAY, "The last day; empty: the same", "19/01/2024"),
        Column("Place", "place", Reads.TEXT, "Where it was delivered", "High Street"),
        ANSWER,
        SAID,
    ),
)
FORECASTS = Register(
    "Forecast",
    "What you expect to spend in each quarter that is still to come",
    (
        BUDGET_CELL,
        _needed("In quarter", "quarter", Reads.QUARTER, "Which", "2024-25 Q1"),
        Column("Expected (£)", "pence", Reads.POUNDS, "Net; 0 for nothing", "5000.00"),
        ANSWER,
        SAID,
    ),
)
TABLES = (SPEND_LINES, DELIVERIES, FORECASTS)
"""The tables that a partner fills."""

FACT = "fact_"
"""Begins the keys under which a row's cells stand in its payload."""
LINE_KIND = "partner_line"
DELIVERY_KIND = "partner_delivery"
FORECAST_KIND = "partner_forecast"
KINDS = {
    SPEND_LINES.sheet: LINE_KIND,
    DELIVERIES.sheet: DELIVERY_KIND,
    FORECASTS.sheet: FORECAST_KIND,
}
"""The kind of event that records a row of each table."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What a partner was granted out of a fund, and where it may be spent.

    `paid_as` is the partner's name in the finance system.
    """

    fund: str
    area: str
    project: str
    partner: str
    paid_as: str
    granted_pence: Pence
    conditions: str

    def covers(self, cell: Cell) -> bool:
        """Whether money of a budget cell is this grant's."""
        return (
            cell.fund == self.fund
            and cell.area == self.area
            and self.project in {"", cell.project}
        )


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the terms of a fund say, as far as a partner's claim needs it."""

    reference: str
    period: DateRange
    asset_threshold_pence: Pence | None
    claims_needed: bool


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A row of a claim as the books hold it: its newest answer.

    `number` is the office's, within its kind and claim; `facts` are its cells as they
    were read, by the key of their column; `row` is where it stood in its file.
    """

    entry: int
    kind: str
    partner: str
    quarter: Quarter
    number: int
    answer: Answer
    said: tuple[str, ...]
    cell: Cell
    dated: date
    pence: Pence
    facts: Mapping[str, str | int] = field(default_factory=dict)
    row: int = 0
    provenance: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the partner has something to mend."""
        return self.answer in {Answer.QUERIED, Answer.REFUSED}

    def text(self, key: str) -> str:
        """Give a fact as words, empty where nothing was said."""
        return str(self.facts.get(key, ""))


def workbook_id(partner: str, quarter: Quarter) -> str:
    """Name the form of a partner and quarter, so that a copy for another is seen."""
    said = f"{FORM_VERSION}\n{partner}\n{quarter}"
    return f"C-{hashlib.sha256(said.encode()).hexdigest()[:10]}"


def same_partner(written: str) -> str:
    """Bring a body's name to the form in which names are compared.

    Capitals, marks, numbers in brackets and a closing “inactive” do not count, as
    finance systems add them.
    """
    plain = written.partition("(")[0].partition("[")[0].casefold()
    words = "".join(mark if mark.isalnum() else " " for mark in plain).split()
    return " ".join(words[:-1] if words[-1:] == ["inactive"] else words)
