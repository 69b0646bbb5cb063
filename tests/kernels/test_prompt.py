"""A kernel is talked to once it answers; one that does not is given up in words."""

import asyncio
from queue import Empty
from typing import Any

import pytest

from fundtrack.kernels.prompt import PromptClient
from tests.kernels.kernel_talk import kernel
from tests.loops import run_apart


class Deaf(PromptClient):
    """A client of a kernel that never says anything."""

    lives = False

    def kernel_info(self) -> str:
        """Ask in vain."""
        return ""

    async def get_shell_msg(self, *_: Any, **__: Any) -> dict[str, Any]:  # noqa: ANN401
        """Hear nothing, after a moment in which others may run."""
        await asyncio.sleep(0)
        raise Empty

    async def _async_is_alive(self) -> bool:
        return self.lives


def test_a_kernel_that_dies_before_it_answers_is_not_waited_for() -> None:
    with pytest.raises(RuntimeError, match="died before replying"):
        run_apart(Deaf().wait_for_ready(timeout=60))


def test_a_kernel_that_lives_and_says_nothing_is_given_up_in_time() -> None:
    deaf = Deaf()
    deaf.lives = True
    with pytest.raises(RuntimeError, match="respond in 0"):
        run_apart(deaf.wait_for_ready(timeout=0.01))


def test_what_is_said_before_the_answer_is_passed_over() -> None:
    async def talk() -> tuple[str, bool]:
        async with kernel() as talking:
            client = talking.client
            # Its answer comes first, then the one that being ready is told by.
            client.execute("1")
            await client.wait_for_ready()
            return await talking.say("print(6 * 7)"), isinstance(client, PromptClient)

    assert run_apart(talk()) == ("42", True)


def test_no_kernel_loads_the_debugger_of_notebooks() -> None:
    async def talk() -> str:
        async with kernel() as talking:
            return await talking.say("import sys; print(sys.modules['debugpy'])")

    assert run_apart(talk()) == "None"


def test_what_was_said_before_it_could_be_heard_is_asked_for_again() -> None:
    asked: list[str] = []

    class LateToHear(Deaf):
        """A client whose line stands after the second question alone."""

        lives = True

        def kernel_info(self) -> str:
            """Count the questions."""
            asked.append("?")
            return ""

        async def get_shell_msg(self, *_: Any, **__: Any) -> dict[str, Any]:  # noqa: ANN401
            return {"msg_type": "kernel_info_reply", "content": {"status": "error"}}

        async def get_iopub_msg(self, *_: Any, **__: Any) -> dict[str, Any]:  # noqa: ANN401
            if len(asked) == 1:
                raise Empty
            return {"msg_type": "status"}

        def _handle_kernel_info_reply(self, msg: dict[str, Any]) -> None:
            """Take the answer for good, whatever it says."""

    run_apart(LateToHear().wait_for_ready(timeout=60))
    assert len(asked) == 2
