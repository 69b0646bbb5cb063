"""The cover of a return: what it is, what it claims, through whose hands it went."""

from datetime import date

from fundtrack.domain.returns import ReturnState
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.returns.layouts import NOT_GIVEN
from fundtrack.returns.layouts import Layout
from fundtrack.returns.layouts import Value
from fundtrack.returns.papers import Papers
from fundtrack.returns.support import claimed_payments


def cover_rows(papers: Papers, layout: Layout) -> list[dict[str, Value]]:
    """Say whose return it is, for what, how much is claimed and who signed it."""
    scope, signing, setting = papers.figures.scope, papers.signing, papers.setting
    terms, claimed = scope.terms, papers.figures.reconciliation.claim_pence
    starts, ends = map(day_in_words, (terms.funding_starts, terms.funding_ends))
    said = {
        "Status": f"{signing.state}{', EXAMPLE, not a return' * setting.is_example}",
        "Office": setting.office,
        "Recipient": terms.recipient,
        "Fund": f"{scope.fund_name} ({scope.fund})",
        "Claim number": str(papers.sources.claim_number),
        "Agreement": terms.agreement,
        "Agreement version": f"{terms.version} ({terms.provenance})",
        "Legal power": terms.legal_power,
        "Funding period": f"{starts} to {ends}",
        "Financial year": scope.year,
        "Quarter": f"{scope.quarter}, to {day_in_words(scope.ends)}",
        "Return": f"{signing.return_id}, {_version(signing.version)}",
        "Claim for this quarter": show_pence(claimed),
        **_partners(papers),
        "Declaration": terms.declaration or layout.declaration,
        "Signs for the recipient": terms.signatories,
        "Second signature": terms.second_signature or "none is asked for",
        "Prepared by": _signed(papers, ReturnState.PREPARED),
        "Reviewed by": _signed(papers, ReturnState.REVIEWED),
        "Certified by": _signed(papers, ReturnState.CERTIFIED),
        "Books as known at": f"entry {scope.known}",
        "Snapshot": setting.snapshot,
        "Last entry of the snapshot": str(setting.head_seq),
        "Hash of that entry": setting.head_hash,
        "Program": setting.program,
    }
    return [
        {"item": item, "detail": detail or NOT_GIVEN} for item, detail in said.items()
    ]


def _partners(papers: Papers) -> dict[str, str]:
    """Say what was paid to partners and what of it is unsupported, if anything was."""
    figures = papers.figures
    paid = claimed_payments(figures.listing, figures.supported)
    if not paid:
        return {}
    kept = Pence(sum(each.kept_pence for each in paid))
    lacking = Pence(sum(each.unsupported_pence for each in paid))
    return {
        "Paid to partners": show_pence(kept),
        "Of it unsupported": show_pence(lacking),
    }


def _version(version: int) -> str:
    return "original" if version == 1 else f"revised, version {version}"


def _signed(papers: Papers, state: ReturnState) -> str:
    step = papers.signing.step(state)
    if step is None:
        return "nobody"
    name = papers.setting.name
    deputy = f" for {name(step.acting_for)}" if step.acting_for else ""
    return f"{name(step.person)} ({step.person}){deputy}, {day_in_words(step.on)}"


def day_in_words(day: date) -> str:
    """Write a day as people do: 31 March 2024."""
    return f"{day.day} {day:%B %Y}"
