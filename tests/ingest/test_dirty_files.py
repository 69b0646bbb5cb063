"""Dirty files come in whole or are refused by name; every row is accounted for."""

from datetime import date
from pathlib import Path

import pytest

from fundtrack.domain.spend_imports import SourceKind
from fundtrack.errors import FileRefused
from fundtrack.findings import Severity
from fundtrack.ingest.spend_matching import Held
from fundtrack.ingest.spending import SpendSource
from fundtrack.ingest.spending import check_file
from fundtrack.ingest.spending import take_file
from fundtrack.sources.finance_extract import read_finance_extract
from tests.dirty_files import DirtyFile
from tests.dirty_files import dirty_file
from tests.ingest.test_spending import NAMES

TODAY = date(2024, 4, 5)
SEEDS = 60
"""Files by each of the tests below; 10,000 were tried by hand."""


def account_for(dirty: DirtyFile) -> bool:
    """Take a file in twice and hold its rows against what was written.

    Returns:
        Whether it was taken in; it is refused whole otherwise, with a remedy.
    """
    try:
        extract = read_finance_extract(dirty.path)
    except FileRefused as refused:
        blocking = [
            said for said in refused.findings if said.severity is Severity.BLOCK
        ]
        assert blocking
        assert all(said.rule and said.message and said.fix for said in blocking)
        return False
    checked = check_file(extract, SpendSource("dirty", SourceKind.LEDGER), NAMES, TODAY)
    held = Held()
    first = take_file(checked, held, None).summary
    again = take_file(checked, held, None).summary
    assert first.rows == first.accepted + first.refused
    assert (again.rows, again.accepted) == (first.rows, 0)
    assert again.rows == again.already_held + again.refused
    good = [row for row in checked.rows if not row.findings]
    assert first.accepted == len(good)
    assert first.total_pence == sum(row.pence or 0 for row in good)
    if dirty.rows is not None:
        notes = sum(row.is_note for sheet in extract.sheets for row in sheet.rows)
        totals = sum(said.rule == "total-row" for said in checked.findings)
        assert first.rows + notes + totals == dirty.rows
    return True


@pytest.mark.parametrize("hundred", range(0, 500, 100))
def test_every_row_of_a_dirty_file_is_accounted_for(
    tmp_path: Path, hundred: int
) -> None:
    files = [dirty_file(tmp_path, seed) for seed in range(hundred, hundred + SEEDS)]
    taken = [account_for(dirty) for dirty in files]
    assert SEEDS // 3 < sum(taken) < SEEDS
