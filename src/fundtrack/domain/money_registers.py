"""The registers of money and delivery: awards, plans, footprints, outputs."""

from fundtrack.domain.awards import AwardState
from fundtrack.domain.cells import SpendKind
from fundtrack.domain.events import Provenance
from fundtrack.domain.register_columns import AREA
from fundtrack.domain.register_columns import CELL
from fundtrack.domain.register_columns import EFFECTIVE
from fundtrack.domain.register_columns import FUND
from fundtrack.domain.register_columns import KIND
from fundtrack.domain.register_columns import PROJECT
from fundtrack.domain.register_columns import PROVENANCE
from fundtrack.domain.register_columns import SOURCE
from fundtrack.domain.register_columns import SURE
from fundtrack.domain.register_columns import VERSION
from fundtrack.domain.register_columns import YEAR
from fundtrack.domain.register_columns import Column
from fundtrack.domain.register_columns import Reads
from fundtrack.domain.register_columns import Register

AWARDS = Register(
    "Awards",
    "What the funder promises, in versions. One row for each figure the funder gave",
    (
        FUND,
        VERSION,
        Column(
            "State",
            "state",
            Reads.CHOICE,
            "How far the award has come",
            "agreed",
            is_required=True,
            choices=tuple(AwardState),
        ),
        Column(
            "Area",
            "area",
            Reads.NAME,
            "Empty where the funder named none",
            "",
            refers="Areas",
        ),
        Column(
            KIND.heading,
            "kind",
            Reads.CHOICE,
            "Empty where the funder named none",
            "",
            choices=tuple(SpendKind),
        ),
        Column(
            YEAR.heading, "year", Reads.YEAR, "Empty where the funder named none", ""
        ),
        Column(
            "Amount (£)",
            "pence",
            Reads.POUNDS,
            "What is promised",
            "60000",
            is_required=True,
        ),
        EFFECTIVE,
        *SURE,
    ),
)
ALLOCATIONS = Register(
    "Allocations",
    "An award version shared over budget cells. The cells may not exceed the award",
    (
        *CELL,
        VERSION,
        Column(
            "Amount (£)",
            "pence",
            Reads.POUNDS,
            "The cell's share",
            "60000",
            is_required=True,
        ),
        EFFECTIVE,
        Column(
            "Basis", "basis", Reads.TEXT, "How the share was found; empty: fixed", ""
        ),
        *SURE,
    ),
)
QUARTERS = tuple(
    Column(
        f"Q{number} (£)",
        f"q{number}",
        Reads.POUNDS,
        f"{months}; empty where nothing is said",
        example,
    )
    for number, months, example in (
        (1, "April to June", ""),
        (2, "July to September", ""),
        (3, "October to December", "20000"),
        (4, "January to March", "40000"),
    )
)
PROFILES = Register(
    "Profiles",
    "The spending agreed with the funder, by quarter",
    (*CELL, *QUARTERS, EFFECTIVE, *SURE),
)
FORECASTS = Register(
    "Forecasts",
    "The spending expected now, by quarter, for quarters that have not ended",
    (*CELL, *QUARTERS, EFFECTIVE, *SURE),
)
FOOTPRINTS = Register(
    "Footprints",
    "The small areas the money was meant for, and when work there began",
    (
        FUND,
        AREA,
        Column(
            "LSOAs",
            "lsoas",
            Reads.NAMES,
            "Small areas by code, of 2011 or 2021",
            "E01024877; E01024904",
            is_required=True,
        ),
        Column("Starts", "starts", Reads.MONTH, "Month of delivery's start", "2023-10"),
        Column(
            "Why",
            "why",
            Reads.TEXT,
            "Why these places",
            "Named in the bid",
            is_required=True,
        ),
        PROVENANCE,
        SOURCE,
    ),
)
OUTPUTS = Register(
    "Outputs",
    "What was delivered, against what was meant to be",
    (
        FUND,
        AREA,
        PROJECT,
        Column(
            "Output",
            "output",
            Reads.TEXT,
            "What is counted",
            "lamps fitted",
            is_required=True,
        ),
        Column("Unit", "unit", Reads.TEXT, "One of what", "lamp", is_required=True),
        Column("Target", "target", Reads.COUNT, "Empty where none was set", "40"),
        Column("Actual", "actual", Reads.COUNT, "Empty where nothing is known", "12"),
        EFFECTIVE,
        Column(
            "Target provenance",
            "target_provenance",
            Reads.CHOICE,
            "Where it differs from the actual's",
            "",
            choices=tuple(Provenance),
        ),
        *SURE,
    ),
)
