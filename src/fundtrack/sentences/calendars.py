"""Write obligations as an iCalendar file, which every calendar program takes in.

Source: RFC 5545: lines end in CR LF and fold at 75 octets; text escapes backslash,
semicolon, comma and line breaks.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from datetime import date
from datetime import datetime
from datetime import timedelta

from fundtrack.domain.obligations import DueState
from fundtrack.metrics.obligations import ObligationDue

FOLD_OCTETS = 75
REMINDER = "-P7D"
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def calendar_file(
    office: str, obligations: Iterable[ObligationDue], stamp: datetime
) -> str:
    """Write the whole calendar; an obligation keeps its identity when it moves.

    Args:
        stamp: when the file is made, in UTC.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//fundtrack//obligations//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(f'{office}: what is due')}",
    ]
    for due in obligations:
        lines += _event(due, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(due: ObligationDue, stamp: datetime) -> list[str]:
    done = " (done)" if due.state is DueState.DONE else ""
    summary = f"{due.fund}: {due.what}{done}"
    answers = due.owned_by.in_words if due.owned_by else due.owner
    uid = "-".join(f"{due.fund} {due.rule} {due.period}".split())
    return [
        "BEGIN:VEVENT",
        f"UID:{_text(uid)}@fundtrack",
        f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{_day(due.due_on)}",
        f"DTEND;VALUE=DATE:{_day(due.due_on + timedelta(days=1))}",
        f"SUMMARY:{_text(summary)}",
        f"DESCRIPTION:{_text(f'{answers}; {due.state}; entry {due.entry}')}",
        f"CATEGORIES:{_text(due.rule)}",
        "TRANSP:TRANSPARENT",
        *((f"CONTACT:{_text(answers)}",) if due.owned_by else ()),
        *(_reminder(summary) if due.state is DueState.DUE else ()),
        "END:VEVENT",
    ]


def _reminder(summary: str) -> tuple[str, ...]:
    return (
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"TRIGGER:{REMINDER}",
        f"DESCRIPTION:{_text(summary)}",
        "END:VALARM",
    )


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _text(written: str) -> str:
    return written.translate(ESCAPES)


def _folded(line: str) -> Iterator[str]:
    """Part a line into pieces of at most 75 octets, never within a letter."""
    piece = ""
    for letter in line:
        if len(f"{piece}{letter}".encode()) > FOLD_OCTETS:
            yield piece
            piece = " "
        piece += letter
    yield piece
