import json
from html.parser import HTMLParser

import pytest

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.evaluation.assessments import Assessment
from fundtrack.evaluation.assessments import assess
from fundtrack.evaluation.assessments import detectable_effect
from fundtrack.evaluation.assessments import monthly_series
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.caveats import caveats
from fundtrack.metrics.breaks import Break
from fundtrack.periods import Month
from fundtrack.runs.evaluation_cases import banner
from fundtrack.runs.evaluation_cases import caveat_lines
from fundtrack.runs.evaluation_cases import heading
from fundtrack.runs.evaluation_cases import open_case
from fundtrack.runs.evaluation_cases import reproduce_lines
from fundtrack.runs.evaluation_figures import placebo_figure
from fundtrack.runs.evaluation_figures import placebo_rows
from fundtrack.runs.evaluation_figures import placebo_table
from fundtrack.runs.evaluation_figures import series_figure
from fundtrack.runs.evaluation_figures import series_rows
from fundtrack.runs.evaluation_figures import series_table
from fundtrack.runs.evaluation_results import result_of
from fundtrack.runs.evaluation_tables import comparators_table
from fundtrack.runs.evaluation_tables import effect_table
from tests.evaluation.made_cases import case
from tests.evaluation.offices import office
from tests.evaluation.worlds import panel


def assessed(made: Case) -> Assessment:
    return assess(made, detectable_effect(made))


class Labels(HTMLParser):
    """Collects what a picture says to who cannot see it."""

    def __init__(self) -> None:
        super().__init__()
        self.spoken: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "svg":
            self.spoken.append(str(dict(attrs)["aria-label"]))


def spoken(html: str) -> str:
    labels = Labels()
    labels.feed(html)
    wide, narrow = labels.spoken
    assert wide == narrow
    return wide


def test_case_is_opened_from_the_snapshot_named(
    workspace: Workspace, clock: Clock
) -> None:
    office(workspace, clock)
    folder, asked = str(workspace.folder), ("SSF1", "Burnley", "burglary")
    current = open_case(folder, "", "", asked)
    with pytest.MonkeyPatch.context() as patched:
        patched.delattr("fundtrack.store.snapshot.current_snapshot")
        panel_name = next(workspace.published.glob("panel-*.duckdb")).name
        named = open_case(folder, current.snapshot, panel_name, asked)
    assert named.plan == current.plan
    assert named.panel.equals(current.panel)
    assert banner(folder, named) == "EXAMPLE, not a return."
    said = heading(named)
    assert "**Fund SSF1** in **Burnley**: burglary from 2021-04 on" in said
    assert current.snapshot in said


def test_banner_warns_of_synthetic_counts(workspace: Workspace) -> None:
    made = case(provenance="synthetic")
    assert banner(str(workspace.folder), made) == "Every crime count here is synthetic."
    assert banner(str(workspace.folder), case()) == ""


def test_effect_table_gives_both_counts_with_the_percentage() -> None:
    made = case()
    found = assessed(made)
    assert found.effect is not None
    treated, comparators, change = effect_table(made, found).rows
    assert treated.cells["before"] == made.panel.iloc[:2, :12].to_numpy().sum()
    assert treated.cells["after"] == made.panel.iloc[:2, 12:].to_numpy().sum()
    assert comparators.cells["before"] == found.effect.comparators_pre
    assert "to" in str(change.cells["interval"])
    short = case(panel(1, wards=10))
    assert effect_table(short, assessed(short)).rows == ()


def test_comparators_table_lists_each_with_its_counts() -> None:
    made = case()
    table = comparators_table(made)
    assert len(table.rows) == len(made.comparators.wards)
    first = made.comparators.wards[0]
    assert table.rows[0].cells["ward"] == f"Ward {first}"
    assert table.rows[0].cells["before"] == made.panel.loc[first, made.pre].sum()


def test_series_chart_has_a_row_for_every_month_and_gaps_for_those_left_out() -> None:
    counts = panel(1).drop(columns=["2022-06", "2023-06"])
    rows = series_rows(case(counts))
    assert [row["month"] for row in rows][:2] == ["2022-01-01", "2022-02-01"]
    assert len(rows) == 24
    assert "treated_index" not in rows[5]
    assert rows[0]["shaded_from"] == "2023-01-01"
    assert rows[-1]["treated_name"] == "Burnley"


