"""An auditor's folder for one return: the sample, its papers, who decided."""

import csv
from datetime import date
from pathlib import Path

import pytest

from fundtrack.acts.audit_packs import AuditPack
from fundtrack.acts.audit_packs import Draw
from fundtrack.acts.audit_packs import audit_pack
from fundtrack.acts.backups import backup
from fundtrack.acts.restoring import restore
from fundtrack.acts.return_attachments import Paper
from fundtrack.acts.return_attachments import attach
from fundtrack.config import Workspace
from fundtrack.domain.events import NewEvent
from fundtrack.errors import FileStands
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.store.evidence import keep
from tests.returns.office import RETURN
from tests.returns.office import Office
from tests.returns.office import open_office

DAY = date(2024, 4, 18)


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office whose return is certified; a virement was asked for and approved."""
    made = open_office(workspace)
    made.certified()
    said: dict[str, str | int] = {
        "from_cell": "SSF5/blackpool/a/cctv/revenue/2023-24",
        "to_cell": "SSF5/lancaster/lamps/lighting/revenue/2023-24",
        "pence": 1_000,
    }
    asked = made.record(NewEvent("virement_request", DAY, "lamps cost more", said))[0]
    made.record(
        NewEvent("virement_approval", DAY, "agreed", {**said, "virement": asked}),
        by="cfo",
    )
    return made


def packed(office: Office, name: str = "pack", draw: Draw | None = None) -> AuditPack:
    """Make a pack beside the workspace."""
    folder = office.workspace.folder.parent / name
    return audit_pack(office.session("auditor"), RETURN, folder, draw or Draw(25, 7))


def rows(pack: AuditPack, name: str) -> list[dict[str, str]]:
    """Read a table of a pack."""
    path = Path(pack.folder) / name
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_pack_lists_every_line_and_draws_the_large_ones(office: Office) -> None:
    made = packed(office)
    assert [int(row["pence"]) for row in rows(made, "listing.csv")] == [
        40_000, 60_000, 5_001, 7_000,
    ]  # fmt: skip
    assert (made.lines, made.sampled, made.sampled_pence) == (4, 4, 112_001)
    chosen = {row["chosen"] for row in rows(made, "sample.csv")}
    assert chosen == {"as large as the interval"}
    assert RETURN in (Path(made.folder) / "README.txt").read_text(encoding="utf-8")


def test_the_same_seed_draws_the_same_lines(office: Office) -> None:
    drawn = [
        rows(packed(office, f"pack{number}", Draw(1, seed)), "sample.csv")
        for number, seed in enumerate((3, 3, 8, 9, 10))
    ]
    assert drawn[0] == drawn[1]
    assert all(len(each) == 1 for each in drawn)
    assert len({each[0]["entry"] for each in drawn}) > 1


def test_who_decided_is_listed_step_by_step(office: Office) -> None:
    found = [
        (row["act"], row["person"]) for row in rows(packed(office), "approvals.csv")
    ]
    assert found == [
        ("prepared", "finance.officer"),
        ("reviewed", "reviewer"),
        ("certified", "cfo"),
        ("virement asked for", "finance.officer"),
        ("virement approval", "cfo"),
    ]


def test_the_frozen_files_and_what_came_after_the_period_are_in_it(
    office: Office,
) -> None:
    made = packed(office)
    assert f"frozen/{RETURN}.xlsx" in made.files
    found = rows(made, "backdated.csv")
    assert made.backdated == len(found)
    assert {row["kind"] for row in found} >= {"actual"}
    assert all(int(row["days_later"]) > 0 for row in found)


def test_a_file_that_is_not_held_is_missing_and_one_that_is_held_is_copied(
    office: Office, tmp_path: Path
) -> None:
    lacking = packed(office)
    assert lacking.missing == 3
    missing = {row["what"] for row in rows(lacking, "missing.csv")}
    assert missing == {"extract.xlsx: not held"}
    source = tmp_path / "invoice.pdf"
    source.write_bytes(b"an invoice")
    kept = keep(office.workspace, source)
    line = int(rows(lacking, "sample.csv")[0]["entry"])
    facts = {"fund": "SSF5", "supports": "entry", "which": str(line)}
    said = {**facts, "file": "invoice.pdf", "state": "received"}
    office.record(NewEvent("evidence", DAY, "attached", said, evidence=kept))
    made = packed(office, "again")
    assert "evidence/001-invoice.pdf" in made.files
    assert rows(made, "sample.csv")[0]["evidence"] == "001-invoice.pdf"


def test_a_pack_is_refused_where_it_cannot_be_made(office: Office) -> None:
    packed(office)
    with pytest.raises(FileStands):
        packed(office)
    with pytest.raises(WrongArgument, match="at least one line"):
        packed(office, "other", Draw(0, 1))
    folder = office.workspace.folder.parent / "none"
    with pytest.raises(UnknownName):
        audit_pack(office.session("auditor"), "SSF9-v1", folder, Draw())


def test_papers_kept_with_the_return_are_in_it_or_named_as_missing(
    office: Office, tmp_path: Path
) -> None:
    proof = tmp_path / "sent.eml"
    proof.write_text("sent on 24 April", encoding="utf-8")
    said = {Paper.PROOF: proof}
    (kept,) = attach(office.session("finance.officer"), RETURN, said)
    copy = Path(packed(office).folder) / "papers" / f"{kept.entry}-sent.eml"
    assert copy.read_bytes() == proof.read_bytes()
    (office.workspace.evidence / kept.sha256).unlink()
    again = packed(office, "again")
    assert "proof of sending, sent.eml: not held" in {
        row["what"] for row in rows(again, "missing.csv")
    }


def test_the_same_seed_draws_the_same_lines_from_a_backup(
    office: Office, tmp_path: Path
) -> None:
    backup(office.session("finance.officer"), tmp_path / "b.zip")
    other = Workspace(tmp_path / "elsewhere")
    restore(other, tmp_path / "b.zip", office.now)
    here = Path(packed(office).folder)
    there = Path(packed(Office(other, day=office.day), "there").folder)
    for name in ("sample.csv", "listing.csv", "approvals.csv"):
        assert (there / name).read_bytes() == (here / name).read_bytes()
