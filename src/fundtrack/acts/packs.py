"""Packs of a month: drafted and shown by one person, released by another."""

from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fundtrack.acts.needs import all_needs
from fundtrack.acts.session import Session
from fundtrack.acts.session import role_holdings
from fundtrack.domain.packs import Draft
from fundtrack.domain.packs import NothingDrafted
from fundtrack.domain.packs import Quotable
from fundtrack.domain.packs import Release
from fundtrack.domain.packs import check_month
from fundtrack.domain.packs import check_releaser
from fundtrack.domain.packs import draft_event
from fundtrack.domain.packs import draft_name
from fundtrack.domain.packs import pack_name
from fundtrack.domain.packs import release_event
from fundtrack.domain.packs import withheld
from fundtrack.domain.people import Permission
from fundtrack.domain.people import who_may
from fundtrack.errors import FiguresRefused
from fundtrack.errors import NoSnapshot
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.packs import MonthHistory
from fundtrack.metrics.packs import month_history
from fundtrack.metrics.position import Reader
from fundtrack.metrics.position import Selection
from fundtrack.periods import Month
from fundtrack.publications.month_pack import month_pack
from fundtrack.publications.pack_facts import PackFacts
from fundtrack.publications.pack_html import Stamp
from fundtrack.publications.pack_html import pack_files
from fundtrack.publications.pack_parts import MonthPack
from fundtrack.returns.frozen import Facts
from fundtrack.returns.frozen import freeze
from fundtrack.returns.frozen import hashes
from fundtrack.returns.frozen import program
from fundtrack.returns.frozen import thaw
from fundtrack.runs.registry import area_runs
from fundtrack.runs.registry import planned_results
from fundtrack.sentences.packs import changed_sentence
from fundtrack.sentences.phrases import counted
from fundtrack.sources.bank_holidays import bank_holidays
from fundtrack.store.ledger import open_ledger
from fundtrack.store.snapshot import Books
from fundtrack.store.snapshot import SnapshotInfo
from fundtrack.store.snapshot import open_books

DRAFTED_STATE = "draft"
RELEASED_STATE = "released"


