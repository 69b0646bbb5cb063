"""Every verb that writes, as somebody types it: who, which words, how it ends.

`{kind}` stands for the last entry of that kind in the books, `{folder}` for the folder
of the files that are taken in and written. The acts follow one another in this order
in an office whose return of the quarter is certified.
"""

import atexit
import shutil
import tempfile
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import duckdb
import openpyxl

from fundtrack.acts.quarter_forms import quarter_out
from fundtrack.acts.returns import prepare
from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import NewEvent
from fundtrack.domain.people import Role
from fundtrack.domain.spending import spend_event
from tests import builders
from tests import home_office_files as files
from tests import workbooks
from tests.acts.quarter_offices import Filling
from tests.acts.ruled_offices import CAMERAS
from tests.acts.ruled_offices import HEADINGS
from tests.builders import CELL
from tests.cli.test_app import EXAMPLE
from tests.conftest import SETTINGS
from tests.crime_files import Crime
from tests.crime_files import street_file
from tests.partners import PARTNER
from tests.partners import blank
from tests.partners import filled
from tests.partners import grant
from tests.partners import line
from tests.partners import output
from tests.returns.office import LAMPS
from tests.returns.office import Q4
from tests.returns.office import RETURN
from tests.returns.office import Office
from tests.returns.office import open_office
from tests.returns.office import terms
from tests.survey_files import asked
from tests.survey_files import survey_file

FO, CFO, ADMIN, HOLDER = "finance.officer", "cfo", "admin", "budget.holder"
SECOND = RETURN.replace("v1", "v2")
ANYWHERE, AREAS = replace(CELL, area="*"), "blackpool --over lancaster"
NEXT_YEAR = replace(CELL, year="2024-25")
SENT_ON = date(2024, 4, 24)
ON = "--on 2024-03-28 --reason late"
CASE, WHY = "{underspend_opened}", "--reason x"
BACK, PROPOSED = "--remedy return --amount 1", "--proposal {underspend_proposed}"
LATE = f"--cause late-delivery {WHY}"
GIVEN = "--on 2024-04-24 --reference 7"
SENT = "--date 2024-04-24 --route post --recipient team --reference 7"

