"""Check the rows of rules on lines beyond what their columns say."""

from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Mapping

from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.coding_rules import OUTSIDE
from fundtrack.domain.coding_rules import parse_target
from fundtrack.domain.line_conditions import TEXTS
from fundtrack.errors import WrongCall
from fundtrack.findings import Finding
from fundtrack.ingest.register_cells import RegisterEntry

LIMITS = (("pence_from", "pence_to"), ("dated_from", "dated_to"))
CONDITIONS = (*TEXTS, *(key for pair in LIMITS for key in pair), "from_source")


def check_rule(
    entry: RegisterEntry,
    names: Mapping[str, Mapping[str, str]],
    projects: Collection[tuple[str, str, str]],
) -> list[Finding]:
    """Find what keeps a row from being a rule.

    Args:
        names: ids of funds and areas, by kind.
        projects: fund, area and id of every project.
    """
    findings = check_conditions(entry)
    try:
        target = parse_target(entry.text("target"))
    except WrongCall as error:
        fix = "write a cell, a fund alone, or outside"
        return [*findings, _on_target(entry, str(error), fix)]
    return [*findings, *_unknown(entry, target, names, projects)]


def check_conditions(entry: RegisterEntry, *others: str) -> list[Finding]:
    """Find limits between which nothing lies, and a rule that fits every line.

    Args:
        others: columns beside those of a line by which the rule is narrowed.
    """
    return [*_limits(entry), *_conditions(entry, others)]


def _limits(entry: RegisterEntry) -> Iterator[Finding]:
    for least, most in LIMITS:
        low, high = entry.facts.get(least), entry.facts.get(most)
        if low is not None and high is not None and low > high:  # type: ignore[operator]
            yield entry.finding(
                "rule-limits",
                most,
                "no line can lie between the two limits",
                "put the lower one into the column before",
            )


def _conditions(entry: RegisterEntry, others: tuple[str, ...]) -> Iterator[Finding]:
    if not any(entry.facts.get(key) for key in (*CONDITIONS, *others)):
        yield entry.finding(
            "rule-without-condition",
            "supplier",
            "the rule would fit every line there is",
            "name a supplier, category, reference, description, amount, day or source",
        )


def _unknown(
    entry: RegisterEntry,
    target: Cell,
    names: Mapping[str, Mapping[str, str]],
    projects: Collection[tuple[str, str, str]],
) -> Iterator[Finding]:
    if target == OUTSIDE:
        return
    for kind, written in (("fund", target.fund), ("area", target.area)):
        if written not in {ANY, *names[kind]}:
            known = ", ".join(names[kind]) or "none"
            said = f"there is no {kind} “{written}”"
            yield _on_target(entry, said, f"write one of the {kind}s known: {known}")
            return
    if target.project != ANY and target.parts[:3] not in projects:
        said = f"{target.fund} has no project “{target.project}” in {target.area}"
        yield _on_target(entry, said, "write a project of the projects register")


def _on_target(entry: RegisterEntry, said: str, fix: str) -> Finding:
    return entry.finding("rule-target", "target", said, fix)
