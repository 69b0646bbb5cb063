"""Taking crime files in: read, checked and decided in a staging folder."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from fundtrack.errors import FileRefused
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.ingest.crime import StagedCrime
from fundtrack.ingest.crime import stage_crime
from fundtrack.sources.police_uk import Unpacker
from fundtrack.store.evidence import sha256_of
from fundtrack.store.lake import Lake
from tests.crime_files import ASB
from tests.crime_files import BLACKPOOL
from tests.crime_files import BURGLARY
from tests.crime_files import PART_CHORLEY
from tests.crime_files import SPLIT_CHORLEY
from tests.crime_files import WIGAN
from tests.crime_files import Crime
from tests.crime_files import street_file
from tests.crime_files import street_text
from tests.crime_files import zip_of

NAME = "2024-01-lancashire-street.csv"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an empty folder to stage in."""
    (tmp_path / "staging").mkdir()
    return tmp_path


def stage(folder: Path, *paths: Path, lake: Lake | None = None) -> StagedCrime:
    """Stage files as an office of Lancashire's."""
    return stage_crime(paths, folder / "staging", lake or Lake(), "lancashire")


def refused(folder: Path, *paths: Path, lake: Lake | None = None) -> Sequence[Finding]:
    """Give the findings by which files are refused."""
    with pytest.raises(FileRefused) as caught:
        stage(folder, *paths, lake=lake)
    return caught.value.findings


def held(folder: Path, *paths: Path) -> Lake:
    """A lake that holds these files."""
    staged = stage(folder, *paths)
    return Lake().with_partitions(month.partition for month in staged.months)


def test_a_months_rows_are_counted_with_the_imports_decisions(folder: Path) -> None:
    path = street_file(
        folder,
        NAME,
        Crime("a", BURGLARY),
        Crime("a", BURGLARY),
        Crime("a", "Drugs"),
        Crime(),
        Crime(),
        Crime("b", BURGLARY, lsoa=""),
        Crime("c", BURGLARY, lsoa=WIGAN),
        Crime("d", BURGLARY, lsoa=PART_CHORLEY),
    )
    partition = stage(folder, path).months[0].partition
    assert (partition.rows, partition.repeated_id) == (8, 1)
    assert (partition.no_location, partition.outside_force) == (1, 1)
    assert (partition.vintage, partition.provenance) == ("2021", "published")


@pytest.mark.parametrize(
    ("month", "lsoa", "vintage"),
    [
        ("2024-01", SPLIT_CHORLEY, "2011"),
        ("2022-01", PART_CHORLEY, "2021"),
        ("2022-01", BLACKPOOL, "2011"),
        ("2024-01", BLACKPOOL, "2021"),
    ],
)
def test_the_boundary_vintage_follows_the_codes_and_then_the_month(
    folder: Path, month: str, lsoa: str, vintage: str
) -> None:
    path = street_file(
        folder, f"{month}-lancashire-street.csv", Crime("a", month=month, lsoa=lsoa)
    )
    assert stage(folder, path).months[0].partition.vintage == vintage


@pytest.mark.parametrize(
    ("crime", "rule", "row", "found"),
    [
        (Crime(month="2024-02"), "crime-month-differs", 3, "2024-02"),
        (Crime(month=""), "crime-month-differs", 3, ""),
        (
            Crime(reported_by="Kent Police"),
            "crime-force-differs",
            3,
            "Kent Police",
        ),
        (Crime(crime_type=""), "crime-type-missing", 3, None),
        (Crime(context="synthetic"), "crime-provenance-mixed", None, None),
    ],
)
def test_a_row_that_does_not_belong_refuses_the_file(
    folder: Path, crime: Crime, rule: str, row: int | None, found: str | None
) -> None:
    findings = refused(folder, street_file(folder, NAME, Crime(), crime))
    assert [(at.rule, at.row, at.found, at.file) for at in findings] == [
        (rule, row, found, NAME)
    ]


@pytest.mark.parametrize(
    ("crime", "rule"),
    [
        (Crime(lsoa="E01999999"), "crime-lsoa-unknown"),
        (Crime("a", "Time travel"), "crime-type-new"),
    ],
)
def test_an_unheard_of_word_is_told_and_kept(
    folder: Path, crime: Crime, rule: str
) -> None:
    staged = stage(folder, street_file(folder, NAME, Crime(), crime))
    assert [(at.rule, at.severity, at.row) for at in staged.findings] == [
        (rule, Severity.WARN, 3)
    ]
    assert staged.months[0].partition.rows == 2


