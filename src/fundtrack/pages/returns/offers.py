"""What the reader of the Returns page may do next, and who may do what they may not."""

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fundtrack.domain.people import Holding
from fundtrack.domain.people import Permission
from fundtrack.domain.people import who_may
from fundtrack.domain.people import whom_for
from fundtrack.domain.returns import PERMISSIONS
from fundtrack.domain.returns import Life
from fundtrack.domain.returns import ReturnState
from fundtrack.findings import blocking
from fundtrack.pages.forms import Field
from fundtrack.pages.forms import FieldKind
from fundtrack.pages.forms import Offer
from fundtrack.pages.returns.standing import LIVE
from fundtrack.pages.returns.standing import ReturnStanding
from fundtrack.pages.widgets.controls import Option
from fundtrack.returns.layouts import read_layout
from fundtrack.returns.rules import RULES

SHEET = "sheet"
CERTIFY = "certify"
COMPARE = "compare"
VERIFY = "verify"
ANSWER = "answer"
WAIVE = "waive"
PREPARE = "prepare"
SUBMIT = "submit"
WHOLE = "whole return"
NOT_SENT = (
    "The program itself sends nothing: send the files yourself, then record here how "
    "and to whom they went. The claim counts from that day."
)


@dataclass(frozen=True, slots=True)
class Moment:
    """What offers depend on beside the return: the day on which acts are recorded.

    `asks_password` is whether certifying asks for the password again.
    """

    today: date
    asks_password: bool = True


def able(
    life: Life | None, wanted: ReturnState, holdings: Sequence[Holding]
) -> list[str]:
    """List the people who may take a step: the role's holders with no hand in it."""
    permission = PERMISSIONS[wanted]
    barred = life.barred_from(wanted) if life else frozenset[str]()
    found = []
    for person in who_may(permission, holdings):
        principals = whom_for(person, permission, holdings)
        is_free = not principals or not barred.issuperset(principals)
        if person not in barred and is_free:
            found.append(person)
    return found


def ahead(life: Life | None) -> tuple[ReturnState, ...]:
    """List the steps that lead on from here, at most two, the next one first."""
    if life is None or life.is_withdrawn:
        return ReturnState.PREPARED, ReturnState.REVIEWED
    following = {
        ReturnState.PREPARED: (ReturnState.REVIEWED, ReturnState.CERTIFIED)
        if life.reviewer_needed
        else (ReturnState.CERTIFIED, ReturnState.SUBMITTED),
        ReturnState.REVIEWED: (ReturnState.CERTIFIED, ReturnState.SUBMITTED),
        ReturnState.CERTIFIED: (ReturnState.SUBMITTED, ReturnState.PAID),
        ReturnState.SUBMITTED: (ReturnState.PAID, ReturnState.CLOSED),
        ReturnState.QUERIED: (ReturnState.AGREED, ReturnState.PAID),
        ReturnState.AGREED: (ReturnState.PAID, ReturnState.CLOSED),
        ReturnState.PAID: (ReturnState.CLOSED,),
    }
    return following.get(life.state, life.can_become[:1])


def offers(standing: ReturnStanding, moment: Moment) -> list[Offer]:
    """List what the reader may do now, what leads on first."""
    return [*_acts(standing, moment), *_readings(standing)]


def signing(standing: ReturnStanding, moment: Moment) -> list[Offer]:
    """Offer to certify, to whoever may; it stands beneath the sign sheet alone."""
    return [_certify(moment)] if _may_sign(standing) else []


def _acts(standing: ReturnStanding, moment: Moment) -> Iterator[Offer]:
    filed = standing.filed
    if standing.person is None:
        return
    if filed is None or filed.life.is_withdrawn:
        yield from _beginning(standing)
    elif standing.is_latest:
        if standing.waiting and _holds(standing, Permission.SUBMIT):
            yield _answer(standing)
        for state in filed.life.can_become:
            if standing.person in able(filed.life, state, standing.holdings):
                yield from _step(standing, state, moment)
        yield from _waiver(standing, moment)


