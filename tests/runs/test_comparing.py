import json
from pathlib import Path
from typing import Any

import pytest

from fundtrack.runs.comparing import Comparison
from fundtrack.runs.comparing import Moved
from fundtrack.runs.comparing import RevisedMonth
from fundtrack.runs.comparing import compare_runs
from fundtrack.runs.comparison_words import comparison_lines
from fundtrack.runs.comparison_words import moved_words
from fundtrack.runs.registry import KeptRun
from fundtrack.runs.run_files import RunFiles
from fundtrack.runs.run_files import texts
from tests.runs.notebooks import RESULT

PANEL = {
    "wards": ["T1", "C1", "C2"],
    "names": ["Bank Hall", "Lanehead", "Moss"],
    "districts": ["Burnley", "Burnley", "Fylde"],
    "forces": ["lancashire", "lancashire", "cumbria"],
    "months": ["2021-01", "2022-01"],
    "offences": [[10, 8], [20, 21], [30, 31]],
}


def run(tmp_path: Path, name: str, **changed: Any) -> KeptRun:  # noqa: ANN401
    """Keep a run that says the same as every other, but for what is changed."""
    source: dict[str, Any] = {
        "snapshot": "s1",
        "panel": "p1",
        "code_version": "c1",
        "libraries": {"numpy": "2.4.6"},
        "parameters": {"snapshot": "s1", "panel": "p1", "area": "burnley"},
        "reproduce": "",
    }
    result = {
        **RESULT,
        "plan": json.dumps({"seed": 1, "wards": ["T1"]}),
        "treated": ["T1"],
        "comparators": ["C1", "C2"],
        "panel": changed.pop("counted", PANEL),
        "caveats": [{"rule": "CAV-SMALL", "text": "few"}],
        **{key: held for key, held in changed.items() if key not in source},
    }
    source |= {key: held for key, held in changed.items() if key in source}
    folder = tmp_path / name
    folder.mkdir()
    for file, text in texts(name, RunFiles(result, "{}", "", "", source)).items():
        (folder / file).write_text(text, encoding="utf-8")
    kept = json.loads((folder / "result.json").read_text("utf-8"))
    return KeptRun(name, folder, kept)


def compared(tmp_path: Path, **changed: Any) -> Comparison:  # noqa: ANN401
    first = run(tmp_path, "first")
    return compare_runs(first, run(tmp_path, "second", **changed))


def test_runs_of_one_kind_have_nothing_that_moved(tmp_path: Path) -> None:
    found = compared(tmp_path, snapshot="s2", panel="p1")
    assert found.moved == ()
    assert found.data.sources == ()
    (said,) = comparison_lines(found)
    assert said.startswith("Nothing moved")


def test_revised_month_is_named_by_force_with_both_sums(tmp_path: Path) -> None:
    offences = [[10, 8], [20, 25], [30, 31]]
    found = compared(tmp_path, counted={**PANEL, "offences": offences})
    assert found.moved == ("data",)
    assert found.data.revised == (RevisedMonth("lancashire", "2022-01", 29, 33, 1),)
    assert list(comparison_lines(found)) == [
        "Data revised: lancashire 2022-01 from 29 to 33 offences in 1 ward."
    ]


def test_counts_of_another_measure_are_not_taken_for_a_revision(tmp_path: Path) -> None:
    offences = [[1, 1], [2, 2], [3, 3]]
    counted = {**PANEL, "offences": offences}
    found = compared(tmp_path, counted=counted, measure="vehicle-crime")
    assert found.data.revised == ()


def test_months_and_comparators_of_one_run_alone_are_named(tmp_path: Path) -> None:
    counted = {**PANEL, "months": ["2021-01", "2022-02"]}
    found = compared(tmp_path, counted=counted, comparators=["C1", "C3"])
    assert found.moved == ("data", "comparators")
    assert list(comparison_lines(found)) == [
        "Compared in the second run alone: 2022-02.",
        "Compared in the first run alone: 2022-01.",
        "Compared with in the second run alone: C3.",
        "Compared with in the first run alone: C2.",
    ]


def test_plan_code_parameters_and_result_are_told_apart(tmp_path: Path) -> None:
    found = compared(
        tmp_path,
        plan=json.dumps({"seed": 2, "wards": ["T1", "T2"]}),
        code_version="c2",
        libraries={"numpy": "2.5.0"},
        parameters={"area": "blackburn"},
        provenance="synthetic",
        effect_pct=-30.0,
        caveats=[],
    )
    assert found.moved == ("data", "plan", "code", "parameters", "result")
    assert found.result[0] == Moved("effect_pct", -10.0, -30.0)
    assert list(comparison_lines(found)) == [
        "Data: the counts from published to synthetic.",
        "Plan: seed from 1 to 2; wards with T2.",
        "Code: the program's code from c1 to c2; numpy from 2.4.6 to 2.5.0.",
        "Parameters: area from burnley to blackburn.",
        "Result: the effect from −10.0% to −30.0%; caveats without CAV-SMALL.",
    ]


@pytest.mark.parametrize(
    ("moved", "said"),
    [
        (Moved("p", 0.2, None), "p from 0.200 to not told"),
        (Moved("mde_pct", 31.04, 29.0), "31.0% to 29.0%"),
        (Moved("is_widened", False, True), "is widened from no to yes"),
        (Moved("treated_pre", 1200, 900), "offences before, treated from 1,200 to 900"),
        (Moved("wards", ["B", "A"], ["A", "B"]), "wards in another order"),
        (Moved("wards", None, ["A"]), "wards from not told to A"),
        (Moved("notebook_sha256", "a" * 64, ""), f"from {'a' * 16} to nothing"),
        (
            Moved("wards", [], list("ABCDEFGH")),
            "with A, B, C, D, E, F and 2 more things",
        ),
    ],
)
def test_what_moved_is_said_as_a_reader_says_it(moved: Moved, said: str) -> None:
    assert said in moved_words(moved)
