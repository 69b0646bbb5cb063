from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from fundtrack.evaluation.alternatives import AS_PLANNED
from fundtrack.evaluation.alternatives import FARTHER
from fundtrack.evaluation.alternatives import HOME
from fundtrack.evaluation.alternatives import NEAREST
from fundtrack.evaluation.alternatives import read_alternatives
from fundtrack.evaluation.alternatives import spans_of
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.estimators import Comparison
from fundtrack.evaluation.placebos import summed_ratio
from fundtrack.metrics.breaks import CountsFrom
from fundtrack.metrics.breaks import Series
from fundtrack.periods import Month
from fundtrack.places import small_areas
from fundtrack.places import wards
from tests.evaluation.made_alternatives import MONTHS
from tests.evaluation.made_alternatives import alternatives
from tests.evaluation.made_alternatives import counts
from tests.evaluation.made_cases import case
from tests.evaluation.worlds import panel


def test_each_month_after_meets_the_same_month_of_every_year_before() -> None:
    spans = spans_of(alternatives(), "Both", 24, 6)
    assert spans.post == (
        "2014-01",
        "2014-02",
        "2014-03",
        "2014-04",
        "2014-05",
        "2014-06",
    )
    assert spans.pre == tuple(
        f"{year}-{number:02d}" for year in (2012, 2013) for number in range(1, 7)
    )
    assert (spans.run[0], spans.run[-1], len(spans.run)) == ("2012-01", "2014-06", 30)
    assert spans.run[spans.start] == "2014-01"


def test_longer_time_after_comes_back_to_the_year_before() -> None:
    spans = spans_of(alternatives(), "Both", 12, 18)
    assert len(spans.pre) == 12
    assert spans.post == tuple(MONTHS[36:])


def test_month_that_is_not_held_takes_its_partner_with_it() -> None:
    held = {"Both": counts().drop(columns=["2013-02", "2012-03", "2014-04"])}
    spans = spans_of(alternatives(held), "Both", 24, 6)
    assert spans.post == ("2014-01", "2014-03", "2014-05", "2014-06")
    assert spans.pre == (
        *("2012-01", "2012-05", "2012-06"),
        *("2013-01", "2013-03", "2013-05", "2013-06"),
    )


@pytest.mark.parametrize(
    ("missing", "before", "after"),
    [
        (MONTHS[24:36], 12, 6),
        (MONTHS[:12], 36, 6),
        (MONTHS[48:], 12, 18),
        (MONTHS[36:], 12, 6),
    ],
)
def test_span_that_is_not_held_is_not_compared(
    missing: list[str], before: int, after: int
) -> None:
    held = {"Both": counts().drop(columns=missing)}
    spans = spans_of(alternatives(held), "Both", before, after)
    assert spans.refused == "the months are not held"


def test_months_of_a_spell_of_other_rules_are_left_out() -> None:
    """Reports of anti-social behaviour from March 2020 to July 2021."""
    starts = Month(2022, 1)
    columns = [str(starts.plus(at)) for at in range(-36, 18)]
    held = {"Both": counts().set_axis(columns, axis=1)}
    asked = alternatives(held, Series(("Anti-social behaviour",)), starts)
    spans = spans_of(asked, "Both", 12, 12)
    assert spans.pre == tuple(f"2021-{number:02d}" for number in range(8, 13))
    assert spans.post == tuple(f"2022-{number:02d}" for number in range(8, 13))
    assert spans.run[0] == "2021-08"


def test_comparison_across_a_change_of_what_is_counted_is_refused() -> None:
    """Residential burglary of the Home Office's tables begins in April 2017."""
    starts = Month(2018, 1)
    columns = [str(starts.plus(at)) for at in range(-36, 18)]
    held = {"Both": counts().set_axis(columns, axis=1)}
    series = Series(("Residential burglary",), CountsFrom.HOME_OFFICE)
    spans = spans_of(alternatives(held, series, starts), "Both", 12, 12)
    assert spans.refused == "a change of counting rules lies between"


