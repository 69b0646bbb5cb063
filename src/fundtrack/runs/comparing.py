"""Compare two runs of one question, and name what moved between them.

Everything is read from the two runs' folders, so that a run can be compared with one
whose snapshot is long gone.
"""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fundtrack.runs.registry import KeptRun
from fundtrack.runs.run_files import PANEL

COUNTED = ("measure", "measure_version")
RESULT = (
    "verdict",
    "effect_pct",
    "ci_low_pct",
    "ci_high_pct",
    "p",
    "p_holm",
    "mde_pct",
    "standing",
    "treated_pre",
    "treated_post",
    "comparators_pre",
    "comparators_post",
)
"""What a result says, in the order a reader asks."""

CODE = ("code_version", "program", "python", "notebook", "notebook_sha256")
ASKED = ("fund", "area", "measure")
SOURCES = ("snapshot", "panel")


@dataclass(frozen=True, slots=True)
class Moved:
    """One thing that is not the same in both runs; None where one does not hold it."""

    name: str
    first: Any
    second: Any


@dataclass(frozen=True, slots=True)
class RevisedMonth:
    """A force's month whose counts differ, over the wards that both runs hold."""

    force: str
    month: str
    first: int
    second: int
    wards: int


@dataclass(frozen=True, slots=True)
class DataMoved:
    """What differs in the counts: where they come from, and which months of whom.

    `months_added` are compared in the second run alone, `months_gone` in the first.
    """

    sources: tuple[Moved, ...]
    revised: tuple[RevisedMonth, ...]
    months_added: tuple[str, ...]
    months_gone: tuple[str, ...]

    @property
    def is_moved(self) -> bool:
        """Whether any count compared differs; new books with the same ones do not."""
        is_other_kind = any(moved.name == "counts" for moved in self.sources)
        months = (*self.revised, *self.months_added, *self.months_gone)
        return is_other_kind or bool(months)


@dataclass(frozen=True, slots=True)
class ComparatorsMoved:
    """The wards that only the second run compares with, and only the first."""

    added: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What moved between two runs, by where it moved."""

    data: DataMoved
    comparators: ComparatorsMoved
    plan: tuple[Moved, ...]
    code: tuple[Moved, ...]
    parameters: tuple[Moved, ...]
    result: tuple[Moved, ...]

    @property
    def moved(self) -> tuple[str, ...]:
        """Name the parts that moved; none where both runs say one thing alike."""
        parts = {
            "data": self.data.is_moved,
            "comparators": bool(self.comparators.added or self.comparators.gone),
            "plan": bool(self.plan),
            "code": bool(self.code),
            "parameters": bool(self.parameters),
            "result": bool(self.result),
        }
        return tuple(name for name, is_moved in parts.items() if is_moved)


def compare_runs(first: KeptRun, second: KeptRun) -> Comparison:
    """Name what differs between two runs of areas.

    Args:
        first: the earlier one, whose figures are given first.
        second: the later one.
    """
    one, other = first.provenance, second.provenance
    chosen = [set(run.result.get("comparators", ())) for run in (first, second)]
    return Comparison(
        data=_data(first, second),
        comparators=ComparatorsMoved(
            added=_only(chosen[1], chosen[0]), gone=_only(chosen[0], chosen[1])
        ),
        plan=differences(first.plan, second.plan),
        code=(
            *_of(one, other, CODE),
            *differences(one.get("libraries", {}), other.get("libraries", {})),
        ),
        parameters=differences(_asked(first), _asked(second)),
        result=compare_results(first.result, second.result),
    )


def compare_results(
    first: Mapping[str, Any], second: Mapping[str, Any]
) -> tuple[Moved, ...]:
    """Name what two results say differently: figures, verdict, caveats."""
    said = {"caveats": _caveats(first)}, {"caveats": _caveats(second)}
    return (*_of(first, second, RESULT), *differences(*said))


def differences(
    first: Mapping[str, Any], second: Mapping[str, Any]
) -> tuple[Moved, ...]:
    """Name the keys that two mappings do not hold alike."""
    return _of(first, second, dict.fromkeys([*first, *second]))


def _of(
    first: Mapping[str, Any], second: Mapping[str, Any], names: Iterable[str]
) -> tuple[Moved, ...]:
    return tuple(
        Moved(name, first.get(name), second.get(name))
        for name in names
        if first.get(name) != second.get(name)
    )


def _asked(run: KeptRun) -> dict[str, Any]:
    """Give what a run was asked with, the snapshot aside: that is data."""
    asked = run.provenance.get("parameters") or {
        name: run.result.get(name) for name in ASKED
    }
    return {name: held for name, held in asked.items() if name not in SOURCES}


def _data(first: KeptRun, second: KeptRun) -> DataMoved:
    one, other = _counts(first), _counts(second)
    is_same_measure = not _of(first.result, second.result, COUNTED)
    return DataMoved(
        sources=_of(_sources(first), _sources(second), (*SOURCES, "counts")),
        revised=_revised(one, other, _forces(first)) if is_same_measure else (),
        months_added=_only(_months(other), _months(one)),
        months_gone=_only(_months(one), _months(other)),
    )


Counts = Mapping[tuple[str, str], int]
"""Offences by ward and month."""


def _counts(run: KeptRun) -> Counts:
    return {
        (row["ward"], row["month"]): int(row["offences"]) for row in run.rows(PANEL)
    }


def _forces(run: KeptRun) -> dict[str, str]:
    return {row["ward"]: row.get("force", "") for row in run.rows(PANEL)}


def _sources(run: KeptRun) -> dict[str, Any]:
    return {
        "snapshot": run.result.get("snapshot"),
        "panel": run.provenance.get("panel"),
        "counts": run.result.get("provenance"),
    }


def _revised(
    first: Counts, second: Counts, forces: Mapping[str, str]
) -> tuple[RevisedMonth, ...]:
    """Add up, by force and month, the wards that both hold; give those that moved."""
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for ward, month in sorted(set(first) & set(second)):
        before, after = first[ward, month], second[ward, month]
        held = sums[forces[ward], month]
        held[0] += before
        held[1] += after
        held[2] += before != after
    return tuple(
        RevisedMonth(force, month, before, after, wards)
        for (force, month), (before, after, wards) in sorted(sums.items())
        if wards
    )


def _months(counts: Counts) -> set[str]:
    return {month for _, month in counts}


def _only(these: set[str], those: set[str]) -> tuple[str, ...]:
    return tuple(sorted(these - those))


def _caveats(result: Mapping[str, Any]) -> list[str]:
    return sorted({caveat["rule"] for caveat in result.get("caveats", ())})
