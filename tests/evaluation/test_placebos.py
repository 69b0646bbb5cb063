import numpy as np
import pandas as pd
import pytest

from fundtrack.errors import WrongArgument
from fundtrack.evaluation import placebo_test
from fundtrack.evaluation.counts import cut_panel
from fundtrack.evaluation.placebos import p_among
from fundtrack.evaluation.placebos import placebo_sets
from fundtrack.evaluation.placebos import yardstick_of
from fundtrack.evaluation.power import Yardstick
from fundtrack.evaluation.student import two_sided_p
from tests.evaluation.slow import log_rate_ratio
from tests.evaluation.worlds import panel


def halves(counts: pd.DataFrame) -> tuple[list[str], list[str]]:
    months = list(counts.columns)
    return months[: len(months) // 2], months[len(months) // 2 :]


def test_each_comparator_stands_in_once_for_a_single_treated_unit() -> None:
    counts = panel(1, wards=21)
    found = placebo_test(counts, "W00", *halves(counts))
    assert len(found.placebos) == 20
    assert found.p * 21 == pytest.approx(round(found.p * 21))


def test_placebo_is_the_stand_ins_change_against_the_other_comparators() -> None:
    counts = panel(2, wards=21)
    pre, post = halves(counts)
    found = placebo_test(counts, ["W00"], pre, post)
    pairs = list(zip(counts[pre].sum(axis=1), counts[post].sum(axis=1), strict=True))
    log_rr, se, _ = log_rate_ratio(pairs[5], pairs[1:5] + pairs[6:])
    assert found.placebo_log_rrs[4] == pytest.approx(log_rr)
    assert found.placebo_ses[4] == pytest.approx(se)
    assert found.placebos[4] == pytest.approx(log_rr / se)


def test_p_counts_the_placebos_that_changed_as_much() -> None:
    counts = panel(3, effect=-0.3)
    found = placebo_test(counts, "W00", *halves(counts))
    as_much = sum(abs(found.placebos) >= abs(found.statistic))
    assert found.p == pytest.approx((1 + as_much) / (1 + len(found.placebos)))


def test_sets_hold_as_many_units_as_are_treated_and_none_twice() -> None:
    counts = panel(4, wards=40, effect=-0.5, treated=4)
    found = placebo_test(counts, list(counts.index[:4]), *halves(counts))
    assert len(found.placebos) == 999
    assert found.p == pytest.approx(1 / 1000)


def test_same_seed_gives_the_same_sets_and_another_seed_others() -> None:
    counts = panel(5, wards=40)
    units = ["W00", "W01", "W02"]
    first, again, other = (
        placebo_test(counts, units, *halves(counts), seed=seed) for seed in (1, 1, 2)
    )
    assert first.placebos.tolist() == again.placebos.tolist()
    assert first.placebos.tolist() != other.placebos.tolist()


def test_more_treated_units_than_similar_comparators_still_find_stand_ins() -> None:
    counts = panel(6, wards=110)
    found = placebo_test(counts, list(counts.index[:40]), *halves(counts), sets=50)
    assert np.isfinite(found.placebos).all()


def test_no_effect_rejects_about_one_in_twenty() -> None:
    rejected = 0
    for seed in range(200):
        counts = panel(seed)
        rejected += placebo_test(counts, "W00", *halves(counts)).p <= 0.05
    assert rejected <= 18


def test_array_is_taken_by_position() -> None:
    counts = panel(7, wards=25)
    by_label = placebo_test(counts, "W00", *halves(counts))
    by_place = placebo_test(counts.to_numpy(), 0, range(12), range(12, 24))
    assert by_place.p == by_label.p
    assert by_place.statistic == by_label.statistic


def in_districts(of: int) -> tuple[pd.DataFrame, dict[str, int], list[str]]:
    counts = panel(9, wards=36)
    districts = {ward: at // of for at, ward in enumerate(counts.index)}
    return counts, districts, list(counts.index[:2])


def test_district_of_a_stand_in_takes_no_part_in_its_comparison() -> None:
    counts, districts, treated = in_districts(6)
    others = counts.drop(index=list(counts.index[2:6]))
    pre, post = halves(counts)
    cut = cut_panel(others, treated, pre, post, districts)
    members = placebo_sets(cut, 99, np.random.default_rng(1))
    found = placebo_test(others, treated, pre, post, 99, 1, districts)
    sets = counts.index[6:][members[0]]
    elsewhere = [w for w in counts.index[6:] if districts[w] != districts[sets[0]]]
    both = (counts.loc[list(sets)], counts.loc[elsewhere])
    changes = [np.log(of[post].sum().sum() / of[pre].sum().sum()) for of in both]
    assert found.placebo_log_rrs[0] == pytest.approx(changes[0] - changes[1])


@pytest.mark.parametrize("of", [6, 18])
def test_stand_ins_alone_are_left_out_where_districts_are_compared_with(
    of: int,
) -> None:
    """Where the treated districts are compared with too, or only one other is."""
    counts, districts, treated = in_districts(of)
    pre, post = halves(counts)
    others = counts if of == 6 else counts.drop(index=list(counts.index[2:18]))
    cut = cut_panel(others, treated, pre, post, districts)
    members = placebo_sets(cut, 9, np.random.default_rng(1))
    found = placebo_test(others, treated, pre, post, 9, 1, districts)
    donors = others.drop(index=treated)
    rest = donors.drop(index=list(donors.index[members[0]]))
    both = (donors.iloc[members[0]], rest)
    changes = [np.log(of_[post].sum().sum() / of_[pre].sum().sum()) for of_ in both]
    assert found.placebo_log_rrs[0] == pytest.approx(changes[0] - changes[1])


def test_few_districts_must_be_stood_out_from_by_students_t_as_well() -> None:
    placebos = np.array([-1.0, 1.0, -1.0, 1.0] * 25)
    assert p_among(placebos, 3.0) == pytest.approx(1 / 101)
    assert p_among(placebos, 3.0, 5) == pytest.approx(two_sided_p(3.0, 5))
    assert p_among(placebos * 2, 3.0, 5) == pytest.approx(two_sided_p(1.5, 5))
    assert p_among(placebos, 0.5, 5) == 1


def test_yardstick_is_the_placebos_without_the_treated_months_after() -> None:
    counts, districts, treated = in_districts(6)
    pre, post = halves(counts)
    others = counts.drop(index=list(counts.index[2:6]))
    found = placebo_test(others, treated, pre, post, 99, 1, districts)
    others.loc[treated, post] = 0
    cut = cut_panel(others, treated, pre, post, districts)
    assert yardstick_of(cut, 99, 1) == Yardstick(found.freedom, found.scale)
    few = cut_panel(others.iloc[:4], treated, pre, post, districts)
    assert yardstick_of(few, 99, 1) == Yardstick()


def test_nothing_at_all_before_and_after_is_no_change() -> None:
    counts, districts, treated = in_districts(6)
    found = placebo_test(counts * 0, treated, *halves(counts), 99, 1, districts)
    assert (found.p, found.scale) == (1, 1)


@pytest.mark.parametrize(
    ("treated", "wards"), [("W99", 25), ([], 25), (["W00", "W01"], 4), ("W00", 1)]
)
def test_unusable_calls_are_refused_in_words(treated: object, wards: int) -> None:
    counts = panel(8, wards=wards)
    with pytest.raises(WrongArgument):
        placebo_test(counts, treated, *halves(counts), sets=1)