YEARS = [str(Month(2022, 1).plus(at)) for at in range(24)]


class HeldCounts:
    """Stands in for the books: each small area has as many offences as its place."""

    def __init__(self, months: list[str]) -> None:
        self.months = months

    def rows(self, query: str, **given: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - parameters of any query
        if query == "crime_coverage":
            for month in self.months:
                said = {"month": month, "provenance": "published", "is_placed": True}
                yield {"force": "lancashire", **said}
            return
        number = {ward: at for at, ward in enumerate(sorted(set(given["wards"])))}
        for month in given["months"]:
            for ward, at in number.items():
                held = len(given["crime_types"]) * (at + int(month[-2:]))
                yield {"ward": ward, "month": month, "offences": held}


def lancashire_case() -> Case:
    """A case over wards that are: two of them treated, thirty compared."""
    placed = {area.ward for area in small_areas().values() if area.ward}
    codes = [
        code
        for code, ward in sorted(wards().items())
        if code in placed and ward.district == "E07000117"
    ]
    codes += [
        code
        for code, ward in sorted(wards().items())
        if code in placed and ward.district in {"E06000009", "E07000118", "E07000119"}
    ]
    shown = panel(2, wards=40, treated=2)
    return case(shown.set_axis(codes[:40]))


def test_alternatives_are_read_for_the_planned_crime_and_each_of_its_types() -> None:
    planned = lancashire_case()
    planned = replace(
        planned,
        plan=replace(planned.plan, crime_types=("Burglary", "Robbery")),
        measure=replace(planned.measure, name="Both"),
    )
    months = [str(Month(2023, 1).plus(at)) for at in range(-20, 12)]
    found = read_alternatives(_books(months), planned)
    assert list(found.counts) == ["Both", "Burglary", "Robbery"]
    whole = found.counts[found.measure]
    assert list(whole.columns) == months
    assert set(whole.index) == {*planned.treated, *planned.comparators.wards}
    assert found.series[found.measure].names == ("Burglary", "Robbery")
    assert found.starts == Month(2023, 1)
    assert (found.sets, found.months) == (199, 12)


def test_choices_of_comparators_are_parts_of_the_planned_ones() -> None:
    planned = lancashire_case()
    some = list(planned.comparators.wards)
    places = planned.places.copy()
    places.loc[some[:5], "force"] = "leicestershire"
    found = read_alternatives(
        _books(YEARS), replace(planned, places=places)
    ).comparators
    assert list(found) == [AS_PLANNED, NEAREST, FARTHER, HOME]
    assert found[AS_PLANNED] == tuple(some)
    assert sorted(found[NEAREST] + found[FARTHER]) == sorted(some)
    assert found[HOME] == tuple(some[5:])


def test_nearest_comparators_are_nearer_in_level_than_the_farther_ones() -> None:
    planned = lancashire_case()
    found = read_alternatives(_books(YEARS), planned).comparators
    level = np.log(planned.panel[planned.pre].sum(axis=1))
    treated = level[list(planned.treated)].mean()

    def apart(wards: tuple[str, ...]) -> float:
        return float(np.abs(level[list(wards)] - treated).mean())

    assert apart(found[NEAREST]) < apart(found[FARTHER])


def _books(months: list[str]) -> Any:  # noqa: ANN401 - a stand-in
    return HeldCounts(months)


def test_comparison_cuts_the_counts_by_its_spans() -> None:
    asked = alternatives()
    spans = spans_of(asked, "Both", 12, 12)
    compared = Comparison(
        asked.counts["Both"], asked.comparators[AS_PLANNED], spans, asked
    )
    before = asked.counts["Both"].loc[list(asked.treated), MONTHS[24:36]]
    assert compared.periods.treated_pre.sum() == before.to_numpy().sum()
    assert isinstance(before, pd.DataFrame)
    assert summed_ratio(compared.periods).log_rr < 0
