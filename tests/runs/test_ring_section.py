from dataclasses import replace

from fundtrack.evaluation.rings import ring_effects
from fundtrack.runs.ring_section import rings_facts
from fundtrack.runs.ring_section import rings_shown
from fundtrack.runs.ring_section import rings_table
from fundtrack.sentences.rings import NO_RINGS
from tests.evaluation.made_cases import case
from tests.evaluation.test_rings import COUNTS
from tests.evaluation.test_rings import RINGS


def test_rings_of_wards_without_a_boundary_are_not_drawn() -> None:
    assert ring_effects(case(COUNTS)) == ()
    assert NO_RINGS in rings_shown(case(COUNTS)).html


def test_table_of_rings_gives_the_quotient_where_there_is_one() -> None:
    quotient = replace(RINGS[0].quotient, wdq=-0.5)
    interval = replace(RINGS[0].interval, ci_low=-1.2, ci_high=0.4)
    rings = (replace(RINGS[0], quotient=quotient, interval=interval),)
    (row,) = rings_table(rings).rows
    assert row.cells["quotient"] == "−0.5 (−1.2 to 0.4)"
    none = replace(RINGS[0], interval=replace(interval, ci_low=None, ci_high=None))
    assert rings_table((none,)).rows[0].cells["quotient"] == "not estimable"
    assert row.cells["wards"] == "2"


def test_rings_are_handed_over_as_figures() -> None:
    (found,) = rings_facts(RINGS[:1])
    ring = RINGS[0]
    assert found == {
        "steps": 1,
        "wards": list(ring.wards),
        "before": ring.before,
        "after": ring.after,
        "expected": ring.expected,
        "change_pct": ring.change_pct,
        "low_pct": ring.low_pct,
        "high_pct": ring.high_pct,
        "quotient": ring.quotient.wdq,
        "quotient_low": ring.interval.ci_low,
        "quotient_high": ring.interval.ci_high,
    }
