"""Returns of offices drawn at random: every figure is the same by any route.

Sheet, CSV, workbook, page, lineage, trace and the slow twin over the events themselves.
"""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser

import pytest
import python_calamine

from fundtrack.cli import main
from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Workspace
from fundtrack.domain.figures import FigureId
from fundtrack.domain.figures import Measure
from fundtrack.domain.people import Role
from fundtrack.domain.returns import ReturnState
from fundtrack.domain.returns import StepTaken
from fundtrack.metrics.trace import Trace
from fundtrack.metrics.trace import trace
from fundtrack.periods import Quarter
from fundtrack.returns.layouts import MONEY
from fundtrack.returns.layouts import Kind
from fundtrack.returns.layouts import Sheet
from fundtrack.returns.layouts import read_layout
from fundtrack.returns.making import Order
from fundtrack.returns.making import make_papers
from fundtrack.returns.sections import sheets
from fundtrack.returns.texts import csv_bytes
from fundtrack.returns.texts import html_bytes
from fundtrack.returns.workbook import HEADER_ROW
from fundtrack.returns.workbook import Properties
from fundtrack.returns.workbook import workbook_bytes
from fundtrack.store.snapshot import open_books
from tests import builders
from tests.cli.test_app import EXAMPLE
from tests.conftest import SETTINGS
from tests.oracle import TWINS
from tests.oracle import History
from tests.oracle import plans
from tests.oracle import still_to_come
from tests.random_office.acts import draw_story
from tests.random_office.books import NOON
from tests.random_office.books import tell

SEEDS = {"F0000": 3, "F0001": 40, "F0003": 17, "F0004": 58}
"""Funds that have an agreement, and the story of each."""
TODAY = date(2025, 7, 1)
QUARTER = Quarter.parse("2023-24 Q4")
FORECASTS = {f"forecast_q{number}": number for number in (1, 2, 3, 4)}


@dataclass(frozen=True)
class Made:
    """The sheets of a fund's return, and what `trace` says of its figures."""

    sheets: dict[str, Sheet]
    traces: dict[str, Trace]
    history: History

    def rows(self, name: str) -> list[dict[str, object]]:
        """The rows of a sheet by the fields they show."""
        sheet = self.sheets[name]
        fields = [column.shows for column in sheet.columns]
        return [dict(zip(fields, row, strict=True)) for row in sheet.rows]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """An office for all the stories."""
    folder = tmp_path_factory.mktemp("routes") / "office"
    folder.mkdir()
    (folder / SETTINGS_FILE).write_text(SETTINGS + EXAMPLE, encoding="utf-8")
    return Workspace(folder)


@pytest.fixture(scope="module")
def made(workspace: Workspace) -> dict[str, Made]:
    """The return of every fund, with the trace of each of its figures."""
    office = tell(workspace, {fund: draw_story(it) for fund, it in SEEDS.items()})
    builders.record(workspace, lambda: NOON, builders.person("officer", Role.AUDITOR))
    found = {}
    with open_books(workspace) as books:
        for fund, history in office.histories().items():
            order = Order(
                return_id=f"{fund}-2023-24-Q4-v1",
                fund=fund,
                quarter=QUARTER,
                version=1,
                known=books.info.head_seq,
                on=TODAY,
                office="Testshire",
                is_example=False,
                last_step=StepTaken(ReturnState.PREPARED, "officer", TODAY),
            )
            laid = {
                it.name: it for it in sheets(make_papers(books, order), read_layout())
            }
            ids = [str(row[1]) for row in laid["Figures"].rows]
            traces = {it: trace(books, FigureId.parse(it)) for it in ids}
            found[fund] = Made(laid, traces, history)
    return found


@pytest.fixture(params=SEEDS)
def one(made: dict[str, Made], request: pytest.FixtureRequest) -> Made:
    """The return of one fund."""
    return made[request.param]


def money(sheet: Sheet) -> Iterator[tuple[int, int, int]]:
    """Every sum on a sheet: its row and column, and its pence."""
    for down, row in enumerate(sheet.rows):
        for at, (column, held) in enumerate(zip(sheet.columns, row, strict=True)):
            if column.kind in MONEY and isinstance(held, int):
                yield down, at, held


def test_every_sum_of_every_sheet_stands_in_its_csv(one: Made) -> None:
    for sheet in one.sheets.values():
        read = io.StringIO(csv_bytes(sheet).decode("utf-8-sig"), newline="")
        _, *rows = csv.reader(read)
        for down, at, pence in money(sheet):
            assert pence_of(rows[down][at]) == pence, (sheet.name, down, at)


def test_every_sum_and_count_stands_in_the_workbook(one: Made) -> None:
    shown = list(one.sheets.values())
    written = workbook_bytes(shown, Properties("a", "b", "c"))
    book = python_calamine.load_workbook(io.BytesIO(written))
    for sheet in shown:
        rows = book.get_sheet_by_name(sheet.name).to_python()[HEADER_ROW + 1 :]
        for down, at, pence in money(sheet):
            read = rows[down][at]
            assert round(float(str(read)) * 100) == pence, (sheet.name, down, at)
        for at, column in enumerate(sheet.columns):
            if column.kind is Kind.COUNT:
                counts = [row[at] for row in rows[: len(sheet.rows)]]
                assert counts == [row[at] for row in sheet.rows]


