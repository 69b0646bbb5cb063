"""An office that is no example, run by typed commands alone, on days of its own."""

import getpass
import json
import shutil
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import redirect_stderr
from contextlib import redirect_stdout
from dataclasses import dataclass
from dataclasses import field
from datetime import UTC
from datetime import date
from datetime import datetime
from datetime import time
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from fundtrack.cli import app
from fundtrack.cli import main
from fundtrack.cli.desk import Desk
from tests.workbooks import Row
from tests.workbooks import text_file

PEOPLE = {
    "f.officer": "finance",
    "b.holder": "budget-holder",
    "r.viewer": "reviewer",
    "c.finance": "signatory",
}
Said = dict[str, Any]
BEGINS = date(2023, 10, 26)


@dataclass
class TypedOffice:
    """People at their own computers, each with an account, and the day it is there."""

    folder: Path
    day: date = BEGINS
    person: str = "it"
    files: int = field(default=0)

    @property
    def workspace(self) -> Path:
        """The office's folder."""
        return self.folder / "office"

    def now(self) -> datetime:
        """Nine in the morning of the day."""
        return datetime.combine(self.day, time(9), UTC).replace(tzinfo=None)

    def type(self, person: str, *words: str) -> tuple[int, Said]:
        """Type a command at somebody's computer; give its exit code and its JSON."""
        self.person = person
        where = ["--workspace", str(self.workspace), "--json"]
        with redirect_stdout(StringIO()) as said, redirect_stderr(StringIO()):
            code = main([*where, *words])
        return code, json.loads(said.getvalue())

    def do(self, person: str, *words: str) -> Said:
        """Type a command that must be done."""
        code, said = self.type(person, *words)
        assert code == 0, said
        return said

    def refused(self, person: str, *words: str) -> tuple[int, str]:
        """Type a command that must be refused, and changes nothing."""
        before = self.do("it", "verify")["head"]
        code, said = self.type(person, *words)
        assert code == said["exit_code"] > 1, said
        assert self.do("it", "verify")["head"] == before
        return code, said["error"]

    def status(self, *words: str) -> Said:
        """Ask how the money stands."""
        return self.do("c.finance", "status", *words)

    def figure(self, name: str, *words: str) -> int:
        """Ask for one figure of the totals, in pence."""
        return int(self.status(*words)["totals"][f"{name}_pence"])

    def register(
        self, sheets: Mapping[str, Sequence[Row]], by: str = "f.officer"
    ) -> Said:
        """Take in registers, each a CSV file whose first row is the headings."""
        self.files += 1
        folder = self.folder / f"files-{self.files}"
        folder.mkdir()
        paths = [
            str(text_file(folder / f"{name}.csv", rows))
            for name, rows in sheets.items()
        ]
        return self.do(by, "ingest", "register", *paths)


def sit_down(office: TypedOffice, patch: pytest.MonkeyPatch) -> None:
    """Make the commands run at the office's computers, on its day."""
    patch.setattr(app, "Desk", partial(Desk, clock=office.now))
    patch.setattr(getpass, "getuser", lambda: office.person)


def make_office(
    folder: Path, sheets: Mapping[str, Sequence[Row]], day: date = BEGINS
) -> TypedOffice:
    """Make a workspace and take in who works there, then its registers, on a day.

    Whoever made it is `it`, who may manage people and nothing else.
    """
    office = TypedOffice(folder, day)
    rows: list[Row] = [("Person", "Name", "Account", "Roles")]
    rows += [(who, who.title(), who, roles) for who, roles in PEOPLE.items()]
    with pytest.MonkeyPatch.context() as patch:
        sit_down(office, patch)
        office.do("it", "init")
        office.register({"People": [*rows, ("it", "It", "it", "admin")]}, by="it")
        office.register(sheets)
    return office


def copy_of(made: TypedOffice, folder: Path, patch: pytest.MonkeyPatch) -> TypedOffice:
    """Give a copy of an office for one test, and sit down at it."""
    shutil.copytree(made.workspace, folder / "office")
    office = TypedOffice(folder, made.day)
    sit_down(office, patch)
    return office
