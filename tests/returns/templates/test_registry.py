"""Figures by name: once, summed over the table, or row by row, and all traced."""

from datetime import date

import pytest

from fundtrack.domain.cells import ANY
from fundtrack.domain.figures import FigureId
from fundtrack.metrics.trace import trace
from fundtrack.returns.layouts import Kind
from fundtrack.returns.layouts import read_layout
from fundtrack.returns.table import COLUMNS
from fundtrack.returns.templates.maps import Does
from fundtrack.returns.templates.maps import Term
from fundtrack.returns.templates.maps import map_from_toml
from fundtrack.returns.templates.maps import map_sha256
from fundtrack.returns.templates.maps import map_text
from fundtrack.returns.templates.maps import read_map
from fundtrack.returns.templates.maps import terms_of
from fundtrack.returns.templates.registry import EVERY
from fundtrack.returns.templates.registry import Catalogue
from fundtrack.store.snapshot import open_books
from tests.returns.templates import forms

CATALOGUE = Catalogue(read_layout(), {"blackpool": "Blackpool"}, ("cctv", "lighting"))


def value(name: str) -> object:
    return forms.registry().figure(name).value


def test_every_name_that_is_offered_is_a_figure_of_the_return() -> None:
    registry = forms.registry()
    for name in CATALOGUE.names():
        assert registry.figure(name).kind is CATALOGUE.kind(name), name
        assert CATALOGUE.label(name), name


@pytest.mark.parametrize(
    "name", ["", "claim/never", "table/*/*/*/spent", "table/*/*/other/actual"]
)
def test_a_name_that_is_no_figure_is_known_by_none(name: str) -> None:
    assert CATALOGUE.kind(name) is None
    with pytest.raises(KeyError):
        forms.registry().figure(name)


@pytest.mark.parametrize(
    "name", ["milestones/0/issue", "milestones/x/issue", "nothing/1/x", "risks/1/x"]
)
def test_a_row_or_field_that_no_sheet_has_is_no_figure(name: str) -> None:
    assert CATALOGUE.kind(name) is None


def test_the_claim_is_named_step_by_step() -> None:
    tied = forms.registry().papers.figures.reconciliation
    assert value("claim/now") == tied.claim_pence
    assert value("claim/so-far") == tied.claim_pence + tied.claimed_earlier_pence
    assert value("claim/balance") == 200_000 - tied.claimed_earlier_pence
    assert value("claim/remaining") == 200_000 - tied.claim_pence
    assert (value("award/total"), value("award/year")) == (200_000, 200_000)
    assert (value("award/capital"), value("award/capital-limit")) == (None, None)
    assert value("reconciliation/difference") == value("reconciliation/items") == 0
    assert value("reconciliation/ledger") == value("reconciliation/spent")


def test_identity_narrative_and_declaration_are_named() -> None:
    assert value("identity/quarter-alone") == "Q4"
    assert value("identity/quarter-months") == "January to March"
    assert value("identity/year-with-stroke") == "2023/24"
    assert value("identity/quarter-ends") == date(2024, 3, 31)
    assert value("narrative/progress") == "lamps are lit"
    assert value("narrative/underspend") is None
    assert (value("declaration/name"), value("identity/reviewed-by")) == ("Cfo", None)
    assert value("declaration/on") == date(2024, 4, 22)
    assert value("identity/reviewed-on") is None


@pytest.mark.parametrize("column", COLUMNS)
def test_sums_of_the_table_are_the_sums_of_its_rows_and_trace_to_them(
    column: str,
) -> None:
    registry = forms.registry()
    rows = registry.papers.figures.table[:-1]
    for cell in ("*/*/*", "*/cctv+lighting/*", "blackpool/*/*", "*/*/revenue"):
        area, headings, kind = cell.split("/")
        found = registry.figure(f"table/{cell}/{column}")
        told = [
            row.pence(column)
            for row in rows
            if area in {ANY, row.cell.area}
            and (headings == ANY or row.cell.heading in headings.split("+"))
            and kind in {ANY, row.cell.kind}
        ]
        given = [pence for pence in told if pence is not None]
        with open_books(forms.office().workspace) as books:
            ids = map(FigureId.parse, found.figures)
            traced = sum(trace(books, figure).pence for figure in ids)
        if cell == "*/*/*":
            assert found.value == registry.papers.figures.table[-1].pence(column)
        else:
            assert found.value == (sum(given) if given or not told else None)
        assert found.value is None or traced == found.value


def test_rows_of_the_return_are_named_by_their_number() -> None:
    assert value("outputs/1/output") == "lamps fitted"
    assert (value("outputs/1/actual"), value("outputs/9/actual")) == (12, None)
    assert value("milestones/1/milestone") is None
    registry = forms.registry()
    assert registry.listed.count("financial-table") == 3
    assert registry.listed.count("match") == registry.listed.count("no-sheet") == 0
    (traced,) = registry.figure("financial-table/1/actual").figures
    assert traced.startswith("actual:SSF5/blackpool/")
    assert registry.figure("financial-table/9/actual").figures == ()
    assert registry.figure("financial-table/1/area").figures == ()


def test_a_sum_of_figures_keeps_its_signs_and_its_traces() -> None:
    registry = forms.registry()
    cell = forms.mapped("B2", "claim/so-far - claim/now")
    found = registry.of_cell(cell)
    assert (found.value, found.kind, len(found.figures)) == (0, Kind.POUNDS, 2)
    assert found.label.startswith("plus Claimed so far")
    turned = registry.of_cell(forms.mapped("B2", "less claim/now"))
    assert turned.value == -forms.registry().papers.figures.reconciliation.claim_pence
    unsaid = registry.of_cell(forms.mapped("B2", "award/capital + award/revenue"))
    assert unsaid.value is None


def test_a_sum_is_read_with_any_minus() -> None:
    assert terms_of("a/b - c/d + e/f") == (
        Term(1, "a/b"),
        Term(-1, "c/d"),
        Term(1, "e/f"),
    )
    assert terms_of("−a/b") == terms_of("less a/b") == (Term(-1, "a/b"),)
    assert terms_of(" ") == ()


def test_areas_and_headings_without_a_budget_are_strangers() -> None:
    assert CATALOGUE.strangers("table/blackpool/cctv+horses/*/actual") == ["horses"]
    assert CATALOGUE.strangers("claim/now") == []
    assert "claim/now" in CATALOGUE.like("claim/nwo")
    assert len(EVERY) == len({said.label for said in EVERY.values()})


def test_a_map_is_kept_and_read_again() -> None:
    cells = map_from_toml(
        {
            "cell": [
                {"sheet": "S", "cell": "A2:A3", "figure": "risks/#/risk"},
                {
                    "sheet": "S",
                    "cell": "B2",
                    "check": "claim/now",
                    "near": ["a", "", ""],
                },
                {"sheet": "S", "cell": "B3", "text": "# 1"},
                {"sheet": "S", "cell": "B4"},
            ]
        }
    )
    assert [(it.address, it.does, it.says) for it in cells] == [
        ("A2", Does.FILL, "risks/1/risk"),
        ("A3", Does.FILL, "risks/2/risk"),
        ("B2", Does.CHECK, "claim/now"),
        ("B3", Does.FIXED, "# 1"),
        ("B4", Does.EMPTY, ""),
    ]
    assert read_map(map_text(cells)) == cells
    assert len(map_sha256(cells)) == 64
    with pytest.raises(ValueError, match="is no cell"):
        map_from_toml({"cell": [{"sheet": "S", "cell": "A"}]})
