"""Proof and signed copy come by the page: with the submission, or kept at once."""

from pathlib import Path

import pytest
from ipywidgets import DOMWidget

from fundtrack.acts.return_attachments import attachments
from fundtrack.config import Workspace
from fundtrack.pages.forms import Forms
from fundtrack.pages.returns.page import build
from fundtrack.pages.session import PageSession
from fundtrack.pages.session import Spool
from fundtrack.pages.widgets.uploads import Uploads
from fundtrack.store.evidence import evidence_path
from fundtrack.store.uploads import UPLOADS
from fundtrack.store.uploads import Draft
from tests.pages import screens
from tests.pages.return_pages import office_with_a_draft
from tests.returns.office import RETURN
from tests.returns.office import Office
from tests.returns.office import open_office

SENT = {"route": "e-mail", "recipient": "grants", "reference": "7"}


@pytest.fixture
def office(workspace: Workspace) -> Office:
    made = open_office(workspace)
    made.certified()
    return made


def page_of(office: Office, spool: Path, person: str) -> DOMWidget:
    spool.mkdir(exist_ok=True)
    held = Spool("page", spool)
    return build(PageSession(office.workspace, {}, office.now, lambda: person, held))


def places(page: DOMWidget) -> dict[str, Uploads]:
    found = [it for it in screens.widgets(page) if isinstance(it, Uploads)]
    return {it.name: it for it in found}


def send(page: DOMWidget, spool: Path, name: str, file: str) -> str:
    draft = Draft.begin(spool, file, 1)
    draft.write(file.encode())
    draft.finish()
    place = places(page)[name]
    place._answer(place, {"lies": draft.token}, [])
    return str(place.said["text"])


def do(page: DOMWidget, form: str, offer: str, **values: str) -> None:
    forms = (it for it in screens.widgets(page) if isinstance(it, Forms))
    found = next(it for it in forms if it.name == form)
    turn = found.said["turn"]
    found._answer(found, {"do": offer, "turn": turn, "values": values}, [])


def kept(office: Office) -> list[tuple[str, str]]:
    """The papers that the books name and evidence holds, what each is and its file."""
    with office.session("finance.officer").reading() as books:
        found = attachments(books, RETURN)
    assert all(evidence_path(office.workspace, it.sha256).is_file() for it in found)
    return [(str(it.paper), it.file) for it in found]


def test_papers_go_with_the_submission(office: Office, tmp_path: Path) -> None:
    spool = tmp_path / "spool"
    page = page_of(office, spool, "finance.officer")
    said = send(page, spool, "proof", "receipt.pdf")
    assert said.startswith("receipt.pdf is here as the proof of sending.")
    send(page, spool, "signed-copy", "wrong.pdf")
    send(page, spool, "signed-copy", "signed.pdf")
    assert kept(office) == []
    do(page, "acts", "submit", date=str(office.day), **SENT)
    proof, copy = ("proof of sending", "receipt.pdf"), ("signed copy", "signed.pdf")
    assert kept(office) == [proof, copy]
    assert "receipt.pdf, proof of sending, by finance.officer" in screens.words(page)
    assert not list((spool / UPLOADS).iterdir())


def test_papers_are_kept_without_a_submission_too(
    office: Office, tmp_path: Path
) -> None:
    spool = tmp_path / "spool"
    page = page_of(office, spool, "finance.officer")
    send(page, spool, "signed-copy", "signed.pdf")
    do(page, "papers", "keep")
    assert kept(office) == [("signed copy", "signed.pdf")]
    assert "signed.pdf, signed copy" in screens.words(page)


def test_papers_are_taken_of_a_certified_return_from_whoever_may_submit(
    office: Office, tmp_path: Path
) -> None:
    assert places(page_of(office, tmp_path / "spool", "reviewer")) == {}


def test_a_draft_takes_no_papers(workspace: Workspace, tmp_path: Path) -> None:
    drafted = office_with_a_draft(workspace)
    assert places(page_of(drafted, tmp_path / "spool", "finance.officer")) == {}
