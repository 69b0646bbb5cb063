"""Make lsoa_neighbours.csv.gz: small areas that share a stretch of boundary.

Run: python data/reference/scripts/neighbours.py BOUNDARIES.geojson.gz
The boundaries are the LSOAs of 2021 of Lancashire, as data/reference/README.md says.
Two areas are neighbours where they share a segment; a corner alone is none.
"""

import csv
import gzip
import io
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

REFERENCE = Path(__file__).parents[1]


def rings(geometry: dict[str, Any]) -> Iterator[list[list[float]]]:
    """Give every ring of a polygon or of several."""
    parts = geometry["coordinates"]
    for polygon in [parts] if geometry["type"] == "Polygon" else parts:
        yield from polygon


def neighbours(areas: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Pair the areas that share a segment, each pair once, in order."""
    holders: dict[frozenset[tuple[float, ...]], set[str]] = defaultdict(set)
    for area in areas:
        code = area["properties"]["LSOA21CD"]
        for ring in rings(area["geometry"]):
            for start, end in pairwise(ring):
                holders[frozenset((tuple(start), tuple(end)))].add(code)
    pairs = {tuple(sorted(held)) for held in holders.values() if len(held) > 1}
    return sorted((first, second) for first, second in pairs)


def main() -> None:
    """Read the boundaries, write the pairs."""
    held = json.loads(gzip.decompress(Path(sys.argv[1]).read_bytes()))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["lsoa", "neighbour"])
    writer.writerows(neighbours(held["features"]))
    packed = gzip.compress(text.getvalue().encode(), mtime=0)
    (REFERENCE / "lsoa_neighbours.csv.gz").write_bytes(packed)


if __name__ == "__main__":
    main()
