import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from fundtrack.kernels.forked import ForkedKernel


@pytest.fixture
def waiting() -> Iterator[subprocess.Popen[bytes]]:
    """A process that waits for its input to end."""
    command = [sys.executable, "-c", "import sys; sys.stdin.read()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        yield process
        process.kill()


def test_a_process_that_runs_has_no_code_yet(waiting: subprocess.Popen[bytes]) -> None:
    kernel = ForkedKernel(waiting.pid)
    assert kernel.poll() is None
    assert kernel.wait(0.01) is None
    kernel.kill()
    assert kernel.wait() == 0


def test_a_process_can_be_asked_to_end(waiting: subprocess.Popen[bytes]) -> None:
    kernel = ForkedKernel(waiting.pid)
    kernel.terminate()
    assert kernel.wait() == 0
    assert waiting.wait() == -signal.SIGTERM


def test_a_signal_to_one_that_has_ended_reaches_nobody(
    waiting: subprocess.Popen[bytes],
) -> None:
    kernel = ForkedKernel(waiting.pid)
    waiting.kill()
    waiting.wait()
    kernel.send_signal(signal.SIGTERM)
    assert kernel.poll() == 0


def test_a_process_that_is_gone_cannot_be_held(
    waiting: subprocess.Popen[bytes],
) -> None:
    waiting.kill()
    waiting.wait()
    with pytest.raises(ProcessLookupError):
        ForkedKernel(waiting.pid)
