"""Lines of spending above the agreement's sum need a paper; files are kept."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from fundtrack.acts.coding import code_lines
from fundtrack.acts.corrections import correct
from fundtrack.acts.deliveries import Delivery
from fundtrack.acts.deliveries import delivery
from fundtrack.acts.evidence import Attached
from fundtrack.acts.evidence import attach
from fundtrack.acts.history import show_history
from fundtrack.acts.recording import MoneyAct
from fundtrack.acts.recording import commit
from fundtrack.acts.registers import ingest_registers
from fundtrack.acts.returns import check
from fundtrack.acts.returns import prepare
from fundtrack.config import Workspace
from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.corrections import Correction
from fundtrack.domain.spending import spend_event
from fundtrack.errors import NotAllowed
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.money import Pence
from tests import builders
from tests.builders import CELL
from tests.histories import history_of
from tests.oracles.deliveries import lines_shown
from tests.returns.office import Q4
from tests.returns.office import Office
from tests.returns.office import open_office
from tests.returns.office import terms

FIRST, SECOND, OTHER, ACCRUAL = 23, 24, 25, 26
OVER = 5_001
YEAR_END = date(2024, 3, 31)


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office with three payments, two of them above the agreement's sum."""
    office = open_office(workspace)
    office.record(terms(evidence_over_pence=OVER, retention_years=6))
    return office


@pytest.fixture
def invoice(tmp_path: Path) -> Path:
    """A paper that a supplier sent."""
    paper = tmp_path / "invoice-7.pdf"
    paper.write_bytes(b"two cameras, GBP 400.00")
    return paper


def kept(
    office: Office, entry: int, paper: Path, *, verified: bool = False
) -> Attached:
    """Attach a paper as the finance officer."""
    return attach(office.session("finance.officer"), entry, paper, verified=verified)


def asked(office: Office) -> Delivery:
    """What was delivered by the year's end, the lines beside their twin."""
    found = delivery(office.session("auditor"), "SSF5", YEAR_END, None)
    lines = found.line_evidence
    twin = lines_shown(history_of(office.workspace.ledger), OVER, builders.START)
    assert lines.needed == len(twin)
    assert lines.supported == sum(twin.values())
    assert {it.entry for it in lines.unsupported} == {
        line for line, is_shown in twin.items() if not is_shown
    }
    return found


def missing(office: Office) -> list[int]:
    """The lines that no paper shows."""
    return [line.entry for line in asked(office).line_evidence.unsupported]


def test_lines_above_the_sum_need_a_paper(office: Office) -> None:
    lines = asked(office).line_evidence
    assert (lines.over_pence, lines.needed, lines.supported) == (OVER, 2, 0)
    first, second = lines.unsupported
    assert (first.entry, first.dated, first.pence) == (
        FIRST,
        date(2023, 12, 15),
        40_000,
    )
    assert (first.area, first.supplier) == ("blackpool", "Supplier 1 (synthetic)")
    assert (second.entry, second.reference) == (SECOND, "INV-1")


def test_nothing_is_needed_where_the_terms_name_no_sum(workspace: Workspace) -> None:
    office = open_office(workspace)
    found = delivery(office.session("auditor"), "SSF5", YEAR_END, None)
    assert (found.line_evidence.over_pence, found.line_evidence.needed) == (None, 0)


def test_a_paper_attached_to_a_line_shows_it_and_is_kept_until(
    office: Office, invoice: Path
) -> None:
    done = kept(office, FIRST, invoice)
    assert (done.supports, done.file) == (FIRST, "invoice-7.pdf")
    assert missing(office) == [SECOND]
    (file,) = asked(office).files
    assert (file.entry, file.file, file.which) == (done.entry, done.file, str(FIRST))
    assert file.sha256 == done.sha256 == sha256(invoice.read_bytes()).hexdigest()
    assert (file.state, file.keep_until) == ("received", date(2031, 3, 31))
    path = office.workspace.evidence / done.sha256
    assert path.read_bytes() == invoice.read_bytes()
    found = show_history(office.session("auditor"), Cell(), ANY, str(done.entry))
    assert found.entries[0].evidence == done.sha256


def test_a_paper_may_have_been_compared_with_its_entry(
    office: Office, invoice: Path
) -> None:
    kept(office, ACCRUAL, invoice, verified=True)
    assert [(it.which, it.state) for it in asked(office).files] == [
        (str(ACCRUAL), "verified")
    ]
    assert asked(office).evidence.verified == 1


