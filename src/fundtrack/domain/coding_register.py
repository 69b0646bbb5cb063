"""The register of coding rules: one row for each rule, tested before it is on."""

from fundtrack.domain.coding_rules import Compare
from fundtrack.domain.register_columns import REASON
from fundtrack.domain.register_columns import Column
from fundtrack.domain.register_columns import Reads
from fundtrack.domain.register_columns import Register


def _words(heading: str, key: str, example: str) -> Column:
    meaning = f"Words of the {key}, any one of them; empty for every {key}"
    return Column(heading, key, Reads.NAMES, meaning, example)


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
        _words("Supplier", "supplier", "AXON"),
        _words("Category", "category", "Police Equipment; Body Armour"),
        _words("Reference", "reference", ""),
        _words("Description", "description", ""),
        Column(
            "Words are",
            "compare",
            Reads.CHOICE,
            "All that the cell holds, or contained in it (so where empty); capitals "
            "never count",
            "",
            choices=tuple(Compare),
        ),
        Column(
            "Amount from (£)",
            "pence_from",
            Reads.POUNDS,
            "The least, itself included; a credit is below nought",
            "",
        ),
        Column(
            "Amount to (£)", "pence_to", Reads.POUNDS, "The most, itself included", ""
        ),
        Column("Dated from", "dated_from", Reads.DAY, "The first day that it fits", ""),
        Column("Dated to", "dated_to", Reads.DAY, "The last day that it fits", ""),
        Column(
            "From source",
            "from_source",
            Reads.TEXT,
            "The source of its lines, as ingest spend names it; empty for all",
            "",
        ),
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
