"""Write the register workbooks: late 2023, and the cut of August 2024."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import office
from budgets import CUT_DAY
from budgets import OFFER_DAY
from budgets import YEARLY
from budgets import Budget
from budgets import cut_budgets
from budgets import first_budgets
from deliveries import cut_deliveries
from deliveries import first_deliveries
from eligibility import eligibility_rules
from places_funded import AREAS
from places_funded import FUNDED_WARDS
from places_funded import small_areas_of
from workbooks import NOTICE
from workbooks import pounds

from fundtrack.domain.cells import Cell
from fundtrack.domain.registers import REGISTERS
from fundtrack.money import Pence
from fundtrack.money import share_out
from fundtrack.periods import FinancialYear
from fundtrack.periods import Quarter
from fundtrack.sources.register_workbook import Written
from fundtrack.sources.register_workbook import write_registers

Row = Mapping[str, Written]
GEOGRAPHY = "Office for National Statistics, districts of 2024"
USUAL = "the agreement is not public: what such agreements usually say"
EXPECTED_PCT = 98
LAPSED = "made up: what the office expects now"

SHAPES = {
    ("SSF1", "2021-22"): (1, 0, 0, 0),
    ("SSF2", "2021-22"): (1, 2, 3, 4),
    ("SSF4", "2022-23"): (0, 0, 1, 1),
    ("SSF4", "2023-24"): (1, 1, 0, 0),
    ("SSF5", "2023-24"): (0, 0, 0, 1),
    ("SSF5", "2024-25"): (1, 1, 1, 1),
    ("OPDEF", "2022-23"): (0, 1, 3, 3),
}
"""How a year's money lies over its quarters; elsewhere evenly."""

STILL_DUE = {
    "SSF5/pennine/town-centre-cctv": (None, "0", "133000", "0"),
    "SSF5/pennine/greenspace": (None, "77000", "300", "0"),
    "SSF5/blackpool/town-centre-cctv": (None, "76426", "17000", "0"),
}
"""Round 5 after the cut: what is still to come, where a payment was agreed."""


def write_both(folder: Path) -> None:
    """Write the registers as known in late 2023, and those of 6 August 2024."""
    first = first_budgets()
    notes = (NOTICE, "Lancashire, from published facts; see README.md beside it.")
    write_registers(
        folder / "registers.xlsx",
        {
            "People": _rows("People", office.PEOPLE),
            "Funds": list(_funds()),
            "Areas": list(_areas()),
            "Terms": list(_terms(office.TERMS)),
            "Projects": list(_projects(first)),
            "Awards": [*_awards(office.AWARDS), *_made_up_awards(first)],
            "Allocations": list(_allocations(first)),
            "Profiles": list(_profiles(first)),
            "Forecasts": list(_forecasts(first)),
            "Footprints": list(_footprints()),
            "Outputs": list(_outputs()),
            **first_deliveries(),
            "Eligibility": list(eligibility_rules()),
        },
        notes,
    )
    cut = cut_budgets()
    running = [budget for budget in cut if budget.cell.year == "2024-25"]
    write_registers(
        folder / "registers-2024-08.xlsx",
        {
            "Terms": list(_terms(office.CUT_TERMS)),
            "Awards": list(_awards(office.CUT_AWARD)),
            "Allocations": list(_allocations(cut)),
            "Profiles": list(_profiles(running)),
            "Forecasts": list(_still_due(running)),
            "Outputs": [_nice2share()],
            **cut_deliveries(),
        },
        notes,
    )


def _rows(sheet: str, listed: Iterable[Sequence[Written]]) -> list[Row]:
    """Put keys to rows that are listed in the order of the sheet, roles last."""
    columns = next(
        register for register in REGISTERS if register.sheet == sheet
    ).columns
    keys = [column.key for column in columns if column.key != "account"]
    return [dict(zip(keys, row, strict=False)) for row in listed]


def _funds() -> Iterator[Row]:
    for fund, name, kind, funder, purpose, source in office.FUNDS:
        yield {
            "fund": fund,
            "name": name,
            "kind": kind,
            "funder": funder,
            "purpose": purpose,
            "provenance": "published",
            "source": source,
        }


def _areas() -> Iterator[Row]:
    for area, name, districts, why in AREAS:
        row = {"area": area, "name": name, "districts": districts, "reason": why}
        sure = "assumed" if why else "published"
        yield {**_given(row), "provenance": sure, "source": GEOGRAPHY}


def _terms(
    listed: Iterable[tuple[str, int, date, date, date, int, int | None]],
) -> Iterator[Row]:
    for fund, version, on, starts, ends, match, cap in listed:
        row: dict[str, Written | None] = {
            "fund": fund,
            "version": version,
            "on": on,
            "recipient": office.RECIPIENT,
            "legal_power": "as the agreement names it; not public",
            "funding_starts": starts,
            "funding_ends": ends,
            "due_days": 30,
            "outturn_days": 30,
            "receipt_working_days": 30,
            "variance_pct": 10,
            "variance_pence": 5000.0,
            "virement_pct": 10,
            "capital_cap_pence": None if cap is None else float(cap),
            "match_pct": match,
            "carry_over": "no",
            "vat_rule": "net of recoverable VAT",
            "asset_threshold_pence": 500.0,
            "retention_years": 6,
            "signatories": "Chief finance officer",
            "reviewer_needed": "yes",
            "provenance": "assumed",
            "reason": USUAL,
        }
        yield _given(row)


