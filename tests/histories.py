"""Read the events back out of a books file, as the oracle wants them."""

import json
from pathlib import Path

import duckdb

from fundtrack.domain.cells import Cell
from fundtrack.domain.events import Account
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Posting
from fundtrack.money import Pence
from tests.oracle import History


def history_of(ledger: Path) -> History:
    """Every event of the books with its entry number, in order."""
    with duckdb.connect(str(ledger), read_only=True) as con:
        events = con.execute(
            "SELECT seq, kind, effective_on, reason, payload FROM event ORDER BY seq"
        ).fetchall()
        sides = con.execute(
            "SELECT seq, account, fund, area, project, heading, spend_kind,"
            " financial_year, pence FROM posting ORDER BY seq, line"
        ).fetchall()
    postings: dict[int, list[Posting]] = {}
    for seq, account, *cell, pence in sides:
        side = Posting(Account(account), Cell(*cell), Pence(pence))
        postings.setdefault(seq, []).append(side)
    return [
        (
            seq,
            NewEvent(
                kind,
                effective_on,
                reason,
                json.loads(payload),
                tuple(postings.get(seq, [])),
            ),
        )
        for seq, kind, effective_on, reason, payload in events
    ]
