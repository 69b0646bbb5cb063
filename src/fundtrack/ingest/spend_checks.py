"""Check one row of a finance extract: is it money, when, and whose budget."""

import hashlib
import re
from collections.abc import Collection
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import Provenance
from fundtrack.domain.vat import Vat
from fundtrack.errors import NotMoney
from fundtrack.findings import Finding
from fundtrack.ingest.spend_messages import amount_not_money
from fundtrack.ingest.spend_messages import date_unreadable
from fundtrack.ingest.spend_messages import name_unknown
from fundtrack.ingest.spend_messages import project_unclear
from fundtrack.ingest.spend_messages import row_spilt
from fundtrack.ingest.spend_names import NameIndex
from fundtrack.ingest.spend_names import SpendNames
from fundtrack.ingest.spend_names import spend_kind
from fundtrack.ingest.spend_vat import row_vat
from fundtrack.money import Pence
from fundtrack.money import parse_pounds
from fundtrack.periods import FinancialYear
from fundtrack.sources.dates import parse_date
from fundtrack.sources.extract_headings import Field
from fundtrack.sources.finance_extract import ExtractRow

KEY_LENGTH = 32
PROVENANCES = {str(one): one for one in Provenance}
KEY_PARTS = [
    (field, f"{field}\x1e") for field in sorted(Field) if field is not Field.ORDER
]
CODING = (Field.FUND, Field.AREA, Field.PROJECT, Field.HEADING, Field.KIND)
_TOTAL = re.compile(r"(grand |overall |sub[- ]?|page )?totals?\b.*", re.IGNORECASE)
_ENDS = re.compile(r".*\btotal:?", re.IGNORECASE)
_BARE_TOTAL = re.compile(r"(grand |overall |sub[- ]?|page )?totals?:?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row and what it says, as far as it can be read.

    `cell` names the fund alone where the coding does not name a whole cell, and
    nothing where the fund is not named or not known. `findings` refuse the row;
    `broken` are the fields they speak of. `vat` are the parts of the amount, None where
    unknown; `doubts_vat` says that its cells are not money or do not add up.
    """

    read: ExtractRow
    dated: date | None
    pence: Pence | None
    cell: Cell
    provenance: Provenance
    findings: tuple[Finding, ...]
    broken: tuple[Field, ...]
    texts: Mapping[Field, str]
    vat: Vat | None = None
    doubts_vat: bool = False
    whole_key: str = ""

    def text(self, field: Field) -> str:
        """Give a cell as text, empty where it is blank."""
        return self.texts.get(field, "")

    def key(self, without: Collection[str] = ()) -> str:
        """Give a hash that is equal for rows whose cells are, but some fields.

        The order number never counts: files were taken in before it was read, and a
        row of theirs that comes again is still the same payment.
        """
        if not without and self.whole_key:
            return self.whole_key
        return _key(self.texts, without)


class RowChecker:
    """Checks the rows of one file against the registers.

    `is_coded` says that the file has a column for the fund; without one its rows
    belong to no fund. `provenance` is theirs where the file has no word on it.
    """

    def __init__(
        self, file: str, names: SpendNames, provenance: Provenance, *, is_coded: bool
    ) -> None:
        self._file = file
        self._provenance = provenance
        self._coding = CODING if is_coded else ()
        self._indexes: Mapping[Field, NameIndex] = {
            Field.FUND: names.funds,
            Field.AREA: names.areas,
            Field.PROJECT: names.projects,
            Field.HEADING: names.headings,
        }
        self._cells: dict[tuple[str, ...], Cell] = {}
        self._found: dict[tuple[Field, str, str, str], frozenset[str]] = {}

    def check(self, row: ExtractRow) -> CheckedRow:
        """Read a row and say what stops it."""
        findings: dict[Field, Finding] = {}
        dated = parse_date(row.cells.get(Field.DATE, ""))
        if dated is None:
            findings[Field.DATE] = date_unreadable(self._file, row)
        pence = pence_of(row)
        if pence is None:
            findings[Field.AMOUNT] = amount_not_money(self._file, row)
        elif row.is_spilt:
            findings[Field.AMOUNT] = row_spilt(self._file, row)
        provenance = self._provenance_of(row, findings)
        coded = self._coded(row, findings)
        texts = {field: str(cell) for field, cell in row.cells.items()} | coded
        if dated is not None:
            texts[Field.DATE] = dated.isoformat()
        if pence is not None:
            texts[Field.AMOUNT] = str(pence)
        vat, doubts_vat = row_vat(row, pence)
        return CheckedRow(
            row,
            dated,
            pence,
            self._cell(coded, dated),
            provenance,
            tuple(findings.values()),
            tuple(findings),
            texts,
            vat,
            doubts_vat,
            _key(texts),
        )

    def _provenance_of(
        self, row: ExtractRow, findings: dict[Field, Finding]
    ) -> Provenance:
        written = str(row.cells.get(Field.PROVENANCE, self._provenance)).lower()
        if written in PROVENANCES:
            return PROVENANCES[written]
        findings[Field.PROVENANCE] = name_unknown(
            self._file, row, Field.PROVENANCE, list(Provenance)
        )
        return self._provenance

    def _coded(
        self, row: ExtractRow, findings: dict[Field, Finding]
    ) -> dict[Field, str]:
        coded: dict[Field, str] = {}
        for field in self._coding:
            written = row.cells.get(field)
            if written is None:
                continue
            found = self._ids(field, str(written), coded)
            if len(found) == 1:
                (coded[field],) = found
            elif found:
                findings[field] = project_unclear(self._file, row, sorted(found))
            else:
                near = self._near(field, str(written))
                findings[field] = name_unknown(self._file, row, field, near)
        return coded

    def _cell(self, coded: Mapping[Field, str], dated: date | None) -> Cell:
        whole = len(coded) == len(CODING) and dated is not None
        year = str(FinancialYear.of(dated)) if whole and dated else ANY
        parts = (*coded.values(), year) if whole else (coded.get(Field.FUND, ANY),)
        # One object for each cell: a large file would hold as many as it has rows.
        return self._cells.setdefault(parts, Cell(*parts))

    def _ids(
        self, field: Field, written: str, coded: Mapping[Field, str]
    ) -> frozenset[str]:
        asked = (field, written, coded.get(Field.FUND, ANY), coded.get(Field.AREA, ANY))
        # Few names stand in many rows, and finding one reduces it to its words.
        if asked not in self._found:
            self._found[asked] = frozenset(self._find(*asked))
        return self._found[asked]

    def _find(self, field: Field, written: str, fund: str, area: str) -> set[str]:
        if field in self._indexes:
            return self._indexes[field].find(written, fund, area)
        kind = spend_kind(written)
        return {str(kind)} if kind else set()

    def _near(self, field: Field, written: str) -> list[str]:
        index = self._indexes.get(field)
        return index.near(written) if index else ["capital", "revenue"]


def _key(texts: Mapping[Field, str], without: Collection[str] = ()) -> str:
    written = "\x1f".join(
        [
            name + texts[field]
            for field, name in KEY_PARTS
            if field in texts and field not in without
        ]
    )
    return hashlib.sha256(written.encode()).hexdigest()[:KEY_LENGTH]


def pence_of(row: ExtractRow) -> Pence | None:
    """Read a row's amount; None when it is not money."""
    amount = row.cells.get(Field.AMOUNT, "")
    if not isinstance(amount, str | int | float):
        return None
    try:
        return parse_pounds(amount)
    except NotMoney:
        return None


def is_total(row: ExtractRow, sums: Collection[Pence]) -> bool:
    """Whether a row adds up others: labelled so, or bare and equal to their sum.

    Args:
        sums: what the rows above add to, from the first and from the last subtotal.
    """
    pence = pence_of(row)
    if Field.DATE in row.cells or pence is None:
        return False
    if row.cells.keys() == {Field.AMOUNT}:
        return pence in sums
    if pence in sums and any(_ENDS.fullmatch(str(one)) for one in row.cells.values()):
        return True
    if Field.SUPPLIER in row.cells:
        # "Total" can begin a supplier's name, so nothing but the word will do.
        return bool(_BARE_TOTAL.fullmatch(str(row.cells[Field.SUPPLIER])))
    return any(_TOTAL.fullmatch(str(cell)) for cell in row.cells.values())
