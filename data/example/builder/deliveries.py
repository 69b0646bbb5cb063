"""Delivery as the example's registers tell it: all of it made up, and said to be."""

from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date

from budgets import CUT_DAY
from budgets import OFFER_DAY
from claims import grant_rows

from fundtrack.sources.register_workbook import Written

Row = Mapping[str, Written]
MADE_UP = {"provenance": "synthetic", "reason": "made up for the example"}
CCTV = {"fund": "SSF5", "area": "blackpool", "project": "town-centre-cctv"}
LAMPS = {"fund": "SSF5", "area": "blackpool", "project": "street-lighting"}
COUNCIL = "Partner council (synthetic)"


def first_deliveries() -> dict[str, list[Row]]:
    """Give the rows of late 2023: what was planned, feared and promised."""
    return {
        "Milestones": list(_all(OFFER_DAY, *_planned())),
        "Risks": list(_all(OFFER_DAY, _slow_supplier())),
        "Match": list(_all(OFFER_DAY, *_promised())),
        "Onward grants": list(_all(OFFER_DAY, *grant_rows())),
    }


def cut_deliveries() -> dict[str, list[Row]]:
    """Give the rows of August 2024: what had become of it."""
    return {
        "Milestones": list(_all(CUT_DAY, _reached())),
        "Assets": list(_all(CUT_DAY, _camera_server())),
        "Onward grants": list(_all(CUT_DAY, _passed_on())),
        "Evidence": list(_all(CUT_DAY, _delivery_note())),
    }


def _all(on: date, *rows: Row) -> Iterator[Row]:
    for row in rows:
        yield {**row, "on": on, **MADE_UP}


def _planned() -> tuple[Row, ...]:
    lamps = {**LAMPS, "milestone": "lamps lit", "rag": "green"}
    cameras = {**CCTV, "milestone": "cameras live", "rag": "green"}
    return (
        {**lamps, "planned_on": date(2024, 3, 15)},
        {**cameras, "planned_on": date(2024, 3, 29)},
    )


def _reached() -> Row:
    return {
        **CCTV,
        "milestone": "cameras live",
        "planned_on": date(2024, 3, 29),
        "actual_on": date(2024, 6, 14),
        "rag": "amber",
        "issue": "columns came late",
    }


def _slow_supplier() -> Row:
    return {
        "fund": "SSF5",
        "area": "blackpool",
        "risk": "cameras are delivered after 31 March",
        "likelihood": "medium",
        "impact": "high",
        "owner": "Budget holder (example)",
        "mitigation": "order placed in January",
    }


def _promised() -> tuple[Row, ...]:
    return (
        {
            "fund": "SSF2",
            "giver": COUNCIL,
            "match_kind": "cash",
            "promised_pence": 60_000.0,
            "delivered_pence": 60_000.0,
        },
        {
            "fund": "SSF2",
            "giver": COUNCIL,
            "match_kind": "in-kind",
            "promised_pence": 26_400.0,
            "delivered_pence": 21_300.0,
        },
    )


def _camera_server() -> Row:
    return {
        **CCTV,
        "asset": "recording server 1",
        "place": "control room, town hall (synthetic)",
        "pence": 4_850.0,
        "bought_on": date(2024, 3, 22),
        "funded_pct": 100,
        "custodian": COUNCIL,
    }


def _passed_on() -> Row:
    return {
        **CCTV,
        "partner": COUNCIL,
        "granted_pence": 90_000.0,
        "conditions": "cameras in the town centre only; accounts by 30 April",
        "paid_pence": 90_000.0,
        "unspent_pence": 1_240.0,
        "recovered_pence": 0.0,
        "cfo_statement": "yes",
        "retention_undertaking": "no",
    }


def _delivery_note() -> Row:
    return {
        **CCTV,
        "supports": "asset",
        "which": "recording server 1",
        "file": "delivery-note-0412.pdf",
        "state": "received",
    }
