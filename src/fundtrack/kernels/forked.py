"""A forked kernel as its manager sees it: a process that is not its own child."""

import os
import select
import signal


class ForkedKernel:
    """Answers as a Popen would, by a handle on the process instead of its number.

    A number may be given to another process once the kernel has ended; the handle
    never means another one. How the kernel ended cannot be known: it counts as 0.
    """

    stdin = None
    stdout = None
    stderr = None

    def __init__(self, pid: int) -> None:
        """Take hold of the process.

        Raises:
            ProcessLookupError: when it has ended already.
        """
        self.pid = pid
        self.returncode: int | None = None
        self._handle = os.pidfd_open(pid)

    def poll(self) -> int | None:
        """Give 0 once it has ended, None while it runs."""
        self._look(0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait until it has ended, at most so many seconds."""
        self._look(timeout)
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal, to nobody when it has ended."""
        if self.poll() is None:
            signal.pidfd_send_signal(self._handle, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    def _look(self, timeout: float | None) -> None:
        if self.returncode is not None:
            return
        ended, _, _ = select.select([self._handle], [], [], timeout)
        if ended:
            self.returncode = 0
            os.close(self._handle)
