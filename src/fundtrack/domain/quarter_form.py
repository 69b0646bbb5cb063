"""The quarter's workbook: its sheets, what is typed on each, and what names a row.

One definition writes the form, reads it back and says what an answer changes.
"""

from dataclasses import dataclass
from dataclasses import replace
from enum import StrEnum

from fundtrack.domain.delivery_registers import MILESTONES
from fundtrack.domain.delivery_registers import RISKS
from fundtrack.domain.money_registers import OUTPUTS
from fundtrack.domain.register_columns import AREA
from fundtrack.domain.register_columns import CELL
from fundtrack.domain.register_columns import PROJECT
from fundtrack.domain.register_columns import PROVENANCE
from fundtrack.domain.register_columns import REASON
from fundtrack.domain.register_columns import Column
from fundtrack.domain.register_columns import Reads
from fundtrack.domain.register_columns import Register

FORM_VERSION = 1
"""Raised whenever a sheet or heading changes; another version's answer is refused."""

START_SHEET = "Start"
ENTRY = "entry"
OF_ORDER = ("reference", "supplier")
"""What belongs to an order and stays as it was placed."""


class Section(StrEnum):
    """What a narrative is about, in the order in which a return prints them."""

    PROGRESS = "progress"
    VARIANCE = "variance"
    UNDERSPEND = "underspend"
    FORWARD_LOOK = "forward-look"


@dataclass(frozen=True, slots=True)
class QuarterSheet:
    """One sheet of the form.

    `keys` name a row; `typed` are the columns a person changes; `shown` stand beside
    them to help and are not read. `kind` is the kind of entry its changes become.
    """

    register: Register
    kind: str
    keys: tuple[str, ...]
    typed: tuple[str, ...]
    shown: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The sheet's name in the workbook."""
        return self.register.sheet

    @property
    def is_of_entries(self) -> bool:
        """Whether a row is one entry of the books, named by its number."""
        return self.keys == (ENTRY,)


PLACE = (AREA, PROJECT)
CELL_OF_FUND = CELL[1:]
CELL_KEYS = tuple(column.key for column in CELL_OF_FUND)
WHY = replace(
    REASON,
    heading="Why",
    key="why",
    meaning="Why you change this row; the history shows it",
)
HOW_SURE = replace(
    PROVENANCE,
    meaning="How sure what you change is; empty for the office's own record",
)
SURE_OF_CHANGE = (HOW_SURE, WHY)
BUDGET = Column("Budget (£)", "budget", Reads.POUNDS, "At the quarter's end", "")
SPENT = Column(
    "Spent so far (£)",
    "spent",
    Reads.POUNDS,
    "Paid and accrued in the year by the quarter's end",
    "",
)
MONTHS = (
    "April to June",
    "July to September",
    "October to December",
    "January to March",
)
ENTRY_COLUMN = Column(
    "Entry",
    ENTRY,
    Reads.COUNT,
    "The entry it was recorded as; empty for a new one",
    "",
)


def _quarters(word: str, meaning: str) -> tuple[Column, ...]:
    return tuple(
        Column(
            f"{word} Q{number} (£)",
            f"q{number}",
            Reads.POUNDS,
            f"{months}: {meaning}",
            "",
        )
        for number, months in enumerate(MONTHS, start=1)
    )


QUARTER_KEYS = ("q1", "q2", "q3", "q4")
PROFILES_SHEET = QuarterSheet(
    Register(
        "Profiles",
        "The spending agreed with the funder, by quarter",
        (
            *CELL_OF_FUND,
            BUDGET,
            *_quarters("Profile", "as agreed; empty where nothing is said"),
            *SURE_OF_CHANGE,
        ),
    ),
    kind="profile",
    keys=CELL_KEYS,
    typed=QUARTER_KEYS,
    shown=("budget",),
)
FORECASTS_SHEET = QuarterSheet(
    Register(
        "Forecasts",
        "The spending expected now in quarters to come. What was spent comes from "
        "finance and is not typed; a quarter that has ended stays empty",
        (
            *CELL_OF_FUND,
            BUDGET,
            SPENT,
            *_quarters("Forecast", "as expected now; empty where it has ended"),
            *SURE_OF_CHANGE,
        ),
    ),
    kind="forecast",
    keys=CELL_KEYS,
    typed=QUARTER_KEYS,
    shown=("budget", "spent"),
)


