"""The events that record a partner's claim: the file, its rows, what they register."""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from datetime import date

from fundtrack.domain.cells import Cell
from fundtrack.domain.cells import SpendKind
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Payload
from fundtrack.domain.events import Provenance
from fundtrack.domain.events import Source
from fundtrack.domain.partner_claims import DELIVERY_KIND
from fundtrack.domain.partner_claims import FACT
from fundtrack.domain.partner_claims import LINE_KIND
from fundtrack.domain.partner_claims import Agreement
from fundtrack.domain.partner_claims import Answer
from fundtrack.domain.partner_claims import HeldRow
from fundtrack.ingest.partner_claims import Answered
from fundtrack.ingest.partner_claims import ClaimForm
from fundtrack.ingest.partner_claims import ClaimPlan
from fundtrack.ingest.partner_claims import kind_of
from fundtrack.ingest.partner_rows import ClaimRow
from fundtrack.money import Pence

CLAIM_KIND = "partner_claim"
NO_PLACE = "place not said"


@dataclass(frozen=True, slots=True)
class Output:
    """An output of the register as it stands, by the words of the form's list."""

    fund: str
    area: str
    project: str
    output: str
    unit: str
    target: int | None
    actual: int | None
    target_provenance: str

    @property
    def listed(self) -> str:
        """How the form's list names it."""
        return f"{self.fund}/{self.area}/{self.project}: {self.output}"

    @property
    def cell(self) -> Cell:
        """The fund, area and project."""
        return Cell(self.fund, self.area, self.project)


@dataclass(frozen=True, slots=True)
class Recording:
    """What the events of a claim need beside its rows."""

    form: ClaimForm
    agreements: Mapping[str, Agreement]
    outputs: Mapping[str, Output]
    provenance: Provenance
    import_entry: int


def claim_event(form: ClaimForm, plan: ClaimPlan, provenance: Provenance) -> NewEvent:
    """Record that a claim was taken in, and what was answered in all."""
    rows = [each.row for each in plan.rows]
    counts = {
        str(answer): sum(row.answer is answer for row in rows)
        for answer in (Answer.ACCEPTED, Answer.QUERIED, Answer.REFUSED)
    }
    pence = sum(row.pence for row in rows)
    return NewEvent(
        kind=CLAIM_KIND,
        effective_on=form.quarter.dates.last_day,
        reason=f"claim of {form.partner} for {form.quarter}: "
        + ", ".join(f"{count} {answer}" for answer, count in counts.items()),
        payload={
            "partner": form.partner,
            "quarter": str(form.quarter),
            "file": form.file.path.name,
            "rows": len(rows),
            **counts,
            "pence": pence,
            "signed_by": form.signed_by,
            "signed_as": form.signed_as,
            "signed_on": form.signed_on.isoformat() if form.signed_on else "",
        },
        source=Source(form.file.sha256),
        evidence=form.file.sha256,
        provenance=provenance,
    )


def row_events(plan: ClaimPlan, recording: Recording) -> Iterator[NewEvent]:
    """Record each row that is new or changed, and each open row that is gone."""
    for each in plan.rows:
        if each.is_new:
            yield _row_event(each, recording)
    for held in plan.gone:
        yield _withdrawn(held, recording)


def _row_event(each: Answered, recording: Recording) -> NewEvent:
    row, form = each.row, recording.form
    payload: Payload = {
        "partner": form.partner,
        "quarter": str(form.quarter),
        "number": each.number,
        "answer": str(row.answer),
        "said": list(row.said),
        "cell": str(row.cell),
        "pence": row.pence,
        "import": recording.import_entry,
        **{f"{FACT}{key}": fact for key, fact in row.facts.items()},
    }
    return NewEvent(
        kind=kind_of(row),
        effective_on=row.dated,
        reason="; ".join(row.said) or "accepted as claimed",
        payload=payload,
        source=Source(form.file.sha256, row.row.sheet, row.row.number),
        corrects=each.held.entry if each.held else None,
        provenance=recording.provenance,
    )


def _withdrawn(held: HeldRow, recording: Recording) -> NewEvent:
    return NewEvent(
        kind=held.kind,
        effective_on=held.dated,
        reason="no longer in the partner's form",
        payload={
            "partner": held.partner,
            "quarter": str(held.quarter),
            "number": held.number,
            "answer": str(Answer.WITHDRAWN),
            "said": [],
            "cell": str(held.cell),
            "pence": 0,
            "import": recording.import_entry,
            **{f"{FACT}{key}": fact for key, fact in held.facts.items()},
        },
        source=Source(recording.form.file.sha256),
        corrects=held.entry,
        provenance=recording.provenance,
    )


