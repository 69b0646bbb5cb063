"""What is said of runs while they go on, and when they have ended."""

from collections.abc import Sequence

from fundtrack.sentences.phrases import counted
from fundtrack.sentences.phrases import listed

STATES = {
    "done": ("Done", "good"),
    "cached": ("As before", "good"),
    "failed": ("Failed", "stop"),
}
"""How an area's run ended, as a reader says it, and how grave that is."""

WAITING = ("Running", "wait")
STOPPED = "Stopped. Areas that had finished are kept whole; nothing else is."
ENDED = "The run has ended"
BROKE_OFF = (
    "The run ended before it was done. Areas that had finished are kept whole, nothing "
    "else is. See that memory is free, then run again; if it happens once more, tell "
    "the administrator the number {name}: the log of the workspace says what happened."
)
KEEP_OPEN = (
    "The page stays alive meanwhile; leave it open, for a run ends with its page. Each "
    "area is kept as soon as it is done."
)


def area_words(status: str, run: str, words: str) -> str:
    """Say how one area's run ended, by which run, and what it found."""
    if status == "cached":
        return f"Run {run}: nothing that it reads has moved. {words}"
    if status == "failed":
        return words
    return f"Run {run}. {words}"


def running_title(places: Sequence[str], what: str) -> str:
    """Say what is being run."""
    return f"Running {listed(places)}: {what}"


def ended_words(status: str, done: int, failed: int) -> str:
    """Say how an order ended, in one sentence that can be read out."""
    if failed:
        ran = f"; {counted(done, 'area')} kept" if done else ""
        return f"{counted(failed, 'area')} failed{ran}. What to do stands beside each."
    if status == "cached":
        return "Nothing that these runs read has moved, so they stand as they are."
    if not done:
        return "The run has ended."
    was = "was" if done == 1 else "were"
    return f"{counted(done, 'area')} {was} run. The page shows the new figures."


def planned_words(plan: str, kind: str, seen: str) -> str:
    """Say which plan stands now, and the smallest falls that it could see."""
    return (
        f"The plan {plan} is registered, {kind}. Smallest fall it could see: {seen}. "
        "Run again to follow it."
    )


def refused_words(words: str) -> str:
    """Say that nothing was run and why."""
    return f"Nothing was run: {words}."
