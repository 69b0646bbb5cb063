"""A funder's workbook and its map, as a person confirmed them for a fund."""

from dataclasses import dataclass
from datetime import date

from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Source

CONFIRMED = "funder_layout"
DROPPED = "funder_layout_dropped"


@dataclass(frozen=True, slots=True)
class ReturnTemplate:
    """A version of a fund's layout: a workbook by its hash, and what fills its cells.

    `layout` is its name within the fund, `map_text` the map as the books keep it,
    `pack` the template pack that it came from, empty where the office made it.
    """

    fund: str
    layout: str
    version: int
    file: str
    sha256: str
    map_text: str
    pack: str = ""


def template_event(template: ReturnTemplate, on: date) -> NewEvent:
    """Record a layout; the fund's returns are filled by it until a later version."""
    named = f"{template.layout}, version {template.version}"
    return NewEvent(
        kind=CONFIRMED,
        effective_on=on,
        reason=f"{template.file} mapped for {template.fund}: {named}",
        payload={
            "fund": template.fund,
            "layout": template.layout,
            "version": template.version,
            "file": template.file,
            "sha256": template.sha256,
            "map": template.map_text,
            "pack": template.pack,
        },
        source=Source(template.sha256),
        evidence=template.sha256,
    )


def dropped_event(template: ReturnTemplate, on: date, reason: str) -> NewEvent:
    """Record that a fund's returns are no longer filled by a layout."""
    return NewEvent(
        kind=DROPPED,
        effective_on=on,
        reason=reason,
        payload={
            "fund": template.fund,
            "layout": template.layout,
            "version": template.version,
            "file": template.file,
            "sha256": template.sha256,
            "map": "",
            "pack": template.pack,
        },
    )
