"""What a person confirmed the headings of a source of spending to mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Source


@dataclass(frozen=True, slots=True)
class ConfirmedLayout:
    """Headings of a source and the field each means, empty where it is left out.

    Where several headings mean one field, the one preferred comes first. `file` and
    `sha256` are the file that the person looked at.
    """

    source_name: str
    file: str
    sha256: str
    headings: Mapping[str, str]


def layout_event(layout: ConfirmedLayout, on: date) -> NewEvent:
    """Record a layout; it holds for the source until another one is confirmed."""
    return NewEvent(
        kind="layout",
        effective_on=on,
        reason=f"headings of {layout.file} confirmed for source {layout.source_name}",
        payload={
            "source": layout.source_name,
            "file": layout.file,
            "headings": list(layout.headings),
            "fields": list(layout.headings.values()),
        },
        source=Source(layout.sha256),
        evidence=layout.sha256,
    )
