"""Match funding: promised and delivered, against what the agreement asks for."""

from dataclasses import dataclass

from fundtrack.domain.delivery_registers import MatchKind
from fundtrack.metrics.deliveries import facts
from fundtrack.metrics.deliveries import terms_said
from fundtrack.metrics.position import Reader
from fundtrack.metrics.position import Selection
from fundtrack.money import Pence

WHOLE_PCT = 100


@dataclass(frozen=True, slots=True)
class MatchPosition:
    """What others gave beside the grant, and what is asked of them.

    The agreement's percentage is of the grant: of the award for what is promised, of
    what was spent so far for what is delivered. `asked_pct` is None where the terms
    are silent; a shortfall is nought when enough was promised or delivered.
    """

    asked_pct: int | None
    promised_pence: Pence
    cash_pence: Pence
    in_kind_pence: Pence
    delivered_pence: Pence
    awarded_pence: Pence
    spent_pence: Pence
    promise_shortfall_pence: Pence
    delivery_shortfall_pence: Pence
    marks: tuple[str, ...] = ()

    @property
    def asked_promise_pence(self) -> Pence:
        """What the agreement asks to be promised: its share of the award."""
        return _asked(self.asked_pct, self.awarded_pence)

    @property
    def asked_delivery_pence(self) -> Pence:
        """What it asks to be delivered so far: its share of what was spent."""
        return _asked(self.asked_pct, self.spent_pence)


def match_position(books: Reader, selection: Selection) -> MatchPosition:
    """Work out the match of one fund as at a day."""
    found = facts(books, "match", selection)
    asked = terms_said(books, selection).get("match_pct")
    (earned,) = books.rows(
        "fund_earnings",
        fund=selection.fund,
        as_at=selection.as_at,
        known=selection.known,
    )
    promised = Pence(sum(fact.pence("promised_pence") for fact in found))
    delivered = {
        kind: Pence(
            sum(
                fact.pence("delivered_pence")
                for fact in found
                if fact.text("match_kind") == kind
            )
        )
        for kind in MatchKind
    }
    so_far = Pence(sum(delivered.values()))
    return MatchPosition(
        asked_pct=asked,
        promised_pence=promised,
        cash_pence=delivered[MatchKind.CASH],
        in_kind_pence=delivered[MatchKind.IN_KIND],
        delivered_pence=so_far,
        awarded_pence=Pence(earned["awarded_pence"]),
        spent_pence=Pence(earned["spent_pence"]),
        promise_shortfall_pence=_shortfall(asked, earned["awarded_pence"], promised),
        delivery_shortfall_pence=_shortfall(asked, earned["spent_pence"], so_far),
        marks=tuple(sorted({fact.provenance for fact in found})),
    )


def _shortfall(asked_pct: int | None, grant_pence: int, given: Pence) -> Pence:
    return Pence(max(0, _asked(asked_pct, grant_pence) - given))


def _asked(asked_pct: int | None, grant_pence: int) -> Pence:
    # A part of a penny that is asked for is a penny.
    return Pence(-(-(asked_pct or 0) * max(0, grant_pence) // WHOLE_PCT))
