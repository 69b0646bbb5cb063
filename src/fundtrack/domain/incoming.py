"""What a file that somebody brings may be, and what they say of it."""

from dataclasses import dataclass
from enum import StrEnum

from fundtrack.money import Pence


class IncomingKind(StrEnum):
    """What a file is taken for."""

    SPEND = "spend"
    REGISTERS = "registers"
    CLAIM = "claim"
    QUARTER = "quarter"
    CRIME = "crime"
    POPULATION = "population"
    SURVEY = "survey"
    RECORDED_CRIME = "recorded-crime"
    OUTCOMES = "outcomes"


@dataclass(frozen=True, slots=True)
class Choices:
    """What whoever brings a file says of it; most files need nothing said.

    `source` names the system that spending comes from and `source_kind` says `ledger`
    or `published`; `control_total_pence` is what the file must add to;
    `is_confirmed` books lines that were recoded or are gone. `year` is that of a table
    of people that does not tell it.
    """

    source: str = ""
    source_kind: str = ""
    control_total_pence: Pence | None = None
    is_confirmed: bool = False
    year: int | None = None
