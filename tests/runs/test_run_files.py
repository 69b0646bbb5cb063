import csv
import hashlib
import io
import json

from fundtrack.runs.run_files import ABOUT
from fundtrack.runs.run_files import README
from fundtrack.runs.run_files import RunFiles
from fundtrack.runs.run_files import as_csv
from fundtrack.runs.run_files import texts
from tests.runs.notebooks import RESULT

PLAN = {"seed": 7, "footprint": ["E01", "E02"], "fund": "SSF1"}
MORE = {
    "plan": json.dumps(PLAN),
    "panel": {
        **RESULT["panel"],  # type: ignore[dict-item]
        "names": ["Bank Hall", "Lanehead"],
        "districts": ["Burnley", "Burnley"],
        "forces": ["lancashire", "lancashire"],
    },
    "series": {"month": ["2021-01", "2022-01"], "treated": [3, 1], "is_after": [0, 1]},
    "estimates": [{"role": "primary", "effect_pct": None, "caveats": ["A", "B"]}],
}
WRITTEN = texts(
    "abc",
    RunFiles(
        result={**RESULT, **MORE},
        executed="{}",
        report="<p>report</p>",
        registered_at="2024-04-05T12:00:00.000000",
        provenance={"snapshot": "s", "reproduce": "fundtrack evaluate --repeat abc"},
    ),
)


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(WRITTEN[name])))


def test_panel_says_of_every_count_which_ward_it_is_of() -> None:
    assert rows("panel.csv")[0] == {
        "ward": "W1",
        "name": "Bank Hall",
        "district": "Burnley",
        "force": "lancashire",
        "standing": "treated",
        "month": "2021-01",
        "offences": "1",
    }


def test_plan_series_and_estimates_are_tables_that_r_and_stata_read() -> None:
    assert [row["name"] for row in rows("plan.csv")] == [
        "footprint",
        "fund",
        "hash",
        "seed",
    ]
    assert rows("plan.csv")[0]["fixed_at"] == "E01|E02"
    assert rows("series.csv")[1] == {
        "month": "2022-01",
        "treated": "1",
        "is_after": "1",
    }
    assert rows("estimates.csv") == [
        {"role": "primary", "effect_pct": "", "caveats": "A|B"}
    ]


def test_plan_keeps_the_moment_of_its_registration_and_not_of_the_run() -> None:
    def plan(**more: str) -> dict[str, str]:
        files = RunFiles({**RESULT, **more}, "{}", "", "2024-04-05", {"reproduce": ""})
        held: dict[str, str] = json.loads(texts("abc", files)["plan.json"])
        return held

    assert plan()["registered_at"] == "2024-04-05"
    kept = plan(plan_id="SSF1-burglary-1", plan_registered_at="2021-03-01")
    assert (kept["id"], kept["registered_at"]) == ("SSF1-burglary-1", "2021-03-01")


def test_result_holds_the_figures_and_not_the_tables_kept_beside_it() -> None:
    result = json.loads(WRITTEN["result.json"])
    assert result["run_id"] == "abc"
    assert result["registered_at"] == "2024-04-05T12:00:00.000000"
    assert not {"panel", "placebo_ses", "plan"} & set(result)


def test_provenance_names_the_hash_of_every_file() -> None:
    provenance = json.loads(WRITTEN["provenance.json"])
    assert provenance["snapshot"] == "s"
    assert set(provenance["files"]) == set(WRITTEN) - {"provenance.json", "README.txt"}
    report = hashlib.sha256(b"<p>report</p>").hexdigest()
    assert provenance["files"]["report.html"] == report


def test_folder_says_what_lies_in_it_and_how_to_make_it_again() -> None:
    said = WRITTEN[README]
    assert "fundtrack evaluate --repeat abc" in said
    assert {name for name in ABOUT if name in WRITTEN} <= set(said.split())
    assert "areas.csv" not in said


def test_nothing_known_is_an_empty_cell_and_truth_is_a_word() -> None:
    assert as_csv(("a", "b"), [(None, True)]) == "a,b\n,true\n"