def test_the_paper_of_a_corrected_line_stays_with_it(
    office: Office, invoice: Path
) -> None:
    session = office.session("finance.officer")
    right = correct(session, FIRST, Correction("read wrongly", Pence(41_000)))
    kept(office, right.entries[-1], invoice)
    assert missing(office) == [SECOND]
    correct(session, SECOND, Correction("not ours"))
    assert asked(office).line_evidence.needed == 1


def test_a_line_coded_by_hand_is_shown_by_the_paper_of_its_suspense(
    office: Office, invoice: Path
) -> None:
    waiting = builders.spend_line(9_000, cell=Cell(fund="SSF5"), row=9)
    (line,) = office.record(spend_event(waiting, 22))
    kept(office, line, invoice)
    code_lines(office.session("finance.officer"), [line], CELL)
    assert (asked(office).line_evidence.needed, missing(office)) == (3, [FIRST, SECOND])


def test_a_line_of_no_fund_yet_keeps_its_paper_too(
    office: Office, invoice: Path
) -> None:
    (line,) = office.record(spend_event(builders.spend_line(9_000, cell=Cell()), 22))
    done = kept(office, line, invoice)
    event = history_of(office.workspace.ledger)[done.entry - 1][1]
    assert (event.payload["fund"], event.payload["which"]) == ("", str(line))


def test_the_paper_of_an_act_is_listed(office: Office, invoice: Path) -> None:
    act = MoneyAct(CELL, Pence(500), YEAR_END, "columns", evidence=invoice)
    entry = commit(office.session("finance.officer"), act).entry
    (file,) = asked(office).files
    assert (file.entry, file.supports, file.which) == (entry, "entry", str(entry))
    assert file.sha256 == sha256(invoice.read_bytes()).hexdigest()


def test_papers_beside_the_register_are_kept_with_their_rows(
    office: Office, invoice: Path
) -> None:
    register = invoice.with_name("evidence.csv")
    register.write_text(
        "Fund,Supports,Which,File,State,Counts from\n"
        f"SSF5,entry,{FIRST},invoice-7.pdf,received,01/02/2024\n"
        f"SSF5,entry,{SECOND},elsewhere.pdf,received,01/02/2024\n"
        f"SSF5,entry,{OTHER},../invoice-7.pdf,received,01/02/2024\n"
        "SSF5,match,council,,missing,01/02/2024\n"
    )
    ingest_registers(office.session("finance.officer"), [register])
    digest = sha256(invoice.read_bytes()).hexdigest()
    assert [(it.file, it.sha256) for it in asked(office).files] == [
        ("invoice-7.pdf", digest),
        ("elsewhere.pdf", None),
        ("../invoice-7.pdf", None),
    ]
    assert missing(office) == []
    assert (office.workspace.evidence / digest).is_file()


def said_of(office: Office) -> list[Finding]:
    """What the return's check says of papers."""
    done = prepare(office.session("finance.officer"), "SSF5", Q4)
    found = check(office.session("finance.officer"), done.return_id)
    return [it for it in found.findings if it.rule == "evidence-held"]


def test_a_return_says_which_lines_lack_a_paper(office: Office, invoice: Path) -> None:
    kept(office, FIRST, invoice)
    (said,) = said_of(office)
    assert said.severity is Severity.WARN
    assert said.message == (
        f"1 of 2 lines over £50.01 have a paper; none is held for entries {SECOND}"
    )
    kept(office, SECOND, invoice)
    assert said_of(office) == []


def test_a_missing_paper_blocks_only_where_the_terms_say_so(office: Office) -> None:
    office.record(terms(evidence_over_pence=OVER, evidence_blocks=True))
    assert [said.severity for said in said_of(office)] == [Severity.BLOCK]


def test_what_cannot_be_attached_is_refused(office: Office, invoice: Path) -> None:
    with pytest.raises(UnknownName, match="there is no entry"):
        kept(office, 999, invoice)
    with pytest.raises(WrongArgument, match="there is no file"):
        kept(office, FIRST, invoice.with_name("gone.pdf"))
    with pytest.raises(NotAllowed):
        attach(office.session("reviewer"), FIRST, invoice, verified=False)
