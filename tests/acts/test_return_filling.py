"""A confirmed workbook is filled, compared with its next version, and frozen."""

import csv
import json
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from fundtrack.acts.return_filling import fill_return
from fundtrack.acts.return_templates import confirm_template
from fundtrack.acts.return_templates import drop_template
from fundtrack.acts.return_templates import learn_template
from fundtrack.acts.returns import certify
from fundtrack.acts.returns import check
from fundtrack.acts.returns import prepare
from fundtrack.acts.returns import review
from fundtrack.acts.returns import verify
from fundtrack.acts.template_packs import adopt_pack
from fundtrack.acts.template_packs import compare_workbooks
from fundtrack.acts.template_packs import list_layouts
from fundtrack.errors import BooksUnreadable
from fundtrack.errors import FileRefused
from fundtrack.errors import FileStands
from fundtrack.errors import NotAllowed
from fundtrack.errors import NotCounted
from fundtrack.errors import UnknownName
from fundtrack.sources.tables import read_tables
from tests.acts.template_offices import CLAIM
from tests.acts.template_offices import QUARTER
from tests.acts.template_offices import answer
from tests.acts.template_offices import blank
from tests.acts.template_offices import confirmed
from tests.acts.template_offices import edit
from tests.acts.template_offices import filled
from tests.acts.template_offices import office
from tests.returns.office import Q4
from tests.returns.office import RETURN
from tests.returns.office import TYPED
from tests.returns.office import Office
from tests.returns.office import narrative

__all__ = ["blank", "office"]


def test_an_unseen_workbook_is_answered_confirmed_and_filled(
    office: Office, blank: Path, tmp_path: Path
) -> None:
    office.record(narrative("progress", "=lamps are lit"))
    kept = confirmed(office, blank, B6="'2023/24")
    assert (kept.fund, kept.layout, kept.version) == ("SSF5", "unseen-form", 1)
    assert (kept.cells, kept.left_empty) == (15, 1)
    assert (office.workspace.evidence / kept.sha256).read_bytes() == blank.read_bytes()
    prepare(office.session("finance.officer"), "SSF5", Q4)
    made = filled(office, tmp_path / "filled.xlsx", blank)
    assert (made.state, made.filled, made.left_empty, made.checked) == (
        "prepared",
        11,
        0,
        3,
    )
    form = next(it for it in read_tables(Path(made.file)).sheets if it.name == "Return")
    assert [form.rows[row][1] for row in (4, 5, 11, 13, 14, 21)] == [
        "Q4",
        "2023/24",
        600.0,
        50.01,
        QUARTER / 100,
        CLAIM / 100,
    ]
    assert form.rows[17][0] == "=lamps are lit"
    assert str(form.rows[6][1]) == "2024-04-16"


