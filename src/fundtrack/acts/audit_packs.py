"""One folder for an auditor of a return: the lines, a sample, its papers, who decided.

It reads and copies; the books and the frozen files stay as they are.
"""

import json
import shutil
import tempfile
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path

from fundtrack.acts.csv_files import write_csv
from fundtrack.acts.return_attachments import attachments
from fundtrack.acts.return_files import Filed
from fundtrack.acts.return_files import order_for
from fundtrack.acts.return_files import read_filed
from fundtrack.acts.session import Session
from fundtrack.domain.events import moment_text
from fundtrack.errors import FileStands
from fundtrack.errors import WrongArgument
from fundtrack.metrics.line_evidence import evidence_files
from fundtrack.metrics.line_evidence import line_evidence
from fundtrack.metrics.position import Selection
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.returns.frozen import program_name
from fundtrack.returns.listing import Line
from fundtrack.returns.making import make_papers
from fundtrack.returns.papers import Papers
from fundtrack.returns.samples import SampledLine
from fundtrack.returns.samples import monetary_sample
from fundtrack.store.connection import storage_errors
from fundtrack.store.evidence import evidence_path
from fundtrack.store.evidence import sha256_of
from fundtrack.store.snapshot import Books

README = "README.txt"
LINE = (
    "entry", "dated", "supplier", "reference", "area", "heading", "kind", "pence",
    "coding", "recorded_by", "file", "sheet", "row",
)  # fmt: skip
Rows = Iterable[Sequence[object]]

EXPLAINED = """\
Audit pack of {return_id}

{office}. The return is {state}; it claims {claim} as known at entry {known}.
Made from snapshot {snapshot}, entry {head_seq}, hash {head_hash}, at {made_at} UTC by
{person} with {program}.

The sample: {sampled} of {lines} lines ({sampled_sum} of {total}), from {size} draws
with seed {seed}. A line's chance is in proportion to its pounds, a credit's to its
size; a line as large as the interval is always in it (value-weighted selection, ISA
(UK) 530). The same return, draws and seed give the same sample again.

listing.csv    every line of the claim
sample.csv     the lines drawn, each with its source file and the papers held for it
evidence/      those files and papers, each under its own name after its number
missing.csv    lines above the agreement's sum that no paper shows, and papers of the
               sample that the register names and this office does not hold
approvals.csv  who prepared, reviewed, certified, sent and answered, for whom if as a
               deputy, and each virement
papers/        the proofs of sending and the signed copies kept with the return
waivers.csv    the rules waived for this return, with reason and end
backdated.csv  entries that count in the period and were recorded after its last day
frozen/        the files as they were certified, with their manifest

Money is whole pence. The sha256 of each file:

{files}
"""


@dataclass(frozen=True, slots=True)
class AuditPack:
    """An audit pack that was made; `files` are named from its folder."""

    return_id: str
    folder: str
    seed: int
    lines: int
    sampled: int
    sampled_pence: Pence
    missing: int
    backdated: int
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draw:
    """How a sample is drawn: how many pennies, from which seed."""

    size: int = 25
    seed: int = 1


def audit_pack(session: Session, return_id: str, folder: Path, draw: Draw) -> AuditPack:
    """Write everything an auditor of one return asks for into a folder that is empty.

    Raises:
        FileStands: when the folder holds anything.
        WrongArgument: when nothing would be drawn.
        NoRoom: when the disk is full; nothing is then left.
    """
    if draw.size < 1:
        raise WrongArgument("a sample has at least one line; give --size 1 or more")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileStands(folder)
    with session.reading() as books, storage_errors(folder):
        filed = read_filed(books, return_id)
        papers = make_papers(books, order_for(session, filed))
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            dir=folder.parent, prefix=f".{folder.name}-", suffix=".new"
        ) as aside:
            built = Path(aside) / folder.name
            built.mkdir()
            made = _write(session, books, (filed, papers, draw), built)
            if folder.exists():
                folder.rmdir()
            built.rename(folder)
    return replace(made, folder=str(folder))


def _write(
    session: Session, books: Books, asked: tuple[Filed, Papers, Draw], built: Path
) -> AuditPack:
    filed, papers, draw = asked
    lines = papers.figures.listing.eligible
    sample = monetary_sample(lines, draw.size, draw.seed)
    rows = [_line(line) for line in lines]
    write_csv(built / "listing.csv", LINE, rows)
    lacking = _write_sample(session, books, papers, sample, built)
    lacking += _copy_papers(session, books, filed, built)
    missing = [*_unshown(books, papers), *lacking]
    write_csv(built / "missing.csv", ("entry", "dated", "what", "pence"), missing)
    write_csv(built / "approvals.csv", APPROVAL, _approvals(books, filed))
    _write_waivers(papers, built)
    backdated = _backdated(books, papers)
    write_csv(built / "backdated.csv", BACKDATED, backdated)
    frozen = session.workspace.returns / filed.return_id
    if filed.sha256 and frozen.is_dir():
        shutil.copytree(frozen, built / "frozen")
    made = AuditPack(
        return_id=filed.return_id,
        folder="",
        seed=draw.seed,
        lines=len(lines),
        sampled=len(sample),
        sampled_pence=Pence(sum(each.line.pence for each in sample)),
        missing=len(missing),
        backdated=len(backdated),
    )
    said = _readme(session, papers, draw, made, built)
    (built / README).write_text(said, encoding="utf-8")
    return replace(made, files=tuple(_named(built)))


APPROVAL = ("entry", "on", "person", "acting_for", "act", "what")
BACKDATED = (
    "entry", "counts_on", "recorded_at", "days_later", "person", "kind", "about",
    "pence",
)  # fmt: skip


