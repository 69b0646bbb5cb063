"""What an agreement does not pay, in a return: the lines left out of the claim."""

from fundtrack.metrics.eligibility import FundLine
from fundtrack.returns.figures import Figures
from fundtrack.returns.layouts import Value


def ineligible_rows(figures: Figures) -> list[dict[str, Value]]:
    """Give a row for each line kept outside the fund, with its reason."""
    return [_row(line) for line in figures.eligibility.refused]


def _row(line: FundLine) -> dict[str, Value]:
    texts, refusal = line.said.texts, line.refusal
    return {
        "entry": line.entry,
        "dated": line.said.dated,
        "supplier": texts["supplier"],
        "description": texts["description"],
        "reference": texts["reference"],
        "pence": line.pence,
        "cell": line.would_be,
        "reason": refusal.reason if refusal else "",
        "rule": refusal.rule if refusal else "",
        "clause": refusal.clause if refusal else "",
        "person": line.person,
        "provenance": line.provenance,
        "file": line.file,
        "sheet": line.sheet,
        "row": line.row,
    }
