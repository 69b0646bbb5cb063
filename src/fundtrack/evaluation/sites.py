"""What the books and the counts say of the place under study itself."""

from fundtrack.evaluation.cases import Purchase
from fundtrack.evaluation.cases import Site
from fundtrack.evaluation.footprints import Footprint
from fundtrack.evaluation.plans import Plan
from fundtrack.evaluation.windows import Windows
from fundtrack.metrics.names import area_names
from fundtrack.metrics.names import fund_names
from fundtrack.metrics.placed_areas import placed_areas
from fundtrack.money import Pence
from fundtrack.store.snapshot import Books


def read_site(
    books: Books, footprint: Footprint, force: str, plan: Plan, windows: Windows
) -> Site:
    """Say what the place is and how well the counts can see it."""
    return Site(
        fund_name=fund_names(books)[footprint.fund],
        area_name=area_names(books)[footprint.area],
        force=force,
        why=footprint.why,
        provenance=footprint.provenance,
        covered_pct=footprint.covered_pct,
        placed_pct=_placed_pct(books, force, plan, windows),
    )


def read_purchases(books: Books, footprint: Footprint) -> tuple[Purchase, ...]:
    """List what was paid for in the place, by heading and quarter."""
    rows = books.rows(
        "spent_by_heading_and_quarter", fund=footprint.fund, area=footprint.area
    )
    return tuple(
        Purchase(
            heading=row["heading"],
            quarter_starts=row["quarter_starts"],
            pence=Pence(row["pence"]),
            marks=tuple(row["marks"]),
        )
        for row in rows
    )


def _placed_pct(books: Books, force: str, plan: Plan, windows: Windows) -> float:
    if not windows.months:
        return 0.0
    (row,) = books.rows(
        "placed_share",
        force=force,
        crime_types=list(plan.crime_types),
        months=[str(month) for month in windows.months],
        lsoas=[lsoa for lsoa, _, _ in placed_areas()],
    )
    return 100 * float(row["placed"]) / max(1, int(row["offences"]))
