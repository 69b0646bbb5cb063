import json
from dataclasses import replace
from math import log
from pathlib import Path

import pytest

from fundtrack.evaluation.maryland import DesignFact
from fundtrack.runs.pooled import pooled_run
from fundtrack.runs.registry import KeptRun
from fundtrack.runs.value_section import value_facts
from tests.evaluation.value.made_values import value

PLAN = {"sets": 199, "seed": 1, "alpha": 0.05, "family": 2, "worthwhile_pct": 10.0}


def kept(
    tmp_path: Path, area: str, effect: float | None = -0.4, kind: str = "published"
) -> KeptRun:
    folder = tmp_path / area
    folder.mkdir()
    (folder / "plan.json").write_text(json.dumps({"plan": PLAN}), "utf-8")
    lines = [f"{0.01 * at},0.1" for at in range(-10, 10)]
    (folder / "placebos.csv").write_text("\n".join(["log_rr,se", *lines]), "utf-8")
    result = {
        "fund": "SSF1",
        "measure": "burglary",
        "area": area,
        "area_name": area.title(),
        "effect_pct": effect,
        "log_rr": effect,
        "se": 0.1,
        "mde_pct": 40.0,
        "provenance": kind,
    }
    return KeptRun(area, folder, result)


def test_areas_of_a_fund_are_pooled(tmp_path: Path) -> None:
    found = pooled_run([kept(tmp_path, "burnley"), kept(tmp_path, "skelmersdale")])
    assert found is not None
    assert found.areas == ["burnley", "skelmersdale"]
    assert found.verdict == "reduction"
    assert log(1 + found.effect_pct / 100) == pytest.approx(-0.4)
    assert found.p == pytest.approx(1 / 200)
    assert found.mde_pct < 40
    assert "Burnley and Skelmersdale together fell" in found.sentence


def test_areas_are_weighed_together_where_each_has_a_cost_and_a_price(
    tmp_path: Path,
) -> None:
    plain = [kept(tmp_path, name) for name in ("a", "b")]
    priced = {"expected": 200, "value": value_facts(value())}
    whole = [replace(run, result={**run.result, **priced}) for run in plain]
    found, unpriced = pooled_run(whole), pooled_run(plain)
    assert found is not None
    assert unpriced is not None
    assert found.value["cost_pence"] == 10_000_000
    assert found.value["break_even"] == pytest.approx(24.8)
    assert unpriced.value == {}


def test_synthetic_areas_say_so_together_too(tmp_path: Path) -> None:
    areas = [kept(tmp_path, name, kind="synthetic") for name in ("a", "b")]
    found = pooled_run(areas)
    assert found is not None
    assert "synthetic" in found.sentence


def test_one_area_or_mixed_provenance_is_not_pooled(tmp_path: Path) -> None:
    first = kept(tmp_path, "a")
    assert pooled_run([first, kept(tmp_path, "b", effect=None)]) is None
    assert pooled_run([first, kept(tmp_path, "c", kind="synthetic")]) is None


def test_areas_with_every_gate_green_name_a_cause_and_one_without_none(
    tmp_path: Path,
) -> None:
    green = {
        "names_cause": True,
        "standing": "prospective",
        "design_facts": [fact for fact in DesignFact if fact != "random"],
    }
    first, second = (kept(tmp_path, name) for name in ("a", "b"))
    whole = [replace(run, result={**run.result, **green}) for run in (first, second)]
    found = pooled_run(whole)
    assert found is not None
    assert (found.names_cause, found.maryland_level) == (True, 4)
    assert found.standing == "prospective"
    assert "because of the money" in found.sentence
    careful = pooled_run([whole[0], second])
    assert careful is not None
    assert (careful.names_cause, careful.standing) == (False, "retrospective")
    assert "because" not in careful.sentence
