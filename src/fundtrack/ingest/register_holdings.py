"""What the books hold of the registers: what is known, what stands, what is new."""

import json
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import payload_text
from fundtrack.money import Pence
from fundtrack.store.connection import Row

DAY = "@"
"""Stands in an identity for the day from which an entry counts."""

IDENTITIES: Mapping[str, tuple[str, ...]] = {
    "fund": ("fund",),
    "terms": ("fund", "version", DAY),
    "area": ("area",),
    "project": ("fund", "area", "project"),
    "award": ("fund", "version", "area", "spend_kind", "financial_year"),
    "allocation": ("version", "cell"),
    "profile": (
        *("fund", "area", "project", "heading", "spend_kind"),
        *("quarter", DAY),
    ),
    "forecast": (
        *("fund", "area", "project", "heading", "spend_kind"),
        *("quarter", DAY),
    ),
    "footprint": ("fund", "area"),
    "output": ("fund", "area", "project", "output", DAY),
    "milestone": ("fund", "area", "project", "milestone", DAY),
    "risk": ("fund", "area", "risk", DAY),
    "asset": ("fund", "area", "project", "asset", DAY),
    "evidence": ("fund", "area", "project", "supports", "which", "file", DAY),
    "match": ("fund", "area", "giver", "match_kind", DAY),
    "onward_grant": ("fund", "area", "project", "partner", DAY),
    "coding_rule": ("rule",),
    "eligibility_rule": ("fund", "rule", DAY),
    "supplier": ("supplier",),
    "declaration": ("fund", "quarter", "subject", "declared_by", DAY),
    "person": ("person",),
    "role": ("person", "role"),
}
"""Which facts name what an entry is about; the newest entry of a name stands."""

VERSIONED = ("award", "allocation")
Identity = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """One entry that stands in the books."""

    effective_on: date
    payload: Mapping[str, Any]
    provenance: str

    @property
    def fund(self) -> str:
        """The fund of an award or allocation."""
        return str(self.payload.get("fund") or self.payload["cell"].split("/")[0])


class Holdings:
    """The registers as the books hold them before a file is taken in."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._held: dict[Identity, Held] = {}
        for row in rows:
            payload = json.loads(row["payload"])
            self._held[_identity(row["kind"], payload, row["effective_on"])] = Held(
                row["effective_on"], payload, row["provenance"]
            )

    def names(self, kind: str) -> dict[str, str]:
        """Give the full name of every fund, area or person held, by its id."""
        return {
            name[1]: str(held.payload["name"])
            for name, held in self._held.items()
            if name[0] == kind
        }

    def projects(self) -> set[tuple[str, str, str]]:
        """List the fund, area and name of every project held."""
        return {
            (name[1], name[2], name[3]) for name in self._held if name[0] == "project"
        }

    def account(self, person: str) -> str:
        """Give the computer account of a person, empty where none is tied."""
        held = self._held.get(("person", person))
        return str(held.payload["account"]) if held else ""

    def roles(self, person: str) -> set[str]:
        """List the roles a person holds."""
        return {
            name[2]
            for name, held in self._held.items()
            if name[:2] == ("role", person) and held.payload["held"]
        }

    def holders(self, role: str) -> set[str]:
        """List the people who hold a role."""
        return {person for person in self.names("person") if role in self.roles(person)}

    def standing_version(self, kind: str, fund: str) -> int:
        """Give the newest version of a fund's awards or allocations; 0 for none."""
        return max(
            (held.payload["version"] for held in self._of(kind, fund)), default=0
        )

    def total(self, kind: str, fund: str, version: int) -> Pence:
        """Add up the awards or allocations of one version of a fund."""
        return Pence(
            sum(
                held.payload["pence"]
                for held in self._of(kind, fund)
                if held.payload["version"] == version
            )
        )

    def same_name(self, event: NewEvent) -> Held | None:
        """Find what the books hold under the name of a new event."""
        return self._held.get(identity(event))

    def has(self, event: NewEvent) -> bool:
        """Whether the books hold exactly this already, so that it changes nothing."""
        held = self.same_name(event)
        if held is None:
            return False
        is_same_day = event.kind not in VERSIONED or (
            held.effective_on == event.effective_on
        )
        return (
            is_same_day
            and held.provenance == event.provenance
            and _said(held.payload) == _said(event.payload)
        )

    def _of(self, kind: str, fund: str) -> list[Held]:
        return [
            held
            for name, held in self._held.items()
            if name[0] == kind and held.fund == fund
        ]


def _said(payload: Mapping[str, Any]) -> str:
    """Write what a payload says: a column that came later says nothing while empty."""
    return payload_text(
        {key: said for key, said in payload.items() if said is not None}
    )


def identity(event: NewEvent) -> Identity:
    """Name what an event is about: its kind and the facts that set it apart."""
    return _identity(event.kind, event.payload, event.effective_on)


def _identity(kind: str, payload: Mapping[str, Any], day: date) -> Identity:
    facts = {**payload, DAY: day.isoformat()}
    return (kind, *(str(facts[part]) for part in IDENTITIES[kind]))
