"""People try steps in any order: drawn arrows, hands apart, one claim in the books."""

import json
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

from fundtrack.acts.receipts import Receipt
from fundtrack.acts.receipts import receive
from fundtrack.acts.return_answers import Question
from fundtrack.acts.return_answers import agree
from fundtrack.acts.return_answers import answer
from fundtrack.acts.return_answers import close
from fundtrack.acts.return_answers import query
from fundtrack.acts.return_answers import reopen
from fundtrack.acts.return_answers import resubmit
from fundtrack.acts.returns import certify
from fundtrack.acts.returns import prepare
from fundtrack.acts.returns import review
from fundtrack.acts.returns import submit
from fundtrack.acts.session import Session
from fundtrack.config import Workspace
from fundtrack.domain.cells import ANY
from fundtrack.domain.events import NewEvent
from fundtrack.domain.people import Role
from fundtrack.domain.returns import claim_name
from fundtrack.errors import UserError
from fundtrack.money import Pence
from fundtrack.store.connection import Row
from fundtrack.store.ledger import Ledger
from fundtrack.store.ledger import open_ledger
from tests import builders
from tests.domain.test_lives_at_random import ARROWS
from tests.returns.office import Q4
from tests.returns.office import RETURN
from tests.returns.office import SENT
from tests.returns.office import TYPED
from tests.returns.office import Office
from tests.returns.office import open_office
from tests.returns.office import passwords

Try = Callable[[Session, str], object]
TRIES: dict[str, Try] = {
    "prepare": lambda who, _: prepare(who, "SSF5", Q4),
    "review": review,
    "certify": lambda who, it: certify(who, it, TYPED),
    "submit": lambda who, it: submit(who, it, SENT),
    "query": lambda who, it: query(who, it, Question("Claim", "why", SENT.on)),
    "answer": lambda who, it: answer(who, it, _asked(who), "because"),
    "agree": lambda who, it: agree(who, it, SENT.on, "letter"),
    "receive": lambda who, it: receive(who, it, Receipt(Pence(100), SENT.on, "1")),
    "resubmit": lambda who, it: resubmit(who, it, "a late bill"),
    "reopen": lambda who, it: reopen(who, it, "a mistake"),
    "close": lambda who, it: close(who, it, "settled"),
}
WEIGHTS = (5, 5, 6, 6, 1, 1, 1, 1, 2, 1, 1)
ONWARD = (
    ("prepare", "finance.officer"),
    ("review", "reviewer"),
    ("certify", "cfo"),
    ("submit", "finance.officer"),
    ("resubmit", "finance.officer"),
)
"""The steps that lead on, by those who may always take them."""
PEOPLE = ("finance.officer", "all.hands", "reviewer", "cfo", "deputy")
CLAIM = "SSF5-2023-24-Q4"


def test_acts_at_random_keep_the_arrows_the_hands_and_one_claim(
    workspace: Workspace,
) -> None:
    office = open_office(workspace)
    facts = {"person": "cfo", "deputy": "deputy", "ends": "2024-12-31"}
    deputised = NewEvent(
        "deputy", builders.START, "away", {**facts, "starts": "2024-01-01"}
    )
    password = {**passwords()[0].payload, "person": "deputy"}
    office.record(
        *builders.person("deputy", Role.FINANCE),
        deputised,
        NewEvent("password", builders.START, "set", password),
    )
    office.day = SENT.on
    draw = Random(1)  # noqa: S311 - the same tries again
    done: set[str] = set()
    for _ in range(3):
        tried = [
            (*draw.choices([*TRIES], WEIGHTS), draw.choice(PEOPLE)) for _ in "12345"
        ]
        done |= {name for name, who in [*tried, *ONWARD] if _tried(office, name, who)}
    assert {"prepare", "review", "certify", "submit", "resubmit"} <= done


def _tried(office: Office, name: str, person: str) -> bool:
    """Let somebody try a step on the version in hand; say whether it was allowed."""
    with open_ledger(office.workspace, office.now) as ledger:
        ids = {row["return_id"] for row in _steps(ledger)} or {RETURN}
    latest = max(ids, key=lambda it: int(it.rpartition("-v")[2]))
    try:
        TRIES[name](office.session(person), latest)
    except UserError:
        return False
    with open_ledger(office.workspace, office.now) as ledger:
        _hold(ledger)
        entry = ledger.head.seq
    if name == "submit":
        office.record(builders.actual(10, date(2024, 3, 1), row=500 + entry))
    return True


def _hold(ledger: Ledger) -> None:
    """What must be true of the books after every act."""
    by_version: dict[str, list[str]] = defaultdict(lambda: [""])
    hands: dict[str, set[str]] = defaultdict(set)
    sent = []
    for row in _steps(ledger):
        step = row["step"].removeprefix("return_")
        before = by_version[row["return_id"]]
        assert step in ARROWS[before[-1]], (row["return_id"], before, step)
        before.append(step)
        acting_for = ledger_facts(row).get("acting_for")
        hands[step] |= {row["person"], *([acting_for] if acting_for else [])}
        if step == "submitted":
            sent.append(row)
    apart = [hands["prepared"], hands["reviewed"], hands["certified"]]
    assert sum(len(it) for it in apart) == len(set().union(*apart))
    claims = ledger.rows("claims_made", fund=ANY, as_at=date.max, known=10**9)
    assert [it["claim"] for it in claims] == [CLAIM] * bool(sent)
    if sent:
        claimed = ledger_facts(sent[-1])["claim_pence"]
        assert claims[0]["claimed_pence"] == claimed
        assert claim_name(sent[-1]["return_id"]) == CLAIM


def _steps(ledger: Ledger) -> list[Row]:
    return ledger.rows("return_steps", return_id="*")


def ledger_facts(row: Row) -> dict[str, Any]:
    """What an entry of the books says."""
    facts: dict[str, Any] = json.loads(row["facts"])
    return facts


def _asked(who: Session) -> int:
    """The query asked last, or none."""
    with who.reading() as books:
        asked = books.rows("return_queries", claim="*", known=10**9)
    return int(asked[-1]["entry"]) if asked else 0
