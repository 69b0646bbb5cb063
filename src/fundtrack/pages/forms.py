"""Forms: what the reader may do here, as buttons, each with the fields it asks for."""

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import asdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from traitlets import Dict
from traitlets import List
from traitlets import Unicode

from fundtrack.errors import NotMoney
from fundtrack.errors import NotPublished
from fundtrack.errors import UserError
from fundtrack.money import parse_pounds
from fundtrack.pages.widgets.controls import Option
from fundtrack.pages.widgets.widget import Message
from fundtrack.pages.widgets.widget import PageWidget
from fundtrack.pages.widgets.widget import module

NOT_OFFERED = (
    "Nothing was done: this is not offered here any more. The page shows how things "
    "stand now."
)


class FieldKind(StrEnum):
    """What a field takes."""

    TEXT = "text"
    LONG = "long"
    DAY = "day"
    POUNDS = "pounds"
    COUNT = "count"
    CHOICE = "choice"
    PASSWORD = "password"  # noqa: S105 - the kind of a field
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name in the message, its visible label, a hint beneath it.

    `value` is what stands in it at first; `options` are those of a choice. Only an
    optional one may stay empty.
    """

    name: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    value: str = ""
    hint: str = ""
    options: tuple[Option, ...] = ()
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing the reader may do: the words on its button, then its form.

    `explains` says what it means; without fields and words one press does it. `does`
    are the words on the form's own button.
    """

    name: str
    button: str
    does: str = ""
    explains: str = ""
    fields: tuple[Field, ...] = ()
    is_main: bool = False


Values = Mapping[str, str]
Errors = dict[str, str]


class Forms(PageWidget):
    """The buttons of a part of a page, each with its form; tells `done` what was sent.

    Only what is offered now is heard: a message about anything else, or about a turn
    that is over, is refused and changes nothing. What a person got wrong is said at
    its field or above the form, and what they typed stays there.
    """

    _esm = module("forms")
    offers: List[dict[str, object]] = List().tag(sync=True)
    said = Dict().tag(sync=True)
    name = Unicode().tag(sync=True)

    def __init__(self, name: str, done: Callable[[str, Values], None]) -> None:
        super().__init__(name=name)
        self._done = done
        self._offered: dict[str, Offer] = {}
        self._turn = 0

    def show(
        self,
        offers: Sequence[Offer],
        said: str = "",
        *,
        opened: str = "",
        comes: bool = True,
    ) -> None:
        """Offer other things from now on.

        Args:
            said: what was just done; it is announced once.
            opened: the name of the form that stands open.
            comes: whether the reader is brought to what is said, and not elsewhere.
        """
        self._offered = {offer.name: offer for offer in offers}
        self._turn += 1
        with self.hold_sync():
            self.offers = [_drawn(offer) for offer in offers]
            self.said = {
                "turn": self._turn,
                "done": said,
                "opened": opened,
                "comes": comes,
            }

    def give_file(self, name: str, made: bytes) -> None:
        """Hand a file to the browser to keep."""
        self.send({"file": name}, buffers=[made])

    def heard(self, message: Message) -> None:
        """Do what was asked for, if it is offered and its fields can be read."""
        offer = self._offered.get(str(message.get("do")))
        if offer is None or message.get("turn") != self._turn:
            self._refuse(NOT_OFFERED, {})
            return
        sent = message.get("values")
        values = {
            field.name: str(sent.get(field.name) or "")
            if isinstance(sent, dict)
            else ""
            for field in offer.fields
        }
        errors = wrong(offer.fields, values)
        if errors:
            self._refuse("", errors)
            return
        try:
            self._done(offer.name, values)
        except NotPublished as error:
            self._refuse(f"{error}.", {})
        except UserError as error:
            self._refuse(f"Nothing was changed: {error}.", {})

    def _refuse(self, sentence: str, errors: Errors) -> None:
        self.send({"refused": sentence, "errors": errors, "turn": self._turn})


def wrong(fields: Sequence[Field], values: Values) -> Errors:
    """Say what is wrong in each field, in words that say how to put it right."""
    found = {field.name: _wrong(field, values[field.name].strip()) for field in fields}
    return {name: said for name, said in found.items() if said}


def _wrong(field: Field, value: str) -> str:
    if not value:
        missing = _MISSING.get(field.kind, f"Enter this: {field.label}.")
        return "" if field.is_optional else missing
    is_right, says = _READABLE.get(field.kind, (_anything, ""))
    if field.kind is FieldKind.CHOICE:
        return "" if value in {it.value for it in field.options} else "Choose one."
    return "" if is_right(value) else says


def _anything(_: str) -> bool:
    return True


def _is_whole(value: str) -> bool:
    return value.isascii() and value.isdigit()


_MISSING = {FieldKind.TICK: "Tick this to go on.", FieldKind.DAY: "Enter the day."}


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_money(value: str) -> bool:
    try:
        parse_pounds(value)
    except NotMoney:
        return False
    return True


_READABLE: Mapping[FieldKind, tuple[Callable[[str], bool], str]] = {
    FieldKind.DAY: (_is_day, "Write the day as year, month and day: 2024-04-24."),
    FieldKind.POUNDS: (_is_money, "Write pounds and pence: 1,234.50."),
    FieldKind.COUNT: (_is_whole, "Write a whole number."),
}
"""What can be read in a field of a kind, and what to say where it cannot."""


def _drawn(offer: Offer) -> dict[str, object]:
    drawn = asdict(offer)
    drawn["fields"] = list(drawn["fields"])
    for field in drawn["fields"]:
        field["kind"] = str(field["kind"])
        field["options"] = [
            {"value": it["value"], "label": it["label"] + it["note"]}
            for it in field["options"]
        ]
    return drawn
