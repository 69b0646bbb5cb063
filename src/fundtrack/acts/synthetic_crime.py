"""Make street files for months the example needs and nobody published here."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fundtrack.acts.session import Session
from fundtrack.errors import WrongArgument
from fundtrack.periods import Month
from fundtrack.places import find_force
from fundtrack.sources.synthetic_street import Effect
from fundtrack.sources.synthetic_street import SyntheticPlan
from fundtrack.sources.synthetic_street import write_synthetic_street

LIKE_FIRST = Month(2021, 7)
LIKE_LAST = Month(2022, 6)
"""The last twelve recorded months that travel with the program."""


@dataclass(frozen=True, slots=True)
class SyntheticRequest:
    """Which months of which force to make, both included, and what changes where.

    `effects` are by LSOA of 2021: from a month on, by a share of neighbourhood crime.
    """

    force: str
    first: Month
    last: Month
    effects: Mapping[str, Effect]
    seed: int


def make_synthetic_street(
    session: Session, path: Path, wanted: SyntheticRequest
) -> None:
    """Write a zip of made-up street files, like the last recorded year held here.

    Raises:
        WrongArgument: when the workspace holds no counts of that year.
    """
    force = find_force(wanted.force)
    with session.reading() as books:
        rows = books.rows(
            "crime_levels",
            force=force.force,
            police_area=force.police_area,
            first=str(LIKE_FIRST),
            last=str(LIKE_LAST),
        )
    if not rows:
        raise WrongArgument(
            f"no recorded crime of {force.force} from {LIKE_FIRST} to {LIKE_LAST} is "
            "held to make a year like it; keep the reference counts first"
        )
    recorded = [
        (row["month"], row["lsoa"], row["crime_type"], row["offences"]) for row in rows
    ]
    plan = SyntheticPlan(
        force=force.force,
        first=wanted.first,
        last=wanted.last,
        recorded=recorded,
        effects=wanted.effects,
        seed=wanted.seed,
    )
    write_synthetic_street(path, plan)
