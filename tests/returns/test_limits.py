"""Sharing a claim over areas: the parts always add up to the claim."""

from datetime import date

import pytest

from fundtrack.config import Workspace
from fundtrack.domain.awards import Standing
from fundtrack.domain.cells import Cell
from fundtrack.money import Pence
from fundtrack.returns.limits import ClaimedBefore
from fundtrack.returns.limits import Excess
from fundtrack.returns.limits import Limits
from fundtrack.returns.limits import capital_limit
from fundtrack.returns.limits import claim_parts
from fundtrack.returns.limits import excesses
from tests.returns.office import open_office
from tests.returns.office import terms
from tests.returns.test_figures import figures_of

BLACKPOOL = Cell("SSF5", "blackpool", kind="capital", year="2023-24")
LANCASTER = Cell("SSF5", "lancaster", kind="revenue", year="2023-24")


def test_a_claim_is_posted_by_area_kind_and_year(workspace: Workspace) -> None:
    listing = figures_of(open_office(workspace)).listing
    parts = claim_parts(listing, (), ClaimedBefore((), None))
    assert parts == (
        Standing(BLACKPOOL, Pence(100_000)),
        Standing(LANCASTER, Pence(12_001)),
    )


def test_what_is_above_the_maximum_is_taken_off_in_proportion(
    workspace: Workspace,
) -> None:
    listing = figures_of(open_office(workspace)).listing
    over = (Excess("2023-24", Pence(56_000), Pence(56_001)),)
    parts = claim_parts(listing, over, ClaimedBefore((), None))
    assert sum(part.pence for part in parts) == 112_001 - 56_001
    assert parts[0].pence == 100_000 - 50_000


def test_what_was_claimed_before_is_taken_off_where_it_was_claimed(
    workspace: Workspace,
) -> None:
    listing = figures_of(open_office(workspace)).listing
    before = ClaimedBefore((Standing(BLACKPOOL, Pence(100_000)),), date(2024, 1, 31))
    assert claim_parts(listing, (), before) == (Standing(LANCASTER, Pence(12_001)),)


@pytest.mark.parametrize(("cap", "limit"), [(7, 7), (None, 300)])
def test_capital_is_capped_by_the_agreement_else_by_the_award(
    workspace: Workspace, cap: int | None, limit: int
) -> None:
    office = open_office(workspace)
    office.record(terms(capital_cap_pence=cap, version=2))
    limits = Limits({("capital", "2023-24"): Pence(300)})
    assert capital_limit(figures_of(office).scope, limits) == limit
    assert limits.of_kind("revenue") is None


def test_without_any_award_nothing_may_be_claimed(workspace: Workspace) -> None:
    listing = figures_of(open_office(workspace)).listing
    assert excesses(listing, Limits({})) == (Excess("*", Pence(0), Pence(112_001)),)