def test_a_row_that_cannot_be_read_is_named_with_its_place(folder: Path) -> None:
    text = street_text([Crime()]) + "half a ro"
    path = zip_of(folder / "january.zip", {f"2024-01/{NAME}": text})
    found = refused(folder, path)[0]
    assert found.place == f"january.zip/2024-01/{NAME}, row 3"
    assert found.message == "the rows cannot be read: 1 columns where 12 belong"


def test_every_finding_is_told_and_those_that_block_come_first(folder: Path) -> None:
    told = street_file(folder, NAME, Crime(lsoa="E01999999"))
    bad = street_file(folder, "2024-02-lancashire-street.csv", Crime())
    page = folder / "2024-03-lancashire-street.csv"
    page.write_text("<html>")
    assert [at.rule for at in refused(folder, told, bad, page)] == [
        "crime-month-differs",
        "crime-file-web-page",
        "crime-lsoa-unknown",
    ]


def test_a_file_without_rows_is_missing_and_not_nought(folder: Path) -> None:
    staged = stage(folder, street_file(folder, NAME))
    assert staged.months == []
    assert [at.rule for at in staged.findings] == ["crime-no-rows"]


def test_a_month_twice_with_other_contents_is_refused(folder: Path) -> None:
    path = street_file(folder, NAME, Crime())
    other = zip_of(folder / "other.zip", {NAME: street_text([Crime(), Crime()])})
    findings = refused(folder, path, other)
    assert [(at.rule, at.file) for at in findings] == [
        ("crime-month-twice", f"other.zip/{NAME}")
    ]


def test_a_month_twice_with_equal_contents_is_one_month(folder: Path) -> None:
    path = street_file(folder, NAME, Crime())
    again = zip_of(folder / "again.zip", {NAME: street_text([Crime()])})
    assert len(stage(folder, path, again).months) == 1


def test_a_month_held_as_it_is_needs_no_new_file(folder: Path) -> None:
    path = street_file(folder, NAME, Crime(), Crime())
    staged = stage(folder, path, lake=held(folder, path))
    assert [(month.partition.rows, month.parquet) for month in staged.months] == [
        (2, None)
    ]
    assert staged.changed == {}


def test_published_rows_replace_synthetic_ones_and_never_the_other_way(
    folder: Path,
) -> None:
    made = street_file(folder, "made.csv", Crime(context="Synthetic example"))
    true = street_file(folder, "true.csv", Crime())
    assert held(folder, made).partitions["street", "lancashire", "2024-01"].provenance
    assert stage(folder, true, lake=held(folder, made)).changed
    findings = refused(folder, made, lake=held(folder, true))
    assert [at.rule for at in findings] == ["crime-synthetic-over-published"]


def test_the_apis_list_says_what_it_lacks_and_replaces_no_street_file(
    folder: Path,
) -> None:
    crime = {
        "category": "burglary",
        "location_type": "BTP",
        "location": None,
        "context": "",
        "outcome_status": None,
        "persistent_id": "a",
        "month": "2024-01",
    }
    path = folder / "crimes.json"
    path.write_text(f"[{crime}]".replace("'", '"').replace("None", "null"))
    staged = stage(folder, path)
    assert [at.rule for at in staged.findings] == ["crime-api-list"]
    assert staged.months[0].partition.is_from_api
    street = street_file(folder, NAME, Crime())
    findings = refused(folder, path, lake=held(folder, street))
    assert [at.rule for at in findings] == ["crime-api-over-file", "crime-api-list"]


def test_outcomes_have_their_own_partition(folder: Path, shared: Path) -> None:
    sample = shared / "data" / "police_uk_outcomes_sample"
    path = sample / "2023-06-lancashire-outcomes-excerpt.csv"
    partition = stage(folder, path).months[0].partition
    assert partition.key == ("outcomes", "lancashire", "2023-06")
    assert (partition.rows, partition.repeated_id, partition.no_location) == (34, 4, 2)
    assert partition.vintage == "2021"


def test_an_outcomes_row_needs_its_type(folder: Path) -> None:
    columns = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,"
    heading = columns + "LSOA code,LSOA name,Outcome type\r\n"
    row = replace(Crime("a"), month="2024-01").cells[:9]
    path = folder / "2024-01-lancashire-outcomes.csv"
    path.write_text(heading + ",".join([*row, ""]) + "\r\n")
    assert [(at.rule, at.column) for at in refused(folder, path)] == [
        ("crime-type-missing", "Outcome type")
    ]


