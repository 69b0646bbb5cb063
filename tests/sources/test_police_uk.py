"""police.uk files in zips, folders and alone; nothing that a zip says is trusted."""

import hashlib
import zipfile
from pathlib import Path

import pytest

from fundtrack.errors import FileRefused
from fundtrack.findings import Severity
from fundtrack.sources.police_uk import Kind
from fundtrack.sources.police_uk import PoliceFile
from fundtrack.sources.police_uk import Unpacker
from fundtrack.sources.police_uk import find_files
from tests.crime_files import Crime
from tests.crime_files import street_file
from tests.crime_files import street_text
from tests.crime_files import zip_of

MEMBER = "2024-01/2024-01-lancashire-street.csv"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("2024-01-lancashire-street.csv", ("2024-01", "lancashire", Kind.STREET)),
        ("2024-01-dyfed-powys-street.csv", ("2024-01", "dyfed-powys", Kind.STREET)),
        ("2023-06-kent-outcomes-excerpt.csv", ("2023-06", "kent", Kind.OUTCOMES)),
        ("2024-01-kent-stop-and-search.csv", ("2024-01", "kent", Kind.STOPS)),
        ("2024-01-kent-street (1).csv", ("2024-01", "kent", Kind.STREET)),
        ("crimes.csv", ("", "", None)),
    ],
)
def test_a_published_name_tells_month_force_and_kind(
    name: str, told: tuple[str, str, Kind | None]
) -> None:
    file = PoliceFile(Path(name))
    assert (file.month, file.force, file.kind) == told


def test_a_zip_is_listed_without_what_is_neither_street_nor_outcomes(
    tmp_path: Path,
) -> None:
    path = zip_of(
        tmp_path / "january.zip",
        {
            MEMBER: street_text([Crime()]),
            "2024-01/2024-01-lancashire-outcomes.csv": "x",
            "2024-01/2024-01-lancashire-stop-and-search.csv": "x",
            "read me.txt": "x",
        },
    )
    files, findings = find_files([path])
    assert [file.member for file in files] == [
        "2024-01/2024-01-lancashire-outcomes.csv",
        MEMBER,
    ]
    assert [(found.severity, found.file) for found in findings] == [
        (Severity.WARN, "january.zip/read me.txt"),
        (Severity.WARN, "january.zip/2024-01/2024-01-lancashire-stop-and-search.csv"),
    ]


def test_a_folder_is_searched_for_zips_and_files(tmp_path: Path) -> None:
    inside = tmp_path / "2024" / "january"
    inside.mkdir(parents=True)
    street_file(inside, "2024-01-lancashire-street.csv", Crime())
    zip_of(tmp_path / "all.zip", {MEMBER: street_text([Crime()])})
    (tmp_path / "CONTENTS.csv").write_text("a list")
    files, findings = find_files([tmp_path])
    assert [file.shown for file in files] == [
        "2024-01-lancashire-street.csv",
        f"all.zip/{MEMBER}",
    ]
    assert [found.file for found in findings] == ["CONTENTS.csv"]


