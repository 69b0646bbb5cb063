"""Check what register rows refer to: funds, areas, projects, places."""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from fundtrack.domain.coding_register import CODING_RULES
from fundtrack.domain.eligibility_register import ELIGIBILITY
from fundtrack.errors import UnknownName
from fundtrack.findings import Finding
from fundtrack.ingest.register_cells import Fact
from fundtrack.ingest.register_cells import RegisterEntry
from fundtrack.ingest.register_holdings import Holdings
from fundtrack.ingest.register_rules import check_conditions
from fundtrack.ingest.register_rules import check_rule
from fundtrack.places import find_district
from fundtrack.places import small_areas

NAMED_BY = {"Funds": "fund", "Areas": "area", "People": "person"}
_REGISTER = {"fund": "funds", "area": "areas", "person": "people"}
NAMES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Known:
    """The names that rows may refer to: those of the books and of the files."""

    names: dict[str, dict[str, str]]
    projects: set[tuple[str, str, str]]


def known_names(holdings: Holdings, entries: Iterable[RegisterEntry]) -> Known:
    """Gather the names of the books and of the rows being taken in."""
    known = Known(
        {kind: holdings.names(kind) for kind in NAMED_BY.values()}, holdings.projects()
    )
    found = list(entries)
    for entry in found:
        kind = NAMED_BY.get(entry.row.register.sheet)
        if kind and entry.text(kind):
            known.names[kind][entry.text(kind)] = entry.text("name")
    for entry in found:
        if entry.row.register.sheet == "Projects":
            named, _ = _resolved(entry, known)
            known.projects.add(_project(named))
    return known


def check_references(
    entry: RegisterEntry, known: Known
) -> tuple[RegisterEntry, list[Finding]]:
    """Put short names for full ones, codes for districts; find what nobody knows."""
    named, findings = _resolved(entry, known)
    if not findings and named.row.register.sheet != "Projects":
        findings.extend(_project_unknown(named, known))
    if named.row.register.sheet == CODING_RULES.sheet:
        findings.extend(check_rule(named, known.names, known.projects))
    if named.row.register.sheet == ELIGIBILITY.sheet:
        findings.extend(check_conditions(named, "heading", "kind"))
    placed, wrong = _placed(named)
    return placed, [*findings, *wrong]


def _resolved(
    entry: RegisterEntry, known: Known
) -> tuple[RegisterEntry, list[Finding]]:
    facts = dict(entry.facts)
    findings = []
    for column in entry.row.register.columns:
        kind = NAMED_BY.get(column.refers)
        written = entry.text(column.key)
        if not kind or not written:
            continue
        found = _found(written, known.names[kind])
        if found:
            facts[column.key] = found
        else:
            findings.append(_unknown(entry, column.key, kind, known.names[kind]))
    return replace(entry, facts=facts), findings


def _found(written: str, names: dict[str, str]) -> str | None:
    wanted = written.casefold()
    for short, full in names.items():
        if wanted in {short.casefold(), full.casefold()}:
            return short
    return None


def _unknown(
    entry: RegisterEntry, key: str, kind: str, names: Iterable[str]
) -> Finding:
    return entry.finding(
        f"register-unknown-{kind}",
        key,
        f"there is no {kind} “{entry.text(key)}”",
        f"{_choose(list(names))}, or add it to the {_REGISTER[kind]} register",
    )


def _choose(names: Sequence[str]) -> str:
    if not names:
        return "none is known yet"
    more = " ..." if len(names) > NAMES_SHOWN else ""
    return f"write one of {', '.join(names[:NAMES_SHOWN])}{more}"


def _project(entry: RegisterEntry) -> tuple[str, str, str]:
    return entry.text("fund"), entry.text("area"), entry.text("project")


def _project_unknown(entry: RegisterEntry, known: Known) -> list[Finding]:
    if not entry.text("project") or _project(entry) in known.projects:
        return []
    fund, area, written = _project(entry)
    others = sorted(
        project for of, place, project in known.projects if (of, place) == (fund, area)
    )
    return [
        entry.finding(
            "register-unknown-project",
            "project",
            f"{fund} has no project “{written}” in {area}",
            f"{_choose(others)}, or add it to the projects register",
        )
    ]


def _placed(entry: RegisterEntry) -> tuple[RegisterEntry, list[Finding]]:
    facts: dict[str, Fact] = dict(entry.facts)
    codes = []
    findings = []
    for written in entry.names("districts"):
        try:
            codes.append(find_district(written).code)
        except UnknownName:
            findings.append(_no_district(entry, written))
    if codes:
        facts["districts"] = tuple(codes)
    findings.extend(
        _no_small_area(entry, code)
        for code in entry.names("lsoas")
        if code not in small_areas()
    )
    return replace(entry, facts=facts), findings


def _no_district(entry: RegisterEntry, written: str) -> Finding:
    return entry.finding(
        "register-unknown-district",
        "districts",
        f"there is no district “{written}” in England and Wales",
        "write its official name, or its code such as E07000117, parted by semicolons",
    )


def _no_small_area(entry: RegisterEntry, code: str) -> Finding:
    return entry.finding(
        "register-unknown-lsoa",
        "lsoas",
        f"“{code}” is no small area (LSOA) of 2011 or 2021",
        "write codes such as E01024877, parted by semicolons",
    )
