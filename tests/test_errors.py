"""Every error has a place in the tree, an exit code and a sentence."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from fundtrack import errors
from fundtrack.findings import Finding
from fundtrack.findings import Severity

BOOKS = Path("office/ledger.duckdb")
FINDING = Finding(
    "heading-missing",
    Severity.BLOCK,
    "there is no column “Amount”",
    "name it Amount",
    file="extract.xlsx",
    sheet="Apr",
)


def family(root: type[errors.FundtrackError]) -> Iterator[type[errors.FundtrackError]]:
    """List an error's class and all that stand under it in this module."""
    yield root
    for child in root.__subclasses__():
        if child.__module__ == errors.__name__:
            yield from family(child)


def test_the_tree_in_the_docstring_names_every_error() -> None:
    drawn = set(re.findall(r"[A-Z][a-z]+[A-Za-z]*", errors.__doc__ or ""))
    assert {error.__name__ for error in family(errors.FundtrackError)} <= drawn


@pytest.mark.parametrize(
    ("root", "exit_code"),
    [
        (errors.WrongCall, 2),
        (errors.Refused, 3),
        (errors.NotAllowed, 4),
        (errors.Busy, 5),
    ],
)
def test_a_family_of_errors_shares_its_exit_code(
    root: type[errors.UserError], exit_code: int
) -> None:
    codes = {
        error.exit_code for error in family(root) if issubclass(error, errors.UserError)
    }
    assert codes == {exit_code}


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            errors.UnknownName("fund", "SSF9", ["SSF4", "SSF5"]),
            "there is no fund “SSF9”; the books hold SSF4, SSF5",
        ),
        (errors.UnknownName("person", "nobody"), "there is no person “nobody”"),
        (
            errors.WrongArgument("give --on or --quarter, not both"),
            "give --on or --quarter, not both",
        ),
        (
            errors.FileRefused([FINDING]),
            "extract.xlsx, sheet Apr: there is no column “Amount”; name it Amount",
        ),
        (
            errors.FiguresRefused([FINDING, FINDING, FINDING]),
            (
                "extract.xlsx, sheet Apr: there is no column “Amount”; name it Amount"
                " (and 2 more)"
            ),
        ),
        (
            errors.BooksUnreadable(BOOKS, "not a database"),
            (
                "office/ledger.duckdb cannot be read as the books (not a database); "
                "restore it from the last backup, "
                "or point --workspace at another folder"
            ),
        ),
        (
            errors.NewerBooks(BOOKS, 3, 1),
            (
                "office/ledger.duckdb has schema version 3, this program knows 1; "
                "install the newer fundtrack that wrote it"
            ),
        ),
        (
            errors.ForeignBooks(BOOKS),
            (
                "office/ledger.duckdb is a database of something else; "
                "move it away or point --workspace at another folder"
            ),
        ),
        (
            errors.NoWorkspace(Path("office")),
            (
                "office is not a fundtrack workspace; "
                "make one with: fundtrack --workspace office init"
            ),
        ),
        (
            errors.WorkspaceExists(Path("office")),
            "office already holds a workspace or other files; choose an empty folder",
        ),
        (
            errors.NoSnapshot(Path("office/published")),
            "office/published holds no snapshot yet; make one with: fundtrack publish",
        ),
        (
            errors.NoRoom(BOOKS, "No space left on device"),
            (
                "office/ledger.duckdb could not be written (No space left on device); "
                "nothing was changed: make room or allow writing there, "
                "and repeat the command"
            ),
        ),
        (
            errors.FileStands(Path("b.zip")),
            "b.zip is there already and is kept; choose another name",
        ),
        (
            errors.BackupRefused(Path("b.zip"), "it is cut off"),
            (
                "b.zip cannot be restored (it is cut off); nothing was put in place: "
                "use another backup, or copy this one again from where it is kept"
            ),
        ),
        (
            errors.NotAllowed("reviewer", "certify a return", ["cfo"]),
            "reviewer may not certify a return; who can: cfo",
        ),
        (
            errors.NotAllowed("reviewer", "certify a return", []),
            "reviewer may not certify a return; who can: nobody in the people register",
        ),
        (
            errors.UnknownPerson("jsmith"),
            (
                "the account “jsmith” is nobody in the people register; "
                "an administrator can add it with: fundtrack person add"
            ),
        ),
        (
            errors.NobodySignedIn(),
            (
                "nothing was done: nobody is signed in here any more; open the page "
                "again, sign in, and repeat the step"
            ),
        ),
        (
            errors.Busy(BOOKS, 30.0),
            (
                "somebody else is writing to office/ledger.duckdb; waited 30 seconds: "
                "try again, or wait longer with --wait"
            ),
        ),
    ],
)
def test_an_error_writes_its_own_sentence(
    error: errors.UserError, sentence: str
) -> None:
    assert str(error) == sentence


def test_a_refused_file_brings_all_its_findings() -> None:
    assert errors.FileRefused([FINDING, FINDING]).findings == (FINDING, FINDING)
    assert errors.Busy(BOOKS, 1).findings == ()


def test_figures_without_a_place_are_refused_in_their_own_words() -> None:
    finding = Finding("no-virement", Severity.BLOCK, "a virement waits", "decide on it")
    refused = errors.FiguresRefused([finding])
    assert str(refused) == "a virement waits; decide on it"
