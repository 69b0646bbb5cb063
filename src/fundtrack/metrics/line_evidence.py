"""Papers behind spending: which lines above the agreement's sum have one, and files."""

from dataclasses import dataclass
from datetime import date

from fundtrack.domain.obligations import years_later
from fundtrack.metrics.deliveries import terms_said
from fundtrack.metrics.position import Reader
from fundtrack.metrics.position import Selection
from fundtrack.money import Pence


@dataclass(frozen=True, slots=True)
class UnshownLine:
    """A line of spending above the sum that no paper shows."""

    entry: int
    dated: date
    area: str
    supplier: str
    reference: str
    pence: Pence


@dataclass(frozen=True, slots=True)
class LineEvidence:
    """How many lines of spending above the sum have a paper: `supported` of `needed`.

    `over_pence` is None, and nothing is needed, where the terms name no sum;
    `is_blocking` unless they say that a missing paper stops no return.
    """

    over_pence: Pence | None
    needed: int
    supported: int
    unsupported: tuple[UnshownLine, ...]
    is_blocking: bool


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A paper that the books name; `sha256` is None where it is not kept here.

    `keep_until` is the last day it is kept, None where the terms are silent.
    """

    entry: int
    file: str
    sha256: str | None
    supports: str
    which: str
    state: str
    keep_until: date | None


def line_evidence(books: Reader, selection: Selection) -> LineEvidence:
    """Count the lines of one fund, from its funding's first day to the day asked."""
    said = terms_said(books, selection)
    over = said.get("evidence_over_pence")
    if over is None:
        return LineEvidence(None, 0, 0, (), is_blocking=False)
    lines = books.rows(
        "evidence_lines",
        fund=selection.fund,
        start=date.fromisoformat(said["funding_starts"]),
        as_at=selection.as_at,
        known=selection.known,
        threshold=over,
    )
    missing = [line for line in lines if not line["is_shown"]]
    return LineEvidence(
        over_pence=Pence(over),
        needed=len(lines),
        supported=len(lines) - len(missing),
        unsupported=tuple(
            UnshownLine(
                entry=line["entry"],
                dated=line["dated"],
                area=line["area"],
                supplier=line["supplier"],
                reference=line["reference"],
                pence=Pence(line["pence"]),
            )
            for line in missing
        ),
        is_blocking=said.get("evidence_blocks") is not False,
    )


def evidence_files(books: Reader, selection: Selection) -> tuple[EvidenceFile, ...]:
    """List the papers of one fund, in the order recorded."""
    found = books.rows(
        "evidence_files",
        fund=selection.fund,
        as_at=selection.as_at,
        known=selection.known,
    )
    keep_until = kept_until(books, selection)
    return tuple(EvidenceFile(**row, keep_until=keep_until) for row in found)


def kept_until(books: Reader, selection: Selection) -> date | None:
    """Give the last day a fund's records are kept; None where the terms are silent."""
    said = terms_said(books, selection)
    years = said.get("retention_years")
    if years is None:
        return None
    return years_later(date.fromisoformat(said["funding_ends"]), years)
