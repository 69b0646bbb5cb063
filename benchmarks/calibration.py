"""How often the evaluation is wrong, measured where the truth is known.

Run: PYTHONPATH=. python benchmarks/calibration.py [DRAWS] [SEED]
Recorded crime of two forces, in which nothing was done: places, sizes, dates and
measures at random; then effects put in by taking each later offence away by chance.
The held months (December 2019 to June 2022) allow no 36 months before: 6 to 12 months
are compared with the same months a year before, and all of them cross the pandemic's
break, so that policy is `ignore` throughout. Draws overlap: errors are those of draws
clustered by measure, force and district (scattered wards: by start), and the effective
number is that of independent draws with the same error. Exits 1 when a bound is missed
by more than twice that error.
"""

import sys
import time
from collections import defaultdict
from collections.abc import Hashable
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from itertools import pairwise
from math import log
from math import log1p

import numpy as np

from benchmarks.calibration_panels import ARRANGEMENTS
from benchmarks.calibration_panels import LEAST_OFFENCES
from benchmarks.calibration_panels import ONE
from benchmarks.calibration_panels import Draw
from benchmarks.calibration_panels import Panel
from benchmarks.calibration_panels import draw
from benchmarks.calibration_panels import draws
from benchmarks.calibration_panels import made_panel
from benchmarks.calibration_panels import recorded_panels
from benchmarks.calibration_report import Marks
from benchmarks.calibration_report import Report
from benchmarks.calibration_report import rate
from benchmarks.usual_tests import USUAL
from benchmarks.usual_tests import interrupted
from fundtrack.evaluation.effects import steadied
from fundtrack.evaluation.families import holm
from fundtrack.evaluation.placebos import PlaceboTest
from fundtrack.evaluation.placebos import p_among
from fundtrack.evaluation.placebos import placebo_spread
from fundtrack.evaluation.placebos import summed_ratio
from fundtrack.evaluation.pooling import AreaEffect
from fundtrack.evaluation.pooling import pool_effects
from fundtrack.evaluation.power import Yardstick
from fundtrack.evaluation.power import smallest_shown_pct
from fundtrack.evaluation.rate_ratios import RateRatio
from fundtrack.evaluation.verdicts import LARGEST_P

DRAWS = 20_000
SEED = 20241124
SETS = 199
EFFECTS = (-0.1, -0.2, -0.3)
ITS_EVERY = 10
CHOSEN_DRAWS = 2000
FAMILIES = 1000
AREAS = 4
RING_RISE = 0.1
POWER_BOUNDS = (75, 85)
NO_BIAS = 0.03
LARGEST_CHOSEN_PCT = 7
FROM_A_PANEL = 30


@dataclass(frozen=True, slots=True)
class Answer:
    """What the evaluation said of one draw, without and with an effect."""

    p: float
    is_fall: bool
    log_rr: float
    is_covered: bool
    effect: float
    is_found: bool
    smallest: float
    is_smallest_found: bool


def answer(case: Draw, effect: float, generator: np.random.Generator) -> Answer:
    """Evaluate one draw as it is, with an effect, and with the smallest detectable."""
    counts = case.counts
    ratio = summed_ratio(counts)
    placebo = placebo_spread(counts, ratio, SETS, int(generator.integers(2**31)))
    as_is = steadied(ratio, placebo, LARGEST_P)
    smallest = smallest_shown_pct(
        case.baseline,
        ratio.se**2 - _chance(case),
        float(counts.donors_pre.sum()),
        LARGEST_P,
        Yardstick(placebo.freedom, placebo.scale),
    )
    _, is_smallest_found = _with(case, placebo, -smallest / 100, generator)
    changed, is_found = _with(case, placebo, effect, generator)
    return Answer(
        p=placebo.p,
        is_fall=placebo.p <= LARGEST_P and as_is.ci_high < 0,
        log_rr=ratio.log_rr,
        is_covered=changed.ci_low <= log1p(effect) <= changed.ci_high,
        effect=effect,
        is_found=is_found,
        smallest=smallest,
        is_smallest_found=is_smallest_found,
    )


def _with(
    case: Draw, placebo: PlaceboTest, effect: float, generator: np.random.Generator
) -> tuple[RateRatio, bool]:
    """Take each later offence away by chance: the placebos stay as they were."""
    after = case.counts.treated_post.astype(np.int64)
    thinned = generator.binomial(after, 1 + effect).astype(np.float64)
    ratio = summed_ratio(replace(case.counts, treated_post=thinned))
    p = p_among(placebo.placebos, ratio.log_rr / ratio.se, placebo.freedom)
    return steadied(ratio, placebo, LARGEST_P), p <= LARGEST_P


def cell_of(case: Draw) -> Hashable:
    """Name what draws have in common that makes them alike."""
    name, force, start, district = case.cell
    return (name, force, start) if district < 0 else (name, force, district)


