"""The story's quarter workbook: rows filled as the step says, and no others."""

from fundtrack.acts.story_quarters import fill_quarter
from fundtrack.acts.story_quarters import filled_as
from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Workspace
from fundtrack.sources.form_workbook import Written
from tests.acts.quarter_offices import entries_since
from tests.acts.quarter_offices import last_entry
from tests.acts.quarter_offices import quarter_office
from tests.conftest import SETTINGS

LIT = {"sheet": "Milestones", "row": ["lamps lit"], "type": {"rag": "red"}}


def milestones() -> list[dict[str, Written]]:
    return [{"milestone": "lamps lit", "rag": "green"}, {"milestone": "posts up"}]


def test_only_the_rows_with_the_words_are_filled() -> None:
    rows = milestones()
    fill = filled_as([LIT])
    assert fill("Milestones", rows)[0] == {"milestone": "lamps lit", "rag": "red"}
    assert fill("Milestones", rows)[1] == {"milestone": "posts up"}
    assert list(fill("Risks", rows)) == rows == milestones()


def test_what_a_step_fills_is_recorded_as_an_upload_is(workspace: Workspace) -> None:
    office = quarter_office(workspace)
    settings = workspace.folder / SETTINGS_FILE
    settings.write_text(SETTINGS, encoding="utf-8")
    before = last_entry(office)
    session = office.session("finance.officer", is_example=True)
    step = {"file": "q.xlsx", "fund": "SSF5", "quarter": "2023-24 Q4", "fill": [LIT]}
    taken = fill_quarter(session, step)
    assert [(it.was, it.becomes) for it in taken.changes] == [("amber", "red")]
    kinds = [entry["kind"] for entry in entries_since(office, before)]
    assert kinds == ["quarter_import", "milestone"]
