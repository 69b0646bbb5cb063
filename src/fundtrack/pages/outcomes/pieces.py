"""The words and key figures of Outcomes."""

from fundtrack.metrics.measured import Measured
from fundtrack.metrics.outcome_shares import OutcomeShare
from fundtrack.pages.markup import Markup
from fundtrack.pages.markup import element
from fundtrack.pages.markup import text
from fundtrack.pages.outcomes.standing import OutcomeStanding
from fundtrack.pages.outcomes.standing import Period
from fundtrack.pages.pieces import KeyFigure
from fundtrack.pages.pieces import head
from fundtrack.pages.pieces import key_figures
from fundtrack.sentences.outcomes import NEXT_STEPS
from fundtrack.sentences.outcomes import NOTHING_HELD
from fundtrack.sentences.outcomes import USUAL_SET
from fundtrack.sentences.outcomes import Story
from fundtrack.sentences.outcomes import made_up_note
from fundtrack.sentences.outcomes import month_name
from fundtrack.sentences.outcomes import months_said
from fundtrack.sentences.outcomes import not_held
from fundtrack.sentences.outcomes import outcome_sentence
from fundtrack.sentences.outcomes import periods_said
from fundtrack.sentences.phrases import counted
from fundtrack.sentences.phrases import listed

NOT_KNOWN = "not known"


def opening(standing: OutcomeStanding) -> Markup:
    """Write the sentence and what it is about, or what to take in first."""
    if standing.holds_nothing:
        steps = [element("li", text(step)) for step in NEXT_STEPS]
        return element("h1", text(NOTHING_HELD)) + element("ol", *steps)
    story = standing.story
    if story is None:
        sentence = (
            f"No {standing.noun} of {standing.measure.name.lower()} is held here."
        )
        return head(sentence, _how_to_hold(standing))
    months = months_said(standing.choice.first, standing.choice.last)
    counting = "offences" if standing.is_quarterly else "distinct crimes"
    note = standing.measure.note
    beware = f" Beware: {note}." if note else ""
    found = standing.period.found if standing.period else None
    made_up = made_up_note([found.provenance] if found else [])
    return head(
        outcome_sentence(story),
        f"{story.measure}, {story.place}, {months}, {counting}.{made_up}{beware}",
    )


def figures(standing: OutcomeStanding) -> Markup:
    """Write the key figures: count, change, rate, outcomes, what is held."""
    story, period = standing.story, standing.period
    if story is None or period is None:
        return ""
    found = period.found
    shown = (
        _count(story, found),
        _change(story, period),
        _rate(standing, story, found),
        _outcomes(period),
        _held(standing),
    )
    return key_figures([figure for figure in shown if figure])


def _how_to_hold(standing: OutcomeStanding) -> str:
    named = standing.place.name
    if standing.is_quarterly:
        return (
            f"Nothing of {named} is held by quarter. Fetch the Home Office's recorded "
            "crime open data tables and take them in: fundtrack ingest recorded-crime "
            "FILE. Or choose another measure."
        )
    return (
        f"No file of {named} is held. Fetch its street files from data.police.uk and "
        "take them in: fundtrack ingest crime FILE.zip. Or choose another place."
    )


def _marks(found: Measured) -> tuple[str, ...]:
    return (found.provenance,) if found.provenance else ()


def _count(story: Story, found: Measured) -> KeyFigure:
    if found.count is None:
        lacking = f"{story.when}: {not_held(found.missing)}"
        return KeyFigure("Recorded", NOT_KNOWN, lacking)
    return KeyFigure("Recorded", f"{found.count:,}", story.when, _marks(found))


def _change(story: Story, period: Period) -> KeyFigure:
    change = story.change
    label = "Against the year before"
    if change is None:
        why = story.refused or not_held(story.missing_before or story.missing)
        return KeyFigure(label, "not compared", why)
    pct = change.pct
    size = f"{change.difference:+,}" if pct is None else f"{pct:+.1f}%"
    said = [f"{change.earlier.offences:,} to {change.later.offences:,}"]
    crossed = change.ruling.crossed
    if crossed:
        whens = list(dict.fromkeys(month_name(each.first) for each in crossed))
        said.append(f"not like for like: {listed(whens)}")
    if period.change and period.change.left_out:
        months = counted(len(period.change.left_out), "month")
        said.append(f"{months} of both years left out")
    return KeyFigure(
        label, size.replace("-", "−"), "; ".join(said), _marks(period.found)
    )


def _rate(standing: OutcomeStanding, story: Story, found: Measured) -> KeyFigure:
    label = f"Rate, {found.per}"
    if str(standing.measure.denominator) == "none":
        return KeyFigure("Rate", "none", "nothing fitting is held to divide by")
    if found.rate is None or found.denominator is None or found.count is None:
        lacking = (
            "no estimate of this place is held" if not found.out_of else story.when
        )
        return KeyFigure(label, NOT_KNOWN, lacking)
    return KeyFigure(
        label,
        f"{found.rate:,.1f}",
        f"{found.count:,} over {found.denominator.says}",
        _marks(found),
    )


def usual_share(period: Period) -> OutcomeShare | None:
    """Give the usual set of outcomes, of crimes recorded in the period."""
    return next(
        (
            each
            for each in period.shares
            if each.of_set.name == USUAL_SET and each.basis == "recorded"
        ),
        None,
    )


def _outcomes(period: Period) -> KeyFigure | None:
    usual = usual_share(period)
    if usual is None:
        return None
    label = "Positive outcomes"
    marks = (usual.provenance,) if usual.provenance else ()
    if usual.numerator is None:
        return KeyFigure(label, NOT_KNOWN, not_held(usual.missing))
    waiting = f"{counted(usual.not_yet or 0, 'crime')} without one so far"
    share = usual.share
    if share is None:
        return KeyFigure(label, "none", waiting, marks)
    of = f"{usual.numerator:,} of {usual.denominator:,} outcomes"
    if share.is_small:
        return KeyFigure(label, "too few", f"{of}; {waiting}", marks)
    return KeyFigure(label, f"{share.pct:.1f}%", f"{of}; {waiting}", marks)


def _held(standing: OutcomeStanding) -> KeyFigure:
    asked, lacking = len(standing.months), standing.lacking
    says = f"no file: {periods_said(lacking)}" if lacking else "none is missing"
    return KeyFigure("Months held", f"{asked - len(lacking)} of {asked}", says)
