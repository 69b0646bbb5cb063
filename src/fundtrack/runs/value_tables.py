"""The tables of value for money in an evaluation's report."""

from fundtrack.charts.tables import Column
from fundtrack.charts.tables import Kind
from fundtrack.charts.tables import Table
from fundtrack.charts.tables import TableRow
from fundtrack.evaluation.value.benefits import BenefitCost
from fundtrack.evaluation.value.deliveries import output_efficiencies
from fundtrack.evaluation.value.sensitivities import Moved
from fundtrack.evaluation.value.values import ValueForMoney
from fundtrack.money import Pence
from fundtrack.money import show_pounds
from fundtrack.sentences.value import NAMED

NOT_CLAIMED = "not claimed"
MOVED_NAMES = {
    Moved.EFFECT: "Effect, over its interval",
    Moved.MULTIPLIER: "Unrecorded crime, 0 to twice",
    Moved.UNIT_COST: "Unit costs, 75% to 125%",
    Moved.PERSISTENCE: "Effect lasts 1 to 3 years",
    Moved.DISCOUNT: "Discount rate, 3.5% to 3.0%",
}


def costs_table(value: ValueForMoney) -> Table:
    """List what was paid by financial year, as booked and in one year's prices."""
    spending = value.spending
    rows = tuple(
        TableRow(
            {
                "year": str(paid.year),
                "paid": paid.pence,
                "real": paid.real_pence,
                "prices": "" if paid.is_deflated else "own prices: no index held",
            }
        )
        for paid in spending.years
    )
    columns = [
        Column("year", "Financial year"),
        Column("paid", "Paid", Kind.PENCE),
        Column("real", f"In {spending.price_year} prices", Kind.PENCE),
    ]
    if spending.not_deflated:
        columns.append(Column("prices", "Note"))
    total: dict[str, str | int] = {
        "year": "All",
        "paid": spending.paid_pence,
        "real": spending.real_pence,
    }
    return Table(
        f"Paid by financial year, and in the prices of {spending.price_year}",
        tuple(columns),
        rows,
        TableRow(total) if rows else None,
    )


def value_table(value: ValueForMoney) -> Table:
    """List each figure of value with its interval, where there is one."""
    return Table(
        "Value for money",
        (
            Column("what", ""),
            Column("central", "Central"),
            Column("interval", "95% interval"),
        ),
        (*_offence_rows(value), *_ratio_rows(value)),
    )


def sensitivities_table(value: ValueForMoney) -> Table:
    """List how far a figure moves when one input alone moves.

    The benefit-cost ratio where the verdict names a change, else the break-even.
    """
    is_named = value.verdict in NAMED
    caption, bars, places = (
        ("Benefit-cost ratio when one input alone moves", value.sensitivities, 1)
        if is_named
        else (
            "Recorded offences to repay the cost when one input alone moves",
            value.break_even_sensitivities,
            0,
        )
    )
    return Table(
        caption,
        (
            Column("moved", "Input"),
            Column("low", "At its low end"),
            Column("high", "At its high end"),
        ),
        tuple(
            TableRow(
                {
                    "moved": MOVED_NAMES[bar.moved],
                    "low": _number(bar.low, places),
                    "high": _number(bar.high, places),
                }
            )
            for bar in bars
        ),
    )


def outputs_table(value: ValueForMoney) -> Table:
    """List what was delivered of each output, at what price."""
    outputs = value.delivered.outputs if value.delivered else ()
    rows = tuple(
        TableRow(
            {
                "output": each.output,
                "unit_price": each.unit_pence,
                "delivered": found.delivered,
                "target": found.target,
                "per_1000": None
                if found.per_1000_pounds is None
                else f"{found.per_1000_pounds:.2f}",
            }
        )
        for each, found in zip(outputs, output_efficiencies(outputs), strict=True)
    )
    return Table(
        "Outputs for the money",
        (
            Column("output", "Output"),
            Column("unit_price", "Each cost", Kind.PENCE),
            Column("delivered", "Delivered", Kind.COUNT),
            Column("target", "Planned", Kind.COUNT),
            Column("per_1000", "For each £1,000"),
        ),
        rows,
    )


def _offence_rows(value: ValueForMoney) -> list[TableRow]:
    rows = []
    even = value.social.break_even
    if even:
        rows += [
            _row("Recorded offences to repay the cost", _number(even.recorded)),
            _row("the same, recorded ones alone", _number(even.recorded_alone)),
            _row("the same, as they happen, recorded or not", _number(even.actual)),
        ]
    if value.prevented:
        found = value.prevented
        ends = f"{_number(found.low)} to {_number(found.high)}"
        rows.append(_row("Recorded offences prevented", _number(found.central), ends))
    if value.per_offence:
        price = value.per_offence
        least = f"at least {show_pounds(price.low_pence)}" if price.low_pence else ""
        ends = (
            f"{show_pounds(price.low_pence)} to {show_pounds(price.high_pence)}"
            if price.high_pence
            else least
        )
        central = show_pounds(price.pence) if price.pence else "not estimable"
        rows.append(_row("Cost of each prevented", central, ends))
    return rows


def _ratio_rows(value: ValueForMoney) -> list[TableRow]:
    social = value.social.benefit_cost
    is_named = value.verdict in NAMED
    rows = [
        _ratio_row("Social benefit for each pound", social, is_named=is_named),
        _ratio_row(
            "of it fiscal, never added to it",
            value.fiscal.benefit_cost,
            is_named=is_named,
        ),
        _ratio_row(
            "of that the police's", value.police.benefit_cost, is_named=is_named
        ),
    ]
    if social:
        rows.append(
            _row(
                "Social benefit less cost",
                show_pounds(social.net_pence) if is_named else NOT_CLAIMED,
                _pounds(social.net_low_pence, social.net_high_pence),
            )
        )
    return rows


def _ratio_row(what: str, found: BenefitCost | None, *, is_named: bool) -> TableRow:
    if found is None:
        return _row(what, "not estimable")
    ends = f"{_number(found.low, 1)} to {_number(found.high, 1)}"
    return _row(what, _number(found.ratio, 1) if is_named else NOT_CLAIMED, ends)


def _row(what: str, central: str, interval: str = "") -> TableRow:
    return TableRow({"what": what, "central": central, "interval": interval})


def _pounds(low: Pence, high: Pence) -> str:
    return f"{show_pounds(low)} to {show_pounds(high)}"


def _number(number: float, places: int = 0) -> str:
    shown = f"{abs(number):,.{places}f}"
    return f"−{shown}" if number < 0 and float(shown.replace(",", "")) else shown
