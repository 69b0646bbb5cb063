"""No file of a return names an individual, and each answers what is declared."""

from datetime import date

import pytest

from fundtrack.config import Workspace
from fundtrack.domain.events import NewEvent
from fundtrack.returns.layouts import Sheet
from fundtrack.returns.layouts import Value
from fundtrack.returns.layouts import read_layout
from fundtrack.returns.making import make_files
from fundtrack.returns.redaction import REDACTED
from fundtrack.returns.redaction import redacted
from fundtrack.returns.sections import sheets
from tests.metrics.test_deliveries import take_in
from tests.returns.office import Office
from tests.returns.office import open_office
from tests.returns.test_files import papers_of

DAY = date(2024, 4, 12)
SUPPLIER = "Supplier 1 (synthetic)"


def supplier(name: str, type_: str) -> NewEvent:
    """What the register says of a supplier."""
    return NewEvent("supplier", DAY, "said", {"supplier": name, "type": type_})


def declaration(subject: str, words: str = "", by: str = "J Smith") -> NewEvent:
    """What somebody declares of the quarter; in words where there is something."""
    facts: dict[str, str | bool] = {
        "fund": "SSF5",
        "quarter": "2023-24 Q4",
        "subject": subject,
        "declared": bool(words),
        "words": words,
        "declared_by": by,
    }
    return NewEvent("declaration", DAY, "declared", facts)


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office that pays an individual, by its example's supplier."""
    office = open_office(workspace)
    office.record(supplier(SUPPLIER.lower(), "individual"))
    return office


def made_of(office: Office) -> dict[str, Sheet]:
    """The sheets of its return by name."""
    made = sheets(papers_of(office), read_layout())
    return {sheet.name: sheet for sheet in made}


def test_no_file_of_a_return_names_an_individual(office: Office) -> None:
    name = SUPPLIER.encode()
    made = make_files(papers_of(office), read_layout())
    assert [path for path, held in made.items() if name.lower() in held.lower()] == []
    listing = made_of(office)["Transaction listing"].rows
    assert (listing[0][2], listing[0][-1]) == (REDACTED, "individual")
    assert all(row[0] for row in listing)
    beneath = made_of(office)["Lineage"].rows
    assert REDACTED in {cell for row in beneath for cell in row}


def test_a_supplier_that_is_no_individual_any_more_is_named(office: Office) -> None:
    office.record(supplier(SUPPLIER, "public-body"))
    listing = made_of(office)["Transaction listing"].rows
    assert (listing[0][2], listing[0][-1]) == (SUPPLIER, "public body")


def test_a_name_is_found_within_words_and_whatever_its_capitals() -> None:
    rows: list[dict[str, Value]] = [
        {"detail": "to A  Other, 3 lines; Another", "count": 3, "sheet": "a other"}
    ]
    found = redacted({"signing": list(rows), "cover": list(rows)}, ["a other"])
    assert found["signing"] == [
        {"detail": f"to {REDACTED}, 3 lines; Another", "count": 3, "sheet": "a other"}
    ]
    assert found["cover"] == rows


def test_every_subject_is_answered_by_whom_or_said_to_be_open(office: Office) -> None:
    office.record(
        declaration("conflict-of-interest"),
        declaration("procurement-exception", "one quote, not three", "A Lee"),
    )
    (entry,) = office.record(declaration("conflict-of-interest"))
    rows = made_of(office)["Declarations"].rows
    nobody = ("not given", "", "", None, "", None)
    assert [row[1:] for row in rows[::2]] == [nobody, nobody]
    assert rows[1][1:] == (
        *("nothing to declare", "", "J Smith", DAY, "recorded", entry),
    )
    assert rows[3][1:4] == ("declared", "one quote, not three", "A Lee")


def test_both_registers_are_taken_in_and_the_same_rows_change_nothing(
    office: Office,
) -> None:
    suppliers = "Supplier,Type\nA  OTHER,individual\n"
    declared = (
        "Fund,Quarter,Subject,Something to declare,In words,Declared by,Declared on\n"
        "SSF5,2023-24 Q4,fraud-or-irregularity,no,,J Smith,12/04/2024\n"
    )
    take_in(office, suppliers=suppliers, declarations=declared)
    take_in(office, suppliers=suppliers, declarations=declared)
    delivered = papers_of(office).delivered
    assert delivered.supplier_types["a other"] == "individual"
    assert [(row["subject"], row["declared_by"]) for row in delivered.declarations] == [
        ("fraud-or-irregularity", "J Smith")
    ]
