"""A calendar file: lines folded, text escaped, identities that stay."""

from dataclasses import replace
from datetime import date
from datetime import datetime

from fundtrack.domain.obligations import DueState
from fundtrack.domain.obligations import Rule
from fundtrack.metrics.obligations import ObligationDue
from fundtrack.metrics.owners import Owner
from fundtrack.sentences.calendars import calendar_file

STAMP = datetime(2024, 4, 16, 9)  # noqa: DTZ001 - UTC, as the clock gives it


def obligation(what: str, state: DueState = DueState.DUE) -> ObligationDue:
    """A return that is due."""
    return ObligationDue(
        entry=7,
        fund="SSF5",
        what=what,
        due_on=date(2024, 7, 30),
        owner="finance",
        state=state,
        rule=Rule.RETURN,
        period="2024-25 Q1",
        working_days_left=73,
        done_on=None,
    )


def test_an_event_is_written_as_calendars_read_it() -> None:
    lines = calendar_file("Testshire", [obligation("a; b, c\\d")], STAMP).split("\r\n")
    assert lines[5:17] == [
        "BEGIN:VEVENT",
        "UID:SSF5-return-2024-25-Q1@fundtrack",
        "DTSTAMP:20240416T090000Z",
        "DTSTART;VALUE=DATE:20240730",
        "DTEND;VALUE=DATE:20240731",
        "SUMMARY:SSF5: a\\; b\\, c\\\\d",
        "DESCRIPTION:finance\\; due\\; entry 7",
        "CATEGORIES:return",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:-P7D",
    ]
    assert lines[-2:] == ["END:VCALENDAR", ""]


def test_what_is_done_says_so_and_reminds_nobody() -> None:
    text = calendar_file("Testshire", [obligation("return", DueState.DONE)], STAMP)
    assert "SUMMARY:SSF5: return (done)\r\n" in text
    assert "VALARM" not in text


def test_no_line_is_longer_than_75_octets_and_no_letter_is_split() -> None:
    what = "£" * 90
    text = calendar_file("Testshire", [obligation(what)], STAMP)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert f"SUMMARY:SSF5: {what}\r\n" in text.replace("\r\n ", "")


def test_whoever_answers_is_named_as_its_contact() -> None:
    whose = Owner("finance", "", ("Ann Example", "Bob"))
    named = replace(obligation("return"), owned_by=whose)
    lines = calendar_file("Testshire", [named], STAMP).split("\r\n")
    assert "CONTACT:finance: Ann Example\\, Bob" in lines
    assert "DESCRIPTION:finance: Ann Example\\, Bob\\; due\\; entry 7" in lines
