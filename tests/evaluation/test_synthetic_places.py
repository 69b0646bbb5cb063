from dataclasses import replace

import numpy as np
import pytest

from fundtrack.evaluation.assessments import assess
from fundtrack.evaluation.assessments import detectable_effect
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.synthetic_places import synthetic_place
from fundtrack.runs.synthetic_section import synthetic_figure
from fundtrack.runs.synthetic_section import synthetic_rows
from fundtrack.runs.synthetic_section import synthetic_sentence
from fundtrack.runs.synthetic_section import synthetic_shown
from fundtrack.runs.synthetic_section import weights_table
from tests.evaluation.made_cases import case
from tests.evaluation.worlds import panel

ASSESSED = assess(case(), detectable_effect(case()))


def made(effect: float = 0.0, seed: int = 3) -> Case:
    """A case whose treated wards are, before, exactly the mix of two comparators."""
    counts = panel(seed, wards=30, treated=2).astype("float64") + 5
    two = counts.loc["W05"] / counts.loc["W05"].iloc[:12].mean()
    three = counts.loc["W06"] / counts.loc["W06"].iloc[:12].mean()
    mixed = 40 * (0.25 * two + 0.75 * three)
    mixed.iloc[12:] *= 1 + effect
    counts.loc["W00"] = mixed
    counts.loc["W01"] = mixed
    found = case(panel(seed, wards=30, treated=2))
    wards = tuple(counts.index[2:])
    comparators = replace(found.comparators, wards=wards)
    return replace(found, history=counts, comparators=comparators)


@pytest.mark.parametrize("effect", [0.0, -0.3])
def test_synthetic_place_finds_the_mix_and_the_change_after(effect: float) -> None:
    found = synthetic_place(made(effect))
    assert found is not None
    assert found.weights["W05"] == pytest.approx(0.25, abs=1e-6)
    assert found.weights["W06"] == pytest.approx(0.75, abs=1e-6)
    assert found.change_pct == pytest.approx(100 * effect, abs=1e-4)
    before = found.months[~found.months["is_after"]]
    assert np.allclose(before["actual"], before["synthetic"])
    assert not found.is_poor_fit


def test_place_like_no_other_is_said_to_be_and_not_shown() -> None:
    odd = made()
    history = odd.history.copy()
    history.loc[["W00", "W01"]] = np.resize([1.0, 90.0], 24)
    odd = replace(odd, history=history)
    found = synthetic_place(odd)
    assert found is not None
    assert found.is_poor_fit
    assert "is not shown" in synthetic_sentence(odd, found)
    assert synthetic_figure(odd, found) == ""


def test_too_few_months_or_comparators_make_no_synthetic_place() -> None:
    short = made()
    assert synthetic_place(replace(short, history=short.history.iloc[:, 4:])) is None
    assert synthetic_place(replace(short, history=short.history.iloc[:, :12])) is None
    calm = short.history.copy()
    calm.loc[["W00", "W01"]] = 0
    assert synthetic_place(replace(short, history=calm)) is None
    one = replace(short, comparators=replace(short.comparators, wards=("W05",)))
    assert synthetic_place(one) is None
    assert "No synthetic place is made" in synthetic_shown(one, ASSESSED).html


@pytest.mark.parametrize("effect", [-0.5, 0.5])
def test_synthetic_place_is_drawn_with_its_mix_and_a_gap_for_months_not_held(
    effect: float,
) -> None:
    shown = made(effect)
    shown = replace(shown, history=shown.history.drop(columns=["2022-03"]))
    found = synthetic_place(shown)
    assert found is not None
    rows = synthetic_rows(shown, found)
    assert len(rows) == 24
    assert "treated_index" not in rows[2]
    assert rows[0]["shaded_from"] == "2023-01-01"
    above = float(str(rows[-1]["treated_label_at"]))
    assert (above > float(str(rows[-1]["comparators_label_at"]))) is (effect > 0)
    mix = [row.cells["weight"] for row in weights_table(shown, found).rows]
    assert mix[:2] == ["75%", "25%"]
    html = synthetic_shown(shown, ASSESSED).html
    assert "Burnley against a synthetic Burnley" in html
    assert f"at {'−' if effect < 0 else '+'}50% after the start" in html
