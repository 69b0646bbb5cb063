"""Kept runs made by hand, with the files that the Evaluation page reads."""

import csv
import json
from pathlib import Path
from typing import Any

from fundtrack.config import Workspace

Facts = dict[str, Any]
AREA_RUN = "a1" * 8
OTHER_RUN = "b2" * 8
WHOLE_RUN = "c3" * 8
GATES = [
    {"gate": "few-months", "state": "passed", "bars": "estimate", "fact": "12 months"},
    {"gate": "break-crossed", "state": "open", "bars": "cause", "fact": "a break"},
]
VALUE = {
    "paid_pence": 10_000_000,
    "cost_pence": 10_000_000,
    "break_even": 12.4,
    "break_even_recorded_alone": 31.0,
    "cost_per_prevented": "interval",
    "cost_per_prevented_pence": 50_000,
    "cost_per_prevented_low_pence": 40_000,
    "cost_per_prevented_high_pence": 80_000,
    "bcr_p50": 8.0,
    "bcr_p025": 2.5,
    "bcr_p975": 12.0,
    "bcr_above_one": 0.97,
    "bcr_lack": None,
}
RINGS = [
    {
        "steps": 1,
        "wards": ["W3", "W4"],
        "before": 200,
        "after": 190,
        "expected": 201.4,
        "change_pct": -5.7,
        "low_pct": -20.0,
        "high_pct": 9.0,
        "quotient": 0.2,
        "quotient_low": -0.4,
        "quotient_high": 0.9,
    }
]
RESULT: dict[str, Any] = {
    "fund": "SSF5",
    "area": "blackpool",
    "area_name": "Blackpool",
    "measure": "neighbourhood-crime",
    "snapshot": "0123456789abcdef",
    "registered_at": "2024-02-20T09:00:00",
    "verdict": "reduction",
    "sentence": "Neighbourhood crime in Blackpool fell against similar places.",
    "provenance": "synthetic",
    "months_before": ["2023-01", "2023-02"],
    "months_after": ["2024-01", "2024-02"],
    "start": "2024-01",
    "mde_pct": 15.0,
    "log_rr": -0.3,
    "se": 0.1,
    "effect_pct": -25.9,
    "ci_low_pct": -39.1,
    "ci_high_pct": -9.9,
    "p": 0.25,
    "p_holm": 0.5,
    "prevented": 70.0,
    "prevented_low": 20.0,
    "prevented_high": 120.0,
    "treated_pre": 200,
    "treated_post": 150,
    "standing": "retrospective",
    "plan_id": "",
    "delivered_pct": 72.4,
    "maryland_level": 2,
    "treated": ["W1", "W2"],
    "gate_results": GATES,
    "caveats": [{"rule": "CAV-SYNTHETIC", "text": "Every count is synthetic."}],
    "value": VALUE,
    "rings": RINGS,
}
NOT_ESTIMATED = {
    "verdict": "not_evaluable",
    "sentence": "Safer Streets round 5 in Lancaster cannot be evaluated: 2 months.",
    **dict.fromkeys(
        [
            *("log_rr", "se", "effect_pct", "ci_low_pct", "ci_high_pct", "p", "p_holm"),
            *("prevented", "prevented_low", "prevented_high"),
            *("treated_pre", "treated_post", "maryland_level", "delivered_pct"),
        ]
    ),
    "mde_pct": None,
    "rings": [],
    "gate_results": [
        {
            "gate": "few-months",
            "state": "failed",
            "bars": "estimate",
            "fact": "2 of 12 months are held",
        }
    ],
    "value": {"break_even": None, "bcr_lack": "money"},
}
SERIES = [
    ("2023-01", "false", 100, 50, 100.0, 90.0),
    ("2023-02", "false", 100, 60, 100.0, 110.0),
    ("2024-01", "true", 70, 55, 70.0, 95.0),
    ("2024-02", "true", 80, 57, 80.0, 105.0),
]
PLACEBOS = [(0.4, 0.1), (-0.1, 0.1), (0.05, 0.1)]
WAYS = [
    ("Neighbourhood crime", "12", "12", "as planned", "-25.9", "true", ""),
    ("Neighbourhood crime", "24", "12", "as planned", "-31.0", "false", ""),
    ("Neighbourhood crime", "12", "6", "nearest half", "4.0", "false", ""),
    ("Burglary", "12", "12", "as planned", "-50.0", "false", ""),
    ("Neighbourhood crime", "24", "6", "as planned", "", "false", "too few months"),
]


