"""Several processes at once, some killed: nothing is lost, doubled or failed."""

import os
import subprocess
import sys

from tests.conftest import ROOT


def run(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a benchmark in its short form."""
    return subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / script), *arguments],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
    )


def test_two_record_and_three_read_and_nothing_is_lost_or_fails() -> None:
    told = run("writers_and_readers.py", "short")
    assert told.returncode == 0, told.stdout + told.stderr
    assert "8 acts, 0 lost, 0 doubled, 0 failed" in told.stdout
    assert "24 readings, 0 errors" in told.stdout


def test_a_killed_writer_loses_nothing_that_was_said_to_be_done() -> None:
    told = run("kill_writers.py", "8")
    assert told.returncode == 0, told.stdout + told.stderr
    assert told.stdout.startswith("8 kills, ")
    assert "0 faults" in told.stdout
