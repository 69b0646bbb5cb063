"""As known at: turn a moment into the last entry that was recorded by then."""

from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta

from fundtrack.errors import WrongArgument
from fundtrack.metrics.position import Reader

LAST_ENTRY = 2**62
"""Known up to the last entry, whatever its number."""


def known_entry(books: Reader, written: str | None) -> int:
    """Find the entry up to which the books were known.

    Args:
        written: an entry number, a moment in ISO 8601 (UTC unless it says otherwise),
            a day (its end is meant), or None for now.

    Raises:
        WrongArgument: when it is none of these.
    """
    if written is None or written.strip().lower() == "now":
        return int(books.rows("last_entry")[0]["known"])
    if written.strip().isdecimal():
        return int(written)
    return _by(books, _moment(written.strip()))


def _by(books: Reader, moment: datetime) -> int:
    return int(books.rows("known_at", moment=moment)[0]["known"])


def _moment(written: str) -> datetime:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        pass
    else:
        return datetime.combine(day + timedelta(days=1), time()) - timedelta(
            microseconds=1
        )
    try:
        moment = datetime.fromisoformat(written)
    except ValueError as error:
        raise WrongArgument(
            f"“{written}” is neither a moment such as 2024-04-30T12:00:00Z "
            "nor an entry number"
        ) from error
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
