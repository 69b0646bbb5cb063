"""Figures by name: what a funder's workbook asks for, of whatever quarter.

A name such as `claim/now` or `table/*/staff+overtime/*/actual` stands in a map; what
it is in one return, and by which figure ids that is traced, is looked up anew.
"""

from collections.abc import Callable
from dataclasses import dataclass

from fundtrack.domain.figures import FigureId
from fundtrack.returns.layouts import Kind
from fundtrack.returns.layouts import Layout
from fundtrack.returns.layouts import Value
from fundtrack.returns.papers import Papers


@dataclass(frozen=True, slots=True)
class NamedFigure:
    """What stands under a name in one return.

    `value` is whole pence where the kind is pounds, None where nothing was said.
    `figures` are the ids that `fundtrack trace` reads.
    """

    name: str
    label: str
    kind: Kind
    value: Value
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A figure that every return has: its name, its words, and where it comes from."""

    name: str
    label: str
    kind: Kind
    take: Callable[[Papers, Layout], Value]
    trace: Callable[[Papers], tuple[FigureId, ...]] = lambda _: ()
