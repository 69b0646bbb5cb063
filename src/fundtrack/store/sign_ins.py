"""Who is signed in to the pages: private files that hold no secret as it was given out.

A browser and a page's process each hold a random token; only its hash is kept here, so
that whoever reads this folder can sign in as nobody. Ending a sign-in is removing its
file, from whatever process; a look in the books is not needed to know that it ended.
"""

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from typing import Any

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.store.connection import storage_errors

OWNER_ALONE = 0o700
TOKEN_BYTES = 32
BROWSERS = "browsers"
PAGES = "pages"
SPOOL = "spool"


@dataclass(frozen=True, slots=True)
class SignIn:
    """A person signed in; `key` is the hash of the token that their browser holds."""

    key: str
    person: str
    began_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class PageKey:
    """What a page's process is given: its token, and the folder for files it offers."""

    token: str
    spool: Path


@dataclass(frozen=True, slots=True)
class SignIns:
    """The people signed in to a workspace; two processes may look at one folder."""

    workspace: Workspace
    clock: Clock
    idle: timedelta
    longest: timedelta

    def begin(self, person: str) -> str:
        """Sign a person in and give the token that their browser is to hold."""
        self._sweep()
        token = secrets.token_urlsafe(TOKEN_BYTES)
        facts = {"person": person, "began_at": self.clock().isoformat()}
        path = self._place(BROWSERS, key_of(token))
        _write(path, facts)
        self._touch(path)
        return token

    def of_browser(self, token: str) -> SignIn | None:
        """Give the sign-in that a browser's token stands for, None when it ended."""
        return self.of_key(key_of(token)) if token else None

    def of_key(self, key: str) -> SignIn | None:
        """Give a sign-in by its key, None when it ended or ran out."""
        path = self._place(BROWSERS, key)
        try:
            seen_at = _moment(path.stat().st_mtime)
        except OSError:
            return None
        facts = _read(path)
        if facts is None:
            return None
        began_at = datetime.fromisoformat(facts["began_at"])
        found = SignIn(key, facts["person"], began_at, seen_at)
        return found if self._is_live(found) else None

    def seen(self, key: str) -> None:
        """Note that the person did something; a sign-in that ended stays ended."""
        self._touch(self._place(BROWSERS, key))

    def end(self, key: str) -> None:
        """End a sign-in; its pages can act no more."""
        self._place(BROWSERS, key).unlink(missing_ok=True)

    def end_all_of(self, person: str) -> int:
        """End every sign-in of a person and count them."""
        ended = [path for path, facts in self._held() if facts["person"] == person]
        for path in ended:
            path.unlink(missing_ok=True)
        return len(ended)

    def open_page(self, key: str, page: str) -> PageKey:
        """Give the process of a page what it needs to act for a sign-in.

        Args:
            key: of the sign-in that opens the page.
            page: the id of the page's kernel.
        """
        token = secrets.token_urlsafe(TOKEN_BYTES)
        _write(self._place(PAGES, key_of(token)), {"sign_in": key, "page": page})
        spool = self.spool(page)
        with storage_errors(self.workspace.folder):
            spool.mkdir(mode=OWNER_ALONE, parents=True, exist_ok=True)
        return PageKey(token, spool)

    def person_of_page(self, token: str) -> str | None:
        """Say for whom a page's process acts, None when the sign-in has ended."""
        facts = _read(self._place(PAGES, key_of(token)))
        found = self.of_key(facts["sign_in"]) if facts else None
        return found.person if found else None

    def page_of(self, token: str) -> str | None:
        """Give the id of the page that a token was given to."""
        facts = _read(self._place(PAGES, key_of(token)))
        return str(facts["page"]) if facts else None

    def close_page(self, token: str, page: str) -> None:
        """Forget a page and remove the files it offered."""
        self._place(PAGES, key_of(token)).unlink(missing_ok=True)
        shutil.rmtree(self.spool(page), ignore_errors=True)

    def spool(self, page: str) -> Path:
        """Give the folder for the files that a page offers."""
        return self.workspace.sign_ins / SPOOL / page

    def _is_live(self, found: SignIn) -> bool:
        now = self.clock()
        is_idle = now - found.seen_at >= self.idle
        return not is_idle and now - found.began_at < self.longest

    def _sweep(self) -> None:
        """Remove what ran out, the pages of sign-ins that ended, and what is no page's.

        A page's key is written before its folder and goes before it; a server that is
        killed in between leaves a folder that nobody would look at again.
        """
        spools = list((self.workspace.sign_ins / SPOOL).glob("*"))
        for path, _ in self._held():
            if self.of_key(path.stem) is None:
                path.unlink(missing_ok=True)
        open_pages = set()
        for path in self._folder(PAGES).glob("*.json"):
            facts = _read(path)
            if facts and self.of_key(facts["sign_in"]) is None:
                path.unlink(missing_ok=True)
                facts = None
            if facts:
                open_pages.add(facts["page"])
        for spool in spools:
            if spool.name not in open_pages:
                shutil.rmtree(spool, ignore_errors=True)

    def _held(self) -> Iterator[tuple[Path, dict[str, Any]]]:
        for path in self._folder(BROWSERS).glob("*.json"):
            if facts := _read(path):
                yield path, facts

    def _touch(self, path: Path) -> None:
        moment = self.clock().replace(tzinfo=UTC).timestamp()
        with suppress(FileNotFoundError):
            os.utime(path, (moment, moment))

    def _folder(self, name: str) -> Path:
        return self.workspace.sign_ins / name

    def _place(self, folder: str, key: str) -> Path:
        return self._folder(folder) / f"{key}.json"


def sign_ins_of(workspace: Workspace, clock: Clock) -> SignIns:
    """Open who is signed in to a workspace, with the limits that its settings say."""
    limits = workspace.serving()
    return SignIns(
        workspace,
        clock,
        timedelta(minutes=limits.idle_minutes),
        timedelta(hours=limits.longest_hours),
    )


def key_of(token: str) -> str:
    """Give the name under which a token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def _moment(stamp: float) -> datetime:
    return datetime.fromtimestamp(stamp, UTC).replace(tzinfo=None)


def _write(path: Path, facts: dict[str, str]) -> None:
    """Write a new file that its owner alone can read; a name is never used twice."""
    with storage_errors(path.parent):
        path.parent.parent.mkdir(mode=OWNER_ALONE, exist_ok=True)
        path.parent.mkdir(mode=OWNER_ALONE, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8") as file:
            json.dump(facts, file)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        facts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return facts
