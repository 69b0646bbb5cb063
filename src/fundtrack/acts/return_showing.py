"""Read one return: how far it is, what its checks say, its papers, what it is owed."""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import fields
from dataclasses import replace
from datetime import date
from typing import Any

from fundtrack.acts.return_attachments import Attachment
from fundtrack.acts.return_attachments import attachments
from fundtrack.acts.return_files import Filed
from fundtrack.acts.return_files import ReturnStep
from fundtrack.acts.return_files import order_for
from fundtrack.acts.return_files import read_filed
from fundtrack.acts.return_files import shown
from fundtrack.acts.return_standings import Owed
from fundtrack.acts.return_standings import moved_since
from fundtrack.acts.return_standings import owed_on
from fundtrack.acts.session import Session
from fundtrack.domain.returns import claim_name
from fundtrack.domain.returns import state_in_words
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.position import Reader
from fundtrack.money import Pence
from fundtrack.returns.later_moves import LaterMoves
from fundtrack.returns.later_moves import later_findings
from fundtrack.returns.making import make_papers
from fundtrack.returns.papers import Papers
from fundtrack.returns.queries import open_queries
from fundtrack.returns.sign_sheet import sign_sheet_rows
from fundtrack.returns.templates.frozen import fill_findings
from fundtrack.store.snapshot import Books


@dataclass(frozen=True, slots=True)
class Signed:
    """One of the steps of a return: who took it, for whom if as a deputy, when."""

    step: str
    person: str
    acting_for: str
    on: date


@dataclass(frozen=True, slots=True)
class Received:
    """One payment of a claim; `short_because` is empty where no reason is held."""

    entry: int
    return_id: str
    received_on: date
    person: str
    pence: Pence
    reference: str
    short_because: str


@dataclass(frozen=True, slots=True)
class ReturnShown(ReturnStep):
    """Where a return stands, with all that the books hold around it.

    `since_certified` is what the ledger did beneath certified figures, None where
    there are none that still count; `owed` is None until the return is sent.
    """

    state_in_words: str = ""
    steps: tuple[Signed, ...] = ()
    since_certified: LaterMoves | None = None
    owed: Owed | None = None
    receipts: tuple[Received, ...] = ()
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class SignItem:
    """A line of the sign sheet; `pence` is None where it is no sum."""

    item: str
    pence: Pence | None
    detail: str


@dataclass(frozen=True, slots=True)
class SignSheet:
    """What whoever certifies a return reads first, on one page."""

    return_id: str
    state: str
    items: tuple[SignItem, ...]


def check(session: Session, return_id: str) -> ReturnStep:
    """Check a return by the books as they are now."""
    with session.reading() as books:
        filed = read_filed(books, return_id)
        papers = make_papers(books, order_for(session, filed))
        moved = moved_since(books, filed, books.info.head_seq)
        step = shown(papers, filed.sha256)
        if not filed.sha256:
            unfilled = fill_findings(books, papers, session.workspace.evidence)
            step = replace(step, findings=(*step.findings, *unfilled))
        return _with_moves(step, moved)


def show(session: Session, return_id: str) -> ReturnShown:
    """Show where a return stands and what the checks say of it now."""
    folder = session.workspace.returns / return_id
    with session.reading() as books:
        filed = read_filed(books, return_id)
        step = replace(
            shown(_papers(session, books, filed), filed.sha256),
            folder=str(folder) if filed.sha256 else None,
            replaces=filed.replaces,
            queries=open_queries(books, return_id),
        )
        moved = moved_since(books, filed, books.info.head_seq)
        return ReturnShown(
            **facts_of(_with_moves(step, moved)),
            state_in_words=state_in_words(step.state),
            steps=_signed(filed),
            since_certified=moved,
            owed=owed_on(books, return_id, session.today),
            receipts=tuple(_received(books, return_id)),
            attachments=attachments(books, return_id),
        )


def sign_sheet(session: Session, return_id: str) -> SignSheet:
    """Give the page that is read before a return is certified."""
    with session.reading() as books:
        filed = read_filed(books, return_id)
        return sheet_of(_papers(session, books, filed))


def sheet_of(papers: Papers) -> SignSheet:
    """Write the sign sheet of a return's papers."""
    return SignSheet(
        return_id=papers.signing.return_id,
        state=str(papers.signing.state),
        items=tuple(_item(row) for row in sign_sheet_rows(papers)),
    )


def _papers(session: Session, books: Books, filed: Filed) -> Papers:
    return make_papers(books, order_for(session, filed))


def _item(row: dict[str, Any]) -> SignItem:
    pence = row["pence"]
    return SignItem(
        str(row["item"]),
        None if pence is None else Pence(int(pence)),
        str(row["detail"]),
    )


def _with_moves(step: ReturnStep, moved: LaterMoves | None) -> ReturnStep:
    if moved is None:
        return step
    said = later_findings(step.return_id, moved)
    return replace(step, findings=(*step.findings, *said))


def facts_of(step: ReturnStep) -> dict[str, Any]:
    """Give the fields of a step, for an answer that says more."""
    return {each.name: getattr(step, each.name) for each in fields(step)}


def _signed(filed: Filed) -> tuple[Signed, ...]:
    return tuple(
        Signed(str(step.state), step.person, step.acting_for, step.on)
        for step in filed.life.taken
    )


def _received(books: Reader, return_id: str) -> Iterable[Received]:
    claim = claim_name(return_id)
    for row in books.rows("return_receipts", claim=claim, known=LAST_ENTRY):
        yield Received(**{name: row[name] for name in row if name != "claim"})
