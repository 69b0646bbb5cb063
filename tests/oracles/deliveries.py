"""Unit costs, match and evidence again, over the events themselves."""

from datetime import date
from fractions import Fraction
from math import ceil

from fundtrack.domain.cells import Cell
from tests.oracle import History
from tests.oracle import awarded
from tests.oracle import counted
from tests.oracle import eligible

KNOWN = 10**9


NAMES = (
    *("area", "project", "output", "asset", "supports", "which", "file"),
    *("giver", "match_kind", "partner", "milestone", "risk"),
)


def latest(history: History, kind: str, on: date) -> list[dict[str, object]]:
    """The last thing said about each thing of a kind, by all that names it."""
    found: dict[tuple[object, ...], dict[str, object]] = {}
    for _, event in counted(history, on, KNOWN):
        if event.kind == kind:
            said: dict[str, object] = {**event.payload}
            found[tuple(said.get(name) for name in NAMES)] = said
    return list(found.values())


def unit_cost(history: History, output: str, on: date) -> int | None:
    """The project's cost over what was delivered, to the nearest penny."""
    for said in latest(history, "output", on):
        if said["output"] == output and said["actual"]:
            cell = Cell(str(said["fund"]), str(said["area"]), str(said["project"]))
            cost = Fraction(
                eligible(history, cell, on, KNOWN), int(str(said["actual"]))
            )
            return int(cost + Fraction(1, 2))
    return None


def match_short(history: History, asked_pct: int, on: date) -> tuple[int, int]:
    """What is missing of the match promised and of the match delivered."""
    rows = latest(history, "match", on)
    promised = sum(int(str(said["promised_pence"])) for said in rows)
    delivered = sum(int(str(said["delivered_pence"] or 0)) for said in rows)
    fund = Cell("SSF5")
    wanted = Fraction(asked_pct, 100) * awarded(history, fund, on, KNOWN)
    so_far = Fraction(asked_pct, 100) * eligible(history, fund, on, KNOWN)
    return max(0, ceil(wanted) - promised), max(0, ceil(so_far) - delivered)


def lines_shown(history: History, over: int, first: date) -> dict[int, bool]:
    """Lines of spending of SSF5 above a sum, and whether a paper shows each."""
    about: dict[int, int] = {}
    spent: dict[int, int] = {}
    shown: dict[str, object] = {}
    for entry, event in history:
        if event.kind == "evidence" and event.payload["supports"] == "entry":
            shown[str(event.payload["which"])] = event.payload["state"]
        line = int(str(event.payload.get("line") or entry))
        about[entry] = line
        if "accrual" in event.kind or event.effective_on < first:
            continue
        for posting in event.postings:
            if str(posting.account) == "spent" and posting.cell.fund == "SSF5":
                spent[line] = spent.get(line, 0) + posting.pence
    holds = {"received", "verified"}
    proved = {line for entry, line in about.items() if shown.get(str(entry)) in holds}
    return {line: line in proved for line, sum_ in spent.items() if abs(sum_) > over}


def supported(history: History, on: date) -> tuple[int, int]:
    """Things with evidence that holds, and things that need it."""
    needed: set[tuple[object, object]] = {
        ("output", said["output"]) for said in latest(history, "output", on)
    }
    rows = latest(history, "evidence", on)
    held = {
        (said["supports"], said["which"])
        for said in rows
        if said["state"] in ("received", "verified")
    }
    needed |= {("asset", said["asset"]) for said in latest(history, "asset", on)}
    needed |= {(said["supports"], said["which"]) for said in rows}
    return len(held), len(needed)
