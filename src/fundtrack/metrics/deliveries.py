"""What was delivered: milestones, risks and assets, as the registers say."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fundtrack.domain.delivery_registers import Grade
from fundtrack.metrics.position import Reader
from fundtrack.metrics.position import Selection
from fundtrack.money import Pence
from fundtrack.money import share_out

GRADES = {grade: number for number, grade in enumerate(Grade, start=1)}
WHOLE_PCT = 100


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of a register of delivery, with the entry that recorded it."""

    entry: int
    area: str
    project: str
    said: Mapping[str, Any]
    provenance: str

    def text(self, key: str) -> str:
        """Give words, empty where the cell was."""
        return str(self.said.get(key) or "")

    def pence(self, key: str) -> Pence:
        """Give money, nought where the cell was empty."""
        return Pence(self.said.get(key) or 0)

    def day(self, key: str) -> date | None:
        """Give a day, None where the cell was empty."""
        written = self.said.get(key)
        return date.fromisoformat(written) if written else None


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step of a project; `days_late` counts from the day planned.

    To the day it was reached; else to the day expected or asked about, whichever is
    later. None while it is neither reached nor expected late.
    """

    area: str
    project: str
    milestone: str
    planned_on: date
    forecast_on: date | None
    actual_on: date | None
    rag: str
    issue: str
    days_late: int | None
    provenance: str = ""
    entry: int = 0


@dataclass(frozen=True, slots=True)
class Risk:
    """What may go wrong: `score` is likelihood times impact, each from 1 to 3."""

    area: str
    risk: str
    likelihood: str
    impact: str
    score: int
    owner: str
    mitigation: str
    is_open: bool
    provenance: str = ""


@dataclass(frozen=True, slots=True)
class Asset:
    """A thing bought with grant.

    `is_listed` when its cost reaches the agreement's threshold; what it fetched goes
    back to the funder in the share that grant paid: `clawback_pence`.
    """

    area: str
    project: str
    asset: str
    place: str
    cost_pence: Pence
    bought_on: date
    custodian: str
    disposed_on: date | None
    proceeds_pence: Pence
    clawback_pence: Pence
    is_listed: bool
    provenance: str = ""


def facts(books: Reader, kind: str, selection: Selection) -> list[Fact]:
    """Read what stands of one register of delivery for one fund."""
    found = books.rows(
        "deliveries",
        kind=kind,
        fund=selection.fund,
        as_at=selection.as_at,
        known=selection.known,
    )
    return [
        Fact(
            row["entry"],
            row["area"],
            row["project"],
            json.loads(row["facts"]),
            row["provenance"],
        )
        for row in found
    ]


def milestones(books: Reader, selection: Selection) -> tuple[Milestone, ...]:
    """List the milestones of a fund by area and project."""
    return tuple(
        _milestone(fact, selection.as_at)
        for fact in facts(books, "milestone", selection)
    )


def risks(books: Reader, selection: Selection) -> tuple[Risk, ...]:
    """List the risks of a fund, the worst open ones first."""
    found = [
        Risk(
            area=fact.area,
            risk=fact.text("risk"),
            likelihood=fact.text("likelihood"),
            impact=fact.text("impact"),
            score=GRADES[Grade(fact.text("likelihood"))]
            * GRADES[Grade(fact.text("impact"))],
            owner=fact.text("owner"),
            mitigation=fact.text("mitigation"),
            is_open=not _is_past(fact.day("closed_on"), selection.as_at),
            provenance=fact.provenance,
        )
        for fact in facts(books, "risk", selection)
    ]
    return tuple(sorted(found, key=lambda risk: (not risk.is_open, -risk.score)))


def assets(books: Reader, selection: Selection) -> tuple[Asset, ...]:
    """List the things bought with a fund's grant, by area and project."""
    said = terms_said(books, selection)
    threshold = said.get("asset_threshold_pence") or 0
    return tuple(_asset(fact, threshold) for fact in facts(books, "asset", selection))


def terms_said(books: Reader, selection: Selection) -> Mapping[str, Any]:
    """Give what the fund's terms say on the day, nothing where none are held."""
    found = books.rows(
        "return_terms",
        fund=selection.fund,
        as_at=selection.as_at,
        known=selection.known,
    )
    return dict(json.loads(found[0]["terms"])) if found else {}


def _milestone(fact: Fact, on: date) -> Milestone:
    planned_on = fact.day("planned_on") or on
    forecast_on, actual_on = fact.day("forecast_on"), fact.day("actual_on")
    reached_on = actual_on or max(forecast_on or on, on)
    late = (reached_on - planned_on).days
    return Milestone(
        area=fact.area,
        project=fact.project,
        milestone=fact.text("milestone"),
        planned_on=planned_on,
        forecast_on=forecast_on,
        actual_on=actual_on,
        rag=fact.text("rag"),
        issue=fact.text("issue"),
        days_late=late if actual_on or late > 0 else None,
        provenance=fact.provenance,
        entry=fact.entry,
    )


def _asset(fact: Fact, threshold: int) -> Asset:
    pct = fact.said.get("funded_pct")
    share = WHOLE_PCT if pct is None else int(pct)
    proceeds = fact.pence("proceeds_pence")
    back, _ = share_out(proceeds, (share, WHOLE_PCT - share))
    return Asset(
        area=fact.area,
        project=fact.project,
        asset=fact.text("asset"),
        place=fact.text("place"),
        cost_pence=fact.pence("pence"),
        bought_on=date.fromisoformat(fact.text("bought_on")),
        custodian=fact.text("custodian"),
        disposed_on=fact.day("disposed_on"),
        proceeds_pence=proceeds,
        clawback_pence=back,
        is_listed=fact.pence("pence") >= threshold,
        provenance=fact.provenance,
    )


def _is_past(day: date | None, on: date) -> bool:
    return day is not None and day <= on
