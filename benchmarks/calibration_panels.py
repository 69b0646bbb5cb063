"""Panels in which nothing was done, and draws of places, sizes and dates from them."""

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd

from fundtrack.evaluation.comparators import choose_comparators
from fundtrack.evaluation.counts import Floats
from fundtrack.evaluation.counts import PeriodCounts
from fundtrack.evaluation.counts import Places
from fundtrack.places import districts
from fundtrack.places import forces
from fundtrack.places import reference_file
from fundtrack.places import small_areas
from fundtrack.places import wards

MEASURES = {
    "neighbourhood crime": (
        "Burglary",
        "Robbery",
        "Theft from the person",
        "Vehicle crime",
    ),
    "burglary": ("Burglary",),
    "vehicle crime": ("Vehicle crime",),
    "shoplifting": ("Shoplifting",),
    "criminal damage": ("Criminal damage and arson",),
    "anti-social behaviour": ("Anti-social behaviour",),
    "violence": ("Violence and sexual offences",),
    "other theft": ("Other theft",),
    "public order": ("Public order",),
}
SCATTERED = "scattered wards"
ONE = "wards of one district"
TWO = "wards of two districts"
ARRANGEMENTS = (SCATTERED, ONE, TWO)
LARGEST_SET = 20
LEAST = 19
LEAST_OFFENCES = 25
YEAR = 12


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """Counts of one measure in one force: units by months, missing months as nan."""

    name: str
    force: str
    counts: Floats
    groups: Places

    def windows(self, start: int, length: int) -> tuple[list[int], list[int]]:
        """Pair months after a start with the same months a year before."""
        is_held = ~np.isnan(self.counts[0])
        after = [start + at for at in range(length)]
        pairs = [
            (month - YEAR, month)
            for month in after
            if is_held[month] and is_held[month - YEAR]
        ]
        return [before for before, _ in pairs], [month for _, month in pairs]


@dataclass(frozen=True, slots=True, eq=False)
class Draw:
    """One made case: the counts compared, and what it was drawn from."""

    counts: PeriodCounts
    ring: tuple[Floats, Floats]
    arrangement: str
    cell: tuple[str, str, int, int]

    @property
    def size(self) -> int:
        """How many units are treated."""
        return len(self.counts.treated_pre)

    @property
    def baseline(self) -> float:
        """Offences in the treated units before the start."""
        return float(self.counts.treated_pre.sum())


def recorded_panels() -> list[Panel]:
    """Lay out recorded crime as packaged: two forces, wards by months."""
    area = {
        code: (found.ward, wards()[found.ward].district)
        for code, found in small_areas().items()
        if found.ward
    }
    rows = duckdb.execute(
        "SELECT force, month, lsoa, crime_type, offences FROM read_parquet($file) "
        "WHERE lsoa <> '' ORDER BY ALL",
        {"file": str(reference_file("crime_counts.parquet"))},
    ).df()
    rows = rows[rows["lsoa"].isin(list(area))]
    rows["ward"] = [area[code][0] for code in rows["lsoa"]]
    of_force = {force.police_area: force.force for force in forces().values()}
    district_of = dict(area.values())
    home = {
        ward: of_force[districts()[code].police_area]
        for ward, code in district_of.items()
    }
    rows = rows[
        [home[w] == f for w, f in zip(rows["ward"], rows["force"], strict=True)]
    ]
    months = sorted(rows["month"].unique())
    return [
        _panel(name, force, frame[frame["crime_type"].isin(types)], months, district_of)
        for force, frame in rows.groupby("force")
        for name, types in MEASURES.items()
    ]


def _panel(
    name: str,
    force: object,
    rows: pd.DataFrame,
    months: list[str],
    district_of: dict[str, str],
) -> Panel:
    wide = rows.pivot_table(
        index="ward", columns="month", values="offences", aggfunc="sum", fill_value=0
    ).reindex(columns=months)
    _, groups = np.unique(
        [district_of[ward] for ward in wide.index], return_inverse=True
    )
    return Panel(name, str(force), wide.to_numpy(dtype=np.float64), groups)


