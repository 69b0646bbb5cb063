"""Start kernels as a run does, and ask them things."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

from fundtrack.kernels.parents import Warmth
from fundtrack.kernels.parents import parent_of
from fundtrack.kernels.provisioner import warm_metadata
from fundtrack.runs.same_python import SamePythonManager

PATIENCE = 60
WARM = Warmth(("sqlite3",))
"""A little warmth: one module that no kernel has by itself."""


class Manager(SamePythonManager):
    """A manager of kernels with the warmth asked for."""

    warmth = WARM

    @property
    def kernel_spec(self) -> KernelSpec:
        """The kernel of a run, with our warmth."""
        spec = super().kernel_spec
        spec.metadata = warm_metadata(self.warmth)
        return spec


@dataclass(frozen=True)
class Talk:
    """A kernel that answers, and what manages it."""

    manager: AsyncKernelManager
    client: AsyncKernelClient

    async def say(self, code: str) -> str:
        """Run code and give what it printed, or the name of its error."""
        printed = []
        reply = await self.client.execute_interactive(
            code,
            timeout=PATIENCE,
            output_hook=lambda message: printed.append(message["content"]),
        )
        if reply["content"]["status"] == "error":
            return str(reply["content"]["ename"])
        return "".join(said.get("text", "") for said in printed).strip()


@asynccontextmanager
async def kernel(
    warmth: Warmth = WARM, env: dict[str, str] | None = None, cwd: Path | None = None
) -> AsyncIterator[Talk]:
    """Start a kernel, wait until it answers, and end it."""
    manager = Manager()
    manager.warmth = warmth
    given = {"env": {**os.environ, **(env or {})}}
    await manager.start_kernel(**given, **({"cwd": str(cwd)} if cwd else {}))
    client = manager.client()
    client.start_channels()
    try:
        await client.wait_for_ready(PATIENCE)
        yield Talk(manager, client)
    finally:
        client.stop_channels()
        await manager.shutdown_kernel(now=True)


async def until_dead(talk: Talk) -> None:
    """Wait until a kernel has ended."""
    provisioner = talk.manager.provisioner
    assert provisioner
    await asyncio.wait_for(provisioner.wait(), PATIENCE)


def parent_pid() -> int:
    """Give the number of the warm parent."""
    return parent_of(WARM).pid
