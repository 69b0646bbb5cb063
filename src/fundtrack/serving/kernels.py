"""The kernels behind the pages: this very Python, told which workspace it serves."""

import sys
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.kernelspec import NoSuchKernel
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from traitlets import Unicode

from fundtrack.config import WORKSPACE_VARIABLE

KERNEL = "python3"
IDLE_SECONDS = 900
LOOK_EVERY_SECONDS = 60


class PageKernelSpecs(KernelSpecManager):
    """Knows one kernel, the Python that runs the server, installed or not."""

    def find_kernel_specs(self) -> dict[str, str]:
        """List the one kernel there is."""
        return {KERNEL: ""}

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Describe the one kernel there is.

        Raises:
            NoSuchKernel: for any other name.
        """
        if kernel_name != KERNEL:
            raise NoSuchKernel(kernel_name)
        return KernelSpec(
            argv=[
                sys.executable,
                "-m",
                "fundtrack.serving.kernel",
                "-f",
                "{connection_file}",
            ],
            display_name="Python",
            language="python",
        )

    def get_all_specs(self) -> dict[str, Any]:
        """Describe every kernel, which is one."""
        spec = self.get_kernel_spec(KERNEL).to_dict()
        return {KERNEL: {"resource_dir": "", "spec": spec}}


class PageKernels(AsyncMappingKernelManager):
    """Starts a kernel for each page opened and ends those that nobody looks at.

    A page that closes ends its own kernel; culling catches those whose page never
    came to life.
    """

    workspace_folder = Unicode(config=True)

    async def _async_start_kernel(
        self, *, env: dict[str, str] | None = None, **named: object
    ) -> str:
        told = {**(env or {}), WORKSPACE_VARIABLE: self.workspace_folder}
        return await super()._async_start_kernel(env=told, **named)  # type: ignore[arg-type]

    start_kernel = _async_start_kernel  # type: ignore[assignment]
