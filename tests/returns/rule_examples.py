"""An example that passes and one that fails for every rule, as `rules.toml` tells them.

An example is what is recorded in an office in order, or what is changed in its figures.
"""

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from datetime import date

from fundtrack.domain.cells import Cell
from fundtrack.domain.eligibility_register import ELIGIBILITY_KIND
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Source
from fundtrack.domain.spending import spend_event
from fundtrack.domain.virements import Move
from fundtrack.domain.virements import request_event
from fundtrack.findings import Finding
from fundtrack.money import Pence
from fundtrack.returns.checks import Surroundings
from fundtrack.returns.checks import check_figures
from fundtrack.returns.figures import Figures
from fundtrack.returns.limits import Limits
from fundtrack.returns.lineage import Lineage
from tests import builders
from tests.builders import CELL
from tests.partners import add_partner
from tests.returns.office import LAMPS
from tests.returns.office import Office
from tests.returns.office import coded
from tests.returns.office import imported
from tests.returns.office import narrative
from tests.returns.office import refused_row
from tests.returns.office import terms
from tests.returns.test_figures import figures_of
from tests.returns.test_figures import findings_of

DAY = date(2024, 1, 20)
QUIET = Cell.parse("SSF5/preston/gates/alley-gates/capital/2023-24")
WAITS = Cell(fund="SSF5")
NEXT_YEAR = Cell(*CELL.parts[:5], "2024-25")
LAST_YEAR = Cell(*CELL.parts[:5], "2022-23")
OTHER_FILE = Source("e" * 64, "Jan", 3, "Amount")
LAMP_ROW = ("lancaster", "lighting", "revenue")
CAMERA_ROW = ("blackpool", "cctv", "capital")
EARLIER_DAYS = [date(2023, month, 15) for month in (2, 5, 8, 11)]

