"""Which months count as held, and for which forces."""

from collections.abc import Mapping
from typing import TYPE_CHECKING
from typing import cast

from fundtrack.evaluation.ward_counts import held_months
from fundtrack.evaluation.ward_counts import usable_forces
from fundtrack.periods import Month

if TYPE_CHECKING:
    from fundtrack.store.snapshot import Books

JANUARY, FEBRUARY = Month(2024, 1), Month(2024, 2)


class Coverage:
    """Books that hold months of three forces."""

    def rows(self, _: str) -> list[Mapping[str, object]]:
        """Give the months: force, month, kind, and whether they carry places."""
        said = [
            ("lancashire", "2024-01", "published", True),
            ("lancashire", "2024-02", "published", True),
            ("cumbria", "2024-01", "published", True),
            ("cumbria", "2024-02", "published", False),
            ("cheshire", "2024-01", "published", True),
            ("cheshire", "2024-02", "synthetic", True),
        ]
        names = ("force", "month", "provenance", "is_placed")
        return [dict(zip(names, row, strict=True)) for row in said]


def test_a_month_without_places_is_not_held_for_wards() -> None:
    held = held_months(cast("Books", Coverage()))
    assert held["cumbria"] == {JANUARY: "published"}
    assert held["lancashire"] == dict.fromkeys([JANUARY, FEBRUARY], "published")


def test_a_force_is_used_only_with_every_month_of_one_kind() -> None:
    held = held_months(cast("Books", Coverage()))
    both = [JANUARY, FEBRUARY]
    assert usable_forces(held, both, "published") == {"lancashire"}
    assert usable_forces(held, [JANUARY], "published") == {*held}
    assert usable_forces(held, [], "published") == frozenset()
