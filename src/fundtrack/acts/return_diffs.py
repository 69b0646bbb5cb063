"""What changed between two versions of a return, and which entries caused it."""

from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import datetime

from fundtrack.acts.return_files import Filed
from fundtrack.acts.return_files import order_for
from fundtrack.acts.return_files import read_filed
from fundtrack.acts.return_files import versions
from fundtrack.acts.session import Session
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.money import Pence
from fundtrack.returns.diffs import FieldChange
from fundtrack.returns.diffs import changed_fields
from fundtrack.returns.frozen import read_manifest
from fundtrack.returns.layouts import read_layout
from fundtrack.returns.making import Order
from fundtrack.returns.making import make_papers
from fundtrack.returns.making import order_of
from fundtrack.returns.papers import Papers
from fundtrack.returns.sections import sheets
from fundtrack.store.snapshot import Books

NOW = "now"
"""What the books would make of a return today."""


@dataclass(frozen=True, slots=True)
class Cause:
    """An entry recorded between two versions, which may have changed a figure.

    `pence` is what it moved to spent and accrued; None where it moved none, as a
    forecast, an output or a narrative does.
    """

    entry: int
    recorded_at: datetime
    effective_on: date
    person: str
    kind: str
    why: str
    pence: Pence | None
    file: str
    sheet: str
    source_row: int | None


@dataclass(frozen=True, slots=True)
class ReturnDiff:
    """Two versions of a return side by side.

    `change_pence` is what the later one claims beyond the earlier one.
    """

    return_id: str
    earlier: str
    earlier_claim_pence: Pence
    claim_pence: Pence
    change_pence: Pence
    changes: tuple[FieldChange, ...]
    causes: tuple[Cause, ...]


def diff(session: Session, return_id: str, against: str | None = None) -> ReturnDiff:
    """Compare a return with the version before it, or with what the books say now.

    Args:
        against: an earlier version's id, or NOW; None for the version before, and for
            a first version what the books would make of it now.

    Raises:
        UnknownName: when there is no such return or version.
        WrongArgument: when it is compared with itself.
    """
    with session.reading() as books:
        filed = read_filed(books, return_id)
        earlier, later = _sides(session, books, filed, against)
        old, new = make_papers(books, earlier), make_papers(books, later)
        causes = books.rows(
            "return_causes", fund=filed.fund, since=earlier.known, until=later.known
        )
    layout = read_layout()
    before, after = _claim(old), _claim(new)
    return ReturnDiff(
        return_id=return_id,
        earlier=earlier.return_id if against != NOW else return_id,
        earlier_claim_pence=before,
        claim_pence=after,
        change_pence=Pence(after - before),
        changes=changed_fields(layout, sheets(old, layout), sheets(new, layout)),
        causes=tuple(Cause(**row) for row in causes),
    )


def _sides(
    session: Session, books: Books, filed: Filed, against: str | None
) -> tuple[Order, Order]:
    """Give the orders of the earlier and of the later side."""
    mine = _order(session, filed)
    held = versions(books, filed.fund, filed.quarter)
    before = [it for it in held if it.version < filed.version]
    if against == NOW or (against is None and not before):
        return mine, replace(mine, known=books.info.head_seq)
    if against is None:
        return _order(session, before[-1]), mine
    other = next((it for it in held if it.return_id == against), None)
    if other is None:
        listed = [it.return_id for it in held if it.return_id != filed.return_id]
        raise UnknownName("version of the return", against, [*listed, NOW])
    if other.version == filed.version:
        raise WrongArgument(f"{against} is the same version; name another, or {NOW}")
    first, second = sorted((other, filed), key=lambda it: it.version)
    return _order(session, first), _order(session, second)


def _order(session: Session, filed: Filed) -> Order:
    if not filed.sha256:
        return order_for(session, filed)
    manifest = read_manifest(session.workspace.returns / filed.return_id)
    return replace(order_of(manifest), last_step=None)


def _claim(papers: Papers) -> Pence:
    return papers.figures.reconciliation.claim_pence