class Tables(HTMLParser):
    """The cells of the tables of a page, row by row."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self._is_open = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Begin a table, a row or a cell."""
        del attrs
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in {"td", "th"} and self.tables:
            self.tables[-1][-1].append("")
        self._is_open = tag in {"td", "th"}

    def handle_data(self, data: str) -> None:
        """Add to the cell that is open."""
        if self._is_open:
            self.tables[-1][-1][-1] += data


def test_every_sum_stands_on_the_page(one: Made) -> None:
    shown = [sheet for sheet in one.sheets.values() if sheet.rows]
    read = Tables()
    read.feed(html_bytes(shown, "a return").decode("utf-8"))
    assert len(read.tables) == len(shown)
    for sheet, (_, *rows) in zip(shown, read.tables, strict=True):
        for down, at, pence in money(sheet):
            assert pence_of(rows[down][at]) == pence, (sheet.name, down, at)


def pence_of(written: str) -> int:
    """Read pounds as people or files write them."""
    plain = written.strip().translate(str.maketrans("−", "-", "£,'"))
    pounds, _, pence = plain.partition(".")
    sign = -1 if plain.startswith("-") else 1
    return sign * (abs(int(pounds)) * 100 + int(pence))


def test_every_figure_traces_to_what_it_is(one: Made) -> None:
    for row in one.rows("Figures"):
        found = one.traces[str(row["figure"])]
        assert (row["pence"], row["lines"]) == (found.pence, len(found.lines)), row


def test_every_figure_agrees_with_the_slow_twin(one: Made) -> None:
    for row in one.rows("Figures"):
        figure = FigureId.parse(str(row["figure"]))
        assert row["pence"] == slowly(one.history, figure), figure


def slowly(history: History, figure: FigureId) -> int:
    """Work a figure out of the events, one after the other."""
    kept = [
        (entry, event)
        for entry, event in history
        if (figure.start is None or event.effective_on >= figure.start)
        and not (figure.less and figure.less.held(entry, event.effective_on))
    ]
    asked = (figure.cell, figure.as_at, figure.known)
    if figure.measure in FORECASTS:
        return sum(
            pence
            for (_, ends), pence in plans(kept, "forecast", *asked).items()
            if ends > figure.as_at
            and Quarter.of(ends).number == FORECASTS[figure.measure]
        )
    if figure.measure is Measure.STILL_TO_COME:
        return still_to_come(kept, *asked)
    measure = str(figure.measure)
    if figure.measure in {Measure.REVERSALS, Measure.ACCRUALS_MADE}:
        is_reversal = figure.measure is Measure.REVERSALS
        kept = [it for it in kept if (it[1].kind == "accrual_reversal") == is_reversal]
        measure = "accrued"
    return TWINS[measure](kept, *asked) or 0


def test_the_lineage_lists_what_trace_lists_beneath_every_figure(one: Made) -> None:
    lines = one.rows("Lineage")
    for row in one.rows("Figures"):
        marked = [it for it in lines if str(row["mark"]) in str(it["marks"])]
        listed = [
            (it["entry"], it["pence"], it["on"], it["file"] or None, it["row"])
            for it in marked
        ]
        assert listed == [
            (it.entry, it.pence, it.effective_on, it.file or None, it.row)
            for it in one.traces[str(row["figure"])].lines
        ], row


def test_every_sum_of_the_table_is_a_figure_that_traces(one: Made) -> None:
    figures = {str(row["place"]): row["pence"] for row in one.rows("Figures")}
    table = one.sheets["Financial table"]
    for down, at, pence in money(table):
        area, heading, kind = table.rows[down][:3]
        place = (
            f"Financial table: {area}, {heading}, {kind}: {table.columns[at].heading}"
        )
        assert figures.get(place, pence) == pence


def test_every_id_of_the_claim_and_its_reconciliation_traces(one: Made) -> None:
    figures = {str(row["figure"]): row["pence"] for row in one.rows("Figures")}
    for name in ("Claim", "Reconciliation"):
        named = [row for row in one.rows(name) if "~" in str(row["figure"])]
        assert named
        for row in named:
            assert abs(figures[str(row["figure"])]) == abs(row["pence"]), row  # type: ignore[arg-type]


def test_the_command_traces_the_same_lines(
    made: dict[str, Made], workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    for one in made.values():
        figure = str(one.rows("Figures")[-1]["figure"])
        assert (
            main(
                [
                    "--workspace",
                    str(workspace.folder),
                    "--json",
                    "--as",
                    "officer",
                    "trace",
                    figure,
                ]
            )
            == 0
        )
        said = json.loads(capsys.readouterr().out)
        found = one.traces[figure]
        assert said["pence"] == found.pence
        assert [it["entry"] for it in said["lines"]] == [it.entry for it in found.lines]
