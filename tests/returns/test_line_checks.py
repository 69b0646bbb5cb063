"""A bill whose VAT is unknown is said, and blocks above what the agreement allows."""

from dataclasses import replace
from datetime import date

import pytest

from fundtrack.config import Workspace
from fundtrack.domain.spending import spend_event
from fundtrack.domain.vat import Vat
from fundtrack.domain.vat import VatRule
from fundtrack.findings import Severity
from fundtrack.money import Pence
from fundtrack.returns.layouts import read_layout
from fundtrack.returns.sections import sheets
from tests import builders
from tests.builders import CELL
from tests.returns.office import open_office
from tests.returns.office import terms
from tests.returns.test_figures import figures_of
from tests.returns.test_figures import findings_of
from tests.returns.test_files import papers_of


def found(workspace: Workspace, **said: str | int | None) -> list[tuple[str, Severity]]:
    """What the checks of lines find under these terms."""
    office = open_office(workspace)
    office.record(terms(version=2, **said))
    rules = {"vat-known", "vat-rule-applied"}
    return [(it.rule, it.severity) for it in findings_of(office) if it.rule in rules]


@pytest.mark.parametrize(
    ("limit", "severity"), [(None, Severity.WARN), (0, Severity.BLOCK)]
)
def test_unknown_vat_blocks_above_the_limit_and_is_said_without_one(
    workspace: Workspace, limit: int | None, severity: Severity
) -> None:
    assert found(workspace, vat_unknown_pence=limit) == [("vat-known", severity)]


def test_unknown_vat_within_the_limit_passes(workspace: Workspace) -> None:
    assert found(workspace, vat_unknown_pence=200_000) == []


def test_words_that_are_no_rule_are_said(workspace: Workspace) -> None:
    said = found(workspace, vat_rule="as agreed by letter")
    assert said == [("vat-rule-applied", Severity.WARN)]


def test_the_claim_holds_what_the_agreement_pays_and_the_listing_the_parts(
    workspace: Workspace,
) -> None:
    office = open_office(workspace)
    before = figures_of(office).reconciliation
    vat = Vat(Pence(10_000), Pence(1_500), Pence(500))
    rules = {CELL.fund: VatRule.NET}
    line = builders.spend_line(12_000, date(2024, 1, 20), CELL, row=9)
    (entry,) = office.record(spend_event(replace(line, vat=vat, vat_rules=rules), 1))
    after = figures_of(office).reconciliation
    assert after.claim_pence - before.claim_pence == 10_000
    assert after.difference_pence == 0
    made = sheets(papers_of(office), read_layout())
    rows = next(sheet for sheet in made if sheet.name == "Transaction listing").rows
    shown = [row[11:16] for row in rows if row[0] == entry]
    assert shown == [(10_000, "known", 10_000, 1_500, 500)]
