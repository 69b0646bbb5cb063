"""Talk to a kernel as soon as it is there, not at the next round of waiting."""

import asyncio
from collections.abc import Awaitable
from collections.abc import Callable
from queue import Empty
from typing import Any

import zmq
from jupyter_client.asynchronous.client import AsyncKernelClient

FIRST_PAUSE_MILLISECONDS = 5
LONGEST_PAUSE_MILLISECONDS = 200
LOOK_SECONDS = 1.0
ANSWER = "kernel_info_reply"


class PromptClient(AsyncKernelClient):
    """A client that goes on once its kernel answers and what it says is heard.

    Jupyter's own knocks ten times a second at a kernel that is not there yet, and
    listens a fifth of a second more to be sure that nothing else is said: more than
    a warm kernel takes to start.
    """

    def start_channels(self, *given: bool, **named: bool) -> None:
        """Connect, knocking at once and again after ever longer pauses."""
        self.context.setsockopt(zmq.RECONNECT_IVL, FIRST_PAUSE_MILLISECONDS)
        self.context.setsockopt(zmq.RECONNECT_IVL_MAX, LONGEST_PAUSE_MILLISECONDS)
        super().start_channels(*given, **named)

    async def wait_for_ready(
        self,
        timeout: float | None = None,  # noqa: ASYNC109 - the name is Jupyter's
    ) -> None:
        """Wait for the kernel's answer and its first news, which it sends by itself.

        Raises:
            RuntimeError: when it dies or does not answer in time, as Jupyter has it.
        """
        try:
            async with asyncio.timeout(timeout):
                await self._answered()
                await self._heard(self.get_iopub_msg)
        except TimeoutError as error:
            said = f"Kernel didn't respond in {timeout} seconds"
            raise RuntimeError(said) from error

    async def _answered(self) -> None:
        self.kernel_info()
        while True:
            reply = await self._heard(self.get_shell_msg)
            if reply["msg_type"] == ANSWER:
                self._handle_kernel_info_reply(reply)
                return

    async def _heard(
        self, listen: Callable[..., Awaitable[dict[str, Any]]]
    ) -> dict[str, Any]:
        while True:
            try:
                return await listen(timeout=LOOK_SECONDS)
            except Empty:
                await self._require_life()
                # An answer may have been given before there was a line to hear it.
                self.kernel_info()

    async def _require_life(self) -> None:
        if not await self._async_is_alive():
            said = "Kernel died before replying to kernel_info"
            raise RuntimeError(said)