@pytest.mark.parametrize("factor", [0.3, 3.0])
def test_names_stand_above_and_below_both_lines(factor: float) -> None:
    counts = panel(1)
    counts.iloc[:2, 12:] = (counts.iloc[:2, 12:] * factor).astype(int)
    last = series_rows(case(counts))[-1]
    treated, comparators = last["treated_label_at"], last["comparators_label_at"]
    assert isinstance(treated, float)
    assert isinstance(comparators, float)
    assert (treated > comparators) is (factor > 1)


def test_series_chart_marks_what_altered_counts_where_it_begins() -> None:
    spell = Break("spell", Month(2021, 3), Month(2022, 4), ("*",), "w", "s")
    lasting = Break("lasting", Month(2023, 2), None, ("*",), "w", "s")
    made = case(breaks=(spell, lasting))
    marks = [row for row in series_rows(made) if "break_at" in row]
    assert marks == [
        {"break_at": "2022-01-01", "break_label": "1"},
        {"break_at": "2023-02-01", "break_label": "2"},
    ]
    drawn = series_figure(made)
    assert "1 spell (2021-03 to 2022-04), 2 lasting (2023-02)" in drawn


def test_series_table_holds_the_counts_that_the_picture_draws() -> None:
    made = case()
    rows = series_table(made).rows
    assert [row.cells["side"] for row in rows] == ["before"] * 12 + ["after"] * 12
    treated = made.panel.iloc[:2].sum()
    assert [row.cells["treated"] for row in rows] == treated.tolist()
    assert "Show as table" in series_figure(made)


def test_series_picture_says_its_finding_in_words() -> None:
    made = case()
    said = spoken(series_figure(made))
    series = monthly_series(made)
    after = series[series["is_after"]]["treated_index"].mean()
    assert f"Burnley stood at {after:.0f}" in said
    alone = case(panel(1, wards=2))
    assert series_figure(alone) == ""


def test_placebo_chart_counts_every_set_and_marks_the_place() -> None:
    made = case()
    effect = assessed(made).effect
    assert effect is not None
    *bars, mark = placebo_rows(made, effect)
    assert sum(int(str(bar["sets"])) for bar in bars) == 199
    at = effect.placebo.statistic
    middle = (float(str(bars[0]["from"])) + float(str(bars[-1]["to"]))) / 2
    most = max(int(str(bar["sets"])) for bar in bars)
    assert mark == {
        "treated_at": at,
        "label": "Burnley",
        "is_right": at > middle,
        "room": 1.15 * most,
    }
    listed = placebo_table([*bars, mark]).rows
    assert sum(int(str(row.cells["sets"] or 0)) for row in listed) == 199
    assert str(listed[-1].cells["change"]).startswith("Burnley: ")
    assert "199 sets of 2 wards" in spoken(placebo_figure(made, effect))
    assert placebo_figure(made, None) == ""


def test_report_says_how_to_make_it_again_and_what_to_mind() -> None:
    made = case()
    said = reproduce_lines(made)
    assert "`fundtrack evaluate --fund SSF1 --area burnley --measure burglary" in said
    assert made.plan.hash[:16] in said
    found = caveats(made, assessed(made))
    assert caveat_lines(found).startswith("- **CAV-RETROSPECTIVE**: The plan")


@pytest.mark.parametrize("wards", [61, 10])
def test_result_is_all_that_the_runner_keeps(wards: int) -> None:
    made = case(panel(1, wards=wards))
    found = assessed(made)
    kept = result_of(made, found, caveats(made, found)).result
    assert kept["verdict"] == found.verdict
    assert json.loads(kept["plan"])["fund"] == "SSF1"
    assert kept["panel"]["wards"][:2] == ["W00", "W01"]
    assert (kept["effect_pct"] is None) is (wards == 10)
    assert len(kept["placebo_log_rrs"]) == (199 if wards == 61 else 0)
