"""A finding names the sheet, row and column at which a workbook shows its figure."""

import io
from datetime import date

import openpyxl
import pytest

from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.findings import Finding
from fundtrack.money import Pence
from fundtrack.money import plain_pounds
from fundtrack.returns.addresses import column_letters
from fundtrack.returns.addresses import placed
from fundtrack.returns.checks import large_variances
from fundtrack.returns.checks.places import Spot
from fundtrack.returns.checks.places import Spotted
from fundtrack.returns.checks.places import entries_named
from fundtrack.returns.checks.places import spotted
from fundtrack.returns.layouts import read_layout
from fundtrack.returns.papers import Papers
from fundtrack.returns.rules import finding
from fundtrack.returns.sections import sheets
from fundtrack.returns.workbook import Properties
from fundtrack.returns.workbook import workbook_bytes
from tests import builders
from tests.builders import CELL
from tests.partners import add_partner
from tests.partners import blank
from tests.partners import filled
from tests.partners import line
from tests.partners import taken
from tests.returns.office import open_office
from tests.returns.office import terms
from tests.returns.rule_examples import NEXT_YEAR
from tests.returns.rule_examples import lamps_fitted
from tests.returns.test_files import papers_of

WARDENS = Cell.parse("SSF5/blackpool/wardens/staff/revenue/2023-24")
Shown = dict[str, set[object]]


@pytest.fixture
def papers(workspace: Workspace) -> Papers:
    """An office in which much is to be said, and a payment fills two rows."""
    office = add_partner(open_office(workspace))
    taken(office, filled(blank(office), [line(net=350), line(net=20, evidence="B")]))
    said = terms(
        version=2, capital_cap_pence=100, vat_unknown_pence=0, narrative_needed=None
    )
    office.record(
        said,
        builders.actual(-100, date(2024, 2, 1), WARDENS, row=9),
        builders.actual(500, date(2023, 12, 16), NEXT_YEAR, row=10),
        *lamps_fitted(10, 21, 30, 40, 440),
    )
    return papers_of(office)


def shown_at(papers: Papers, findings: tuple[Finding, ...]) -> Shown:
    """Give what a workbook shows at the place of each finding, by rule."""
    written = workbook_bytes(
        sheets(papers, read_layout()), Properties("title", "subject", "author")
    )
    book = openpyxl.load_workbook(io.BytesIO(written))
    found: Shown = {}
    for each in findings:
        if each.sheet and not each.file:
            letters, heading = str(each.column).removesuffix(")").split(" (")
            page = book[each.sheet]
            assert page[f"{letters}4"].value == heading
            found.setdefault(each.rule, set()).add(page[f"{letters}{each.row}"].value)
    return found


def pounds(pence: int | None) -> float:
    return float(plain_pounds(Pence(pence or 0)))


def test_the_workbook_shows_the_figure_where_the_finding_says(papers: Papers) -> None:
    found = shown_at(papers, papers.findings)
    far = [row.pence("variance") for row, _ in large_variances(papers.figures)]
    assert found.pop("variance-explained") == {pounds(pence) for pence in far}
    assert found == {
        "capital-within-cap": {1},
        "lines-in-their-year": {"2024-25"},
        "negative-totals-explained": {-1},
        "payments-supported": {350},
        "usual-output": {440},
        "vat-known": {"unknown"},
    }


def test_the_place_is_said_in_plain_words(papers: Papers) -> None:
    (found,) = [it for it in papers.findings if it.rule == "capital-within-cap"]
    assert type(found) is Finding
    assert found.place == "sheet Claim, row 7, column B (Pounds)"


def test_sums_that_do_not_tie_are_placed_too(papers: Papers) -> None:
    spots = {
        "claim-ties-to-ledger": Spot("reconciliation", "Difference", "pence"),
        "lines-sum-to-claim": Spot("claim", "Claim for this quarter", "pence"),
    }
    said = [spotted(rule, "untied", spot) for rule, spot in spots.items()]
    found = shown_at(papers, placed(papers, said, read_layout()))
    claim = papers.figures.reconciliation.claim_pence
    assert found == {
        "claim-ties-to-ledger": {0},
        "lines-sum-to-claim": {pounds(claim)},
    }


def test_a_row_that_the_sheet_lacks_leaves_the_sheet_and_column(
    papers: Papers,
) -> None:
    said = spotted("eligible-lines", "judge it", Spot("listing", (99, CELL), "pence"))
    assert isinstance(said, Spotted)
    (found,) = placed(papers, [said], read_layout())
    assert found.place.startswith("sheet Transaction listing, column ")


def test_a_finding_about_a_file_keeps_its_place_there(papers: Papers) -> None:
    said = finding("no-suspense", "a line waits", file="extract.xlsx", row=9)
    assert placed(papers, [said], read_layout()) == (said,)


def test_columns_are_named_as_a_spreadsheet_names_them() -> None:
    assert [column_letters(it) for it in (0, 25, 26, 51, 52, 701, 702)] == [
        *("A", "Z", "AA", "AZ", "BA", "ZZ", "AAA")
    ]


def test_many_entries_are_named_by_the_first_of_them() -> None:
    assert entries_named([3, 4]) == "3, 4"
    assert entries_named(range(1, 15)) == "1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 4 more"
