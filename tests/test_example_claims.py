"""The partners' claims of the example: remade alike, adding up, supporting payments."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

from fundtrack.acts.session import Session
from fundtrack.config import Workspace
from fundtrack.domain.partner_claims import DELIVERIES
from fundtrack.domain.partner_claims import PARTNER
from fundtrack.domain.partner_claims import QUARTER
from fundtrack.domain.partner_claims import SPEND_LINES
from fundtrack.domain.partner_claims import TABLES
from fundtrack.metrics.partner_claims import supported
from fundtrack.metrics.position import Selection
from fundtrack.money import parse_pounds
from fundtrack.sources.forms import FormFile
from fundtrack.sources.forms import read_form
from fundtrack.sources.tables import read_tables
from tests.histories import history_of
from tests.oracles import partners as slow

EXAMPLE = Path(__file__).parents[1] / "data" / "example"
TOTALS = re.compile(r"\| `(claim-\S+)` \| (\d+) \| (\d+) \| ([\d,.]+) \|")
FORMS = sorted(path.name for path in EXAMPLE.glob("claim-*.xlsx"))
LAST = 10**6
POOLS = (
    ("BLACKPOOL COUNCIL", "SSF5/blackpool/town-centre-cctv/cctv/capital"),
    ("BLACKPOOL COUNCIL", "SSF5/blackpool/street-lighting/lighting/capital"),
    (
        "BLACKBURN WITH DARWEN BOROUGH COUNCIL",
        "SSF5/pennine/town-centre-cctv/cctv/capital",
    ),
)


def form(name: str) -> FormFile:
    return read_form(EXAMPLE / name, TABLES, (PARTNER, QUARTER))


def test_making_the_claims_again_gives_the_same_cells(tmp_path: Path) -> None:
    made = [sys.executable, str(EXAMPLE / "builder"), str(tmp_path)]
    subprocess.run(made, check=True)
    for name in FORMS:
        again, held = read_tables(tmp_path / name), read_tables(EXAMPLE / name)
        assert again.sheets == held.sheets, f"{name}: run make example"


def test_claims_meet_the_control_totals_of_the_readme() -> None:
    readme = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    told = {found[1]: found.groups()[1:] for found in TOTALS.finditer(readme)}
    counted = {}
    for name in FORMS:
        tables = form(name).tables
        lines = tables[SPEND_LINES.sheet].rows
        bare = sum("evidence" not in row.cells for row in lines)
        pence = sum(parse_pounds(str(row.cells["net"])) for row in lines)
        rows = len(lines) + len(tables[DELIVERIES.sheet].rows)
        counted[name] = (str(rows), str(bare), f"{pence / 100:,.2f}")
    assert counted == told


def test_every_claim_says_that_it_is_an_example_and_its_bills_are_synthetic() -> None:
    for name in FORMS:
        sheets = read_tables(EXAMPLE / name).sheets
        titles = [str(sheet.rows[0][0]) for sheet in sheets if sheet.name != "Lists"]
        assert all(title.startswith("EXAMPLE, not a claim. ") for title in titles)
        rows = form(name).tables[SPEND_LINES.sheet].rows
        assert all("(synthetic)" in str(row.cells["supplier"]) for row in rows)


def test_three_quarters_of_claims_are_held(told: Workspace) -> None:
    history = history_of(told.ledger)
    taken = [
        (event.payload["quarter"], event.payload["accepted"], event.payload["queried"])
        for _, event in history
        if event.kind == "partner_claim"
    ]
    assert len(taken) == len(FORMS)
    assert {quarter for quarter, *_ in taken} == {
        "2023-24 Q3",
        "2023-24 Q4",
        "2024-25 Q1",
    }
    assert sum(int(str(queried)) for *_, queried in taken) == 1


def test_what_is_unsupported_on_each_day_is_what_running_sums_say(
    told: Workspace,
) -> None:
    history = history_of(told.ledger)
    days = (date(2024, 3, 31), date(2024, 6, 30), date(2025, 1, 31))
    with Session(told, "auditor").reading() as books:
        for day in days:
            found = supported(books, Selection(day, LAST, "SSF5")).payments
            for supplier, pool in POOLS:
                fast = [
                    each.unsupported_pence
                    for each in found
                    if str(each.payment.cell).startswith(pool)
                ]
                expected = slow.unsupported(history, supplier, pool, day, LAST)
                assert fast == expected, (day, pool)
            if day == days[0]:
                assert sum(it.unsupported_pence for it in found) == 124_172_04


def test_the_published_payments_of_2024_are_supported_to_the_penny(
    told: Workspace,
) -> None:
    with Session(told, "auditor").reading() as books:
        found = supported(books, Selection(date(2025, 1, 31), LAST, "SSF5"))
    lacking = [
        (each.payment.partner, each.unsupported_pence)
        for each in found.payments
        if each.unsupported_pence
    ]
    assert lacking == [
        ("Blackpool Council", 15_105_64),
        ("Blackburn with Darwen Borough Council", 133_000_00),
        ("Blackpool Council", 16_130_00),
    ]
