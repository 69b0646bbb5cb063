"""Partners' claims go out, come back filled by anything, and every row is answered."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from fundtrack.acts.partner_claims import send_claim
from fundtrack.acts.verification import verify
from fundtrack.config import Workspace
from fundtrack.errors import FileStands
from fundtrack.errors import UnknownName
from fundtrack.metrics.deliveries import assets
from fundtrack.metrics.partner_claims import delivery_began
from fundtrack.metrics.partner_claims import supported
from fundtrack.metrics.position import Selection
from fundtrack.periods import Quarter
from fundtrack.store.evidence import sha256_of
from tests.builders import CELL
from tests.histories import history_of
from tests.oracles import partners as slow
from tests.partners import PARTNER
from tests.partners import Q4
from tests.partners import SIX
from tests.partners import add_partner
from tests.partners import beside
from tests.partners import blank
from tests.partners import changed
from tests.partners import entries
from tests.partners import filled
from tests.partners import first_free
from tests.partners import grant
from tests.partners import line
from tests.partners import taken
from tests.returns.office import Office
from tests.returns.office import open_office

LAST = 10**6
END = date(2024, 3, 31)
POOL = str(CELL).removesuffix("/2023-24")


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office that paid its partner £400.00 in December and £600.00 in January."""
    return add_partner(open_office(workspace))


def answers(reply: str, sheet: str = "Spend lines") -> list[tuple[object, ...]]:
    page = openpyxl.load_workbook(reply)[sheet]
    rows = page.iter_rows(min_row=5, max_row=first_free(page) - 1, values_only=True)
    return [(row[0], row[-2], row[-1]) for row in rows if row[0] != "e.g. 1"]


def test_a_form_says_what_the_office_knows_and_nothing_is_locked(
    office: Office,
) -> None:
    book = openpyxl.load_workbook(blank(office))
    assert book.sheetnames == [
        "Start",
        "Budget",
        "Earlier claims",
        "Spend lines",
        "Delivery of outputs",
        "Forecast",
        "Statement",
        "Lists",
    ]
    assert not any(page.protection.sheet for page in book.worksheets)
    start = book["Start"]
    assert beside(start, "Granted to you").value == "£900.00 of SSF5 for blackpool"
    assert beside(start, "Agreement").value == (
        "SSF5 HO/SSF5/07, 01/10/2023 to 31/03/2025"
    )
    cells = [cell.value for cell in book["Budget"][5]]
    assert cells == [str(CELL), "Town centre CCTV", 1200, 1000, 0, 0, 1200]


def test_earlier_quarters_stand_in_the_next_form(office: Office) -> None:
    good = line(on=date(2023, 11, 2), net=250)
    bare = line(on=date(2023, 12, 2), net=40, evidence=None)
    q3 = Quarter.parse("2023-24 Q3")
    taken(office, filled(blank(office, q3), [good, bare], forecasts=[7]))
    book = openpyxl.load_workbook(blank(office))
    assert [cell.value for cell in book["Budget"][5]][4:] == [250, 40, 950]
    rows = list(book["Earlier claims"].iter_rows(min_row=5, values_only=True))
    assert [(row[0], row[1], row[2], row[4], row[5]) for row in rows] == [
        ("2023-24 Q3", 1, "Lamps A, two columns", 250, "accepted"),
        ("2023-24 Q3", 2, "Lamps A, two columns", 0, "queried"),
    ]
    assert rows[1][6] == (
        "there is no evidence reference; write the invoice or ledger number of its "
        "papers"
    )


def test_a_form_sent_again_holds_what_was_sent_and_a_fund_without_terms_is_left_out(
    office: Office,
) -> None:
    office.record(grant(fund="SSF9"))
    taken(office, filled(blank(office), [line(on="soon", net="about 5")], [SIX]))
    book = openpyxl.load_workbook(blank(office))
    assert beside(book["Start"], "Agreement").value.startswith("SSF5 HO/SSF5/07, ")
    row = [cell.value for cell in book["Spend lines"][6]]
    assert (row[0], row[3], row[4], row[10]) == (1, "soon", "about 5", "refused")
    form = changed(
        blank(office), lambda book: _set(book, "F6", "Yard", "Delivery of outputs")
    )
    taken(office, filled(form))
    assert _assets_and_output(office) == ({}, 8)


