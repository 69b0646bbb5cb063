"""The words of Data health: its sentence, key figures, and the state of the books."""

from collections.abc import Sequence
from datetime import datetime

from fundtrack.charts.tables import show_day
from fundtrack.metrics.holdings import ImportHeld
from fundtrack.metrics.holdings import MonthHeld
from fundtrack.metrics.holdings import MonthState
from fundtrack.metrics.holdings import missing_of
from fundtrack.pages.data_health.standing import HealthStanding
from fundtrack.pages.markup import Markup
from fundtrack.pages.markup import element
from fundtrack.pages.markup import marks
from fundtrack.pages.markup import text
from fundtrack.pages.pieces import KeyFigure
from fundtrack.pages.pieces import age
from fundtrack.pages.pieces import head
from fundtrack.pages.pieces import key_figures
from fundtrack.sentences.data_health import IMPORT_KINDS
from fundtrack.sentences.data_health import backup_words
from fundtrack.sentences.data_health import health_sentence
from fundtrack.sentences.data_health import is_backed_up
from fundtrack.sentences.data_health import tied_out
from fundtrack.sentences.phrases import counted

ABOUT = (
    "What is held, what is missing, what was revised or refused. Whatever you drop "
    "here is looked at first; nothing is taken before you say so."
)
GOOD, WARN, BAD, WAIT = "good", "warn", "stop", "wait"


def opening(standing: HealthStanding) -> Markup:
    """Write the sentence and what the page is about."""
    return head(health_sentence(standing.health), ABOUT)


def figures(standing: HealthStanding) -> Markup:
    """Write the key figures: months, files, refusals, entries, backup."""
    months = standing.months
    missing = len(missing_of(months))
    waiting = sum(row.is_open for row in standing.refused)
    imports = standing.all_imports
    last = imports[0] if imports else None
    return key_figures(
        [
            KeyFigure(
                "Months of street files",
                f"{len(months) - missing:,}",
                f"of {counted(len({it.force for it in months}), 'force')}; "
                f"{counted(missing, 'month')} in between missing",
                ("synthetic",) if any(map(_is_made_up, months)) else (),
            ),
            KeyFigure(
                "Files taken in",
                f"{len(imports):,}",
                f"the last on {show_day(last.recorded_at)}" if last else "none yet",
            ),
            KeyFigure(
                "Refused rows that wait",
                f"{waiting:,}",
                f"of {counted(len(standing.refused), 'row')} ever refused",
                is_bad=bool(waiting),
            ),
            KeyFigure(
                "Entries in the books",
                f"{standing.info.rows:,}",
                f"head {standing.info.head_hash[:8]}",
            ),
            _backup_figure(standing),
        ]
    )


def _is_made_up(month: MonthHeld) -> bool:
    return month.state is MonthState.SYNTHETIC


def _backup_figure(standing: HealthStanding) -> KeyFigure:
    made_at = standing.backup.made_at
    figure = show_day(made_at) if made_at else "none"
    needs = "an example needs none" if standing.settings.example else "make one today"
    return KeyFigure(
        "Last backup", figure, standing.backup.file or needs, is_bad=_is_bare(standing)
    )


def _is_bare(standing: HealthStanding) -> bool:
    return standing.backup.made_at is None and not standing.settings.example


def books_state(standing: HealthStanding, now: datetime, verified: str = "") -> Markup:
    """List how the books stand, each with a word that says whether it is well.

    Args:
        now: the moment, for ages.
        verified: what the last verification here said; empty before there is one.
    """
    is_example = standing.settings.example
    backup, info = standing.backup, standing.info
    published = datetime.fromisoformat(info.published_at)
    when = f"on {show_day(published)}" if is_example else age(published, now)
    entries = counted(info.rows, "entry", "entries")
    is_tied, tied = tied_out(standing.all_imports)
    is_saved = is_backed_up(backup, now, is_example=is_example)
    balanced = not standing.unbalanced
    wrong = counted(standing.unbalanced, "entry does", "entries do")
    rows = (
        _whole(verified),
        _row(
            GOOD if balanced else BAD,
            "Balanced" if balanced else "Unbalanced",
            "The postings of every entry sum to £0.00"
            if balanced
            else f"{wrong} not sum to £0.00",
        ),
        _row(GOOD if is_tied else BAD, "Tied out" if is_tied else "Apart", tied),
        _row(
            GOOD if is_saved else WARN,
            "Backed up" if backup.made_at else "No backup",
            backup_words(backup, now, is_example=is_example),
        ),
        _row(
            GOOD,
            "Published",
            f"Snapshot {info.snapshot[:8]} of {entries}, {when}",
        ),
    )
    return element("h2", text("The books")) + element("ul", *rows, class_="todo")


def _whole(verified: str) -> Markup:
    if verified:
        return verified
    said = (
        "Verify to recompute the chain of hashes, the balances, the references and "
        "every frozen return. Each backup does so too before it is made"
    )
    return _row(WAIT, "Not asked", said)


def verified_row(words: list[str], now: datetime, *, is_ok: bool) -> Markup:
    """Write what a verification found, and when."""
    first, *rest = words
    state = (GOOD, "Whole") if is_ok else (BAD, "Not whole")
    said = f"{first.partition(', head')[0]}, verified at {now:%H:%M} UTC: "
    return _row(*state, said + "; ".join(it.strip() for it in rest))


def held_state(standing: HealthStanding) -> Markup:
    """List what sorts of data are held, and what of each is not there yet."""
    rows = []
    for kind, name in IMPORT_KINDS.items():
        files = [
            it for it in standing.all_imports if it.kind == kind and not it.is_reversed
        ]
        if not files:
            rows.append(_row(WAIT, "Not held", f"{name}: no file yet"))
            continue
        latest = files[0]
        taken = sum(_taken(it) for it in files)
        about = ", ".join(dict.fromkeys(it.about for it in files if it.about))
        what = "changes" if kind == "quarter_import" else "rows"
        of = f" ({about})" if about else ""
        said = (
            f"{name}{of}: {taken:,} {what} of {counted(len(files), 'file')}, the last "
            f"{latest.file} on {show_day(latest.recorded_at)}"
        )
        sure = sorted({mark for it in files for mark in it.marks})
        rows.append(_row(GOOD, "Held", said, sure))
    return element("h2", text("What is held")) + element("ul", *rows, class_="todo")


def _taken(held: ImportHeld) -> int:
    return held.row_count or 0 if held.accepted is None else held.accepted


def _row(tone: str, state: str, said: str, sure: Sequence[str] = ()) -> Markup:
    return element(
        "li",
        element("span", text(state), class_=f"state {tone}"),
        element("span", text(f"{said}.") + marks([*sure])),
    )
