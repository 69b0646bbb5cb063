"""Cases made of made-up places, without books or files."""

from dataclasses import replace

import pandas as pd

from fundtrack.evaluation.breaks import Break
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.cases import Purchase
from fundtrack.evaluation.cases import Site
from fundtrack.evaluation.comparators import choose_comparators
from fundtrack.evaluation.measures import find_measure
from fundtrack.evaluation.plans import Plan
from fundtrack.evaluation.windows import Windows
from fundtrack.periods import Month
from tests.evaluation.worlds import panel

MEASURE = find_measure("burglary")
PLAN = Plan(
    fund="SSF1",
    area="burnley",
    measure=MEASURE.measure,
    measure_version=MEASURE.version,
    crime_types=MEASURE.crime_types,
    start="2023-01",
    footprint=("E01024885",),
)
SITE = Site(
    fund_name="Safer Streets round 1",
    area_name="Burnley",
    force="lancashire",
    why="",
    provenance="published",
    covered_pct=100.0,
    placed_pct=98.0,
)


def windows(counts: pd.DataFrame, provenance: str) -> Windows:
    months = [Month.parse(column) for column in counts.columns]
    half = len(months) // 2
    return Windows(tuple(months[:half]), tuple(months[half:]), (), (), provenance)


def case(
    counts: pd.DataFrame | None = None,
    provenance: str = "published",
    treated: int = 2,
    breaks: tuple[Break, ...] = (),
    purchases: tuple[Purchase, ...] = (),
) -> Case:
    """Make a case in which the first wards of a panel are treated."""
    shown = panel(1, treated=treated) if counts is None else counts
    compared = windows(shown, provenance)
    standing = ["treated"] * treated + [""] * (len(shown) - treated)
    places = pd.DataFrame(
        {
            "name": [f"Ward {code}" for code in shown.index],
            "district": [f"District {at % 6}" for at in range(len(shown))],
            "force": "lancashire",
            "standing": standing,
        },
        index=shown.index,
    )
    before = shown[[str(month) for month in compared.pre]]
    return Case(
        plan=replace(PLAN, sets=199),
        measure=MEASURE,
        site=SITE,
        windows=compared,
        panel=shown,
        places=places,
        comparators=choose_comparators(before, places, "lancashire", 19),
        breaks=breaks,
        shared=(),
        overlaps=(),
        purchases=purchases,
        snapshot="0123456789abcdef",
    )
