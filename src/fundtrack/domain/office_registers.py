"""The registers of who and what: people, funds, areas, terms, projects."""

from fundtrack.domain.people import Role
from fundtrack.domain.register_columns import AREA
from fundtrack.domain.register_columns import EFFECTIVE
from fundtrack.domain.register_columns import FUND
from fundtrack.domain.register_columns import SURE
from fundtrack.domain.register_columns import VERSION
from fundtrack.domain.register_columns import Column
from fundtrack.domain.register_columns import Reads
from fundtrack.domain.register_columns import Register

PEOPLE = Register(
    "People",
    "Who works here and what each may do. Only an administrator may change it",
    (
        Column(
            "Person",
            "person",
            Reads.NAME,
            "The person's short name",
            "j.smith",
            is_required=True,
        ),
        Column(
            "Name",
            "name",
            Reads.TEXT,
            "The full name or post",
            "J Smith",
            is_required=True,
        ),
        Column("Account", "account", Reads.TEXT, "Their computer account", "jsmith"),
        Column(
            "Roles",
            "roles",
            Reads.NAMES,
            "Every role the person holds; one left out is taken away",
            "finance; budget-holder",
            choices=tuple(Role),
        ),
        Column("Left on", "left_on", Reads.DAY, "Empty while the person is here", ""),
    ),
)
FUNDS = Register(
    "Funds",
    "Each grant or local fund, one row a round",
    (
        Column(
            "Fund",
            "fund",
            Reads.NAME,
            "Its short name",
            "SSF9",
            is_required=True,
        ),
        Column(
            "Name",
            "name",
            Reads.TEXT,
            "The full name",
            "Safer Streets round 9",
            is_required=True,
        ),
        Column(
            "Kind",
            "kind",
            Reads.CHOICE,
            "A grant is claimed from its funder; a local fund stops at spending",
            "grant",
            is_required=True,
            choices=("grant", "local"),
        ),
        Column(
            "Funder",
            "funder",
            Reads.TEXT,
            "Who gives it",
            "Home Office",
            is_required=True,
        ),
        Column(
            "Purpose", "purpose", Reads.TEXT, "What it is meant to do", "Less theft"
        ),
        *SURE,
    ),
)
AREAS = Register(
    "Areas",
    "The places money is given to, made of whole districts",
    (
        Column(
            "Area", "area", Reads.NAME, "A short name", "riverside", is_required=True
        ),
        Column(
            "Name",
            "name",
            Reads.TEXT,
            "The full name",
            "Riverside towns",
            is_required=True,
        ),
        Column(
            "Districts",
            "districts",
            Reads.NAMES,
            "Districts by name or official code; for a whole force, all of them",
            "Burnley; E07000120",
            is_required=True,
        ),
        *SURE,
    ),
)
TERMS = Register(
    "Terms",
    "What the agreement of a fund and version says. Thresholds stand here, not in code",
    (
        FUND,
        VERSION,
        EFFECTIVE,
        Column("Agreement", "agreement", Reads.TEXT, "Its reference", "HO/SSF9/01"),
        Column(
            "Recipient",
            "recipient",
            Reads.TEXT,
            "Its legal name",
            "PCC for X",
            is_required=True,
        ),
        Column(
            "Legal power", "legal_power", Reads.TEXT, "As the agreement names it", ""
        ),
        Column(
            "Funding starts",
            "funding_starts",
            Reads.DAY,
            "First day that counts",
            "01/10/2023",
            is_required=True,
        ),
        Column(
            "Funding ends",
            "funding_ends",
            Reads.DAY,
            "Last day that counts",
            "31/03/2025",
            is_required=True,
        ),
        Column(
            "Return due (days)",
            "due_days",
            Reads.COUNT,
            "Days after a quarter's end by which its return is due",
            "30",
        ),
        Column(
            "Evidence due (days)",
            "evidence_days",
            Reads.COUNT,
            "Days after a quarter's end by which its evidence is complete",
            "",
        ),
        Column(
            "Evidence over (£)",
            "evidence_over_pence",
            Reads.POUNDS,
            "Above it a line of spending needs a paper; empty: none does",
            "500",
        ),
        Column(
            "Evidence blocks",
            "evidence_blocks",
            Reads.YES_NO,
            "Whether a missing paper stops a return; empty: it does",
            "no",
        ),
        Column(
            "Outturn due (days)",
            "outturn_days",
            Reads.COUNT,
            "Days after 31 March, or the funding's end, for the outturn statement",
            "30",
        ),
        Column(
            "Receipt due (working days)",
            "receipt_working_days",
            Reads.COUNT,
            "Working days in which the funder pays a claim; empty: 30",
            "30",
        ),
        Column(
            "Variance by share (%)",
            "variance_pct",
            Reads.PCT,
            "Above it a heading needs a narrative",
            "10",
        ),
        Column(
            "Variance by sum (£)",
            "variance_pence",
            Reads.POUNDS,
            "Above it a heading needs a narrative",
            "5000",
        ),
        Column(
            "Narrative needed",
            "narrative_needed",
            Reads.YES_NO,
            "Whether a return is blocked while it lacks words; empty: it is",
            "no",
        ),
        Column(
            "Virement limit (%)",
            "virement_pct",
            Reads.PCT,
            "Above it a virement needs the funder",
            "10",
        ),
        Column(
            "Capital cap (£)",
            "capital_cap_pence",
            Reads.POUNDS,
            "The most that may be capital, over the whole funding period",
            "800000",
        ),
        Column("Match (%)", "match_pct", Reads.PCT, "Own money asked for", "0"),
        Column(
            "Carry-over",
            "carry_over",
            Reads.YES_NO,
            "Whether unspent money may be used next year",
            "no",
        ),
        Column(
            "VAT rule",
            "vat_rule",
            Reads.TEXT,
            "What is claimed: net of VAT, or net of recoverable VAT (VAT that does not "
            "come back is then claimed too); other words count as net of VAT",
            "net of VAT",
        ),
        Column(
            "Unknown VAT up to (£)",
            "vat_unknown_pence",
            Reads.POUNDS,
            "Above it lines whose VAT is unknown block the return; empty: they are "
            "only said",
            "1000",
        ),
        Column(
            "Asset threshold (£)",
            "asset_threshold_pence",
            Reads.POUNDS,
            "From it a thing bought is listed as an asset",
            "500",
        ),
        Column(
            "Retention (years)",
            "retention_years",
            Reads.COUNT,
            "How long records are kept after funding ends",
            "6",
        ),
        Column(
            "Signatories",
            "signatories",
            Reads.TEXT,
            "Who certifies a return",
            "Chief finance officer",
        ),
        Column(
            "Declaration",
            "declaration",
            Reads.TEXT,
            "What is certified, in the agreement's words; empty: the layout's own",
            "",
        ),
        Column(
            "Second signature",
            "second_signature",
            Reads.TEXT,
            "Who signs beside them, such as an auditor; empty: nobody",
            "",
        ),
        Column(
            "Reviewer needed",
            "reviewer_needed",
            Reads.YES_NO,
            "Whether somebody else must review a return",
            "yes",
        ),
        Column(
            "Partner claims needed",
            "claims_needed",
            Reads.YES_NO,
            "Whether a payment that no partner's claim supports blocks a return",
            "no",
        ),
        *SURE,
    ),
)
PROJECTS = Register(
    "Projects",
    "What is done with the money, by fund and area",
    (
        FUND,
        AREA,
        Column(
            "Project",
            "project",
            Reads.NAME,
            "A short name",
            "lighting-scheme",
            is_required=True,
        ),
        Column(
            "Name",
            "name",
            Reads.TEXT,
            "The full name",
            "Lighting scheme",
            is_required=True,
        ),
        Column(
            "Intervention",
            "intervention",
            Reads.TEXT,
            "The kind of work",
            "STREET_LIGHTING",
        ),
        *SURE,
    ),
)
