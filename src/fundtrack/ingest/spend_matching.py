"""Match the rows of a file with what the books hold from the same source."""

from collections import Counter
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from datetime import date

from fundtrack.ingest.spend_checks import CheckedRow
from fundtrack.money import Pence
from fundtrack.sources.extract_headings import Field


@dataclass(frozen=True, slots=True)
class OpenRefusal:
    """A refused row that nobody has put right: its entry, faults and other cells."""

    entry: int
    broken: frozenset[str]
    rest_key: str


Facts = tuple[str, int, str, str, str, str]
"""What a line says of a payment: day, pence, supplier, description, reference,
category."""


@dataclass(frozen=True, slots=True)
class HeldLine:
    """A line that the books hold, the import that brought it, the order it bills.

    `coded_fund` is the fund that its file says by now, empty where it says none.
    """

    entry: int
    import_entry: int
    dated: date
    facts: Facts
    row_key: str
    order: str = ""
    coded_fund: str = ""


@dataclass(slots=True)
class Held:
    """What the books hold from one source; grows as files of a call are taken in.

    `lines` and `refused` count rows by key, `recorded` are the lines the books held
    before the call and `renewals` their imports, each with those whose lines it
    repeats; `control_totals` has every file by its sha256, with the control total
    given for it.
    """

    recorded: Sequence[HeldLine] = ()
    renewals: Mapping[int, frozenset[int]] = field(default_factory=dict)
    lines: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    open_refusals: list[OpenRefusal] = field(default_factory=list)
    control_totals: dict[str, Pence | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MatchedRow:
    """A new row of a file, and the entry of the refused row that it puts right."""

    row: CheckedRow
    settles: int | None = None


@dataclass(frozen=True, slots=True)
class Matched:
    """The rows of a file: new, new refusals, held already; and those that repeat.

    `answered` counts the held lines that rows answer for, by their key.
    """

    new: tuple[MatchedRow, ...]
    new_refused: tuple[CheckedRow, ...]
    already_held: tuple[CheckedRow, ...]
    repeated: tuple[CheckedRow, ...]
    answered: Counter[str] = field(default_factory=Counter)


def match_rows(
    rows: Iterable[CheckedRow], held: Held, novel: Collection[str] = ()
) -> Matched:
    """Tell new rows from held ones, each held line answering for one row only.

    Rows that repeat within the file are all kept: no file tells a double entry from
    two equal payments. What is new is held from now on.

    Args:
        novel: fields that files of this source may have held unread before; a line
            read without them is the same line.
    """
    new: list[MatchedRow] = []
    new_refused: list[CheckedRow] = []
    already: list[CheckedRow] = []
    repeated: list[CheckedRow] = []
    unanswered = held.lines.copy()
    unanswered_refused = held.refused.copy()
    answered: Counter[str] = Counter()
    seen: set[tuple[object, ...]] = set()
    for row in rows:
        key = row.key()
        if row.findings:
            if unanswered_refused[key] > 0:
                unanswered_refused[key] -= 1
            else:
                new_refused.append(row)
            continue
        whole = (key, row.text(Field.ORDER), *row.read.others)
        if whole in seen:
            repeated.append(row)
        seen.add(whole)
        if novel and unanswered[key] <= 0:
            key = row.key(novel)
        if unanswered[key] > 0:
            unanswered[key] -= 1
            answered[key] += 1
            already.append(row)
        else:
            new.append(MatchedRow(row, _settled(row, held)))
    held.lines.update(matched.row.key() for matched in new)
    held.refused.update(row.key() for row in new_refused)
    return Matched(
        tuple(new), tuple(new_refused), tuple(already), tuple(repeated), answered
    )


def _settled(row: CheckedRow, held: Held) -> int | None:
    """Find the refused row that this one is, but for the cells that were at fault."""
    for refusal in held.open_refusals:
        if row.key(refusal.broken) == refusal.rest_key:
            held.open_refusals.remove(refusal)
            return refusal.entry
    return None
