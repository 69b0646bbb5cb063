"""All areas together: one line, the pooled placebos, what repays them."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from fundtrack.runs.pooled import pooled_run
from fundtrack.runs.registry import KeptRun
from fundtrack.runs.together import together_facts
from fundtrack.runs.together import together_series
from tests.runs.test_pooled import kept

SERIES = "month,is_after,treated,comparators,treated_index,comparators_index,expected"


def with_series(run: KeptRun, *rows: str) -> KeptRun:
    """A run that kept its months."""
    (run.folder / "series.csv").write_text("\n".join([SERIES, *rows]), "utf-8")
    return run


def test_months_on_one_side_in_every_area_are_added_up_and_set_at_100(
    tmp_path: Path,
) -> None:
    first = with_series(
        kept(tmp_path, "burnley"),
        "2021-01,false,60,90,0,0,55.5",
        "2021-09,true,50,90,0,0,60.0",
        "2022-01,true,40,90,0,0,60.0",
    )
    second = with_series(
        kept(tmp_path, "preston"),
        "2021-01,false,40,90,0,0,44.5",
        "2021-09,false,50,90,0,0,60.0",
        "2022-01,true,30,90,0,0,45.0",
    )
    assert together_series([first, second]) == {
        "month": ["2021-01", "2022-01"],
        "is_after": [False, True],
        "treated": [100, 70],
        "comparators": [100, 105],
        "treated_index": [100, 70],
        "comparators_index": [100, 105],
        "expected": [100.0, 105.0],
    }


def test_areas_of_other_months_have_no_common_line(tmp_path: Path) -> None:
    first = with_series(kept(tmp_path, "burnley"), "2021-01,false,60,90,0,0,55.5")
    second = with_series(kept(tmp_path, "preston"), "2021-02,false,60,90,0,0,55.5")
    assert together_series([first, second]) == {}
    assert together_series([first, kept(tmp_path, "wyre")]) == {}


def test_pooled_placebos_are_those_that_p_is_counted_among(tmp_path: Path) -> None:
    runs = [kept(tmp_path, "burnley"), kept(tmp_path, "preston")]
    unread = kept(tmp_path, "wyre", effect=None)
    pooled = pooled_run([*runs, unread])
    assert pooled is not None
    found = together_facts([*runs, unread], pooled)
    statistic = abs(found["log_rr"] / found["se"])
    pairs = zip(found["placebo_log_rrs"], found["placebo_ses"], strict=True)
    as_large = [log_rr for log_rr, se in pairs if abs(log_rr / se) >= statistic]
    assert found["p"] == pooled.p == pytest.approx((1 + len(as_large)) / 200)
    assert len(found["placebo_log_rrs"]) == 199
    assert (found["series"], found["value"], found["names_cause"]) == ({}, {}, False)
    json.dumps(found)
    assert replace(pooled, p=found["p"]) == pooled
