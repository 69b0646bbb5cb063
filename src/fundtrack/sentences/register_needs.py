"""What the registers ask for, in words: due, owed, lapsing, late, to be recovered."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fundtrack.domain.delivery_registers import MATCH
from fundtrack.domain.delivery_registers import MILESTONES
from fundtrack.domain.delivery_registers import ONWARD_GRANTS
from fundtrack.domain.delivery_registers import Rag
from fundtrack.domain.obligations import DueState
from fundtrack.domain.register_columns import Register
from fundtrack.domain.underspend_cases import Case
from fundtrack.domain.underspend_cases import Remedy
from fundtrack.metrics.deliveries import Milestone
from fundtrack.metrics.match import MatchPosition
from fundtrack.metrics.obligations import ObligationDue
from fundtrack.metrics.onward_grants import OnwardGrant
from fundtrack.metrics.owners import Owner
from fundtrack.metrics.owners import Owners
from fundtrack.metrics.pressing import Pressing
from fundtrack.metrics.receivables import Receivable
from fundtrack.metrics.underspends import year_ends_on
from fundtrack.money import Pence
from fundtrack.money import show_pounds
from fundtrack.sentences.needs import GOOD
from fundtrack.sentences.needs import STOP
from fundtrack.sentences.needs import VIREMENTS
from fundtrack.sentences.needs import WAIT
from fundtrack.sentences.needs import WARN
from fundtrack.sentences.needs import Need
from fundtrack.sentences.phrases import counted
from fundtrack.sentences.phrases import listed
from fundtrack.sentences.phrases import long_day
from fundtrack.sentences.underspends import case_sentence

NAMED = 2
"""How many names a sentence holds before it counts the others."""

TONES = {STOP: 0, WARN: 1, WAIT: 2, GOOD: 3}


@dataclass(frozen=True, slots=True)
class Named:
    """The names of funds and areas, as people know them."""

    funds: Mapping[str, str]
    areas: Mapping[str, str]

    def fund(self, fund: str) -> str:
        """A fund as people know it."""
        return self.funds.get(fund, fund)

    def area(self, area: str) -> str:
        """An area as people know it."""
        return self.areas.get(area, area)


def register_needs(found: Pressing, named: Named, on: date) -> list[Need]:
    """Say all that presses, the nearest day first within each kind."""
    needs = [*_obligation_needs(found.obligations, named, on)]
    needs += [receivable_need(grant, named) for grant in found.receivables]
    needs += [case_need(case, named, found.owners, on) for case in found.cases]
    for part in found.deliveries:
        fund = named.fund(part.fund)
        if part.milestones:
            needs.append(milestone_need(fund, part.milestones, named, on))
        if part.match:
            needs.append(match_need(fund, part.match))
        if part.onward_grants:
            needs.append(recovery_need(fund, part.onward_grants))
    return needs


def hardest_first(needs: Iterable[Need]) -> list[Need]:
    """Put what stops work first and what is in order last."""
    return sorted(needs, key=lambda need: TONES[need.tone])


def calm(needs: Iterable[Need], most: int) -> list[Need]:
    """Put the hardest first and keep so many; the last line counts the others."""
    ordered = hardest_first(needs)
    if len(ordered) <= most:
        return ordered
    kept, left = ordered[: most - 1], ordered[most - 1 :]
    asking = [need for need in left if need.tone != GOOD]
    if not asking:
        return ordered[:most]
    more = Need(
        WAIT,
        f"{len(asking)} more",
        f"{listed_briefly([need.state for need in asking])}: fundtrack status lists "
        "all of them.",
        rest=tuple(asking),
    )
    return [*kept, more]


def obligation_need(due: Sequence[ObligationDue], fund: str, on: date) -> Need:
    """Say what one fund asks for, all of it late or all of it soon due."""
    first = due[0]
    rest = f"; {len(due) - 1} more after it" if len(due) > 1 else ""
    whose = f" Owner: {whose_it_is(first.owned_by)}." if first.owned_by else ""
    done = f"fundtrack obligation done {first.entry}"
    if first.state is DueState.OVERDUE:
        days = counted((on - first.due_on).days, "day")
        return Need(
            STOP,
            f"{len(due)} overdue",
            f"{fund}: {first.what} was due on {long_day(first.due_on)}, {days} ago"
            f"{rest}.{whose}",
            command=done,
        )
    left = counted(first.working_days_left or 0, "working day")
    when = "today" if first.due_on == on else f"in {left}"
    return Need(
        WARN,
        "Due",
        f"{fund}: {first.what}, due on {long_day(first.due_on)}, {when}{rest}.{whose}",
        command=done,
    )


def receivable_need(grant: Receivable, named: Named) -> Need:
    """Say what a funder has not paid by the day it promised."""
    late = [claim for claim in grant.claims if claim.is_late]
    owed = Pence(sum(claim.owed_to_us_pence for claim in late))
    first = min(late, key=lambda claim: claim.expected_on)
    of = f" for {counted(len(late), 'claim')}" if len(late) > 1 else ""
    return Need(
        WARN,
        show_pounds(owed),
        f"{named.fund(grant.fund)}: the funder has not paid {show_pounds(owed)}{of}, "
        f"expected by {long_day(first.expected_on)}; sent "
        f"{counted(first.age_days, 'day')} ago ({first.return_id}).",
        about=(grant.fund, first.quarter),
    )


def case_need(case: Case, named: Named, owners: Owners, on: date) -> Need:
    """Say what an underspend case still asks for; a virement of it is on Spend."""
    is_virement = any(it.remedy is Remedy.VIREMENT for it in case.waiting)
    has_lapsed = on > year_ends_on(case.said.cell.year)
    owner = whose_it_is(owners.of(case.said.owner, on))
    return Need(
        STOP if has_lapsed else WARN,
        show_pounds(case.left_pence),
        case_sentence(case, named.areas, owner, on),
        table=VIREMENTS if is_virement else "",
        command=f"fundtrack underspend show {case.number}",
    )


def milestone_need(
    fund: str, late: Sequence[Milestone], named: Named, on: date
) -> Need:
    """Say which milestone is worst, and how many others are late or red."""
    worst = late[0]
    is_red = worst.rag == Rag.RED
    how = ""
    if worst.days_late:
        expected = " expected" if worst.planned_on >= on else ""
        how = f",{expected} {counted(worst.days_late, 'day')} late"
    issue = f" ({worst.issue})" if worst.issue else ""
    rest = f"; {len(late) - 1} more late or red" if len(late) > 1 else ""
    return Need(
        STOP if is_red else WARN,
        f"{len(late)} late" if not is_red else "Red",
        f"{fund}, {named.area(worst.area)}: {worst.milestone}, planned for "
        f"{long_day(worst.planned_on)}{how}{issue}{rest}.",
        _marks(it.provenance for it in late),
        command=_by_register(MILESTONES),
    )


def match_need(fund: str, match: MatchPosition) -> Need:
    """Say how far match funding is behind what spending asks for."""
    return Need(
        WARN,
        show_pounds(match.delivery_shortfall_pence),
        f"{fund}: match funding is {show_pounds(match.delivery_shortfall_pence)} "
        f"behind; {show_pounds(match.delivered_pence)} delivered, the agreement asks "
        f"for {match.asked_pct}% of the {show_pounds(match.spent_pence)} spent.",
        _marks(match.marks),
        command=_by_register(MATCH),
    )


def recovery_need(fund: str, grants: Sequence[OnwardGrant]) -> Need:
    """Say what partners have to pay back."""
    back = Pence(sum(grant.to_recover_pence for grant in grants))
    partners = listed_briefly([grant.partner for grant in grants])
    return Need(
        WARN,
        show_pounds(back),
        f"{fund}: {show_pounds(back)} unspent to recover from {partners}.",
        _marks(grant.provenance for grant in grants),
        command=_by_register(ONWARD_GRANTS),
    )


def whose_it_is(owner: Owner) -> str:
    """Write an owner: a person, or a role with who holds it."""
    names = listed_briefly(owner.people)
    if owner.person:
        return names or f"{owner.owner}, who has left"
    return f"{owner.owner} ({names or 'nobody holds it'})"


def listed_briefly(names: Sequence[str]) -> str:
    """Write a few names, and count the others."""
    if len(names) <= NAMED + 1:
        return listed(names)
    return f"{', '.join(names[:NAMED])} and {len(names) - NAMED} more"


def _obligation_needs(
    pressing: Sequence[ObligationDue], named: Named, on: date
) -> Iterator[Need]:
    groups: dict[tuple[str, DueState], list[ObligationDue]] = {}
    for due in pressing:
        groups.setdefault((due.fund, due.state), []).append(due)
    for (fund, _), members in groups.items():
        yield obligation_need(members, named.fund(fund), on)


def _by_register(register: Register) -> str:
    return f"fundtrack ingest register FILE (sheet {register.sheet})"


def _marks(provenances: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(provenances)))
