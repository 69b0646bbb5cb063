"""The two statements of a year's end: how a grant turned out, and how it was used."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fundtrack.domain.cells import UNSPLIT
from fundtrack.domain.figures import FigureId
from fundtrack.domain.figures import Measure
from fundtrack.domain.underspend_cases import ProposalState
from fundtrack.domain.underspend_cases import Remedy
from fundtrack.returns.claim_rows import marks
from fundtrack.returns.covers import day_in_words
from fundtrack.returns.deliveries import delivered_rows
from fundtrack.returns.layouts import NOT_GIVEN
from fundtrack.returns.layouts import Layout
from fundtrack.returns.layouts import Sheet
from fundtrack.returns.layouts import Value
from fundtrack.returns.layouts import lay_out
from fundtrack.returns.papers import Papers
from fundtrack.returns.period_figures import PeriodFigures
from fundtrack.returns.redaction import individuals
from fundtrack.returns.redaction import redacted
from fundtrack.returns.sections import BANNER
from fundtrack.returns.sections import note_rows
from fundtrack.returns.sections import output_rows
from fundtrack.returns.table import TableRow

Rows = list[dict[str, Value]]
TO_FILL = "to be filled in by whoever signs"


class Statement(StrEnum):
    """Which statement; each is the name of its layout."""

    OUTTURN = "outturn-statement"
    USAGE = "grant-usage"


@dataclass(frozen=True, slots=True)
class StatementPapers:
    """What a statement is made of: the papers of a return, and the period's figures.

    `retained_until` is the last day on which its records are kept, None where the
    agreement is silent.
    """

    papers: Papers
    money: PeriodFigures
    retained_until: date | None


def statement_sheets(said: StatementPapers, layout: Layout) -> tuple[Sheet, ...]:
    """Make every sheet of a statement."""
    papers = said.papers
    made: dict[str, Rows] = {
        "cover": _cover(said),
        "use": _use(said),
        "outturn": _outturn(said),
        "headings": _headings(said),
        "claims": _claims(said),
        "reconciliation": _reconciliation(said),
        "outputs": output_rows(papers),
        **delivered_rows(papers.delivered, papers.setting.name),
        "certificate": _certificate(said, layout),
        "notes": note_rows(layout),
    }
    made = redacted(made, individuals(papers.delivered.supplier_types))
    return lay_out(layout, made, _words(said), BANNER * papers.setting.is_example)


def _words(said: StatementPapers) -> Mapping[str, str]:
    period = said.money.period
    return {
        "fund": said.papers.figures.scope.fund_name,
        "period": str(period),
        "starts": day_in_words(period.starts),
        "ends": day_in_words(period.until),
    }


def _cover(said: StatementPapers) -> Rows:
    papers, period = said.papers, said.money.period
    scope, setting = papers.figures.scope, papers.setting
    terms = scope.terms
    prepared = papers.signing.steps[-1]
    kept = day_in_words(said.retained_until) if said.retained_until else ""
    shown = {
        "Status": f"to be signed{', EXAMPLE, not a statement' * setting.is_example}",
        "Office": setting.office,
        "Recipient": terms.recipient,
        "Fund": f"{scope.fund_name} ({scope.fund})",
        "Agreement": terms.agreement,
        "Agreement version": f"{terms.version} ({terms.provenance})",
        "Legal power": terms.legal_power,
        "Period": f"{day_in_words(period.starts)} to {day_in_words(period.until)}",
        "Records are kept until": kept,
        "Prepared by": setting.name(prepared.person),
        "Prepared on": day_in_words(prepared.on),
        "Books as known at": f"entry {scope.known}",
        "Snapshot": setting.snapshot,
        "Last entry of the snapshot": str(setting.head_seq),
        "Hash of that entry": setting.head_hash,
        "Program": setting.program,
    }
    return [
        {"item": item, "detail": detail or NOT_GIVEN} for item, detail in shown.items()
    ]


def _sum(what: str, pence: int | None, figure: str, why: str = "") -> dict[str, Value]:
    return {"what": what, "pence": pence, "figure": figure, "why": why}


def _use(said: StatementPapers) -> Rows:
    money, figures = said.money, said.papers.figures
    spent, claims = money.eligible.pence or 0, "the sheet Claims"
    award, award_id = _award(said)
    match = said.papers.delivered.match
    return [
        _sum(f"Award for the {money.period}", award, award_id),
        _sum("Claimed", money.claimed_pence, claims),
        _sum("Income received", money.received_pence, claims),
        _sum("Owed by the funder", max(0, money.owed_pence), claims),
        _sum("Eligible spending", spent, str(money.eligible.id)),
        _sum("Of the award not spent", award - spent, "worked out"),
        _sum("Received and not spent", max(0, money.received_pence - spent), claims),
        _sum("Paid by the funder above the claims", max(0, -money.owed_pence), claims),
        _sum("Underspend decided to be returned", _returned(said), "the case's entry"),
        _sum("Due from things sold", _from_assets(said), "the sheet Assets"),
        _sum(
            "Interest on grant not spent",
            None,
            "not in the books",
            "to be written in where the agreement makes it due",
        ),
        _sum("Match promised", match.promised_pence, "the sheet Match"),
        _sum(
            "Match delivered",
            match.delivered_pence,
            "the sheet Match",
            f"by {day_in_words(figures.scope.ends)}",
        ),
    ]


def _award(said: StatementPapers) -> tuple[int, str]:
    figures, period = said.papers.figures, said.money.period
    if period.year is None:
        return figures.limits.total_pence, str(figures.awarded)
    pence = figures.limits.of_year(period.cell_year)
    return pence, str(figures.awarded_in_year or "worked out")


def _returned(said: StatementPapers) -> int:
    return sum(
        made.pence
        for case in said.papers.delivered.cases
        if case.said.cell.year == said.money.period.cell_year
        or said.money.period.year is None
        for made in case.proposals
        if made.remedy == Remedy.RETURN and made.state == ProposalState.APPROVED
    )


def _from_assets(said: StatementPapers) -> int:
    period = said.money.period
    return sum(
        each.clawback_pence
        for each in said.papers.delivered.assets
        if each.disposed_on and period.starts <= each.disposed_on <= period.until
    )


def _outturn(said: StatementPapers) -> Rows:
    """Set what each row of the table cost in the year against its budget."""
    table = said.papers.figures.table
    money = said.money
    rows = [_outturn_row(said, row) for row in table[:-1]]
    total = _outturn_row(said, table[-1])
    spent = money.eligible
    named = {"area": "Total", "heading": "all", "kind": "all"}
    whole = _against_budget(table[-1], spent.pence or 0, str(spent.id))
    return [*rows, {**total, **named, **whole}]


def _outturn_row(said: StatementPapers, row: TableRow) -> dict[str, Value]:
    spent = said.money.by_row.get(row.cell)
    nothing = str(_id_of(said, row))
    names = {UNSPLIT: "not yet shared out"}
    cell = row.cell
    return {
        "area": names.get(cell.area, said.papers.setting.name(cell.area)),
        "heading": names.get(cell.heading, cell.heading),
        "kind": names.get(cell.kind, cell.kind),
        "budget_marks": marks(row.budget_marks),
        "actual_marks": marks(row.actual_marks),
        **_against_budget(
            row, spent.pence or 0 if spent else 0, str(spent.id) if spent else nothing
        ),
    }


def _id_of(said: StatementPapers, row: TableRow) -> FigureId:
    period, scope = said.money.period, said.papers.figures.scope
    return FigureId(
        Measure.ELIGIBLE, row.cell, period.until, scope.known, period.starts
    )


def _against_budget(row: TableRow, spent: int, figure: str) -> dict[str, Value]:
    budget = row.pence("budget") or 0
    return {
        "budget": budget,
        "spent": spent,
        "unspent": budget - spent,
        "share": (spent - budget) / budget if budget else None,
        "budget_id": str(row.figures["budget"].id),
        "spent_id": figure,
    }


def _headings(said: StatementPapers) -> Rows:
    money = said.money
    rows: Rows = [
        {
            "heading": cell.heading,
            "kind": cell.kind,
            "pence": figure.pence,
            "figure": str(figure.id),
        }
        for cell, figure in money.by_heading.items()
    ]
    whole = money.eligible
    total = {"heading": "Total", "kind": "all", "pence": whole.pence}
    return [*rows, {**total, "figure": str(whole.id)}]


def _claims(said: StatementPapers) -> Rows:
    money = said.money
    rows: Rows = [
        {
            "quarter": str(claim.quarter),
            "return_id": claim.return_id,
            "sent_on": claim.sent_on,
            "claimed": claim.claimed_pence,
            "received": claim.received_pence,
            "owed": claim.owed_pence,
            "last_received_on": claim.last_received_on,
        }
        for claim in money.claims
    ]
    if rows:
        sums = (money.claimed_pence, money.received_pence, money.owed_pence)
        blank: dict[str, Value] = {"return_id": "", "sent_on": None}
        total = dict(zip(("claimed", "received", "owed"), sums, strict=True))
        rows.append({"quarter": "Total", **blank, **total, "last_received_on": None})
    return rows


def _reconciliation(said: StatementPapers) -> Rows:
    money = said.money
    late, earlier = money.late, money.earlier
    rows = [
        _sum("Eligible spending", money.eligible.pence, str(money.eligible.id)),
        _sum(
            "Less: in no return of the period",
            -(late.pence or 0),
            str(late.id),
            "it came after the last of them, or none was sent",
        ),
        _sum(
            "Add: of the time before, in a return of the period",
            earlier.pence,
            str(earlier.id) if earlier.pence else "nothing",
            "it came after the last return before",
        ),
        _sum("Counted by the returns of the period", money.counted_pence, "worked out"),
        _sum(
            "Less: counted and not claimed",
            -money.put_off_pence,
            "worked out",
            "above the maximum sum; below nought where it could be claimed later",
        ),
        _sum("Claimed by the returns", money.claimed_pence, "the sheet Claims"),
        _sum("Less: received", -money.received_pence, "the sheet Claims"),
        _sum("Owed by the funder", money.owed_pence, "the sheet Claims"),
    ]
    return [dict(row) for row in rows]


def _certificate(said: StatementPapers, layout: Layout) -> Rows:
    terms = said.papers.figures.scope.terms
    shown = {
        "Declaration": layout.declaration,
        "To be signed by": terms.signatories or "the chief finance officer",
        "Second signature": terms.second_signature or "none is asked for",
        "Name": TO_FILL,
        "Post": TO_FILL,
        "Signature": TO_FILL,
        "Date": TO_FILL,
    }
    return [{"item": item, "detail": detail} for item, detail in shown.items()]
