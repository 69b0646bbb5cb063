"""Forms a police.uk file comes in, and what is said of one that is none of them."""

import json
from pathlib import Path

import pytest

from fundtrack.errors import FileRefused
from fundtrack.sources.police_uk import Kind
from fundtrack.sources.police_uk import PoliceFile
from fundtrack.sources.police_uk_forms import CrimeFile
from fundtrack.sources.police_uk_forms import first_bad_row
from fundtrack.sources.police_uk_forms import read_form
from tests.crime_files import STREET
from tests.crime_files import Crime
from tests.crime_files import read_street
from tests.crime_files import street_text

NAME = "2024-01-lancashire-street.csv"
API_CRIME = {
    "category": "violent-crime",
    "location_type": "Force",
    "location": {
        "latitude": "53.81",
        "longitude": "-3.04",
        "street": {"id": 1, "name": "On or near Parker Street"},
    },
    "context": "",
    "outcome_status": {"category": "Under investigation", "date": "2024-01"},
    "persistent_id": "a" * 64,
    "id": 1,
    "location_subtype": "",
    "month": "2024-01",
}
API_ASB = {
    **API_CRIME,
    "category": "anti-social-behaviour",
    "location_type": "BTP",
    "location": None,
    "outcome_status": None,
    "persistent_id": "",
}


def read(folder: Path, content: str | bytes, name: str = NAME) -> CrimeFile:
    """Read a file of this content and name."""
    copy = folder / "copy.csv"
    copy.write_bytes(content.encode() if isinstance(content, str) else content)
    file = PoliceFile(folder / name)
    return read_form(file, copy, sha256="f" * 64, office_force="kent")


def refusal(folder: Path, content: str | bytes, name: str = NAME) -> tuple[str, str]:
    """Give the rule and the sentence by which a file is refused."""
    with pytest.raises(FileRefused) as caught:
        read(folder, content, name)
    return caught.value.findings[0].rule, str(caught.value)


def test_a_file_in_the_published_form_is_left_as_it_is(tmp_path: Path) -> None:
    text = street_text([Crime("a")])
    found = read(tmp_path, text)
    assert found == CrimeFile(
        shown=NAME,
        path=tmp_path / "copy.csv",
        kind=Kind.STREET,
        force="lancashire",
        month="2024-01",
        sha256="f" * 64,
        is_from_api=False,
    )
    assert found.path.read_bytes() == text.encode()


def test_columns_in_another_order_and_unknown_ones_are_put_right(
    tmp_path: Path,
) -> None:
    wanted = street_text([Crime("a"), Crime()])
    rows = [line.split(",") for line in wanted.splitlines()]
    text = "\r\n".join(",".join([*reversed(row), "more"]) for row in rows)
    found = read(tmp_path, "\ufeff" + text + "\r\nshort,row\r\n")
    assert found.path.read_text().splitlines() == [*wanted.splitlines(), "short,row"]


def test_a_renamed_file_is_known_by_its_rows(tmp_path: Path) -> None:
    found = read(tmp_path, street_text([Crime("a")]), "january.csv")
    assert (found.force, found.month, found.kind) == (
        "lancashire",
        "2024-01",
        Kind.STREET,
    )


def test_an_outcomes_file_is_known_by_its_heading(tmp_path: Path) -> None:
    columns = [*STREET[:9], "Outcome type"]
    row = [*Crime("a").cells[:9], "Local resolution"]
    text = ",".join(columns) + "\r\n" + ",".join(row) + "\r\n"
    assert read(tmp_path, text, "renamed.csv").kind is Kind.OUTCOMES


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        ("", "crime-file-empty"),
        ("\r\n  <!DOCTYPE html><p>404", "crime-file-web-page"),
        (street_text([Crime()], STREET[:-3]), "crime-column-missing"),
        (b"\xff\xfe\x00", "crime-column-missing"),
    ],
)
def test_what_is_not_a_street_file_is_refused(
    tmp_path: Path, content: str | bytes, rule: str
) -> None:
    assert refusal(tmp_path, content)[0] == rule


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    columns = [name for name in STREET if name != "LSOA code"]
    _, sentence = refusal(tmp_path, street_text([Crime()], columns))
    assert sentence == (
        "2024-01-lancashire-street.csv, row 1, column LSOA code: the file lacks the "
        "column LSOA code; download the file again and take it in unchanged"
    )


@pytest.mark.parametrize(
    "rows", [[], [Crime(reported_by="The Beano")], [Crime(month="../../x")]]
)
def test_a_file_that_tells_neither_force_nor_month_is_refused(
    tmp_path: Path, rows: list[Crime]
) -> None:
    assert refusal(tmp_path, street_text(rows), "x.csv")[0] == "crime-file-unnamed"


def test_an_unknown_force_is_refused_by_name(tmp_path: Path) -> None:
    rule, sentence = refusal(
        tmp_path, street_text([Crime()]), "2024-01-narnia-street.csv"
    )
    assert rule == "crime-force-unknown"
    assert "there is no police force “narnia”" in sentence


