"""Pieces of the Returns page that are words: its head, its checks, who did what."""

from collections.abc import Iterator
from collections.abc import Sequence
from itertools import groupby
from urllib.parse import urlencode

from fundtrack.charts.tables import show_day
from fundtrack.domain.returns import Life
from fundtrack.domain.returns import ReturnState
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.pages.markup import Markup
from fundtrack.pages.markup import element
from fundtrack.pages.markup import text
from fundtrack.pages.pieces import KeyFigure
from fundtrack.pages.pieces import head
from fundtrack.pages.pieces import key_figures
from fundtrack.pages.returns.offers import able
from fundtrack.pages.returns.offers import ahead
from fundtrack.pages.returns.standing import ReturnStanding
from fundtrack.returns.later_moves import later_findings
from fundtrack.returns.papers import Papers
from fundtrack.returns.rules import RULES
from fundtrack.sentences.phrases import counted
from fundtrack.sentences.phrases import long_day
from fundtrack.sentences.returns import DONE
from fundtrack.sentences.returns import next_step
from fundtrack.sentences.returns import nothing_due
from fundtrack.sentences.returns import return_sentence

RAIL = {
    ReturnState.PREPARED: "Draft",
    ReturnState.REVIEWED: "Reviewed",
    ReturnState.CERTIFIED: "Certified",
    ReturnState.SUBMITTED: "Sent",
    ReturnState.AGREED: "Agreed",
    ReturnState.PAID: "Paid",
}
"""The steps that lead from a draft to the money, as the rail names them."""

ON_SPEND = {
    "no-suspense": ("suspense", "Code them on Spend"),
    "no-refused-rows": ("refused-rows", "Show them on Spend"),
    "no-waiting-virement": ("virements-waiting", "Show it on Spend"),
}
"""Rules whose remedy stands in a table of Spend."""

ON_SHEET = {
    "Financial table": ("headings", "Show the table"),
    "Transaction listing": ("lines", "Show the lines"),
    "Claim": ("claim", "Show the claim"),
    "Reconciliation": ("reconciliation", "Show the reconciliation"),
}
"""Sheets of a return that this page shows as a table."""


def opening(standing: ReturnStanding) -> Markup:
    """Write the sentence, and beneath it whose return it is and what it knows."""
    if standing.line is None:
        return head(nothing_due(standing.fund_name), "Another fund may ask for one.")
    sub = f"{standing.fund_name}. "
    filed = standing.filed
    if filed is None:
        sub += "Preparing it makes a draft, which changes no figure of the books."
    else:
        sub += f"{filed.return_id}, as known at entry {filed.known:,}."
    return head(return_sentence(standing.told(standing.line)), sub)


def figures(standing: ReturnStanding) -> Markup:
    """Write how far it has come and its key figures."""
    filed, papers = standing.filed, standing.papers
    if filed is None or papers is None:
        return ""
    return rail(filed.life) + key_figures(_figures(papers))


def rail(life: Life) -> Markup:
    """Draw the steps from draft to paid: done, now, to come, each in words."""
    at = _reached(life)
    items = [_station(life, at, index) for index in range(len(RAIL))]
    return element("ol", *items, class_="steps", aria_label="How far it has come")


def checks(standing: ReturnStanding) -> Markup:
    """List what blocks and what warns, each with its remedy and the way to it."""
    if standing.papers is None:
        return _before_a_draft(standing)
    found = sorted(standing.papers.findings, key=_hardness)
    if standing.moved and standing.filed:
        later = later_findings(standing.filed.return_id, standing.moved)
        found = [*later, *found]
    groups = [list(group) for _, group in groupby(found, key=lambda it: it.rule)]
    items = [_check(standing, group) for group in groups]
    items.append(_passed(standing.papers))
    title = "What blocks it, and how to put it right" if standing.blocks else "Checks"
    return element("h2", text(title)) + element("ul", *items, class_="todo")


