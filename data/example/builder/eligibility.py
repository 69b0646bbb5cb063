"""What the example's agreement does not pay: the usual clauses of a grant agreement."""

from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date

from fundtrack.sources.register_workbook import Written

CLAUSE = "the usual clause on ineligible expenditure; the agreement is not public"
FROM = date(2023, 10, 1)

RULES = (
    ("lobbying", "lobbying; public affairs; political",
     "lobbying and political activity are not paid"),
    ("gifts", "gift; voucher; prize", "gifts are not paid"),
    ("entertaining", "entertain; hospitality; alcohol; catering",
     "entertaining and hospitality are not paid"),
    ("fines", "parking fine; penalty charge; fixed penalty; late payment interest",
     "fines, penalties and interest are not paid"),
)  # fmt: skip
"""Name, words of the description, reason."""


def eligibility_rules() -> Iterator[Mapping[str, Written]]:
    """Give the rows of the sheet, for the round that is running."""
    for rule, words, because in RULES:
        yield {
            "fund": "SSF5",
            "rule": rule,
            "description": words,
            "on": FROM,
            "because": because,
            "source": CLAUSE,
            "provenance": "assumed",
        }
