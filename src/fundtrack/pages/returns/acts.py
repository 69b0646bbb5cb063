"""What the buttons of the Returns page do: each calls the act of the same name.

The acts are imported when they are used: a page that is only read stays light.
"""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from fundtrack.acts.recording import Recorded
from fundtrack.acts.return_attachments import Chosen
from fundtrack.acts.return_diffs import ReturnDiff
from fundtrack.acts.return_files import ReturnStep
from fundtrack.acts.session import Session
from fundtrack.domain.returns import ReturnState
from fundtrack.money import parse_pounds
from fundtrack.pages.forms import Values
from fundtrack.periods import Quarter
from fundtrack.sentences.returns import DONE
from fundtrack.sentences.returns import asks_for


@dataclass(frozen=True, slots=True)
class Target:
    """The return that an act is about; `return_id` is empty where none is begun.

    `papers` are files that lie here to be kept with a submission.
    """

    fund: str
    quarter: Quarter
    return_id: str
    papers: Chosen = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Done:
    """What an act did, in words; `return_id` is the version to show now, if any."""

    said: str
    return_id: str = ""


def do(session: Session, name: str, target: Target, values: Values) -> Done:
    """Take a step for whoever is signed in.

    Raises:
        UserError: when the act refuses; nothing is then changed.
    """
    made = ACTS[name](session, target, values)
    if isinstance(made, Recorded):
        return Done(f"Recorded as entry {made.entry}.")
    state = ReturnState(made.state)
    said = f"{made.return_id}: {DONE[state].lower()}. It {asks_for(made.claim_pence)}."
    return Done(f"{said} {_note(made)}".strip(), made.return_id)


def what_changed(session: Session, return_id: str) -> ReturnDiff:
    """Compare a return with the version before, or a first one with the books now."""
    from fundtrack.acts.return_diffs import diff

    return diff(session, return_id)


def made_again(session: Session, return_id: str) -> ReturnStep:
    """Make a frozen return again and compare every file."""
    from fundtrack.acts.returns import verify

    return verify(session, return_id)


def audit_files(session: Session, return_id: str, size: int, seed: int) -> bytes:
    """Make an auditor's folder of a return into one file that can be handed over."""
    from fundtrack.acts.audit_packs import Draw
    from fundtrack.acts.audit_packs import audit_pack

    with TemporaryDirectory() as aside:
        folder = Path(aside) / f"audit-{return_id}"
        audit_pack(session, return_id, folder, Draw(size, seed))
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
            for path in sorted(it for it in folder.rglob("*") if it.is_file()):
                packed.write(path, path.relative_to(folder.parent))
        return made.getvalue()


def _note(made: ReturnStep) -> str:
    return f"{made.note[:1].upper()}{made.note[1:]}." if made.note else ""


def _prepare(session: Session, target: Target, _: Values) -> ReturnStep:
    from fundtrack.acts.returns import prepare

    return prepare(session, target.fund, target.quarter)


def _review(session: Session, target: Target, _: Values) -> ReturnStep:
    from fundtrack.acts.returns import review

    return review(session, target.return_id)


def _certify(session: Session, target: Target, values: Values) -> ReturnStep:
    from fundtrack.acts.returns import certify

    return certify(session, target.return_id, values.get("password"))


def _submit(session: Session, target: Target, values: Values) -> ReturnStep:
    from fundtrack.acts.returns import Submission
    from fundtrack.acts.returns import submit

    said = Submission(
        date.fromisoformat(values["date"]),
        values["route"].strip(),
        values["recipient"].strip(),
        values["reference"].strip(),
    )
    return submit(session, target.return_id, said, target.papers)


def _query(session: Session, target: Target, values: Values) -> ReturnStep:
    from fundtrack.acts.return_answers import Question
    from fundtrack.acts.return_answers import query

    on = date.fromisoformat(values["date"])
    asked = Question(values["section"], values["text"], on)
    return query(session, target.return_id, asked)


def _answer(session: Session, target: Target, values: Values) -> Recorded:
    from fundtrack.acts.return_answers import answer

    return answer(session, target.return_id, int(values["query"]), values["text"])


def _agree(session: Session, target: Target, values: Values) -> ReturnStep:
    from fundtrack.acts.return_answers import agree

    on = date.fromisoformat(values["date"])
    return agree(session, target.return_id, on, values["reference"])


def _resubmit(session: Session, target: Target, values: Values) -> ReturnStep:
    from fundtrack.acts.return_answers import resubmit

    return resubmit(session, target.return_id, values["reason"])


def _receive(session: Session, target: Target, values: Values) -> ReturnStep:
    from fundtrack.acts.receipts import Receipt
    from fundtrack.acts.receipts import receive

    said = Receipt(
        parse_pounds(values["amount"]),
        date.fromisoformat(values["date"]),
        values["reference"].strip(),
        values["reason"].strip(),
    )
    return receive(session, target.return_id, said)


def _close(session: Session, target: Target, values: Values) -> ReturnStep:
    from fundtrack.acts.return_answers import close

    return close(session, target.return_id, values["reason"])


def _reopen(session: Session, target: Target, values: Values) -> ReturnStep:
    from fundtrack.acts.return_answers import reopen

    return reopen(session, target.return_id, values["reason"])


def _waive(session: Session, target: Target, values: Values) -> Recorded:
    from fundtrack.acts.returns import waive

    until = date.fromisoformat(values["until"])
    return waive(session, values["rule"], target.return_id, until, values["reason"])


Act = Callable[[Session, Target, Values], ReturnStep | Recorded]
ACTS: dict[str, Act] = {
    "prepare": _prepare,
    "review": _review,
    "certify": _certify,
    "submit": _submit,
    "query": _query,
    "answer": _answer,
    "agree": _agree,
    "resubmit": _resubmit,
    "receive": _receive,
    "close": _close,
    "reopen": _reopen,
    "waive": _waive,
}
"""What each offer that changes the books calls."""
