"""The headings of finance extracts and published lists, by what they say.

Publishers change their headings, the order of columns and stray marks in them from
month to month, so a heading is known by its words alone.
"""

import re
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from enum import StrEnum

from fundtrack.sources.tables import Value


class Field(StrEnum):
    """What a column of an extract can say of a line."""

    DATE = "date"
    AMOUNT = "amount"
    SUPPLIER = "supplier"
    DESCRIPTION = "description"
    REFERENCE = "reference"
    ORDER = "order"
    CATEGORY = "category"
    VAT = "VAT"
    RECOVERABLE_VAT = "recoverable VAT"
    IRRECOVERABLE_VAT = "irrecoverable VAT"
    FUND = "fund"
    AREA = "area"
    PROJECT = "project"
    HEADING = "heading"
    KIND = "capital or revenue"
    PROVENANCE = "provenance"
    ATTRIBUTION = "attribution"


NEEDED = (Field.DATE, Field.AMOUNT)
"""Without these two a table holds no payments."""

_WRITTEN = """
date: payment date, date paid, paid date, date of payment, posting date, date,
    transaction date, effective date, clearing date, gl date, invoice date
amount: amount, amount paid, payment amount, net amount, net, net value, line amount,
    total invoice amount, invoice amount, amount gbp, total amount, total, value,
    gross amount, gross
supplier: supplier final, supplier, supplier name, vendor, vendor name, payee,
    payee name, beneficiary, beneficiary name, creditor, creditor name, recipient,
    merchant, name
description: description, line description, transaction description, narrative,
    details, purpose, purpose of spend
reference: reference, ref, ref no, reference no, reference number, invoice number,
    transaction reference, transaction number, transaction no, invoice no,
    document number, document no, voucher number, voucher
order: order number, order no, order reference, order ref, order ref no, po number,
    po no, po reference, po ref, po ref no, purchase order number, purchase order no,
    purchase order reference, purchase order ref, purchase order, order, po
category: expenditure category, category, expense type, expense area, account detail,
    subjective, account, service area, service cost centre, cost centre,
    department area, department
VAT: vat, vat amount, total vat, vat gbp, vat total
recoverable VAT: recoverable vat, vat recoverable, reclaimable vat, vat reclaimable,
    vat recovered, vat reclaimed
irrecoverable VAT: irrecoverable vat, vat irrecoverable, non recoverable vat,
    vat not recoverable, unrecoverable vat, non reclaimable vat
fund: fund, fund code, grant
area: area, area code, area name
project: project, project code, project name
heading: heading, cost heading, budget heading
capital or revenue: capital or revenue, capital revenue, kind, kind of spending
provenance: provenance
attribution: attribution
"""

_LISTED = re.compile(r"^(\w[\w ]*): ((?:.|\n )+)", re.MULTILINE)

SYNONYMS: Mapping[Field, tuple[str, ...]] = {
    Field(name): tuple(" ".join(words.split()) for words in headings.split(","))
    for name, headings in _LISTED.findall(_WRITTEN)
}
"""Headings by field, the one preferred first where a sheet has several."""

_RANKS = {
    heading: (named, rank)
    for named, headings in SYNONYMS.items()
    for rank, heading in enumerate(headings)
}
_REFERENCE_ENDINGS = (" ref no", " reference", " invoice number")
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")


class Layout:
    """What a person confirmed a source's headings to mean, the preferred ones first.

    A heading without a field is one whose column is left out. `entry` is where the
    books hold it, 0 where nothing was confirmed.
    """

    def __init__(
        self, headings: Mapping[str, Field | None] | None = None, entry: int = 0
    ) -> None:
        self.headings: Mapping[str, Field | None] = dict(headings or {})
        self.entry = entry
        self._ranks: dict[str, tuple[Field | None, int]] = {**_RANKS}
        for at, (heading, named) in enumerate(self.headings.items()):
            self._ranks[heading_words(heading)] = (named, at - len(self.headings))

    def rank(self, cell: Value) -> tuple[Field | None, int] | None:
        """Say what a heading means and how far it is preferred, the least most."""
        return self._ranks.get(heading_words(cell)) if isinstance(cell, str) else None

    def is_left_out(self, heading: str) -> bool:
        """Whether a person said that the column under a heading does not matter."""
        known = self.rank(heading)
        return known is not None and known[0] is None

    def novel(self) -> frozenset[Field]:
        """Give the fields, date and amount apart, that a person alone named."""
        named = {
            field
            for heading, field in self.headings.items()
            if field and _RANKS.get(heading_words(heading), (None,))[0] is not field
        }
        return frozenset(named - {*NEEDED})

    def confirmed(self, named: Field) -> list[str]:
        """List the headings that a person said to mean a field."""
        return [heading for heading, means in self.headings.items() if means is named]


@dataclass(frozen=True, slots=True)
class Headings:
    """A row understood as headings.

    Columns count from 0, and there are `width` of them. `written` is the heading as
    it stands; `ignored` has the columns whose heading was not understood, or says
    again what a preferred one says; `doubled` the fields that two columns name alike.
    """

    row: int
    columns: Mapping[Field, int]
    written: Mapping[Field, str]
    ignored: Mapping[int, str] = field(default_factory=dict)
    doubled: tuple[Field, ...] = ()
    width: int = 0

    @property
    def is_complete(self) -> bool:
        """Whether rows below these headings can be payments."""
        return all(named in self.columns for named in NEEDED)


NO_HEADINGS = Headings(1, {}, {})


def read_headings(
    number: int, row: Sequence[Value], layout: Layout | None = None
) -> Headings:
    """Understand a row as headings, as far as its cells are some."""
    known_by = layout or NO_LAYOUT
    ranked: dict[Field, tuple[int, int]] = {}
    doubled: list[Field] = []
    for column, cell in enumerate(row):
        named, rank = known_by.rank(cell) or (None, 0)
        if named is None:
            continue
        held_rank, _ = ranked.get(named, (len(_RANKS), 0))
        if rank == held_rank:
            doubled.append(named)
        if rank < held_rank:
            ranked[named] = (rank, column)
    columns = {named: column for named, (_, column) in ranked.items()}
    ignored = {
        column: str(clean(cell))
        for column, cell in enumerate(row)
        if column not in columns.values() and not is_blank(cell)
    }
    written = {named: str(clean(row[column])) for named, column in columns.items()}
    return Headings(number, columns, written, ignored, tuple(doubled), len(row))


def clean(cell: Value) -> Value:
    """Tidy a text cell: no-break and doubled spaces become one, ends are bare."""
    return " ".join(cell.split()) if isinstance(cell, str) else cell


def is_blank(cell: Value) -> bool:
    """Whether nothing can be seen in a cell."""
    return isinstance(cell, str) and not cell.strip()


def heading_words(written: str) -> str:
    """Give the words a heading is known by, stray marks and capitals left out."""
    words = _NOT_A_WORD.sub(" ", written.lower()).strip()
    is_reference = words.endswith(_REFERENCE_ENDINGS) and words not in _RANKS
    return "reference" if is_reference else words or written.strip().casefold()


NO_LAYOUT = Layout()
"""Of a source whose headings nobody has confirmed."""