def test_a_form_is_not_written_over_a_file_nor_for_a_stranger(office: Office) -> None:
    path = blank(office)
    session = office.session("finance.officer")
    with pytest.raises(FileStands):
        send_claim(session, "town-council", Q4, path)
    with pytest.raises(UnknownName, match=r"no partner .* “Nobody”; .* Town Council"):
        send_claim(session, "Nobody", Q4, path.with_name("other.xlsx"))


def test_a_claim_is_answered_row_by_row_and_supports_the_payments(
    office: Office,
) -> None:
    lines = [line(), line(net=200, vat=40, vat_is="irrecoverable", evidence="INV-2")]
    form = filled(blank(office), lines, [SIX])
    found = taken(office, form)
    assert (found.partner, found.rows, found.accepted) == (PARTNER, 3, 3)
    assert found.findings == ()
    assert (found.queried, found.refused, found.already_held) == (0, 0, 0)
    assert found.unsupported_pence == 100_000 - 30_000 - 24_000
    assert (office.workspace.evidence / sha256_of(form)).is_file()
    assert verify(office.session("finance.officer")).references_ok


def test_unsupported_is_what_running_sums_say_on_any_day_and_as_known(
    office: Office,
) -> None:
    before = entries(office)
    taken(office, filled(blank(office), [line(net=450)]))
    history = history_of(office.workspace.ledger)
    seen = []
    with office.session("finance.officer").reading() as books:
        for known in (before, LAST):
            for day in (date(2023, 12, 31), date(2024, 1, 25), END):
                found = supported(books, Selection(day, known, "SSF5"))
                fast = [each.unsupported_pence for each in found.payments]
                args = ("Supplier 1 (synthetic)", POOL, day, known)
                assert fast == slow.unsupported(history, *args)
                seen.append(fast)
    assert seen[-3:] == [[40_000], [40_000, 60_000], [0, 55_000]]


def test_the_same_file_twice_changes_nothing(office: Office) -> None:
    form = filled(blank(office), [line(), line(evidence=None)], [SIX])
    first = taken(office, form)
    count = entries(office)
    again = taken(office, form)
    assert entries(office) == count
    assert (again.accepted, again.queried, again.already_held) == (2, 1, 3)
    assert again.unsupported_pence == first.unsupported_pence
    assert again.reply == str(form.with_name(f"{form.stem}-reply-2.xlsx"))


def test_a_reply_holds_every_answer_and_can_be_mended_and_sent_again(
    office: Office,
) -> None:
    bad = line(net="about 400", on="soon", evidence="INV-2")
    form = filled(blank(office), [line(), bad, line(evidence=None, net=5)])
    found = taken(office, form)
    assert (found.accepted, found.queried, found.refused) == (1, 1, 1)
    numbered = answers(found.reply)
    assert [each[:2] for each in numbered] == [
        (1, "accepted"),
        (2, "refused"),
        (3, "queried"),
    ]
    assert numbered[1][2] == (
        "Delivered on: “soon” is not a date; write a date; for example 12/01/2024; "
        "Net (£): “about 400” is not pounds; write pounds; for example 1200.00"
    )
    page = openpyxl.load_workbook(found.reply)["Spend lines"]
    assert (page["E6"].value, page["E6"].comment.text) == (
        "about 400",
        "refused: “about 400” is not pounds; write pounds; for example 1200.00",
    )
    mended = changed(Path(found.reply), _mend)
    again = taken(office, mended)
    assert (again.accepted, again.already_held) == (4, 1)
    assert again.unsupported_pence == 100_000 - 30_000 - 40_000 - 500 - 700
    assert mended.with_name(f"{form.stem}-reply-2.xlsx") == Path(again.reply)


def _mend(book: Workbook) -> None:
    page = book["Spend lines"]
    page["D6"], page["E6"] = date(2024, 2, 2), 400
    page["H7"] = "INV-3"
    for at, key in enumerate(("supplier", "what", "on", "net"), start=2):
        page.cell(8, at, line(net=7)[key])
    page["H8"], page["I8"] = "INV-4", str(CELL)


