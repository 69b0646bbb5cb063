"""What can go wrong in a call or in the world; each error writes its own sentence.

FundtrackError
├── UserError                  shown without a traceback, with its exit code
│   ├── WrongCall       (2)    NotMoney NotAPeriod UnknownName WrongArgument HostRefused
│   ├── Refused         (3)    FileRefused FiguresRefused BooksUnreadable NewerBooks
│   │                          ForeignBooks NoWorkspace NoSnapshot NoRoom
│   │                          WorkspaceExists OutOfOrder NoTerms NotCounted NoPort
│   │                          FileStands BackupRefused NotPublished
│   ├── NotAllowed      (4)    UnknownPerson NobodySignedIn
│   └── Busy            (5)
└── anything else is our bug   (1)

An error that one room alone raises stands in that room, under one of these.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from fundtrack.findings import Finding


class FundtrackError(Exception):
    """The root of every error that fundtrack raises itself."""


class UserError(FundtrackError):
    """An error whose sentence is meant for the user."""

    exit_code: ClassVar[int] = 3
    findings: tuple[Finding, ...] = ()


class WrongCall(UserError):
    """What was typed cannot be understood."""

    exit_code: ClassVar[int] = 2


class NotMoney(WrongCall):
    """What stands where pounds belong is not an amount of money."""

    def __init__(self, written: str) -> None:
        self.written = written
        super().__init__(
            f"“{written.strip()}” is not an amount of pounds and pence; "
            "write it like 1,234.50, or (45.00) for a credit"
        )


class NotAPeriod(WrongCall):
    """What stands where a period belongs is not one."""

    def __init__(self, written: str, wanted: str) -> None:
        self.written = written
        super().__init__(f"“{written.strip()}” is not {wanted}")


class UnknownName(WrongCall):
    """A fund, area, person or other thing was named that the books do not hold."""

    def __init__(self, kind: str, name: str, known: Sequence[str] = ()) -> None:
        self.kind = kind
        self.name = name
        listed = f"; the books hold {', '.join(known)}" if known else ""
        super().__init__(f"there is no {kind} “{name}”{listed}")


class WrongArgument(WrongCall):
    """An argument was given that the verb cannot use."""


class HostRefused(WrongCall):
    """The pages were to be served to other computers without TLS."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"the pages are not served on “{host}” as they are: passwords and figures "
            "would cross the network for anyone to read; name a certificate with "
            "--certificate and --key, or in fundtrack.toml the [proxy] that ends TLS "
            "in front of them, or leave --host out"
        )


class Refused(UserError):
    """The user's file or figures were refused; nothing was changed."""


class FileRefused(Refused):
    """A file was refused whole."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        first = self.findings[0]
        more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
        place = f"{first.place}: " if first.place else ""
        super().__init__(f"{place}{first.message}; {first.fix}{more}")


class FiguresRefused(FileRefused):
    """Figures did not pass a check that blocks."""


class BooksUnreadable(Refused):
    """The books' file is damaged or is not a DuckDB file."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            f"{path} cannot be read as the books ({detail}); "
            "restore it from the last backup, or point --workspace at another folder"
        )


class NewerBooks(Refused):
    """The books were written by a newer program."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(
            f"{path} has schema version {found}, this program knows {known}; "
            "install the newer fundtrack that wrote it"
        )


class ForeignBooks(Refused):
    """The file is a DuckDB database but not fundtrack's."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is a database of something else; "
            "move it away or point --workspace at another folder"
        )


class NoWorkspace(Refused):
    """The folder named as workspace is not one."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is not a fundtrack workspace; "
            f"make one with: fundtrack --workspace {path} init"
        )


class WorkspaceExists(Refused):
    """A workspace stands there already."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} already holds a workspace or other files; choose an empty folder"
        )


class NoSnapshot(Refused):
    """Nothing has been published yet."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} holds no snapshot yet; make one with: fundtrack publish"
        )


class NoRoom(Refused):
    """The disk is full or the folder cannot be written."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            f"{path} could not be written ({detail}); nothing was changed: "
            "make room or allow writing there, and repeat the command"
        )


class NotPublished(Refused):
    """An act was recorded and the snapshot that shows it could not be made."""

    def __init__(self, entry: int, detail: str) -> None:
        super().__init__(
            f"the act is recorded, up to entry {entry}, but not shown yet: {detail}; "
            "put that right, run fundtrack publish, and do not repeat the act"
        )


class FileStands(Refused):
    """A file stands where a new one was to be written."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is there already and is kept; choose another name")


class BackupRefused(Refused):
    """A backup is damaged, is of something else, or a newer program made it."""

    def __init__(
        self, path: Path, detail: str, findings: Sequence[Finding] = ()
    ) -> None:
        self.findings = tuple(findings)
        super().__init__(
            f"{path} cannot be restored ({detail}); nothing was put in place: "
            "use another backup, or copy this one again from where it is kept"
        )


class OutOfOrder(Refused):
    """A return cannot take this step now."""

    def __init__(
        self, return_id: str, state: str, wanted: str, following: Sequence[str]
    ) -> None:
        remedy = (
            f"next comes: fundtrack return {following[0]} {return_id}"
            if following
            else "what changes after that goes into a later quarter's return"
        )
        super().__init__(f"{return_id} is {state} and cannot be {wanted}; {remedy}")


class NoTerms(Refused):
    """A fund has no agreement terms to make a return under."""

    def __init__(self, fund: str, known: int) -> None:
        super().__init__(
            f"{fund} has no agreement terms as known at entry {known}; record them in "
            "the terms register and take it in with: fundtrack ingest register"
        )


class NotCounted(Refused):
    """A return would be made for a time or in an order in which nothing counts."""


class NoPort(Refused):
    """Every port that was tried is in use or may not be used."""

    def __init__(self, first: int, last: int) -> None:
        super().__init__(
            f"no port from {first} to {last} is free; name another with --port"
        )


class NotAllowed(UserError):
    """The person may not do this; the sentence says who can."""

    exit_code: ClassVar[int] = 4

    def __init__(self, person: str, act: str, who_can: Sequence[str]) -> None:
        self.person = person
        can = ", ".join(who_can) if who_can else "nobody in the people register"
        super().__init__(f"{person} may not {act}; who can: {can}")


class UnknownPerson(NotAllowed):
    """Nobody in the people register is tied to this computer account."""

    def __init__(self, account: str) -> None:
        UserError.__init__(
            self,
            f"the account “{account}” is nobody in the people register; "
            "an administrator can add it with: fundtrack person add",
        )


class NobodySignedIn(NotAllowed):
    """A page was to act and nobody is signed in any more."""

    def __init__(self) -> None:
        UserError.__init__(
            self,
            "nothing was done: nobody is signed in here any more; open the page again, "
            "sign in, and repeat the step",
        )


class Busy(UserError):
    """Somebody else is writing and did not finish in time."""

    exit_code: ClassVar[int] = 5

    def __init__(self, path: Path, waited_seconds: float) -> None:
        super().__init__(
            f"somebody else is writing to {path}; waited {waited_seconds:.3g} seconds: "
            "try again, or wait longer with --wait"
        )
