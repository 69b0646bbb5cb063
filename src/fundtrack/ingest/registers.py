"""Plan what register files record: every row checked, all that is wrong at once."""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import date

from fundtrack.domain.allocations import ABOVE_AWARD
from fundtrack.domain.allocations import LOWER_OR_AWARD
from fundtrack.domain.allocations import above_award
from fundtrack.domain.people import Role
from fundtrack.domain.registers import REGISTERS
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.ingest.register_cells import RegisterEntry
from fundtrack.ingest.register_cells import read_entry
from fundtrack.ingest.register_events import Recording
from fundtrack.ingest.register_events import Setting
from fundtrack.ingest.register_events import recordings
from fundtrack.ingest.register_holdings import VERSIONED
from fundtrack.ingest.register_holdings import Holdings
from fundtrack.ingest.register_holdings import identity
from fundtrack.ingest.register_references import check_references
from fundtrack.ingest.register_references import known_names
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.sources.registers import RegisterFile
from fundtrack.sources.registers import RegisterRow

PEOPLE_SHEET = "People"


@dataclass(frozen=True, slots=True)
class RegisterPlan:
    """What the files would record, in order, and what keeps rows from it."""

    new: tuple[Recording, ...]
    findings: tuple[Finding, ...]

    @property
    def changes_people(self) -> bool:
        """Whether the people register would change."""
        return any(_sheet(recording) == PEOPLE_SHEET for recording in self.new)

    @property
    def changes_others(self) -> bool:
        """Whether any other register would change."""
        return any(_sheet(recording) != PEOPLE_SHEET for recording in self.new)


def plan_registers(
    files: Sequence[RegisterFile], holdings: Holdings, today: date
) -> RegisterPlan:
    """Check every row of the files against each other and the books.

    What the books hold already is left out; the rest is in the order of the registers,
    awards and allocations by version.
    """
    entries, findings = _read(row for file in files for row in file.rows)
    said, unsaid = _recordings(entries, Setting(holdings, today))
    new = [recording for recording in said if not holdings.has(recording.event)]
    findings += [*unsaid, *_said_twice(said), *_versions(new, holdings)]
    if not findings:
        findings += [*_beyond_awards(new, holdings), *_nobody_left(new, holdings)]
        findings += _left_by_cuts(new, holdings)
    noted = [found for file in files for found in file.findings]
    return RegisterPlan(tuple(_in_order(new)), (*noted, *findings))


def _read(rows: Iterable[RegisterRow]) -> tuple[list[RegisterEntry], list[Finding]]:
    entries = []
    findings = []
    for row in rows:
        entry, wrong = read_entry(row)
        findings += wrong
        entries.append((entry, not wrong))
    return [entry for entry, is_whole in entries if is_whole], findings


def _recordings(
    entries: Sequence[RegisterEntry], setting: Setting
) -> tuple[list[Recording], list[Finding]]:
    known = known_names(setting.holdings, entries)
    said = []
    findings = []
    for entry in entries:
        named, wrong = check_references(entry, known)
        if not wrong:
            made, wrong = recordings(named, setting)
            said += made
        findings += wrong
    return said, findings


def _said_twice(said: Iterable[Recording]) -> list[Finding]:
    first: dict[tuple[str, ...], Recording] = {}
    findings = []
    for recording in said:
        before = first.setdefault(identity(recording.event), recording)
        if before.entry is not recording.entry:
            findings.append(
                recording.entry.finding(
                    "register-row-twice",
                    recording.entry.row.register.columns[0].key,
                    f"row {before.entry.row.number} speaks of the same",
                    "keep one of the two rows",
                )
            )
    return findings


