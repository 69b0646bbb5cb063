"""Read what agreements do not pay, and the lines that stand refused."""

import json

from fundtrack.domain.eligibility import EligibilityRule
from fundtrack.domain.eligibility import eligibility_rule_of
from fundtrack.metrics.position import Reader


def eligibility_rules(books: Reader, known: int) -> tuple[EligibilityRule, ...]:
    """List every version of every rule that was known."""
    return tuple(
        eligibility_rule_of(
            json.loads(row["payload"]), row["version"], row["counts_from"]
        )
        for row in books.rows("eligibility_rules", known=known)
    )
