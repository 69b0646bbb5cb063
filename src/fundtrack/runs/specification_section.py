"""The specification curve in an evaluation's report: read, worded, drawn, listed.

A notebook calls `open_specifications` and shows `specifications_shown`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from fundtrack.charts.images import chart_pictures
from fundtrack.charts.images import figure_html
from fundtrack.charts.tables import Column
from fundtrack.charts.tables import Shown
from fundtrack.charts.tables import Table
from fundtrack.charts.tables import TableRow
from fundtrack.charts.tables import signed_pct
from fundtrack.config import Workspace
from fundtrack.evaluation.alternatives import Alternatives
from fundtrack.evaluation.alternatives import read_alternatives
from fundtrack.evaluation.assessments import Assessment
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.specifications import SpecificationCurve
from fundtrack.evaluation.specifications import leave_one_out
from fundtrack.evaluation.specifications import specification_curve
from fundtrack.runs.evaluation_cases import published_as
from fundtrack.runs.showing import Drawn
from fundtrack.runs.showing import from_markdown
from fundtrack.runs.showing import pictures
from fundtrack.runs.showing import shown_together
from fundtrack.runs.showing import table
from fundtrack.runs.showing import tables
from fundtrack.sentences.specifications import curve_sentence
from fundtrack.sentences.specifications import left_out_sentence
from fundtrack.store.snapshot import open_books

PARTS = ("measure", "months_before", "months_after", "comparators", "estimator")


@dataclass(frozen=True, slots=True, eq=False)
class Specifications:
    """The curve of a case, and its effect without each comparator; None where none."""

    curve: SpecificationCurve | None
    left_out: pd.DataFrame | None


def open_specifications(
    workspace: str, published: Sequence[str], case: Case, assessment: Assessment
) -> Specifications:
    """Ask a case's question in every other way, on the counts of its snapshot.

    Where a gate bars the planned estimate, no other is made.

    Args:
        workspace: the office's folder.
        published: the snapshot's id (empty: the current one) and its panel's name.
        case: what was compared.
        assessment: what was found.
    """
    if assessment.effect is None:
        return Specifications(None, None)
    office = Workspace(Path(workspace))
    with open_books(office, published_as(*published)) as books:
        return specifications_of(read_alternatives(books, case))


def specifications_of(alternatives: Alternatives) -> Specifications:
    """Draw the curve, and leave out one comparator after another."""
    return Specifications(
        specification_curve(alternatives), leave_one_out(alternatives)
    )


def specifications_shown(found: Specifications) -> Drawn:
    """Show the curve in words, as a picture and as the table of its answers."""
    if found.curve is None:
        return from_markdown(curve_sentence(None))
    return shown_together(
        from_markdown(curve_sentence(found.curve), left_out_sentence(found.left_out)),
        pictures(curve_figure(found.curve)),
        tables(by_choice_table(found.curve)),
    )


def curve_figure(curve: SpecificationCurve) -> str:
    """Draw every answer in order with its interval, the planned one marked."""
    rows = curve_rows(curve)
    if not rows:
        return ""
    said = curve_sentence(curve)
    return figure_html(
        chart_pictures("specification_curve", rows),
        f"{curve.estimated} ways to ask lie between {signed_pct(curve.lowest_pct)} "
        f"and {signed_pct(curve.highest_pct)}",
        "change against comparators in every specification, lowest first, with its "
        "95% interval; the diamond: as planned",
        said,
        table(curve_table(curve)).html,
    )


def curve_rows(curve: SpecificationCurve) -> list[dict[str, object]]:
    """Give the data of `specification_curve`: every answer about the planned crime."""
    rows: list[dict[str, object]] = []
    planned = curve.rows.loc[curve.rows["is_primary"], "measure"]
    held = _answered(curve)
    held = held[held["measure"].isin(planned)]
    for rank, row in enumerate(held.to_dict("records"), start=1):
        drawn = {key: row[key] for key in ("effect_pct", "low_pct", "high_pct")}
        planned = {"planned_pct": row["effect_pct"], "label": "as planned"}
        rows.append({"rank": rank, **drawn, **(planned if row["is_primary"] else {})})
    return rows


def curve_table(curve: SpecificationCurve) -> Table:
    """List every answer with what was asked."""
    rows = [
        TableRow(
            {
                **{part: str(row[part]) for part in PARTS},
                "effect": signed_pct(row["effect_pct"]),
                "from": signed_pct(row["low_pct"]),
                "to": signed_pct(row["high_pct"]),
                "p": None if np.isnan(row["p"]) else f"{row['p']:.3f}",
            },
            marks=("as planned",) if row["is_primary"] else (),
        )
        for row in _answered(curve).to_dict("records")
    ]
    columns = (
        Column("measure", "Crime"),
        Column("months_before", "Months before"),
        Column("months_after", "Months after"),
        Column("comparators", "Comparators"),
        Column("estimator", "Estimator"),
        Column("effect", "Change"),
        Column("from", "From"),
        Column("to", "To"),
        Column("p", "p"),
    )
    return Table("Every specification", columns, tuple(rows))


def by_choice_table(curve: SpecificationCurve) -> Table:
    """Sum the answers up by each choice: how many, their middle, their ends."""
    held = _answered(curve)
    rows = [
        TableRow(_summed(part, choice, held.loc[held[part] == choice, "effect_pct"]))
        for part in PARTS
        for choice in dict.fromkeys(held[part].sort_values().tolist())
    ]
    columns = (
        Column("part", "Choice"),
        Column("choice", "Made as"),
        Column("ways", "Ways"),
        Column("middle", "Middle"),
        Column("lowest", "Lowest"),
        Column("highest", "Highest"),
    )
    return Table("What each choice does", columns, tuple(rows))


def _summed(part: str, choice: object, effects: pd.Series) -> dict[str, Shown]:
    return {
        "part": part.replace("_", " ").capitalize(),
        "choice": str(choice),
        "ways": str(len(effects)),
        "middle": signed_pct(effects.median()),
        "lowest": signed_pct(effects.min()),
        "highest": signed_pct(effects.max()),
    }


def _answered(curve: SpecificationCurve) -> pd.DataFrame:
    return curve.rows[curve.rows["refused"] == ""]
