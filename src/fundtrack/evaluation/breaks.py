"""What broke the series: changes of rules and of the world that a window may cross."""

from collections.abc import Iterable

from fundtrack.evaluation.windows import Windows
from fundtrack.metrics.breaks import EVERYTHING
from fundtrack.metrics.breaks import Action
from fundtrack.metrics.breaks import Break
from fundtrack.metrics.breaks import CountsFrom
from fundtrack.metrics.breaks import Ruling
from fundtrack.metrics.breaks import Series
from fundtrack.metrics.breaks import read_breaks
from fundtrack.metrics.breaks import rule_on

__all__ = [
    "EVERY_TYPE",
    "Action",
    "Break",
    "Ruling",
    "Series",
    "breaks_inside",
    "read_breaks",
    "rule_on_windows",
]

EVERY_TYPE = EVERYTHING


def breaks_inside(
    breaks: Iterable[Break], windows: Windows, crime_types: Iterable[str]
) -> tuple[Break, ...]:
    """List the breaks of police.uk's counts that the comparison crosses.

    Those that touched some places alone are not among them: `rule_on_windows` asks
    for the places.
    """
    if not windows.months:
        return ()
    series = Series(tuple(crime_types), CountsFrom.POLICE_UK)
    first, last = windows.pre[0], windows.post[-1]
    return tuple(
        each
        for each in breaks
        if each.concerns(series) and each.is_between(first, last)
    )


def rule_on_windows(windows: Windows, series: Series) -> Ruling:
    """Say what the calendar asks of a comparison of these windows.

    Formula: a lasting change is crossed when months on both sides of it are compared;
    a spell is crossed when any of its months lies between the first and the last.

    Source: evaluation notes, section 4, "definition change": a dated table of breaks
    gates every window.
    """
    if not windows.months:
        return Ruling((), ())
    return rule_on(series, windows.pre[0], windows.post[-1])
