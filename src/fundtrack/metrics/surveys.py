"""What perception surveys measured: shares by wave, and change beyond a comparison."""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fundtrack.domain.surveys import is_aimed_at_feelings
from fundtrack.metrics.position import Reader
from fundtrack.metrics.proportions import Share
from fundtrack.metrics.proportions import ShareChange
from fundtrack.metrics.proportions import change_between
from fundtrack.metrics.proportions import change_beyond
from fundtrack.metrics.proportions import share_of
from fundtrack.store.connection import Row


@dataclass(frozen=True, slots=True)
class WaveShare:
    """What one wave found; `asked_from` is nothing where no day is told."""

    wave: str
    asked_from: date | None
    share: Share
    source: str


@dataclass(frozen=True, slots=True)
class SurveyAnswer:
    """One question in one area, wave after wave, beside its comparison area.

    `change` is from the first wave to the last, `comparison_change` the same of the
    comparison area, and `beyond` the first less the second; each is nothing where the
    waves for it are not held.
    """

    survey: str
    question: str
    answer: str
    area: str
    comparison: str
    waves: tuple[WaveShare, ...]
    comparison_waves: tuple[WaveShare, ...]
    change: ShareChange | None
    comparison_change: ShareChange | None
    beyond: ShareChange | None


class Perceived(StrEnum):
    """Whether it was measured that people feel safer."""

    MEASURED = "measured"
    ONE_WAVE = "one wave only"
    NOT_MEASURED = "not measured"
    NOT_AIMED = "not aimed at"


@dataclass(frozen=True, slots=True)
class Perceptions:
    """Whether a scheme meant people to feel safer, and whether anybody asked them.

    `purpose` is the fund's, as its register says it.
    """

    status: Perceived
    purpose: str
    answers: tuple[SurveyAnswer, ...]


def survey_answers(books: Reader, area: str | None = None) -> tuple[SurveyAnswer, ...]:
    """Give what surveys found in an area, or in every one that is not a comparison.

    Args:
        books: a snapshot.
        area: id of an area, slug of a force, or code of a district or ward.
    """
    asked: dict[tuple[str, str, str, str], list[Row]] = defaultdict(list)
    for row in books.rows("survey_answers"):
        key = (row["survey"], row["question"], row["answer"], row["area"])
        asked[key].append(row)
    beside = {row["comparison"] for rows in asked.values() for row in rows}
    return tuple(
        _answer(rows, asked.get((*key[:3], _comparison(rows)), []))
        for key, rows in asked.items()
        if (key[3] == area if area else key[3] not in beside)
    )


def perceptions(books: Reader, fund: str, area: str) -> Perceptions:
    """Say whether a scheme aimed at feeling safer has been measured by a survey.

    Args:
        books: a snapshot.
        fund: id of the fund.
        area: id of the area.
    """
    purpose = "".join(row["purpose"] for row in books.rows("fund_purpose", fund=fund))
    is_aimed = is_aimed_at_feelings(purpose)
    answers = survey_answers(books, area)
    if any(answer.change for answer in answers):
        status = Perceived.MEASURED
    elif answers:
        status = Perceived.ONE_WAVE
    else:
        status = Perceived.NOT_MEASURED if is_aimed else Perceived.NOT_AIMED
    return Perceptions(status, purpose, answers)


def _comparison(rows: Iterable[Row]) -> str:
    return next((row["comparison"] for row in rows if row["comparison"]), "")


def _answer(rows: Sequence[Row], beside: Sequence[Row]) -> SurveyAnswer:
    waves = _waves(rows)
    there = _waves(beside)
    both = {each.wave for each in waves} & {each.wave for each in there}
    change = _change(waves)
    paired = _change([each for each in waves if each.wave in both])
    comparison_change = _change([each for each in there if each.wave in both])
    return SurveyAnswer(
        survey=rows[0]["survey"],
        question=rows[0]["question"],
        answer=rows[0]["answer"],
        area=rows[0]["area"],
        comparison=_comparison(rows),
        waves=tuple(waves),
        comparison_waves=tuple(there),
        change=change,
        comparison_change=comparison_change,
        beyond=change_beyond(paired, comparison_change)
        if paired and comparison_change
        else None,
    )


def _waves(rows: Iterable[Row]) -> list[WaveShare]:
    return [
        WaveShare(
            row["wave"],
            row["asked_from"],
            share_of(row["numerator"], row["respondents"]),
            row["source"],
        )
        for row in rows
    ]


def _change(waves: Sequence[WaveShare]) -> ShareChange | None:
    """Give the change from the first wave to the last, where there are two."""
    if len(waves) < 2:  # noqa: PLR2004 - a change is between two
        return None
    return change_between(waves[0].share, waves[-1].share)
