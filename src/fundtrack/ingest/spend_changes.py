"""What a source says otherwise than last time: lines recoded, and lines gone.

A finance system hands out its year to date again and again. A file is such a renewal
of an earlier one when it repeats some of that import's lines; only then does a line
that it lacks, or codes otherwise, mean anything.
"""

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import replace

from fundtrack.domain.cells import ANY
from fundtrack.ingest.spend_checks import CheckedRow
from fundtrack.ingest.spend_matching import Facts
from fundtrack.ingest.spend_matching import Held
from fundtrack.ingest.spend_matching import HeldLine
from fundtrack.ingest.spend_matching import Matched
from fundtrack.ingest.spend_matching import MatchedRow
from fundtrack.periods import Month
from fundtrack.sources.extract_headings import Field


@dataclass(frozen=True, slots=True)
class Recoded:
    """A held line, and the row that now says another budget cell or fund for it."""

    line: HeldLine
    row: CheckedRow


@dataclass(frozen=True, slots=True)
class Changes:
    """Lines that the file codes otherwise, and lines that it should have and lacks.

    `renews` are the imports whose lines the file repeats.
    """

    renews: tuple[int, ...] = ()
    recoded: tuple[Recoded, ...] = ()
    vanished: tuple[HeldLine, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.recoded or self.vanished)


def find_changes(matched: Matched, held: Held) -> tuple[Matched, Changes]:
    """Take recoded rows out of what is new, and list what vanished.

    Returns:
        The match with recoded rows counted as held already, and the changes.
    """
    missing, renews = _missing(matched, held)
    by_facts: dict[Facts, list[HeldLine]] = defaultdict(list)
    for line in missing:
        by_facts[line.facts].append(line)
    new: list[MatchedRow] = []
    recoded: list[Recoded] = []
    known: list[CheckedRow] = []
    for each in matched.new:
        same = by_facts[facts_of(each.row)]
        if not same or each.settles is not None:
            new.append(each)
        elif each.row.cell.is_whole or _names_another_fund(each.row, same[0]):
            recoded.append(Recoded(same.pop(0), each.row))
        else:
            # The books know more of this line than the file does.
            same.pop(0)
            known.append(each.row)
    months = [Month.of(row.dated) for row in _rows(matched) if row.dated]
    vanished = tuple(
        line
        for lines in by_facts.values()
        for line in lines
        if min(months) <= Month.of(line.dated) <= max(months)
    )
    held_now = (*matched.already_held, *(each.row for each in recoded), *known)
    changes = Changes(tuple(sorted(renews)), tuple(recoded), vanished)
    return replace(matched, new=tuple(new), already_held=held_now), changes


def facts_of(row: CheckedRow) -> Facts:
    """Give what a row says of a payment, whichever budget pays it."""
    return (
        row.text(Field.DATE),
        row.pence or 0,
        row.text(Field.SUPPLIER),
        row.text(Field.DESCRIPTION),
        row.text(Field.REFERENCE),
        row.text(Field.CATEGORY),
    )


def _names_another_fund(row: CheckedRow, line: HeldLine) -> bool:
    """Whether a line moves to another fund's suspense: its cell there is not known."""
    return line.coded_fund not in {"", row.cell.fund} and row.cell.fund != ANY


def _missing(matched: Matched, held: Held) -> tuple[list[HeldLine], set[int]]:
    """List the lines that no row of the file answers for, and what it renews."""
    answered = matched.answered.copy()
    unanswered: list[HeldLine] = []
    renewed: set[int] = set()
    for line in held.recorded:
        if answered[line.row_key] > 0:
            answered[line.row_key] -= 1
            renewed.add(line.import_entry)
        else:
            unanswered.append(line)
    for later, repeated in sorted(held.renewals.items()):
        if repeated & renewed:
            renewed.add(later)
    return [line for line in unanswered if line.import_entry in renewed], renewed


def _rows(matched: Matched) -> list[CheckedRow]:
    return [*matched.already_held, *(each.row for each in matched.new)]
