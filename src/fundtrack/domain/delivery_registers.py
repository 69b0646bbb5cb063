"""The registers of delivery: milestones, risks, assets, evidence, match, partners."""

from dataclasses import replace
from enum import StrEnum

from fundtrack.domain.register_columns import AREA
from fundtrack.domain.register_columns import EFFECTIVE
from fundtrack.domain.register_columns import FUND
from fundtrack.domain.register_columns import PROJECT
from fundtrack.domain.register_columns import SURE
from fundtrack.domain.register_columns import Column
from fundtrack.domain.register_columns import Reads
from fundtrack.domain.register_columns import Register


class Rag(StrEnum):
    """How a milestone stands, in the funder's three colours."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Grade(StrEnum):
    """How likely a risk is, or how hard it would strike."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Supports(StrEnum):
    """What a piece of evidence is for."""

    ENTRY = "entry"
    OUTPUT = "output"
    ASSET = "asset"
    MATCH = "match"
    ONWARD_GRANT = "onward-grant"


class EvidenceState(StrEnum):
    """How far a piece of evidence has come."""

    MISSING = "missing"
    RECEIVED = "received"
    VERIFIED = "verified"
    EXPIRED = "expired"


class MatchKind(StrEnum):
    """Whether match funding is money or work and things."""

    CASH = "cash"
    IN_KIND = "in-kind"


def _needed(heading: str, key: str, reads: Reads, meaning: str, example: str) -> Column:
    return Column(heading, key, reads, meaning, example, is_required=True)


def _choice(
    heading: str, key: str, meaning: str, example: str, choices: type[StrEnum]
) -> Column:
    return Column(
        heading,
        key,
        Reads.CHOICE,
        meaning,
        example,
        is_required=True,
        choices=tuple(choices),
    )


SOME_AREA = replace(
    AREA, is_required=False, meaning="Empty where it is for the whole fund", example=""
)
SOME_PROJECT = replace(
    PROJECT,
    is_required=False,
    meaning="Empty where it is for no one project",
    example="",
)

MILESTONES = Register(
    "Milestones",
    "The steps of each project, when they were planned and when they are reached",
    (
        FUND,
        AREA,
        PROJECT,
        _needed("Milestone", "milestone", Reads.TEXT, "What is reached", "lamps lit"),
        _needed("Planned", "planned_on", Reads.DAY, "As agreed", "31/01/2024"),
        Column("Forecast", "forecast_on", Reads.DAY, "As expected now", "15/02/2024"),
        Column("Reached", "actual_on", Reads.DAY, "Empty until it is", ""),
        _choice("RAG", "rag", "As it stands", "amber", Rag),
        Column("Issue", "issue", Reads.TEXT, "What stands in the way", "late delivery"),
        EFFECTIVE,
        *SURE,
    ),
)
RISKS = Register(
    "Risks",
    "What may go wrong, who looks after it and what is done about it",
    (
        FUND,
        SOME_AREA,
        _needed("Risk", "risk", Reads.TEXT, "What may happen", "supplier fails"),
        _choice("Likelihood", "likelihood", "How likely it is", "low", Grade),
        _choice("Impact", "impact", "How hard it would strike", "high", Grade),
        _needed("Owner", "owner", Reads.TEXT, "Who looks after it", "J Smith"),
        Column("Mitigation", "mitigation", Reads.TEXT, "What is done", "second quote"),
        Column("Closed on", "closed_on", Reads.DAY, "Empty while it is open", ""),
        EFFECTIVE,
        *SURE,
    ),
)
ASSETS = Register(
    "Assets",
    "What was bought with grant and lasts. The terms say from which cost it is listed",
    (
        FUND,
        AREA,
        PROJECT,
        _needed("Asset", "asset", Reads.TEXT, "What it is, with its number", "lamp 7"),
        _needed("Where", "place", Reads.TEXT, "Where it stands", "High Street"),
        _needed("Cost (£)", "pence", Reads.POUNDS, "Net of recoverable VAT", "1200"),
        _needed("Bought on", "bought_on", Reads.DAY, "Day of purchase", "12/01/2024"),
        Column(
            "Funded (%)", "funded_pct", Reads.PCT, "Paid by grant; empty: all", "100"
        ),
        _needed("Custodian", "custodian", Reads.TEXT, "Who keeps it", "Town council"),
        Column("Disposed on", "disposed_on", Reads.DAY, "Empty while it is held", ""),
        Column(
            "Proceeds (£)", "proceeds_pence", Reads.POUNDS, "What it fetched, net", ""
        ),
        EFFECTIVE,
        *SURE,
    ),
)
EVIDENCE = Register(
    "Evidence",
    "The papers that show spending and delivery, and how far they are",
    (
        FUND,
        SOME_AREA,
        SOME_PROJECT,
        _choice("Supports", "supports", "What it shows", "output", Supports),
        _needed(
            "Which", "which", Reads.TEXT, "Its name or entry number", "lamps fitted"
        ),
        Column("File", "file", Reads.TEXT, "Its name or sha256", "lamps.pdf"),
        _choice("State", "state", "How far it has come", "received", EvidenceState),
        EFFECTIVE,
        *SURE,
    ),
)
MATCH = Register(
    "Match",
    "What others promise beside the grant and what they have delivered so far",
    (
        FUND,
        SOME_AREA,
        _needed("Given by", "giver", Reads.TEXT, "Who gives it", "Town council"),
        _choice("Cash or in kind", "match_kind", "What is given", "cash", MatchKind),
        _needed("Promised (£)", "promised_pence", Reads.POUNDS, "In all", "10000"),
        Column("Delivered (£)", "delivered_pence", Reads.POUNDS, "So far", "4000"),
        Column(
            "Evidence reference",
            "evidence",
            Reads.TEXT,
            "The numbers of the bills given; a return says where one is claimed too",
            "INV-1042; INV-1043",
        ),
        EFFECTIVE,
        *SURE,
    ),
)
ONWARD_GRANTS = Register(
    "Onward grants",
    "What the office grants to partners out of an award, and what must come back",
    (
        FUND,
        AREA,
        SOME_PROJECT,
        _needed("Partner", "partner", Reads.TEXT, "Who gets it", "Town council"),
        _needed("Granted (£)", "granted_pence", Reads.POUNDS, "In all", "20000"),
        Column(
            "Paid as",
            "paid_as",
            Reads.TEXT,
            "The partner's name in the finance system; empty: the same",
            "TOWN COUNCIL",
        ),
        Column("Conditions", "conditions", Reads.TEXT, "What it is for", "lamps only"),
        Column("Paid (£)", "paid_pence", Reads.POUNDS, "So far", "20000"),
        Column("Unspent (£)", "unspent_pence", Reads.POUNDS, "As they say", "1500"),
        Column("Recovered (£)", "recovered_pence", Reads.POUNDS, "Paid back", "0"),
        Column(
            "CFO statement",
            "cfo_statement",
            Reads.YES_NO,
            "Whether their finance officer's statement of spending came",
            "yes",
        ),
        Column(
            "Retention undertaking",
            "retention_undertaking",
            Reads.YES_NO,
            "Whether they undertook to keep the records",
            "no",
        ),
        EFFECTIVE,
        *SURE,
    ),
)
DELIVERY_KINDS = {
    MILESTONES.sheet: "milestone",
    RISKS.sheet: "risk",
    ASSETS.sheet: "asset",
    EVIDENCE.sheet: "evidence",
    MATCH.sheet: "match",
    ONWARD_GRANTS.sheet: "onward_grant",
}
"""The kind of event that records a row of each sheet."""
