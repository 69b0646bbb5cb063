"""A position line with the figures a test names, everything else nought."""

from datetime import date

from fundtrack.domain.cells import Cell
from fundtrack.metrics.position import PositionLine
from fundtrack.money import Pence

AS_AT = date(2024, 2, 29)


def line(area: str = "*", year: str = "2023-24", **pence: int | None) -> PositionLine:
    """A line of SSF5 with some figures in pence; None stays None."""
    names = (
        "awarded",
        "budget",
        "profile_to_date",
        "committed",
        "accrued",
        "actual",
        "forecast",
        "claimed",
        "received",
    )
    figures = {f"{name}_pence": pence.get(name, 0) for name in names}
    return PositionLine(
        cell=Cell("SSF5", area, year=year),
        as_at=AS_AT,
        known=58,
        **{name: None if p is None else Pence(p) for name, p in figures.items()},  # type: ignore[arg-type]
    )
