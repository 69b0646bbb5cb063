"""Make the files of places in data/reference from the published ONS lookups.

Run: python data/reference/scripts/places.py FOLDER_OF_LOOKUPS
The folder holds lsoa11_lsoa21_lad22_england_wales.csv.gz,
lsoa21_ward24_lad24_lancashire_leicestershire.csv and
lad24_csp24_pfa24_england_wales.csv, as data/reference/README.md says.
"""

import csv
import gzip
import io
import sys
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Sequence
from pathlib import Path

REFERENCE = Path(__file__).parents[1]

KINDS = {
    "E06": "unitary authority",
    "E07": "non-metropolitan district",
    "E08": "metropolitan district",
    "E09": "London borough",
    "W06": "unitary authority",
}
"""Kind of a district by the first letters of its code."""

ABOLISHED = {
    "E06000063": ("E07000026", "E07000028", "E07000029"),
    "E06000064": ("E07000027", "E07000030", "E07000031"),
    "E06000065": tuple(f"E0700016{number}" for number in range(3, 10)),
    "E06000066": ("E07000187", "E07000188", "E07000189", "E07000246"),
}
"""Districts of 2022 by the authority that took their place on 1 April 2023."""

OFFICIAL_NAMES = {
    "devon-and-cornwall": "Devon & Cornwall Police",
    "dyfed-powys": "Dyfed-Powys Police",
    "greater-manchester": "Greater Manchester Police",
    "city-of-london": "City of London Police",
    "cleveland": "Cleveland Police",
    "gwent": "Gwent Police",
    "kent": "Kent Police",
    "metropolitan": "Metropolitan Police Service",
    "northumbria": "Northumbria Police",
    "staffordshire": "Staffordshire Police",
    "surrey": "Surrey Police",
    "sussex": "Sussex Police",
    "thames-valley": "Thames Valley Police",
    "warwickshire": "Warwickshire Police",
    "west-mercia": "West Mercia Police",
    "west-midlands": "West Midlands Police",
    "west-yorkshire": "West Yorkshire Police",
    "south-yorkshire": "South Yorkshire Police",
    "north-yorkshire": "North Yorkshire Police",
    "south-wales": "South Wales Police",
    "north-wales": "North Wales Police",
    "merseyside": "Merseyside Police",
    "essex": "Essex Police",
    "dorset": "Dorset Police",
    "bedfordshire": "Bedfordshire Police",
    "humberside": "Humberside Police",
    "lincolnshire": "Lincolnshire Police",
    "leicestershire": "Leicestershire Police",
    "northamptonshire": "Northamptonshire Police",
    "nottinghamshire": "Nottinghamshire Police",
    "wiltshire": "Wiltshire Police",
}
"""What the files themselves call a force, where it is not a constabulary."""


def main(folder: Path) -> None:
    """Write every file of places."""
    authorities = _read(folder / "lad24_csp24_pfa24_england_wales.csv")
    parts = _read(folder / "lsoa11_lsoa21_lad22_england_wales.csv.gz")
    wards = _read(folder / "lsoa21_ward24_lad24_lancashire_leicestershire.csv")
    _write("forces.csv", ("force", "name", "police_area"), _forces(authorities))
    _write(
        "districts.csv",
        ("district", "name", "kind", "partnership", "police_area"),
        _districts(authorities),
    )
    now = {old: new for new, olds in ABOLISHED.items() for old in olds}
    _write(
        "lsoas.csv.gz",
        ("lsoa_2011", "change", "lsoa_2021", "district"),
        (
            (
                part["lsoa11_code"],
                part["change_code"],
                part["lsoa21_code"],
                now.get(part["ltla22_code"], part["ltla22_code"]),
            )
            for part in parts
        ),
    )
    _write(
        "wards.csv.gz",
        ("lsoa_2021", "ward", "name", "district"),
        (
            (
                ward["lsoa21_code"],
                ward["ward24_code"],
                ward["ward24_name"],
                ward["ltla24_code"],
            )
            for ward in wards
        ),
    )


def _forces(authorities: Sequence[dict[str, str]]) -> Iterable[tuple[str, ...]]:
    areas = {row["pfa24_name"]: row["pfa24_code"] for row in authorities}
    slugs = {_slug(name): code for name, code in areas.items()}
    for slug, code in sorted(slugs.items()):
        named = slug.replace("-", " ").title().replace(" And ", " and ")
        yield slug, OFFICIAL_NAMES.get(slug, f"{named} Constabulary"), code
    yield "btp", "British Transport Police", ""
    yield "northern-ireland", "Police Service of Northern Ireland", ""


def _slug(name: str) -> str:
    special = {
        "Metropolitan Police": "metropolitan",
        "London, City of": "city-of-london",
        "Devon & Cornwall": "devon-and-cornwall",
    }
    return special.get(name, name.lower().replace(" ", "-"))


def _districts(authorities: Sequence[dict[str, str]]) -> Iterable[tuple[str, ...]]:
    partnerships = defaultdict(list)
    for row in authorities:
        partnerships[row["ltla24_code"]].append(row["csp24_code"])
    seen = {row["ltla24_code"]: row for row in authorities}
    for code, row in sorted(seen.items()):
        yield (
            code,
            row["ltla24_name"],
            KINDS[code[:3]],
            " ".join(sorted(partnerships[code])),
            row["pfa24_code"],
        )


def _read(path: Path) -> list[dict[str, str]]:
    held = path.read_bytes()
    raw = gzip.decompress(held) if path.suffix == ".gz" else held
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))


def _write(name: str, heading: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(heading)
    writer.writerows(rows)
    raw = text.getvalue().encode()
    if name.endswith(".gz"):
        raw = gzip.compress(raw, 9, mtime=0)
    (REFERENCE / name).write_bytes(raw)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
