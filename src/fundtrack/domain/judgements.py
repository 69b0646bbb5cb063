"""Judgements: whether a line is eligible, by a rule as it is coded or by a person.

Whatever is judged stays an entry about the line: its money moves between its budget
cell and outside the funds, where its fund stays named, and the reason stays with it.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from typing import Any

from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.eligibility import INELIGIBLE
from fundtrack.domain.eligibility import EligibilityRule
from fundtrack.domain.eligibility import Refusal
from fundtrack.domain.eligibility import refusal_of
from fundtrack.domain.eligibility import refusal_payload
from fundtrack.domain.events import Account
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Posting
from fundtrack.domain.events import Provenance
from fundtrack.domain.events import Source
from fundtrack.domain.line_conditions import TEXTS
from fundtrack.domain.line_conditions import RuledLine
from fundtrack.domain.spending import cost_postings
from fundtrack.domain.spending import vat_of
from fundtrack.domain.spending import vat_payload
from fundtrack.domain.vat import Vat
from fundtrack.domain.vat import VatRule
from fundtrack.errors import WrongArgument
from fundtrack.money import Pence
from fundtrack.periods import FinancialYear

CODED_BY_HAND = {
    "suspense": "entry {entry} waits in suspense; give it its cell with: fundtrack "
    "code {entry} --cell {cell}",
    INELIGIBLE: "entry {entry} is not eligible; judge otherwise with: fundtrack code "
    "{entry} --cell {cell} --reason WHY",
}
"""How a line that stands on no cell is given one, by its kind."""

WHERE_LINES_STAND = frozenset({Account.SPENT, Account.SUSPENSE, Account.OUTSIDE})


@dataclass(frozen=True, slots=True)
class StandingLine:
    """A line of spending, what was said of it last, and where its money stands.

    `entry` is the line, `root` the one that its file brought; they differ where a
    person put the line right.
    """

    entry: int
    root: int
    dated: date
    said: Mapping[str, Any]
    told: Mapping[str, Any]
    standing: tuple[Posting, ...]
    read_from: Source
    provenance: Provenance

    @property
    def places(self) -> list[Posting]:
        """Where its money is: the VAT that its fund does not pay left out."""
        return [
            side
            for side in self.standing
            if side.account in WHERE_LINES_STAND
            and (side.cell.fund != ANY or side.account is Account.SUSPENSE)
        ]

    @property
    def pence(self) -> Pence:
        """What of it stands in those places."""
        return Pence(sum(side.pence for side in self.places))

    def undone(self) -> tuple[Posting, ...]:
        """Take its money from where it is, the VAT beside it left."""
        funds = {side.cell.fund for side in self.places}
        return tuple(
            Posting(side.account, side.cell, Pence(-side.pence))
            for side in self.standing
            if side.cell.fund in funds
        )


@dataclass(frozen=True, slots=True)
class Judgement:
    """Who judges a line, and why."""

    person: str
    reason: str


def coded_by_hand(kind: str, entry: int, cell: Cell) -> str:
    """Say how a line that stands on no cell is put on one."""
    return CODED_BY_HAND[kind].format(entry=entry, cell=cell)


def line_of(said: Mapping[str, Any], dated: date, pence: Pence) -> RuledLine:
    """Give what a rule looks at of a line that the books hold."""
    texts = {text: str(said.get(text) or "") for text in TEXTS}
    return RuledLine(dated, pence, texts, str(said.get("source") or ""))


def judged_coding(
    event: NewEvent, cells: Sequence[Cell], rules: Iterable[EligibilityRule], why: str
) -> tuple[NewEvent, Refusal | None]:
    """Say of a coding why its cell does not pay the line, and keep it outside then.

    Args:
        event: what takes a line out of suspense.
        cells: where it puts the line.
        why: the reason of a person who judges the line eligible, whatever the rules
            say; empty where nobody does.

    Raises:
        WrongArgument: when only a part of a shared line is refused.
    """
    held = list(rules)
    line = line_of(event.payload, event.effective_on, Pence(_pence(event.payload)))
    refused = [
        (cell, refusal)
        for cell in cells
        if cell.is_whole and (refusal := refusal_of(held, line, cell))
    ]
    if why:
        by_rule = {"judged_rule": refused[0][1].rule} if refused else {}
        return _saying(event, {"judged_because": why, **by_rule}), None
    if not refused:
        return event, None
    cell, refusal = refused[0]
    if len(cells) > 1:
        raise WrongArgument(
            f"{cell.fund} does not pay its part: {refusal.said}; share it otherwise, "
            "or give a --reason to judge that it does"
        )
    return _kept_outside(event, cell, refusal), refusal


def eligible_event(
    line: StandingLine,
    cell: Cell,
    judgement: Judgement,
    rules: Mapping[str, VatRule],
) -> NewEvent:
    """Put a line on a cell, or leave it there, because a person judges it eligible.

    Raises:
        WrongArgument: when the line stands on another cell, fund or year.
    """
    _require_place(line, cell)
    moved = line.pence
    vat = vat_of(line.said)
    is_whole = moved == _pence(line.said) and line.places[0].account != Account.SPENT
    rule = rules.get(cell.fund, VatRule.NET_OF_RECOVERABLE)
    cost = vat.cost_pence(rule) if vat and is_whole else moved
    overruled = read_rule(line.told)
    return _judged(
        line,
        f"judged eligible by {judgement.person}: {judgement.reason}",
        {
            "cell": str(cell),
            "coding": f"judged eligible by {judgement.person}",
            "judged_because": judgement.reason,
            **({"judged_rule": overruled} if overruled else {}),
            **({} if cost == moved else {"cost_pence": cost}),
            **(vat_payload(vat) if vat else {}),
        },
        (*line.undone(), *cost_postings(cell, moved, cost)),
    )


def ineligible_event(line: StandingLine, refusal: Refusal, person: str) -> NewEvent:
    """Take a line off its cells because a person judges that the fund does not pay it.

    Raises:
        WrongArgument: when it stands outside already, or on cells of several funds.
    """
    fund = fund_of(line)
    moved = line.pence
    vat = vat_of(line.said)
    cells = " and ".join(str(side.cell) for side in line.places)
    kept = Cell(fund=fund)
    return _judged(
        line,
        f"judged ineligible by {person}: {refusal.said}",
        {
            **refusal_payload(refusal, kept),
            "refused_cell": cells,
            "coding": f"judged ineligible by {person}",
            **(vat_payload(_less(vat)) if vat else {}),
        },
        (
            *line.undone(),
            Posting(Account.UNFUNDED, kept, Pence(-moved)),
            Posting(Account.OUTSIDE, kept, moved),
        ),
    )


def fund_of(line: StandingLine) -> str:
    """Give the one fund that bears a line, or waits for it.

    Raises:
        WrongArgument: when no fund bears it, or several do.
    """
    funds = {side.cell.fund for side in line.places}
    if len(funds) > 1:
        raise WrongArgument(
            f"entry {line.entry} is shared over {' and '.join(sorted(funds))}; take "
            "the coding back first: fundtrack correct"
        )
    if not funds or ANY in funds or is_ineligible(line):
        raise WrongArgument(f"entry {line.entry} stands in no fund that could pay it")
    return funds.pop()


def is_ineligible(line: StandingLine) -> bool:
    """Whether a line is kept outside the fund that it is of."""
    return any(side.account is Account.OUTSIDE for side in line.places)


def read_rule(told: Mapping[str, Any]) -> str:
    """Give the rule by which an entry refused a line, or nothing."""
    return str(told.get("refused_by") or "")


def _require_place(line: StandingLine, cell: Cell) -> None:
    if not line.places:
        raise WrongArgument(
            f"entry {line.entry} lies outside the funds; give it its cell with: "
            f"fundtrack correct {line.entry} --cell {cell}"
        )
    for side in line.places:
        if side.account is Account.SPENT and side.cell != cell:
            raise WrongArgument(
                f"entry {line.entry} stands on {side.cell}; name that cell, or move "
                "the line with fundtrack correct"
            )
        if side.cell.fund not in {ANY, cell.fund}:
            raise WrongArgument(
                f"entry {line.entry} belongs to {side.cell.fund}; name a cell of it"
            )
    year = str(FinancialYear.of(line.dated))
    if cell.year != year and line.places[0].account is not Account.SPENT:
        raise WrongArgument(
            f"entry {line.entry} is dated {line.dated}; name a cell of {year}"
        )


def _kept_outside(event: NewEvent, cell: Cell, refusal: Refusal) -> NewEvent:
    pence = Pence(_pence(event.payload))
    kept, waiting = Cell(fund=cell.fund), event.postings[:2]
    left = {"cell", "cost_pence"}
    said = {name: fact for name, fact in event.payload.items() if name not in left}
    return replace(
        event,
        reason=f"not eligible: {refusal.said}",
        payload={**said, **refusal_payload(refusal, cell)},
        postings=(
            *waiting,
            Posting(Account.UNFUNDED, kept, Pence(-pence)),
            Posting(Account.OUTSIDE, kept, pence),
        ),
    )


def _judged(
    line: StandingLine,
    reason: str,
    facts: Mapping[str, str | int],
    postings: tuple[Posting, ...],
) -> NewEvent:
    carried = (*TEXTS, "source", "file", "order")
    return NewEvent(
        kind="coding",
        effective_on=line.dated,
        reason=reason,
        payload={
            **{name: line.said[name] for name in carried if name in line.said},
            "line": line.root,
            "pence": line.pence,
            **facts,
        },
        postings=postings,
        source=line.read_from,
        corrects=line.entry,
        provenance=line.provenance,
    )


def _saying(event: NewEvent, facts: Mapping[str, str]) -> NewEvent:
    return replace(event, payload={**event.payload, **facts})


def _less(vat: Vat) -> Vat:
    return Vat(
        Pence(-vat.net_pence),
        Pence(-vat.recoverable_pence),
        Pence(-vat.irrecoverable_pence),
    )


def _pence(said: Mapping[str, Any]) -> int:
    return int(said["pence"])
