"""The progress widget: what is under way, area by area, and how each ended."""

from collections.abc import Sequence
from dataclasses import asdict
from dataclasses import dataclass

from traitlets import Dict

from fundtrack.pages.widgets.widget import PageWidget
from fundtrack.pages.widgets.widget import module


@dataclass(frozen=True, slots=True)
class Stage:
    """One part of what is under way: where, in which state, and what is said of it."""

    place: str
    state: str
    tone: str
    said: str = ""


class Progress(PageWidget):
    """A bar with a line for each part; the newest line is announced politely."""

    _esm = module("progress")
    shown = Dict().tag(sync=True)

    def show(
        self,
        title: str,
        stages: Sequence[Stage],
        done: int,
        *,
        note: tuple[str, str] = ("", ""),
        latest: str = "",
    ) -> None:
        """Show how far it has come.

        Args:
            title: what is under way, or was.
            stages: its parts, in order.
            done: how many of them have ended.
            note: a sentence beneath, and its tone: empty, `warn` or `stop`.
            latest: what is read out now.
        """
        self.shown = {
            "title": title,
            "stages": [asdict(stage) for stage in stages],
            "done": done,
            "note": {"said": note[0], "tone": note[1]},
            "latest": latest,
        }

    def clear(self) -> None:
        """Show nothing."""
        self.shown = {}
