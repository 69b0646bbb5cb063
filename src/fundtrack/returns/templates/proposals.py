"""Propose a figure for a cell from the words near it; a person decides."""

import re
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from fundtrack.returns.templates.labels import Labels
from fundtrack.returns.templates.labels import plain
from fundtrack.returns.templates.registry import Catalogue
from fundtrack.returns.templates.table_sums import JOINED
from fundtrack.returns.templates.table_sums import START
from fundtrack.returns.templates.words import HEADINGS
from fundtrack.returns.templates.words import LABOUR
from fundtrack.returns.templates.words import LABOUR_WORDS
from fundtrack.returns.templates.words import MEASURES
from fundtrack.returns.templates.words import OTHER_WORDS
from fundtrack.returns.templates.words import SAID
from fundtrack.returns.templates.words import SMALL
from fundtrack.returns.templates.words import SPELT
from fundtrack.returns.templates.words import TOTAL

SURE = 0.99
LIKELY = 0.5
MOST_OTHERS = 3
_WORD = re.compile(r"[a-z0-9£][a-z0-9£-]*")
_ASIDE = re.compile(r"\([^)]*\)|^[a-z]?[0-9]*[.)]\s+")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a cell may ask for: the figure proposed, and others that come near.

    `figure` is empty where none is likely; `is_sure` where its words say just that.
    """

    figure: str = ""
    is_sure: bool = False
    others: tuple[str, ...] = ()


def propose(
    labels: Labels, catalogue: Catalogue, offered: Sequence[str] = ()
) -> Proposal:
    """Propose a figure for a cell with these labels, spelt as its list offers it."""
    found = _proposed(labels, catalogue)
    fitting = [
        name
        for spelling, name in SPELT.get(found.figure, ())
        if offered and all(re.fullmatch(spelling, plain(word)) for word in offered)
    ]
    return replace(found, figure=fitting[0]) if fitting else found


def _proposed(labels: Labels, catalogue: Catalogue) -> Proposal:
    if named := _of_table(labels, catalogue):
        return Proposal(named, is_sure=True)
    asked = labels.row or labels.column or labels.section
    scored = sorted(
        ((_likeness(asked, SAID[name]), name) for name in SAID),
        key=lambda each: (-each[0], each[1]),
    )
    likely = [name for score, name in scored if score >= LIKELY]
    others = (*likely[1:], *_of_column(labels))[:MOST_OTHERS]
    if not likely:
        return Proposal(others=others)
    return Proposal(likely[0], is_sure=scored[0][0] >= SURE, others=others)


def _of_table(labels: Labels, catalogue: Catalogue) -> str:
    """Name a sum over the financial table, where one label is a column of it."""
    for measured, about in (
        (labels.column, labels.row),
        (labels.row, labels.column),
        (labels.section, labels.row),
    ):
        column = _best(measured, MEASURES)
        if not column or not about:
            continue
        if rows := _rows(about, column, catalogue):
            return _narrowed(rows, labels, catalogue)
    return ""


def _narrowed(named: str, labels: Labels, catalogue: Catalogue) -> str:
    """Take one kind of spending or area alone where the section says so."""
    if " " in named:
        return named
    _, area, heading, kind, column = named.split("/")
    said = plain(labels.section)
    if kind == "*" and (kinds := {"capital", "revenue"} & set(_words(said))):
        kind = JOINED.join(sorted(kinds))
    if area == "*" and (areas := _areas(said, catalogue)):
        area = areas[0]
    return f"{START}{area}/{heading}/{kind}/{column}"


def _rows(about: str, column: str, catalogue: Catalogue) -> str:
    words = plain(about)
    if words in TOTAL:
        return f"{START}*/*/*/{column}"
    labour = JOINED.join(_labour(catalogue))
    if words in LABOUR_WORDS:
        return f"{START}*/{labour}/*/{column}"
    if words in OTHER_WORDS:
        return f"{START}*/*/*/{column} - {START}*/{labour}/*/{column}"
    if words in {"capital", "revenue"}:
        return f"{START}*/*/{words}/{column}"
    headings = {each: (each.replace("-", " "),) for each in catalogue.headings}
    known = headings | {
        each: (*headings.get(each, ()), *others) for each, others in HEADINGS.items()
    }
    if heading := _best(about, known):
        return f"{START}*/{heading}/*/{column}"
    areas = _areas(words, catalogue)
    return f"{START}{areas[0]}/*/*/{column}" if areas else ""


def _labour(catalogue: Catalogue) -> list[str]:
    own = [heading for heading in catalogue.headings if heading in LABOUR]
    return own or ["staff", "overtime"]


def _areas(words: str, catalogue: Catalogue) -> list[str]:
    return [
        area
        for area, name in catalogue.areas.items()
        if words in {area, plain(name)} or words == area.replace("-", " ")
    ]


def _of_column(labels: Labels) -> tuple[str, ...]:
    column = _best(labels.column, MEASURES) or _best(labels.row, MEASURES)
    return (f"{START}*/*/*/{column}",) if column else ()


def _best(label: str, known: Mapping[str, tuple[str, ...]]) -> str:
    """Give what a label just says, empty where it says none of them."""
    found = [name for name, said in known.items() if _likeness(label, said) >= SURE]
    return found[0] if found else ""


def _likeness(label: str, phrases: Iterable[str]) -> float:
    """Say how much of a label and of a phrase is the same, 1 for all of it."""
    words = set(_words(label))
    if not words:
        return 0.0
    scores = (
        len(words & wanted) / len(words | wanted)
        for phrase in phrases
        if (wanted := set(_words(phrase)))
    )
    return max(scores, default=0.0)


def _words(label: str) -> list[str]:
    last = _ASIDE.sub(" ", label.casefold())
    found = _WORD.findall(last)
    return [word for word in found if word not in SMALL] or found
