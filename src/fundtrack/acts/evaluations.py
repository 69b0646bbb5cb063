"""Evaluate what a fund's money changed: run the notebook for each of its areas."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field

from fundtrack.acts.session import Session
from fundtrack.domain.people import Permission
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.evaluation.footprints import read_footprints
from fundtrack.evaluation.measures import DEFAULT_MEASURE
from fundtrack.evaluation.measures import find_measure
from fundtrack.metrics.evaluation_plans import plan_named
from fundtrack.metrics.evaluation_plans import registered_plans
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.names import area_id
from fundtrack.metrics.names import fund_id
from fundtrack.runs.batches import AreaRun
from fundtrack.runs.batches import Batch
from fundtrack.runs.batches import evaluation_notebook
from fundtrack.runs.batches import run_areas
from fundtrack.runs.comparing_areas import AreasTable
from fundtrack.runs.comparing_areas import compare_areas
from fundtrack.runs.pooled import PooledRun
from fundtrack.runs.pooled import pooled_run
from fundtrack.store.snapshot import Books
from fundtrack.store.snapshot import open_books

NOTES = ("mechanism", "moderators", "implementation")
"""What somebody may write of how it was done (EMMIE), as the notebook takes it."""


@dataclass(frozen=True, slots=True)
class EvaluationQuestion:
    """What to evaluate: every fund and area with a footprint unless named.

    `measure` is neighbourhood crime unless named; `jobs` notebooks run at once. A
    `plan` named by its id says which fund, areas and measures are evaluated. `notes`
    say how it was done, by the names in `NOTES`.
    """

    fund: str | None = None
    areas: Sequence[str] = ()
    measure: str | None = None
    jobs: int = 2
    force_rerun: bool = False
    plan: str | None = None
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RunAnswer:
    """One area's run; the figures are in per cent, below 0 means fewer.

    None stands for a figure that could not be estimated; `html` is the report's path.
    `p` is the placebo p-value and `p_holm` the same after Holm, which the verdict
    reads; `standing` says whether the plan came before its data.
    """

    run_id: str
    fund: str
    area: str
    measure: str
    status: str
    verdict: str | None
    effect_pct: float | None
    ci_low_pct: float | None
    ci_high_pct: float | None
    p: float | None
    mde_pct: float | None
    html: str | None
    sentence: str
    p_holm: float | None = None
    standing: str | None = None
    plan: str | None = None
    maryland_level: int | None = None


@dataclass(frozen=True, slots=True)
class Evaluations:
    """Every run, and each fund's areas pooled.

    `pooled` is the one fund's asked for; nothing where fewer than two areas could be
    evaluated or several funds were asked for, which `pooled_by_fund` lists. `tables`
    are the reports that hold all areas of a fund on one measure.
    """

    runs: Sequence[RunAnswer]
    pooled: PooledRun | None
    pooled_by_fund: Sequence[PooledRun]
    snapshot: str = field(default="")
    tables: Sequence[AreasTable] = ()

    def in_words(self) -> Iterable[str]:
        """Say what the areas show together, then each verdict and where it lies."""
        for pooled in self.pooled_by_fund:
            yield f"{pooled.fund}, its areas together: {pooled.sentence}"
        for run in self.runs:
            yield f"{run.fund} {run.area} ({run.status}): {run.sentence}"
            if run.html:
                yield f"  {run.html}"
        for table in self.tables:
            said = table.html or f"not made: {table.message}"
            yield f"{table.fund}, all areas in one table: {said}"


def evaluate(
    session: Session,
    question: EvaluationQuestion,
    report: Callable[[AreaRun], None] = lambda _: None,
) -> Evaluations:
    """Run the evaluation notebook for each area asked for.

    Args:
        session: whose work it is.
        question: what to evaluate.
        report: is told of each run as it ends.

    Raises:
        UnknownName: when a fund, an area, a measure or a plan is not known or has no
            footprint.
        NotAllowed: when the person may not run evaluations.
    """
    measure = find_measure(question.measure or DEFAULT_MEASURE).measure
    with open_books(session.workspace) as books:
        session.require(books, Permission.EVALUATE)
        info = books.info
        asked = (
            _planned(books, question)
            if question.plan
            else [(fund, area, measure) for fund, area in _asked(books, question)]
        )
    batch = Batch(
        workspace=session.workspace,
        snapshot=info.snapshot,
        panel=info.panel,
        clock=session.clock,
        jobs=question.jobs,
        force_rerun=question.force_rerun,
        notebook=evaluation_notebook(),
        more={"evaluator": session.person, **_told(question)},
    )
    runs = run_areas(batch, asked, report)
    pooled = _pooled(runs)
    is_one = len({run.fund for run in runs}) == 1
    return Evaluations(
        runs=[_answer(run) for run in runs],
        pooled=pooled[0] if is_one and pooled else None,
        pooled_by_fund=pooled,
        snapshot=info.snapshot,
        tables=compare_areas(batch, runs),
    )


def _told(question: EvaluationQuestion) -> dict[str, str]:
    """Give what the notebook is told besides: the plan named, and the notes.

    Raises:
        UnknownName: when a note has another name than those of `NOTES`.
    """
    for name in question.notes:
        if name not in NOTES:
            raise UnknownName("note of an evaluation", name, NOTES)
    plan = {"plan": question.plan} if question.plan else {}
    return {**plan, **question.notes}


def _planned(books: Books, question: EvaluationQuestion) -> list[tuple[str, str, str]]:
    """List what a registered plan covers, of the areas and the measure named."""
    plan = plan_named(registered_plans(books, LAST_ENTRY), question.plan or "")
    fund = fund_id(books, question.fund) if question.fund else plan.fund
    areas = [area_id(books, written) for written in question.areas]
    measure = find_measure(question.measure).measure if question.measure else None
    asked = [
        (plan.fund, area, counted)
        for counted in plan.measures
        for area in plan.areas
        if area in (areas or plan.areas) and counted == (measure or counted)
    ]
    if fund != plan.fund or not asked:
        raise WrongArgument(
            f"{plan.plan} covers {', '.join(plan.measures)} of {plan.fund} in "
            f"{', '.join(plan.areas)}; leave out what it does not cover"
        )
    return asked


def _asked(books: Books, question: EvaluationQuestion) -> list[tuple[str, str]]:
    fund = fund_id(books, question.fund) if question.fund else None
    areas = [area_id(books, written) for written in question.areas]
    held = [(found.fund, found.area) for found in read_footprints(books)]
    of_fund = [pair for pair in held if fund in {None, pair[0]}]
    if not of_fund:
        whose = fund or "any fund"
        raise WrongArgument(
            f"the registers hold no footprint of {whose}; "
            "say in the Footprints sheet which places its money was meant for"
        )
    known = sorted({area for _, area in of_fund})
    for area in areas:
        if area not in known:
            raise UnknownName(f"footprint of {fund or 'any fund'} in", area, known)
    return [pair for pair in of_fund if not areas or pair[1] in areas]


def _pooled(runs: Sequence[AreaRun]) -> list[PooledRun]:
    together = dict.fromkeys((run.fund, run.measure) for run in runs)
    pooled = (
        pooled_run(
            [
                run.kept
                for run in runs
                if run.kept and (run.fund, run.measure) == fund_and_measure
            ]
        )
        for fund_and_measure in together
    )
    return [found for found in pooled if found]


def _answer(run: AreaRun) -> RunAnswer:
    result = run.kept.result if run.kept else {}
    return RunAnswer(
        run_id=run.run_id,
        fund=run.fund,
        area=run.area,
        measure=run.measure,
        status=run.status,
        verdict=result.get("verdict"),
        effect_pct=result.get("effect_pct"),
        ci_low_pct=result.get("ci_low_pct"),
        ci_high_pct=result.get("ci_high_pct"),
        p=result.get("p"),
        mde_pct=result.get("mde_pct"),
        html=str(run.kept.html) if run.kept else None,
        sentence=result.get("sentence", run.message),
        p_holm=result.get("p_holm"),
        standing=result.get("standing"),
        plan=result.get("plan_id"),
        maryland_level=result.get("maryland_level"),
    )
