import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from fundtrack.kernels.parents import can_fork
from fundtrack.kernels.parents import parent_of
from fundtrack.runs import execution
from fundtrack.runs.execution import RunFailed
from fundtrack.runs.execution import _closed_loop
from fundtrack.runs.execution import execute
from fundtrack.runs.same_python import WARMTH
from fundtrack.runs.same_python import SamePythonManager
from tests.runs.notebooks import write


def test_notebook_that_does_not_end_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(execution, "RUN_SECONDS", 1)
    path = write(tmp_path / "n.ipynb", "import threading\nthreading.Event().wait(60)")
    with pytest.raises(RunFailed, match="no answer after 1 seconds"):
        execute(path, {})


def test_kernel_runs_this_very_python_with_none_registered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    path = write(tmp_path / "n.ipynb", "import sys\nprint(sys.executable)")
    executed = execute(path, {"fund": "SSF1"})
    (said,) = executed["cells"][-1]["outputs"]
    assert said["text"].strip() == SamePythonManager().kernel_spec.argv[0]
    assert SamePythonManager().kernel_spec.env == {"OPENBLAS_NUM_THREADS": "1"}


@pytest.mark.skipif(not can_fork(), reason="warm parents stand on Linux")
def test_kernel_of_a_run_is_forked_with_its_imports_done(tmp_path: Path) -> None:
    code = "import os, sys\nprint(os.getppid(), 'altair' in sys.modules)"
    executed = execute(write(tmp_path / "n.ipynb", code), {"fund": "SSF1"})
    (said,) = executed["cells"][-1]["outputs"]
    assert said["text"].split() == [str(parent_of(WARMTH).pid), "True"]


def test_kernel_that_dies_is_told_of_once_in_our_words(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = write(tmp_path / "n.ipynb", "import os\nos._exit(1)")
    with pytest.raises(RunFailed, match="the process ended before the notebook did"):
        execute(path, {})
    assert caplog.messages == []


def test_an_event_loop_that_runs_already_is_left_alone() -> None:
    async def within() -> bool:
        with _closed_loop():
            pass
        return asyncio.get_running_loop().is_closed()

    with ThreadPoolExecutor(1) as thread:
        is_closed = thread.submit(lambda: asyncio.run(within())).result()
    assert is_closed is False
