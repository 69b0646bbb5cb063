"""Perception surveys: what people were asked, where and when, and how many said so."""

import re
from datetime import date

from fundtrack.domain.register_columns import Column
from fundtrack.domain.register_columns import Reads
from fundtrack.domain.register_columns import Register
from fundtrack.errors import NotAPeriod
from fundtrack.periods import FinancialYear
from fundtrack.periods import Month
from fundtrack.periods import Quarter

SMALLEST_BASE = 30
"""Fewer respondents say too little for a percentage; the counts are shown alone.

Source: the usual rule of published survey reports in government, which leave out
percentages of fewer than 30 respondents and mark those of fewer than 100.
"""

CAUTIOUS_BASE = 100

SURVEY = Register(
    "Survey",
    "What was answered in a perception survey: a row for each question, area and wave. "
    "The area without the money that is set against it has rows of its own",
    (
        Column(
            "Question",
            "question",
            Reads.TEXT,
            "As it was asked, word for word",
            "How safe do you feel walking alone after dark?",
            is_required=True,
        ),
        Column(
            "Answer",
            "answer",
            Reads.TEXT,
            "The answers that the numerator counts; empty where the question says it",
            "very or fairly safe",
        ),
        Column(
            "Area",
            "area",
            Reads.TEXT,
            "One of the office's areas, a district, a ward or a force",
            "Riverside",
            is_required=True,
        ),
        Column(
            "Comparison area",
            "comparison",
            Reads.TEXT,
            "The area without the money whose change is taken off; empty where none "
            "was asked",
            "Hillside",
        ),
        Column(
            "Wave",
            "wave",
            Reads.TEXT,
            "Its name, or the month, quarter or year in which it was asked",
            "2023-09",
            is_required=True,
        ),
        Column(
            "Asked from",
            "on",
            Reads.DAY,
            "The wave's first day, where its name is no month, quarter or year",
            "",
        ),
        Column(
            "Respondents",
            "respondents",
            Reads.COUNT,
            "People who answered this question",
            "412",
            is_required=True,
        ),
        Column(
            "Numerator",
            "numerator",
            Reads.COUNT,
            "How many of them gave the answer",
            "251",
            is_required=True,
        ),
        Column(
            "Source",
            "source",
            Reads.TEXT,
            "Who asked, and where it is published or kept",
            "Riverside residents' survey, wave 1, page 4",
            is_required=True,
        ),
        Column(
            "Survey",
            "survey",
            Reads.TEXT,
            "The survey's name; empty for the file's",
            "Residents' survey",
        ),
    ),
)
HOW_TO = (
    "Fill in one row for each question, area and wave.",
    "Rows of the comparison area name no comparison area themselves.",
    "A row whose first cell begins with e.g. is an example and is never taken in.",
    "Take the file in with: fundtrack ingest survey survey.xlsx",
    "A later file replaces the waves of a survey that it holds, each as a whole.",
)

_FEELINGS = re.compile(
    r"\b(feel\w*|perception\w*|perceiv\w*|fear\w*|confiden\w*|reassur\w*)\b"
    r"|women and girls",
    re.IGNORECASE,
)
"""Words of a purpose that counts of crime alone cannot answer.

Source: the evaluations of the Safer Streets rounds for women and girls in public space
asked people how safe they feel (evaluation notes, section 1.1).
"""


def day_of_wave(wave: str) -> date | None:
    """Give the first day of a wave named 2023-09, 2023-24 Q2, 2023-24 or 2023."""
    for period in (Month, Quarter, FinancialYear):
        try:
            return period.parse(wave).dates.start
        except NotAPeriod:
            continue
    year = re.fullmatch(r"\s*((?:19|20)[0-9]{2})\s*", wave)
    return date(int(year[1]), 1, 1) if year else None


def is_aimed_at_feelings(purpose: str) -> bool:
    """Whether a purpose is that people feel safer, not only that crime is less."""
    return bool(_FEELINGS.search(purpose))