def _booked(sheet: str, meaning: str, on: str, what: str) -> Register:
    return Register(
        sheet,
        meaning,
        (
            ENTRY_COLUMN,
            *(replace(column, is_required=False) for column in CELL_OF_FUND),
            Column("Amount (£)", "pence", Reads.POUNDS, "0 takes it back", "1200"),
            Column(on, "on", Reads.DAY, "The day from which it counts", "29/12/2023"),
            Column(what, "what", Reads.TEXT, "In a few words", "lamps for the park"),
            Column(
                "Reference",
                "reference",
                Reads.TEXT,
                "The order's number; bills that carry it draw it down",
                "PO-1043",
            ),
            Column("Supplier", "supplier", Reads.TEXT, "Who delivers", ""),
            HOW_SURE,
        ),
    )


COMMITMENTS_SHEET = QuarterSheet(
    _booked(
        "Commitments",
        "Orders placed. A new order is a new row without an entry",
        "Ordered on",
        "What was ordered",
    ),
    kind="commitment",
    keys=(ENTRY,),
    typed=(*CELL_KEYS, "pence", "on", "what", *OF_ORDER),
)
ACCRUALS_SHEET = QuarterSheet(
    _booked(
        "Accruals",
        "What was received in the quarter and not billed; each is undone by itself on "
        "the next quarter's first day. Rows of last time wait without an amount",
        "Received on",
        "What is owed",
    ),
    kind="accrual",
    keys=(ENTRY,),
    typed=(*CELL_KEYS, "pence", "on", "what", *OF_ORDER),
)


def _typed_of(register: Register, keys: tuple[str, ...]) -> QuarterSheet:
    """Take a register's own sheet into the form, without fund and day."""
    left_out = {"fund", "on", "provenance", "reason", "target_provenance"}
    if register is not OUTPUTS:
        left_out.add("source")
    columns = tuple(column for column in register.columns if column.key not in left_out)
    return QuarterSheet(
        replace(register, columns=(*columns, *SURE_OF_CHANGE)),
        kind=register.sheet.lower().removesuffix("s"),
        keys=keys,
        typed=tuple(column.key for column in columns if column.key not in keys),
    )


OUTPUTS_SHEET = _typed_of(OUTPUTS, ("area", "project", "output"))
MILESTONES_SHEET = _typed_of(MILESTONES, ("area", "project", "milestone"))
RISKS_SHEET = _typed_of(RISKS, ("area", "risk"))
NARRATIVE_KEYS = ("section", "area", "heading", "kind")
NARRATIVES_SHEET = QuarterSheet(
    Register(
        "Narratives",
        "What the return says in words. A variance above the agreement's tolerance "
        "needs one, in the row that names it",
        (
            Column(
                "Section",
                "section",
                Reads.CHOICE,
                "Where it stands in the return",
                "progress",
                is_required=True,
                choices=tuple(Section),
            ),
            Column("Area", "area", Reads.NAME, "Of the variance", "", refers="Areas"),
            Column("Heading", "heading", Reads.TEXT, "Of the variance", ""),
            Column("Capital or revenue", "kind", Reads.TEXT, "Of the variance", ""),
            Column("Asked because", "because", Reads.TEXT, "Filled in for you", ""),
            Column("Said last time", "before", Reads.TEXT, "Filled in for you", ""),
            Column("Text", "text", Reads.TEXT, "In your words", ""),
            *SURE_OF_CHANGE,
        ),
    ),
    kind="narrative",
    keys=NARRATIVE_KEYS,
    typed=("text",),
    shown=("because", "before"),
)

FORM_SHEETS = (
    PROFILES_SHEET,
    FORECASTS_SHEET,
    COMMITMENTS_SHEET,
    ACCRUALS_SHEET,
    OUTPUTS_SHEET,
    MILESTONES_SHEET,
    RISKS_SHEET,
    NARRATIVES_SHEET,
)
"""Every sheet of the form, in the order in which its changes are recorded."""
