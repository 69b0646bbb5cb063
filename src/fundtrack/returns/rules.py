"""The rules a return is checked by: how hard each is, what it asks, what to do."""

import hashlib
import tomllib
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from importlib.resources import files

from fundtrack.errors import Refused
from fundtrack.errors import UnknownName
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.metrics.position import Reader


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is put right: a page by its address, and a command.

    A page links to `/page` (`pages.names.PAGES` lists them) and shows the command as
    `fundtrack COMMAND`; both are always named, whether or not the page is built.
    """

    page: str
    command: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, all words about it out of `rules.toml`.

    `fix` is what the reader can do, in words, and `place` where: the Returns page
    links to it. `instead` says when the rule is harder or milder than its severity,
    empty when never; `passes` and `fails` are an example each. `waivable` is false
    where a waiver would hide wrong arithmetic.
    """

    id: str
    group: str
    severity: Severity
    asks: str
    why: str
    source: str
    fix: str
    place: Place
    passes: str
    fails: str
    instead: str = ""
    waivable: bool = True


@dataclass(frozen=True, slots=True)
class Waiver:
    """A rule set aside for one return by a named person until a day."""

    rule: str
    person: str
    given_on: date
    until: date
    reason: str
    entry: int


def _read_rules(written: bytes) -> Iterator[Rule]:
    for group in tomllib.loads(written.decode("utf-8"))["group"]:
        for said in group["rule"]:
            place = Place(said.pop("page"), said.pop("command"))
            severity = Severity(said.pop("severity"))
            yield Rule(group=group["title"], severity=severity, place=place, **said)


_WRITTEN = (files("fundtrack.returns") / "rules.toml").read_bytes()
RULES_SHA256 = hashlib.sha256(_WRITTEN).hexdigest()
"""The version of the rules, which a frozen return names."""
RULES: Mapping[str, Rule] = {rule.id: rule for rule in _read_rules(_WRITTEN)}
"""Every rule by its id, in the order in which they are printed."""


def finding(
    rule: str,
    message: str,
    *,
    severity: Severity | None = None,
    **place: str | int | None,
) -> Finding:
    """Say what one rule found, with its severity and remedy.

    Args:
        severity: where it differs from the rule's own.
        place: file, sheet, row, column and found, as far as there are any.
    """
    asked = RULES[rule]
    return Finding(
        rule,
        severity or asked.severity,
        message,
        asked.fix,
        **place,  # type: ignore[arg-type]
    )


def check_waivable(rule: str) -> None:
    """Refuse to waive what is no rule or cannot be waived.

    Raises:
        UnknownName: listing the rules that can be waived.
        RuleStands: when a waiver would hide wrong arithmetic.
    """
    if rule not in RULES:
        known = [each.id for each in RULES.values() if each.waivable]
        raise UnknownName("rule", rule, known)
    if not RULES[rule].waivable:
        raise RuleStands(RULES[rule])


class RuleStands(Refused):
    """A rule that cannot be waived."""

    def __init__(self, rule: Rule) -> None:
        super().__init__(f"{rule.id} cannot be waived; {rule.fix}")


def read_waivers(reader: Reader, return_id: str) -> tuple[Waiver, ...]:
    """Read the waivers given for a return, those that have run out among them."""
    return tuple(
        Waiver(
            row["rule"],
            row["person"],
            row["given_on"],
            row["until_on"],
            row["reason"],
            row["entry"],
        )
        for row in reader.rows("return_waivers", return_id=return_id)
    )


def waive(
    findings: Iterable[Finding],
    waivers: Iterable[Waiver],
    on: date,
    preparers: Collection[str] = (),
) -> tuple[Finding, ...]:
    """Turn blocking findings into warnings where a waiver counts on that day.

    One that has run out counts no more, and one given by somebody who prepared the
    return never does.
    """
    counting = {
        waiver.rule: waiver
        for waiver in waivers
        if why_not_counting(waiver, on, preparers) is None
    }
    return tuple(_waived(found, counting) for found in findings)


def why_not_counting(
    waiver: Waiver, on: date, preparers: Collection[str]
) -> str | None:
    """Say why a waiver does not count on a day; None when it does."""
    if waiver.until < on:
        return "ran out"
    return "given by who prepared it" if waiver.person in preparers else None


def _waived(found: Finding, counting: Mapping[str, Waiver]) -> Finding:
    waiver = counting.get(found.rule)
    if waiver is None or found.severity is not Severity.BLOCK:
        return found
    said = f"waived by {waiver.person} until {waiver.until}: {waiver.reason}"
    return replace(found, severity=Severity.WARN, message=f"{found.message}; {said}")
