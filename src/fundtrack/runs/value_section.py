"""Value for money in an evaluation's report: read, worded, drawn, handed over.

A notebook calls `open_value`, shows `value_words` and `value_drawn`, and hands
`value_facts` to the runner with the rest of its result.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fundtrack.charts.images import chart_pictures
from fundtrack.charts.images import figure_html
from fundtrack.config import Workspace
from fundtrack.evaluation.assessments import Assessment
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.value.deliveries import read_delivered
from fundtrack.evaluation.value.sensitivities import Sensitivity
from fundtrack.evaluation.value.values import ValueForMoney
from fundtrack.evaluation.value.values import Worth
from fundtrack.evaluation.value.values import value_for_money
from fundtrack.runs.showing import Drawn
from fundtrack.runs.showing import Words
from fundtrack.runs.showing import table
from fundtrack.runs.showing import words
from fundtrack.runs.value_tables import MOVED_NAMES
from fundtrack.runs.value_tables import costs_table
from fundtrack.runs.value_tables import outputs_table
from fundtrack.runs.value_tables import sensitivities_table
from fundtrack.runs.value_tables import value_table
from fundtrack.sentences.value import NAMED
from fundtrack.sentences.value import break_even_sentence
from fundtrack.sentences.value import four_es
from fundtrack.sentences.value import value_paragraphs
from fundtrack.store.snapshot import SnapshotInfo
from fundtrack.store.snapshot import open_books

Rows = list[dict[str, object]]


def open_value(
    workspace: str, published: Sequence[str], case: Case, assessment: Assessment
) -> ValueForMoney:
    """Weigh a case with what the snapshot's books say was delivered.

    Args:
        workspace: the office's folder.
        published: the snapshot's id (empty: the current one) and its panel's name.
        case: what was compared.
        assessment: its effect and verdict.
    """
    snapshot, panel = published
    named = SnapshotInfo(snapshot, 0, "", panel, "", 0) if snapshot else None
    with open_books(Workspace(Path(workspace)), named) as books:
        delivered = read_delivered(books, case.plan.fund, case.plan.area)
    return value_for_money(case, assessment, delivered)


def value_words(value: ValueForMoney) -> Words:
    """Say value for money, then economy, efficiency, effectiveness and equity."""
    es = "\n".join(f"- {sentence}" for sentence in four_es(value))
    return words(*value_paragraphs(value), es)


def value_drawn(value: ValueForMoney) -> Drawn:
    """Draw the pictures of value for money and its tables; nothing without a cost."""
    if not value.spending.years:
        return Drawn("")
    drawn = (
        costs_table(value),
        value_table(value),
        sensitivities_table(value),
        outputs_table(value),
    )
    shown = [table(each).html for each in drawn if each.rows]
    return Drawn(
        "\n".join([break_even_figure(value), sensitivities_figure(value), *shown])
    )


def break_even_figure(value: ValueForMoney) -> str:
    """Draw the offences prevented above those that would repay the cost."""
    rows = break_even_rows(value)
    if not rows or value.prevented is None:
        return ""
    return figure_html(
        chart_pictures("prevented_and_break_even", rows),
        "What would have repaid the cost, and what was seen",
        "recorded offences fewer than expected, with the 95% interval; to repay the "
        "cost: from all offences to recorded ones alone",
        break_even_sentence(value),
    )


def break_even_rows(value: ValueForMoney) -> Rows:
    """Give the data of `prevented_and_break_even`."""
    found, even = value.prevented, value.social.break_even
    rows: Rows = []
    if found:
        seen = {"low": found.low, "high": found.high, "at": found.central}
        rows.append({"place": "Fewer than expected", **seen})
    if even:
        needed = {"low": even.recorded, "high": even.recorded_alone}
        rows.append({"place": "To repay the cost", **needed, "at": even.recorded})
    return rows


def sensitivities_figure(value: ValueForMoney) -> str:
    """Draw how far the ratio moves with each input, where a change is named."""
    if not value.sensitivities or value.verdict not in NAMED:
        return ""
    widest = MOVED_NAMES[value.sensitivities[0].moved].lower()
    return figure_html(
        chart_pictures("value_sensitivities", sensitivity_rows(value)),
        f"The benefit-cost ratio moves most with this: {widest}",
        "benefits over costs when one input alone moves; the line: both are equal",
        f"The ratio moves most with this: {widest}.",
    )


def sensitivity_rows(value: ValueForMoney) -> Rows:
    """Give the data of `value_sensitivities`."""
    return [
        {
            "place": MOVED_NAMES[bar.moved],
            "low": min(bar.low, bar.high),
            "high": max(bar.low, bar.high),
            "at": bar.central,
        }
        for bar in value.sensitivities
    ]


def value_facts(value: ValueForMoney) -> dict[str, Any]:
    """Give value for money as figures that a machine reads; None is not estimable."""
    price, even = value.per_offence, value.social.break_even
    return {
        "price_year": str(value.spending.price_year),
        "paid_pence": value.spending.paid_pence,
        "paid_real_pence": value.spending.real_pence,
        "cost_pence": value.cost_pence,
        "break_even": even.recorded if even else None,
        "break_even_recorded_alone": even.recorded_alone if even else None,
        "cost_per_prevented": price.estimability if price else None,
        "cost_per_prevented_pence": price.pence if price else None,
        "cost_per_prevented_low_pence": price.low_pence if price else None,
        "cost_per_prevented_high_pence": price.high_pence if price else None,
        **_ratio_facts("bcr", value.social),
        **_ratio_facts("fiscal", value.fiscal),
        **_ratio_facts("police", value.police),
        "sensitivities": [_bar_facts(bar) for bar in value.sensitivities],
        "break_even_sensitivities": [
            _bar_facts(bar) for bar in value.break_even_sensitivities
        ],
        "maryland": value.maryland,
    }


def _ratio_facts(name: str, worth: Worth) -> dict[str, Any]:
    found = worth.benefit_cost
    return {
        f"{name}_p50": found.ratio if found else None,
        f"{name}_p025": found.low if found else None,
        f"{name}_p975": found.high if found else None,
        f"{name}_above_one": found.above_one if found else None,
        f"{name}_net_pence": found.net_pence if found else None,
        f"{name}_priced_pct": worth.mix.priced_pct,
        f"{name}_lack": worth.lack,
    }


def _bar_facts(bar: Sensitivity) -> dict[str, Any]:
    return {"moved": bar.moved, "low": bar.low, "high": bar.high}
