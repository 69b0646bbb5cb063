"""What broke the series: changes of rules and of the world that a window may cross."""

from fundtrack.evaluation.windows import Windows
from fundtrack.metrics.breaks import EVERYTHING
from fundtrack.metrics.breaks import Action
from fundtrack.metrics.breaks import Break
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
    "read_breaks",
    "rule_on_windows",
]

EVERY_TYPE = EVERYTHING


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
