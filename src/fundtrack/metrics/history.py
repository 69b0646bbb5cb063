"""History: who recorded what, when, why, and what it was before."""

import json
from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import timedelta
from typing import Any

from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.plans import PlanKind
from fundtrack.errors import WrongArgument
from fundtrack.ingest.register_holdings import DAY
from fundtrack.ingest.register_holdings import IDENTITIES
from fundtrack.ingest.register_holdings import VERSIONED
from fundtrack.metrics.position import Reader
from fundtrack.money import Pence
from fundtrack.store.connection import Row

BESIDE: Mapping[str, tuple[str, ...]] = {
    "authority": ("role",),
    "deputy": ("person", "deputy"),
    "narrative": ("fund", "quarter", "section", "area", "heading", "kind"),
    "layout": ("source",),
    "obligation_owned": ("fund", "rule", "period"),
    "source": ("source",),
}
NOT_NAMES = {DAY, "version"}
NAMED_BY: Mapping[str, tuple[str, ...]] = {
    kind: tuple(part for part in parts if part not in NOT_NAMES)
    for kind, parts in {**IDENTITIES, **BESIDE}.items()
    if kind not in {*VERSIONED, *PlanKind}
}
"""Which facts of a register row name what it is about; the others are what changed."""

CELL = ("fund", "area", "project", "heading", "spend_kind", "financial_year")
MONEY = ("pence", "claim_pence", "total_pence", "spent_pence")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a register, before and after; None where it was not said."""

    field: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One entry, or what it changed of one cell where it changed several.

    `measure` says what old and new are of: budget, award, spent, or for a plan its
    quarter; both are None where the entry moved no money. `about` names what a row of
    a register is about, and `changed` what of it.
    """

    entry: int
    recorded_at: datetime
    effective_on: date
    person: str
    kind: str
    cell: str
    measure: str
    old_pence: Pence | None
    new_pence: Pence | None
    pence: Pence | None
    reason: str
    corrects: int | None
    evidence: str | None
    file: str | None
    sheet: str | None
    row: int | None
    about: str = ""
    changed: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Sought:
    """Which entries are asked for: from an entry on, by whom, about which cells."""

    since: int
    person: str
    cell: Cell


def history(books: Reader, sought: Sought) -> tuple[HistoryEntry, ...]:
    """List the entries asked for, in the order recorded."""
    money: dict[int, list[Row]] = defaultdict(list)
    for query in ("history_money", "history_plans"):
        for row in books.rows(query, since=sought.since):
            money[row["entry"]].append(row)
    changes = _register_changes(books)
    found = books.rows("history", since=sought.since, person=sought.person)
    lines = (
        line for row in found for line in _lines(row, money[row["entry"]], changes)
    )
    return tuple(line for line in lines if _is_about(line, sought.cell))


def entry_since(books: Reader, written: str | None) -> int:
    """Find the first entry recorded at a moment or later.

    Args:
        written: an entry number, a day or a moment in ISO 8601 (UTC unless it says
            otherwise); None for the first entry.

    Raises:
        WrongArgument: when it is none of these.
    """
    if written is None:
        return 1
    said = written.strip()
    if said.isdecimal():
        return int(said)
    just_before = _moment(said) - timedelta(microseconds=1)
    return int(books.rows("known_at", moment=just_before)[0]["known"]) + 1


def _moment(written: str) -> datetime:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError as error:
        raise WrongArgument(
            f"“{written}” is neither a day such as 2024-04-30, a moment such as "
            "2024-04-30T12:00:00Z, nor an entry number"
        ) from error
    if moment.tzinfo:
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    return moment


def _lines(
    row: Row,
    money: Sequence[Row],
    changes: Mapping[int, tuple[str, tuple[FieldChange, ...]]],
) -> Iterator[HistoryEntry]:
    said = json.loads(row["payload"])
    shared = {name: row[name] for name in _SHARED}
    for moved in money:
        yield HistoryEntry(
            cell=str(Cell(*(moved[part] for part in CELL))),
            measure=moved["measure"],
            old_pence=moved["old_pence"],
            new_pence=moved["new_pence"],
            pence=moved["pence"],
            **shared,
        )
    if not money:
        about, changed = changes.get(row["entry"], ("", ()))
        yield HistoryEntry(
            cell=_cell(said),
            measure="",
            old_pence=None,
            new_pence=None,
            pence=next((said[name] for name in MONEY if name in said), None),
            about=about or _named_in(row, said),
            changed=changed,
            **shared,
        )


def _named_in(row: Row, said: Mapping[str, Any]) -> str:
    if row["kind"].startswith("underspend_"):
        return f"underspend case {said.get('underspend', row['entry'])}"
    return str(said.get("return_id") or "")


_SHARED = (
    *("entry", "recorded_at", "effective_on", "person", "kind", "reason"),
    *("corrects", "evidence", "file", "sheet", "row"),
)


def _cell(said: Mapping[str, Any]) -> str:
    written = str(said.get("cell") or said.get("from_cell") or "outside")
    if written != "outside":
        return str(Cell(*written.split("/")))
    named = Cell(*(str(said.get(part) or ANY) for part in ("fund", "area", "project")))
    return "" if named == Cell() else str(named)


def _is_about(line: HistoryEntry, asked: Cell) -> bool:
    if asked == Cell():
        return True
    return bool(line.cell) and asked.covers(Cell(*line.cell.split("/")))


def _register_changes(
    books: Reader,
) -> dict[int, tuple[str, tuple[FieldChange, ...]]]:
    latest: dict[tuple[str, ...], dict[str, Any]] = {}
    changes = {}
    for row in books.rows("history_registers", kinds=list(NAMED_BY)):
        said = json.loads(row["payload"])
        keys = NAMED_BY[row["kind"]]
        name = (row["kind"], *(str(said.get(key)) for key in keys))
        before = latest.get(name, {})
        fields = [field for field in said if field not in keys]
        changes[row["entry"]] = (
            " ".join(name[1:]),
            tuple(
                FieldChange(field, _shown(before.get(field)), _shown(said[field]))
                for field in fields
                if before.get(field) != said[field]
            ),
        )
        latest[name] = said
    return changes


def _shown(fact: object) -> str | None:
    if fact is None or fact == "":
        return None
    if isinstance(fact, bool):
        return "yes" if fact else "no"
    return "; ".join(map(str, fact)) if isinstance(fact, list) else str(fact)