@pytest.mark.skipif(not shutil.which("soffice"), reason="soffice is not on the path")
def test_libreoffice_works_out_the_same_totals(
    office: Office, blank: Path, tmp_path: Path
) -> None:
    confirmed(office, blank, B6="'2023/24")
    prepare(office.session("finance.officer"), "SSF5", Q4)
    made = filled(office, tmp_path / "filled.xlsx")
    sheets = (
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    )
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            sheets,
            "--outdir",
            str(tmp_path),
            made.file,
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    text = (tmp_path / "filled-Return.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(text.splitlines()))
    totals = next(row for row in rows if row[0] == "Total")
    checked = {cell.cell: cell.written for cell in made.cells if cell.does == "check"}
    assert [float(total) for total in totals[1:4]] == [
        float(checked[cell]) for cell in ("B15", "C15", "D15")
    ]
    assert [float(total) for total in totals[1:4]] == [650.01, 720.01, 2000.0]
    assert "Err:" not in text
    assert "#" not in text


def test_a_certified_return_freezes_what_was_filled_and_makes_it_again(
    office: Office, blank: Path, tmp_path: Path
) -> None:
    kept = confirmed(office, blank, B6="'2023/24")
    prepare(office.session("finance.officer"), "SSF5", Q4)
    office.signed()
    folder = office.workspace.returns / RETURN
    facts = json.loads((folder / "manifest.json").read_text("utf-8"))
    (layout,) = facts["funder_layouts"]
    assert (layout["layout"], layout["version"]) == ("unseen-form", 1)
    assert layout["sha256"] == kept.sha256
    frozen = folder / "funder" / "unseen-form.xlsx"
    assert "funder/unseen-form.csv" in facts["files"]
    assert verify(office.session("cfo"), RETURN).findings == ()
    made = filled(office, tmp_path / "sent.xlsx")
    assert Path(made.file).read_bytes() == frozen.read_bytes()
    frozen.write_bytes(b"other")
    (found,) = verify(office.session("cfo"), RETURN).findings
    assert found.file == "funder/unseen-form.xlsx"
    (folder / "funder" / "blank" / kept.sha256).unlink()
    with pytest.raises(BooksUnreadable, match="the funder's workbook is gone"):
        verify(office.session("cfo"), RETURN)


def test_a_return_that_cannot_be_filled_is_not_reviewed(
    office: Office, blank: Path
) -> None:
    confirmed(office, blank, B6="'2023/24", B5="identity/quarter")
    prepare(office.session("finance.officer"), "SSF5", Q4)
    found = check(office.session("finance.officer"), RETURN).findings
    assert "template-choice" in {each.rule for each in found}
    with pytest.raises(FileRefused, match="does not offer “2023-24 Q4”; it offers Q1"):
        review(office.session("reviewer"), RETURN)


def test_a_layout_confirmed_after_the_review_stops_the_certification(
    office: Office, blank: Path
) -> None:
    prepare(office.session("finance.officer"), "SSF5", Q4)
    review(office.session("reviewer"), RETURN)
    confirmed(office, blank, B6="'2023/24", B5="identity/quarter")
    with pytest.raises(FileRefused, match="does not offer “2023-24 Q4”"):
        certify(office.session("cfo"), RETURN, TYPED)
    assert not (office.workspace.returns / RETURN).exists()


def test_a_new_version_carries_the_answers_over_and_says_what_moved(
    office: Office, blank: Path, tmp_path: Path
) -> None:
    session = office.session("finance.officer")
    confirmed(office, blank, B6="'2023/24", D15="")
    book = openpyxl.load_workbook(blank)
    page = book["Return"]
    page["A23"], page["B23"] = page["A22"].value, page["B22"].value
    page["B23"]._style = page["B22"]._style
    page["A22"] = "Paid to partners"
    new = tmp_path / "new form.xlsx"
    book.save(new)
    answers = tmp_path / "new answers.xlsx"
    told = compare_workbooks(session, (blank, new), "SSF5", answers)
    assert [(it.cell, it.in_words) for it in told.changes] == [
        ("B22", "added"),
        ("B23", "moved from Return B22"),
    ]
    assert (told.counts["same"], told.counts["moved"]) == (14, 1)
    with pytest.raises(FileStands):
        compare_workbooks(session, (blank, new), "SSF5", answers)
    prepare(session, "SSF5", Q4)
    with pytest.raises(FileRefused, match="not the workbook confirmed") as caught:
        filled(office, tmp_path / "filled.xlsx", new)
    assert [(it.row, it.column) for it in caught.value.findings] == [
        (None, None),
        (22, "B"),
        (23, "B"),
    ]
    kept = confirm_template(session, edit(str(answers), answer(B22="leave empty")), new)
    assert (kept.layout, kept.version, kept.left_empty) == ("unseen-form", 2, 2)
    again = learn_template(session, new, "SSF5", "Unseen form", tmp_path / "again.xlsx")
    assert again.confirmed == kept.entry
    fixed = {cell.cell: cell.fixed for cell in again.cells if cell.fixed}
    assert fixed == {"B6": "2023/24"}


def test_packs_are_taken_listed_and_dropped(office: Office, tmp_path: Path) -> None:
    session = office.session("finance.officer")
    kept = adopt_pack(session, "hotspot-labour", "SSF5", "Claim")
    again = adopt_pack(session, "hotspot-labour", "SSF5", "Claim")
    assert (kept.entry, kept.version) == (again.entry, again.version)
    held = list_layouts(session)
    assert [pack.pack for pack in held.packs] == [
        "hotspot-labour",
        "safer-streets-quarterly",
    ]
    (layout,) = held.layouts
    assert (layout.layout, layout.pack) == ("claim", "hotspot-labour")
    adopt_pack(session, "safer-streets-quarterly", "SSF5")
    prepare(session, "SSF5", Q4)
    with pytest.raises(NotCounted, match=r"several layouts \(claim, safer-streets-q"):
        filled(office, tmp_path / "filled.xlsx")
    with pytest.raises(UnknownName, match="claim, safer-streets-quarterly"):
        fill_return(session, RETURN, "other")
    drop_template(session, "SSF5", "safer-streets-quarterly", "not asked for")
    made = fill_return(session, RETURN, "claim", None, tmp_path / "filled.xlsx")
    assert made.checked == 7
    with pytest.raises(FileStands):
        filled(office, tmp_path / "filled.xlsx")
    drop_template(session, "SSF5", "claim", "not asked for")
    with pytest.raises(NotCounted, match="layout learn FILE --fund SSF5"):
        filled(office, tmp_path / "other.xlsx")
    assert adopt_pack(session, "hotspot-labour", "SSF5", "Claim").version == 2


def test_only_who_prepares_returns_may_confirm(office: Office) -> None:
    with pytest.raises(NotAllowed):
        adopt_pack(office.session("reviewer"), "hotspot-labour", "SSF5")