def _before_a_draft(standing: ReturnStanding) -> Markup:
    if standing.line is None:
        return ""
    says = (
        "Nothing is checked before there is a draft. Preparing works the figures out "
        "from all that is known now, runs every check and lists what blocks."
    )
    return element("h2", text("Nothing is begun")) + element("p", text(says))


def hands(standing: ReturnStanding) -> Markup:
    """List who did what, who must be next, and why the reader may not."""
    if standing.line is None:
        return ""
    filed = standing.filed
    life = filed.life if filed else None
    taken = [
        _item(show_day(step.on), f"{DONE[step.state]} by {standing.name(step.person)}.")
        for step in (life.taken if life else ())
    ]
    coming = list(_coming(standing, life)) if standing.is_latest else []
    waiting = [
        _item("query", f"{it.section}: {it.question} Asked {show_day(it.asked_on)}.")
        for it in standing.waiting
    ]
    rows = [*taken, *waiting, *coming]
    return (
        element("h2", text("Who has done what"))
        + element("ul", *rows, class_="todo")
        + element("p", text(who_you_are(standing)), class_="sub")
    )


def who_you_are(standing: ReturnStanding) -> str:
    """Say as whom the reader acts here, and what keeps them from it."""
    if standing.person is None:
        return (
            "Nobody is signed in here, so nothing can be recorded on this page. Each "
            "step is also a command: fundtrack return."
        )
    return f"You are {standing.name(standing.person)}."


def files(standing: ReturnStanding) -> Markup:
    """List the files of a frozen return, each a link."""
    filed = standing.filed
    names = standing.frozen.get(filed.return_id, ()) if filed else ()
    if filed is None or not names:
        return ""
    # A file is kept without leaving the page, whose kernel would otherwise end.
    folder = f"/files/return/{filed.return_id}"
    links = [
        element("a", text(name), href=f"{folder}/{name}", download="") for name in names
    ]
    main = [it for it, name in zip(links, names, strict=True) if "/" not in name]
    rest = [it for it, name in zip(links, names, strict=True) if "/" in name]
    summary = element(
        "summary", text(counted(len(rest), "sheet as CSV", "sheets as CSV"))
    )
    sha256 = filed.sha256 or ""
    return (
        element("h2", text("Files as they were certified"))
        + element("p", text(f"Workbook sha256 {sha256[:16]}…"), class_="sub")
        + element("ul", *[element("li", it) for it in main], class_="files")
        + element(
            "details", summary, element("ul", *[element("li", it) for it in rest])
        )
    )


def way_to(fund: str, quarter: str = "", version: str = "", anchor: str = "") -> str:
    """Write the address of a return on this page."""
    named = {"fund": fund, "quarter": quarter, "version": version}
    query = urlencode({name: said for name, said in named.items() if said})
    return f"/returns?{query}{anchor and f'#{anchor}'}"


def _reached(life: Life) -> int:
    order = list(RAIL)
    if life.state is ReturnState.CLOSED:
        return len(order)
    if life.state in RAIL:
        return order.index(life.state)
    return max(order.index(step.state) for step in life.taken if step.state in RAIL)


def _station(life: Life, at: int, index: int) -> Markup:
    state = list(RAIL)[index]
    taken = [step for step in life.taken if step.state is state]
    said = text(RAIL[state])
    if index < at or (index == at and taken):
        day = taken[-1].on if taken else None
        said += element("small", text(show_day(day) if day else "passed over"))
    if index == at:
        return element("li", said, class_="now", aria_current="step")
    return element("li", said, **({"class_": "done"} if index < at else {}))


