"""Outcome rates: by set and basis, code 0 apart, "of which" codes never added."""

import random
from collections.abc import Iterator

import pytest

from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.ingest.home_office_rows import OUTCOME_RULES
from fundtrack.metrics.outcome_rates import OutcomeQuestion
from fundtrack.metrics.outcome_rates import find_outcome_set
from fundtrack.metrics.outcome_rates import outcome_rates
from fundtrack.metrics.outcome_rates import outcome_sets
from tests import home_office_files as files
from tests.home_office_files import outcome_row
from tests.home_office_readers import TableReader
from tests.oracles import home_office as oracle

OFFENCES = (files.HOME, files.PERSONAL_ROBBERY)
OUTCOMES = (*range(23), "1a", "2a", "3a")
QUARTERS = ("Q1", "Q2", "Q3", "Q4")
FORCES = {"Lancashire": "lancashire", "Kent": "kent"}
EXPIRED = ("28A", "Burglary in a dwelling", "Domestic burglary", "Theft offences", "x")
NOT_PROVIDED = "N/A - data not provided"


def random_rows() -> list[files.Row]:
    """Two forces; Kent gives nothing of quarter 3 and leaves quarter 4 out."""
    chance = random.Random(20261124)  # noqa: S311 - made-up figures
    rows = []
    for force in FORCES:
        for quarter in QUARTERS:
            if (force, quarter) == ("Kent", "Q4"):
                continue
            for offence in OFFENCES:
                for outcome in OUTCOMES:
                    closed = "N/A" if outcome == 0 else chance.randrange(-2, 30)
                    counts: tuple[files.Cell, files.Cell]
                    counts = (chance.randrange(30), closed)
                    if (force, quarter) == ("Kent", "Q3"):
                        counts = (NOT_PROVIDED, NOT_PROVIDED)
                    rows.append(outcome_row(outcome, counts, quarter, offence, force))
    return rows


ROWS = random_rows()
OLD = (
    outcome_row(1, ("N/A - Offence code expired", 2), "Q1", EXPIRED),
    outcome_row(18, ("N/A", 6), "Q1", EXPIRED),
)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TableReader]:
    """An outcomes table held as the import reads it."""
    path = tmp_path_factory.mktemp("tables") / "outcomes.csv"
    reader = TableReader()
    rows = [files.OUTCOME_HEADINGS, *ROWS, *OLD]
    reader.hold(files.csv_file(path, rows), OUTCOME_RULES)
    yield reader
    reader.close()


@pytest.mark.parametrize("basis", ["recorded", "closed"])
@pytest.mark.parametrize("named", oracle.SETS)
def test_each_rate_is_that_of_the_file(
    reader: TableReader, named: str, basis: str
) -> None:
    question = OutcomeQuestion(
        named, basis, by=("force", "quarter"), codes=["28E", "34b"]
    )
    found = outcome_rates(reader, question)
    for row in found.rates:
        (force,) = [name for name, slug in FORCES.items() if slug == row["force"]]
        quarter = str(row["quarter"]).rpartition(" ")[2]
        wanted = oracle.rated(ROWS, force, [quarter], named, basis)
        assert (row["numerator"], row["denominator"], row["not_yet"]) == (
            wanted or (None, None, None)
        )
        rate = wanted and 100 * wanted[0] / wanted[1]
        assert row["rate_pct"] == (pytest.approx(rate) if rate is not None else None)
    assert len(found.rates) == 8


def test_a_year_is_rated_whole_or_not_at_all(reader: TableReader) -> None:
    question = OutcomeQuestion("charge", "closed", codes=["28E", "34B"])
    kent, lancashire = outcome_rates(reader, question).rates
    assert kent == {
        "force": "kent",
        "year": "2023-24",
        "numerator": None,
        "denominator": None,
        "not_yet": None,
        "rate_pct": None,
        "status": "missing",
        "figures_missing": 2,
        "provenance": None,
    }
    wanted = oracle.rated(ROWS, "Lancashire", QUARTERS, "charge", "closed")
    assert wanted
    assert (lancashire["numerator"], lancashire["denominator"]) == wanted[:2]
    assert (lancashire["status"], lancashire["provenance"]) == ("counted", "published")


def test_an_expired_code_takes_no_part_where_it_does_not_apply(
    reader: TableReader,
) -> None:
    asked = {"force": "lancashire", "codes": ["28A"], "last": "2023-24 Q1"}
    found = {
        basis: outcome_rates(reader, OutcomeQuestion("charge", basis, **asked)).rates[0]  # type: ignore[arg-type]
        for basis in ("recorded", "closed")
    }
    assert (found["closed"]["numerator"], found["closed"]["denominator"]) == (2, 8)
    assert found["closed"]["rate_pct"] == 25.0
    assert (found["recorded"]["denominator"], found["recorded"]["status"]) == (
        0,
        "counted",
    )
    assert found["recorded"]["rate_pct"] is None


def test_offences_that_a_quarter_does_not_name_have_no_outcome_in_it(
    reader: TableReader,
) -> None:
    question = OutcomeQuestion(
        "formal",
        "closed",
        force="Lancashire",
        by=("quarter", "subgroup", "code"),
        subgroups=["domestic BURGLARY"],
        last="2023-24 Q2",
    )
    held, unnamed = outcome_rates(reader, question).rates
    assert (held["subgroup"], held["code"]) == ("Domestic burglary", "28A")
    assert (held["numerator"], held["denominator"]) == (2, 8)
    assert (unnamed["denominator"], unnamed["rate_pct"]) == (0, None)


def test_the_sets_are_data_with_version_and_source() -> None:
    assert {
        name: {int(code) for code in find_outcome_set(name).codes}
        for name, _ in outcome_sets()
    } == oracle.SETS
    assert all(found.source for found in outcome_sets().values())
    assert find_outcome_set("charge", 1).label == "Charged or summonsed"


@pytest.mark.parametrize(
    ("question", "error", "said"),
    [
        (OutcomeQuestion("charge", "both"), WrongArgument, "neither recorded nor"),
        (OutcomeQuestion("good", "closed"), UnknownName, "positive_incl_22"),
        (OutcomeQuestion("charge", "closed", 9), UnknownName, "charge, version 9"),
        (
            OutcomeQuestion("charge", "closed", force="Nowhere"),
            UnknownName,
            "Nowhere",
        ),
        (OutcomeQuestion("charge", "closed", by=("csp",)), WrongArgument, "csp"),
    ],
)
def test_a_question_that_names_what_is_not_is_refused(
    reader: TableReader, question: OutcomeQuestion, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        outcome_rates(reader, question)


def test_without_a_table_there_is_nothing_to_rate() -> None:
    reader = TableReader()
    assert outcome_rates(reader, OutcomeQuestion("charge", "closed")).rates == []
    reader.close()