def test_a_single_file_is_taken_by_whatever_name(tmp_path: Path) -> None:
    path = street_file(tmp_path, "crimes.csv", Crime())
    assert find_files([path]) == ([PoliceFile(path)], [])


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("gone.zip", None, "crime-file-absent"),
        ("crimes.xlsx", b"PK", "crime-not-police-uk"),
        ("half.zip", b"PK\x03\x04 and then nothing", "crime-zip-damaged"),
        ("page.zip", b"<html>", "crime-zip-damaged"),
    ],
)
def test_what_is_no_zip_folder_or_file_of_theirs_is_refused(
    tmp_path: Path, name: str, content: bytes | None, rule: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    files, findings = find_files([path])
    assert files == []
    assert [(found.rule, found.severity) for found in findings] == [
        (rule, Severity.BLOCK)
    ]


def test_a_zip_without_any_published_file_is_refused(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "photos.zip", {"one.jpg": b"x"})
    _, findings = find_files([path])
    assert [found.rule for found in findings] == [
        "crime-member-skipped",
        "crime-nothing-here",
    ]


@pytest.mark.parametrize(
    "member",
    ["../2024-01-lancashire-street.csv", "/2024-01-lancashire-street.csv", "c:/x.csv"],
)
def test_a_member_whose_name_leads_out_of_the_zip_is_refused(
    tmp_path: Path, member: str
) -> None:
    path = zip_of(tmp_path / "trap.zip", {member: "x", MEMBER: "x"})
    files, findings = find_files([path])
    assert [file.member for file in files] == [MEMBER]
    assert [found.message for found in findings] == [
        "this member cannot be police.uk's: its name leads out of the zip"
    ]


def test_a_member_that_unpacks_to_far_too_much_is_refused(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "bomb.zip", {MEMBER: b"0" * (4 << 20)})
    files, findings = find_files([path])
    assert files == []
    assert "it would unpack to 4194304 bytes" in findings[0].message


def test_a_locked_member_is_refused(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "locked.zip", {MEMBER: "x"})
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(raw)
    _, findings = find_files([path])
    assert "locked by a password" in findings[0].message


def test_a_zip_that_names_a_member_twice_is_refused(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "twice.zip", {MEMBER: "x"})
    with (
        zipfile.ZipFile(path, "a") as archive,
        pytest.warns(UserWarning, match="Duplicate"),
    ):
        archive.writestr(MEMBER, "another")
    files, findings = find_files([path])
    assert files == []
    assert "the zip names it more than once" in findings[0].message


def test_a_file_gone_before_it_was_hashed_is_named(tmp_path: Path) -> None:
    gone = PoliceFile(tmp_path / "2024-01-kent-street.csv")
    with Unpacker() as unpacker, pytest.raises(FileRefused, match="cannot be opened"):
        unpacker.kept_as(gone)


def test_files_and_members_are_unpacked_with_their_hash(tmp_path: Path) -> None:
    one = zip_of(tmp_path / "one.zip", {MEMBER: "first"})
    two = zip_of(tmp_path / "two.zip", {MEMBER: "second"})
    alone = tmp_path / "2024-02-lancashire-street.csv"
    alone.write_text("third")
    files, _ = find_files([one, two, alone])
    target = tmp_path / "copy"
    with Unpacker() as unpacker:
        hashes = [unpacker.unpack(file, target) for file in files]
    assert hashes == [
        hashlib.sha256(text).hexdigest() for text in (b"first", b"second", b"third")
    ]
    assert target.read_text() == "third"


def test_a_member_cut_short_or_altered_is_refused_by_name(tmp_path: Path) -> None:
    path = zip_of(tmp_path / "bad.zip", {MEMBER: street_text([Crime()] * 50)})
    raw = bytearray(path.read_bytes())
    raw[len(MEMBER) + 60] ^= 0xFF
    path.write_bytes(raw)
    files, _ = find_files([path])
    with Unpacker() as unpacker, pytest.raises(FileRefused, match=f"bad.zip/{MEMBER}"):
        unpacker.unpack(files[0], tmp_path / "copy")


def test_a_file_that_cannot_be_opened_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = PoliceFile(tmp_path / "2024-01-kent-street.csv")
    with Unpacker() as unpacker, pytest.raises(FileRefused, match="cannot be opened"):
        unpacker.unpack(gone, tmp_path / "copy")
    path = zip_of(tmp_path / "closed.zip", {MEMBER: "x"})

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("zipfile.ZipFile", refuse)
    files, findings = find_files([path])
    assert files == []
    assert findings[0].message == "the file cannot be opened (Permission denied)"


def test_a_link_that_leads_nowhere_is_passed_over(tmp_path: Path) -> None:
    street_file(tmp_path, "2024-01-lancashire-street.csv", Crime())
    (tmp_path / "2024-02-lancashire-street.csv").symlink_to(tmp_path / "gone")
    files, _ = find_files([tmp_path])
    assert [file.name for file in files] == ["2024-01-lancashire-street.csv"]
