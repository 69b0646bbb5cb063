"""Start kernels with the Python that runs this program, whatever is registered."""

import sys

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager


class SamePythonManager(AsyncKernelManager):
    """A kernel manager that needs no kernel to be registered.

    A user's own `python3` kernel may belong to another environment, and a wheel in an
    empty environment may find none at all.
    """

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
            display_name="fundtrack",
            language="python",
        )
