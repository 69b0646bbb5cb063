"""Forms hear what is offered and nothing else, and say at each field what is wrong."""

from typing import Any

import pytest

from fundtrack.errors import NotPublished
from fundtrack.errors import WrongArgument
from fundtrack.pages.forms import NOT_OFFERED
from fundtrack.pages.forms import Field
from fundtrack.pages.forms import FieldKind
from fundtrack.pages.forms import Forms
from fundtrack.pages.forms import Offer
from fundtrack.pages.forms import Values
from fundtrack.pages.forms import wrong
from fundtrack.pages.widgets.controls import Option

DAY = Field("date", "Day it was sent", FieldKind.DAY)
OFFER = Offer("submit", "Record it", fields=(DAY,))


class Desk:
    """A row of forms, what it did and what it sent to the browser."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.done: list[tuple[str, Values]] = []
        self.sent: list[dict[str, Any]] = []
        self.forms = Forms("acts", lambda name, said: self.done.append((name, said)))
        monkeypatch.setattr(self.forms, "send", lambda it, **_: self.sent.append(it))

    def send(self, name: str, values: object, turn: int | None = None) -> None:
        """Send what the browser sends."""
        now = self.forms.said["turn"] if turn is None else turn
        self.forms._answer(
            self.forms, {"do": name, "turn": now, "values": values}, None
        )


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    made = Desk(monkeypatch)
    made.forms.show([OFFER], "Opened.")
    return made


def test_what_is_offered_is_done_with_its_own_fields_alone(desk: Desk) -> None:
    desk.send("submit", {"date": "2024-04-24", "person": "cfo"})
    assert desk.done == [("submit", {"date": "2024-04-24"})]
    assert desk.sent == []
    assert [it["name"] for it in desk.forms.offers] == ["submit"]


def test_a_button_that_is_not_offered_is_refused(desk: Desk) -> None:
    desk.send("certify", {"date": "2024-04-24"})
    assert desk.done == []
    assert desk.sent == [{"refused": NOT_OFFERED, "errors": {}, "turn": 1}]


def test_a_message_of_an_earlier_turn_is_refused(desk: Desk) -> None:
    desk.forms.show([OFFER])
    desk.send("submit", {"date": "2024-04-24"}, turn=1)
    assert desk.done == []
    assert desk.sent[0]["refused"] == NOT_OFFERED


@pytest.mark.parametrize("values", [None, {}, {"date": ""}, ["2024-04-24"]])
def test_what_is_missing_is_said_at_its_field(desk: Desk, values: object) -> None:
    desk.send("submit", values)
    assert desk.done == []
    assert desk.sent[0]["errors"] == {"date": "Enter the day."}


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        (FieldKind.TEXT, " ", "Enter this: Route."),
        (FieldKind.TEXT, "e-mail", ""),
        (FieldKind.DAY, "24/04/2024", "Write the day as year"),
        (FieldKind.DAY, "2024-04-24", ""),
        (FieldKind.POUNDS, "ten", "Write pounds and pence"),
        (FieldKind.POUNDS, "£1,234.50", ""),
        (FieldKind.COUNT, "2.5", "Write a whole number."),
        (FieldKind.COUNT, "25", ""),
        (FieldKind.CHOICE, "c", "Choose one."),
        (FieldKind.CHOICE, "a", ""),
        (FieldKind.TICK, "", "Tick this to go on."),
        (FieldKind.TICK, "yes", ""),
    ],
)
def test_each_kind_of_field_says_what_it_cannot_read(
    kind: FieldKind, value: str, said: str
) -> None:
    field = Field("it", "Route", kind, options=(Option("a", "A"),))
    found = wrong([field], {"it": value}).get("it", "")
    assert found.startswith(said)
    assert bool(found) == bool(said)


def test_an_optional_field_may_stay_empty() -> None:
    assert wrong([Field("why", "Why", is_optional=True)], {"why": ""}) == {}


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (WrongArgument("it was not sent"), "Nothing was changed: it was not sent."),
        (NotPublished(7, "no room"), "the act is recorded, up to entry 7"),
    ],
)
def test_a_refusal_is_said_in_its_own_words(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    def refuse(_: str, __: Values) -> None:
        raise error

    monkeypatch.setattr(desk.forms, "_done", refuse)
    desk.send("submit", {"date": "2024-04-24"})
    assert desk.sent[0]["refused"].startswith(said)


def test_the_browser_gets_labels_hints_and_options() -> None:
    forms = Forms("acts", lambda _, __: None)
    asks = Field(
        "rule", "Which rule", FieldKind.CHOICE, "a", "One.", (Option("a", "A"),)
    )
    forms.show([Offer("waive", "Waive a rule", fields=(asks,))], opened="waive")
    (offer,) = forms.offers
    assert offer["fields"] == [
        {
            "name": "rule",
            "label": "Which rule",
            "kind": "choice",
            "value": "a",
            "hint": "One.",
            "options": [{"value": "a", "label": "A"}],
            "is_optional": False,
        }
    ]
    assert forms.said == {"turn": 1, "done": "", "opened": "waive", "comes": True}


def test_a_file_is_handed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    forms = Forms("audit", lambda _, __: None)
    sent: list[object] = []
    monkeypatch.setattr(forms, "send", lambda it, buffers: sent.append((it, buffers)))
    forms.give_file("audit.zip", b"PK")
    assert sent == [({"file": "audit.zip"}, [b"PK"])]
