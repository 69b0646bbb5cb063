"""Crime types as police.uk publishes them, in its files and in its API."""

from collections.abc import Mapping
from enum import StrEnum


class CrimeType(StrEnum):
    """The fourteen types of the street files, as their rows name them."""

    ANTI_SOCIAL_BEHAVIOUR = "Anti-social behaviour"
    BICYCLE_THEFT = "Bicycle theft"
    BURGLARY = "Burglary"
    CRIMINAL_DAMAGE_AND_ARSON = "Criminal damage and arson"
    DRUGS = "Drugs"
    OTHER_CRIME = "Other crime"
    OTHER_THEFT = "Other theft"
    POSSESSION_OF_WEAPONS = "Possession of weapons"
    PUBLIC_ORDER = "Public order"
    ROBBERY = "Robbery"
    SHOPLIFTING = "Shoplifting"
    THEFT_FROM_THE_PERSON = "Theft from the person"
    VEHICLE_CRIME = "Vehicle crime"
    VIOLENCE_AND_SEXUAL_OFFENCES = "Violence and sexual offences"


NEIGHBOURHOOD_CRIME = (
    CrimeType.BURGLARY,
    CrimeType.ROBBERY,
    CrimeType.THEFT_FROM_THE_PERSON,
    CrimeType.VEHICLE_CRIME,
)
"""What stands for neighbourhood crime here.

police.uk does not split burglary and robbery, so business burglary and robbery are
in it, which the Home Office's own measure leaves out.
"""

API_CATEGORIES: Mapping[str, CrimeType] = {
    "anti-social-behaviour": CrimeType.ANTI_SOCIAL_BEHAVIOUR,
    "bicycle-theft": CrimeType.BICYCLE_THEFT,
    "burglary": CrimeType.BURGLARY,
    "criminal-damage-arson": CrimeType.CRIMINAL_DAMAGE_AND_ARSON,
    "drugs": CrimeType.DRUGS,
    "other-crime": CrimeType.OTHER_CRIME,
    "other-theft": CrimeType.OTHER_THEFT,
    "possession-of-weapons": CrimeType.POSSESSION_OF_WEAPONS,
    "public-order": CrimeType.PUBLIC_ORDER,
    "robbery": CrimeType.ROBBERY,
    "shoplifting": CrimeType.SHOPLIFTING,
    "theft-from-the-person": CrimeType.THEFT_FROM_THE_PERSON,
    "vehicle-crime": CrimeType.VEHICLE_CRIME,
    "violent-crime": CrimeType.VIOLENCE_AND_SEXUAL_OFFENCES,
}
"""The API's category names; its counts are of the same types."""