def _versions(new: Iterable[Recording], holdings: Holdings) -> list[Finding]:
    """Refuse a change of a version that stands, and rows of one that was replaced.

    Source: an award is varied by a new version, never by an edit (design 3).
    """
    findings = []
    for recording in new:
        event = recording.event
        if event.kind not in VERSIONED:
            continue
        standing = holdings.standing_version(event.kind, _fund(recording))
        held = holdings.same_name(event)
        version = recording.entry.whole("version") or 0
        if held:
            found = f"version {version} holds {show_pence(held.payload['pence'])} here"
        elif version < standing:
            found = f"version {version} was replaced by version {standing}"
        elif version == 0:
            found = "versions begin with 1"
        else:
            continue
        findings.append(
            recording.entry.finding(
                "register-version-stands",
                "version",
                found,
                "leave the row as it was, and bring the change as a new version",
            )
        )
    return findings


def _beyond_awards(new: Iterable[Recording], holdings: Holdings) -> list[Finding]:
    """Refuse allocations of a version that exceed its award."""
    added: dict[tuple[str, str, int], int] = defaultdict(int)
    last: dict[tuple[str, int], Recording] = {}
    for recording in new:
        if recording.event.kind in VERSIONED:
            fund, version = _fund(recording), recording.entry.whole("version") or 0
            added[recording.event.kind, fund, version] += recording.entry.pence()
            if recording.event.kind == "allocation":
                last[fund, version] = recording
    findings = []
    for (fund, version), recording in last.items():
        awarded, allocated = (
            Pence(holdings.total(kind, fund, version) + added[kind, fund, version])
            for kind in VERSIONED
        )
        if allocated > awarded:
            findings.append(
                recording.entry.finding(
                    ABOVE_AWARD,
                    "pence",
                    above_award(fund, version, allocated, awarded),
                    LOWER_OR_AWARD,
                )
            )
    return findings


def _left_by_cuts(new: Sequence[Recording], holdings: Holdings) -> list[Finding]:
    """Warn of an award whose new version promises less than stays allocated.

    Source: an award cut mid-delivery has every area's share re-profiled (domain 2.4a).
    """
    shared = {_fund(it) for it in new if it.event.kind == "allocation"}
    awarded: dict[tuple[str, int], int] = defaultdict(int)
    last: dict[str, Recording] = {}
    for recording in new:
        if recording.event.kind == "award" and _fund(recording) not in shared:
            last[_fund(recording)] = recording
            version = recording.entry.whole("version") or 0
            awarded[_fund(recording), version] += recording.entry.pence()
    findings = []
    for fund, recording in last.items():
        version = recording.entry.whole("version") or 0
        promised = holdings.total("award", fund, version) + awarded[fund, version]
        standing = holdings.standing_version("allocation", fund)
        allocated = holdings.total("allocation", fund, standing)
        if allocated > promised:
            found = recording.entry.finding(
                "register-award-cut",
                "pence",
                f"version {version} of {fund} promises {show_pence(Pence(promised))} "
                f"and {show_pence(allocated)} stays allocated",
                f"bring the allocations of version {version}: the areas' new shares",
            )
            findings.append(replace(found, severity=Severity.WARN))
    return findings


def _nobody_left(new: Iterable[Recording], holdings: Holdings) -> list[Finding]:
    """Refuse a people register that leaves nobody who may manage people."""
    admins = holdings.holders(Role.ADMIN)
    taken: Recording | None = None
    for recording in new:
        said = recording.event.payload
        if recording.event.kind == "role" and said["role"] == Role.ADMIN:
            person = str(said["person"])
            admins = admins | {person} if said["held"] else admins - {person}
            taken = recording
    if taken is None or admins:
        return []
    return [
        taken.entry.finding(
            "register-no-admin",
            "roles",
            "nobody would be left who may manage people",
            f"give one person the role {Role.ADMIN}",
        )
    ]


def _in_order(new: Iterable[Recording]) -> list[Recording]:
    place = {register.sheet: at for at, register in enumerate(REGISTERS)}

    def order(recording: Recording) -> tuple[int, int]:
        is_versioned = recording.event.kind in VERSIONED
        version = recording.entry.whole("version") or 0
        return place[_sheet(recording)], version if is_versioned else 0

    return sorted(new, key=order)


def _sheet(recording: Recording) -> str:
    return recording.entry.row.register.sheet


def _fund(recording: Recording) -> str:
    return recording.entry.text("fund")
