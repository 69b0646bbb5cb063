"""The sign sheet: the amount, its change, and all that may keep one from signing."""

from dataclasses import replace

import pytest

from fundtrack.config import Workspace
from fundtrack.money import Pence
from fundtrack.returns.layouts import Value
from fundtrack.returns.listing import Listing
from fundtrack.returns.papers import Papers
from fundtrack.returns.sign_sheet import sign_sheet_rows
from tests.returns.test_files import full_office
from tests.returns.test_files import papers_of

Row = tuple[Value, Value]


@pytest.fixture
def papers(workspace: Workspace) -> Papers:
    """The papers of a busy office, with a waiver and a line refused."""
    return papers_of(full_office(workspace))


def told(papers: Papers) -> dict[Value, Row]:
    """Each item's sum and detail; of equal items the last."""
    return {
        row["item"]: (row["pence"], row["detail"]) for row in sign_sheet_rows(papers)
    }


def test_the_amount_and_its_accrued_share_come_first(papers: Papers) -> None:
    rows = sign_sheet_rows(papers)
    tied = papers.figures.reconciliation
    owed = [
        line.pence for line in papers.figures.listing.eligible if "accru" in line.kind
    ]
    assert (rows[0]["item"], rows[0]["pence"]) == ("Claim", tied.claim_pence)
    accrued, share = told(papers)["Of it accrued and not billed"]
    assert accrued == sum(owed)
    assert share == f"{sum(owed) / tied.claim_pence:.1%} of the claim"


def test_the_largest_lines_of_the_quarter_are_named_largest_first(
    papers: Papers,
) -> None:
    rows = [it for it in sign_sheet_rows(papers) if "Largest" in str(it["item"])]
    sums = [abs(row["pence"]) for row in rows if isinstance(row["pence"], int)]
    assert sums == sorted(sums, reverse=True)
    starts = papers.figures.scope.quarter_starts
    held = [it for it in papers.figures.listing.eligible if it.dated >= starts]
    assert len(rows) == min(5, len(held))


def test_a_first_version_has_none_before_it_and_a_later_one_says_by_how_much(
    papers: Papers,
) -> None:
    assert told(papers)["Change since the version before"] == (
        None,
        "this is the first version",
    )
    claim = papers.figures.reconciliation.claim_pence
    later = replace(papers, earlier_claim_pence=Pence(claim - 250))
    change, detail = told(later)["Change since the version before"]
    assert change == 250
    assert "return diff lists why" in str(detail)


def test_waivers_and_warnings_are_read_before_signing(papers: Papers) -> None:
    said = told(papers)
    assert "no-suspense, until 2024-04-30" in str(said["Rule waived"][1])
    assert said["Left out as not eligible"] == (700, "1 lines")
    bare = told(replace(papers, waivers=(), findings=()))
    assert bare["Rules waived"] == (None, "none")
    assert "Warning" not in bare


def test_a_claim_of_nothing_has_no_share(papers: Papers) -> None:
    tied = replace(
        papers.figures.reconciliation,
        eligible_pence=Pence(0),
        claimed_before_pence=Pence(0),
        above_maximum_pence=Pence(0),
    )
    figures = replace(papers.figures, reconciliation=tied, listing=Listing((), (), ()))
    rows = told(replace(papers, figures=figures))
    assert rows["Of it accrued and not billed"] == (0, "")
