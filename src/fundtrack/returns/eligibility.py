"""What an agreement does not pay, in a return: lines left out, lines to be judged."""

from collections.abc import Iterator

from fundtrack.findings import Finding
from fundtrack.metrics.eligibility import FundLine
from fundtrack.money import show_pence
from fundtrack.returns.figures import Figures
from fundtrack.returns.layouts import Value
from fundtrack.returns.rules import finding


def eligible_lines(figures: Figures) -> Iterator[Finding]:
    """A line that a rule in force would refuse is judged before it is claimed.

    Source: grants standard GovS 015, "Eligible expenditure"; the rules are the
    agreement's own.
    """
    for line, refusal in figures.eligibility.doubtful:
        if line.said.dated <= figures.scope.eligible_until:
            yield finding(
                "eligible-lines",
                f"entry {line.entry}, {line.said.texts['supplier']} of "
                f"{line.said.dated}, is on {line.cell} and {refusal.said}",
                found=show_pence(line.pence),
            )


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
