"""Proofs of sending and signed copies: kept by hash, named in the event, listed."""

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

from fundtrack.acts.positions import Question
from fundtrack.acts.positions import status
from fundtrack.acts.receipts import Receipt
from fundtrack.acts.receipts import receive
from fundtrack.acts.return_attachments import Paper
from fundtrack.acts.return_attachments import attach
from fundtrack.acts.return_files import read_filed
from fundtrack.acts.returns import check
from fundtrack.acts.returns import prepare
from fundtrack.acts.returns import show
from fundtrack.acts.returns import submit
from fundtrack.acts.returns import verify
from fundtrack.config import Workspace
from fundtrack.errors import NotAllowed
from fundtrack.errors import OutOfOrder
from fundtrack.errors import WrongArgument
from fundtrack.money import Pence
from fundtrack.store.snapshot import open_books
from tests import builders
from tests.returns.office import Q4
from tests.returns.office import RETURN
from tests.returns.office import SENT
from tests.returns.office import Office
from tests.returns.office import open_office


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office whose return is certified and not sent."""
    office = open_office(workspace)
    office.certified()
    return office


@pytest.fixture
def proof(tmp_path: Path) -> Path:
    """A message that shows it was sent."""
    path = tmp_path / "sent.eml"
    path.write_text("Sent: 24 April 2024", encoding="utf-8")
    return path


def needs(office: Office) -> list[str]:
    """What status says needs somebody, of the fund of the return."""
    asked = Question(fund="SSF5", as_at=SENT.on)
    found = status(office.session("finance.officer"), asked)
    return [it.sentence for it in found.needs]


def test_a_submission_names_the_papers_given_with_it(
    office: Office, proof: Path
) -> None:
    officer = office.session("finance.officer")
    submit(officer, RETURN, SENT, {Paper.PROOF: proof})
    sha256 = hashlib.sha256(proof.read_bytes()).hexdigest()
    assert (office.workspace.evidence / sha256).read_bytes() == proof.read_bytes()
    (kept,) = show(officer, RETURN).attachments
    assert (kept.paper, kept.file, kept.sha256) == (Paper.PROOF, "sent.eml", sha256)
    with open_books(office.workspace) as books:
        facts = read_filed(books, RETURN).facts
    assert facts["proof_of_sending_sha256"] == sha256
    assert json.dumps(facts["route"]) == '"e-mail"'


def test_papers_are_kept_before_and_after_sending(office: Office, proof: Path) -> None:
    officer = office.session("finance.officer")
    (first,) = attach(officer, RETURN, {Paper.SIGNED_COPY: proof})
    assert (first.paper, first.person) == (Paper.SIGNED_COPY, "finance.officer")
    assert show(officer, RETURN).state_in_words == "certified, not sent"
    assert f"{RETURN} is certified, not sent: " in " ".join(needs(office))
    submit(officer, RETURN, SENT)
    attach(officer, RETURN, {Paper.PROOF: proof})
    shown = show(officer, RETURN)
    assert [it.paper for it in shown.attachments] == [Paper.SIGNED_COPY, Paper.PROOF]
    assert (shown.state, shown.state_in_words) == ("submitted", "submitted")
    assert verify(officer, RETURN).findings == ()
    assert "not sent" not in " ".join(needs(office))


def test_a_draft_takes_no_paper_and_a_paper_must_be_there(
    office: Office, proof: Path
) -> None:
    officer = office.session("finance.officer")
    with pytest.raises(WrongArgument, match="--proof FILE or --signed-copy FILE"):
        attach(officer, RETURN, {})
    missing = {Paper.PROOF: proof.with_name("other.eml")}
    with pytest.raises(WrongArgument, match=r"there is no file .*other\.eml"):
        submit(officer, RETURN, SENT, missing)
    assert show(officer, RETURN).state == "certified"
    with pytest.raises(NotAllowed, match=r"who can: all\.hands, finance\.officer"):
        attach(office.session("reviewer"), RETURN, {Paper.PROOF: proof})


def test_nothing_is_signed_before_it_is_certified(
    workspace: Workspace, proof: Path
) -> None:
    office = open_office(workspace)
    prepare(office.session("finance.officer"), "SSF5", Q4)
    with pytest.raises(OutOfOrder, match="cannot be given papers"):
        attach(office.session("finance.officer"), RETURN, {Paper.PROOF: proof})


def test_a_return_shows_its_money_and_what_moved_beneath_it(office: Office) -> None:
    officer = office.session("finance.officer")
    assert show(officer, RETURN).owed is None
    submit(officer, RETURN, SENT)
    receive(officer, RETURN, Receipt(Pence(100_000), SENT.on, "BACS 1", "a query"))
    line = builders.actual(2_500, date(2024, 3, 28), row=9)
    (entry,) = office.record(line)
    shown = show(officer, RETURN)
    assert shown.owed is not None
    assert (shown.owed.received_pence, shown.owed.owed_pence) == (100_000, 12_001)
    assert [(it.pence, it.short_because) for it in shown.receipts] == [
        (100_000, "a query")
    ]
    assert shown.since_certified is not None
    assert [it.entry for it in shown.since_certified.moves] == [entry]
    for said in (shown, check(officer, RETURN)):
        assert "certified-figures" in {it.rule for it in said.findings}
    # What was certified stays what it was.
    assert shown.claim_pence == 112_001
