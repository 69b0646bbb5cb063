"""Value for money as a report shows it and as the runner keeps it."""

import json
from dataclasses import replace
from datetime import date

import pytest

from fundtrack.charts.tables import Table
from fundtrack.charts.tables import as_drawn
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.evaluation.assessments import assess
from fundtrack.evaluation.assessments import detectable_effect
from fundtrack.evaluation.value.changes import Prevented
from fundtrack.evaluation.value.deliveries import Delivered
from fundtrack.evaluation.value.mixes import Lack
from fundtrack.evaluation.value.sensitivities import Moved
from fundtrack.evaluation.value.sensitivities import Sensitivity
from fundtrack.evaluation.value.spendings import spending_of
from fundtrack.evaluation.value.values import ValueForMoney
from fundtrack.evaluation.verdicts import Verdict
from fundtrack.money import Pence
from fundtrack.periods import FinancialYear
from fundtrack.runs.evaluation_cases import open_case
from fundtrack.runs.value_section import break_even_figure
from fundtrack.runs.value_section import break_even_rows
from fundtrack.runs.value_section import open_value
from fundtrack.runs.value_section import sensitivities_figure
from fundtrack.runs.value_section import sensitivity_rows
from fundtrack.runs.value_section import value_drawn
from fundtrack.runs.value_section import value_facts
from fundtrack.runs.value_section import value_words
from fundtrack.runs.value_tables import costs_table
from fundtrack.runs.value_tables import outputs_table
from fundtrack.runs.value_tables import sensitivities_table
from fundtrack.runs.value_tables import value_table
from tests.evaluation.offices import office
from tests.evaluation.offices import spent
from tests.evaluation.value.made_values import EVEN
from tests.evaluation.value.made_values import GATES
from tests.evaluation.value.made_values import LATER
from tests.evaluation.value.made_values import PAID
from tests.evaluation.value.made_values import UNCLEAR
from tests.evaluation.value.made_values import unweighed
from tests.evaluation.value.made_values import value

BARS = (
    Sensitivity(Moved.EFFECT, 2.4, -0.4, 2.0),
    Sensitivity(Moved.UNIT_COST, 1.5, 2.5, 2.0),
)


def cells(drawn: Table) -> list[list[str]]:
    rows = as_drawn(drawn)["rows"]
    return [row["cells"] for row in rows]


def test_value_is_read_from_the_snapshot_named(
    workspace: Workspace, clock: Clock
) -> None:
    later = spent("SSF1", "burnley", "2022-23", 1_000_000, date(2022, 5, 1))
    office(workspace, clock, later)
    folder, asked = str(workspace.folder), ("SSF1", "burnley", "burglary")
    asked_for = open_case(folder, "", "", asked)
    assessment = assess(asked_for, detectable_effect(asked_for))
    found = open_value(folder, ("", ""), asked_for, assessment)
    panel = next(workspace.published.glob("panel-*.duckdb")).name
    named = open_value(folder, (asked_for.snapshot, panel), asked_for, assessment)
    assert value_facts(named) == value_facts(found)
    assert found.spending.paid_pence == 56_700_000
    assert found.delivered == Delivered(
        Pence(0), Pence(-56_700_000), Pence(0), None, ()
    )


def test_costs_are_listed_by_financial_year_with_their_sum() -> None:
    later = replace(value(), spending=spending_of([PAID, LATER], FinancialYear(2023)))
    assert cells(costs_table(later)) == [
        ["2023-24", "£50,000.00", "£50,000.00", ""],
        ["2024-25", "£10,000.00", "£10,000.00", "own prices: no index held"],
    ]
    assert len(costs_table(value()).columns) == 3
    total = costs_table(later).total
    assert total is not None
    assert total.cells["paid"] == 6_000_000
    nothing = replace(value(), spending=spending_of([], FinancialYear(2023)))
    assert costs_table(nothing).total is None


def test_figures_of_a_reduction_are_listed_with_their_intervals() -> None:
    assert cells(value_table(value())) == [
        ["Recorded offences to repay the cost", "12", ""],
        ["the same, recorded ones alone", "31", ""],
        ["the same, as they happen, recorded or not", "30", ""],
        ["Recorded offences prevented", "40", "20 to 60"],
        ["Cost of each prevented", "£1,250", "£833 to £2,500"],
        ["Social benefit for each pound", "2.0", "0.8 to 3.2"],
        ["of it fiscal, never added to it", "0.4", "0.0 to 0.9"],
        ["of that the police's", "0.2", "0.1 to 0.4"],
        ["Social benefit less cost", "£50,000", "−£10,000 to £90,000"],
    ]


