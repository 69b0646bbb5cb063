from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from fundtrack.errors import WrongArgument
from fundtrack.evaluation import difference_in_differences


def panel() -> pd.DataFrame:
    """Twenty units over ten times; money reaches six of them, one after another."""
    generator = np.random.default_rng(2)
    rows = [
        (
            unit,
            time,
            round(
                float(
                    generator.normal(unit % 5 + 0.1 * time)
                    + (1 if unit < 6 and time >= 5 else 0)
                ),
                3,
            ),
            int(unit < 6 and time >= 5 + unit % 3),
            float(generator.integers(1, 9)),
        )
        for unit in range(20)
        for time in range(10)
    ]
    return pd.DataFrame(rows, columns=["unit", "time", "y", "money", "people"])


def test_four_means_give_their_difference_in_differences() -> None:
    """Card and Krueger's table of means: jobs in New Jersey and Pennsylvania."""
    rows = [
        ("New Jersey", 0, 20.44, 0),
        ("New Jersey", 1, 21.03, 1),
        ("Pennsylvania", 0, 23.33, 0),
        ("Pennsylvania", 1, 21.17, 0),
    ]
    held = pd.DataFrame(rows, columns=["state", "wave", "jobs", "law"])
    found = difference_in_differences(held, "state", "wave", "jobs", "law")
    assert found.estimate == pytest.approx(2.75)
    assert (found.units, found.observations) == (2, 4)


def test_proposition_99_is_reproduced_by_means(shared: Path) -> None:
    """All other states, 1970 to 1988 and later; Arkhangelsky and others (2021)."""
    folder = shared / "data" / "causal_prop99"
    held = pd.read_csv(folder / "california_prop99_synthdid.csv", sep=";")
    found = difference_in_differences(
        held, "State", "Year", "PacksPerCapita", "treated"
    )
    assert found.estimate == pytest.approx(-27.349, abs=5e-4)
    assert (found.units, found.observations) == (39, 1209)


@pytest.mark.parametrize(
    ("left_out", "weights", "estimate", "se"),
    [
        ([], None, 0.9369122137, 0.2648143950),
        ([], "people", 0.9998512890, None),
        ([3, 17, 50, 99], None, 0.8796849494, None),
        ([3, 17, 50, 99], "people", 0.9026287748, None),
    ],
)
def test_another_librarys_estimates_are_reproduced(
    left_out: list[int], weights: str | None, estimate: float, se: float | None
) -> None:
    """What pyfixest 0.60 gives with CRV1 errors by unit, levels nested in it apart."""
    found = difference_in_differences(
        panel().drop(index=left_out), "unit", "time", "y", "money", weights
    )
    assert found.estimate == pytest.approx(estimate, abs=1e-9)
    if se:
        assert found.se == pytest.approx(se, abs=1e-9)


def test_estimate_and_error_agree_with_a_slow_regression() -> None:
    """Every unit and time as a column of its own, and the sandwich written out."""
    held = panel().drop(index=[3, 17, 50, 99])
    dummies = [
        (held["unit"] == unit).to_numpy(dtype=np.float64) for unit in range(20)
    ] + [(held["time"] == time).to_numpy(dtype=np.float64) for time in range(1, 10)]
    design = np.column_stack([held["money"].to_numpy(dtype=np.float64), *dummies])
    root = np.sqrt(held["people"].to_numpy())[:, np.newaxis]
    y = held["y"].to_numpy()
    slopes = np.linalg.lstsq(design * root, y * root[:, 0], rcond=None)[0]
    bread = np.linalg.inv((design * root).T @ (design * root))
    scores = design * root**2 * (y - design @ slopes)[:, np.newaxis]
    sums = np.array([scores[held["unit"] == unit].sum(axis=0) for unit in range(20)])
    scale = 20 / 19 * (196 - 1) / (196 - 11)
    slow = np.sqrt(scale * (bread @ sums.T @ sums @ bread)[0, 0])
    found = difference_in_differences(held, "unit", "time", "y", "money", "people")
    assert found.estimate == pytest.approx(slopes[0], abs=1e-9)
    assert found.se == pytest.approx(slow)
    assert found.t == pytest.approx(slopes[0] / slow)
    assert found.ci_high - found.estimate == pytest.approx(2.093024 * slow, rel=1e-3)


def test_change_that_fits_exactly_has_no_error() -> None:
    held = panel()
    held["y"] = held["unit"] + 2.0 * held["time"] + 3.0 * held["money"]
    found = difference_in_differences(held, "unit", "time", "y", "money")
    assert found.estimate == pytest.approx(3)
    assert found.se == pytest.approx(0, abs=1e-9)
    flat = held.assign(y=0.0)
    assert difference_in_differences(flat, "unit", "time", "y", "money").t == 0


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (panel().drop(columns="money"), "no column money"),
        (panel().assign(money=1), "cannot be told"),
        (panel().assign(y="many"), "in numbers"),
        (panel().assign(people=0), "above 0"),
    ],
)
def test_unusable_panels_are_refused(held: pd.DataFrame, said: str) -> None:
    with pytest.raises(WrongArgument, match=said):
        difference_in_differences(held, "unit", "time", "y", "money", "people")
