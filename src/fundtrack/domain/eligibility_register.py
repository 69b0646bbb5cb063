"""The register of eligibility rules: what each agreement does not pay, and why."""

from dataclasses import replace

from fundtrack.domain.condition_columns import LIMIT_COLUMNS
from fundtrack.domain.condition_columns import word_columns
from fundtrack.domain.register_columns import EFFECTIVE
from fundtrack.domain.register_columns import FUND
from fundtrack.domain.register_columns import HEADING
from fundtrack.domain.register_columns import KIND
from fundtrack.domain.register_columns import PROVENANCE
from fundtrack.domain.register_columns import SOURCE
from fundtrack.domain.register_columns import Column
from fundtrack.domain.register_columns import Reads
from fundtrack.domain.register_columns import Register

ELIGIBILITY_KIND = "eligibility_rule"
"""The kind of event that records a row."""

ELIGIBILITY = Register(
    "Eligibility",
    "What the agreement of a fund does not pay. A line that a row fits is kept outside "
    "the fund with its reason, and stands on no budget and in no claim",
    (
        FUND,
        Column("Rule", "rule", Reads.NAME, "Its short name", "gifts", is_required=True),
        *word_columns(("", "", "", "gift; hospitality")),
        *LIMIT_COLUMNS,
        replace(
            HEADING,
            is_required=False,
            meaning="The cost heading it speaks of; empty for every heading",
            example="",
        ),
        replace(
            KIND,
            is_required=False,
            meaning="Empty where it speaks of both",
            example="",
        ),
        replace(EFFECTIVE, meaning="The first day of the lines that it refuses"),
        Column(
            "Reason",
            "because",
            Reads.TEXT,
            "Why it is not paid, as it is printed for each line refused",
            "gifts and hospitality are not paid",
            is_required=True,
        ),
        replace(SOURCE, meaning="The clause that says so", example="clause 8.3"),
        PROVENANCE,
    ),
)
