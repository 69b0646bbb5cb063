"""What stands in no bar of Spend: lines in suspense, rows refused."""

from fundtrack.charts.tables import Table
from fundtrack.metrics.attention import refused
from fundtrack.metrics.attention import suspense
from fundtrack.money import Pence
from fundtrack.money import show_pounds
from fundtrack.pages.money_tables import waiting_table
from fundtrack.pages.standing import Standing
from fundtrack.pages.table import DataTable
from fundtrack.sentences.phrases import counted
from fundtrack.store.snapshot import Books

SUSPENSE_SUB = (
    "Paid, but nobody has said from which budget. They are in no bar above. "
    "Say which: fundtrack code LINE --cell CELL"
)
REFUSED_SUB = (
    "Rows of an extract that could not be read. They are in no figure above, and they "
    "block a return of their fund and period until put right."
)


def show_suspense(table: DataTable, books: Books, standing: Standing) -> None:
    """Show the lines that wait for a budget cell."""
    found = suspense(books, standing.info.head_seq)
    pence = Pence(sum(line.pence or 0 for line in found))
    heading = f"{counted(len(found), 'line')} in suspense, {show_pounds(pence)}"
    made = waiting_table(found, heading, is_money=True)
    _show(table, made, SUSPENSE_SUB, standing)


def show_refused(table: DataTable, books: Books, standing: Standing) -> None:
    """Show the rows that could not be booked."""
    found = refused(books, standing.info.head_seq)
    heading = f"{counted(len(found), 'row')} refused"
    made = waiting_table(found, heading, is_money=False)
    _show(table, made, REFUSED_SUB, standing)


def _show(table: DataTable, made: Table, sub: str, standing: Standing) -> None:
    """Show a table under its caption, or nothing where it has no row."""
    if not made.rows:
        table.show(None)
        return
    note = standing.copy_note
    table.show(made, heading=made.caption, sub=sub, files="yes", note=note)
