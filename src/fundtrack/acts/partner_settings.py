"""What the books say around a partner's claim: budgets, terms, earlier claims."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass

from fundtrack.acts.session import Session
from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.partner_claims import FORECAST_KIND
from fundtrack.domain.partner_claims import LINE_KIND
from fundtrack.domain.partner_claims import Agreement
from fundtrack.domain.partner_claims import Answer
from fundtrack.domain.partner_claims import Grant
from fundtrack.domain.partner_claims import HeldRow
from fundtrack.domain.partner_claims import VatIs
from fundtrack.domain.partner_claims import workbook_id
from fundtrack.domain.partner_lines import ClaimLine
from fundtrack.domain.partner_lines import ClaimSetting
from fundtrack.ingest.partner_events import Output
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.partner_claims import Supported
from fundtrack.metrics.partner_claims import agreement
from fundtrack.metrics.partner_claims import grants
from fundtrack.metrics.partner_claims import held_rows
from fundtrack.metrics.partner_claims import supported
from fundtrack.metrics.position import Reader
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import position
from fundtrack.money import Pence
from fundtrack.periods import Quarter
from fundtrack.sources.partner_form import BudgetRow
from fundtrack.sources.partner_form import FormContents


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a partner's claim for a quarter is filled from and judged by.

    `held` are the rows of this quarter, `others` those of all other claims.
    """

    partner: str
    quarter: Quarter
    grants: tuple[Grant, ...]
    agreements: Mapping[str, Agreement]
    budgets: Mapping[Cell, Pence]
    later_cells: tuple[Cell, ...]
    outputs: tuple[Output, ...]
    held: tuple[HeldRow, ...]
    others: tuple[HeldRow, ...]
    paid: Supported
    names: Mapping[tuple[str, str, str], str]

    @property
    def workbook(self) -> str:
        """The id of the form."""
        return workbook_id(self.partner, self.quarter)

    def setting(self, *, is_signed: bool) -> ClaimSetting:
        """What the rows of this claim are judged by."""
        return ClaimSetting(
            quarter=self.quarter,
            cells=frozenset(self.budgets),
            later_cells=frozenset(self.later_cells),
            outputs={output.listed: output.cell for output in self.outputs},
            agreements=self.agreements,
            before={
                _likeness(row): f"line {row.number} of {row.partner}, {row.quarter}"
                for row in self.others
                if row.kind == LINE_KIND and row.answer is Answer.ACCEPTED
            },
            is_signed=is_signed,
        )


def _likeness(row: HeldRow) -> tuple[object, ...]:
    said = row.text("vat_is")
    return ClaimLine(
        supplier=row.text("supplier"),
        what=row.text("what"),
        delivered_on=row.dated,
        net_pence=Pence(int(row.facts["net"])),
        vat_pence=Pence(int(row.facts.get("vat", 0))),
        vat_is=VatIs(said) if said else None,
        evidence=row.text("evidence"),
        cell=row.cell,
    ).likeness


def read_surroundings(
    session: Session, books: Reader, partner: str, quarter: Quarter
) -> Surroundings:
    """Read what stands in the books around a claim."""
    day = max(session.today, quarter.dates.last_day)
    selection = Selection(day, LAST_ENTRY)
    given = tuple(
        grant for grant in grants(books, selection) if grant.partner == partner
    )
    agreements = {
        grant.fund: found
        for grant in given
        if (found := agreement(books, grant.fund, day, LAST_ENTRY))
    }
    rows = held_rows(books, selection, ANY)
    return Surroundings(
        partner=partner,
        quarter=quarter,
        grants=given,
        agreements=agreements,
        budgets=_budgets(books, selection, given, quarter),
        later_cells=tuple(_budgets(books, selection, given, quarter.following)),
        outputs=tuple(_outputs(books, selection, given)),
        held=tuple(row for row in rows if _is_of(row, partner, quarter)),
        others=tuple(row for row in rows if not _is_of(row, partner, quarter)),
        paid=supported(books, selection),
        names={
            (row["fund"], row["area"], row["project"]): row["name"]
            for row in books.rows("projects")
        },
    )


def _is_of(row: HeldRow, partner: str, quarter: Quarter) -> bool:
    return (row.partner, row.quarter) == (partner, quarter)


def _budgets(
    books: Reader, selection: Selection, given: Sequence[Grant], quarter: Quarter
) -> dict[Cell, Pence]:
    found: dict[Cell, Pence] = {}
    year = str(quarter.year)
    for fund, area in dict.fromkeys((grant.fund, grant.area) for grant in given):
        asked = Selection(selection.as_at, selection.known, fund, area, year)
        for line in position(books, asked).cells:
            if line.cell.is_whole and any(grant.covers(line.cell) for grant in given):
                found[line.cell] = line.budget_pence
    return found


def _outputs(
    books: Reader, selection: Selection, given: Sequence[Grant]
) -> list[Output]:
    known = {"as_at": selection.as_at, "known": selection.known}
    return [
        Output(
            fund=fund,
            area=row["area"],
            project=row["project"],
            output=row["output"],
            unit=row["unit"],
            target=row["target"],
            actual=row["actual"],
            target_provenance=row["target_provenance"],
        )
        for fund in dict.fromkeys(grant.fund for grant in given)
        for row in books.rows("return_outputs", fund=fund, **known)
        if any(grant.covers(Cell(fund, row["area"], row["project"])) for grant in given)
    ]


def claim_form(session: Session, around: Surroundings) -> FormContents:
    """Fill the form of a claim with what the books say; its own rows come after."""
    settings = session.workspace.settings()
    return FormContents(
        office=settings.office,
        is_example=settings.example,
        partner=around.partner,
        quarter=around.quarter,
        agreements=tuple(
            f"{fund} {said.reference}".strip()
            + f", {said.period.start:%d/%m/%Y} to {said.period.last_day:%d/%m/%Y}"
            for fund, said in around.agreements.items()
        ),
        grants=around.grants,
        budgets=tuple(
            _budget_row(around, cell, pence) for cell, pence in around.budgets.items()
        ),
        later_cells=around.later_cells,
        outputs=tuple(output.listed for output in around.outputs),
        earlier=tuple(
            row
            for row in around.others
            if row.partner == around.partner
            and row.kind != FORECAST_KIND
            and row.answer is not Answer.WITHDRAWN
            and row.quarter < around.quarter
        ),
        filled={},
    )


def _budget_row(around: Surroundings, cell: Cell, pence: Pence) -> BudgetRow:
    lines = [
        row
        for row in around.others
        if (row.kind, row.cell, row.partner) == (LINE_KIND, cell, around.partner)
    ]
    return BudgetRow(
        cell=cell,
        project=around.names.get((cell.fund, cell.area, cell.project), cell.project),
        budget_pence=pence,
        paid_pence=Pence(
            sum(
                each.kept_pence
                for each in around.paid.payments
                if (each.payment.cell, each.payment.partner) == (cell, around.partner)
            )
        ),
        accepted_pence=Pence(sum(row.pence for row in lines)),
        queried_pence=Pence(sum(_asked(row) for row in lines if row.is_open)),
    )


def _asked(row: HeldRow) -> int:
    """Give the net sum of a row that is open, nothing where it cannot be read."""
    net = row.facts.get("net")
    return net if isinstance(net, int) else 0
