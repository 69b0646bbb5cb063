"""What Data health says: whether what is shown can be trusted, and what is left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fundtrack.metrics.holdings import BackupHeld
from fundtrack.metrics.holdings import ImportHeld
from fundtrack.metrics.holdings import MonthHeld
from fundtrack.metrics.holdings import MonthState
from fundtrack.metrics.holdings import RefusedRow
from fundtrack.metrics.holdings import missing_of
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.periods import Month
from fundtrack.sentences.phrases import counted
from fundtrack.sentences.phrases import spoken

NOTHING_YET = "Nothing has been taken in yet: drop a file here to begin."
SIGNS = {MonthState.REVISED: "r", MonthState.SYNTHETIC: "s", MonthState.MISSING: "×"}
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
BACKUP_DAYS = 7
MOST_RUNS = 3
MONTH_WORDS = {
    MonthState.HELD: "held",
    MonthState.REVISED: "revised; the earlier file stays in evidence",
    MonthState.SYNTHETIC: "made up for the example",
    MonthState.MISSING: "no file; left out, not counted as nothing",
}
IMPORT_KINDS = {
    "import": "Spending",
    "register_import": "Registers",
    "partner_claim": "Partner's claim",
    "quarter_import": "Quarter's workbook",
    "crime_import": "Crime by month",
    "table_import": "Further tables",
}


@dataclass(frozen=True, slots=True)
class Health:
    """What the sentence is written from."""

    imports: Sequence[ImportHeld]
    refused: Sequence[RefusedRow]
    months: Sequence[MonthHeld]
    unbalanced: int


def health_sentence(health: Health) -> str:
    """Say whether everything ties out, what waits, and which months are left out."""
    if not health.imports and not health.months:
        return NOTHING_YET
    trouble = [*_money_troubles(health), *_waiting(health)]
    first = " and ".join(trouble) if trouble else "everything ties out"
    second = gaps_words(health.months)
    said = f"{first}; {second}" if second else first
    return f"{said[:1].upper()}{said[1:]}."


def gaps_words(months: Sequence[MonthHeld]) -> str:
    """Say of which force which months are not held; empty where there is no gap."""
    gaps = missing_of(months)
    if not gaps:
        return ""
    forces = list(dict.fromkeys(gap.force for gap in gaps))
    worst = max(forces, key=lambda it: len([gap for gap in gaps if gap.force == it]))
    lacking = [gap.month for gap in gaps if gap.force == worst]
    count = len(lacking)
    number = NUMBERS[count] if count < len(NUMBERS) else f"{count}"
    others = counted(len(forces) - 1, "other force", "other forces")
    more = f", nor {others} for some" if len(forces) > 1 else ""
    is_one = count == 1
    which = "that month is" if is_one else "those months are"
    return (
        f"{spoken(worst)} has no street files for {number} month{'s' * (not is_one)} "
        f"({spans(lacking)}){more}, and {which} left out, not counted as nothing"
    )


def spans(months: Sequence[str]) -> str:
    """Write months as runs: `June 2020, May 2022 to September 2022`; many as a span."""
    runs: list[list[Month]] = []
    for month in map(Month.parse, sorted(months)):
        if runs and runs[-1][-1].plus(1) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    if len(runs) > MOST_RUNS:
        return f"between {_named(runs[0][0])} and {_named(runs[-1][-1])}"
    *others, last = map(_run, runs)
    return f"{', '.join(others)} and {last}" if others else last


def _run(run: Sequence[Month]) -> str:
    first, last = _named(run[0]), _named(run[-1])
    if first == last:
        return first
    first_name, first_year = first.split()
    is_same_year = first_year == last.split()[1]
    return f"{first_name if is_same_year else first} to {last}"


def _named(month: Month) -> str:
    return f"{month.dates.start:%B %Y}"


def gap_heading(months: Sequence[MonthHeld]) -> str:
    """Write the finding of the chart of months."""
    if not months:
        return "No street files are held"
    gaps = len(missing_of(months))
    forces = counted(len({month.force for month in months}), "force")
    held = counted(len(months) - gaps, "month")
    if not gaps:
        return f"{held} of {forces} held, none missing between"
    return f"{held} of {forces} held; {counted(gaps, 'month')} in between missing"


def refused_heading(rows: Sequence[RefusedRow]) -> str:
    """Write the finding of the table of refused rows."""
    waiting = sum(row.is_open for row in rows)
    if not waiting:
        return "No refused row waits to be put right"
    return f"{counted(waiting, 'refused row')} {'wait' if waiting > 1 else 'waits'}"


def tied_out(imports: Sequence[ImportHeld]) -> tuple[bool, str]:
    """Say whether each file of spending is what its control total says."""
    standing = [it for it in imports if it.kind == "import" and not it.is_reversed]
    apart = [it for it in standing if it.apart_pence]
    if apart:
        return False, _apart_words(apart)
    told = [it for it in standing if it.apart_pence is not None]
    if not standing:
        return True, "No file of spending has been taken in"
    untold = len(standing) - len(told)
    said = f"{counted(len(told), 'extract')} equal to the control total given"
    more = f"; {untold:,} came without one" if untold else ""
    return True, said + more


def backup_words(backup: BackupHeld, now: datetime, *, is_example: bool) -> str:
    """Say what the last backup was and how old the oldest entry in none is."""
    if backup.made_at is None:
        needs = "; an example needs none" if is_example else "; make one today"
        return f"No backup has been made{needs}"
    made = f"Last {backup.made_at:%d %b %Y at %H:%M}, {backup.file}"
    if backup.unsaved_since is None:
        return f"{made}; it holds every entry"
    days = max((now - backup.unsaved_since).days, 0)
    return f"{made}; the oldest entry in none is {counted(days, 'day')} old"


def is_backed_up(backup: BackupHeld, now: datetime, *, is_example: bool) -> bool:
    """Whether no entry has been without a backup for a week."""
    if is_example or backup.unsaved_since is None:
        return True
    return (now - backup.unsaved_since).days < BACKUP_DAYS


def _money_troubles(health: Health) -> list[str]:
    troubles = []
    if health.unbalanced:
        entries = counted(health.unbalanced, "entry", "entries")
        troubles.append(f"{entries} of the books do not balance")
    is_tied, said = tied_out(health.imports)
    if not is_tied:
        troubles.append(said)
    return troubles


def _apart_words(apart: Sequence[ImportHeld]) -> str:
    worst = max(apart, key=lambda it: abs(it.apart_pence or 0))
    pence = show_pence(Pence(abs(worst.apart_pence or 0)))
    more = f" (and {len(apart) - 1} more)" if len(apart) > 1 else ""
    return f"{worst.file} is {pence} apart from its control total{more}"


def _waiting(health: Health) -> list[str]:
    waiting = sum(row.is_open for row in health.refused)
    if not waiting:
        return []
    rows = counted(waiting, "refused row")
    return [f"{rows} {'wait' if waiting > 1 else 'waits'} to be put right"]
