"""The checks of a return in words: the page docs/return-checks.md, out of the rules."""

from collections.abc import Iterator
from itertools import groupby

from fundtrack.findings import Severity
from fundtrack.returns.rules import RULES
from fundtrack.returns.rules import Rule

HEAD = """# What is checked before a return is sent

Written by `make docs` from the rules of the program. Every rule is checked when a
return is prepared, checked, reviewed and certified, and the sheet *Checks* of the
return lists what was found. What **blocks** stops review and certification. What
**warns** is said, and stops nothing.

A rule can be waived for one return, by a reviewer or signatory who did not prepare it:

    fundtrack waive RULE --return ID --until DATE --reason "WHY"

Who waived it, why and until when is printed in the return, and what it waived is then
a warning. After that day it blocks again. A waiver counts for no other return, nor for
a later version of the same one.

| Rule | | What must hold |
|---|---|---|
"""
HARDNESS = {Severity.BLOCK: "blocks", Severity.WARN: "warns"}


def guidance() -> str:
    """Write what every rule asks, why, and what to do, as Markdown."""
    parts = [HEAD + "\n".join(map(_line, RULES.values())), ""]
    for group, rules in groupby(RULES.values(), key=lambda rule: rule.group):
        parts += [f"## {group}", ""]
        for rule in rules:
            parts += [*_section(rule), ""]
    return "\n".join(parts)


def _line(rule: Rule) -> str:
    return f"| [`{rule.id}`](#{rule.id}) | {HARDNESS[rule.severity]} | {rule.asks} |"


def _section(rule: Rule) -> Iterator[str]:
    yield from (f"### {rule.id}", "", f"{rule.asks}. {rule.why}", "")
    yield f"- **Hardness**: {_hardness(rule)}"
    yield f"- **Passes**: {rule.passes}."
    yield f"- **Fails**: {rule.fails}."
    yield f"- **What to do**: {rule.fix}."
    page, command = rule.place.page, rule.place.command
    yield f"- **Where**: the page *{page}*, or `fundtrack {command}`."
    yield f"- **Source**: {rule.source}."


def _hardness(rule: Rule) -> str:
    instead = f" {rule.instead}." if rule.instead else ""
    stands = "" if rule.waivable else " It cannot be waived."
    return f"{HARDNESS[rule.severity]}.{instead}{stands}"
