from dataclasses import dataclass

import pytest

from fundtrack.evaluation import Verdict
from fundtrack.evaluation import verdict_of


@dataclass(frozen=True)
class Said:
    p: float
    ci_low_pct: float
    ci_high_pct: float


@pytest.mark.parametrize(
    ("p", "low", "high", "verdict"),
    [
        (0.01, -40, -10, "reduction"),
        (0.01, 5, 40, "increase"),
        (0.20, -40, -10, "inconclusive"),
        (0.01, -40, 3, "inconclusive"),
        (0.60, -8, 9, "no_meaningful_change"),
        (0.60, -8, 60, "inconclusive"),
        (0.60, -30, 9, "inconclusive"),
        (0.01, -9, -1, "reduction"),
    ],
)
def test_verdict_needs_placebos_and_interval_to_agree(
    p: float, low: float, high: float, verdict: str
) -> None:
    assert verdict_of(Said(p, low, high), worthwhile_pct=10) == verdict


def test_one_of_several_areas_must_stand_out_further() -> None:
    said = Said(0.02, -40, -10)
    assert verdict_of(said, worthwhile_pct=10, family=2) is Verdict.REDUCTION
    assert verdict_of(said, worthwhile_pct=10, family=4) is Verdict.INCONCLUSIVE


def test_failed_gate_leaves_nothing_to_say() -> None:
    assert verdict_of(None, worthwhile_pct=10) is Verdict.NOT_EVALUABLE
