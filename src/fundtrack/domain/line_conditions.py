"""Conditions on lines of spending, as rows of registers state them.

Coding rules and eligibility rules look at the same things of a line: words of its
texts, its amount, its day and its source.
"""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any
from typing import TypedDict
from typing import TypeVar

from fundtrack.domain.cells import ANY
from fundtrack.money import Pence

TEXTS = ("supplier", "category", "reference", "description")
"""What of a line a rule may look at the words of."""

Limit = TypeVar("Limit", date, int)


class Compare(StrEnum):
    """Whether a cell holds the words among others, or is nothing but the words."""

    CONTAINS = "contains"
    EXACT = "exact"


@dataclass(frozen=True, slots=True)
class RuledLine:
    """What a rule looks at of a line.

    `fund` is the fund its file names, `*` where the file names none: a rule never
    moves a line of one fund to another, nor outside.
    """

    dated: date
    pence: Pence
    texts: Mapping[str, str]
    source_name: str
    fund: str = ANY


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What lines a rule speaks of; what is left empty fits every line.

    `words` are looked for by the text they should stand in, any one of a text's words
    being enough, in any case.
    """

    words: Mapping[str, Sequence[str]] | None = None
    compare: Compare = Compare.CONTAINS
    pence_from: Pence | None = None
    pence_to: Pence | None = None
    dated_from: date | None = None
    dated_to: date | None = None
    source_name: str = ""

    def hold_for(self, line: RuledLine) -> bool:
        """Whether a line is as the conditions say."""
        for text, said in (self.words or {}).items():
            if not self._finds(said, line.texts.get(text, "")):
                return False
        return (
            _is_between(line.pence, self.pence_from, self.pence_to)
            and _is_between(line.dated, self.dated_from, self.dated_to)
            and self.source_name.casefold() in {"", line.source_name.casefold()}
        )

    def _finds(self, wanted: Sequence[str], written: str) -> bool:
        read = plain(written)
        if self.compare is Compare.EXACT:
            return any(plain(words) == read for words in wanted)
        return any(plain(words) in read for words in wanted)


class ConditionFacts(TypedDict):
    """The conditions of a row, by the names under which a rule holds them."""

    words: Mapping[str, Sequence[str]]
    compare: Compare
    pence_from: Pence | None
    pence_to: Pence | None
    dated_from: date | None
    dated_to: date | None
    source_name: str


def conditions_of(said: Mapping[str, Any]) -> ConditionFacts:
    """Read the conditions back from the facts of a rule's row."""
    return ConditionFacts(
        words={text: said[text] for text in TEXTS if said.get(text)},
        compare=Compare(said.get("compare") or Compare.CONTAINS),
        pence_from=said.get("pence_from"),
        pence_to=said.get("pence_to"),
        dated_from=_day(said.get("dated_from")),
        dated_to=_day(said.get("dated_to")),
        source_name=said.get("from_source") or "",
    )


@lru_cache(maxsize=8192)
def plain(written: str) -> str:
    """Bring words to the form in which they are compared.

    Kept, because every line meets every rule.
    """
    return " ".join(written.casefold().split())


def _is_between(found: Limit, least: Limit | None, most: Limit | None) -> bool:
    return (least is None or least <= found) and (most is None or found <= most)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