def _projects(budgets: Iterable[Budget]) -> Iterator[Row]:
    named = {(row.cell.fund, row.cell.area, row.cell.project): None for row in budgets}
    named |= {(fund, area, project): None for fund, area, project, *_ in office.OUTPUTS}
    for fund, area, project in named:
        name, intervention = office.PROJECTS[project]
        row = {"fund": fund, "area": area, "project": project, "name": name}
        yield {**row, "intervention": intervention}


def _awards(listed: Iterable[tuple[Written | None, ...]]) -> Iterator[Row]:
    keys = ("fund", "version", "state", "area", "year", "pence", "on", "provenance")
    for row in listed:
        yield _given(dict(zip((*keys, "source", "reason"), row, strict=True)))


def _made_up_awards(budgets: Sequence[Budget]) -> Iterator[Row]:
    for year, starts in YEARLY.items():
        cells = [row for row in budgets if row.cell.fund == "OPDEF"]
        total = sum(row.pence for row in cells if row.cell.year == year)
        yield {
            "fund": "OPDEF",
            "version": 1,
            "state": "agreed",
            "year": year,
            "pence": pounds(total),
            "on": starts,
            "provenance": "synthetic",
            "reason": "no amount of Operation Defender was published",
        }


def _allocations(budgets: Iterable[Budget]) -> Iterator[Row]:
    for budget in budgets:
        yield {
            **_cell(budget.cell),
            "version": budget.version,
            "pence": pounds(budget.pence),
            "on": budget.starts,
            "provenance": str(budget.provenance),
            "reason": budget.reason,
        }


def _profiles(budgets: Iterable[Budget]) -> Iterator[Row]:
    for budget in budgets:
        made_up = budget.cell.fund == "OPDEF"
        yield {
            **_cell(budget.cell),
            **_quarters(budget.pence, budget, date.min),
            "on": budget.starts,
            "provenance": "synthetic" if made_up else "assumed",
            "reason": "made up" if made_up else "evenly over the months of delivery",
        }


def _forecasts(budgets: Iterable[Budget]) -> Iterator[Row]:
    for budget in budgets:
        expected = Pence(budget.pence * EXPECTED_PCT // 100)
        yield {
            **_cell(budget.cell),
            **_quarters(expected, budget, budget.starts),
            "on": budget.starts,
            "provenance": "synthetic",
            "reason": LAPSED,
        }


def _still_due(budgets: Iterable[Budget]) -> Iterator[Row]:
    for budget in budgets:
        yield {
            **_cell(budget.cell),
            **_due(budget),
            "on": CUT_DAY,
            "provenance": "synthetic",
            "reason": LAPSED,
        }


def _due(budget: Budget) -> dict[str, Written]:
    for named, due in STILL_DUE.items():
        if Cell.parse(named).covers(budget.cell):
            return {f"q{at}": float(said) for at, said in enumerate(due, 1) if said}
    part = pounds(budget.pence // 5)
    is_paid = budget.pence > PAID_UP
    return {f"q{at}": 0.0 if is_paid else part for at in (2, 3, 4)}


PAID_UP = 4_000_000
"""Pence above which a cell of round 5 was paid in one sum by August 2024."""


def _quarters(total: Pence, budget: Budget, after: date) -> dict[str, Written]:
    """Lay a sum over the quarters of its year that had not ended by a day."""
    shape = SHAPES.get((budget.cell.fund, budget.cell.year), (1, 1, 1, 1))
    year = FinancialYear.parse(budget.cell.year)
    parts = share_out(total, shape)
    return {
        f"q{quarter.number}": pounds(part)
        for quarter, part in zip(year.quarters, parts, strict=True)
        if _is_open(quarter, after)
    }


def _is_open(quarter: Quarter, day: date) -> bool:
    return quarter.dates.end > day


def _footprints() -> Iterator[Row]:
    for fund, area, starts, codes, why in FUNDED_WARDS:
        yield {
            "fund": fund,
            "area": area,
            "lsoas": small_areas_of(codes),
            "starts": starts,
            "why": f"{why}. Small areas of 2021 in those wards of 2024",
            "provenance": "assumed",
            "source": "Office for National Statistics, LSOA 2021 to ward 2024",
        }


def _outputs() -> Iterator[Row]:
    for fund, area, project, output, unit, target, why in office.OUTPUTS:
        yield {
            "fund": fund,
            "area": area,
            "project": project,
            "output": output,
            "unit": unit,
            "target": target,
            "on": OFFER_DAY,
            "provenance": "synthetic",
            "source": f"{office.REPORT}, page 7",
            "reason": why or office.STATED,
        }


def _nice2share() -> Row:
    listed = next(row for row in _outputs() if row["project"] == "nice2share")
    return {
        **listed,
        "actual": 2600,
        "on": date(2024, 3, 31),
        "provenance": "published",
        "target_provenance": "synthetic",
        "reason": "“more than 2,600”; the page names no fund; the target is made up",
    }


def _cell(cell: Cell) -> dict[str, Written]:
    keys = ("fund", "area", "project", "heading", "kind", "year")
    return dict(zip(keys, cell.parts, strict=True))


def _given(row: Mapping[str, Written | None]) -> dict[str, Written]:
    return {key: cell for key, cell in row.items() if cell is not None and cell != ""}
