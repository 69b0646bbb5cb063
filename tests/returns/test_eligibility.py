"""A return lists what its agreement does not pay, and asks about what it should not."""

from dataclasses import replace
from datetime import date

import pytest

from fundtrack.config import Workspace
from fundtrack.domain.eligibility import Refusal
from fundtrack.domain.eligibility_register import ELIGIBILITY_KIND
from fundtrack.domain.events import NewEvent
from fundtrack.domain.judgements import Judgement
from fundtrack.domain.judgements import StandingLine
from fundtrack.domain.judgements import eligible_event
from fundtrack.domain.judgements import ineligible_event
from fundtrack.domain.spending import spend_event
from fundtrack.findings import Severity
from fundtrack.money import Pence
from fundtrack.returns.eligibility import ineligible_rows
from fundtrack.returns.rules import RULES
from tests import builders
from tests.builders import CELL
from tests.oracles.eligibility import refused_by
from tests.returns.office import Office
from tests.returns.office import open_office
from tests.returns.office import terms
from tests.returns.test_figures import figures_of
from tests.returns.test_figures import findings_of

DAY = date(2024, 1, 20)
GIFTS = Refusal("gifts are not paid", "gifts", "clause 8.3")


def rule(on: date = DAY, **said: object) -> NewEvent:
    facts = {
        "fund": "SSF5",
        "rule": "gifts",
        "because": GIFTS.reason,
        "source": GIFTS.clause,
        "description": ["camera"],
        **said,
    }
    return NewEvent(ELIGIBILITY_KIND, on, "the agreement", facts)  # type: ignore[arg-type]


def standing(entry: int, event: NewEvent) -> StandingLine:
    source = event.source
    assert source is not None
    said = event.payload
    return StandingLine(
        entry,
        entry,
        event.effective_on,
        said,
        said,
        event.postings,
        source,
        event.provenance,
    )


def named(office: Office) -> list[int | None]:
    found = [it for it in findings_of(office) if it.rule == "eligible-lines"]
    assert {it.severity for it in found} <= {Severity.BLOCK}
    return [int(it.message.split()[1].strip(",")) for it in found]


def test_lines_booked_before_the_rule_block_until_they_are_judged(
    workspace: Workspace,
) -> None:
    office = open_office(workspace)
    assert named(office) == []
    office.record(rule())
    lines = [
        (entry, event)
        for entry, event in office.history
        if event.kind == "actual" and event.effective_on >= DAY
    ]
    assert named(office) == [entry for entry, _ in lines]
    (first, one), (second, two) = lines
    asked = Judgement("finance.officer", "asked the funder")
    line = standing(first, one)
    office.record(
        eligible_event(line, CELL, asked, {}),
        ineligible_event(standing(second, two), GIFTS, "finance.officer"),
    )
    assert named(office) == []
    assert RULES["eligible-lines"].waivable


def test_what_is_refused_is_out_of_the_claim_and_listed_with_its_reason(
    workspace: Workspace,
) -> None:
    office = open_office(workspace)
    before = figures_of(office)
    assert ineligible_rows(before) == []
    line = replace(builders.spend_line(900, DAY, row=9), refusal=GIFTS)
    (kept,) = office.record(spend_event(line, 1))
    after = figures_of(office)
    assert after.reconciliation.claim_pence == before.reconciliation.claim_pence
    assert after.reconciliation.difference_pence == 0
    (row,) = ineligible_rows(after)
    told = ("entry", "pence", "reason", "rule", "clause", "cell", "row")
    assert [row[name] for name in told] == [
        *(kept, 900, "gifts are not paid", "gifts", "clause 8.3", str(CELL), 9)
    ]


def test_a_line_judged_ineligible_leaves_the_claim_by_its_pence(
    workspace: Workspace,
) -> None:
    office = open_office(workspace)
    before = figures_of(office).reconciliation.claim_pence
    entry, event = next(
        it for it in office.history if it[1].kind == "actual" and it[1].postings
    )
    (told,) = office.record(ineligible_event(standing(entry, event), GIFTS, "ann"))
    after = figures_of(office)
    pence = event.postings[-1].pence
    assert after.reconciliation.claim_pence == before - pence
    assert after.reconciliation.difference_pence == 0
    (row,) = ineligible_rows(after)
    assert (row["entry"], row["pence"], row["cell"]) == (told, pence, str(CELL))


def test_a_line_after_the_funding_period_is_not_claimed_and_not_asked_about(
    workspace: Workspace,
) -> None:
    office = open_office(workspace)
    office.record(rule(), terms(funding_ends="2024-01-31", version=2))
    dates = {
        entry: event.effective_on
        for entry, event in office.history
        if event.kind == "actual"
    }
    assert [dates[entry or 0] for entry in named(office)] == [DAY]


@pytest.mark.parametrize("heading", [None, "cctv", "lighting"])
def test_what_should_be_refused_is_as_told_slowly(
    workspace: Workspace, heading: str | None
) -> None:
    office = open_office(workspace)
    office.record(rule(date(2023, 10, 1), heading=heading))
    found = [it for it, _ in figures_of(office).eligibility.doubtful]
    slow = []
    row = {"fund": "SSF5", "rule": "gifts", "on": "2023-10-01", "heading": heading}
    for entry, event in office.history:
        if event.kind == "actual":
            said = {**event.payload, "dated": event.effective_on.isoformat()}
            cell = str(event.postings[-1].cell)
            if refused_by([{**row, "description": "camera"}], said, cell):
                slow.append(entry)
    assert [line.entry for line in found] == slow
    assert sum(line.pence for line in found) == Pence(
        sum(e.postings[-1].pence for n, e in office.history if n in slow)
    )