def test_a_mended_original_changes_its_rows_and_leaves_the_rest(
    office: Office,
) -> None:
    form = filled(blank(office), [line(), line(evidence=None, net=5)])
    taken(office, form)
    again = taken(office, changed(form, lambda book: _set(book, "H7", "INV-9")))
    assert (again.rows, again.accepted, again.already_held) == (2, 2, 1)
    assert [row[0] for row in answers(again.reply)] == [1, 2]


def _set(book: Workbook, cell: str, value: object, sheet: str = "Spend lines") -> None:
    book[sheet][cell] = value


def test_an_open_row_left_out_is_withdrawn_and_an_accepted_one_stays(
    office: Office,
) -> None:
    taken(office, filled(blank(office), [line(), line(evidence=None, net=5)]))
    form = changed(blank(office), lambda book: book["Spend lines"].delete_rows(5, 3))
    found = taken(office, filled(form, [line(net=9, evidence="INV-7")]))
    assert [each.rule for each in found.findings] == ["claim-line-missing"]
    assert found.unsupported_pence == 100_000 - 30_000 - 900
    assert [row[0] for row in answers(str(blank(office)))] == [1, 3]


def test_outputs_and_assets_are_registered_and_mended_with_their_rows(
    office: Office,
) -> None:
    big = line(net=500, what="server")
    taken(office, filled(blank(office), [big, line(net=499, evidence="INV-2")], [SIX]))
    asset, count = _assets_and_output(office)
    assert (count, asset) == (8, {"server, INV-1 (2023-24 Q4, line 1)": 50_000})
    form = changed(blank(office), lambda book: _set(book, "C6", "rack"))
    form = changed(form, lambda book: _set(book, "C6", 4, "Delivery of outputs"))
    taken(office, filled(form))
    asset, count = _assets_and_output(office)
    assert (count, asset) == (
        6,
        {
            "rack, INV-1 (2023-24 Q4, line 1)": 50_000,
            "server, INV-1 (2023-24 Q4, line 1)": 0,
        },
    )
    form = changed(blank(office), lambda book: _set(book, "H6", None))
    form = changed(form, lambda book: _set(book, "F6", None, "Delivery of outputs"))
    taken(office, form)
    asset, count = _assets_and_output(office)
    assert (count, set(asset.values())) == (2, {0})


def _assets_and_output(office: Office) -> tuple[dict[str, int], int]:
    with office.session("finance.officer").reading() as books:
        found = assets(books, Selection(END, LAST, "SSF5"))
        (delivered,) = books.rows("return_outputs", fund="SSF5", as_at=END, known=LAST)
    return {each.asset: each.cost_pence for each in found}, delivered["actual"]


def test_delivery_began_on_the_first_accepted_day(office: Office) -> None:
    with office.session("finance.officer").reading() as books:
        assert delivery_began(books, "SSF5", "blackpool", LAST) is None
    early = line(on=date(2024, 1, 2), evidence=None)
    taken(office, filled(blank(office), [line(), early], [SIX], [5]))
    with office.session("finance.officer").reading() as books:
        assert delivery_began(books, "SSF5", "blackpool", LAST) == date(2024, 1, 30)
        assert delivery_began(books, "SSF5", "lancaster", LAST) is None


@pytest.mark.skipif(not shutil.which("soffice"), reason="soffice is not on the path")
def test_a_form_saved_by_libreoffice_is_taken_and_its_reply_too(
    office: Office, tmp_path: Path
) -> None:
    lines = [line(vat=60, vat_is="recoverable"), line(evidence=None, net=1234.56)]
    form = saved(filled(blank(office), lines, [SIX]), tmp_path, "xlsx")
    found = taken(office, form)
    assert (found.accepted, found.queried, len(found.findings)) == (2, 1, 1)
    again = taken(office, saved(Path(found.reply), tmp_path, "ods"))
    assert (again.rows, again.already_held) == (3, 3)


def saved(path: Path, folder: Path, ending: str) -> Path:
    """Open a workbook in LibreOffice and save it."""
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            ending,
            "--outdir",
            str(folder / "saved"),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return folder / "saved" / f"{path.stem}.{ending}"
