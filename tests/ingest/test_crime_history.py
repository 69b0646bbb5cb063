"""Crime files against the months around them: collapses and absent forces."""

from collections.abc import Sequence

import pytest

from fundtrack.ingest.crime_history import check_history
from fundtrack.store.lake import Lake
from fundtrack.store.lake import Partition


def month(
    at: str, rows: int, force: str = "kent", *, is_from_api: bool = False
) -> Partition:
    """A month of street rows, ten of which repeat an id."""
    return Partition(
        kind="street",
        force=force,
        month=at,
        file=f"{at}-{force}-street.csv",
        content="c",
        evidence="e",
        rows=rows + 10,
        repeated_id=10,
        no_location=0,
        outside_force=0,
        vintage="2021",
        provenance="published",
        is_from_api=is_from_api,
    )


def found(held: Sequence[Partition], taken: Sequence[Partition]) -> list[str]:
    """Say what is found of the months taken in beside those held."""
    lake = Lake().with_partitions([*held, *taken])
    return [each.message for each in check_history(taken, lake)]


@pytest.mark.parametrize(("before", "after"), [(1_187, 300), (400, 100), (1_000, 0)])
def test_a_force_that_falls_by_three_quarters_in_a_month_is_told(
    before: int, after: int
) -> None:
    told = found([month("2024-01", before)], [month("2024-02", after)])
    assert len(told) == 1
    assert f"from {before:,} crimes in 2024-01 to {after:,} in 2024-02" in told[0]


@pytest.mark.parametrize(("before", "after"), [(1_000, 400), (300, 1_200), (60, 2)])
def test_a_lesser_fall_a_rise_or_a_tiny_month_is_not(before: int, after: int) -> None:
    assert found([month("2024-01", before)], [month("2024-02", after)]) == []


def test_a_month_taken_in_later_is_set_beside_both_its_neighbours() -> None:
    held = [month("2024-01", 1_000), month("2024-03", 1_000)]
    assert len(found(held, [month("2024-02", 100)])) == 1
    assert len(found([month("2024-03", 100)], [month("2024-01", 1_000)])) == 1


def test_what_was_held_before_and_the_apis_lists_are_not_told_of_again() -> None:
    collapsed = [month("2024-01", 1_000), month("2024-02", 100)]
    assert found(collapsed, [month("2024-05", 120)]) == []
    part = month("2024-02", 100, is_from_api=True)
    assert found([month("2024-01", 1_000)], [part]) == []


def test_a_force_that_a_month_of_the_whole_country_lacks_is_missing() -> None:
    forces = [f"force-{letter}" for letter in "abcdefghijklmnopqrstu"]
    january = [month("2024-01", 500, force) for force in forces]
    february = [month("2024-02", 500, force) for force in forces[1:]]
    said = (
        "2024-02 has no file of force-a, held for other months: they count as missing, "
        "not as nought"
    )
    assert found(january, february) == [said]
    assert found(january, february[:3]) == []