@dataclass(frozen=True, slots=True)
class Unusual:
    """Something out of order in the office: its state and a sentence."""

    state: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack of a month, drafted or released; `version` is the one it is or becomes.

    `files` holds each page's sha256; `changes` what is said otherwise since the
    version before; `entry` the act in the books.
    """

    month: str
    state: str
    version: int
    entry: int
    as_at: date
    snapshot: str
    drafted_by: str
    released_by: str
    folder: str
    files: dict[str, str]
    sentences: Sequence[Quotable]
    unusual: Sequence[Unusual]
    changes: Sequence[str]

    def in_words(self) -> Iterator[str]:
        """Say what the pack holds, what is unusual, and what may be quoted."""
        done = f"released by {self.released_by}" if self.released_by else "a draft"
        yield (
            f"pack of {self.month}, version {self.version}: {done}, drafted by "
            f"{self.drafted_by}; as at {self.as_at}, snapshot {self.snapshot}"
        )
        yield f"{counted(len(self.files), 'page')} in {self.folder}:"
        yield from (f"  {name}" for name in sorted(self.files))
        yield f"unusual ({len(self.unusual)}):" if self.unusual else "nothing unusual"
        yield from (f"  {it.state}: {it.sentence}" for it in self.unusual)
        yield (
            "may be quoted:" if self.released_by else "would be cleared for quotation:"
        )
        yield from _quoted_words(self.sentences)
        yield from (f"changed: {change}" for change in self.changes)
        if not self.released_by:
            yield f"a signatory releases it with: fundtrack pack {self.month} --release"


def draft_pack(session: Session, month: Month) -> Pack:
    """Draft the pack of a month and show it; nothing is given out by that.

    Raises:
        NotAllowed: when the person may not draft packs.
        WrongArgument: when the month has not ended.
        NoRoom: when its pages cannot be written; nothing is then drafted.
    """
    with session.filing(Permission.DRAFT_PACK) as (ledger, books):
        check_month(month, session.workspace.settings().today(session.clock))
        pack = _written(session, books, month)
        history = month_history(ledger, month)
        stamp = Stamp(
            drafted_by=_full_name(ledger, session.person),
            drafted_on=session.today,
            sentences=pack.sentences,
            version=history.next_version,
            changes=_changes(history, pack.sentences),
        )
        event = draft_event(month, pack.digest, asdict(books.info), session.today)
        entry = ledger.append([event], session.person)[0]
        # While the books are held: two drafts at once would lie in one another's way.
        folder = session.workspace.packs / draft_name(month)
        files = pack_files(pack, stamp)
        freeze(folder, files, _facts(pack, stamp))
    return _answer(pack, stamp, (entry, folder), hashes(files))


def release_pack(session: Session, month: Month, held_back: Sequence[str] = ()) -> Pack:
    """Release the pack that was drafted, as it was shown, and freeze its files.

    Args:
        held_back: keys of sentences that are not cleared for quotation.

    Raises:
        NotAllowed: when the person may not, or drafted it.
        NothingDrafted: when no draft waits.
        FiguresRefused: when the draft cannot be made again as it was shown.
    """
    with ExitStack() as undo:
        with open_ledger(
            session.workspace, session.clock, session.wait_seconds
        ) as ledger:
            session.require(ledger, Permission.RELEASE_PACK)
            history = month_history(ledger, month)
            if history.waiting is None:
                raise NothingDrafted(month)
            _require_other_hand(session, ledger, history.waiting)
            pack = _as_drafted(session, history.waiting)
            sentences = withheld(pack.sentences, held_back)
            stamp = Stamp(
                drafted_by=_full_name(ledger, history.waiting.person),
                drafted_on=history.waiting.drafted_on,
                sentences=sentences,
                version=history.next_version,
                released_by=_full_name(ledger, session.person),
                released_on=session.today,
                changes=_changes(history, sentences),
            )
            files = pack_files(pack, stamp)
            folder = session.workspace.packs / pack_name(month, stamp.version)
            undo.callback(thaw, folder)
            freeze(folder, files, _facts(pack, stamp))
            event = release_event(
                history.waiting, stamp.version, hashes(files), sentences, session.today
            )
            entry = ledger.append([event], session.person)[0]
            # While the books are held: a draft made after them is another one.
            thaw(session.workspace.packs / draft_name(month))
        undo.pop_all()
    session.publish_recorded()
    return _answer(pack, stamp, (entry, folder), hashes(files))


def _written(session: Session, books: Books, month: Month) -> MonthPack:
    """Write all that the pack says from a snapshot and the runs that are kept."""
    workspace = session.workspace
    settings = workspace.settings()
    results = [(run.run_id, run.result) for run in area_runs(workspace)]
    facts = PackFacts(books, month, results, bank_holidays())
    selection = Selection(facts.as_at, facts.known)
    needs = all_needs(books, selection, facts.named, planned_results(workspace))
    return month_pack(facts, settings.office, needs, is_example=settings.example)


def _as_drafted(session: Session, draft: Draft) -> MonthPack:
    """Make a draft again from its own snapshot; it must say what was shown."""
    info = SnapshotInfo(**draft.snapshot)  # type: ignore[arg-type]
    try:
        with open_books(session.workspace, info) as books:
            pack = _written(session, books, draft.month)
    except NoSnapshot as error:
        said = f"snapshot {info.snapshot}, which it was read from, is gone"
        raise FiguresRefused([_not_as_drafted(draft.month, said)]) from error
    if pack.digest != draft.digest:
        said = "evaluations were run, or the program was changed, since it was drafted"
        raise FiguresRefused([_not_as_drafted(draft.month, said)])
    return pack


def _not_as_drafted(month: Month, said: str) -> Finding:
    return Finding(
        rule="pack-as-drafted",
        severity=Severity.BLOCK,
        message=f"the draft of {month} cannot be made again as it was shown: {said}",
        fix=f"draft it again with fundtrack pack {month}, read it, then release it",
        file=draft_name(month),
    )


def _require_other_hand(session: Session, reader: Reader, draft: Draft) -> None:
    holdings = role_holdings(reader, session.today)
    holders = who_may(Permission.RELEASE_PACK, holdings)
    check_releaser(draft, session.person, holders)


def _changes(history: MonthHistory, sentences: Sequence[Quotable]) -> list[str]:
    """Say which sentences read otherwise than in the version released last."""
    if not history.releases:
        return []
    last: Release = history.releases[-1]
    was = {each.key: each.sentence for each in last.sentences}
    now = {each.key: each.sentence for each in sentences}
    return [
        changed_sentence(last.version, was.get(key, ""), now.get(key, ""))
        for key in dict.fromkeys([*now, *was])
        if was.get(key) != now.get(key)
    ]


def _facts(pack: MonthPack, stamp: Stamp) -> Facts:
    """Give what a pack's manifest says beside the hashes of its files."""
    return {
        "month": str(pack.month),
        "version": stamp.version,
        "state": DRAFTED_STATE if stamp.is_draft else RELEASED_STATE,
        "as_at": pack.as_at.isoformat(),
        "snapshot": asdict(pack.info),
        "digest": pack.digest,
        "drafted_by": stamp.drafted_by,
        "released_by": stamp.released_by,
        "sentences": [asdict(each) for each in stamp.sentences],
        "program": program(),
    }


def _answer(
    pack: MonthPack, stamp: Stamp, done: tuple[int, Path], files: dict[str, str]
) -> Pack:
    entry, folder = done
    return Pack(
        month=str(pack.month),
        state=DRAFTED_STATE if stamp.is_draft else RELEASED_STATE,
        version=stamp.version,
        entry=entry,
        as_at=pack.as_at,
        snapshot=pack.info.snapshot,
        drafted_by=stamp.drafted_by,
        released_by=stamp.released_by,
        folder=str(folder),
        files=files,
        sentences=stamp.sentences,
        unusual=[Unusual(need.state, need.sentence) for need in pack.unusual],
        changes=stamp.changes,
    )


def _full_name(reader: Reader, person: str) -> str:
    rows = reader.rows("people", known=LAST_ENTRY)
    return next((row["name"] for row in rows if row["person"] == person), person)


def _quoted_words(sentences: Sequence[Quotable]) -> Iterator[str]:
    for each in sentences:
        why = f" (not: {each.why_not})" if each.why_not else ""
        yield f"  {each.key}{why}: {each.sentence}"