def _beginning(standing: ReturnStanding) -> Iterator[Offer]:
    """Offer to begin a return, or the version after one that was withdrawn."""
    line, filed = standing.line, standing.filed
    if line is None:
        yield from _first(standing)
        return
    life = filed.life if filed else None
    may = standing.person in able(life, ReturnState.PREPARED, standing.holdings)
    if may and standing.is_latest:
        yield Offer(PREPARE, f"Prepare the {line.quarter} return", is_main=True)


def _first(standing: ReturnStanding) -> Iterator[Offer]:
    """Offer to prepare a quarter's return where none is due and none is held."""
    may = standing.person in able(None, ReturnState.PREPARED, standing.holdings)
    if not may or not standing.quarters:
        return
    held = tuple(Option(quarter, quarter) for quarter in standing.quarters)
    field = Field("quarter", "Quarter", FieldKind.CHOICE, held[0].value, "", held)
    yield Offer(PREPARE, "Prepare a return", "Prepare it", "", (field,), is_main=True)


def _step(
    standing: ReturnStanding, state: ReturnState, moment: Moment
) -> Iterator[Offer]:
    """Offer a step; certifying is offered with the sign sheet."""
    is_stopped = standing.blocks and state is ReturnState.REVIEWED
    if state is not ReturnState.CERTIFIED and not is_stopped:
        yield _OFFERS[state](moment)


def _may_sign(standing: ReturnStanding) -> bool:
    filed = standing.filed
    if filed is None or standing.blocks or not standing.is_latest:
        return False
    if ReturnState.CERTIFIED not in filed.life.can_become:
        return False
    return standing.person in able(filed.life, ReturnState.CERTIFIED, standing.holdings)


def _readings(standing: ReturnStanding) -> Iterator[Offer]:
    """Offer what anybody may do who sees the page, because it changes nothing."""
    filed = standing.filed
    if filed is None:
        return
    if filed.life.state in LIVE:
        may_sign = _may_sign(standing)
        says = " and certify" if may_sign else ""
        yield Offer(SHEET, f"Read the sign sheet{says}", is_main=may_sign)
    if filed.version > 1 or filed.sha256:
        against = "the version before" if filed.version > 1 else "the books now"
        yield Offer(COMPARE, f"Compare with {against}")
    if filed.sha256:
        yield Offer(VERIFY, "Make the frozen files again")


def _review(_: Moment) -> Offer:
    return Offer(
        "review",
        "Review it",
        "Record my review",
        "You record that you looked at the figures, the lines and the checks of this "
        "version. Whoever reviewed cannot certify.",
        is_main=True,
    )


def _certify(moment: Moment) -> Offer:
    password = Field(
        "password",
        "Your password, once more",
        FieldKind.PASSWORD,
        hint="So that nobody else signs at your desk.",
    )
    read = Field(
        "read", "I have read the sign sheet and sign for the sum", FieldKind.TICK
    )
    fields = (read, password) if moment.asks_password else (read,)
    return Offer(
        CERTIFY,
        "Certify it",
        "Certify and freeze it",
        "You sign for the claim as the sign sheet shows it. The files are frozen and "
        "nothing changes them later.",
        fields,
        is_main=True,
    )


def _submit(moment: Moment) -> Offer:
    fields = (
        Field("date", "Day it was sent", FieldKind.DAY, str(moment.today)),
        Field("route", "Route", hint="How it was sent, such as e-mail or the portal."),
        Field("recipient", "Recipient", hint="To whom it was sent."),
        Field("reference", "Reference", hint="The funder's or our own."),
    )
    return Offer(
        SUBMIT,
        "Record that it was sent",
        "Record the sending",
        NOT_SENT,
        fields,
        is_main=True,
    )


def _query(moment: Moment) -> Offer:
    sheets = [Option(WHOLE, "The whole return")]
    sheets += [Option(sheet.name, sheet.name) for sheet in read_layout().sheets]
    fields = (
        Field("section", "About which sheet", FieldKind.CHOICE, WHOLE, "", (*sheets,)),
        Field("text", "What the funder asked", FieldKind.LONG),
        Field("date", "Day it was asked", FieldKind.DAY, str(moment.today)),
    )
    return Offer("query", "Record a query", "Record the query", "", fields)


def _agree(moment: Moment) -> Offer:
    fields = (
        Field("date", "Day it was agreed", FieldKind.DAY, str(moment.today)),
        Field("reference", "Letter or reference"),
    )
    return Offer("agree", "Record the agreement", "Record it", "", fields)