ACTS: tuple[tuple[str, str, int], ...] = (
    (FO, f"award --cell SSF5/*/*/*/*/2023-24 --amount 90 {ON}", 0),
    (FO, f"allocate --cell {CELL} --amount 10 {ON}", 0),
    (FO, f"profile --cell {CELL} --amount 9 {ON} --quarter '2023-24 Q4'", 0),
    (FO, f"forecast --cell {LAMPS} --amount 9 {ON} --quarter '2023-24 Q4'", 0),
    (FO, f"commit --cell {CELL} --amount 3 {ON}", 0),
    (FO, f"accrue --cell {CELL} --amount 4 {ON}", 0),
    (FO, f"virement request --from {LAMPS} --to {CELL} --amount 2 --reason x", 0),
    (CFO, "virement approve {virement_request}", 0),
    (FO, f"virement request --from {LAMPS} --to {CELL} --amount 1 --reason x", 0),
    (CFO, "virement reject {virement_request}", 0),
    (
        FO,
        f"share --cell {ANYWHERE} --over {AREAS} --amount 1 {ON} --basis equal",
        0,
    ),
    (FO, f"carry-over --cell {CELL} --amount 1 --decision letter", 0),
    (FO, "ingest register {folder}/funds.csv", 0),
    (FO, "ingest register '{folder}/coding rules.csv'", 0),
    (FO, "ingest spend {folder}/spend.csv --source ledger --kind ledger", 0),
    (FO, "ingest spend {folder}/more.csv --source ledger --confirm", 0),
    (FO, f"code {{suspense}} --cell {NEXT_YEAR} --reason x", 0),
    (FO, "correct {actual} --reason x --amount 7", 0),
    (FO, "reverse {import} --reason x", 0),
    (FO, "ingest claim {folder}/claim.xlsx", 0),
    (FO, "ingest crime {folder}/2024-01-lancashire-street.csv", 0),
    (FO, "ingest recorded-crime {folder}/recorded.xlsx", 0),
    (FO, "ingest outcomes {folder}/outcomes.xlsx", 0),
    (FO, "ingest survey {folder}/residents.csv", 0),
    (FO, "ingest population {folder}/mye.csv", 0),
    (FO, "ingest take-on {folder}/take-on.csv", 3),
    (FO, "layout confirm {folder}/spend.csv --source other", 0),
    (FO, "layout adopt safer-streets-quarterly --fund SSF5", 0),
    (FO, "layout drop safer-streets-quarterly --fund SSF5 --reason x", 0),
    (FO, "evidence attach {actual} {folder}/paper.txt", 0),
    (FO, "rule test cameras", 0),
    (FO, "rule on cameras", 0),
    (FO, "rule apply cameras", 0),
    (FO, "rule off cameras", 0),
    (
        FO,
        f"underspend open --cell {CELL} {LATE} --owner {FO}",
        0,
    ),
    (
        FO,
        f"underspend propose {CASE} {BACK} --cell {CELL} {WHY}",
        0,
    ),
    (
        CFO,
        f"underspend decide {CASE} --reject {PROPOSED} {WHY}",
        0,
    ),
    (FO, f"underspend close {CASE} --reason x", 0),
    (FO, f"obligation owner {{obligation}} --owner {FO} --reason x", 0),
    (FO, f"obligation done {{obligation}} {GIVEN}", 0),
    (FO, "quarter in {folder}/quarter.xlsx", 0),
    (FO, "plan register --fund SSF5 --measure burglary", 2),
    (FO, "evaluate --fund SSF5", 2),
    (CFO, f"waive no-suspense --return {RETURN} --until 2024-04-30 --reason x", 3),
    (ADMIN, "person add ann --name Ann", 0),
    (ADMIN, "person role ann finance", 0),
    (ADMIN, "person deputy ann --deputy cfo --from 2024-04-20 --until 2024-05-20", 0),
    (ADMIN, "person password ann --password-file {folder}/paper.txt", 0),
    (ADMIN, "person authority signatory --up-to 10", 0),
    (ADMIN, "person leave ann", 0),
    (FO, "return prepare SSF5 '2023-24 Q3'", 3),
    ("reviewer", f"return review {RETURN}", 3),
    (CFO, f"return certify {RETURN}", 3),
    (FO, f"return attach {RETURN} --proof {{folder}}/paper.txt", 0),
    (FO, f"return submit {RETURN} {SENT}", 0),
    (FO, f"return query {RETURN} --reason Why --on 2024-04-24", 0),
    (FO, f"return answer {RETURN} {{return_queried}} --reason Because", 0),
    (FO, f"return receive {RETURN} --amount 1120.01 {GIVEN}", 0),
    (FO, f"return agree {RETURN} {GIVEN}", 3),
    (FO, f"return close {RETURN}", 0),
    (CFO, f"return reopen {RETURN} --reason x", 0),
    (FO, f"return resubmit {RETURN} --reason x", 0),
    (FO, "pack 2024-03", 0),
    (CFO, "pack 2024-03 --release", 0),
    (FO, "publish", 0),
    (FO, "backup {folder}/office.zip", 0),
)

READING = (
    "calendar {folder}/due.ics",
    f"claim out '{PARTNER}' '2023-24 Q4' {{folder}}/again.xlsx",
    "credits",
    "crime founding",
    "crime measures",
    "delivery SSF5",
    "doctor",
    "export {folder}/export",
    "history",
    "layout learn {folder}/spend.csv --source other",
    "layout packs",
    "orders",
    "quarter out SSF5 '2024-25 Q1' {folder}/another.xlsx",
    "outturn",
    f"return audit-pack {RETURN} {{folder}}/pack",
    f"return check {RETURN}",
    f"return diff {RETURN}",
    "return list",
    "return outturn SSF5 2023-24 --to {folder}/outturn",
    f"return show {RETURN}",
    f"return sign-sheet {RETURN}",
    "return usage SSF5 2023-24 --to {folder}/usage",
    f"return verify {RETURN}",
    "rule list",
    "status",
    "suspense",
    "trace actual:SSF5/*/*/*/*/*@2024-03-31~99",
    "underspend list",
    "verify",
    "year-end 2023-24",
)
"""What an auditor types, each without leave and without a trace in the books."""

