from fundtrack.sentences.running import area_words
from fundtrack.sentences.running import ended_words
from fundtrack.sentences.running import planned_words
from fundtrack.sentences.running import refused_words
from fundtrack.sentences.running import running_title


def test_each_area_says_how_it_ended() -> None:
    assert area_words("done", "r1", "It fell.") == "Run r1. It fell."
    assert area_words("cached", "r1", "It fell.") == (
        "Run r1: nothing that it reads has moved. It fell."
    )
    assert area_words("failed", "r1", "cell 3: put that right") == (
        "cell 3: put that right"
    )


def test_an_order_says_what_came_of_it() -> None:
    assert ended_words("done", 1, 0) == (
        "1 area was run. The page shows the new figures."
    )
    assert ended_words("done", 4, 0).startswith("4 areas were run.")
    assert ended_words("cached", 4, 0).startswith("Nothing that these runs read")
    assert ended_words("failed", 3, 1) == (
        "1 area failed; 3 areas kept. What to do stands beside each."
    )
    assert ended_words("failed", 0, 2).startswith("2 areas failed. What to do")
    assert ended_words("done", 0, 0) == "The run has ended."


def test_what_is_run_planned_or_refused_is_named() -> None:
    assert running_title(["Burnley", "Preston"], "burglary") == (
        "Running Burnley and Preston: burglary"
    )
    assert planned_words("P-1", "prospective", "Burnley 18%") == (
        "The plan P-1 is registered, prospective. Smallest fall it could see: Burnley "
        "18%. Run again to follow it."
    )
    assert refused_words("it is under way") == "Nothing was run: it is under way."
