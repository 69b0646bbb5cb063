"""What may be done with a file that lies here, and with the books."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fundtrack.domain.incoming import Choices
from fundtrack.domain.incoming import IncomingKind
from fundtrack.ingest.source_names import source_name
from fundtrack.money import parse_pounds
from fundtrack.money import show_pence
from fundtrack.pages.forms import Field
from fundtrack.pages.forms import FieldKind
from fundtrack.pages.forms import Offer
from fundtrack.pages.forms import Values
from fundtrack.pages.widgets.controls import Option

TAKE, AGAIN, LEAVE = "take", "again", "leave"
GUESSED = ""
KINDS: Mapping[IncomingKind, str] = {
    IncomingKind.SPEND: "an extract of spending",
    IncomingKind.REGISTERS: "registers",
    IncomingKind.CLAIM: "a partner's claim",
    IncomingKind.QUARTER: "the quarter's workbook",
    IncomingKind.CRIME: "police.uk files of crime",
    IncomingKind.POPULATION: "people or households",
    IncomingKind.SURVEY: "a perception survey",
    IncomingKind.RECORDED_CRIME: "recorded crime of the Home Office",
    IncomingKind.OUTCOMES: "outcomes of the Home Office",
}
LEDGERS = (
    Option("", "As its headings tell"),
    Option("ledger", "A ledger's extract, which is booked"),
    Option("published", "A published list, which is evidence alone"),
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that lies in the page's spool, and what it is taken for."""

    path: Path
    kind: IncomingKind
    choices: Choices

    @property
    def source(self) -> str:
        """The source that its name tells; the file's own name where none is told."""
        told = source_name(self.path)
        return self.path.stem.lower() if told == self.path.parent.name else told


def choices_for(path: Path, kind: IncomingKind) -> Choices:
    """Say of a file what its name would say were it in a folder of somebody's own."""
    incoming = Incoming(path, kind, Choices())
    is_told = source_name(path) == incoming.source
    is_spend = kind is IncomingKind.SPEND
    return Choices(source="" if is_told or not is_spend else incoming.source)


def offers_for(
    incoming: Incoming, sources: Sequence[str], *, is_refused: bool
) -> list[Offer]:
    """Offer to take the file, to say what it is and look again, or to leave it."""
    take = Offer(
        TAKE,
        "Take it in",
        "Take it in",
        f"{incoming.path.name} is taken in as {KINDS[incoming.kind]}, in your name. "
        "What was shown here is then recorded.",
        is_main=True,
    )
    again = Offer(
        AGAIN,
        "Say what it is and look again",
        "Look again",
        "Nothing is taken in by looking.",
        tuple(_fields(incoming, sources)),
    )
    leave = Offer(LEAVE, "Leave it")
    return [again, leave] if is_refused else [take, again, leave]


def chosen(values: Values, incoming: Incoming) -> Incoming:
    """Read what the reader says that the file is.

    Raises:
        NotMoney: when the control total is not pounds and pence.
    """
    kind = IncomingKind(values["kind"])
    source = values.get("new_source", "").strip() or values.get("source", GUESSED)
    total = values.get("total", "").strip()
    year = values.get("year", "").strip()
    said = Choices(
        source=source or choices_for(incoming.path, kind).source,
        source_kind=values.get("ledger", ""),
        control_total_pence=parse_pounds(total) if total else None,
        is_confirmed=bool(values.get("confirm")),
        year=int(year) if year else None,
    )
    return Incoming(incoming.path, kind, said)


def _fields(incoming: Incoming, sources: Sequence[str]) -> list[Field]:
    options = tuple(Option(str(kind), said) for kind, said in KINDS.items())
    taken_for = Field(
        "kind", "Taken for", FieldKind.CHOICE, str(incoming.kind), "", options
    )
    if incoming.kind is IncomingKind.SPEND:
        return [taken_for, *_spend_fields(incoming, sources)]
    if incoming.kind is IncomingKind.POPULATION:
        hint = "Only where the file itself does not tell it."
        year = str(incoming.choices.year or "")
        count = FieldKind.COUNT
        return [taken_for, Field("year", "Year", count, year, hint, is_optional=True)]
    return [taken_for]


def _spend_fields(incoming: Incoming, sources: Sequence[str]) -> list[Field]:
    total = incoming.choices.control_total_pence
    shown = show_pence(total).lstrip("£") if total is not None else ""
    return [
        *_source_fields(incoming, sources),
        Field(
            "ledger",
            "What sort of list it is",
            FieldKind.CHOICE,
            incoming.choices.source_kind,
            "",
            LEDGERS,
            is_optional=True,
        ),
        Field(
            "total",
            "Control total in pounds",
            FieldKind.POUNDS,
            shown,
            "What the system says that the file adds up to.",
            is_optional=True,
        ),
        Field(
            "confirm",
            "Book lines too that are coded otherwise now or are gone",
            FieldKind.TICK,
            is_optional=True,
        ),
    ]


def _source_fields(incoming: Incoming, sources: Sequence[str]) -> list[Field]:
    said = incoming.choices.source
    is_known = said in sources
    known = [Option(GUESSED, f"As its name tells: {incoming.source}")]
    known += [Option(source, source) for source in sources]
    return [
        Field(
            "source",
            "Which system it comes from",
            FieldKind.CHOICE,
            said if is_known else GUESSED,
            "The same for each month's file, so that lines are never taken twice.",
            tuple(known),
            is_optional=True,
        ),
        Field(
            "new_source",
            "Or another system, by name",
            value="" if is_known else said,
            is_optional=True,
        ),
    ]