def registering_events(plan: ClaimPlan, recording: Recording) -> Iterator[NewEvent]:
    """Register the outputs and assets that accepted rows bring, or take back."""
    changed = [each for each in plan.rows if each.is_new]
    yield from _output_events(changed, recording)
    for each in changed:
        if kind_of(each.row) == LINE_KIND:
            yield from _asset_events(each, recording)


def _output_events(
    changed: Iterable[Answered], recording: Recording
) -> Iterator[NewEvent]:
    more: dict[str, int] = defaultdict(int)
    for each in changed:
        delivery = each.row.delivery
        if delivery is not None and each.row.answer is Answer.ACCEPTED:
            more[delivery.output] += delivery.count
        held = each.held
        if held and held.kind == DELIVERY_KIND and held.answer is Answer.ACCEPTED:
            more[held.text("output")] -= int(held.facts["count"])
    form = recording.form
    for listed, count in more.items():
        if count:
            output = recording.outputs[listed]
            yield NewEvent(
                kind="output",
                effective_on=form.quarter.dates.last_day,
                reason=f"claim of {form.partner} for {form.quarter}",
                payload={
                    "fund": output.fund,
                    "area": output.area,
                    "project": output.project,
                    "output": output.output,
                    "unit": output.unit,
                    "target": output.target,
                    "actual": (output.actual or 0) + count,
                    "target_provenance": output.target_provenance,
                    "source": f"claim of {form.partner}, {form.quarter}",
                },
                source=Source(form.file.sha256),
                provenance=recording.provenance,
            )


@dataclass(frozen=True, slots=True)
class _Bought:
    """A thing that lasts, which an accepted line paid for."""

    cell: Cell
    asset: str
    place: str
    bought_on: str
    pence: Pence


def _asset_events(each: Answered, recording: Recording) -> Iterator[NewEvent]:
    """Register what the line bought; what it no longer bought then costs nothing."""
    row, held = each.row, each.held
    now = _bought(each.number, row.facts, (row.cell, row.pence), recording)
    before = (
        _bought(each.number, held.facts, (held.cell, held.pence), recording)
        if held
        else None
    )
    if before is not None and (now is None or now.asset != before.asset):
        yield _asset_event(replace(before, pence=Pence(0)), row, recording)
    if now is not None:
        yield _asset_event(now, row, recording)


def _bought(
    number: int,
    facts: Mapping[str, str | int],
    cost: tuple[Cell, Pence],
    recording: Recording,
) -> _Bought | None:
    cell, pence = cost
    if not is_asset(cell, pence, recording.agreements):
        return None
    which = f"{recording.form.quarter}, line {number}"
    return _Bought(
        cell=cell,
        asset=f"{facts['what']}, {facts['evidence']} ({which})",
        place=str(facts.get("place", NO_PLACE)),
        bought_on=str(facts["delivered_on"]),
        pence=pence,
    )


def is_asset(cell: Cell, pence: Pence, agreements: Mapping[str, Agreement]) -> bool:
    """Whether an accepted line bought what the terms ask to be registered."""
    agreement = agreements.get(cell.fund)
    threshold = agreement.asset_threshold_pence if agreement else None
    is_capital = cell.kind == SpendKind.CAPITAL
    return is_capital and threshold is not None and 0 < threshold <= pence


def _asset_event(bought: _Bought, row: ClaimRow, recording: Recording) -> NewEvent:
    form, cell = recording.form, bought.cell
    return NewEvent(
        kind="asset",
        effective_on=date.fromisoformat(bought.bought_on),
        reason=f"claim of {form.partner} for {form.quarter}",
        payload={
            "fund": cell.fund,
            "area": cell.area,
            "project": cell.project,
            "asset": bought.asset,
            "place": bought.place,
            "pence": bought.pence,
            "bought_on": bought.bought_on,
            "funded_pct": None,
            "custodian": form.partner,
            "disposed_on": None,
            "proceeds_pence": None,
        },
        source=Source(form.file.sha256, row.row.sheet, row.row.number),
        provenance=recording.provenance,
    )
