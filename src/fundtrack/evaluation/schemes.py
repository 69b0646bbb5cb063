"""Where money went besides the place under study, and what that makes of other places.

A place with other money, or in the district of one (its buffer), is no comparator.
Money that covers a whole force touches treated places and comparators alike: it is
stated, and excludes nothing.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass

from fundtrack.evaluation.comparators import TREATED
from fundtrack.evaluation.windows import Windows
from fundtrack.periods import Month

FUNDED = "has other money"
BESIDE = "lies in the district of a place with money"


@dataclass(frozen=True, slots=True)
class Scheme:
    """Money of one fund in one area, and the time in which it could work.

    `wards` are those of its footprint; a scheme without one covers its `districts`
    whole.
    """

    fund: str
    area: str
    first: Month
    last: Month
    wards: frozenset[str]
    districts: frozenset[str]

    def is_live(self, windows: Windows) -> bool:
        """Whether it could work in a month between the first and the last compared."""
        months = windows.months
        return bool(months) and self.first <= months[-1] and self.last >= months[0]

    def covers(self, districts: frozenset[str]) -> bool:
        """Whether it covers all of these districts alike."""
        return not self.wards and districts <= self.districts


def shared_exposures(
    schemes: Iterable[Scheme], windows: Windows, districts: frozenset[str]
) -> tuple[Scheme, ...]:
    """List the live schemes that cover a whole force."""
    return tuple(
        scheme
        for scheme in schemes
        if scheme.is_live(windows) and scheme.covers(districts)
    )


def overlapping_funds(
    schemes: Iterable[Scheme], treated: frozenset[str], district_of: Mapping[str, str]
) -> tuple[str, ...]:
    """List the funds with money in the treated wards beside the one under study."""
    districts = {district_of[ward] for ward in treated & set(district_of)}
    return tuple(
        sorted(
            {
                scheme.fund
                for scheme in schemes
                if scheme.wards & treated
                or (not scheme.wards and scheme.districts & districts)
            }
        )
    )


def standings(
    district_of: Mapping[str, str],
    treated: frozenset[str],
    schemes: Iterable[Scheme],
) -> dict[str, str]:
    """Say of each ward whether it is treated, or why it is no comparator.

    Args:
        district_of: the district of each ward.
        treated: the wards of the footprint under study.
        schemes: the live schemes that cover less than the force.
    """
    others = list(schemes)
    funded = {ward for scheme in others for ward in scheme.wards}
    whole = {d for scheme in others if not scheme.wards for d in scheme.districts}
    beside = {district_of[ward] for ward in (funded | treated) & set(district_of)}
    found = {}
    for ward, district in district_of.items():
        if ward in treated:
            found[ward] = TREATED
        elif ward in funded or district in whole:
            found[ward] = FUNDED
        else:
            found[ward] = BESIDE if district in beside else ""
    return found
