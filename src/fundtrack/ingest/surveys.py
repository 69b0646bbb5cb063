"""Check a perception survey before it is kept, whole or not at all."""

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fundtrack.domain.surveys import SMALLEST_BASE
from fundtrack.domain.surveys import day_of_wave
from fundtrack.errors import UnknownName
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.ingest.register_cells import RegisterEntry
from fundtrack.ingest.register_cells import read_entry
from fundtrack.places import districts
from fundtrack.places import find_district
from fundtrack.places import find_force
from fundtrack.places import forces
from fundtrack.places import wards
from fundtrack.sources.registers import RegisterFile


@dataclass(frozen=True, slots=True)
class AreaNames:
    """The office's areas by id, and the districts that each is made of."""

    names: Mapping[str, str]
    districts: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class CheckedAnswer:
    """One row that can be kept: a question, area and wave with its counts."""

    survey: str
    question: str
    answer: str
    area: str
    comparison: str
    wave: str
    wave_order: int
    asked_from: date | None
    respondents: int
    numerator: int
    source: str


@dataclass(frozen=True, slots=True)
class CheckedSurvey:
    """What a file holds that can be kept, and everything found in it."""

    rows: tuple[CheckedAnswer, ...]
    findings: tuple[Finding, ...]


def check_survey(file: RegisterFile, areas: AreaNames) -> CheckedSurvey:
    """Look at every row; all that is wrong is said at once."""
    findings = list(file.findings)
    entries: list[RegisterEntry] = []
    for row in file.rows:
        entry, wrong = read_entry(row)
        wrong = wrong or [*_wrong(entry, areas)]
        findings += wrong
        if not any(found.severity is Severity.BLOCK for found in wrong):
            entries.append(entry)
    if not file.rows and not findings:
        findings.append(_no_rows(file))
    waves = list(dict.fromkeys(entry.text("wave") for entry in entries))
    rows = [_answer(file, entry, areas, waves) for entry in entries]
    findings += [*_twice(entries, rows), *_undated(file, rows), *_alone(file, rows)]
    return CheckedSurvey(tuple(rows), tuple(findings))


def place_id(written: str, areas: AreaNames) -> str:
    """Find the area, district, ward or force that a survey names.

    Returns:
        The area's id, the force's slug, or the official code.

    Raises:
        UnknownName: when it is none of these.
    """
    wanted = written.strip().casefold()
    for area, name in areas.names.items():
        if wanted in {area.casefold(), name.casefold()}:
            return area
    for ward in wards().values():
        if wanted == ward.code.casefold():
            return ward.code
    try:
        return find_district(written).code
    except UnknownName:
        return find_force(written).force


def forces_of(place: str, areas: AreaNames) -> set[str]:
    """Give the forces in whose areas a survey's place lies."""
    if place in forces():
        return {place}
    of_place = [*areas.districts.get(place, [place])]
    of_place = [
        wards()[code].district if code in wards() else code for code in of_place
    ]
    police = {districts()[code].police_area for code in of_place if code in districts()}
    return {slug for slug, force in forces().items() if force.police_area in police}


def _wrong(entry: RegisterEntry, areas: AreaNames) -> Iterator[Finding]:
    respondents = entry.whole("respondents") or 0
    numerator = entry.whole("numerator") or 0
    if respondents == 0:
        yield entry.finding(
            "survey-respondents",
            "respondents",
            "nobody answered, which says nothing",
            "leave the row out",
        )
    elif numerator > respondents:
        yield entry.finding(
            "survey-numerator",
            "numerator",
            f"{numerator} gave the answer and only {respondents} were asked",
            "check the two numbers; they may stand the wrong way round",
        )
    elif respondents < SMALLEST_BASE:
        yield _small(entry, respondents)
    yield from _wrong_places(entry, areas)


def _wrong_places(entry: RegisterEntry, areas: AreaNames) -> Iterator[Finding]:
    found = {}
    for key in ("area", "comparison"):
        if written := entry.text(key):
            try:
                found[key] = place_id(written, areas)
            except UnknownName:
                yield entry.finding(
                    "survey-area-unknown",
                    key,
                    f"“{written}” is no area of the registers, district, ward or force",
                    "write the area's name as in the registers, or an official code",
                )
    if found.get("comparison") and found["comparison"] == found.get("area"):
        yield entry.finding(
            "survey-compared-with-itself",
            "comparison",
            "the area is set against itself",
            "name an area without the money, or leave the cell empty",
        )


def _small(entry: RegisterEntry, respondents: int) -> Finding:
    column = entry.row.register.column("respondents").heading
    return Finding(
        "survey-small",
        Severity.WARN,
        f"{respondents} respondents say too little for a percentage; under "
        f"{SMALLEST_BASE} the counts are shown alone",
        "nothing to do",
        file=entry.row.file,
        sheet=entry.row.sheet or None,
        row=entry.row.number,
        column=column,
    )


def _answer(
    file: RegisterFile, entry: RegisterEntry, areas: AreaNames, waves: Sequence[str]
) -> CheckedAnswer:
    wave, written = entry.text("wave"), entry.text("comparison")
    told = entry.facts.get("on")
    return CheckedAnswer(
        survey=entry.text("survey", file.path.stem),
        question=entry.text("question"),
        answer=entry.text("answer"),
        area=place_id(entry.text("area"), areas),
        comparison=place_id(written, areas) if written else "",
        wave=wave,
        wave_order=waves.index(wave) + 1,
        asked_from=told if isinstance(told, date) else day_of_wave(wave),
        respondents=entry.whole("respondents") or 0,
        numerator=entry.whole("numerator") or 0,
        source=entry.text("source"),
    )


def _twice(
    entries: Sequence[RegisterEntry], rows: Sequence[CheckedAnswer]
) -> Iterator[Finding]:
    first: dict[tuple[str, ...], RegisterEntry] = {}
    for entry, row in zip(entries, rows, strict=True):
        key = (row.survey, row.question, row.answer, row.area, row.wave)
        before = first.setdefault(key, entry)
        if before is not entry:
            yield entry.finding(
                "survey-row-twice",
                "question",
                f"row {before.row.number} speaks of the same question, area and wave",
                "keep one of the two rows",
            )


def _undated(file: RegisterFile, rows: Sequence[CheckedAnswer]) -> Iterator[Finding]:
    """Tell of waves without a day, which follow each other as in the file."""
    waves = dict.fromkeys(row.wave for row in rows if row.asked_from is None)
    if waves:
        yield Finding(
            "survey-wave-undated",
            Severity.WARN,
            f"no day is told of {', '.join(waves)}; waves are taken in the order in "
            "which the file first names them",
            "fill in Asked from, or name the wave like 2023-09",
            file=file.path.name,
            column="Wave",
        )


def _alone(file: RegisterFile, rows: Sequence[CheckedAnswer]) -> Iterator[Finding]:
    """Tell of comparison areas that were not asked the question."""
    asked = {(row.question, row.answer, row.area) for row in rows}
    alone = dict.fromkeys(
        row.comparison
        for row in rows
        if row.comparison and (row.question, row.answer, row.comparison) not in asked
    )
    if alone:
        yield Finding(
            "survey-comparison-not-asked",
            Severity.WARN,
            f"the file has no answers of {', '.join(alone)} to a question for which "
            "it is the comparison",
            "add its rows, or take in the file that has them",
            file=file.path.name,
            column="Comparison area",
        )


def _no_rows(file: RegisterFile) -> Finding:
    return Finding(
        "survey-empty",
        Severity.BLOCK,
        "the file has no filled row",
        "fill in a row for each question, area and wave",
        file=file.path.name,
    )
