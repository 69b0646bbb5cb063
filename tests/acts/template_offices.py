"""Helpers and fixtures: an office, an unseen workbook, and a person who answers."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from fundtrack.acts.return_filling import ReturnFilled
from fundtrack.acts.return_filling import fill_return
from fundtrack.acts.return_templates import TemplateConfirmed
from fundtrack.acts.return_templates import TemplateLearnt
from fundtrack.acts.return_templates import confirm_template
from fundtrack.acts.return_templates import learn_template
from fundtrack.config import Workspace
from fundtrack.errors import FileRefused
from fundtrack.findings import Finding
from fundtrack.returns.templates.answers import CELLS
from tests.returns.office import RETURN
from tests.returns.office import Office
from tests.returns.office import open_office
from tests.returns.templates import forms
from tests.returns.templates.forms import Drawn

Change = Callable[[Drawn], None]
OPEN = {"B4": "leave empty", "B5": "identity/quarter-alone"}
CLAIM = 40_000 + 60_000 + 5_001 + 7_000
QUARTER = 60_000 + 5_001
HEADINGS = [column.heading for column in CELLS.columns]
FIGURE, FIXED = HEADINGS.index("Figure"), HEADINGS.index("Fixed text")


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office in order, on a day in April."""
    return open_office(workspace)


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    """The unseen workbook, as it came from the funder."""
    path = tmp_path / "unseen form.xlsx"
    path.write_bytes(forms.unseen_bytes())
    return path


def learnt(office: Office, blank: Path) -> TemplateLearnt:
    return learn_template(office.session("finance.officer"), blank, "SSF5")


def edit(path: str, change: Change) -> Path:
    """Open the answers as a person does, and save them."""
    book = openpyxl.load_workbook(path)
    change(book["Cells"])
    book.save(path)
    return Path(path)


def answer(**said: str) -> Change:
    """Answer cells by their addresses; words that begin with ' are fixed text."""

    def change(page: Drawn) -> None:
        for row in page.iter_rows(min_row=5):
            if row[1].value in said:
                words = said[row[1].value]
                is_fixed = words.startswith("'")
                row[FIGURE].value = None if is_fixed else words or None
                row[FIXED].value = words.lstrip("'") if is_fixed else None

    return change


def confirmed(office: Office, blank: Path, **said: str) -> TemplateConfirmed:
    answers = edit(learnt(office, blank).answers, answer(**OPEN | said))
    return confirm_template(office.session("finance.officer"), answers)


def findings(office: Office, path: Path) -> list[Finding]:
    with pytest.raises(FileRefused) as caught:
        confirm_template(office.session("finance.officer"), path)
    return list(caught.value.findings)


def filled(office: Office, to: Path, workbook: Path | None = None) -> ReturnFilled:
    session = office.session("finance.officer")
    return fill_return(session, RETURN, None, workbook, to)


def head(office: Office) -> int:
    with office.session("cfo").reading() as books:
        return books.info.head_seq
