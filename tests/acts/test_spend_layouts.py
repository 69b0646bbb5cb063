"""What headings mean is confirmed once for a source, and files are read by it."""

from datetime import date
from pathlib import Path

import pytest

from fundtrack.acts.history import show_history
from fundtrack.acts.session import Session
from fundtrack.acts.spend_layouts import LayoutLearnt
from fundtrack.acts.spend_layouts import confirm_layout
from fundtrack.acts.spend_layouts import learn_layout
from fundtrack.acts.spending import SpendOptions
from fundtrack.acts.spending import ingest_spend
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.people import Role
from fundtrack.errors import FileRefused
from fundtrack.errors import NotAllowed
from fundtrack.errors import WrongArgument
from tests import builders
from tests import workbooks

DAY = date(2024, 1, 15)
ODD = ("Paid on which day", "To whom", "Sum out", "VAT code", "Amount")
LINE = (DAY, "Supplier 1 (synthetic)", 12.5, "S", 99)


@pytest.fixture
def finance(workspace: Workspace, clock: Clock) -> Session:
    people = builders.person("finance.officer", Role.FINANCE)
    auditor = builders.person("auditor", Role.AUDITOR)
    builders.record(workspace, clock, [*builders.registers(), *people, *auditor])
    return Session(workspace, "finance.officer", clock)


def odd(
    tmp_path: Path,
    *rows: workbooks.Row,
    headed: workbooks.Row = ODD[:4],
    name: str = "partner-2024-01.xlsx",
) -> Path:
    sheets = {"Jan": [["Payments"], headed, *(rows or (LINE[: len(headed)],))]}
    return workbooks.workbook(tmp_path / name, sheets)


def known(learnt: LayoutLearnt) -> list[tuple[str, str | None, str]]:
    return [(one.heading, one.field, one.how) for one in learnt.headings]


def head(session: Session) -> int:
    with session.reading() as books:
        return books.info.head_seq


def test_learning_says_how_each_heading_is_understood_and_records_nothing(
    finance: Session, tmp_path: Path
) -> None:
    before = head(finance)
    learnt = learn_layout(finance, odd(tmp_path), said=["to whom=supplier"])
    assert known(learnt) == [
        ("Paid on which day", "date", "guessed by what stands below"),
        ("To whom", "supplier", "as said now"),
        ("Sum out", "amount", "guessed by what stands below"),
        ("VAT code", None, "left out"),
    ]
    first = learnt.headings[0]
    assert (first.sheet, first.row, first.column) == ("Jan", 2, "A")
    assert first.example == "2024-01-15"
    assert (learnt.source, learnt.confirmed, learnt.findings) == ("partner", None, ())
    assert head(finance) == before


def test_a_confirmed_layout_reads_later_files_of_its_source_wherever_columns_stand(
    finance: Session, tmp_path: Path
) -> None:
    path = odd(tmp_path)
    with pytest.raises(FileRefused):
        ingest_spend(finance, [path])
    done = confirm_layout(finance, path, said=["To whom=supplier"])
    assert (done.entry, done.source) == (head(finance), "partner")
    turned = odd(
        tmp_path,
        (None, "A", 7, DAY),
        headed=("VAT code", "to whom", "SUM OUT", "Paid on which day"),
        name="partner-2024-02.xlsx",
    )
    taken = ingest_spend(finance, [path, turned], SpendOptions(kind="published"))
    assert [file.total_pence for file in taken.files] == [1250, 700]
    assert taken.findings == ()
    assert learn_layout(finance, turned).confirmed == done.entry
    again = learn_layout(finance, turned).headings
    assert [one.how for one in again] == ["left out", *["confirmed before"] * 3]


def test_confirming_the_same_again_records_nothing(
    finance: Session, tmp_path: Path
) -> None:
    first = confirm_layout(finance, odd(tmp_path))
    before = head(finance)
    again = confirm_layout(finance, odd(tmp_path))
    assert (again.entry, again.event_hash) == (first.entry, first.event_hash)
    assert head(finance) == before


def test_what_is_said_anew_replaces_what_was_confirmed(
    finance: Session, tmp_path: Path
) -> None:
    path = odd(tmp_path, LINE, headed=ODD)
    first = confirm_layout(finance, path)
    assert [one.field for one in first.headings] == ["date", None, None, None, "amount"]
    confirm_layout(finance, path, said=["Sum out=amount", "Amount=nothing"])
    taken = ingest_spend(finance, [path], SpendOptions(kind="published"))
    assert taken.files[0].total_pence == 1250
    history = show_history(finance, Cell(), person="finance.officer").entries
    changed = [one for one in history if one.kind == "layout"]
    assert [one.about for one in changed][-1] == "partner"
    assert {one.field for one in changed[-1].changed} >= {"fields"}


