"""What stands in no bar of Spend and nobody can code: rows refused."""

from fundtrack.metrics.attention import refused
from fundtrack.pages.money_tables import waiting_table
from fundtrack.pages.standing import Standing
from fundtrack.pages.widgets.table import DataTable
from fundtrack.sentences.phrases import counted
from fundtrack.store.snapshot import Books

REFUSED_SUB = (
    "Rows of an extract that could not be read. They are in no figure above, and they "
    "block a return of their fund and period until put right. Those of every fund are "
    "listed, whatever is chosen above."
)


def show_refused(table: DataTable, books: Books, standing: Standing) -> None:
    """Show the rows that could not be booked, or nothing where there is none."""
    found = refused(books, standing.info.head_seq)
    if not found:
        table.show(None)
        return
    heading = f"{counted(len(found), 'row')} refused"
    made = waiting_table(found, heading, is_money=False)
    note = standing.copy_note
    table.show(made, heading=heading, sub=REFUSED_SUB, files="yes", note=note)
