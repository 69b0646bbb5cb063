"""The sign sheet: the one page that whoever certifies a return reads first."""

from collections.abc import Iterator

from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.returns.layouts import Value
from fundtrack.returns.listing import ACCRUAL
from fundtrack.returns.listing import REVERSAL
from fundtrack.returns.papers import Papers
from fundtrack.returns.support import claimed_payments

LARGEST = 5
"""How many lines are named."""
CHANGE = "Change since the version before"
OWED = frozenset({ACCRUAL, REVERSAL})

Said = tuple[str, Pence | None, str]


def sign_sheet_rows(papers: Papers) -> list[dict[str, Value]]:
    """Say what is signed for, and all that may keep somebody from signing.

    The amount, what changed since the version before and because of which entries,
    how much of it rests on accruals, the largest lines, what is unsupported or in
    suspense, the waivers, the warnings, and the last entry of the books.
    """
    said: list[Said] = [
        *_amounts(papers),
        *_causes(papers),
        *_largest(papers),
        *_doubts(papers),
        *_let_go(papers),
        _head(papers),
    ]
    return [
        {"item": item, "pence": sum_, "detail": detail} for item, sum_, detail in said
    ]


def _amounts(papers: Papers) -> Iterator[Said]:
    tied = papers.figures.reconciliation
    quarter = papers.figures.scope.quarter
    yield "Claim", tied.claim_pence, f"for {quarter}, as the sheet Claim works it out"
    if papers.earlier_claim_pence is None:
        yield CHANGE, None, "this is the first version"
    else:
        before = show_pence(papers.earlier_claim_pence)
        told = f"the version before claimed {before}; return diff lists why"
        yield CHANGE, _change(papers), told
    owed = [it for it in papers.figures.listing.eligible if it.kind in OWED]
    accrued = Pence(sum(line.pence for line in owed))
    share = f"{accrued / tied.claim_pence:.1%} of the claim" if tied.claim_pence else ""
    yield "Of it accrued and not billed", accrued, share


def _change(papers: Papers) -> Pence:
    claimed = papers.figures.reconciliation.claim_pence
    return Pence(claimed - (papers.earlier_claim_pence or 0))


def _causes(papers: Papers) -> Iterator[Said]:
    """Name the entries that the change since the version before comes from."""
    if papers.earlier_claim_pence is None or papers.moved is None:
        return
    moves = sorted(papers.moved.moves, key=lambda it: (-abs(it.pence), it.entry))
    for number, it in enumerate(moves[:LARGEST], start=1):
        told = (
            f"entry {it.entry}, {it.kind.replace('_', ' ')}, by {it.person}: {it.why}"
        )
        yield f"Cause of the change, {number}", it.pence, told
    if len(moves) > LARGEST:
        rest = Pence(sum(it.pence for it in moves[LARGEST:]))
        yield "Other causes of the change", rest, f"{len(moves) - LARGEST} entries"
    limits = Pence(_change(papers) - papers.moved.pence)
    if limits:
        told = "what the award or the agreement let the version before claim"
        yield "Change by limits and earlier claims", limits, told


def _head(papers: Papers) -> Said:
    setting = papers.setting
    told = f"entry {setting.head_seq}, {setting.head_hash}"
    return "Last entry of the books and its hash", None, told


def _largest(papers: Papers) -> Iterator[Said]:
    starts = papers.figures.scope.quarter_starts
    lines = [it for it in papers.figures.listing.eligible if it.dated >= starts]
    largest = sorted(lines, key=lambda line: (-abs(line.pence), line.entry))[:LARGEST]
    for number, line in enumerate(largest, start=1):
        whose = line.supplier or line.kind.replace("_", " ")
        area = papers.setting.name(line.cell.area)
        told = f"{whose}, {area}, entry {line.entry}"
        yield f"Largest line of the quarter, {number}", line.pence, told


def _doubts(papers: Papers) -> Iterator[Said]:
    figures = papers.figures
    paid = claimed_payments(figures.listing, figures.supported)
    lacking = Pence(sum(each.unsupported_pence for each in paid))
    yield "Paid to partners and unsupported", lacking, f"of {len(paid)} payments"
    waiting = papers.suspense
    told = f"{len(waiting)} lines of the fund wait for a budget cell"
    yield "In suspense", Pence(sum(row["pence"] for row in waiting)), told
    left_out = figures.eligibility.refused
    refused = Pence(sum(line.pence for line in left_out))
    yield "Left out as not eligible", refused, f"{len(left_out)} lines"


def _let_go(papers: Papers) -> Iterator[Said]:
    for waiver in papers.waivers:
        told = (
            f"{waiver.rule}, until {waiver.until}, by {waiver.person}: {waiver.reason}"
        )
        yield "Rule waived", None, told
    if not papers.waivers:
        yield "Rules waived", None, "none"
    for found in papers.findings:
        yield "Warning" if found.severity == "warn" else "Blocks", None, found.message
