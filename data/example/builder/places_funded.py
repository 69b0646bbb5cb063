"""The example's areas, and the wards taken to be where each fund's money went."""

from fundtrack.places import small_areas
from fundtrack.places import wards

PENNINE_SIX = (
    "Blackburn with Darwen; Burnley; Hyndburn; Pendle; Ribble Valley; Rossendale"
)
FORCE = (
    f"{PENNINE_SIX}; Blackpool; West Lancashire; Lancaster; Chorley; Fylde; Preston; "
    "South Ribble; Wyre"
)
SIX = "the usual six districts of Pennine Lancashire; it has no official code"

AREAS = (
    ("pennine", "Pennine Lancashire", PENNINE_SIX, SIX),
    ("blackpool", "Blackpool", "Blackpool", ""),
    ("west-lancashire", "West Lancashire", "West Lancashire", ""),
    ("lancaster", "Lancaster", "Lancaster", ""),
    ("force-wide", "Lancashire, force-wide", FORCE, ""),
    ("blackburn", "Blackburn with Darwen", "Blackburn with Darwen", ""),
    ("burnley", "Burnley", "Burnley", ""),
    ("skelmersdale", "Skelmersdale", "West Lancashire", "a town of West Lancashire"),
    ("preston", "Preston", "Preston", ""),
    ("fylde", "Fylde", "Fylde", ""),
    ("wyre", "Wyre", "Wyre", ""),
    ("hyndburn", "Hyndburn", "Hyndburn", ""),
    ("rossendale", "Rossendale", "Rossendale", ""),
    ("pendle", "Pendle", "Pendle", ""),
    ("ribble-valley", "Ribble Valley", "Ribble Valley", ""),
    ("chorley", "Chorley", "Chorley", ""),
    ("south-ribble", "South Ribble", "South Ribble", ""),
)
"""Short name, full name, districts, and why where it is not the district itself."""

FUNDED_WARDS = (
    ("SSF1", "burnley", "2021-01", ("E05005150", "E05005162"),
     ("Bank Hall, and Rosehill with Burnley Wood, for the places named: Bank Hall, "
     "Burnley Wood, Rose Hill, Fulledge. Start assumed: works were under way before "
     "the notice of 11 March 2021")),
    ("SSF1", "skelmersdale", "2021-01", ("E05014939",),
     ("Skelmersdale North, the ward in which Birch Green lies. Start assumed as in "
     "Burnley")),
    ("SSF2", "blackburn", "2021-07", ("E05011523", "E05011511"),
     ("Wensley Fold, and Blackburn Central for Whalley Banks. Start assumed: the month "
     "after the announcement of June 2021")),
    ("SSF4", "preston", "2022-10", ("E05012196", "E05012198", "E05012207"),
     ("City Centre for Avenham; Fishwick & Frenchwood and St Matthew's for New Hall "
     "Lane. Start as announced: October 2022")),
    ("SSF5", "pennine", "2024-01",
     ("E05011522", "E05011516", "E05005207", "E05005155", "E05015824"),
     ("the ward of each town centre named: Blackburn, Darwen, Accrington, Burnley, "
     "Rawtenstall. Start assumed: the month of the first payments")),
    ("SSF5", "blackpool", "2024-01",
     ("E05015202", "E05015190", "E05015188", "E05015189"),
     ("Talbot, Claremont, Bloomfield and Brunswick, around the town centre; the notice "
     "names no place. Start assumed: the month of the first payments")),
    ("SSF5", "west-lancashire", "2024-01", ("E05014935", "E05014941"),
     ("Ormskirk West, and Tanhouse & Skelmersdale Town Centre, the two town centres; "
     "the notice names no place. Start assumed: the month of the first payments")),
    ("SSF5", "lancaster", "2024-01", ("E05014890", "E05014888"),
     ("Castle and Bulk, for Lancaster's late-night venues. Start assumed: the first "
     "month of the funding period")),
)  # fmt: skip
"""Fund, area, month of delivery's start, wards by code, and why."""


def small_areas_of(codes: tuple[str, ...]) -> str:
    """List the small areas of 2021 in wards, as a register cell holds them."""
    unknown = set(codes) - set(wards())
    if unknown:
        raise ValueError(f"no such ward: {unknown}")
    found = [
        area.code
        for area in small_areas().values()
        if area.ward in codes and area.code == area.lsoa_2021
    ]
    return "; ".join(sorted(found))
