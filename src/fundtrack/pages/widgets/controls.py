"""The filters: one row of labelled choices, kept in the address."""

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass

from traitlets import Dict
from traitlets import List

from fundtrack.pages.widgets.widget import Message
from fundtrack.pages.widgets.widget import PageWidget
from fundtrack.pages.widgets.widget import module


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter: what it is called, and a note when it holds nothing."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: its name in the address, its visible label, its choices."""

    name: str
    label: str
    options: tuple[Option, ...]


class Filters(PageWidget):
    """The row of filters; tells `changed` what was chosen.

    The browser keeps the choice in the address, so that a link or the Back button
    brings a view back.
    """

    _esm = module("filters")
    fields: List[dict[str, object]] = List().tag(sync=True)
    chosen = Dict().tag(sync=True)

    def __init__(self, changed: Callable[[Mapping[str, str]], None]) -> None:
        super().__init__()
        self._changed = changed
        self._asked = 0

    def show(self, filters: tuple[Filter, ...], chosen: Mapping[str, str]) -> None:
        """Show the filters with what is chosen in each."""
        with self.hold_sync():
            self.fields = [
                {
                    "name": each.name,
                    "label": each.label,
                    "options": [
                        {"value": option.value, "label": option.label + option.note}
                        for option in each.options
                    ],
                }
                for each in filters
            ]
            self.chosen = dict(chosen)

    def answered(self) -> None:
        """Tell the browser that the figures of its last choice are worked out."""
        self.send({"answered": self._asked})

    def heard(self, message: Message) -> None:
        """Tell what was chosen."""
        choice = message.get("choose")
        if isinstance(choice, dict):
            self._asked = int(message.get("asked", 0))
            self._changed({str(name): str(value) for name, value in choice.items()})