def made_panel(seed: int, units: int = 300, months: int = 60, of: int = 10) -> Panel:
    """Make negative binomial counts of units in districts, with nothing done.

    Levels are lognormal; a season, a common trend, shocks of districts and of units
    that fade (first-order, 0.6), and counts over-dispersed by 0.08 to 0.15.
    """
    generator = np.random.default_rng(seed)
    groups = np.arange(units) // of
    level = generator.lognormal(np.log(12), 0.7, size=(units, 1))
    season = 0.12 * np.sin(2 * np.pi * np.arange(months) / YEAR)
    common = np.cumsum(generator.normal(0, 0.02, size=months))
    load = generator.normal(1, 0.3, size=(units, 1))
    shared = _fading(generator, groups.max() + 1, months, 0.06)[groups]
    own = _fading(generator, units, months, 0.10)
    rate = level * np.exp(season + load * common + shared + own)
    spread = generator.uniform(0.08, 0.15, size=(units, 1))
    counts = generator.poisson(rate * generator.gamma(1 / spread, spread, rate.shape))
    return Panel("made counts", f"made {seed}", counts.astype(np.float64), groups)


def _fading(
    generator: np.random.Generator, rows: int, months: int, spread: float
) -> Floats:
    shocks = generator.normal(0, spread, size=(rows, months))
    for month in range(1, months):
        shocks[:, month] += 0.6 * shocks[:, month - 1]
    return shocks


def draws(
    panels: Sequence[Panel],
    wanted: int,
    seed: int,
    arrangements: Sequence[str] = ARRANGEMENTS,
    chosen: str = "random",
) -> Iterator[Draw]:
    """Draw cases at random until as many as wanted can be evaluated at all."""
    generator = np.random.default_rng(seed)
    made = 0
    while made < wanted:
        panel = panels[int(generator.integers(len(panels)))]
        arrangement = arrangements[made % len(arrangements)]
        case = draw(panel, arrangement, generator, chosen)
        if case and case.baseline >= LEAST_OFFENCES:
            made += 1
            yield case


def draw(
    panel: Panel,
    arrangement: str,
    generator: np.random.Generator,
    chosen: str = "random",
    start: int | None = None,
) -> Draw | None:
    """Draw one case; none where too few comparators are left."""
    length = int(generator.choice([6, 9, 12]))
    if start is None:
        start = int(generator.integers(YEAR, panel.counts.shape[1] - length + 1))
    pre, post = panel.windows(start, length)
    open_to, district = _open_to(panel, arrangement, generator)
    ranked = _in_order(panel.counts[open_to][:, pre], chosen, generator)
    wanted = int(generator.integers(1, LARGEST_SET + 1))
    treated = np.sort(open_to[ranked[:wanted]])
    is_beside = np.isin(panel.groups, panel.groups[treated]) & (
        arrangement != SCATTERED
    )
    is_beside[treated] = False
    donors = _donors(panel.counts[:, pre], treated, is_beside)
    if not len(donors):
        return None
    months = panel.counts
    ring = np.flatnonzero(is_beside)
    return Draw(
        PeriodCounts(
            months[treated][:, pre],
            months[treated][:, post],
            months[donors][:, pre],
            months[donors][:, post],
            panel.groups[treated] if arrangement != SCATTERED else treated,
            panel.groups[donors] if arrangement != SCATTERED else donors,
        ),
        (months[ring][:, pre].sum(axis=1), months[ring][:, post].sum(axis=1)),
        arrangement,
        (panel.name, panel.force, start, district),
    )


def _open_to(
    panel: Panel, arrangement: str, generator: np.random.Generator
) -> tuple[Places, int]:
    """Give the units that may be treated, and their district, -1 for any."""
    if arrangement == SCATTERED:
        return np.arange(len(panel.groups)), -1
    number = 1 if arrangement == ONE else 2
    of = generator.choice(np.unique(panel.groups), number, replace=False)
    return np.flatnonzero(np.isin(panel.groups, of)), int(of[0])


def _in_order(before: Floats, chosen: str, generator: np.random.Generator) -> Places:
    """Rank units by what they are chosen for: nothing, their level or their rise."""
    if chosen == "level":
        return np.argsort(-before.sum(axis=1), kind="stable")
    if chosen == "rise":
        half = before.shape[1] // 2
        later = before[:, half:].sum(axis=1) + 1
        return np.argsort(-later / (before[:, :half].sum(axis=1) + 1), kind="stable")
    return generator.permutation(len(before))


def _donors(
    before: Floats, treated: Places, is_beside: npt.NDArray[np.bool_]
) -> Places:
    """Choose comparators by the rule of the evaluation itself."""
    standing = np.where(is_beside, "beside", "").astype(object)
    standing[treated] = "treated"
    labels = [f"{at:04d}" for at in range(len(before))]
    found = choose_comparators(
        pd.DataFrame(before, index=labels),
        pd.DataFrame({"force": "home", "standing": standing}, index=labels),
        "home",
        LEAST,
    )
    return np.array(
        [int(ward) for ward in found.wards if found.is_enough], dtype=np.intp
    )
