"""The kernels behind the pages: this very Python, told which workspace it serves."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING
from typing import Any

from jupyter_client.ioloop.manager import AsyncIOLoopKernelManager
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.kernelspec import NoSuchKernel
from jupyter_server import CallContext
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from traitlets import Type
from traitlets import Unicode

from fundtrack.config import PAGE_VARIABLE
from fundtrack.config import WORKSPACE_VARIABLE
from fundtrack.kernels.parents import Warmth
from fundtrack.kernels.parents import can_fork
from fundtrack.kernels.parents import parent_of
from fundtrack.kernels.prompt import PromptClient
from fundtrack.kernels.provisioner import warm_metadata
from fundtrack.pages.names import PAGES
from fundtrack.serving.door import DOOR
from fundtrack.serving.door import Door
from fundtrack.serving.room import ROOM
from fundtrack.serving.room import Room

if TYPE_CHECKING:
    from jupyter_client.manager import KernelManager

    from fundtrack.store.sign_ins import SignIns

KERNEL = "python3"
WARMTH = Warmth(
    (
        *(page.module for page in PAGES),
        "fundtrack.pages.session",
        "fundtrack.store.connection:close_idle_engine",
    ),
    is_light=True,
)
"""What the pages import, so that the kernel of one has it when it is forked."""

IDLE_SECONDS = 900
LOOK_EVERY_SECONDS = 60


def warm_up() -> None:
    """Have the imports done before the first page is asked for, where that can be."""
    if can_fork():
        parent_of(WARMTH)


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
            metadata=warm_metadata(WARMTH),
        )

    def get_all_specs(self) -> dict[str, Any]:
        """Describe every kernel, which is one."""
        spec = self.get_kernel_spec(KERNEL).to_dict()
        return {KERNEL: {"resource_dir": "", "spec": spec}}


class PageKernelManager(AsyncIOLoopKernelManager):
    """Manages one page's kernel and talks to it at once."""

    client_factory = Type(PromptClient)


class PageKernels(AsyncMappingKernelManager):
    """Starts a kernel for each page opened and ends those that nobody looks at.

    A page that closes ends its own kernel; culling catches those whose page never
    came to life. Each belongs to the sign-in that opened it.
    """

    workspace_folder = Unicode(config=True)
    kernel_manager_class = f"{__name__}.{PageKernelManager.__name__}"

    def __init__(self, **named: object) -> None:
        super().__init__(**named)  # type: ignore[no-untyped-call]
        self._owners: dict[str, str] = {}
        self._closing: dict[str, ExitStack] = {}

    def owner(self, kernel_id: str) -> str | None:
        """Give the key of the sign-in that a page belongs to, None for no page."""
        return self._owners.get(kernel_id)

    def remove_kernel(self, kernel_id: str) -> KernelManager:
        """Forget a kernel, whatever ended it, and the files its page offered."""
        self._forget(kernel_id)
        return super().remove_kernel(kernel_id)

    async def end_pages_of(self, key: str) -> None:
        """End every page of a sign-in."""
        await self._end([page for page, owner in self._owners.items() if owner == key])

    async def end_orphans(self, sign_ins: SignIns) -> None:
        """End every page whose sign-in has ended, whoever ended it."""
        keys = set(self._owners.values())
        ended = {key for key in keys if sign_ins.of_key(key) is None}
        await self._end([page for page, key in self._owners.items() if key in ended])

    async def _end(self, pages: list[str]) -> None:
        for page in pages:
            if page in self:
                await self._async_shutdown_kernel(page, now=True)  # type: ignore[no-untyped-call]

    async def _async_start_kernel(
        self, *, env: dict[str, str] | None = None, **named: object
    ) -> str:
        handler: Any = CallContext.get(CallContext.JUPYTER_HANDLER)
        door: Door = handler.settings[DOOR]
        room: Room = handler.settings[ROOM]
        key, page = handler.current_user.key, self.new_kernel_id()
        closing = self._closing[page] = ExitStack()
        room.name(handler.request, page)
        closing.callback(room.leave, page)
        given = door.sign_ins.open_page(key, page)
        closing.callback(door.sign_ins.close_page, given.token, page)
        self._owners[page] = key
        told = {
            **(env or {}),
            WORKSPACE_VARIABLE: self.workspace_folder,
            PAGE_VARIABLE: given.token,
        }
        with ExitStack() as failed:
            failed.callback(self._forget, page)
            await super()._async_start_kernel(kernel_id=page, env=told, **named)  # type: ignore[arg-type]
            failed.pop_all()
        return page

    def _forget(self, page: str) -> None:
        self._owners.pop(page, None)
        self._closing.pop(page, ExitStack()).close()

    start_kernel = _async_start_kernel  # type: ignore[assignment]
