"""Kernels forked from a warm parent live, fail and end as plain ones do."""

import asyncio
import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from collections.abc import Coroutine
from collections.abc import Iterator
from pathlib import Path

import pytest

from fundtrack.kernels import parents
from fundtrack.kernels.parents import Warmth
from fundtrack.kernels.parents import end_parents
from fundtrack.kernels.parents import parent_of
from fundtrack.kernels.provisioner import warm_metadata
from tests.kernels.kernel_talk import PATIENCE
from tests.kernels.kernel_talk import WARM
from tests.kernels.kernel_talk import kernel
from tests.kernels.kernel_talk import until_dead
from tests.loops import run_apart

pytestmark = pytest.mark.skipif(
    not parents.can_fork(), reason="warm parents stand on Linux"
)

OWNER = """
import asyncio, sys
from tests.kernels.kernel_talk import kernel, parent_pid

async def hold():
    async with kernel() as talk:
        print(parent_pid(), await talk.say("import os; print(os.getpid())"), flush=True)
        await asyncio.sleep(600)

asyncio.run(hold())
"""


PARENT = """
import importlib, json, sys
from fundtrack.kernels import warm_parent
warm_parent.keep_debugger_out()
for name in warm_parent.KERNEL_MODULES:
    importlib.import_module(name)
print(json.dumps([*sys.modules]))
"""


def run(story: Callable[[], Coroutine[None, None, None]]) -> None:
    """Tell a story of kernels in a loop of its own."""
    run_apart(story())


@pytest.fixture(autouse=True, scope="module")
def _ended() -> Iterator[None]:
    yield
    end_parents()


def test_a_kernel_is_a_fork_with_the_imports_done(tmp_path: Path) -> None:
    async def story() -> None:
        async with kernel(env={"AREA": "blackpool"}, cwd=tmp_path) as talk:
            said = await talk.say(
                "import os, sys; print(os.getppid(), 'sqlite3' in sys.modules, "
                "os.environ['AREA'], os.getcwd())"
            )
            pid = parent_of(WARM).pid
            assert said == f"{pid} True blackpool {tmp_path}"

    run(story)


def test_nothing_of_the_parents_environment_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parent_of(WARM)
    monkeypatch.delenv("HOME", raising=False)

    async def story() -> None:
        async with kernel() as talk:
            assert await talk.say("import os; print('HOME' in os.environ)") == "False"

    run(story)


def test_children_of_one_parent_draw_different_numbers() -> None:
    draw = "import random; print(random.random())"

    async def story() -> None:
        async with kernel() as one, kernel() as other:
            assert await one.say(draw) != await other.say(draw)

    run(story)


def test_a_kernel_is_interrupted_restarted_and_killed() -> None:
    who = "import os; print(os.getpid())"

    async def story() -> None:
        async with kernel() as talk:
            first = await talk.say(who)
            waits = asyncio.create_task(talk.say("import time; time.sleep(600)"))
            await asyncio.sleep(0.2)
            await talk.manager.interrupt_kernel()
            assert await waits == "KeyboardInterrupt"
            await talk.manager.restart_kernel(now=True)
            await talk.client.wait_for_ready(PATIENCE)
            second = await talk.say(who)
            assert second != first
            os.kill(int(second), signal.SIGKILL)
            await until_dead(talk)

    run(story)


def test_the_death_of_the_parent_is_survived() -> None:
    async def story() -> None:
        async with kernel() as before:
            parent = parent_of(WARM)
            os.kill(parent.pid, signal.SIGKILL)
            async with kernel() as after:
                assert await before.say("print('still here')") == "still here"
                ppid = await after.say("import os; print(os.getppid())")
                assert int(ppid) == parent_of(WARM).pid != parent.pid

    run(story)


@pytest.mark.parametrize(
    "modules", [("no_such_module",), ("tests.kernels.starts_a_thread",)]
)
def test_a_parent_that_cannot_be_had_is_done_without(
    modules: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        async with kernel(Warmth(modules)) as talk:
            assert await talk.say("print('plain')") == "plain"

    run(story)
    assert "the kernel starts plainly" in caplog.text


def test_a_light_kernel_counts_pandas_as_not_installed() -> None:
    async def story() -> None:
        async with kernel(Warmth((), is_light=True)) as talk:
            assert await talk.say("import pandas") == "ModuleNotFoundError"

    run(story)


def test_a_kernel_imports_nothing_more_until_it_answers() -> None:
    command = [sys.executable, "-c", PARENT]
    parent = json.loads(subprocess.check_output(command, text=True))

    async def story() -> None:
        async with kernel() as talk:
            said = await talk.say("import json, sys; print(json.dumps([*sys.modules]))")
            more = {*json.loads(said)} - {*parent, "runpy", *WARM.modules}
            # Whoever measures coverage imports what they need.
            measured = {name for name in more if name.startswith(("_", "coverage"))}
            assert more - measured == set()

    run(story)


def test_a_kernel_has_no_debugger_and_keeps_no_history() -> None:
    async def story() -> None:
        async with kernel() as talk:
            assert await talk.say("import debugpy") == "ModuleNotFoundError"
            history = "get_ipython().history_manager.enabled"
            assert await talk.say(f"print({history})") == "False"

    run(story)


def test_parent_and_kernel_end_with_whoever_started_them() -> None:
    command = [sys.executable, "-c", OWNER]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout
        handles = [os.pidfd_open(int(pid)) for pid in owner.stdout.readline().split()]
        owner.kill()
    for handle in handles:
        assert select.select([handle], [], [], PATIENCE)[0]
        os.close(handle)


def test_ended_parents_leave_nothing_behind() -> None:
    folder = parent_of(WARM)._folder
    assert folder.is_dir()
    end_parents()
    assert not folder.exists()


def test_elsewhere_than_on_linux_kernels_start_plainly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert warm_metadata(WARM) == {}