def _figures(papers: Papers) -> Sequence[KeyFigure]:
    tied, limits = papers.figures.reconciliation, papers.figures.limits
    claimed = Pence(tied.claim_pence + tied.claimed_earlier_pence)
    left = Pence(limits.total_pence - claimed)
    items = counted(len(tied.items), "reconciling item")
    starts = papers.figures.scope.starts
    sure = papers.figures.table[-1].actual_marks
    awarded = {str(row["provenance"]) for row in papers.awards}
    return (
        KeyFigure(
            "Eligible to date",
            show_pence(tied.eligible_pence),
            f"spent and owed since {long_day(starts)}",
            sure,
        ),
        KeyFigure(
            "Claimed before",
            show_pence(tied.claimed_earlier_pence),
            "by the returns of earlier quarters",
            sure,
        ),
        KeyFigure("Claim now", show_pence(tied.claim_pence), _what_it_is(papers), sure),
        KeyFigure(
            "Ledger says",
            show_pence(tied.ledger_pence),
            f"{show_pence(tied.difference_pence)} apart, {items}",
            sure,
            is_bad=bool(tied.difference_pence),
        ),
        KeyFigure(
            "Left of the award",
            show_pence(left),
            f"of {show_pence(limits.total_pence)}, after this claim",
            tuple(sorted({*awarded, *sure})),
            is_bad=left < 0,
        ),
    )


def _what_it_is(papers: Papers) -> str:
    tied = papers.figures.reconciliation
    if tied.above_maximum_pence:
        over = show_pence(tied.above_maximum_pence)
        return f"{over} above the maximum is left out"
    before = papers.earlier_claim_pence
    if before is None:
        return "eligible less claimed before"
    return f"the version before claimed {show_pence(before)}"


def _hardness(found: Finding) -> tuple[bool, int]:
    order = list(RULES)
    at = order.index(found.rule) if found.rule in order else len(order)
    return found.severity is not Severity.BLOCK, at


def _check(standing: ReturnStanding, group: list[Finding]) -> Markup:
    first, *others = group
    is_block = first.severity is Severity.BLOCK and bool(standing.blocks)
    tone, state = ("stop", "Blocks") if is_block else ("warn", "Check")
    said = element("b", text(_capital(first.message)))
    remedy = f"{first.place}: {first.fix}" if first.place else _capital(first.fix)
    parts = [said, element("br"), text(f"{_capital(remedy)}."), _link(standing, first)]
    if others:
        more = [element("li", text(_capital(it.message))) for it in others]
        summary = element("summary", text(f"{len(others)} more of the same"))
        parts.append(element("details", summary, element("ul", *more)))
    return element(
        "li",
        element("span", text(state), class_=f"state {tone}"),
        element("div", *parts),
    )


def _link(standing: ReturnStanding, found: Finding) -> Markup:
    if found.rule in ON_SPEND:
        anchor, words = ON_SPEND[found.rule]
        query = urlencode({"fund": standing.fund})
        return " " + element("a", text(words), href=f"/spend?{query}#{anchor}")
    if found.sheet in ON_SHEET:
        anchor, words = ON_SHEET[found.sheet]
        return " " + element("a", text(words), href=f"#{anchor}")
    return ""


def _passed(papers: Papers) -> Markup:
    spoke = {found.rule for found in papers.findings}
    silent = [rule for rule in RULES if rule not in spoke]
    ties = "claim-ties-to-ledger" in silent
    among = ", among them: claim equals ledger, £0.00 apart" if ties else ""
    said = f"{counted(len(silent), 'other check')}{among}"
    return element(
        "li",
        element("span", text("Passed"), class_="state good"),
        element("div", element("b", text(said))),
    )


def _coming(standing: ReturnStanding, life: Life | None) -> Iterator[Markup]:
    for index, state in enumerate(ahead(life)):
        names = able(life, state, standing.holdings)
        said = next_step(state, [standing.name(it) for it in names])
        had_a_hand = standing.person in able(None, state, standing.holdings)
        if had_a_hand and standing.person not in names:
            said += " You had a hand in it, so you cannot."
        if index == 0 and standing.blocks and state in _STOPPED:
            said += " Not before what blocks it is put right or waived."
        yield _item("then" if index else "next", said)


_STOPPED = frozenset({ReturnState.REVIEWED, ReturnState.CERTIFIED})


def _item(state: str, sentence: str) -> Markup:
    return element(
        "li",
        element("span", text(state), class_="state wait"),
        element("span", text(sentence)),
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