def main(wanted: int, seed: int) -> int:
    """Print the whole table."""
    report = Report()
    panels = recorded_panels()
    generator = np.random.default_rng(seed)
    cases, answers, usual, its = [], [], defaultdict(list), []
    started = time.process_time()
    for at, case in enumerate(draws(panels, wanted, seed)):
        effect = EFFECTS[at // len(ARRANGEMENTS) % len(EFFECTS)]
        cases.append(case)
        answers.append(answer(case, effect, generator))
        for name, test in USUAL.items():
            usual[name].append(test(case) <= LARGEST_P)
        if at % ITS_EVERY == 0:
            its.append(interrupted(case) <= LARGEST_P)
    print(f"{wanted:,} draws, seed {seed}: {time.process_time() - started:.0f} s CPU")
    _size(report, cases, answers)
    _usual(cases, usual, its)
    _coverage_and_power(report, cases, answers)
    _selection(panels, seed)
    print(
        "CAL-5 shocks: every window here crosses covid-19 and says so; the size above"
    )
    print(
        "  is that of policy `ignore`. April 2017 and 2023 are not in the held months."
    )
    _families(report, panels, seed)
    _spillover(panels, seed)
    _made(report, max(300, wanted // 4), seed)
    print("missed:", ", ".join(report.missed) or "nothing")
    return 1 if report.missed else 0


def _size(report: Report, cases: Sequence[Draw], answers: Sequence[Answer]) -> None:
    print("CAL-1 size: p of 0.05 or less where nothing was done, per cent of draws")
    cells = [cell_of(case) for case in cases]
    every = np.array([each.p <= LARGEST_P for each in answers])
    report.line("every draw", rate(every, cells), 4, 6)
    report.line("verdict of a fall", rate([a.is_fall for a in answers], cells), 0, 3.5)
    size = np.array([case.size for case in cases])
    baseline = np.array([case.baseline for case in cases])
    parts = {
        name: np.array([case.arrangement == name for case in cases])
        for name in ARRANGEMENTS
    }
    parts |= {
        f"{low} to {high} wards" if high > 1 else "one ward": (low <= size)
        & (size <= high)
        for low, high in [(1, 1), (2, 4), (5, 9), (10, 20)]
    }
    _by_part(report, every, cells, parts, (4, 6))
    print("CAL-3 size by tenth of the offences before the start")
    edges = np.quantile(baseline, np.linspace(0, 1, 11))
    tenths = {
        f"{low:,.0f} to {high:,.0f} offences": (low <= baseline) & (baseline <= high)
        for low, high in pairwise(edges)
    }
    _by_part(report, every, cells, tenths, (3, 7))


def _by_part(
    report: Report,
    is_so: Marks,
    cells: Sequence[Hashable],
    parts: dict[str, Marks],
    bounds: tuple[float, float],
) -> None:
    for name, is_in in parts.items():
        inside = np.flatnonzero(is_in)
        if inside.size:
            report.line(
                name,
                rate(is_so[inside], [cells[at] for at in inside.tolist()]),
                *bounds,
            )


def _usual(
    cases: Sequence[Draw], usual: dict[str, list[bool]], its: Sequence[bool]
) -> None:
    print("the usual tests on the same draws, nothing done (no bound: they are wrong)")
    cells = [cell_of(case) for case in cases]
    for name, hits in usual.items():
        print(f"  {name:<44}{rate(hits, cells)}")
    print(f"  {'interrupted series, quasi-Poisson':<44}{rate(its, cells[::ITS_EVERY])}")


def _coverage_and_power(
    report: Report, cases: Sequence[Draw], answers: Sequence[Answer]
) -> None:
    print("CAL-2 intervals of 95 % that hold the effect put in, per cent of draws")
    cells = [cell_of(case) for case in cases]
    is_covered = np.array([each.is_covered for each in answers])
    parts = {"every effect": np.ones(len(cases), dtype=bool)}
    parts |= {
        f"a fall of {-effect:.0%}": np.array([a.effect == effect for a in answers])
        for effect in EFFECTS
    }
    parts |= {
        name: np.array([case.arrangement == name for case in cases])
        for name in ARRANGEMENTS
    }
    _by_part(report, is_covered, cells, parts, (94, 96))
    _power(report, cases, answers)


def _power(report: Report, cases: Sequence[Draw], answers: Sequence[Answer]) -> None:
    print(
        "CAL-2 power: the printed smallest fall is found in four of five, by offences"
    )
    edges = np.quantile([case.baseline for case in cases], [0, 0.25, 0.5, 0.75, 1])
    for low, high in pairwise(edges):
        inside = [
            (found, cell_of(case))
            for case, found in zip(cases, answers, strict=True)
            if low <= case.baseline <= high
        ]
        cells = [cell for _, cell in inside]
        told = np.median([found.smallest for found, _ in inside])
        name = f"{low:,.0f} to {high:,.0f} offences, {told:.0f} % printed"
        found = rate([found.is_smallest_found for found, _ in inside], cells)
        report.line(name, found, *POWER_BOUNDS)
        shares = [
            100 * np.mean([a.is_found for a, _ in inside if a.effect == effect])
            for effect in EFFECTS
        ]
        print("    found of 10, 20 and 30 % put in:", *(f"{at:.0f} %" for at in shares))


def _selection(panels: Sequence[Panel], seed: int) -> None:
    print("CAL-4 places chosen for what they were before")
    for chosen in ("level", "rise"):
        generator = np.random.default_rng(seed)
        cases = list(draws(panels, CHOSEN_DRAWS, seed, chosen=chosen))
        answers = [answer(case, EFFECTS[0], generator) for case in cases]
        cells = [cell_of(case) for case in cases]
        mean = float(np.mean([each.log_rr for each in answers]))
        found = rate([each.p <= LARGEST_P for each in answers], cells)
        is_fair = found.pct <= LARGEST_CHOSEN_PCT and abs(mean) <= NO_BIAS
        word = "pass" if is_fair else "CAV-RTM must be shown"
        print(f"  the highest {chosen:<32}{found}  mean {mean:+.3f}: {word}")


def _families(report: Report, panels: Sequence[Panel], seed: int) -> None:
    print(f"CAL-6 family: {AREAS} areas of one fund, one in each of as many districts")
    generator = np.random.default_rng(seed)
    is_any: list[bool] = []
    is_pooled: list[bool] = []
    cells: list[Hashable] = []
    while len(cells) < FAMILIES:
        panel = panels[int(generator.integers(len(panels)))]
        start = int(generator.integers(12, panel.counts.shape[1] - 12))
        made = (draw(panel, ONE, generator, start=start) for _ in range(AREAS))
        family = [case for case in made if case and case.baseline >= LEAST_OFFENCES]
        if len({case.cell for case in family}) < AREAS:
            continue
        tests = [
            placebo_spread(case.counts, summed_ratio(case.counts), SETS, at)
            for at, case in enumerate(family)
        ]
        ps = holm({str(at): test.p for at, test in enumerate(tests)})
        is_any.append(min(ps.values()) <= LARGEST_P)
        is_pooled.append(_pooled_p(family, tests) <= LARGEST_P)
        cells.append((panel.name, panel.force))
    report.line("any of them after Holm", rate(is_any, cells), 0, 6)
    report.line("the fund's pooled effect", rate(is_pooled, cells), 4, 6)


def _pooled_p(family: Sequence[Draw], tests: Sequence[PlaceboTest]) -> float:
    ratios = [summed_ratio(case.counts) for case in family]
    areas = [
        AreaEffect(ratio.log_rr, ratio.se, test.placebo_log_rrs, test.placebo_ses)
        for ratio, test in zip(ratios, tests, strict=True)
    ]
    return pool_effects(areas, sets=SETS).p


def _spillover(panels: Sequence[Panel], seed: int) -> None:
    print("CAL-7 a fall of 20 % with a rise of 10 % in the rest of the district")
    generator = np.random.default_rng(seed)
    apart, mixed = [], []
    for case in draws(panels, CHOSEN_DRAWS, seed, (ONE,)):
        before, after = case.ring
        fallen = generator.binomial(case.counts.treated_post.astype(np.int64), 0.8)
        risen = after + generator.poisson(RING_RISE * after)
        rest = case.counts.donors_pre.sum(), case.counts.donors_post.sum()
        change = log(fallen.sum() + 0.5) - log(case.baseline)
        apart.append(change - log(rest[1] / rest[0]))
        with_ring = (rest[1] + risen.sum()) / (rest[0] + before.sum())
        mixed.append(change - log(with_ring))
    truth = log1p(-0.2)
    print(f"  bias, the district no comparator {np.mean(apart) - truth:+.3f};", end=" ")
    print(f"with it among the comparators {np.mean(mixed) - truth:+.3f}")


def _made(report: Report, wanted: int, seed: int) -> None:
    print("CAL-8 made counts, 300 units by 60 months, a new panel for every 30 draws")
    generator = np.random.default_rng(seed)
    cases, answers = [], []
    for world in range(-(-wanted // FROM_A_PANEL)):
        for case in draws([made_panel(seed + world)], FROM_A_PANEL, seed + world):
            cases.append(case)
            answers.append(answer(case, EFFECTS[world % 3], generator))
    every = np.array([each.p <= LARGEST_P for each in answers])
    cells = [case.cell[1] for case in cases]
    report.line("every draw", rate(every, cells), 4, 6)
    parts = {
        name: np.array([case.arrangement == name for case in cases])
        for name in ARRANGEMENTS
    }
    _by_part(report, every, cells, parts, (4, 6))
    report.line("intervals", rate([a.is_covered for a in answers], cells), 94, 96)


def _chance(case: Draw) -> float:
    counts = case.counts
    sums = (
        counts.treated_pre,
        counts.treated_post,
        counts.donors_pre,
        counts.donors_post,
    )
    return float(sum(1 / max(0.5, part.sum()) for part in sums))


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    sys.exit(main(*[*given, DRAWS, SEED][:1], *[*given[1:], SEED][:1]))
