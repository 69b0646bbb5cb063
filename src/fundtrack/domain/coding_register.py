"""The register of coding rules: one row for each rule, tested before it is on."""

from fundtrack.domain.condition_columns import LIMIT_COLUMNS
from fundtrack.domain.condition_columns import word_columns
from fundtrack.domain.register_columns import REASON
from fundtrack.domain.register_columns import Column
from fundtrack.domain.register_columns import Reads
from fundtrack.domain.register_columns import Register

CODING_RULES = Register(
    "Coding rules",
    "What codes the lines that their file does not. A new or changed rule is a draft: "
    "it codes nothing until it was tested and turned on",
    (
        Column(
            "Rule",
            "rule",
            Reads.NAME,
            "Its short name",
            "tasers",
            is_required=True,
        ),
        Column(
            "Order",
            "order",
            Reads.COUNT,
            "Of several rules that fit a line the lowest wins; equals that disagree "
            "leave the line in suspense",
            "10",
            is_required=True,
        ),
        *word_columns(("AXON", "Police Equipment; Body Armour", "", "")),
        *LIMIT_COLUMNS,
        Column(
            "Target",
            "target",
            Reads.TEXT,
            "A cell (* for its year: the line's own), a fund alone, or outside for "
            "what no fund here pays",
            "outside",
            is_required=True,
        ),
        Column(
            "Owner",
            "owner",
            Reads.NAME,
            "The person who answers for it, and for lines it leaves in suspense",
            "j.smith",
            is_required=True,
            refers="People",
        ),
        Column(
            REASON.heading,
            REASON.key,
            Reads.TEXT,
            "Why it is right, in your words",
            "The force's own equipment",
            is_required=True,
        ),
    ),
)
