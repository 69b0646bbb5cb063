"""A return's workbook and its ODS, opened and worked through by another program."""

import csv
import io
import re
import subprocess
from pathlib import Path

import pytest

from fundtrack.returns.cell_texts import shown_cell
from fundtrack.returns.frozen import render
from fundtrack.returns.layouts import Kind
from tests.returns.office import RETURN
from tests.returns.whole import HOSTILE
from tests.returns.whole import SUPPLIERS
from tests.returns.whole import whole_papers
from tests.returns.whole import whole_sheets

EVERY_SHEET = (
    "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
)

Opened = dict[str, list[list[str]]]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Opened]:
    """Every sheet of both files, as LibreOffice shows it."""
    folder = tmp_path_factory.mktemp("opened")
    made = render(RETURN, [*whole_sheets(), HOSTILE], "Testshire", "")
    sources = [folder / f"{kind}.{kind}" for kind in ("xlsx", "ods")]
    for path in sources:
        path.write_bytes(made[f"{RETURN}{path.suffix}"])
    profile = f"-env:UserInstallation=file://{folder}/profile"
    order = ["soffice", profile, "--headless", "--convert-to", EVERY_SHEET]
    outputs = ["--outdir", str(folder / "out"), *map(str, sources)]
    subprocess.run([*order, *outputs], check=True, capture_output=True, timeout=300)
    return {kind: _sheets(folder / "out", kind) for kind in ("xlsx", "ods")}


def _sheets(folder: Path, kind: str) -> Opened:
    return {
        path.stem.removeprefix(f"{kind}-"): _rows(path.read_bytes())
        for path in folder.glob(f"{kind}-*.csv")
    }


def _rows(written: bytes) -> list[list[str]]:
    text = written.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def pence(cell: str) -> int:
    """Read pounds as they are shown back into pence."""
    sign = -1 if cell.startswith("−") else 1
    return sign * int(re.sub(r"\D", "", cell))


def column(rows: list[list[str]], heading: str) -> list[str]:
    """The cells under a heading, which stands in the fourth row."""
    at = rows[3].index(heading)
    return [row[at] for row in rows[4:]]


def test_both_open_with_every_sheet_and_no_cell_in_error(
    opened: dict[str, Opened],
) -> None:
    names = [*(sheet.name for sheet in whole_sheets()), HOSTILE.name]
    for sheets in opened.values():
        assert sorted(sheets) == sorted(names)
        cells = [cell for rows in sheets.values() for row in rows for cell in row]
        assert not any(cell.startswith(("Err:", "###")) for cell in cells)
        assert not {"#REF!", "#NAME?", "#VALUE!", "#DIV/0!"} & set(cells)


def test_both_show_the_same_cells(opened: dict[str, Opened]) -> None:
    # Signs that no file can hold are marked in two ways, in names alone.
    first, second = opened.values()
    assert [first[it.name] for it in whole_sheets()] == [
        second[it.name] for it in whole_sheets()
    ]
    figures = [[row[1:] for row in it[HOSTILE.name]] for it in opened.values()]
    assert figures[0] == figures[1]


def test_the_sums_are_those_of_the_claim_to_the_penny(
    opened: dict[str, Opened],
) -> None:
    claim = whole_papers().figures.reconciliation.claim_pence
    for sheets in opened.values():
        steps = {row[0]: row[1] for row in sheets["Claim"][4:]}
        assert pence(steps["Claim for this quarter"]) == claim
        lines = column(sheets["Transaction listing"], "Pounds")
        assert sum(map(pence, lines)) == claim
        eligible = column(sheets["Financial table"], "Eligible since 1 October 2023")
        assert pence(eligible[-1]) == sum(map(pence, eligible[:-1])) == claim
        difference = [row for row in sheets["Reconciliation"] if row[0] == "Difference"]
        assert pence(difference[0][1]) == 0


def test_every_figure_is_shown_as_the_page_shows_it(
    opened: dict[str, Opened],
) -> None:
    figures = {Kind.POUNDS, Kind.SUM, Kind.SHARE, Kind.DAY}
    for sheet in (*whole_sheets(), HOSTILE):
        for at, held in enumerate(sheet.columns):
            if held.kind in figures and sheet.rows:
                cells = [row[at] for row in opened["ods"][sheet.name][4:]]
                assert cells == [shown_cell(held, row[at]) for row in sheet.rows]


def test_hostile_names_are_words_to_both(opened: dict[str, Opened]) -> None:
    for sheets in opened.values():
        names = column(sheets[HOSTILE.name], "=Supplier")
        plain = [name for name in SUPPLIERS if name.isprintable()]
        assert set(plain) <= set(names)
        assert sum("=1+1" in name for name in names) == 2