Example = Callable[[Office], tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class Examples:
    """What passes and what fails; an office in order passes where nothing is told."""

    fails: Example
    passes: Example | None = None


def told(*events: NewEvent) -> Example:
    """Record events and run every check."""

    def run(office: Office) -> tuple[Finding, ...]:
        office.record(*events)
        return findings_of(office)

    return run


def changed(change: Callable[[Figures], Figures]) -> Example:
    """Change the figures and run every check."""

    def run(office: Office) -> tuple[Finding, ...]:
        figures = change(figures_of(office))
        return check_figures(figures, Surroundings([], [], [], [], []))

    return run


def answered(asked: NewEvent, answer: Callable[[int], NewEvent]) -> Example:
    """Record what is asked about, then its answer."""

    def run(office: Office) -> tuple[Finding, ...]:
        (entry,) = office.record(asked)
        return told(answer(entry))(office)

    return run


def untied(figures: Figures) -> Figures:
    """Claim more than the lines add up to."""
    more = replace(figures.reconciliation, eligible_pence=Pence(300_000))
    return replace(figures, reconciliation=more)


def smaller_award(figures: Figures) -> Figures:
    """Cut the award below what is claimed."""
    return replace(figures, limits=Limits({("capital", "2023-24"): Pence(100_000)}))


def bill_again(reference: str) -> NewEvent:
    """The bill of January in another file."""
    line = builders.spend_line(60_000, DAY, row=3)
    again = replace(line, reference=reference, read_from=OTHER_FILE)
    return spend_event(again, 1)


def mistold() -> NewEvent:
    """A line that is listed with a penny more than the ledger holds for it."""
    line = builders.actual(500, date(2024, 2, 3), row=12)
    return replace(line, payload={**line.payload, "pence": 501})


def gifts_are_not_paid(description: str) -> NewEvent:
    """A rule of eligibility in the agreement."""
    facts = {
        "fund": "SSF5",
        "rule": "gifts",
        "because": "gifts are not paid",
        "source": "clause 8.3",
        "description": [description],
    }
    return NewEvent(ELIGIBILITY_KIND, DAY, "the agreement", facts)


def unsupported(office: Office) -> tuple[Finding, ...]:
    """Pay a partner that sends no claim."""
    return findings_of(add_partner(office))


def patrols(*pence: int) -> Iterator[NewEvent]:
    """One line a quarter for a project that began in January 2023."""
    yield terms(version=2, funding_starts="2023-01-01")
    days = [*EARLIER_DAYS, date(2024, 2, 15)]
    for number, (day, each) in enumerate(zip(days, pence, strict=True), start=20):
        year = "2022-23" if day < date(2023, 4, 1) else "2023-24"
        cell = Cell.parse(f"SSF5/blackpool/patrols/staff/revenue/{year}")
        yield builders.actual(each, day, cell, row=number)


def lamps_fitted(*to_date: int) -> Iterator[NewEvent]:
    """A count to date for each quarter of a project, the return's the last."""
    named = {"fund": "SSF5", "area": "lancaster", "project": "lamps"}
    days = [*EARLIER_DAYS, date(2024, 2, 15)]
    for day, actual in zip(days, to_date, strict=True):
        facts = {**named, "output": "lamps fitted", "unit": "lamp", "actual": actual}
        yield NewEvent("output", day, "counted", facts)  # type: ignore[arg-type]


EXAMPLES: Mapping[str, Examples] = {
    "lines-sum-to-claim": Examples(changed(untied)),
    "claim-ties-to-ledger": Examples(told(mistold())),
    "cells-sum-to-lines": Examples(changed(lambda it: replace(it, lineage=Lineage()))),
    "claim-within-maximum": Examples(changed(smaller_award)),
    "capital-within-cap": Examples(
        told(terms(capital_cap_pence=99_999, version=2)),
        told(terms(capital_cap_pence=100_000, version=2)),
    ),
    "inside-funding-period": Examples(
        told(builders.actual(500, date(2023, 9, 1), row=9)),
        told(builders.actual(500, date(2023, 10, 1), row=9)),
    ),
    "lines-in-their-year": Examples(
        told(builders.actual(500, date(2023, 12, 15), NEXT_YEAR, row=9)),
        told(builders.actual(500, date(2023, 12, 15), row=9)),
    ),
    "claimed-once": Examples(told(bill_again("INV-1")), told(bill_again("INV-2"))),
    "imports-tie-out": Examples(
        answered(
            imported(105_000, 105_300),
            lambda entry: spend_event(builders.spend_line(100, DAY, row=9), entry),
        )
    ),
    "no-suspense": Examples(
        told(builders.actual(8_000, DAY, WAITS, row=9)),
        answered(
            builders.actual(8_000, DAY, WAITS, row=9), lambda entry: coded(entry, 8_000)
        ),
    ),
    "no-refused-rows": Examples(
        told(refused_row()),
        answered(
            refused_row(),
            lambda entry: replace(builders.actual(100, DAY, row=10), corrects=entry),
        ),
    ),
    "vat-known": Examples(
        told(terms(vat_unknown_pence=0, version=2)),
        told(terms(vat_unknown_pence=200_000, version=2)),
    ),
    "vat-rule-applied": Examples(
        told(terms(vat_rule="as agreed by letter", version=2)),
        told(terms(vat_rule="net of VAT", version=2)),
    ),
    "eligible-lines": Examples(
        told(gifts_are_not_paid("camera")), told(gifts_are_not_paid("gift"))
    ),
    "no-waiting-virement": Examples(
        told(request_event(Move(LAMPS, CELL, Pence(5)), DAY, "why")),
        told(
            request_event(
                Move(
                    Cell.parse("OPDEF/blackpool/patrols/staff/revenue/2023-24"),
                    Cell.parse("OPDEF/lancaster/patrols/staff/revenue/2023-24"),
                    Pence(5),
                ),
                DAY,
                "why",
            )
        ),
    ),
    "payments-supported": Examples(unsupported),
    "evidence-held": Examples(
        told(terms(evidence_over_pence=50_000, evidence_blocks=None, version=2)),
        told(terms(evidence_over_pence=60_000, evidence_blocks=None, version=2)),
    ),
    "variance-explained": Examples(
        told(terms(narrative_needed=None, version=2)),
        told(
            terms(narrative_needed=None, version=2),
            narrative("variance", "the bill comes in April", *LAMP_ROW),
            narrative("variance", "fewer posts were needed", *CAMERA_ROW),
        ),
    ),
    "negative-totals-explained": Examples(
        told(
            terms(narrative_needed=None, version=2),
            builders.actual(-70_000, date(2024, 2, 1), row=9),
        ),
        told(
            terms(narrative_needed=None, version=2),
            builders.actual(-70_000, date(2024, 2, 1), row=9),
            narrative("variance", "the supplier paid for late posts", *CAMERA_ROW),
        ),
    ),
    "credits-in-their-year": Examples(
        told(
            builders.actual(4_321, date(2023, 3, 5), LAST_YEAR, row=8),
            builders.actual(-4_321, date(2024, 2, 5), row=10),
        ),
        told(
            builders.actual(4_321, date(2024, 1, 5), row=8),
            builders.actual(-4_321, date(2024, 2, 5), row=10),
        ),
    ),
    "all-areas-reported": Examples(
        told(terms(narrative_needed=None, version=2), builders.allocation(100, QUIET)),
        told(
            terms(narrative_needed=None, version=2),
            builders.allocation(100, QUIET),
            narrative("progress", "nothing was due before April", "preston"),
        ),
    ),
    "usual-quarter": Examples(
        told(*patrols(9_000, 10_000, 10_000, 11_000, 1_200_000)),
        told(*patrols(9_000, 10_000, 10_000, 11_000, 12_000)),
    ),
    "usual-line": Examples(
        told(*patrols(9_000, 10_000, 10_000, 11_000, 1_200_000)),
        told(*patrols(9_000, 10_000, 10_000, 11_000, 12_000)),
    ),
    "usual-output": Examples(
        told(*lamps_fitted(10, 21, 30, 40, 440)),
        told(*lamps_fitted(10, 21, 30, 40, 52)),
    ),
}
