"""What the books say of a file, its source and its refused rows."""

from dataclasses import replace
from datetime import date

from fundtrack.domain.events import Provenance
from fundtrack.domain.events import Source
from fundtrack.domain.spend_imports import RefusedLine
from fundtrack.domain.spend_imports import SourceKind
from fundtrack.domain.spend_imports import SpendFile
from fundtrack.domain.spend_imports import import_event
from fundtrack.domain.spend_imports import refused_event
from fundtrack.domain.spend_imports import source_event
from fundtrack.money import Pence
from tests.builders import FILE_HASH

TODAY = date(2024, 4, 5)
REFUSED = RefusedLine(
    fund="OPDEF",
    dated=date(2024, 2, 1),
    rule="amount-not-money",
    message="the amount is not pounds and pence",
    fix="write it like 1,234.50",
    found="n/k",
    file="extract.xlsx",
    source_name="ledger",
    row_key="k",
    rest_key="r",
    broken=("amount",),
    read_from=Source(FILE_HASH, "Feb", 9, "Amount"),
    provenance=Provenance.SYNTHETIC,
)


def test_a_source_is_remembered_with_its_kind() -> None:
    event = source_event("ledger", SourceKind.LEDGER, TODAY)
    assert (event.kind, event.effective_on) == ("source", TODAY)
    assert event.payload == {"source": "ledger", "source_kind": "ledger"}


def test_an_import_says_what_became_of_the_rows() -> None:
    taken = SpendFile(
        file="extract.xlsx",
        sha256=FILE_HASH,
        source_name="ledger",
        source_kind=SourceKind.LEDGER,
        rows=10,
        accepted=7,
        refused=1,
        already_held=2,
        total_pence=Pence(900),
        control_total_pence=Pence(950),
        renews=(4,),
        first_on=date(2024, 1, 2),
    )
    event = import_event(taken, TODAY)
    assert event.reason == "7 of 10 rows of extract.xlsx taken in"
    assert (event.evidence, event.source) == (FILE_HASH, Source(FILE_HASH))
    assert event.payload == {
        "file": "extract.xlsx",
        "source": "ledger",
        "source_kind": "ledger",
        "rows": 10,
        "accepted": 7,
        "refused": 1,
        "already_held": 2,
        "total_pence": 900,
        "control_total_pence": 950,
        "renews": ["4"],
        "first_on": "2024-01-02",
        "last_on": "",
    }


def test_a_refused_row_counts_from_its_own_day() -> None:
    event = refused_event(REFUSED, import_entry=3, on=TODAY)
    assert (event.kind, event.effective_on) == ("refused_line", date(2024, 2, 1))
    assert (event.payload["dated"], event.payload["import"]) == ("2024-02-01", 3)
    assert (event.provenance, event.source) == (Provenance.SYNTHETIC, REFUSED.read_from)


def test_a_refused_row_without_a_day_counts_from_the_day_of_its_import() -> None:
    event = refused_event(replace(REFUSED, dated=None), import_entry=3, on=TODAY)
    assert (event.effective_on, event.payload["dated"]) == (TODAY, "")
