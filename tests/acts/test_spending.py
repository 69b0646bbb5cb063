"""Files of spending come in whole or not at all, and never twice."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from fundtrack.acts.session import Session
from fundtrack.acts.spending import FileTaken
from fundtrack.acts.spending import SpendImport
from fundtrack.acts.spending import SpendOptions
from fundtrack.acts.spending import ingest_spend
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.people import Role
from fundtrack.errors import FileRefused
from fundtrack.errors import NotAllowed
from fundtrack.errors import WrongArgument
from fundtrack.findings import Severity
from fundtrack.money import Pence
from fundtrack.store.connection import Row
from fundtrack.store.evidence import evidence_path
from tests import builders
from tests import workbooks
from tests.workbooks import CODED
from tests.workbooks import coded
from tests.workbooks import published

WAITING = ("SSF5", None, None, None, None)
LEDGER = SpendOptions(source="ledger", kind="ledger")
LIST = SpendOptions(source="list", kind="published")


@pytest.fixture
def finance(workspace: Workspace, clock: Clock) -> Session:
    events = [
        *builders.registers(),
        builders.allocation(90_000),
        *builders.person("finance.officer", Role.FINANCE),
        *builders.person("auditor", Role.AUDITOR),
    ]
    builders.record(workspace, clock, events)
    return Session(workspace, "finance.officer", clock)


def extract(path: Path, *rows: workbooks.Row) -> Path:
    return workbooks.workbook(path, {"Jan": [CODED, *rows]})


def spend_list(path: Path, *rows: workbooks.Row) -> Path:
    return workbooks.workbook(path, {"Jan": [workbooks.PUBLISHED, *rows]})


def take(
    session: Session, path: Path, options: SpendOptions = LEDGER
) -> tuple[FileTaken, SpendImport]:
    taken = ingest_spend(session, [path], options)
    (file,) = taken.files
    return file, taken


def counts(file: FileTaken) -> tuple[int, int, int, int]:
    return (file.rows, file.accepted, file.refused, file.already_held)


def entries(session: Session) -> int:
    with session.reading() as books:
        return books.info.head_seq


def lines(session: Session) -> list[Row]:
    with session.reading() as books:
        every = list(range(1, books.info.head_seq + 1))
        return books.rows("spend_lines", entries=every)


def kinds(session: Session) -> list[tuple[str, int]]:
    return [(row["kind"], row["pence"]) for row in lines(session)]


def test_good_rows_enter_with_their_place_and_a_refused_row_stays_as_a_finding(
    finance: Session, tmp_path: Path
) -> None:
    path = extract(tmp_path / "e.xlsx", coded(10), coded("n/k"), coded(5, cell=WAITING))
    file, taken = take(finance, path)
    assert counts(file) == (3, 2, 1, 0)
    assert (file.total_pence, file.new, file.recoded, file.vanished) == (1500, 2, 0, 0)
    assert (taken.suspense_lines, taken.suspense_pence) == (1, 500)
    (said,) = taken.findings
    assert (said.severity, said.rule, said.row) == (
        Severity.BLOCK,
        "amount-not-money",
        3,
    )
    actual, suspense, refused = lines(finance)
    assert [row["kind"] for row in (actual, suspense, refused)] == [
        "actual",
        "suspense",
        "refused_line",
    ]
    assert (actual["source_sheet"], actual["source_row"], actual["source_column"]) == (
        "Jan",
        2,
        "Amount (£)",
    )
    assert evidence_path(finance.workspace, file.sha256).read_bytes() == (
        path.read_bytes()
    )


def test_the_same_file_twice_changes_nothing(finance: Session, tmp_path: Path) -> None:
    path = extract(tmp_path / "e.xlsx", coded(10), coded(10), coded("n/k"))
    first, _ = take(finance, path)
    before = entries(finance)
    again, taken = take(finance, path)
    assert counts(first) == (3, 2, 1, 0)
    assert counts(again) == (3, 0, 1, 2)
    assert again.total_pence == first.total_pence == 2000
    assert entries(finance) == before
    assert [said.rule for said in taken.findings] == ["amount-not-money", "file-held"]


def test_a_file_given_twice_in_one_call_is_taken_in_once(
    finance: Session, tmp_path: Path
) -> None:
    path = extract(tmp_path / "e.xlsx", coded(10), coded("n/k"))
    taken = ingest_spend(finance, [path, path], LEDGER)
    assert [counts(file) for file in taken.files] == [(2, 1, 1, 0), (2, 0, 1, 1)]
    assert len(lines(finance)) == 2


def test_a_longer_extract_brings_only_what_is_new(
    finance: Session, tmp_path: Path
) -> None:
    take(finance, extract(tmp_path / "jan.xlsx", coded(10), coded(10), coded("n/k")))
    later = [coded(10), coded(10), coded(10), coded("n/k"), coded(7)]
    file, taken = take(finance, extract(tmp_path / "feb.xlsx", *later))
    assert counts(file) == (5, 2, 1, 2)
    assert [kind for kind, _ in kinds(finance)] == [
        "actual",
        "actual",
        "refused_line",
        "actual",
        "actual",
    ]
    assert [said.rule for said in taken.findings] == [
        "amount-not-money",
        "rows-repeated",
    ]


def test_the_corrected_row_settles_the_refused_one(
    finance: Session, tmp_path: Path
) -> None:
    take(finance, extract(tmp_path / "e.xlsx", coded("n/k"), coded("n/a"), coded(1)))
    refused = [row["entry"] for row in lines(finance) if row["kind"] == "refused_line"]
    other = coded(3, reference="INV-2")
    corrected = extract(tmp_path / "f.xlsx", other, coded(3), coded("n/a"), coded(1))
    file, _ = take(finance, corrected)
    assert counts(file) == (4, 2, 1, 1)
    answered = {row["entry"]: row["is_answered"] for row in lines(finance)}
    assert [answered[entry] for entry in refused] == [True, False]


def test_a_name_added_to_the_registers_lets_the_same_file_in(
    finance: Session, tmp_path: Path, clock: Clock
) -> None:
    cell = ("SSF5", "pennine", "town-centre-cctv", "cctv", "capital")
    path = extract(tmp_path / "e.xlsx", coded(10, cell=cell))
    file, _ = take(finance, path)
    assert counts(file) == (1, 0, 1, 0)
    builders.record(finance.workspace, clock, builders.registers("pennine"))
    again, _ = take(finance, path)
    assert counts(again) == (1, 1, 0, 0)
    assert all(
        row["is_answered"] for row in lines(finance) if row["kind"] == "refused_line"
    )


def test_strict_refuses_the_file_for_one_row(finance: Session, tmp_path: Path) -> None:
    before = entries(finance)
    path = extract(tmp_path / "e.xlsx", coded(10), coded("n/k"), coded(dated="soon"))
    with pytest.raises(FileRefused) as refused:
        take(finance, path, SpendOptions(is_strict=True))
    assert [said.row for said in refused.value.findings] == [3, 4]
    assert entries(finance) == before
    assert not finance.workspace.evidence.exists()


def test_one_bad_file_keeps_every_file_of_the_call_out(
    finance: Session, tmp_path: Path
) -> None:
    good = extract(tmp_path / "good.xlsx", coded(10))
    page = tmp_path / "page.csv"
    page.write_text("<html></html>")
    bare = extract(tmp_path / "bare.xlsx")
    with pytest.raises(FileRefused) as refused:
        ingest_spend(finance, [good, page, bare])
    assert [(said.file, said.rule) for said in refused.value.findings] == [
        ("page.csv", "web-page"),
        ("bare.xlsx", "file-without-rows"),
    ]
    assert lines(finance) == []


def test_a_dry_run_says_everything_and_records_nothing(
    finance: Session, tmp_path: Path
) -> None:
    path = extract(tmp_path / "e.xlsx", coded(10), coded("n/k"), coded(5, cell=WAITING))
    before = entries(finance)
    trial = ingest_spend(finance, [path], SpendOptions(is_dry_run=True))
    assert entries(finance) == before
    assert not finance.workspace.evidence.exists()
    assert ingest_spend(finance, [path], SpendOptions()) == trial


def test_a_control_total_that_does_not_tie_is_said_and_remembered(
    finance: Session, tmp_path: Path
) -> None:
    path = extract(tmp_path / "e.xlsx", coded(10))
    file, taken = take(finance, path, SpendOptions("ledger", Pence(1200), "ledger"))
    assert (file.control_total_pence, file.difference_pence) == (1200, -200)
    assert [(said.rule, said.severity) for said in taken.findings] == [
        ("control-total", Severity.WARN)
    ]
    before = entries(finance)
    tied, silent = take(finance, path, SpendOptions("ledger", Pence(1000)))
    assert (tied.difference_pence, silent.findings) == (0, ())
    assert entries(finance) == before + 1
    take(finance, path, SpendOptions("ledger", Pence(1000)))
    assert entries(finance) == before + 1


def test_a_control_total_belongs_to_one_file(finance: Session, tmp_path: Path) -> None:
    path = extract(tmp_path / "e.xlsx", coded(10))
    with pytest.raises(WrongArgument):
        ingest_spend(finance, [path, path], SpendOptions(control_total_pence=Pence(1)))


def test_a_kind_is_guessed_until_somebody_confirms_it(
    finance: Session, tmp_path: Path
) -> None:
    path = spend_list(tmp_path / "hill-2024.xlsx", published(5))
    trial = SpendOptions(is_dry_run=True)
    file, taken = take(finance, path, trial)
    assert (file.source, file.source_kind) == ("hill", "published")
    assert [said.rule for said in taken.findings] == ["source-kind-assumed"]
    take(finance, path, SpendOptions(kind="ledger"))
    file, taken = take(finance, path, trial)
    assert (file.source_kind, [said.rule for said in taken.findings]) == (
        "ledger",
        ["file-held"],
    )
    _, taken = take(finance, path, SpendOptions(kind="published", is_dry_run=True))
    assert [said.rule for said in taken.findings] == [
        "source-kind-changed",
        "file-held",
    ]


def test_a_file_keeps_the_source_it_was_taken_in_from(
    finance: Session, tmp_path: Path
) -> None:
    path = extract(tmp_path / "e.xlsx", coded(10))
    take(finance, path)
    file, _ = take(finance, path, SpendOptions())
    assert (file.source, counts(file)) == ("ledger", (1, 0, 0, 1))
    with pytest.raises(FileRefused, match="--source ledger"):
        take(finance, path, SpendOptions(source="other"))


def test_a_kind_is_guessed_once_for_the_files_of_a_source(
    finance: Session, tmp_path: Path
) -> None:
    files = [
        extract(tmp_path / "hill-2023.xlsx", coded(1)),
        extract(tmp_path / "hill-2024.xlsx", coded(2)),
    ]
    taken = ingest_spend(finance, files)
    assert [said.rule for said in taken.findings] == ["source-kind-assumed"]
    assert [file.source_kind for file in taken.files] == ["ledger", "ledger"]


def test_a_published_list_is_outside_the_funds_where_no_ledger_is_held(
    finance: Session, tmp_path: Path
) -> None:
    path = spend_list(tmp_path / "p.xlsx", published(5), published("n/k"))
    file, taken = take(finance, path, LIST)
    assert (counts(file), taken.suspense_lines) == ((2, 1, 1, 0), 0)
    assert [kind for kind, _ in kinds(finance)] == ["outside", "refused_line"]
    with finance.reading() as books:
        assert books.rows("refused", known=99) == []


def test_a_published_list_is_evidence_where_a_ledger_holds_the_month(
    finance: Session, tmp_path: Path
) -> None:
    take(finance, extract(tmp_path / "e.xlsx", coded(10)))
    february = published(6, date(2024, 2, 1))
    path = spend_list(tmp_path / "p.xlsx", published(5), february)
    file, _ = take(finance, path, LIST)
    assert counts(file) == (2, 2, 0, 0)
    assert [kind for kind, _ in kinds(finance)] == [
        "actual",
        "published_line",
        "outside",
    ]


def test_the_ledger_of_a_call_counts_whatever_the_order_of_its_files(
    finance: Session, tmp_path: Path
) -> None:
    files = [
        spend_list(tmp_path / "p.xlsx", published(5)),
        extract(tmp_path / "e.xlsx", coded(10)),
    ]
    ingest_spend(finance, files)
    assert [kind for kind, _ in kinds(finance)] == ["published_line", "actual"]


def test_who_may_not_take_in_files_is_told_who_can(
    finance: Session, tmp_path: Path
) -> None:
    auditor = Session(finance.workspace, "auditor", finance.clock)
    path = extract(tmp_path / "e.xlsx", coded(10))
    for options in (SpendOptions(), SpendOptions(is_dry_run=True)):
        with pytest.raises(NotAllowed, match="finance\\.officer"):
            ingest_spend(auditor, [path], options)


CELLS = st.one_of(
    st.none(),
    st.sampled_from(["n/k", "£1,000.00", "(45.00)", "Total", "15/01/2024", "SSF5"]),
    st.sampled_from(["blackpool", "Date", "Amount (£)", "45044", "cctv", " \u00a0"]),
    st.integers(-100_000, 100_000),
    st.dates(date(1995, 1, 1), date(2030, 1, 1)),
    st.booleans(),
)


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.tuples(*[CELLS] * len(CODED)), max_size=15))
def test_every_row_of_any_table_is_accepted_refused_or_held(
    finance: Session, tmp_path: Path, rows: Sequence[workbooks.Row]
) -> None:
    path = extract(tmp_path / "e.xlsx", coded(1), *rows)
    trial = SpendOptions("ledger", kind="ledger", is_dry_run=True)
    for options in (trial, LEDGER, LEDGER):
        file, taken = take(finance, path, options)
        assert file.rows == file.accepted + file.refused + file.already_held
        refused = {said.row for said in taken.findings if said.severity == "block"}
        assert len(refused) == file.refused
    assert file.accepted == 0