def test_anti_social_behaviour_never_counts_as_repeated(folder: Path) -> None:
    path = street_file(folder, NAME, *[Crime(crime_type=ASB)] * 5)
    assert stage(folder, path).months[0].partition.repeated_id == 0


def test_one_bad_file_among_many_is_the_one_that_is_named(folder: Path) -> None:
    good = street_file(folder, NAME, Crime("a"), Crime("b"))
    bad = folder / "2024-02-lancashire-street.csv"
    bad.write_text(street_text([Crime(month="2024-02")]) + "half a ro")
    late = Crime("c", month="2024-03", lsoa="E01999999")
    march = street_file(folder, "2024-03-lancashire-street.csv", late)
    assert [(at.rule, at.file, at.row) for at in refused(folder, good, bad, march)] == [
        ("crime-row-unreadable", bad.name, 3),
        ("crime-lsoa-unknown", march.name, 2),
    ]


def test_files_read_together_are_told_apart(folder: Path) -> None:
    crimes = [Crime("a", BURGLARY), Crime("a", BURGLARY), Crime(lsoa="")]
    paths = [
        street_file(
            folder,
            f"2024-0{number}-lancashire-street.csv",
            *(
                replace(crime, month=f"2024-0{number}")
                for crime in crimes[: number + 1]
            ),
        )
        for number in (1, 2)
    ]
    months = [month.partition for month in stage(folder, *paths).months]
    assert [(at.month, at.rows, at.repeated_id, at.no_location) for at in months] == [
        ("2024-01", 2, 1, 0),
        ("2024-02", 3, 1, 1),
    ]
    assert [(at.blank_id, at.other_vintage, at.unknown_lsoa) for at in months] == [
        (0, 0, 0),
        (1, 0, 0),
    ]


def test_what_the_lake_has_from_the_same_file_is_not_unpacked_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = zip_of(folder / "january.zip", {NAME: street_text([Crime()])})
    staged = stage(folder, path)
    evidence = sha256_of(path)
    lake = Lake().with_partitions(
        [replace(month.partition, evidence=evidence) for month in staged.months]
    )
    monkeypatch.setattr(Unpacker, "unpack", None)
    moved = path.rename(folder / "renamed.zip")
    again = stage(folder, moved, lake=lake)
    assert [month.partition.file for month in again.months] == [f"renamed.zip/{NAME}"]
    assert again.changed == {}


MANY = [Crime(f"{number:03}", BURGLARY) for number in range(100)]


@pytest.mark.parametrize(
    ("crimes", "text", "rule", "severity"),
    [
        (MANY, ("\r\n", "\r\n"), None, None),
        ([*MANY, *MANY], None, "crime-rows-twice", Severity.BLOCK),
        ([*MANY, *MANY[:6]], None, "crime-ids-repeated", Severity.WARN),
        (MANY, ("-3.04,53.81", "53.81,-3.04"), "crime-place-abroad", Severity.BLOCK),
        (MANY, (BLACKPOOL, "Blackpool 010E"), "crime-lsoa-unknown", Severity.BLOCK),
        (MANY, (f",{BURGLARY},", ",Arson,"), "crime-type-new", Severity.BLOCK),
        ([Crime("", BURGLARY)], None, "crime-ids-blank", Severity.WARN),
        ([Crime("a")], ("-3.04", "0"), None, None),
        ([Crime("a")], ("53.81", "0"), "crime-place-abroad", Severity.WARN),
    ],
)
def test_what_is_so_of_most_rows_refuses_and_what_is_so_of_few_is_told(
    folder: Path,
    crimes: list[Crime],
    text: tuple[str, str] | None,
    rule: str | None,
    severity: Severity | None,
) -> None:
    path = street_file(folder, NAME, *crimes)
    if text:
        path.write_bytes(path.read_bytes().replace(text[0].encode(), text[1].encode()))
    try:
        findings = stage(folder, path).findings
    except FileRefused as error:
        findings = error.findings
    wanted = [(rule, severity)] if rule else []
    assert [(at.rule, at.severity) for at in findings] == wanted


def test_the_railway_polices_rows_have_no_ids_and_that_is_as_published(
    folder: Path,
) -> None:
    row = Crime("", BURGLARY, reported_by="British Transport Police")
    assert stage(
        folder, street_file(folder, "2024-01-btp-street.csv", row)
    ).findings == ([])


def test_a_file_that_stops_within_its_last_row_is_refused(folder: Path) -> None:
    path = street_file(folder, NAME, Crime("a"), Crime("b"))
    path.write_bytes(path.read_bytes().removesuffix(b"\r\n"))
    assert [at.rule for at in refused(folder, path)] == ["crime-file-cut"]
