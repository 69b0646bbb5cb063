"""Surveys come in whole or not at all; what they measured is read back."""

from pathlib import Path

import pytest

from fundtrack.acts.session import Session
from fundtrack.acts.surveys import ingest_survey
from fundtrack.acts.surveys import write_blank_survey
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Payload
from fundtrack.domain.people import Role
from fundtrack.domain.surveys import SURVEY
from fundtrack.errors import FileRefused
from fundtrack.errors import WrongArgument
from fundtrack.metrics.proportions import change_between
from fundtrack.metrics.proportions import change_beyond
from fundtrack.metrics.proportions import share_of
from fundtrack.metrics.surveys import Perceived
from fundtrack.metrics.surveys import perceptions
from fundtrack.metrics.surveys import survey_answers
from fundtrack.sources.registers import read_registers
from fundtrack.store.tables import read_tables_held
from tests import builders
from tests.evaluation.offices import DAY
from tests.evaluation.offices import area
from tests.survey_files import SAFE
from tests.survey_files import asked
from tests.survey_files import survey_file

WOMEN = "Violence against women and girls in public"


def purposeful(name: str, purpose: str) -> NewEvent:
    payload: Payload = {"fund": name, "name": name, "purpose": purpose}
    return NewEvent("fund", DAY, "test", payload)


@pytest.fixture
def officer(workspace: Workspace, clock: Clock) -> Session:
    events = builders.person("officer", Role.FINANCE)
    events += [area("burnley", "E07000117")]
    events += [purposeful("SSF4", WOMEN), purposeful("SSF1", "Gates and locks")]
    builders.record(workspace, clock, events)
    return Session(workspace, "officer", clock)


def hold_four_waves(session: Session, folder: Path) -> None:
    rows = [
        asked("2024-03", 300, 400, "burnley", "Preston"),
        asked("2023-09", 251, 412, "burnley", "Preston"),
        asked("2023-03", 10, 20, "burnley", "Preston"),
        asked("2023-09", 240, 400, "Preston"),
        asked("2024-03", 250, 401, "Preston"),
    ]
    ingest_survey(session, survey_file(folder, *rows))


def test_taking_in_says_what_was_asked_where_and_when(
    officer: Session, tmp_path: Path
) -> None:
    taken = ingest_survey(
        officer,
        survey_file(
            tmp_path, asked("2024-03", 300, 400), asked("2023-09", 12, 20, "burnley")
        ),
    )
    assert (taken.rows, taken.forces, taken.already_held) == (2, ["lancashire"], 0)
    assert taken.periods == ["2023-09", "2024-03"]
    assert (taken.surveys, taken.areas) == (["residents"], ["burnley"])
    assert [found.rule for found in taken.findings] == ["survey-small"]


def test_a_wave_is_replaced_whole_and_the_others_stay(
    officer: Session, tmp_path: Path
) -> None:
    first = (asked("2023-09", 251, 412), asked("2024-03", 300, 400))
    ingest_survey(officer, survey_file(tmp_path, *first))
    again = ingest_survey(officer, survey_file(tmp_path, *first))
    assert again.already_held == 2
    later = survey_file(tmp_path, first[0], asked("2024-03", 301, 400))
    assert ingest_survey(officer, later).already_held == 1
    parts = read_tables_held(officer.workspace).parts.values()
    assert [part.part for part in parts] == ["residents 2023 09", "residents 2024 03"]
    with officer.reading() as books:
        (answer,) = survey_answers(books)
    assert [each.share.numerator for each in answer.waves] == [251, 301]


def test_a_survey_that_is_refused_leaves_everything_as_it_was(
    officer: Session, tmp_path: Path
) -> None:
    path = survey_file(tmp_path, asked("2023-09", 251, 412), asked("2024", 9, 8))
    with pytest.raises(FileRefused) as refused:
        ingest_survey(officer, path)
    assert refused.value.findings[0].rule == "survey-numerator"
    assert read_tables_held(officer.workspace).parts == {}


def test_a_made_up_survey_is_marked_as_such(officer: Session, tmp_path: Path) -> None:
    row = (*asked("2023-09", 251, 412)[:-1], "Synthetic, for the example")
    ingest_survey(officer, survey_file(tmp_path, row))
    (part,) = read_tables_held(officer.workspace).parts.values()
    assert part.provenance == "synthetic"


def test_the_change_beyond_the_comparison_is_of_the_waves_both_have(
    officer: Session, tmp_path: Path
) -> None:
    hold_four_waves(officer, tmp_path)
    with officer.reading() as books:
        (answer,) = survey_answers(books)
        (there,) = survey_answers(books, "E07000123")
    assert [each.wave for each in answer.waves] == ["2023-03", "2023-09", "2024-03"]
    assert (answer.question, answer.comparison) == (SAFE, "E07000123")
    assert answer.change == change_between(share_of(10, 20), share_of(300, 400))
    paired = change_between(share_of(251, 412), share_of(300, 400))
    assert answer.comparison_change == there.change
    assert there.change == change_between(share_of(240, 400), share_of(250, 401))
    assert answer.beyond == change_beyond(paired, there.change)
    assert there.beyond is None


def test_a_scheme_meant_to_be_felt_is_not_measured_without_a_survey(
    officer: Session, tmp_path: Path
) -> None:
    with officer.reading() as books:
        told = [perceptions(books, fund, "burnley").status for fund in ("SSF4", "SSF1")]
    assert told == [Perceived.NOT_MEASURED, Perceived.NOT_AIMED]
    ingest_survey(officer, survey_file(tmp_path, asked("2023-09", 9, 99, "burnley")))
    with officer.reading() as books:
        assert perceptions(books, "SSF4", "burnley").status is Perceived.ONE_WAVE
    hold_four_waves(officer, tmp_path)
    with officer.reading() as books:
        found = perceptions(books, "SSF4", "burnley")
    assert (found.status, found.purpose) == (Perceived.MEASURED, WOMEN)


def test_the_form_is_written_once_and_can_be_read(tmp_path: Path) -> None:
    form = tmp_path / "survey.xlsx"
    write_blank_survey(form)
    read = read_registers(form, (SURVEY,))
    assert (read.rows, read.findings) == ((), ())
    with pytest.raises(WrongArgument):
        write_blank_survey(form)
