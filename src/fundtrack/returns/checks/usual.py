"""Checks by soft ranges: what is far from usual for a project. They never block.

The history is the project's own in this fund: its quarters since the first one with
spending, or with a count, up to the one before the return's. The rule itself stands in
`domain.soft_ranges`.
"""

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from fundtrack.domain.soft_ranges import FEWEST_QUARTERS
from fundtrack.domain.soft_ranges import Usual
from fundtrack.domain.soft_ranges import far_above_usual
from fundtrack.domain.soft_ranges import far_from_usual
from fundtrack.findings import Finding
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.returns.checks.places import LISTING
from fundtrack.returns.checks.places import OUTPUTS
from fundtrack.returns.checks.places import Spot
from fundtrack.returns.checks.places import spotted
from fundtrack.returns.checks.surroundings import Surroundings
from fundtrack.returns.figures import Figures
from fundtrack.returns.listing import Line

Project = tuple[str, str, str]
"""Area, project and heading, whatever the year."""
ByQuarter = Mapping[int, list[Line]]
LEAST_COUNT = 0


def usual_quarter(figures: Figures, _: Surroundings) -> Iterator[Finding]:
    """A quarter far from a project's usual one may hold a slip, or what is not its own.

    Source: as in `domain.soft_ranges`; the floor is the agreement's tolerance.
    """
    now, floor = _now(figures), figures.scope.terms.variance_pence
    for project, lines in _lines_by_project(figures).items():
        sums = {number: _total(held) for number, held in lines.items()}
        spent, before = sums.get(now, 0), _filled(sums, now)
        if usual := far_from_usual(spent, before, floor):
            largest = max(lines[now], key=lambda line: line.pence)
            yield spotted(
                "usual-quarter",
                _said(
                    f"{_name(project)}: {show_pence(Pence(spent))}",
                    usual,
                    _pounds(usual),
                    f"quarter ({{}}, median of {len(before)} quarters)",
                ),
                Spot(LISTING, (largest.entry, largest.cell), "pence"),
            )


def usual_line(figures: Figures, _: Surroundings) -> Iterator[Finding]:
    """A line that dwarfs its project's earlier ones is looked at before it is claimed.

    Source: as in `domain.soft_ranges`; credits and accruals are not compared.
    """
    now, floor = _now(figures), figures.scope.terms.variance_pence
    for project, lines in _lines_by_project(figures).items():
        bills = {number: _bills(held) for number, held in lines.items()}
        quarters = [number for number, held in bills.items() if held and number < now]
        if len(quarters) < FEWEST_QUARTERS:
            continue
        before = [line.pence for number in quarters for line in bills[number]]
        for line in _largest_first(bills.get(now, [])):
            usual = far_above_usual(line.pence, before, floor)
            if usual is None:
                break
            yield spotted(
                "usual-line",
                _said(
                    f"{_name(project)}, entry {line.entry} to {line.supplier}: "
                    f"{show_pence(line.pence)}",
                    usual,
                    _pounds(usual),
                    f"line ({{}}, median of {len(before)} lines)",
                ),
                Spot(LISTING, (line.entry, line.cell), "pence"),
            )


def usual_output(figures: Figures, around: Surroundings) -> Iterator[Finding]:
    """A count far from what a project usually adds in a quarter may be a slip.

    The registers hold counts to date, so that a quarter added what its last count is
    above the last one before it.

    Source: as in `domain.soft_ranges`.
    """
    now = _now(figures)
    for named, counts in _counts_by_output(around).items():
        if now not in counts:
            continue
        first = min(counts)
        to_date = [0]
        for number in range(first, now + 1):
            to_date.append(counts.get(number, to_date[-1]))
        added = [after - was for was, after in pairwise(to_date)]
        if usual := far_from_usual(added[-1], added[:-1], LEAST_COUNT):
            area, project, output = named
            yield spotted(
                "usual-output",
                _said(
                    f"{project}/{output}: {added[-1]:,}",
                    usual,
                    f"{usual.median:,.6g}",
                    f"quarter ({{}}, median of {len(added) - 1} quarters)",
                ),
                Spot(OUTPUTS, (area, project, output), "actual"),
            )


def quarter_number(day: date) -> int:
    """Count quarters, so that the one after is the next number."""
    return (day.year * 12 + day.month - 1) // 3


def _now(figures: Figures) -> int:
    return quarter_number(figures.scope.ends)


def _lines_by_project(figures: Figures) -> Mapping[Project, ByQuarter]:
    found: dict[Project, dict[int, list[Line]]] = defaultdict(lambda: defaultdict(list))
    for line in figures.listing.eligible:
        cell = line.cell
        project = (cell.area, cell.project, cell.heading)
        found[project][quarter_number(line.dated)].append(line)
    return found


def _counts_by_output(around: Surroundings) -> Mapping[Project, Mapping[int, int]]:
    found: dict[Project, dict[int, int]] = defaultdict(dict)
    for row in around.counts:
        named = row["area"], row["project"], row["output"]
        found[named][quarter_number(row["quarter"])] = row["actual"]
    return found


def _filled(sums: Mapping[int, int], now: int) -> list[int]:
    """Give each quarter before this one since the first; one without lines is nil."""
    return [sums.get(number, 0) for number in range(min(sums), now)]


def _total(lines: Sequence[Line]) -> int:
    return sum(line.pence for line in lines)


def _bills(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.is_bill and line.pence > 0]


def _largest_first(lines: Sequence[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (-line.pence, line.entry))


def _name(project: Project) -> str:
    return f"{project[1]}/{project[2]}"


def _pounds(usual: Usual) -> str:
    return show_pence(Pence(round(usual.median)))


def _said(what: str, usual: Usual, median: str, of: str) -> str:
    """Say how far something is from usual: in times, where that says anything."""
    usually = f"its usual {of.format(median)}"
    if usual.times is None:
        return f"{what} is far from {usually}"
    return f"{what} is {usual.times:.1f} times {usually}"