def test_figures_that_no_verdict_carries_are_not_claimed() -> None:
    assert cells(value_table(value(Verdict.INCONCLUSIVE, UNCLEAR)))[3:] == [
        ["Recorded offences prevented", "40", "−10 to 90"],
        ["Cost of each prevented", "not estimable", "at least £556"],
        ["Social benefit for each pound", "not claimed", "0.8 to 3.2"],
        ["of it fiscal, never added to it", "not claimed", "0.0 to 0.9"],
        ["of that the police's", "not claimed", "0.1 to 0.4"],
        ["Social benefit less cost", "not claimed", "−£10,000 to £90,000"],
    ]
    risen = value(Verdict.INCREASE, Prevented(-40, -80, -5))
    assert ["Cost of each prevented", "not estimable", ""] in cells(value_table(risen))
    assert cells(value_table(unweighed(Lack.MONEY))) == [
        ["Social benefit for each pound", "not estimable", ""],
        ["of it fiscal, never added to it", "not estimable", ""],
        ["of that the police's", "not estimable", ""],
    ]


def test_sensitivities_are_listed_and_drawn_from_their_low_to_their_high_end() -> None:
    found = replace(value(), sensitivities=BARS)
    assert cells(sensitivities_table(found)) == [
        ["Effect, over its interval", "2.4", "−0.4"],
        ["Unit costs, 75% to 125%", "1.5", "2.5"],
    ]
    unnamed = replace(
        found,
        verdict=Verdict.INCONCLUSIVE,
        break_even_sensitivities=(Sensitivity(Moved.PERSISTENCE, 12.4, 4.3, 12.4),),
    )
    assert cells(sensitivities_table(unnamed)) == [
        ["Effect lasts 1 to 3 years", "12", "4"]
    ]
    assert sensitivity_rows(found)[0] == {
        "place": "Effect, over its interval",
        "low": -0.4,
        "high": 2.4,
        "at": 2.0,
    }
    assert "moves most with this: effect" in sensitivities_figure(found)
    assert sensitivities_figure(value()) == ""
    unclear = replace(found, verdict=Verdict.INCONCLUSIVE)
    assert sensitivities_figure(unclear) == ""


def test_outputs_are_listed_with_their_price_and_their_target() -> None:
    unpriced = replace(GATES, actual=None, unit_pence=None, target=None)
    delivered = Delivered(Pence(0), Pence(0), Pence(0), None, (GATES, unpriced))
    assert cells(outputs_table(replace(value(), delivered=delivered))) == [
        ["gates fitted", "£1,000.00", "30", "40", "1.00"],
        ["gates fitted", "–", "–", "–", "–"],
    ]
    assert outputs_table(value()).rows == ()


def test_break_even_stands_under_what_was_seen() -> None:
    assert break_even_rows(value()) == [
        {"place": "Fewer than expected", "low": 20, "high": 60, "at": 40},
        {"place": "To repay the cost", "low": 12.4, "high": 31.2, "at": 12.4},
    ]
    assert "12 recorded offences" in break_even_figure(value())
    assert break_even_rows(unweighed(Lack.MONEY)) == []
    assert break_even_figure(unweighed(Lack.MONEY)) == ""
    alone = replace(value(), prevented=None)
    assert len(break_even_rows(alone)) == 1
    assert break_even_figure(alone) == ""


def test_section_shows_words_tables_and_pictures() -> None:
    found = replace(value(), sensitivities=BARS)
    assert "- Equity: not measured" in value_words(found)._repr_markdown_()
    html = value_drawn(found).html
    assert html.count("<table>") == 3
    assert html.count("<figure") == 2
    nothing = replace(found, spending=spending_of([], FinancialYear(2023)))
    assert value_drawn(nothing).html == ""


@pytest.mark.parametrize("made", [value(), unweighed(Lack.EFFECT)])
def test_facts_can_be_kept_as_json(made: ValueForMoney) -> None:
    kept = json.loads(json.dumps(value_facts(made), allow_nan=False))
    assert kept["price_year"] == "2023-24"
    assert kept["paid_pence"] == 5_000_000
    is_weighed = made.prevented is not None
    assert kept["break_even"] == (EVEN.recorded if is_weighed else None)
    assert kept["bcr_p50"] == (2.04 if is_weighed else None)
    assert kept["cost_per_prevented"] == ("interval" if is_weighed else None)
    assert kept["bcr_lack"] == (None if is_weighed else "effect")
    assert kept["sensitivities"] == []
