"""The real spend files held beside a developer's clone come in to the penny."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from fundtrack.acts.session import Session
from fundtrack.acts.spending import SpendOptions
from fundtrack.acts.spending import ingest_spend
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.people import Role
from tests import builders

LIST = SpendOptions(source="list", kind="published")


@pytest.fixture
def finance(workspace: Workspace, clock: Clock) -> Session:
    people = builders.person("finance.officer", Role.FINANCE)
    builders.record(workspace, clock, [*builders.registers(), *people])
    return Session(workspace, "finance.officer", clock)


def test_the_real_workbooks_come_in_with_their_control_totals(
    finance: Session, shared: Path
) -> None:
    folder = shared / "data" / "opcc_spend_lancashire"
    with (folder / "CONTROL_TOTALS.csv").open(encoding="utf-8") as file:
        wanted = [
            (line["file"], line["sheet"], int(line["rows"]), _pence(line["total_gbp"]))
            for line in csv.DictReader(file)
        ]
    taken = ingest_spend(finance, sorted(folder.glob("*.xlsx")), LIST)
    assert [
        (file.file, sheet.sheet, sheet.accepted, sheet.total_pence)
        for file in taken.files
        for sheet in file.sheets
    ] == wanted
    assert sum(file.refused + file.already_held for file in taken.files) == 0
    again = ingest_spend(finance, sorted(folder.glob("*.xlsx")), LIST)
    assert sum(file.already_held for file in again.files) == 28_934


@pytest.mark.parametrize(
    ("name", "rows", "total"),
    [
        ("2006.csv", 248, "742564.48"),
        ("April-2023.csv", 502, "1216217.07"),
        ("May-24.csv", 753, "10259410.15"),
    ],
)
def test_a_partners_awkward_lists_come_in_whole(
    finance: Session, shared: Path, name: str, rows: int, total: str
) -> None:
    path = shared / "data" / "partner_spend_hyndburn" / name
    file = ingest_spend(finance, [path], SpendOptions(is_dry_run=True)).files[0]
    assert (file.rows, file.accepted, file.total_pence) == (rows, rows, _pence(total))


def _pence(pounds: str) -> int:
    return int(Decimal(pounds) * 100)
