"""Notices: what a part of a page says when it failed, and where the traceback went."""

import secrets
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.errors import UserError
from fundtrack.pages.markup import Markup
from fundtrack.pages.markup import element
from fundtrack.pages.markup import text


def notice(sentence: str, tone: str = "") -> Markup:
    """Write a notice; `tone` is empty, `warn` or `stop`."""
    role = "alert" if tone == "stop" else "status"
    return element(
        "div", element("p", text(sentence)), class_=f"note {tone}".strip(), role=role
    )


@dataclass(slots=True)
class Guard:
    """Runs a part of a page; what goes wrong is said there and the rest goes on.

    A user error is shown in its own words. Our own bugs get an id, and their
    traceback stands under it in the workspace's log.
    """

    workspace: Workspace
    clock: Clock
    say: Callable[[Markup], None]

    def __enter__(self) -> None:
        """Begin the part."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trail: TracebackType | None,
    ) -> bool:
        """Say what went wrong, unless it was the order to stop."""
        del kind, trail
        if not isinstance(error, Exception):
            return False
        if isinstance(error, UserError):
            self.say(notice(str(error), "warn"))
        else:
            name = log_bug(self.workspace, self.clock, error)
            self.say(
                notice(
                    "This part of the page could not be shown. The rest still works. "
                    f"Tell the administrator the number {name}: the log of the "
                    "workspace says what happened.",
                    "stop",
                )
            )
        return True


def log_bug(workspace: Workspace, clock: Clock, error: Exception) -> str:
    """Write an error's traceback to the workspace's log and give its id."""
    name = secrets.token_hex(4)
    trail = "".join(traceback.format_exception(error))
    with workspace.log.open("a", encoding="utf-8") as log:
        log.write(f"{clock().isoformat(timespec='seconds')} {name}\n{trail}\n")
    return name
