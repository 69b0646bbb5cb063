"""What a return says once in words, numbers and days: identity, narratives, names."""

from collections.abc import Callable

from fundtrack.domain.quarter_form import Section
from fundtrack.domain.returns import ReturnState
from fundtrack.returns.layouts import Kind
from fundtrack.returns.layouts import Layout
from fundtrack.returns.layouts import Value
from fundtrack.returns.papers import Papers
from fundtrack.returns.sections import BANNER
from fundtrack.returns.templates.named import Said

MONTHS = (
    "April to June",
    "July to September",
    "October to December",
    "January to March",
)


def _banner(papers: Papers) -> str:
    return BANNER * papers.setting.is_example


def _signer(state: ReturnState) -> Callable[[Papers, Layout], Value]:
    def name(papers: Papers, _: Layout) -> Value:
        step = papers.signing.step(state)
        return papers.setting.name(step.person) if step else None

    return name


def _signed_on(state: ReturnState) -> Callable[[Papers, Layout], Value]:
    def day(papers: Papers, _: Layout) -> Value:
        step = papers.signing.step(state)
        return step.on if step else None

    return day


def _narrative(section: Section) -> Callable[[Papers, Layout], Value]:
    def text(papers: Papers, _: Layout) -> Value:
        said = [each for each in papers.narratives if each.section == section]
        named = [
            " ".join(filter(None, (papers.setting.name(it.area), it.heading, it.kind)))
            for it in said
        ]
        lines = [
            f"{of}: {each.text}" if of else each.text
            for of, each in zip(named, said, strict=True)
        ]
        return "\n\n".join(lines) or None

    return text


WORDS = (
    Said(
        "identity/recipient",
        "Recipient of the grant",
        Kind.TEXT,
        lambda it, _: f"{_banner(it)}{it.figures.scope.terms.recipient}",
    ),
    Said(
        "identity/office",
        "Office",
        Kind.TEXT,
        lambda it, _: f"{_banner(it)}{it.setting.office}",
    ),
    Said("identity/fund", "Fund", Kind.TEXT, lambda it, _: it.figures.scope.fund_name),
    Said(
        "identity/fund-id",
        "Fund, short",
        Kind.TEXT,
        lambda it, _: it.figures.scope.fund,
    ),
    Said(
        "identity/agreement",
        "Agreement reference",
        Kind.TEXT,
        lambda it, _: it.figures.scope.terms.agreement or None,
    ),
    Said(
        "identity/agreement-version",
        "Agreement version",
        Kind.COUNT,
        lambda it, _: it.figures.scope.terms.version,
    ),
    Said(
        "identity/legal-power",
        "Legal power",
        Kind.TEXT,
        lambda it, _: it.figures.scope.terms.legal_power or None,
    ),
    Said(
        "identity/funding-starts",
        "First day of the funding period",
        Kind.DAY,
        lambda it, _: it.figures.scope.terms.funding_starts,
    ),
    Said(
        "identity/funding-ends",
        "Last day of the funding period",
        Kind.DAY,
        lambda it, _: it.figures.scope.terms.funding_ends,
    ),
    Said(
        "identity/year",
        "Financial year",
        Kind.TEXT,
        lambda it, _: it.figures.scope.year,
    ),
    Said(
        "identity/year-with-stroke",
        "Financial year, written 2023/24",
        Kind.TEXT,
        lambda it, _: it.figures.scope.year.replace("-", "/"),
    ),
    Said(
        "identity/quarter",
        "Quarter, with its year",
        Kind.TEXT,
        lambda it, _: str(it.figures.scope.quarter),
    ),
    Said(
        "identity/quarter-alone",
        "Quarter, written Q4",
        Kind.TEXT,
        lambda it, _: f"Q{it.figures.scope.quarter.number}",
    ),
    Said(
        "identity/quarter-number",
        "Quarter, as a number from 1 to 4",
        Kind.COUNT,
        lambda it, _: it.figures.scope.quarter.number,
    ),
    Said(
        "identity/quarter-months",
        "Quarter, in months",
        Kind.TEXT,
        lambda it, _: MONTHS[it.figures.scope.quarter.number - 1],
    ),
    Said(
        "identity/quarter-starts",
        "First day of the quarter",
        Kind.DAY,
        lambda it, _: it.figures.scope.quarter_starts,
    ),
    Said(
        "identity/quarter-ends",
        "Last day of the quarter",
        Kind.DAY,
        lambda it, _: it.figures.scope.ends,
    ),
    Said("identity/return", "Return", Kind.TEXT, lambda it, _: it.signing.return_id),
    Said(
        "identity/version",
        "Version of the return",
        Kind.COUNT,
        lambda it, _: it.signing.version,
    ),
    Said(
        "identity/original-or-revised",
        "Whether it is original or revised",
        Kind.TEXT,
        lambda it, _: "original" if it.signing.version == 1 else "revised",
    ),
    Said(
        "identity/status",
        "Status of the return",
        Kind.TEXT,
        lambda it, _: f"{_banner(it)}{it.signing.state}",
    ),
    Said(
        "identity/prepared-by",
        "Prepared by",
        Kind.TEXT,
        _signer(ReturnState.PREPARED),
    ),
    Said(
        "identity/prepared-on",
        "Prepared on",
        Kind.DAY,
        _signed_on(ReturnState.PREPARED),
    ),
    Said(
        "identity/reviewed-by",
        "Reviewed by",
        Kind.TEXT,
        _signer(ReturnState.REVIEWED),
    ),
    Said(
        "identity/reviewed-on",
        "Reviewed on",
        Kind.DAY,
        _signed_on(ReturnState.REVIEWED),
    ),
    Said(
        "declaration/words",
        "Words of the declaration",
        Kind.TEXT,
        lambda _, layout: layout.declaration,
    ),
    Said(
        "declaration/name",
        "Name of who certifies",
        Kind.TEXT,
        _signer(ReturnState.CERTIFIED),
    ),
    Said(
        "declaration/on",
        "Day of certification",
        Kind.DAY,
        _signed_on(ReturnState.CERTIFIED),
    ),
    *(
        Said(
            f"narrative/{section}",
            f"Narrative: {str(section).replace('-', ' ')}",
            Kind.TEXT,
            _narrative(section),
        )
        for section in Section
    ),
)
