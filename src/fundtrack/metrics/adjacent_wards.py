"""Which wards lie beside one another: those with small areas that share a boundary."""

import csv
import gzip
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from fundtrack.places import reference_file
from fundtrack.places import small_areas


@cache
def adjacent_wards() -> Mapping[str, frozenset[str]]:
    """Give the wards beside each ward, for the wards whose boundaries were held.

    Lancashire only: a ward of another force is beside none here, which does not mean
    that it has no neighbour.

    Source: Office for National Statistics, boundaries of the LSOAs of 2021; wards of
        2024 by best fit.
    """
    text = gzip.decompress(reference_file("lsoa_neighbours.csv.gz").read_bytes())
    ward_of = {code: area.ward for code, area in small_areas().items() if area.ward}
    beside: dict[str, set[str]] = defaultdict(set)
    for row in csv.DictReader(text.decode().splitlines()):
        one, other = ward_of[row["lsoa"]], ward_of[row["neighbour"]]
        if one != other:
            beside[one].add(other)
            beside[other].add(one)
    return {ward: frozenset(wards) for ward, wards in beside.items()}