def keep_area(
    workspace: Workspace,
    run_id: str = AREA_RUN,
    facts: Facts | None = None,
    **more: object,
) -> dict[str, Any]:
    """Keep a run of an area as the runner would; `facts` and `more` differ."""
    result = {**RESULT, **(facts or {}), **more, "run_id": run_id}
    folder = _folder(workspace, run_id, result)
    if result["effect_pct"] is None:
        return result
    _table(
        folder / "series.csv",
        "month,is_after,treated,comparators,treated_index,comparators_index",
        SERIES,
    )
    _table(folder / "placebos.csv", "log_rr,se", PLACEBOS)
    heads = "measure,months_before,months_after,comparators,effect_pct,is_primary"
    rest = "refused,estimator,low_pct,high_pct,p"
    ways = [(*way, "rate ratio", "-40", "9", "0.04" if way[4] else "") for way in WAYS]
    _table(folder / "specifications.csv", f"{heads},{rest}", ways)
    panel = [
        (ward, standing, month, offences)
        for ward, standing, offences in (
            ("W1", "treated", 30),
            ("W2", "treated", 40),
            ("W9", "comparator", 55),
        )
        for month in ("2024-01",)
    ]
    _table(folder / "panel.csv", "ward,standing,month,offences", panel)
    return result


def keep_whole(workspace: Workspace, *results: dict[str, Any], **facts: object) -> Path:
    """Keep a run that put the areas' runs in one table, pooled; gives its folder."""
    names = ("effect_pct", "ci_low_pct", "ci_high_pct", "p", "p_holm", "mde_pct")
    counts = ("treated_pre", "treated_post", "verdict")
    rows = [
        {
            "place": it["area_name"],
            "run": it["run_id"],
            **{k: it[k] for k in (*names, *counts)},
        }
        for it in results
    ]
    pooled = {
        **rows[0],
        "place": "All areas together",
        "run": "",
        "effect_pct": -18.3,
        "ci_low_pct": -24.8,
        "ci_high_pct": -11.1,
        "mde_pct": 9.9,
        "treated_pre": 2005,
        "p_holm": None,
    }
    result = {
        "fund": "SSF5",
        "measure": "neighbourhood-crime",
        "snapshot": "0123456789abcdef",
        "registered_at": "2024-02-20T09:00:00",
        "verdict": "reduction",
        "sentence": "Together they fell.",
        "provenance": "synthetic",
        "areas_table": [pooled, *rows],
        **facts,
    }
    return _folder(workspace, WHOLE_RUN, result)


def keep_lines(folder: Path) -> None:
    """Keep what a run of all areas hands over of them together."""
    heads = "month,is_after,treated,comparators,treated_index,comparators_index"
    _table(folder / "series.csv", heads, SERIES)
    _table(folder / "placebos.csv", "log_rr,se", PLACEBOS)


def _folder(workspace: Workspace, run_id: str, result: dict[str, Any]) -> Path:
    folder = workspace.runs / run_id
    folder.mkdir(parents=True)
    (folder / "result.json").write_text(json.dumps(result), encoding="utf-8")
    (folder / "report.html").write_text("<p>The report.", encoding="utf-8")
    plan = {"plan": {"breaks": ["burglary-2023"]}}
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    return folder


def _table(path: Path, heads: str, rows: list[tuple[Any, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heads.split(","))
        writer.writerows(rows)
