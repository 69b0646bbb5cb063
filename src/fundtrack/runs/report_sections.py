"""The sections of an evaluation's report, each as what a notebook shows of it."""

from fundtrack.evaluation.assessments import Assessment
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.neighbours import neighbours_of
from fundtrack.evaluation.value.values import ValueForMoney
from fundtrack.runs.evaluation_cases import reproduce_lines
from fundtrack.runs.evaluation_figures import delivery_figure
from fundtrack.runs.evaluation_figures import placebo_figure
from fundtrack.runs.evaluation_figures import series_figure
from fundtrack.runs.evaluation_tables import comparators_table
from fundtrack.runs.evaluation_tables import effect_table
from fundtrack.runs.ring_section import rings_shown
from fundtrack.runs.section_tables import bought_table
from fundtrack.runs.section_tables import estimate_table
from fundtrack.runs.section_tables import later_gates_table
from fundtrack.runs.section_tables import months_table
from fundtrack.runs.section_tables import neighbours_table
from fundtrack.runs.section_tables import versions_table
from fundtrack.runs.showing import Drawn
from fundtrack.runs.showing import Words
from fundtrack.runs.showing import from_markdown
from fundtrack.runs.showing import pictures
from fundtrack.runs.showing import shown_together
from fundtrack.runs.showing import table
from fundtrack.runs.showing import tables
from fundtrack.runs.showing import words
from fundtrack.runs.surroundings import Surroundings
from fundtrack.sentences.evaluation_sections import NOT_READ
from fundtrack.sentences.evaluation_sections import bought_sentence
from fundtrack.sentences.evaluation_sections import cause_sentence
from fundtrack.sentences.evaluation_sections import delivery_sentence
from fundtrack.sentences.evaluation_sections import gates_sentence
from fundtrack.sentences.evaluation_sections import neighbours_sentence
from fundtrack.sentences.evaluation_sections import notes_sentence
from fundtrack.sentences.evaluation_sections import perceptions_sentence
from fundtrack.sentences.evaluation_sections import strength_sentence
from fundtrack.sentences.evaluations import result_sentence


def bought_shown(case: Case, around: Surroundings) -> Drawn:
    """Show what was bought, how far delivery came, and what was paid when."""
    bought = around.bought
    return shown_together(
        from_markdown(bought_sentence(case, bought), delivery_sentence(case)),
        tables(bought_table(bought)),
        pictures(delivery_figure(case)),
        tables(months_table(case, bought)),
    )


def result_shown(case: Case, assessment: Assessment, value: ValueForMoney) -> Drawn:
    """Show the result: one sentence, both counts, the estimate, the pictures."""
    return shown_together(
        from_markdown(f"**{result_sentence(case, assessment)}**"),
        tables(effect_table(case, assessment), estimate_table(case, assessment, value)),
        pictures(
            series_figure(case, is_read=assessment.effect is not None),
            placebo_figure(case, assessment.effect),
        ),
    )


def neighbours_shown(case: Case, assessment: Assessment) -> Drawn:
    """Show whether crime moved next door; nothing is read where a gate bars it."""
    if assessment.effect is None:
        return from_markdown(NOT_READ)
    found = neighbours_of(case)
    return shown_together(
        from_markdown(neighbours_sentence(case, found)),
        tables(neighbours_table(found)),
        rings_shown(case),
    )


def gates_shown(assessment: Assessment) -> Drawn:
    """Show the gates that follow the result, and how many are green in all."""
    return shown_together(
        from_markdown(gates_sentence(assessment.gates)),
        tables(later_gates_table(assessment)),
    )


def how_done(mechanism: str, moderators: str, implementation: str) -> Words:
    """Show what somebody wrote of how it was done, or that nobody has yet."""
    return words(
        notes_sentence("Mechanism.", mechanism),
        notes_sentence("Moderators.", moderators),
        notes_sentence("Implementation.", implementation),
    )


def conclusion(
    case: Case, assessment: Assessment, value: ValueForMoney, around: Surroundings
) -> Words:
    """Say in plain words what was found, what it allows, and how strongly."""
    said = (
        result_sentence(case, assessment),
        cause_sentence(case, assessment),
        strength_sentence(assessment, value.maryland),
        perceptions_sentence(around.perceptions),
    )
    return words(*(sentence for sentence in said if sentence))


def appendix(case: Case, run: str) -> Drawn:
    """Show how the run is made again, the comparators, and the versions."""
    return shown_together(
        from_markdown(reproduce_lines(case, run)),
        tables(comparators_table(case)),
        table(versions_table()),
    )
