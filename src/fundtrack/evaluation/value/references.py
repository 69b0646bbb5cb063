"""The dated tables that value for money rests on; each figure with its standing."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from fundtrack.money import Pence
from fundtrack.money import parse_pounds
from fundtrack.periods import FinancialYear
from fundtrack.places import reference_file


class Standing(StrEnum):
    """How sure a reference figure is.

    Verified: seen in the source, or in the reproduction that its note names. Assumed:
    from memory, worked out, or chosen; it must be checked before it is published.
    """

    VERIFIED = "verified"
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True)
class KindShare:
    """One kind of offence, with its recorded number in a year of England and Wales.

    `crime_type` is the type of police.uk that it is part of, `subgroup` the Home
    Office's subgroup.
    """

    crime_type: str
    subgroup: str
    kind: str
    recorded: int
    standing: Standing


@dataclass(frozen=True, slots=True)
class UnitCost:
    """What one actual offence of a kind costs, in the prices of a year."""

    kind: str
    pence: Pence
    price_year: FinancialYear
    standing: Standing


@dataclass(frozen=True, slots=True)
class Multiplier:
    """How many offences happen for each that the police record."""

    kind: str
    actual_per_recorded: float
    standing: Standing


@dataclass(frozen=True, slots=True)
class Assumption:
    """A figure nobody publishes: the one used, and how low and high it could be."""

    low: float
    central: float
    high: float


@cache
def kind_shares() -> tuple[KindShare, ...]:
    """Read which kinds of offence a published crime type is made of."""
    return tuple(
        KindShare(
            crime_type=row["crime_type"],
            subgroup=row["subgroup"],
            kind=row["kind"],
            recorded=int(row["recorded"]),
            standing=Standing(row["standing"]),
        )
        for row in rows_of("crime_kinds.csv")
    )


@cache
def social_costs() -> Mapping[str, UnitCost]:
    """Read what an actual offence costs society, by kind.

    Source: Heeks, Reed, Tafsiri and Prince (2018), Home Office Research Report 99.
    """
    return _unit_costs("crime_unit_costs.csv", "pounds")


@cache
def fiscal_costs() -> Mapping[str, UnitCost]:
    """Read what an offence costs public bodies, by kind: a part of the social cost.

    Source: Greater Manchester Combined Authority, Unit Cost Database v1.4.
    """
    return _unit_costs("crime_fiscal_costs.csv", "pounds")


@cache
def police_costs() -> Mapping[str, UnitCost]:
    """Read what an offence costs the police, by kind: a part of the fiscal cost.

    Source: Greater Manchester Combined Authority, Unit Cost Database v1.4.
    """
    return _unit_costs("crime_fiscal_costs.csv", "police_pounds")


@cache
def multipliers() -> Mapping[str, Multiplier]:
    """Read the recorded-to-actual multipliers, by kind; a kind left out has none."""
    return {
        row["kind"]: Multiplier(
            kind=row["kind"],
            actual_per_recorded=float(row["actual_per_recorded"]),
            standing=Standing(row["standing"]),
        )
        for row in rows_of("crime_multipliers.csv")
    }


@cache
def harm_days() -> Mapping[str, float]:
    """Read the Cambridge harm weights in days of prison, by kind.

    Source: Sherman, Neyroud and Neyroud (2016).
    """
    found = rows_of("crime_harm_weights.csv")
    return {row["kind"]: float(row["days"]) for row in found}


@cache
def assumptions() -> Mapping[str, Assumption]:
    """Read the working assumptions, by name."""
    return {
        row["assumption"]: Assumption(
            float(row["low"]), float(row["central"]), float(row["high"])
        )
        for row in rows_of("value_assumptions.csv")
    }


def rows_of(name: str) -> list[dict[str, str]]:
    """Read a reference table as rows of text."""
    text = reference_file(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _unit_costs(name: str, column: str) -> Mapping[str, UnitCost]:
    return {
        row["kind"]: UnitCost(
            kind=row["kind"],
            pence=parse_pounds(row[column]),
            price_year=FinancialYear.parse(row["price_year"]),
            standing=Standing(row["standing"]),
        )
        for row in rows_of(name)
    }
