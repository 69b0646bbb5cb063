"""Checks of what belongs in the claim: its period, claimed once, nothing missing."""

from collections.abc import Iterator

from fundtrack.domain.cells import ANY
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.periods import FinancialYear
from fundtrack.returns.checks.places import LISTING
from fundtrack.returns.checks.places import Spot
from fundtrack.returns.checks.places import entries_named
from fundtrack.returns.checks.places import spotted
from fundtrack.returns.checks.surroundings import Surroundings
from fundtrack.returns.figures import Figures
from fundtrack.returns.listing import total
from fundtrack.returns.rules import finding


def inside_funding_period(figures: Figures, _: Surroundings) -> Iterator[Finding]:
    """Costs outside the period are not eligible; they are left out of the claim."""
    terms = figures.scope.terms
    outside = (
        (figures.listing.before_period, f"before {terms.funding_starts}"),
        (figures.listing.after_period, f"after {terms.funding_ends}"),
    )
    for lines, when in outside:
        if lines:
            named, first = entries_named([line.entry for line in lines]), lines[0]
            yield finding(
                "inside-funding-period",
                f"{len(lines)} lines, {show_pence(total(lines))}, are dated {when} "
                f"and left out of the claim: entries {named}",
                file=first.file,
                sheet=first.sheet,
                row=first.row,
                column=first.column,
            )


def lines_in_their_year(figures: Figures, _: Surroundings) -> Iterator[Finding]:
    """A later year's money does not pay an earlier year's cost.

    A bill that comes after the year's end for what came before it stands on the ended
    year's budget, where its accrual stood; that is as it should be.

    Source: no carry-over between years (round 4 of the fund); accruals basis,
    "Managing the Grant".
    """
    lines = figures.listing.eligible
    for year in sorted({line.cell.year for line in lines} - {ANY}):
        starts = FinancialYear.parse(year).dates.start
        early = [it for it in lines if it.cell.year == year and it.dated < starts]
        if early:
            first, said = early[0], show_pence(total(tuple(early)))
            named = entries_named([line.entry for line in early])
            yield spotted(
                "lines-in-their-year",
                f"{len(early)} lines, {said}, are dated before {starts} and stand on "
                f"the budget of {year}: entries {named}",
                Spot(LISTING, (first.entry, first.cell), "year"),
            )


def claimed_once(_: Figures, around: Surroundings) -> Iterator[Finding]:
    """A cost is claimed once, whatever fund, quarter or file it stands in."""
    for twice in around.twice:
        yield finding(
            "claimed-once",
            twice.said,
            severity=None if twice.is_sure else Severity.WARN,
            found=show_pence(twice.pence),
        )


def imports_tie_out(_: Figures, around: Surroundings) -> Iterator[Finding]:
    """A file that does not tie out may lack lines of this fund.

    Where rows of it were refused, those are what is missing, and block by themselves.
    """
    for row in around.gaps:
        gap = Pence(row["control_total_pence"] - row["total_pence"])
        yield finding(
            "imports-tie-out",
            f"the file is {show_pence(gap)} from its control total"
            + (
                f", {row['refused']} of its rows were refused" if row["refused"] else ""
            ),
            severity=Severity.WARN if row["refused"] else None,
            file=row["file"],
            found=show_pence(row["total_pence"]),
        )


def no_suspense(_: Figures, around: Surroundings) -> Iterator[Finding]:
    """Money that may belong to the claim must be coded first."""
    for row in around.suspense:
        yield finding(
            "no-suspense",
            f"entry {row['entry']} to {row['supplier']} of {row['effective_on']} "
            "waits in suspense",
            file=row["file"],
            sheet=row["sheet"],
            row=row["source_row"],
            found=show_pence(Pence(row["pence"])),
        )


def no_refused_rows(_: Figures, around: Surroundings) -> Iterator[Finding]:
    """A row that could not be read may belong to the claim."""
    for row in around.refused:
        yield finding(
            "no-refused-rows",
            f"entry {row['entry']}, a refused row: {row['message']}",
            file=row["file"],
            sheet=row["sheet"],
            row=row["source_row"],
            column=row["source_column"],
            found=row["found"],
        )
