"""What the evaluations found, area by area, as the funder's form asks for it."""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import asdict
from dataclasses import dataclass
from typing import Any

from fundtrack.domain.events import Provenance

Record = Mapping[str, Any]
"""One run's result as the runner keeps it."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the last evaluation of one area and measure found.

    Counts are offences; percentages below nought mean fewer, but `detectable_pct` is
    the smallest fall that could have been seen. None where the run could not tell.
    """

    run_id: str
    area: str
    measure: str
    months: str
    treated_before: int | None
    treated_after: int | None
    comparators: int
    effect_pct: float | None
    ci_low_pct: float | None
    ci_high_pct: float | None
    verdict: str
    caveats: str
    provenance: str
    sentence: str = ""
    detectable_pct: float | None = None

    @property
    def interval(self) -> str:
        """The interval in words, empty where there is none."""
        if self.ci_low_pct is None or self.ci_high_pct is None:
            return ""
        low, high = f"{self.ci_low_pct:+.1f}", f"{self.ci_high_pct:+.1f}"
        return f"{low} % to {high} %".replace("-", "−")

    @property
    def is_synthetic(self) -> bool:
        """Whether the counts beneath were made up."""
        return self.provenance == Provenance.SYNTHETIC

    def as_record(self) -> dict[str, Any]:
        """Write what a manifest keeps, to make the sheet again from it."""
        return asdict(self)


def found_in_runs(records: Iterable[Record], fund: str) -> tuple[Found, ...]:
    """Take what the runs of a fund found, by area and measure.

    Args:
        records: the runs' results, oldest first; the last of each area and measure
            counts.
    """
    last = {
        (str(record["area"]), str(record["measure"])): _found(record)
        for record in records
        if record["fund"] == fund
    }
    return tuple(last[key] for key in sorted(last))


def _found(record: Record) -> Found:
    before = record.get("months_before") or []
    after = record.get("months_after") or []
    caveats = record.get("caveats") or []
    return Found(
        run_id=str(record.get("run_id", "")),
        area=str(record["area"]),
        measure=str(record["measure"]),
        months=f"{_span(before)}, against {_span(after)}" if before and after else "",
        treated_before=record.get("treated_pre"),
        treated_after=record.get("treated_post"),
        comparators=len(record.get("comparators") or []),
        effect_pct=record.get("effect_pct"),
        ci_low_pct=record.get("ci_low_pct"),
        ci_high_pct=record.get("ci_high_pct"),
        verdict=str(record.get("verdict", "")).replace("_", " "),
        caveats=" ".join(_caveat(caveat) for caveat in caveats),
        provenance=str(record.get("provenance", "")),
        sentence=str(record.get("sentence", "")),
        detectable_pct=record.get("mde_pct"),
    )


def _caveat(caveat: Record | str) -> str:
    return caveat if isinstance(caveat, str) else str(caveat["text"])


def _span(months: list[str]) -> str:
    return f"{months[0]} to {months[-1]}"
