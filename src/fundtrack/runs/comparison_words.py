"""What moved between two runs, in words."""

from collections.abc import Iterable
from collections.abc import Sequence

from fundtrack.runs.comparing import Comparison
from fundtrack.runs.comparing import DataMoved
from fundtrack.runs.comparing import Moved
from fundtrack.sentences.phrases import counted
from fundtrack.sentences.phrases import listed

MOST_NAMED = 6
"""How many things are named before the rest is counted."""

HASH, SHORT = 64, 16
LISTS = (list, tuple)
UNSIGNED = ("mde_pct", "worthwhile_pct")
NAMES = {
    "effect_pct": "the effect",
    "ci_low_pct": "the interval's lower end",
    "ci_high_pct": "the interval's upper end",
    "mde_pct": "the smallest change that could be seen",
    "treated_pre": "offences before, treated",
    "treated_post": "offences after, treated",
    "comparators_pre": "offences before, comparators",
    "comparators_post": "offences after, comparators",
    "code_version": "the program's code",
    "notebook_sha256": "the notebook",
    "counts": "the counts",
}


def comparison_lines(compared: Comparison) -> Iterable[str]:
    """Say part by part what moved; one line says it where nothing did."""
    if not compared.moved:
        yield "Nothing moved: counts, plan, code, parameters and result are the same."
    yield from _data_lines(compared.data)
    for said, wards in (
        ("Compared with in the second run alone", compared.comparators.added),
        ("Compared with in the first run alone", compared.comparators.gone),
    ):
        if wards:
            yield f"{said}: {_named(wards, 'ward')}."
    for part in ("plan", "code", "parameters", "result"):
        moved: Sequence[Moved] = getattr(compared, part)
        if moved:
            yield f"{part.capitalize()}: {'; '.join(map(moved_words, moved))}."


def moved_words(moved: Moved) -> str:
    """Say what one thing was and what it became; of a list, what came and went."""
    name = NAMES.get(moved.name, moved.name.replace("_", " "))
    first, second = moved.first, moved.second
    if isinstance(first, LISTS) and isinstance(second, LISTS):
        return f"{name} {_came_and_went(first, second)}"
    is_pct = moved.name.endswith("_pct")
    is_change = is_pct and moved.name not in UNSIGNED
    written = [_said(held, is_pct=is_pct) for held in (first, second)]
    if not is_change:
        written = [text.removeprefix("+") for text in written]
    return f"{name} from {written[0]} to {written[1]}"


def _came_and_went(first: Sequence[object], second: Sequence[object]) -> str:
    gone = [str(held) for held in first if held not in second]
    came = [str(held) for held in second if held not in first]
    parts = [f"without {_named(gone, 'thing')}"] * bool(gone)
    parts += [f"with {_named(came, 'thing')}"] * bool(came)
    return " and ".join(parts) or "in another order"


def _data_lines(data: DataMoved) -> Iterable[str]:
    for moved in data.sources:
        if moved.name == "counts":
            yield f"Data: {moved_words(moved)}."
    if data.revised:
        months = [
            f"{at.force} {at.month} from {at.first:,} to {at.second:,} offences "
            f"in {counted(at.wards, 'ward')}"
            for at in data.revised
        ]
        yield f"Data revised: {_named(months, 'month')}."
    if data.months_added:
        yield f"Compared in the second run alone: {_named(data.months_added, 'month')}."
    if data.months_gone:
        yield f"Compared in the first run alone: {_named(data.months_gone, 'month')}."


def _named(names: Sequence[str], one: str) -> str:
    left = len(names) - MOST_NAMED
    if left <= 0:
        return listed(names)
    return f"{', '.join(names[:MOST_NAMED])} and {counted(left, f'more {one}')}"


def _said(held: object, *, is_pct: bool) -> str:
    match held:
        case None:
            return "not told"
        case bool():
            return "yes" if held else "no"
        case float():
            return f"{held:+.1f}%".replace("-", "−") if is_pct else f"{held:.3f}"
        case int():
            return f"{held:,}"
        case list() | tuple():
            return _named([str(each) for each in held], "thing") or "none"
    return _shortened(str(held).replace("_", " ")) or "nothing"


def _shortened(written: str) -> str:
    """Cut a hash short; 16 figures tell any two apart."""
    is_hash = len(written) == HASH and set(written) <= set("0123456789abcdef")
    return written[:SHORT] if is_hash else written
