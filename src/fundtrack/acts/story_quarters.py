"""The story's quarter workbook: taken out, filled as a step says, brought back."""

from collections.abc import Mapping
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fundtrack.acts.quarter_forms import Fill
from fundtrack.acts.quarter_forms import quarter_out
from fundtrack.acts.quarters import QuarterAnswer
from fundtrack.acts.quarters import quarter_in
from fundtrack.acts.session import Session
from fundtrack.periods import Quarter
from fundtrack.sources.form_workbook import Written


def fill_quarter(session: Session, step: Mapping[str, Any]) -> QuarterAnswer:
    """Fill the workbook of the step's fund and quarter, and take it in."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / step["file"]
        quarter = Quarter.parse(step["quarter"])
        quarter_out(session, step["fund"], quarter, path, filled_as(step["fill"]))
        return quarter_in(session, path)


def filled_as(told: Sequence[Mapping[str, Any]]) -> Fill:
    """Type into a sheet's rows what is told of them.

    Args:
        told: for each row its sheet, words that it holds, and what is typed by column.
    """

    def fill(
        sheet: str, rows: Sequence[dict[str, Written]]
    ) -> Sequence[dict[str, Written]]:
        filled = [dict(row) for row in rows]
        for each in told:
            for row in filled:
                if each["sheet"] == sheet and set(each["row"]) <= set(row.values()):
                    row.update(each["type"])
        return filled

    return fill
