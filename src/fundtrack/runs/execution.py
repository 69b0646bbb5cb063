"""Run one notebook in one kernel, and say in words how it failed."""

import asyncio
import logging
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
import papermill
from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import CellTimeoutError
from nbclient.exceptions import DeadKernelError
from papermill.exceptions import PapermillExecutionError

from fundtrack.errors import Refused
from fundtrack.runs.parameters import check_parameters
from fundtrack.runs.same_python import SamePythonManager

KERNEL = "python3"
START_SECONDS = 60
RUN_SECONDS = 600


class RunFailed(Refused):
    """A notebook did not run to its end."""

    def __init__(self, notebook: str, place: str, detail: str, remedy: str) -> None:
        self.notebook = notebook
        super().__init__(f"{notebook}, {place}: {detail}; nothing was kept: {remedy}")


def execute(path: Path, parameters: Mapping[str, object]) -> dict[str, Any]:
    """Run a notebook with its parameters and give the executed one.

    Nothing is written: what comes back is kept by the caller once it is whole.

    Args:
        path: the notebook's file.
        parameters: by name, as its parameters cell declares them.

    Raises:
        UnknownName, WrongArgument: before a kernel starts, when parameters are wrong.
        RunFailed: when a cell fails, or the kernel dies or does not answer.
    """
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    check_parameters(path, notebook, parameters)
    # What goes wrong is said once, in our words, by the error raised below.
    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    try:
        with _closed_loop():
            executed = papermill.execute_notebook(
                notebook,
                None,
                dict(parameters),
                kernel_name=KERNEL,
                language="python",
                progress_bar=False,
                start_timeout=START_SECONDS,
                execution_timeout=RUN_SECONDS,
                shutdown_kernel="immediate",
                kernel_manager_class=SamePythonManager,
            )
    except PapermillExecutionError as error:
        raise _cell_failed(path, error) from error
    except CellTimeoutError as error:
        place, detail = "a cell", f"no answer after {RUN_SECONDS} seconds"
        raise RunFailed(path.name, place, detail, "run it again") from error
    except (DeadKernelError, RuntimeError) as error:
        # nbclient says RuntimeError where a kernel dies before its first answer.
        place, detail = "its kernel", "the process ended before the notebook did"
        remedy = "see that memory is free, and run it again"
        raise RunFailed(path.name, place, detail, remedy) from error
    return dict(executed)


@contextmanager
def _closed_loop() -> Iterator[None]:
    """Close the event loop that nbclient makes for this thread and leaves open.

    A loop that runs is somebody else's and stays.
    """
    try:
        yield
    finally:
        loop = ensure_event_loop()
        if not loop.is_running():
            loop.close()
            asyncio.set_event_loop(None)


def _cell_failed(path: Path, error: Any) -> RunFailed:  # noqa: ANN401 - untyped library
    # The cell that papermill puts in for the parameters is not in the notebook's file.
    return RunFailed(
        path.name,
        f"cell {error.exec_count - 1}",
        f"{error.ename}: {error.evalue}",
        "put that right, and run it again",
    )
