"""Make district_boundaries.csv.gz: outlines of districts, simplified for charts.

Run: python data/reference/scripts/boundaries.py DISTRICTS.geojson
The outlines are the districts of Lancashire of December 2022, as README.md says.
"""

import csv
import gzip
import io
import json
import sys
from pathlib import Path

REFERENCE = Path(__file__).parents[1]


def main(source: Path) -> None:
    """Write a row for each district, by its code."""
    features = json.loads(source.read_text(encoding="utf-8"))["features"]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("district", "geometry"))
    for feature in sorted(features, key=lambda each: each["properties"]["lad_code"]):
        geometry = json.dumps(feature["geometry"], separators=(",", ":"))
        writer.writerow((feature["properties"]["lad_code"], geometry))
    packed = gzip.compress(text.getvalue().encode(), mtime=0)
    (REFERENCE / "district_boundaries.csv.gz").write_bytes(packed)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
