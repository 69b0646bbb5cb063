"""Data health says first what cannot be trusted, then what is left out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from fundtrack.metrics.holdings import BackupHeld
from fundtrack.metrics.holdings import ImportHeld
from fundtrack.metrics.holdings import MonthHeld
from fundtrack.metrics.holdings import MonthState
from fundtrack.metrics.holdings import RefusedRow
from fundtrack.sentences.data_health import NOTHING_YET
from fundtrack.sentences.data_health import Health
from fundtrack.sentences.data_health import backup_words
from fundtrack.sentences.data_health import gap_heading
from fundtrack.sentences.data_health import health_sentence
from fundtrack.sentences.data_health import is_backed_up
from fundtrack.sentences.data_health import refused_heading
from fundtrack.sentences.data_health import spans
from fundtrack.sentences.data_health import tied_out

NOON = datetime(2024, 4, 5, 12)  # noqa: DTZ001 - the books keep naive UTC
EXTRACT = ImportHeld(
    *(7, NOON, "ann", "import", "March.xlsx", "ledger", 10, 10, 0),
    *(None, 0, None, 5_000, 5_000, "recorded", False),
)
APART = replace(EXTRACT, file="April.xlsx", control_total_pence=5_250)
UNTOLD = replace(EXTRACT, control_total_pence=None)
ROW = RefusedRow(
    9, 7, "March.xlsx", "Mar", 4, "no date", "?", "date it", "recorded", True
)


def months(force: str, *missing: str, held: Sequence[str] = ()) -> list[MonthHeld]:
    gaps = [MonthHeld(force, month, MonthState.MISSING) for month in missing]
    return [*gaps, *(MonthHeld(force, month, MonthState.HELD, 1) for month in held)]


def said(
    imports: Sequence[ImportHeld] = (EXTRACT,),
    refused: Sequence[RefusedRow] = (),
    held: Sequence[MonthHeld] = (),
    unbalanced: int = 0,
) -> str:
    return health_sentence(Health(imports, refused, held, unbalanced))


def test_when_nothing_is_wrong_it_says_so() -> None:
    assert said() == "Everything ties out."


def test_an_empty_office_is_told_where_to_begin() -> None:
    assert said(imports=()) == NOTHING_YET


def test_missing_months_are_left_out_and_that_is_said() -> None:
    gaps = months("lancashire", "2022-11", "2022-12", "2023-01", "2023-02")
    assert said(held=gaps) == (
        "Everything ties out; Lancashire has no street files for four months (November "
        "2022 to February 2023), and those months are left out, not counted as nothing."
    )


def test_one_missing_month_and_another_force_are_said() -> None:
    gaps = [*months("kent", "2023-01"), *months("lancashire", "2022-11")]
    assert said(held=gaps) == (
        "Everything ties out; Kent has no street files for one month (January 2023), "
        "nor 1 other force for some, and that month is left out, not counted as "
        "nothing."
    )


def test_many_missing_months_are_counted_in_figures() -> None:
    gaps = [f"2022-{month:02}" for month in range(1, 12)]
    assert "for 11 months (January to November 2022)" in said(
        held=months("kent", *gaps)
    )


def test_what_waits_comes_before_what_is_left_out() -> None:
    assert said(refused=[ROW, replace(ROW, is_open=False)]) == (
        "1 refused row waits to be put right."
    )
    assert said(refused=[ROW, ROW]).startswith("2 refused rows wait")


def test_money_that_does_not_tie_comes_first_of_all() -> None:
    assert said([APART, replace(APART, file="a.csv")], [ROW], unbalanced=2) == (
        "2 entries of the books do not balance and April.xlsx is £2.50 apart from its "
        "control total (and 1 more) and 1 refused row waits to be put right."
    )


@pytest.mark.parametrize(
    ("imports", "is_tied", "words"),
    [
        ([], True, "No file of spending has been taken in"),
        ([EXTRACT], True, "1 extract equal to the control total given"),
        (
            [EXTRACT, UNTOLD],
            True,
            "1 extract equal to the control total given; 1 came without one",
        ),
        ([APART], False, "April.xlsx is £2.50 apart from its control total"),
        (
            [replace(APART, is_reversed=True)],
            True,
            "No file of spending has been taken in",
        ),
    ],
)
def test_files_tie_out_or_not(
    imports: list[ImportHeld], words: str, *, is_tied: bool
) -> None:
    assert tied_out(imports) == (is_tied, words)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (["2020-06"], "June 2020"),
        (["2022-12", "2022-11"], "November to December 2022"),
        (["2020-06", "2020-08", "2020-09"], "June 2020 and August to September 2020"),
        (
            ["2020-01", "2020-03", "2020-05", "2020-07"],
            "between January 2020 and July 2020",
        ),
    ],
)
def test_months_are_written_as_runs(written: list[str], words: str) -> None:
    assert spans(written) == words


def test_the_chart_is_headed_by_what_is_missing() -> None:
    held = months("kent", held=("2023-01", "2023-02"))
    assert gap_heading([]) == "No street files are held"
    assert gap_heading(held) == "2 months of 1 force held, none missing between"
    gaps = [*held, *months("kent", "2023-03")]
    assert gap_heading(gaps) == "2 months of 1 force held; 1 month in between missing"


def test_refused_rows_wait_until_they_are_put_right() -> None:
    done = replace(ROW, is_open=False)
    assert refused_heading([done]) == "No refused row waits to be put right"
    assert refused_heading([ROW]) == "1 refused row waits"
    assert refused_heading([ROW, ROW, done]) == "2 refused rows wait"


def test_a_backup_is_said_with_what_it_lacks() -> None:
    none = BackupHeld(None, None, NOON)
    whole = BackupHeld(NOON, "a.zip", None)
    late = BackupHeld(NOON, "a.zip", datetime(2024, 3, 25))  # noqa: DTZ001 - naive UTC
    assert backup_words(none, NOON, is_example=False) == (
        "No backup has been made; make one today"
    )
    assert backup_words(none, NOON, is_example=True).endswith("an example needs none")
    assert backup_words(whole, NOON, is_example=False) == (
        "Last 05 Apr 2024 at 12:00, a.zip; it holds every entry"
    )
    assert backup_words(late, NOON, is_example=False).endswith(
        "the oldest entry in none is 11 days old"
    )
    assert is_backed_up(whole, NOON, is_example=False)
    assert is_backed_up(late, NOON, is_example=True)
    assert not is_backed_up(late, NOON, is_example=False)