def _resubmit(_: Moment) -> Offer:
    fields = (Field("reason", "Why a new version is sent", FieldKind.LONG),)
    return Offer(
        "resubmit",
        "Prepare a new version",
        "Prepare it",
        "The new version takes this one's place once it is sent; until then this "
        "claim stands.",
        fields,
    )


def _receive(moment: Moment) -> Offer:
    fields = (
        Field("amount", "Pounds that arrived", FieldKind.POUNDS),
        Field("date", "Day they arrived", FieldKind.DAY, str(moment.today)),
        Field("reference", "The payment's reference"),
        Field(
            "reason",
            "If it is less than is owed: why (may stay empty)",
            is_optional=True,
        ),
    )
    says = "A part of the claim may arrive alone; the rest stays owed."
    button = "Record a payment"
    return Offer("receive", button, "Record it", says, fields, is_main=True)


def _close(_: Moment) -> Offer:
    fields = (Field("reason", "Why it is closed", value="claim settled"),)
    return Offer("close", "Close it", "Close it", "", fields)


def _reopen(_: Moment) -> Offer:
    fields = (Field("reason", "Why it is opened again", FieldKind.LONG),)
    return Offer(
        "reopen",
        "Open it again",
        "Open it again",
        "A certification that was not sent is withdrawn, its frozen files stay, and "
        "the next version starts anew. A closed return can be queried again.",
        fields,
    )


def _answer(standing: ReturnStanding) -> Offer:
    asked = tuple(
        Option(str(it.entry), f"{it.section}: {it.question}") for it in standing.waiting
    )
    fields = (
        Field("query", "Which query", FieldKind.CHOICE, asked[0].value, "", asked),
        Field("text", "What was answered", FieldKind.LONG),
    )
    button = "Answer a query"
    return Offer(ANSWER, button, "Record the answer", "", fields, is_main=True)


def _waiver(standing: ReturnStanding, moment: Moment) -> Iterator[Offer]:
    """Offer to waive what blocks, to those who may and where it may be waived."""
    if not standing.blocks or not _may_waive(standing):
        return
    found = blocking(standing.papers.findings) if standing.papers else []
    rules = dict.fromkeys(it.rule for it in found)
    held = [RULES[rule] for rule in rules if rule in RULES and RULES[rule].waivable]
    if not held:
        return
    options = tuple(Option(rule.id, rule.asks) for rule in held)
    fields = (
        Field("rule", "Which rule", FieldKind.CHOICE, options[0].value, "", options),
        Field("until", "Until which day", FieldKind.DAY, str(moment.today)),
        Field(
            "reason",
            "Reason",
            FieldKind.LONG,
            hint="The return prints it with your name.",
        ),
    )
    says = "The rule still speaks, but no longer blocks this one return."
    yield Offer(WAIVE, "Waive a rule", "Waive it", says, fields)


def _may_waive(standing: ReturnStanding) -> bool:
    """Whether the reader may set a check aside: not of what they prepared."""
    filed, person = standing.filed, standing.person
    if filed is None or person is None or not _holds(standing, Permission.WAIVE):
        return False
    barred = filed.life.preparers
    principals = whom_for(person, Permission.WAIVE, standing.holdings)
    return person not in barred and not (principals and barred.issuperset(principals))


def _prepare_again(_: Moment) -> Offer:
    return Offer(
        PREPARE,
        "Prepare it again",
        "Prepare it from the books as they are now",
        "The figures are worked out anew from all that is known now. A review of the "
        "draft is then no longer valid.",
    )


def _holds(standing: ReturnStanding, permission: Permission) -> bool:
    return standing.person in who_may(permission, standing.holdings)


_OFFERS = {
    ReturnState.PREPARED: _prepare_again,
    ReturnState.REVIEWED: _review,
    ReturnState.SUBMITTED: _submit,
    ReturnState.QUERIED: _query,
    ReturnState.AGREED: _agree,
    ReturnState.RESUBMITTED: _resubmit,
    ReturnState.PAID: _receive,
    ReturnState.CLOSED: _close,
    ReturnState.REOPENED: _reopen,
}
