"""The lists of the police.uk API, each record as a row of the published file.

The API names crimes by slugs and gives no LSOA. Anything that is not one of its two
lists raises what Python raises of a record of another make; the caller says so.

Source: data.police.uk, methods crimes-street and outcomes-at-location.
"""

from collections.abc import Mapping
from typing import Any

from fundtrack.domain.crime_types import API_CATEGORIES
from fundtrack.periods import Month
from fundtrack.sources.police_uk import Kind

TRANSPORT_POLICE = "British Transport Police"

Row = tuple[str, ...]
Record = Mapping[str, Any]

NOT_OF_THE_API = (KeyError, TypeError, AttributeError, ValueError)
"""What reading JSON of another make raises."""


def api_rows(answer: object, force_name: str) -> tuple[Kind, list[Row]]:
    """Write the API's answer as rows; a list of nothing counts as one of crimes.

    Args:
        answer: the JSON as read.
        force_name: the force that reported what the railway police did not.

    Raises:
        NotAPeriod: when a month is none.
        KeyError, TypeError, AttributeError, ValueError: when it is no such list.
    """
    if not isinstance(answer, list):
        raise TypeError(type(answer))
    if answer and isinstance(answer[0].get("category"), dict):
        return Kind.OUTCOMES, [_outcome(record, force_name) for record in answer]
    return Kind.STREET, [_crime(record, force_name) for record in answer]


def _crime(crime: Record, force_name: str) -> Row:
    category = _text(crime["category"])
    return (
        *_place(crime, _text(crime["month"]), force_name),
        str(API_CATEGORIES.get(category, category)),
        _text((crime["outcome_status"] or {}).get("category")),
        _text(crime["context"]),
    )


def _outcome(outcome: Record, force_name: str) -> Row:
    """Write an outcome: its month is that of the outcome, not of the crime."""
    return (
        *_place(outcome["crime"], _text(outcome["date"]), force_name),
        _text(outcome["category"]["name"]),
    )


def _place(crime: Record, month: str, force_name: str) -> Row:
    place = crime["location"] or {}
    is_transport = crime["location_type"] == "BTP"
    reporter = TRANSPORT_POLICE if is_transport else force_name
    return (
        _text(crime["persistent_id"]),
        str(Month.parse(month)),
        reporter,
        reporter,
        _text(place.get("longitude")),
        _text(place.get("latitude")),
        _text((place.get("street") or {}).get("name")) or "No location",
        "",
        "",
    )


def _text(written: object) -> str:
    """Give a word of the API, empty where it has none; a list or record is no word."""
    if isinstance(written, dict | list):
        raise TypeError(type(written))
    return "" if written is None else str(written)
