"""The map shows money and outcome of each area on its districts, and as a table."""

from dataclasses import dataclass
from dataclasses import field
from typing import Any

from fundtrack.charts.tables import as_drawn
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.events import NewEvent
from fundtrack.pages.overview.money_map import columns_of
from fundtrack.pages.overview.money_map import map_table
from fundtrack.pages.overview.money_map import middle
from fundtrack.pages.overview.money_map import placed
from fundtrack.pages.overview.page import build
from fundtrack.pages.session import PageSession
from fundtrack.places import district_boundaries
from fundtrack.publications.effects import Found
from tests import builders
from tests.pages import screens
from tests.pages.lines import line
from tests.pages.offices import office

BLACKPOOL, BURNLEY, HYNDBURN = "E06000009", "E07000117", "E07000120"
FELL = Found(
    run_id="r1",
    fund="SSF5",
    area="blackpool",
    measure="burglary",
    verdict="reduction",
    effect_pct=-27.0,
    ci_low_pct=-34.0,
    ci_high_pct=-20.0,
    mde_pct=15.0,
    provenance="synthetic",
)


@dataclass
class Register:
    """Books that hold nothing but the districts of areas."""

    areas: dict[str, list[str]] = field(default_factory=dict)

    def rows(self, query: str, **_: object) -> list[dict[str, Any]]:
        """Answer the one question that the map asks."""
        assert query == "areas"
        return [{"area": area, "districts": it} for area, it in self.areas.items()]


def test_an_area_within_another_keeps_its_own_districts() -> None:
    books = Register({"pennine": [BURNLEY, HYNDBURN], "burnley": [BURNLEY]})
    lines = [("Pennine", line("pennine")), ("Burnley", line("burnley"))]
    found = placed(books, lines, [])
    assert [(it.name, it.districts) for it in found] == [
        ("Burnley", (BURNLEY,)),
        ("Pennine", (HYNDBURN,)),
    ]


def test_each_district_has_its_area_s_money_and_one_label_an_area() -> None:
    books = Register({"pennine": [BURNLEY, HYNDBURN], "blackpool": [BLACKPOOL]})
    lines = [
        ("Pennine", line("pennine", actual=500, budget=900)),
        ("Blackpool", line("blackpool", actual=300, budget=400)),
    ]
    areas = placed(books, lines, [FELL])
    columns = columns_of(areas, district_boundaries())
    at = {name: where for where, name in enumerate(columns["place"])}
    spent = columns["spent"]
    assert [spent[at[name]] for name in ("Burnley", "Hyndburn", "Wyre")] == [
        *(500, 500, None),
    ]
    assert [label for label in columns["label"] if label] == [
        "Blackpool\n−27% crime",
        "Pennine\nnot evaluated",
    ]
    assert columns["press_districts"][at["Blackpool"]].startswith("actual:SSF5/blackpo")
    rows = screens.cells(as_drawn(map_table(areas)))
    assert rows[0][:5] == ["Blackpool", "Blackpool", "£4", "£3", "−27%"]
    assert rows[1][1:] == ["Burnley, Hyndburn", "£9", "£5", *["–"] * 3, "not evaluated"]


def test_a_label_stands_in_the_middle_of_the_largest_parts() -> None:
    square = {"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 4], [0, 4]]]}
    islands = {
        "type": "MultiPolygon",
        "coordinates": [[[[9, 9]]], [[[2, 0], [6, 0], [6, 2], [2, 2]]]],
    }
    assert middle([square]) == (1, 2)
    assert middle([square, islands]) == (3, 2)


def test_the_page_draws_the_map_where_districts_are_registered(
    workspace: Workspace, clock: Clock
) -> None:
    page = build(PageSession(office(workspace, clock), {}, clock))
    chart = screens.chart(page, "money-map")
    assert chart.words["empty"].startswith("No outlines of these areas' districts")
    facts = {"area": "blackpool", "name": "Blackpool", "districts": [BLACKPOOL]}
    area = NewEvent("area", builders.START, "opens", facts)
    builders.record(workspace, clock, [area])
    screens.choose(page, year="2023-24")
    assert chart.words["heading"] == "Most was spent in Blackpool: £99,200, all of it"
    assert 9_920_000 in chart.data["spent"]
    assert "synthetic" not in chart.words["sub"]
