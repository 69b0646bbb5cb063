"""Check a take-on file: every row against the registers and the quarters held."""

from collections import defaultdict
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fundtrack.domain.cells import Cell
from fundtrack.domain.take_on import AMOUNTS
from fundtrack.domain.take_on import BEFORE
from fundtrack.domain.take_on import TakenOn
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.ingest.register_cells import RegisterEntry
from fundtrack.ingest.register_cells import read_entry
from fundtrack.ingest.register_holdings import Holdings
from fundtrack.ingest.register_references import check_references
from fundtrack.ingest.register_references import known_names
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.periods import Quarter
from fundtrack.sources.registers import RegisterFile


@dataclass(frozen=True, slots=True)
class TakeOnSetting:
    """What a take-on file is checked against: `quarters_held` by fund."""

    holdings: Holdings
    quarters_held: Collection[tuple[str, Quarter]]
    today: date


@dataclass(frozen=True, slots=True)
class TakeOnPlan:
    """The sums a file brings, and what keeps rows from it."""

    sums: tuple[TakenOn, ...]
    findings: tuple[Finding, ...]

    def total(self, what: str) -> Pence:
        """Add up what was spent, claimed or received."""
        return Pence(sum(each.pence for each in self.sums if each.what == what))


def plan_take_on(file: RegisterFile, setting: TakeOnSetting) -> TakeOnPlan:
    """Check every row; all that is wrong is said at once."""
    known = known_names(setting.holdings, ())
    findings = list(file.findings)
    good: list[RegisterEntry] = []
    for row in file.rows:
        entry, wrong = read_entry(row)
        if not wrong:
            entry, wrong = check_references(entry, known)
        if not wrong:
            wrong = list(_wrong(entry, setting))
            good.append(entry)
        findings += wrong
    findings += [*_twice(good), *_more_received_than_claimed(good)]
    if not file.rows and not findings:
        findings.append(_no_rows(file))
    return TakeOnPlan(tuple(_sums(good)), tuple(findings))


def _wrong(entry: RegisterEntry, setting: TakeOnSetting) -> Iterator[Finding]:
    quarter = _quarter(entry)
    if not any(entry.whole(what) for what in AMOUNTS):
        yield entry.finding(
            "take-on-nothing",
            "spent",
            "the row names no sum",
            "write what was spent, claimed or received, or leave the row out",
        )
    if quarter.dates.end > setting.today:
        yield entry.finding(
            "take-on-not-ended",
            "quarter",
            f"{quarter} has not ended",
            "leave the row out; what happens from now on comes from the finance system",
        )
    fund = entry.text("fund")
    if (fund, quarter) in setting.quarters_held:
        yield entry.finding(
            "take-on-held",
            "quarter",
            f"the books hold spending, claims or receipts of {fund} in {quarter}",
            "leave the row out, or reverse the import that brought them",
        )


def _twice(entries: Sequence[RegisterEntry]) -> Iterator[Finding]:
    first: dict[tuple[Cell, Quarter], RegisterEntry] = {}
    for entry in entries:
        before = first.setdefault((_cell(entry), _quarter(entry)), entry)
        if before is not entry:
            yield entry.finding(
                "register-row-twice",
                "fund",
                f"row {before.row.number} speaks of the same",
                "add the two rows up into one",
            )


def _more_received_than_claimed(
    entries: Sequence[RegisterEntry],
) -> Iterator[Finding]:
    owed: dict[str, int] = defaultdict(int)
    last: dict[str, RegisterEntry] = {}
    for entry in entries:
        fund = entry.text("fund")
        owed[fund] += (entry.whole("claimed") or 0) - (entry.whole("received") or 0)
        last[fund] = entry
    for fund, entry in last.items():
        above = Pence(-owed[fund])
        if above > 0:
            yield Finding(
                "take-on-received",
                Severity.WARN,
                f"{fund} received {show_pence(above)} more than it claimed",
                "check the sums; money in advance is right as it stands",
                file=entry.row.file,
                sheet=entry.row.sheet or None,
            )


def _no_rows(file: RegisterFile) -> Finding:
    return Finding(
        "take-on-empty",
        Severity.BLOCK,
        "the file has no filled row",
        "fill in a row for each quarter",
        file=file.path.name,
    )


def _sums(entries: Iterable[RegisterEntry]) -> Iterator[TakenOn]:
    for entry in entries:
        for what in AMOUNTS:
            pence = entry.whole(what)
            if pence:
                yield TakenOn(
                    what=what,
                    cell=_cell(entry),
                    quarter=_quarter(entry),
                    pence=Pence(pence),
                    reason=entry.why,
                    file=entry.row.file,
                    read_from=entry.read_from(what),
                    provenance=entry.provenance,
                )


def _quarter(entry: RegisterEntry) -> Quarter:
    return Quarter.parse(entry.text("quarter"))


def _cell(entry: RegisterEntry) -> Cell:
    return Cell(
        entry.text("fund"),
        entry.text("area"),
        entry.text("project", BEFORE),
        entry.text("heading"),
        entry.text("kind"),
        str(_quarter(entry).year),
    )
