"""An office with a partner, and its claim forms filled in as a partner would."""

from collections.abc import Callable
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from fundtrack.acts.partner_claims import ClaimImport
from fundtrack.acts.partner_claims import ingest_claims
from fundtrack.acts.partner_claims import send_claim
from fundtrack.domain.events import NewEvent
from fundtrack.domain.partner_claims import SIGNED_AS
from fundtrack.domain.partner_claims import SIGNED_BY
from fundtrack.domain.partner_claims import SIGNED_ON
from fundtrack.periods import Quarter
from tests.builders import CELL
from tests.builders import START
from tests.returns.office import Office
from tests.returns.office import terms

PARTNER = "Town Council"
OTHER = "County Council"
Q4 = Quarter.parse("2023-24 Q4")
OUTPUT = "SSF5/blackpool/town-centre-cctv: cameras installed"
SIGNED = ("A Treasurer", "s151 officer", date(2024, 4, 8))
COLUMNS = ("supplier", "what", "on", "net", "vat", "vat_is", "evidence", "cell")
Line = dict[str, Any]
Change = Callable[[Workbook], None]
SIX = (OUTPUT, 6, date(2024, 2, 1), date(2024, 2, 2), "High Street")


def grant(partner: str = PARTNER, **said: str | int) -> NewEvent:
    """An onward grant, from the first day of the agreement."""
    facts: dict[str, str | int] = {
        "fund": "SSF5",
        "area": "blackpool",
        "partner": partner,
        "granted_pence": 90_000,
        "paid_as": "SUPPLIER 1 [17340]",
    }
    return NewEvent("onward_grant", START, "granted", {**facts, **said})


def output(actual: int | None = 2) -> NewEvent:
    """An output that the partner delivers."""
    facts: dict[str, str | int | None] = {
        "fund": "SSF5",
        "area": "blackpool",
        "project": "town-centre-cctv",
        "output": "cameras installed",
        "unit": "camera",
        "target": 18,
        "actual": actual,
    }
    return NewEvent("output", START, "planned", facts)


def add_partner(office: Office, *, claims_needed: bool = False) -> Office:
    """Let an office pass money on to a partner, under terms with a threshold."""
    office.record(
        terms(asset_threshold_pence=50_000, claims_needed=claims_needed),
        grant(),
        grant(OTHER, area="lancaster", paid_as=""),
        output(),
    )
    return office


def line(**said: object) -> Line:
    """A line that is accepted as it stands: £300.00, delivered in January."""
    return {
        "supplier": "Lamps A",
        "what": "two columns",
        "on": date(2024, 1, 30),
        "net": 300,
        "evidence": "INV-1",
        "cell": str(CELL),
        **said,
    }


def blank(office: Office, quarter: Quarter = Q4, partner: str = PARTNER) -> Path:
    """The form of a partner and quarter, as it is sent out."""
    path = office.workspace.folder / f"claim {partner} {quarter}.xlsx"
    path.unlink(missing_ok=True)
    send_claim(office.session("finance.officer"), partner, quarter, path)
    return path


def filled(
    path: Path,
    lines: Sequence[Line] = (),
    deliveries: Sequence[Sequence[object]] = (),
    forecasts: Sequence[object] = (),
    signed: Sequence[object] = SIGNED,
) -> Path:
    """Fill in a form as it was sent out, beneath what stands in it."""
    book = openpyxl.load_workbook(path)
    page = book["Spend lines"]
    first = first_free(page)
    for down, row in enumerate(lines, start=first):
        for across, key in enumerate(COLUMNS, start=2):
            page.cell(down, across, row.get(key))
    page = book["Delivery of outputs"]
    for down, cells in enumerate(deliveries, start=first_free(page)):
        for across, cell in enumerate(cells, start=2):
            page.cell(down, across, cell)
    for down, pounds in enumerate(forecasts, start=6):
        book["Forecast"].cell(down, 3, pounds)
    for label, cell in zip((SIGNED_BY, SIGNED_AS, SIGNED_ON), signed, strict=False):
        beside(book["Statement"], label).value = cell
    book.save(path)
    return path


def first_free(page: Worksheet) -> int:
    """The first row under the headings whose second cell is empty."""
    return next(row for row in range(5, 200) if page.cell(row, 2).value is None)


def beside(page: Worksheet, label: str) -> Any:  # noqa: ANN401 - openpyxl has no types
    """The cell beside a label."""
    return next(row[1] for row in page.iter_rows() if row[0].value == label)


def taken(office: Office, *paths: Path) -> ClaimImport:
    """Take filled forms in."""
    return ingest_claims(office.session("finance.officer"), paths)


def said(found: ClaimImport) -> list[tuple[str, str | None, int | None, str | None]]:
    """Where each finding is."""
    return [(each.rule, each.sheet, each.row, each.column) for each in found.findings]


def entries(office: Office) -> int:
    """How many entries the books hold."""
    with office.session("finance.officer").reading() as books:
        return books.info.head_seq


def changed(path: Path, change: Change) -> Path:
    """Do something to a workbook and save it."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path
