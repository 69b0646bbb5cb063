"""How Jupyter gets its kernels here: forked from a warm parent, else plainly."""

from typing import Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Bool
from traitlets import List
from traitlets import Unicode

from fundtrack.kernels.forked import ForkedKernel
from fundtrack.kernels.orders import KernelOrder
from fundtrack.kernels.parents import ParentGone
from fundtrack.kernels.parents import Warmth
from fundtrack.kernels.parents import can_fork
from fundtrack.kernels.parents import forked

NAME = "fundtrack-warm"
"""The name of the entry point by which jupyter_client finds it (pyproject.toml)."""


class WarmProvisioner(LocalProvisioner):
    """Provides a kernel by forking; where that cannot be had, by starting one.

    `modules` are imported before the fork; `is_light` keeps pandas out of it.
    """

    modules = List(Unicode(), config=True)
    is_light = Bool(default_value=False, config=True)

    async def launch_kernel(self, cmd: list[str], **named: Any) -> Any:  # noqa: ANN401
        """Give the kernel's connection once its process is there."""
        order = KernelOrder(
            # From the first option on: which program to start is what the parent is.
            cmd[cmd.index("-f") :],
            named["env"],
            named.get("cwd"),
        )
        try:
            pid = await forked(Warmth(tuple(self.modules), self.is_light), order)
            self.process = ForkedKernel(pid)  # type: ignore[assignment]
        except (ParentGone, ProcessLookupError):
            self.log.warning("No warm parent; the kernel starts plainly")
            return await super().launch_kernel(cmd, **named)
        self.pid = self.pgid = pid
        return self.connection_info


def warm_metadata(warmth: Warmth) -> dict[str, Any]:
    """Say in a kernel's specification that it is forked, where it can be."""
    if not can_fork():
        return {}
    config = {"modules": list(warmth.modules), "is_light": warmth.is_light}
    return {"kernel_provisioner": {"provisioner_name": NAME, "config": config}}
