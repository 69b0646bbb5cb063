"""Onward grants: what partners were granted, what they must prove and pay back."""

from dataclasses import dataclass

from fundtrack.metrics.deliveries import facts
from fundtrack.metrics.position import Reader
from fundtrack.metrics.position import Selection
from fundtrack.money import Pence


@dataclass(frozen=True, slots=True)
class OnwardGrant:
    """One partner's grant; `to_recover_pence` is unspent and not paid back yet."""

    area: str
    project: str
    partner: str
    conditions: str
    granted_pence: Pence
    paid_pence: Pence
    unspent_pence: Pence
    recovered_pence: Pence
    to_recover_pence: Pence
    has_cfo_statement: bool
    has_retention_undertaking: bool
    provenance: str = ""


def onward_grants(books: Reader, selection: Selection) -> tuple[OnwardGrant, ...]:
    """List the grants that a fund's money was passed on by, by area and partner."""
    return tuple(
        OnwardGrant(
            area=fact.area,
            project=fact.project,
            partner=fact.text("partner"),
            conditions=fact.text("conditions"),
            granted_pence=fact.pence("granted_pence"),
            paid_pence=fact.pence("paid_pence"),
            unspent_pence=fact.pence("unspent_pence"),
            recovered_pence=fact.pence("recovered_pence"),
            to_recover_pence=Pence(
                max(0, fact.pence("unspent_pence") - fact.pence("recovered_pence"))
            ),
            has_cfo_statement=bool(fact.said.get("cfo_statement")),
            has_retention_undertaking=bool(fact.said.get("retention_undertaking")),
            provenance=fact.provenance,
        )
        for fact in facts(books, "onward_grant", selection)
    )
