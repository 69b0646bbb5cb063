"""An export holds every record: row by row and sum by sum what the books hold."""

import csv
import hashlib
import json
from collections.abc import Iterator
from datetime import date
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from fundtrack.acts.exporting import Exported
from fundtrack.acts.exporting import export_all
from fundtrack.acts.people import set_password
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import moment_text
from fundtrack.domain.people import Role
from fundtrack.errors import FileStands
from fundtrack.errors import NoRoom
from fundtrack.errors import NoSnapshot
from fundtrack.metrics.known import LAST_ENTRY
from tests import builders
from tests.oracle import TWINS
from tests.returns.office import Office
from tests.returns.office import open_office
from tests.store.test_ledger import small_disk

FORMULAS = ('=cmd|"/C calc"!A0', "+1", "-1", "@SUM(A1)", "\tx", "'quoted", "plain, £")
CELL_COLUMNS = (
    *("fund", "area", "project", "heading", "spend_kind", "financial_year"),
)
MEASURES = ("awarded", "budget", "committed", "accrued", "actual", "claimed")


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office some of whose words a spreadsheet would take for formulas."""
    office = open_office(workspace)
    notes = [NewEvent("note", date(2024, 4, 1), words) for words in FORMULAS]
    office.record(*notes, *builders.person("ann", Role.ADMIN))
    return office


def exported(office: Office, folder: Path) -> Exported:
    """Export the office."""
    return export_all(office.session("auditor"), folder)


def csv_rows(path: Path) -> Iterator[dict[str, str | None]]:
    """Read an exported CSV back as its README says."""
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as text:
        for row in csv.DictReader(text):
            yield {name: said.removeprefix("'") or None for name, said in row.items()}


def asked(con: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, object]]:
    """Ask a database and give rows by column name."""
    answer = con.execute(query)
    names = [column[0] for column in answer.description or ()]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def as_written(held: object) -> str | None:
    """A cell as the CSV writes it, without the guard."""
    if isinstance(held, datetime):
        return moment_text(held)
    if isinstance(held, bool):
        return str(held).lower()
    if isinstance(held, list):
        return "; ".join(held)
    return None if held is None or held == "" else str(held)


def without_password(row: dict[str, object]) -> dict[str, object]:
    """A row as an export gives it: the password of a person is withheld."""
    if row.get("kind") != "password":
        return row
    person = json.loads(str(row["payload"]))["person"]
    return {**row, "payload": f'{{"person":"{person}","withheld":true}}'}


@pytest.mark.parametrize("table", ["event", "posting"])
def test_every_row_of_the_books_is_there_twice_as_they_hold_it(
    office: Office, tmp_path: Path, table: str
) -> None:
    made = exported(office, tmp_path / "out")
    with duckdb.connect(str(office.workspace.ledger), read_only=True) as con:
        held = [
            without_password(row)
            for row in asked(con, f"SELECT * FROM {table} ORDER BY ALL")  # noqa: S608
        ]
        parquet = tmp_path / "out" / f"{table}.parquet"
        assert asked(con, f"SELECT * FROM '{parquet}'") == held  # noqa: S608
    plain = [{name: as_written(it) for name, it in row.items()} for row in held]
    assert list(csv_rows(tmp_path / "out" / f"{table}.csv")) == plain
    assert {file.rows for file in made.files if file.name.startswith(table)} == {
        len(held)
    }


def test_no_cell_of_text_begins_as_a_formula(office: Office, tmp_path: Path) -> None:
    exported(office, tmp_path / "out")
    with (tmp_path / "out" / "event.csv").open(encoding="utf-8-sig") as text:
        reasons = [row["reason"] for row in csv.DictReader(text)]
    guarded = [*(f"'{words}" for words in FORMULAS[:-1]), FORMULAS[-1]]
    assert reasons[-9:-2] == guarded


def test_every_table_is_alike_in_both_forms_and_explained(
    office: Office, tmp_path: Path
) -> None:
    made = exported(office, tmp_path / "out")
    explained = list(csv_rows(tmp_path / "out" / "dictionary.csv"))
    tables = sorted({str(row["table"]) for row in explained})
    with duckdb.connect() as con:
        for table in tables:
            parquet = tmp_path / "out" / f"{table}.parquet"
            rows = asked(con, f"SELECT * FROM '{parquet}'")  # noqa: S608
            plain = [{name: as_written(it) for name, it in row.items()} for row in rows]
            assert list(csv_rows(parquet.with_suffix(".csv"))) == plain
            described = asked(con, f"DESCRIBE SELECT * FROM '{parquet}'")  # noqa: S608
            assert [row["column"] for row in explained if row["table"] == table] == [
                row["column_name"] for row in described
            ]
    assert {"event", "posting", "position_line", "fund_register", "spend_line"} <= {
        *tables
    }
    assert all(row["words"] for row in explained)
    assert {file.name for file in made.files} == {
        *(f"{table}.{form}" for table in tables for form in ("csv", "parquet")),
        *("dictionary.csv", "README.txt"),
    }


def test_the_position_is_that_of_the_oracle(office: Office, tmp_path: Path) -> None:
    made = exported(office, tmp_path / "out")
    rows = list(csv_rows(tmp_path / "out" / "position_line.csv"))
    assert rows
    for row in rows:
        cell = Cell(*(str(row[name]) for name in CELL_COLUMNS))
        assert (row["as_at"], row["as_known"]) == ("2024-04-16", str(made.entries))
        for measure in MEASURES:
            twin = TWINS[measure](office.history, cell, office.day, LAST_ENTRY)
            if "*" not in cell.parts:
                assert row[f"{measure}_pence"] == str(twin), (measure, cell)
    for measure in MEASURES:
        total = sum(int(row[f"{measure}_pence"] or 0) for row in rows)
        assert total == TWINS[measure](office.history, Cell(), office.day, LAST_ENTRY)


def test_the_files_are_those_that_the_readme_and_the_answer_name(
    office: Office, tmp_path: Path
) -> None:
    made = exported(office, tmp_path / "out")
    readme = (tmp_path / "out" / "README.txt").read_text(encoding="utf-8")
    for file in made.files:
        held = (tmp_path / "out" / file.name).read_bytes()
        assert hashlib.sha256(held).hexdigest() == file.sha256
        assert f"{file.sha256}  {file.name}" in readme or file.name == "README.txt"
    assert "All records of Testshire" in readme
    assert f"snapshot {made.snapshot}: {made.entries} entries, head {made.head}" in (
        readme
    )
    rows = {file.name: file.rows for file in made.files}["posting.csv"]
    assert f"posting: {rows} rows. One row per side of a money event" in readme
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        file.name for file in made.files
    }


def test_a_password_stays_in_the_books(office: Office, tmp_path: Path) -> None:
    set_password(office.session("ann"), "ann", "correct battery")
    exported(office, tmp_path / "out")
    last = list(csv_rows(tmp_path / "out" / "event.csv"))[-1]
    assert (last["kind"], last["payload"]) == (
        "password",
        '{"person":"ann","withheld":true}',
    )
    with duckdb.connect(str(office.workspace.ledger), read_only=True) as con:
        (held,) = asked(con, "SELECT payload FROM event ORDER BY seq DESC LIMIT 1")
    salt = str(held["payload"]).partition('"salt":"')[2][:16]
    assert salt
    assert not any(
        salt.encode() in path.read_bytes() for path in (tmp_path / "out").iterdir()
    )


def test_books_without_money_are_exported(tmp_path: Path) -> None:
    office = Office(Workspace(tmp_path / "office"))
    office.workspace.folder.mkdir()
    office.workspace.settings_file.write_text('[office]\nname="N"\nforce="n"\n')
    office.record()
    assert exported(office, tmp_path / "out").entries == 0


@pytest.mark.parametrize("is_file", [True, False])
def test_a_folder_that_holds_anything_is_refused(
    office: Office, tmp_path: Path, is_file: bool
) -> None:
    out = tmp_path / "out"
    if is_file:
        out.write_text("mine")
    else:
        out.mkdir()
        (out / "mine.txt").write_text("mine")
    with pytest.raises(FileStands):
        exported(office, out)
    assert (out if is_file else out / "mine.txt").read_text() == "mine"


def test_an_empty_folder_is_filled_and_a_deep_one_made(
    office: Office, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    exported(office, tmp_path / "out")
    assert (tmp_path / "out" / "README.txt").is_file()
    exported(office, tmp_path / "deep" / "out")
    assert {path.name for path in (tmp_path / "deep").iterdir()} == {"out"}


def test_a_full_disk_leaves_nothing(office: Office, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    with small_disk(small, "size=40k"):
        with pytest.raises(NoRoom, match="No space left"):
            exported(office, small / "out")
        assert list(small.iterdir()) == []


def test_without_a_snapshot_there_is_nothing_to_export(
    office: Office, tmp_path: Path
) -> None:
    for path in office.workspace.published.glob("[0-9a-f]*.duckdb"):
        path.unlink()
    with pytest.raises(NoSnapshot):
        exported(office, tmp_path / "out")
    assert {path.name for path in tmp_path.iterdir()} == {"office"}