NO_ACT = {
    "bundle": "gathers the program, not the books",
    "compare": "sets two runs side by side",
    "crime change": "counts",
    "crime counts": "counts",
    "crime decisions": "counts",
    "crime measure": "counts",
    "crime outcomes": "counts",
    "crime recorded": "counts",
    "demo": "makes an example office of its own",
    "init": "makes a workspace where there is none",
    "layout compare": "reads two workbooks",
    "person sign-ins": "lists who signed in",
    "plan show": "shows a plan",
    "restore": "makes a workspace where there is none",
    "return outturn": "writes a statement where it is told to",
    "return usage": "writes a statement where it is told to",
    "return fill": "writes a copy of the funder's workbook where it is told to",
    "serve": "serves the pages, whose acts are these",
    "service": "prints a unit for systemd",
    "underspend show": "shows a case",
}
"""Verbs that record nothing in these books, and why they are not typed here."""


def office_in_april(workspace: Workspace) -> Office:
    """An office with a partner and every role, its return certified, files to take in.

    Made once and copied: the files stand beside the office's folder.
    """
    made = _made_once()
    shutil.copytree(made, workspace.folder.parent, dirs_exist_ok=True)
    return Office(workspace, day=SENT_ON)


@cache
def _made_once() -> Path:
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    workspace = Workspace(folder / "office")
    workspace.folder.mkdir()
    settings = workspace.folder / SETTINGS_FILE
    settings.write_text(f"{SETTINGS}{EXAMPLE}", encoding="utf-8")
    _certified(open_office(workspace), folder)
    return folder


def _certified(office: Office, folder: Path) -> None:
    office.record(
        terms(evidence_days=45),
        grant(project="town-centre-cctv"),
        output(),
        *builders.person(ADMIN, Role.ADMIN),
        *builders.person(HOLDER, Role.BUDGET_HOLDER),
        *builders.person("auditor", Role.AUDITOR),
        lamps(),
        waiting_line(77),
        waiting_line(78),
    )
    _files(folder)
    filled(blank(office), [line()]).rename(folder / "claim.xlsx")
    prepare(office.session(FO), "SSF5", Q4)
    office.signed()
    form = folder / "quarter.xlsx"
    quarter_out(office.session(FO), "SSF5", Q4.following, form)
    filling = Filling(office, form, openpyxl.load_workbook(form))
    filling.add("Risks", "Blackpool", "rain", "high", "low", "A Jones")
    filling.saved()


def lamps() -> NewEvent:
    """The project of the second budget cell."""
    facts = {"project": "lamps", "name": "Lamps", "fund": "SSF5", "area": "lancaster"}
    return NewEvent("project", builders.START, "opens", facts)


def waiting_line(row: int) -> NewEvent:
    """A line of spending of April that nobody has given a budget cell."""
    said = builders.spend_line(1_000, date(2024, 4, 10), Cell(fund="SSF5"), row=row)
    return spend_event(said, import_entry=1)


def _files(folder: Path) -> None:
    rows = {
        "funds": ["Fund,Name,Kind,Funder", "SSF9,Nine,grant,HO"],
        "coding rules": [HEADINGS, CAMERAS.replace("cam ltd", "supplier 1")],
        "take-on": ["Fund,Area", "SSF5,Blackpool"],
        "mye": [
            "lad_code,lad_name,mid_year,population",
            "E07000117,Burnley,2020,94600",
        ],
        "paper": ["correct horse battery"],
    }
    for name, lines in rows.items():
        end = "txt" if name == "paper" else "csv"
        (folder / f"{name}.{end}").write_text("\n".join(lines), encoding="utf-8")
    late = workbooks.coded(31, date(2024, 3, 27))
    workbooks.text_file(folder / "spend.csv", [workbooks.CODED, late])
    later = workbooks.coded(32, date(2024, 3, 26))
    workbooks.text_file(folder / "more.csv", [workbooks.CODED, later])
    street_file(folder, "2024-01-lancashire-street.csv", Crime("a"), Crime("b"))
    survey_file(folder, asked("2023", 60, 100), asked("2024", 70, 100))
    recorded = files.table(files.FORCE_HEADINGS, files.force_row(5))
    files.xlsx_file(folder / "recorded.xlsx", recorded)
    outcomes = files.table(files.OUTCOME_HEADINGS, files.outcome_row(1, (5, 5)))
    files.xlsx_file(folder / "outcomes.xlsx", outcomes)


def last_entry(ledger: Path, kind: str) -> int:
    """The number of the last entry of a kind; nought where there is none."""
    with duckdb.connect(str(ledger), read_only=True) as con:
        found = con.execute("SELECT max(seq) FROM event WHERE kind = ?", [kind])
        return int((found.fetchone() or (0,))[0] or 0)