def test_the_apis_list_becomes_rows_without_lsoa(tmp_path: Path) -> None:
    found = read(tmp_path, json.dumps([API_CRIME, API_ASB]), "crimes.json")
    assert (found.force, found.month, found.is_from_api) == ("kent", "2024-01", True)
    rows = read_street(found.path)
    assert list(rows[0].values()) == [
        *("a" * 64, "2024-01", "Kent Police", "Kent Police", "-3.04", "53.81"),
        *("On or near Parker Street", "", "", "Violence and sexual offences"),
        *("Under investigation", ""),
    ]
    assert list(rows[1].values()) == [
        *("", "2024-01", "British Transport Police", "British Transport Police"),
        *("", "", "No location", "", "", "Anti-social behaviour", "", ""),
    ]


def test_a_crime_of_the_api_without_an_id_has_a_blank_one(tmp_path: Path) -> None:
    crime = {**API_CRIME, "persistent_id": None, "context": None}
    rows = read_street(read(tmp_path, json.dumps([crime]), "crimes.json").path)
    assert (rows[0]["Crime ID"], rows[0]["Context"]) == ("", "")


def test_the_apis_list_of_outcomes_becomes_an_outcomes_file(tmp_path: Path) -> None:
    outcome = {
        "category": {"code": "local-resolution", "name": "Local resolution"},
        "date": "2024-02",
        "person_id": None,
        "crime": API_CRIME,
    }
    found = read(tmp_path, json.dumps([outcome]), "outcomes.json")
    assert (found.kind, found.month, found.is_from_api) == (
        Kind.OUTCOMES,
        "2024-02",
        True,
    )
    assert list(read_street(found.path)[0].values()) == [
        *("a" * 64, "2024-02", "Kent Police", "Kent Police", "-3.04", "53.81"),
        *("On or near Parker Street", "", "", "Local resolution"),
    ]


@pytest.mark.parametrize(
    ("last_row", "row", "said"),
    [
        (",".join("abcdefghijkl"), 3, "12 columns, not as headed"),
        ("\xff", None, "not in UTF-8"),
        ("x" * 200_000, 3, "does not read as CSV"),
    ],
)
def test_rows_that_cannot_be_put_in_order_are_refused(
    tmp_path: Path, last_row: str, row: int | None, said: str
) -> None:
    columns = [*STREET, "More"]
    text = ",".join(columns) + "\r\n" + ",".join([*Crime().cells, "x"]) + "\r\n"
    content = text.encode() + last_row.encode("latin-1") + b"\r\n"
    with pytest.raises(FileRefused) as caught:
        read(tmp_path, content)
    finding = caught.value.findings[0]
    assert (finding.rule, finding.row) == ("crime-row-unreadable", row)
    assert said in finding.message


def test_a_renamed_file_of_one_endless_cell_is_refused(tmp_path: Path) -> None:
    text = ",".join(STREET) + "\r\n" + "x" * 200_000
    assert refusal(tmp_path, text, "x.csv")[0] == "crime-file-unnamed"


def test_an_empty_list_of_the_api_has_no_month(tmp_path: Path) -> None:
    assert read(tmp_path, "[]", "crimes.json").month == ""


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        ('[{"category": "bur', "crime-json-unreadable"),
        ('[{"borough": "burnley", "by_category": {}}]', "crime-json-not-api"),
        ('{"borough": "burnley"}', "crime-json-not-api"),
        (json.dumps([{**API_CRIME, "location": "Leeds"}]), "crime-json-not-api"),
        ("17", "crime-json-not-api"),
        ("{}", "crime-json-not-api"),
        ("[" * 100_000, "crime-json-unreadable"),
        (json.dumps([{**API_CRIME, "month": "../x"}]), "crime-json-not-api"),
    ],
)
def test_json_of_another_make_is_refused(
    tmp_path: Path, content: str, rule: str
) -> None:
    assert refusal(tmp_path, content, "crime_history.json")[0] == rule


@pytest.mark.parametrize(
    ("content", "row", "said"),
    [
        ("a,b\r\n", 1, "2 columns where 12 belong"),
        (street_text([Crime(), Crime()]) + "a,b\r\n", 4, "2 columns where 12 belong"),
        (street_text([Crime()]).replace("-3.04", "west"), 2, "“west” where"),
        (street_text([Crime()]) + 'a,"b" c', 3, "does not read as CSV"),
        (street_text([Crime()]).encode() + b"\xff\xff", 3, "not in UTF-8"),
        (street_text([Crime()]), 0, "does not read as CSV"),
    ],
)
def test_the_first_bad_row_is_found_by_plain_reading(
    tmp_path: Path, content: str | bytes, row: int, said: str
) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    found = first_bad_row(path, Kind.STREET)
    assert found[0] == row
    assert said in found[1]


def test_counts_that_others_added_up_are_refused(shared: Path, tmp_path: Path) -> None:
    for path in sorted((shared / "data" / "police_api_monthly").glob("*.json")):
        rule, _ = refusal(tmp_path, path.read_bytes(), path.name)
        assert rule == "crime-json-not-api"
