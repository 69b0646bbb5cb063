"""Recorded crime: each figure as its slow twin has it; missing is never nought."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from fundtrack.errors import NotAPeriod
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.ingest.home_office_rows import RECORDED_RULES
from fundtrack.metrics.recorded_crime import RecordedQuestion
from fundtrack.metrics.recorded_crime import recorded_crime
from tests import home_office_files as files
from tests.home_office_files import csp_row
from tests.home_office_files import force_row
from tests.home_office_readers import TableReader
from tests.oracles import home_office as oracle

OFFENCES = (files.HOME, files.PERSONAL_ROBBERY, files.SHOPS)
FORCES = {"Lancashire": "lancashire", "London, City of": "city-of-london"}
NOT_PROVIDED = "N/A - data not provided"


def random_rows() -> list[files.Row]:
    """Two forces and three offences in four quarters, some figures missing."""
    chance = random.Random(20261124)  # noqa: S311 - made-up figures
    figures: list[files.Cell] = [0, 3, 12, -2, 40, NOT_PROVIDED]
    rows = [
        force_row(chance.choice(figures), quarter, offence, force)
        for force in FORCES
        for quarter in (1, 2, 3, 4)
        for offence in OFFENCES
    ]
    rows.remove(rows[-1])
    return rows


ROWS = random_rows()
BODIES = (
    force_row(900, 1, files.SHOPS, "Action Fraud"),
    force_row(30, 1, files.SHOPS, "British Transport Police"),
)
PARTNERSHIPS = (
    csp_row(4),
    csp_row(6, "Preston"),
    csp_row(1, "Unassigned Lancashire"),
    csp_row(5, quarter=2),
    csp_row("..", "Preston", quarter=2),
)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TableReader]:
    """A force table of published figures and a partnership table of made-up ones."""
    folder = tmp_path_factory.mktemp("tables")
    force = files.csv_file(folder / "f.csv", [files.FORCE_HEADINGS, *ROWS, *BODIES])
    csp = files.csv_file(folder / "c.csv", [files.CSP_HEADINGS, *PARTNERSHIPS])
    reader = TableReader()
    reader.hold(force, RECORDED_RULES)
    reader.hold(csp, RECORDED_RULES, "synthetic")
    yield reader
    reader.close()


def test_each_figure_is_that_of_the_file(reader: TableReader) -> None:
    question = RecordedQuestion(by=("force", "quarter", "code"))
    found = {
        (row["force"], row["quarter"], row["code"]): row["offences"]
        for row in recorded_crime(reader, question).counts
    }
    assert found == {
        (slug, f"2023-24 Q{quarter}", code): oracle.recorded(
            ROWS, [force], [quarter], code
        )
        for force, slug in FORCES.items()
        for quarter in (1, 2, 3, 4)
        for code, *_ in OFFENCES
    }
    assert None in found.values()


def test_a_sum_with_a_missing_figure_is_missing(reader: TableReader) -> None:
    for code, _, subgroup, _ in OFFENCES:
        question = RecordedQuestion(
            by=("year",), codes=[code.lower()], subgroups=[subgroup.upper()]
        )
        (year,) = recorded_crime(reader, question).counts
        wanted = oracle.recorded(ROWS, FORCES, (1, 2, 3, 4), code)
        assert year["offences"] == wanted
        assert year["status"] == ("missing" if wanted is None else "counted")


def test_a_quarter_that_is_not_held_is_missing(reader: TableReader) -> None:
    question = RecordedQuestion(
        force="btp", codes=["46"], first="2022-23 Q4", last="2023-24 Q1"
    )
    before, held = recorded_crime(reader, question).counts
    assert before == {
        "force": "btp",
        "quarter": "2022-23 Q4",
        "offences": None,
        "status": "missing",
        "figures_missing": 1,
        "provenance": None,
    }
    assert held["provenance"] == "published"


def test_bodies_without_an_area_count_only_when_asked_for(reader: TableReader) -> None:
    question = RecordedQuestion(force="BTP", codes=["46"])
    (railways,) = recorded_crime(reader, question).counts
    assert (railways["force"], railways["offences"]) == ("btp", 30)
    everywhere = recorded_crime(reader, RecordedQuestion(by=("force",))).counts
    assert {row["force"] for row in everywhere} == set(FORCES.values())


@pytest.mark.parametrize(
    ("asked", "counts"),
    [
        (
            {"by": ("csp", "quarter")},
            {
                ("Blackpool", "2023-24 Q1"): 4,
                ("Blackpool", "2023-24 Q2"): 5,
                ("Preston", "2023-24 Q1"): 6,
                ("Preston", "2023-24 Q2"): None,
                ("Unassigned Lancashire", "2023-24 Q1"): 1,
                ("Unassigned Lancashire", "2023-24 Q2"): None,
            },
        ),
        ({"by": ("force",), "last": "2023-24 Q1"}, {("lancashire",): 11}),
        ({"by": ("district",), "csp": "blackpool"}, {("E06000009",): 9}),
        ({"by": ("csp",), "district": "Blackpool"}, {("Blackpool",): 9}),
        ({"by": (), "csp": "Blackpool"}, {(): 9}),
        ({"by": ("subgroup",), "codes": ["none"]}, {("",): None}),
        ({"by": ("force",), "first": "2030-31 Q1"}, {}),
    ],
)
def test_partnerships_are_told_apart_and_added_up(
    reader: TableReader,
    asked: dict[str, tuple[str, ...]],
    counts: dict[tuple[str, ...], int | None],
) -> None:
    found = recorded_crime(reader, RecordedQuestion(level="csp", **asked))  # type: ignore[arg-type]
    by = asked["by"]
    assert {
        tuple(row[name] for name in by): row["offences"] for row in found.counts
    } == counts
    assert {row["provenance"] for row in found.counts} <= {"synthetic", None}


def test_partnerships_that_merged_are_added_up_and_missing_by_themselves(
    tmp_path: Path,
) -> None:
    rows = [csp_row(4, "Old One"), csp_row(6, "Old Two"), csp_row(9, "New", quarter=2)]
    reader = TableReader()
    path = files.csv_file(tmp_path / "csp.csv", [files.CSP_HEADINGS, *rows])
    reader.hold(path, RECORDED_RULES)

    def offences(*by: str, **asked: str) -> list[int | str | float | None]:
        question = RecordedQuestion(level="csp", by=by, **asked)
        found = recorded_crime(reader, question)
        return [row["offences"] for row in found.counts]

    assert offences("force", "quarter") == [10, 9]
    assert offences("year") == [19]
    assert offences("csp", "quarter") == [None, 9, 4, None, 6, None]
    assert offences("quarter", csp="New", first="2023-24 Q1") == [None, 9]
    assert offences("quarter", last="2023-24 Q3") == [10, 9, None]
    reader.close()


@pytest.mark.parametrize(
    ("question", "error", "said"),
    [
        (RecordedQuestion(force="Nowhere"), UnknownName, "Nowhere"),
        (RecordedQuestion(level="csp", csp="Nowhere"), UnknownName, "Nowhere"),
        (RecordedQuestion(level="csp", district="Nowhere"), UnknownName, "Nowhere"),
        (RecordedQuestion(level="ward"), WrongArgument, "neither force nor csp"),
        (RecordedQuestion(by=("lsoa",)), WrongArgument, "lsoa"),
        (RecordedQuestion(by=("csp",)), WrongArgument, "at level csp"),
        (RecordedQuestion(csp="Preston"), WrongArgument, "at level csp"),
        (RecordedQuestion(first="last year"), NotAPeriod, "last year"),
        (
            RecordedQuestion(first="2023-24 Q4", last="2023-24 Q1"),
            WrongArgument,
            "comes before",
        ),
    ],
)
def test_a_question_that_names_what_is_not_is_refused(
    reader: TableReader,
    question: RecordedQuestion,
    error: type[Exception],
    said: str,
) -> None:
    with pytest.raises(error, match=said):
        recorded_crime(reader, question)


def test_published_and_made_up_figures_together_are_mixed(tmp_path: Path) -> None:
    reader = TableReader()
    for quarter, provenance in ((1, "published"), (2, "synthetic")):
        rows = [files.FORCE_HEADINGS, force_row(2, quarter)]
        path = files.csv_file(tmp_path / f"{quarter}.csv", rows)
        reader.hold(path, RECORDED_RULES, provenance)
    (year,) = recorded_crime(reader, RecordedQuestion(by=("year",))).counts
    assert (year["offences"], year["provenance"]) == (4, "mixed")
    assert recorded_crime(reader, RecordedQuestion(level="csp", by=())).counts == []
    reader.close()
