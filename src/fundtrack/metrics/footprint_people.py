"""How many people or households live in a footprint: the small areas of a scheme.

A footprint is named in LSOAs of 2021, estimates often in those of 2011. A code of
2011 counts where all it became lies in the footprint, and the sum is given only where
the codes together are the whole footprint: a part is never shown as the whole.
"""

from collections import defaultdict
from collections.abc import Collection

from fundtrack.metrics.denominators import Denominator
from fundtrack.metrics.position import Reader
from fundtrack.places import small_areas


def people_of_footprint(
    reader: Reader, kind: str, lsoas: Collection[str], year: int
) -> Denominator | None:
    """Give people or households of a footprint in the nearest year that is held.

    Args:
        reader: a snapshot.
        kind: "people" or "households".
        lsoas: codes of the footprint's small areas, of 2021.
        year: the year asked for.

    Returns:
        None where no edition tells of all of it.
    """
    codings = [codes for codes in (frozenset(lsoas), _codes_of_2011(lsoas)) if codes]
    asked = sorted({code for codes in codings for code in codes})
    held: dict[tuple[str, str, int], dict[str, int]] = defaultdict(dict)
    for row in reader.rows("population_small_areas", kind=kind, places=asked):
        of_one = row["edition"], row["basis"], row["year"]
        held[of_one][row["place"]] = row["number"]
    whole = [key for key in held if frozenset(held[key]) in codings]
    if not whole:
        return None
    chosen = min(whole, key=lambda key: (abs(key[2] - year), key[2], key[0]))
    edition, basis, of_year = chosen
    return Denominator(kind, sum(held[chosen].values()), of_year, basis, edition)


def _codes_of_2011(lsoas: Collection[str]) -> frozenset[str]:
    """Give the codes of 2011 that are the footprint; none where one is cut by it."""
    wanted = set(lsoas)
    touching = {
        code: area.parts_2021
        for code, area in small_areas().items()
        if area.vintage != "2021" and area.parts_2021 & wanted
    }
    is_cut = any(not parts <= wanted for parts in touching.values())
    return frozenset() if is_cut else frozenset(touching)
