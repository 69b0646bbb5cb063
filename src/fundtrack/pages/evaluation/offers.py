"""What the reader of the Evaluation page may do: run, stop, register a plan."""

from datetime import datetime

from fundtrack.domain.cells import ANY
from fundtrack.pages.evaluation.pieces import run_button
from fundtrack.pages.evaluation.standing import EvaluationStanding
from fundtrack.pages.evaluation.standing import ward_measures
from fundtrack.pages.forms import Field
from fundtrack.pages.forms import FieldKind
from fundtrack.pages.forms import Offer
from fundtrack.pages.forms import Values
from fundtrack.pages.session import PageSession
from fundtrack.pages.widgets.controls import Option
from fundtrack.runs.orders import Order
from fundtrack.runs.orders import Wanted

RUN = "run"
RUN_ALL = "run-all"
PLAN = "plan"
STOP = "stop"
WORTHWHILE = 10
PLAN_MEANS = (
    "A plan fixes months, places and method before the result is known, and is hashed. "
    "Months after the start are not read for it. Registered before any such month is "
    "held it is prospective, later retrospective. A changed plan is a new version "
    "beside the old one."
)
START_HINT = "A month such as 2024-02; left empty, the evidence of delivery says it."
WORTHWHILE_HINT = "Smaller changes count as no meaningful change."


def evaluation_offers(
    standing: EvaluationStanding, *, is_under_way: bool
) -> tuple[Offer, ...]:
    """List what the reader may do now; nothing to those whose role is another."""
    if not standing.may_run or not standing.placed:
        return ()
    if is_under_way:
        return (Offer(STOP, "Stop the run"),)
    offers = []
    if standing.is_whole or standing.area in standing.placed:
        offers.append(Offer(RUN, run_button(standing), is_main=True))
    if not standing.is_whole:
        again = " again" if standing.together else ""
        offers.append(Offer(RUN_ALL, f"Run all areas{again}"))
    return (*offers, _plan(standing))


def order_of(
    session: PageSession, standing: EvaluationStanding, name: str, values: Values
) -> Order:
    """Write the order of what was pressed, for whoever is signed in now.

    Raises:
        NobodySignedIn: when nobody is, or the sign-in has ended.
    """
    acting = session.acting()
    moment = acting.clock()
    if acting.is_example:
        # What is done to an example falls on the day that its page shows.
        moment = datetime.combine(standing.today, moment.time())
    is_plan = name == PLAN
    return Order(
        workspace=str(acting.workspace.folder),
        person=acting.person,
        at=moment,
        wanted=Wanted.PLAN if is_plan else Wanted.RUN,
        fund=standing.fund,
        measure=values["measure"] if is_plan else standing.measure,
        areas=_areas(standing, name, values),
        is_example=acting.is_example,
        more=_terms(values) if is_plan else {},
    )


def _areas(standing: EvaluationStanding, name: str, values: Values) -> tuple[str, ...]:
    """List the areas asked for, each by its id."""
    chosen = values.get("areas", ANY) if name == PLAN else standing.area
    if name == RUN_ALL or chosen == ANY:
        return tuple(standing.placed)
    return (chosen,)


def _terms(values: Values) -> dict[str, object]:
    return {
        "start": values["start"].strip() or None,
        "worthwhile_pct": float(values["worthwhile"]),
        "reason": values["reason"].strip(),
    }


def _plan(standing: EvaluationStanding) -> Offer:
    measures = tuple(Option(it.measure, it.name) for it in ward_measures().values())
    areas = (
        Option(ANY, "All areas of the fund"),
        *(Option(area, standing.area_name(area)) for area in standing.placed),
    )
    fields = (
        Field("measure", "Outcome", FieldKind.CHOICE, standing.measure, "", measures),
        Field("areas", "Areas", FieldKind.CHOICE, ANY, "", areas),
        Field(
            "start",
            "First month in which the money could work",
            hint=START_HINT,
            is_optional=True,
        ),
        Field(
            "worthwhile",
            "Smallest change worth having, in per cent",
            FieldKind.COUNT,
            str(WORTHWHILE),
            WORTHWHILE_HINT,
        ),
        Field("reason", "Why, in your words", FieldKind.LONG, "plan of the evaluation"),
    )
    words = "Change the plan" if standing.plans else "Register a plan"
    return Offer(PLAN, words, "Register it", PLAN_MEANS, fields)
