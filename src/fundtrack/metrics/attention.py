"""What waits for somebody: suspense, refused rows, tie-outs, waivers."""

from dataclasses import dataclass
from datetime import date

from fundtrack.metrics.position import Reader
from fundtrack.money import Pence
from fundtrack.store.connection import Row


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A line in suspense or a refused row, with the place it was read from.

    `fund` is empty where the file does not say; `pence` is None where the row was
    refused and no amount could be read. `owner` has to see to it, and it waits since
    the day it was taken in.
    """

    entry: int
    dated: date
    fund: str
    supplier: str
    what: str
    pence: Pence | None
    file: str
    sheet: str | None
    row: int | None
    provenance: str
    owner: str
    since: date

    def age_days(self, on: date) -> int:
        """Give the days it has waited by a day."""
        return (on - self.since).days


@dataclass(frozen=True, slots=True)
class TieOut:
    """A file of spending against the control total given with it, if one was."""

    file: str
    taken_on: date
    rows: int
    accepted: int
    refused: int
    total_pence: Pence
    control_total_pence: Pence | None

    @property
    def difference_pence(self) -> Pence | None:
        """What the file says less what finance says; nought when they agree."""
        if self.control_total_pence is None:
            return None
        return Pence(self.total_pence - self.control_total_pence)


@dataclass(frozen=True, slots=True)
class Waiver:
    """A rule set aside for one return until a day."""

    rule: str
    return_id: str
    until: date
    reason: str


def suspense(books: Reader, known: int) -> list[WaitingLine]:
    """List the lines that nobody has given a budget cell yet, oldest first."""
    return [_suspense_line(row) for row in books.rows("suspense", known=known)]


def refused(books: Reader, known: int) -> list[WaitingLine]:
    """List the refused rows that nobody has put right yet, oldest first."""
    return [_refused_line(row) for row in books.rows("refused", known=known)]


def last_tie_out(books: Reader, known: int) -> TieOut | None:
    """Give the last file of spending taken in, with its control total."""
    found = books.rows("tie_outs", known=known)
    if not found:
        return None
    row = found[-1]
    control = row["control_total_pence"]
    return TieOut(
        file=row["file"],
        taken_on=row["effective_on"],
        rows=row["row_count"],
        accepted=row["accepted"],
        refused=row["refused"],
        total_pence=Pence(row["total_pence"]),
        control_total_pence=None if control is None else Pence(control),
    )


def waivers(books: Reader, known: int, on: date) -> list[Waiver]:
    """List the waivers that hold on a day."""
    return [
        Waiver(row["rule"], row["return_id"], row["until_on"], row["reason"])
        for row in books.rows("waivers", known=known, on=on)
    ]


def _suspense_line(row: Row) -> WaitingLine:
    return WaitingLine(
        entry=row["entry"],
        dated=row["effective_on"],
        fund=row["fund"],
        supplier=row["supplier"] or "",
        what=row["description"] or "",
        pence=Pence(row["pence"]),
        file=row["file"],
        sheet=row["source_sheet"],
        row=row["source_row"],
        provenance=row["provenance"],
        owner=row["owner"],
        since=row["since"],
    )


def _refused_line(row: Row) -> WaitingLine:
    found = f" (found “{row['found']}”)" if row["found"] else ""
    return WaitingLine(
        entry=row["entry"],
        dated=row["effective_on"],
        fund=row["fund"],
        supplier="",
        what=f"{row['message']}{found}",
        pence=None,
        file=row["file"],
        sheet=row["source_sheet"],
        row=row["source_row"],
        provenance=row["provenance"],
        owner=row["owner"],
        since=row["since"],
    )
