from fundtrack.evaluation.windows import paired_windows
from fundtrack.periods import Month
from fundtrack.periods import months_between

START = Month(2021, 4)


def held(first: str, last: str, provenance: str = "published") -> dict[Month, str]:
    months = months_between(Month.parse(first), Month.parse(last))
    return dict.fromkeys(months, provenance)


def test_windows_compare_the_same_calendar_months() -> None:
    found = paired_windows(START, held("2019-12", "2022-06"))
    assert found.pre == months_between(Month(2020, 4), Month(2021, 3))
    assert found.post == months_between(Month(2021, 4), Month(2022, 3))
    assert (found.missing, found.dropped, found.provenance) == ((), (), "published")


def test_month_missing_before_is_dropped_after_too() -> None:
    months = held("2019-12", "2022-06")
    del months[Month(2020, 6)]
    found = paired_windows(START, months)
    assert found.missing == (Month(2020, 6),)
    assert found.dropped == (Month(2021, 6),)
    assert len(found.pre) == len(found.post) == 11
    assert Month(2021, 6) not in found.months


def test_months_not_yet_published_shorten_both_sides() -> None:
    found = paired_windows(START, held("2020-04", "2021-09"))
    assert found.pre == months_between(Month(2020, 4), Month(2020, 9))
    assert found.post == months_between(Month(2021, 4), Month(2021, 9))


def test_published_and_synthetic_months_never_meet() -> None:
    months = held("2020-04", "2021-09", "synthetic") | held("2021-05", "2021-06")
    found = paired_windows(START, months)
    assert found.provenance == "synthetic"
    assert {months[month] for month in found.months} == {"synthetic"}
    assert Month(2021, 5) in found.dropped
    assert Month(2020, 5) in found.dropped


def test_published_is_kept_where_both_kinds_have_as_many_pairs() -> None:
    first = held("2020-04", "2020-04", "synthetic") | held("2020-05", "2020-05")
    months = first | {month.plus(12): kind for month, kind in first.items()}
    assert paired_windows(START, months).provenance == "published"


def test_nothing_held_leaves_empty_windows() -> None:
    found = paired_windows(START, {}, length=3)
    assert (found.pre, found.post, found.provenance) == ((), (), "")
    assert len(found.missing) == 6
