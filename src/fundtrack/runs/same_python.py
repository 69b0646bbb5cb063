"""Start kernels with the Python that runs this program, whatever is registered."""

import os
import sys
import tempfile
import uuid
from pathlib import Path

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from traitlets import Type
from traitlets import default

from fundtrack.kernels.parents import Warmth
from fundtrack.kernels.prompt import PromptClient
from fundtrack.kernels.provisioner import warm_metadata

WARMTH = Warmth(
    (
        "altair",
        "pandas",
        "vl_convert",
        "fundtrack.evaluation.assessments",
        "fundtrack.evaluation.caveats",
        "fundtrack.runs.area_tables",
        "fundtrack.runs.evaluation_results",
        "fundtrack.runs.report_sections",
        "fundtrack.runs.section_tables",
        "fundtrack.runs.showing",
        "fundtrack.runs.specification_section",
        "fundtrack.runs.surroundings",
        "fundtrack.runs.synthetic_section",
        "fundtrack.runs.value_section",
        "fundtrack.sentences.evaluation_sections",
        "fundtrack.store.connection:close_idle_engine",
    )
)
"""What the notebooks import, so that a kernel of theirs has it when it is forked."""


class SamePythonManager(AsyncKernelManager):
    """A kernel manager that needs no kernel to be registered.

    A user's own `python3` kernel may belong to another environment, and a wheel in an
    empty environment may find none at all. Ours is forked from a warm parent where the
    system can do that. Where the system has local sockets they carry the talk: free
    ports are found and taken in two steps, and two kernels that started at once have
    been seen to take the same one.
    """

    client_factory = Type(PromptClient)
    transport = "ipc" if os.name == "posix" else "tcp"

    @default("ip")
    def _own_sockets(self) -> str:
        if self.transport == "tcp":
            return "127.0.0.1"
        return str(Path(tempfile.gettempdir()) / f"fundtrack-{uuid.uuid4().hex}")

    @property
    def kernel_spec(self) -> KernelSpec:
        """This interpreter, with its own ipykernel."""
        return KernelSpec(
            argv=[
                sys.executable,
                "-m",
                "ipykernel_launcher",
                "-f",
                "{connection_file}",
                "--log-level=ERROR",
            ],
            # Two notebooks run at once, and the matrices are small: threads that wait
            # for each other took half of the time.
            env={"OPENBLAS_NUM_THREADS": "1"},
            display_name="fundtrack",
            language="python",
            metadata=warm_metadata(WARMTH),
        )
