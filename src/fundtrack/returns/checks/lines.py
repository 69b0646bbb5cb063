"""The checks of single lines: is their VAT known, and does the agreement pay them."""

from collections.abc import Iterator

from fundtrack.domain.vat import read_vat_rule
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.returns.checks.places import LISTING
from fundtrack.returns.checks.places import Spot
from fundtrack.returns.checks.places import spotted
from fundtrack.returns.checks.surroundings import Surroundings
from fundtrack.returns.figures import Figures
from fundtrack.returns.rules import finding


def vat_known(figures: Figures, _: Surroundings) -> Iterator[Finding]:
    """A bill whose VAT is unknown may hold VAT that HMRC gives back.

    Above the agreement's threshold it blocks; an agreement without one is warned of.
    """
    unknown = [
        line for line in figures.listing.eligible if line.is_bill and not line.knows_vat
    ]
    pence = Pence(sum(abs(line.pence) for line in unknown))
    limit = figures.scope.terms.vat_unknown_pence
    if not unknown or (limit is not None and pence <= limit):
        return
    beside = "" if limit is None else f"; the agreement allows {show_pence(limit)}"
    first = unknown[0]
    yield spotted(
        "vat-known",
        f"the VAT of {len(unknown)} lines, {show_pence(pence)}, is unknown{beside}; "
        f"the first is entry {first.entry}",
        Spot(LISTING, (first.entry, first.cell), "vat"),
        severity=Severity.WARN if limit is None else None,
    )


def vat_rule_applied(figures: Figures, _: Surroundings) -> Iterator[Finding]:
    """Words that are no rule cannot be followed, so that the least is claimed."""
    written = figures.scope.terms.vat_words
    if read_vat_rule(written) is None:
        yield finding(
            "vat-rule-applied",
            "the agreement's VAT rule is not one that can be applied; the claim is net "
            "of all VAT",
            found=written,
        )


def eligible_lines(figures: Figures, _: Surroundings) -> Iterator[Finding]:
    """A line that a rule in force would refuse is judged before it is claimed.

    Source: grants standard GovS 015, "Eligible expenditure"; the rules are the
    agreement's own.
    """
    for line, refusal in figures.eligibility.doubtful:
        if line.said.dated <= figures.scope.eligible_until:
            yield spotted(
                "eligible-lines",
                f"entry {line.entry}, {line.said.texts['supplier']} of "
                f"{line.said.dated}, is on {line.cell} and {refusal.said}",
                Spot(LISTING, (line.entry, line.cell), "pence"),
                found=show_pence(line.pence),
            )
