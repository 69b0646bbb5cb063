"""Record what a quarter's workbook changes by the same acts as the single verbs."""

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace

from fundtrack.acts.corrections import correct
from fundtrack.acts.recording import ACTS
from fundtrack.acts.recording import MoneyAct
from fundtrack.acts.session import Session
from fundtrack.domain.corrections import Correction
from fundtrack.domain.corrections import CorrectionRefused
from fundtrack.domain.events import Head
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Provenance
from fundtrack.domain.events import Source
from fundtrack.domain.people import Permission
from fundtrack.domain.registers import REGISTERS
from fundtrack.ingest.quarter_changes import RowChange
from fundtrack.ingest.quarter_changes import quarter_of
from fundtrack.ingest.quarter_rows import FormOf
from fundtrack.ingest.register_cells import Fact
from fundtrack.ingest.register_cells import RegisterEntry
from fundtrack.ingest.register_events import Setting
from fundtrack.ingest.register_events import recordings
from fundtrack.ingest.register_holdings import Holdings
from fundtrack.store.connection import Row
from fundtrack.store.ledger import Ledger

VERBS = {"commitment": "commit", "accrual": "accrue"}


class FormLedger(Ledger):
    """The books held for one form: what is recorded names the cell it was read from."""

    def __init__(self, held: Ledger) -> None:
        self._held = held
        self.read_from: Source | None = None

    @property
    def head(self) -> Head:
        """The last event, those of this form included."""
        return self._held.head

    def append(self, events: Sequence[NewEvent], person: str) -> list[int]:
        """Record events that come from the form's cell, where they name no other."""
        stamped = [
            event if event.source else replace(event, source=self.read_from)
            for event in events
        ]
        return self._held.append(stamped, person)

    def rows(self, query: str, **values: object) -> list[Row]:
        """Answer a query file over the books as they stand in this transaction."""
        return self._held.rows(query, **values)


@dataclass(frozen=True, slots=True)
class OneTransaction(Session):
    """A person at work inside a transaction that somebody else opened and will close.

    Acts that each hold the books for themselves are so taken together.
    """

    ledger: Ledger = field(kw_only=True)

    @contextmanager
    def writing(
        self, permission: Permission, *, from_current: bool = False
    ) -> Iterator[Ledger]:
        """Give the books that are held already, to whom may."""
        del from_current
        self.require(self.ledger, permission)
        yield self.ledger


class Recorder:
    """Records one change after the other, as acts of the person who brought them.

    All count from the quarter's last day, or from today while the quarter runs, so
    that the quarter's return holds them.
    """

    def __init__(self, session: Session, form: FormOf, ledger: FormLedger) -> None:
        self._form = form
        self._ledger = ledger
        self._on = min(session.today, form.quarter.dates.last_day)
        self._session = OneTransaction(
            session.workspace,
            session.person,
            session.clock,
            session.wait_seconds,
            session.is_example,
            ledger=ledger,
        )

    def record(self, change: RowChange) -> None:
        """Record one row's changes.

        Raises:
            Refused, WrongCall: as the act it is refuses it.
            NotAllowed: when the person may not.
        """
        _RECORDED[change.answered.sheet.kind](self, change)

    def plan(self, change: RowChange) -> None:
        """Record a profile or forecast for each quarter that was changed."""
        row = change.answered
        for key in change.changed:
            self._read_from(change, key)
            quarter = quarter_of(row, key)
            act = MoneyAct(
                cell=self._form.cell(change.facts),
                pence=_whole(change).pence(key),
                on=self._on,
                reason=self._why(change),
                quarter=quarter,
                provenance=_sure(change),
                made_for=self._form.quarter,
            )
            ACTS[row.sheet.kind](self._session, act)

    def booking(self, change: RowChange) -> None:
        """Record a new order or accrual, put one right, or take it back."""
        whole = _whole(change)
        self._read_from(change, "pence")
        if change.held is None:
            act = MoneyAct(
                cell=self._form.cell(whole.facts),
                pence=whole.pence(),
                on=whole.day(),
                reason=whole.text("what"),
                provenance=_sure(change),
                reference=whole.text("reference"),
                supplier=whole.text("supplier"),
            )
            ACTS[VERBS[change.answered.sheet.kind]](self._session, act)
            return
        if not change.held.standing:
            raise CorrectionRefused("the entry was taken back already")
        said = Correction(whole.text("what"))
        if whole.pence():
            cell = self._form.cell(whole.facts)
            said = replace(said, pence=whole.pence(), cell=cell, on=whole.day())
        correct(self._session, change.held.standing, said)

    def register(self, change: RowChange) -> None:
        """Record a row of a register as it should be, whole."""
        row, facts = change.answered, change.facts
        register = next(it for it in REGISTERS if it.sheet == row.sheet.name)
        source = replace(row.entry.row, register=register)
        whole: dict[str, Fact] = {
            **self._kept(change),
            **facts,
            "fund": self._form.fund,
            "on": self._on,
        }
        entry = RegisterEntry(source, whole)
        made, _ = recordings(entry, Setting(Holdings(()), self._on))
        events = [
            replace(it.event, reason=self._why(change), provenance=_sure(change))
            for it in made
        ]
        with self._session.writing(Permission.INGEST) as ledger:
            ledger.append(events, self._session.person)

    def narrative(self, change: RowChange) -> None:
        """Record what the return is to say in words."""
        whole = _whole(change)
        self._read_from(change, "text")
        names = {key: whole.text(key) for key in change.answered.sheet.keys}
        event = NewEvent(
            kind="narrative",
            effective_on=self._on,
            reason=self._why(change),
            payload={
                "fund": self._form.fund,
                "quarter": str(self._form.quarter),
                **names,
                "text": whole.text("text"),
            },
            provenance=_sure(change),
        )
        with self._session.writing(Permission.PREPARE) as ledger:
            ledger.append([event], self._session.person)

    def _read_from(self, change: RowChange, key: str) -> None:
        self._ledger.read_from = change.answered.entry.read_from(key)

    def _why(self, change: RowChange) -> str:
        written = change.answered.entry.text("why")
        return written or f"quarter's workbook for {self._form.quarter}"

    def _kept(self, change: RowChange) -> Mapping[str, Fact]:
        """Keep how sure a target is while only what was delivered changes."""
        held = change.held
        if change.answered.sheet.kind != "output" or held is None:
            return {}
        was = str(held.said.get("target_provenance") or held.provenance)
        is_kept = "target" not in change.changed and was != _sure(change)
        return {"target_provenance": was} if is_kept else {}


def _whole(change: RowChange) -> RegisterEntry:
    """The row as it should be, to be read as any row of a register is."""
    return replace(change.answered.entry, facts=change.facts)


def _sure(change: RowChange) -> Provenance:
    return change.answered.entry.provenance


_RECORDED: Mapping[str, Callable[[Recorder, RowChange], None]] = {
    "profile": Recorder.plan,
    "forecast": Recorder.plan,
    "commitment": Recorder.booking,
    "accrual": Recorder.booking,
    "output": Recorder.register,
    "milestone": Recorder.register,
    "risk": Recorder.register,
    "narrative": Recorder.narrative,
}
"""How the changes of each kind are recorded."""