def _line(line: Line) -> tuple[object, ...]:
    return (
        line.entry,
        line.dated,
        line.supplier,
        line.reference,
        line.cell.area,
        line.cell.heading,
        line.kind.replace("_", " "),
        line.pence,
        line.coding,
        line.person,
        line.file,
        line.sheet,
        line.row,
    )


def _write_sample(
    session: Session,
    books: Books,
    papers: Papers,
    sample: Sequence[SampledLine],
    built: Path,
) -> list[tuple[object, ...]]:
    """Write the sample and copy the files held now; give those that are not."""
    scope = papers.figures.scope
    sources = {
        row["entry"]: (row["sha256"], row["file"])
        for row in books.rows("audit_sources", fund=scope.fund, known=scope.known)
    }
    now = Selection(session.today, books.info.head_seq, scope.fund)
    named = [it for it in evidence_files(books, now) if it.supports == "entry"]
    rows: list[tuple[object, ...]] = []
    lacking: list[tuple[object, ...]] = []
    for number, each in enumerate(sample, start=1):
        line = each.line
        wanted = [sources[line.entry]] if line.entry in sources else []
        wanted += [(it.sha256, it.file) for it in named if it.which == str(line.entry)]
        kept = []
        for sha256, file in wanted:
            held = evidence_path(session.workspace, sha256 or "")
            if sha256 and held.is_file():
                copy = built / "evidence" / f"{number:03d}-{Path(file).name}"
                copy.parent.mkdir(exist_ok=True)
                shutil.copyfile(held, copy)
                kept.append(copy.name)
            else:
                lacking.append(
                    (line.entry, line.dated, f"{file}: not held", line.pence)
                )
        rows.append((*_line(line), str(each.chosen), "; ".join(kept)))
    write_csv(built / "sample.csv", (*LINE, "chosen", "evidence"), rows)
    return lacking


def _copy_papers(
    session: Session, books: Books, filed: Filed, built: Path
) -> list[tuple[object, ...]]:
    """Copy the papers kept with the return; give those that are not held here."""
    lacking: list[tuple[object, ...]] = []
    for paper in attachments(books, filed.return_id):
        held = evidence_path(session.workspace, paper.sha256)
        if held.is_file():
            copy = built / "papers" / f"{paper.entry}-{Path(paper.file).name}"
            copy.parent.mkdir(exist_ok=True)
            shutil.copyfile(held, copy)
        else:
            what = f"{paper.paper}, {paper.file}: not held"
            lacking.append((paper.entry, paper.kept_on, what, None))
    return lacking


def _unshown(books: Books, papers: Papers) -> list[tuple[object, ...]]:
    scope = papers.figures.scope
    found = line_evidence(books, Selection(scope.ends, scope.known, scope.fund))
    return [
        (it.entry, it.dated, f"{it.supplier} {it.reference}: no paper", it.pence)
        for it in found.unsupported
    ]


def _approvals(books: Books, filed: Filed) -> Rows:
    for row in books.rows("return_steps", return_id=filed.return_id):
        act = row["step"].removeprefix("return_")
        acting_for = json.loads(row["facts"]).get("acting_for", "")
        who = (row["person"], acting_for)
        yield row["seq"], row["effective_on"], *who, act, row["reason"]
    for row in books.rows("virements", known=books.info.head_seq):
        if not row["from_cell"].startswith(f"{filed.fund}/"):
            continue
        what = f"{row['from_cell']} to {row['to_cell']}: {show_pence(row['pence'])}"
        asked_on = row["recorded_at"].date()
        yield row["number"], asked_on, row["asked_by"], "", "virement asked for", what
        if row["decided"]:
            act = row["steps"][-1].replace("_", " ")
            yield row["decided"], None, row["decided_by"], "", act, what


def _write_waivers(papers: Papers, built: Path) -> None:
    headings = ("entry", "rule", "person", "given_on", "until", "reason")
    rows = [
        (it.entry, it.rule, it.person, it.given_on, it.until, it.reason)
        for it in papers.waivers
    ]
    write_csv(built / "waivers.csv", headings, rows)


def _backdated(books: Books, papers: Papers) -> list[tuple[object, ...]]:
    scope = papers.figures.scope
    found = books.rows(
        "audit_backdated",
        fund=scope.fund,
        start=scope.starts,
        ends=scope.ends,
        known=scope.known,
    )
    return [tuple(row.values()) for row in found]


def _readme(
    session: Session, papers: Papers, draw: Draw, made: AuditPack, built: Path
) -> str:
    setting, tied = papers.setting, papers.figures.reconciliation
    hashed = [f"{sha256_of(built / name)}  {name}" for name in _named(built)]
    return EXPLAINED.format(
        return_id=papers.signing.return_id,
        office=setting.office,
        state=papers.signing.state,
        claim=show_pence(tied.claim_pence),
        known=papers.figures.scope.known,
        snapshot=setting.snapshot,
        head_seq=setting.head_seq,
        head_hash=setting.head_hash,
        made_at=moment_text(session.clock()),
        person=session.person,
        program=program_name(),
        sampled=made.sampled,
        lines=made.lines,
        sampled_sum=show_pence(made.sampled_pence),
        total=show_pence(papers.figures.listing.eligible_pence),
        size=draw.size,
        seed=draw.seed,
        files="\n".join(hashed),
    )


def _named(built: Path) -> list[str]:
    every = (path for path in built.rglob("*") if path.is_file())
    return sorted(path.relative_to(built).as_posix() for path in every)