def test_a_confirmed_mapping_that_no_longer_fits_is_named(
    finance: Session, tmp_path: Path
) -> None:
    done = confirm_layout(finance, odd(tmp_path))
    gross = odd(
        tmp_path, (DAY, 9), headed=("Date", "Gross"), name="partner-2024-03.xlsx"
    )
    with pytest.raises(FileRefused) as refused:
        ingest_spend(finance, [gross])
    said = refused.value.findings
    assert {one.rule for one in said} == {"layout-changed"}
    assert [one.found for one in said] == ["Date", "Gross"]
    assert f"entry {done.entry}" in said[0].message
    confirm_layout(finance, gross)
    options = SpendOptions(kind="published")
    assert ingest_spend(finance, [gross], options).files[0].accepted == 1
    assert ingest_spend(finance, [odd(tmp_path)], options).files[0].accepted == 1


def test_lines_held_before_a_heading_was_confirmed_are_held_still(
    finance: Session, tmp_path: Path
) -> None:
    headed = ("Date", "Amount", "Memo")
    rows = [(DAY, 5, "a"), (DAY, 5, "b"), (DAY, 6, "c")]
    path = odd(tmp_path, *rows[:2], headed=headed)
    options = SpendOptions(kind="ledger")
    ingest_spend(finance, [path], options)
    confirm_layout(finance, path, said=["Memo=description"])
    later = odd(tmp_path, *rows, headed=headed, name="partner-2024-02.xlsx")
    taken = ingest_spend(finance, [later], options).files[0]
    assert (taken.new, taken.already_held, taken.vanished) == (1, 2, 0)
    again = ingest_spend(finance, [later], options).files[0]
    assert (again.new, again.already_held) == (0, 3)


def test_the_layout_of_one_source_is_none_of_another(
    finance: Session, tmp_path: Path
) -> None:
    confirm_layout(finance, odd(tmp_path), source="council")
    with pytest.raises(FileRefused, match="no heading says"):
        ingest_spend(finance, [odd(tmp_path)])
    options = SpendOptions(source="council", kind="published")
    assert ingest_spend(finance, [odd(tmp_path)], options).files[0].accepted == 1


def test_what_cannot_be_guessed_must_be_said_before_it_is_confirmed(
    finance: Session, tmp_path: Path
) -> None:
    path = odd(tmp_path, (DAY, 5, 6), headed=("Date", "Sum in", "Sum out"))
    (said,) = learn_layout(finance, path).findings
    assert (said.rule, said.row) == ("heading-missing", 2)
    with pytest.raises(FileRefused):
        confirm_layout(finance, path)
    done = confirm_layout(finance, path, said=["Sum in=amount"])
    assert [one.field for one in done.headings] == ["date", "amount", None]


def test_headings_without_payments_below_are_learnt_and_notes_are_not(
    finance: Session, tmp_path: Path
) -> None:
    sheets: dict[str, list[workbooks.Row]] = {
        "Notes": [["As paid"]],
        "Jan": [["Date", "Supplier", "Sum"]],
        "Feb": [["Date", "Amount", "Net amount"], [DAY, 5, 4]],
        "Bare": [[DAY, 5], [DAY, 6]],
    }
    path = workbooks.workbook(tmp_path / "partner.xlsx", sheets)
    learnt = learn_layout(finance, path)
    assert [(one.sheet, one.field, one.how) for one in learnt.headings[2:]] == [
        ("Jan", None, "left out"),
        ("Feb", "date", "known by its words"),
        ("Feb", "amount", "known by its words"),
        ("Feb", None, "another column is preferred"),
    ]
    assert [said.sheet for said in learnt.findings] == ["Jan"]


def test_a_file_without_any_heading_cannot_be_confirmed(
    finance: Session, tmp_path: Path
) -> None:
    path = workbooks.workbook(tmp_path / "partner.xlsx", {"Jan": [["As paid"]]})
    with pytest.raises(FileRefused, match="no heading says"):
        confirm_layout(finance, path)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("Sum out", "must be written HEADING=FIELD"),
        ("Sum out=pounds", "one of: date, amount"),
        ("=amount", "must be written"),
        ("Total=amount", "no heading “Total”; it has: “Paid on which day”"),
    ],
)
def test_a_heading_or_field_that_is_not_there_is_a_wrong_call(
    finance: Session, tmp_path: Path, said: str, why: str
) -> None:
    with pytest.raises(WrongArgument, match=why):
        learn_layout(finance, odd(tmp_path), said=[said])


def test_only_somebody_who_takes_files_in_may_confirm(
    finance: Session, tmp_path: Path, clock: Clock
) -> None:
    auditor = Session(finance.workspace, "auditor", clock)
    assert learn_layout(auditor, odd(tmp_path)).headings
    with pytest.raises(NotAllowed):
        confirm_layout(auditor, odd(tmp_path))
