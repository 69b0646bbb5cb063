"""What a warm parent is asked for and what it answers, one line of JSON each."""

import json
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import asdict
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KernelOrder:
    """One kernel wanted: its arguments, its whole environment, and its folder.

    The environment is the kernel's alone: nothing of the warm parent's stays in it.
    """

    arguments: Sequence[str]
    environment: Mapping[str, str]
    folder: str | None = None


def order_line(order: KernelOrder) -> bytes:
    """Write an order for the socket."""
    return json.dumps(asdict(order)).encode() + b"\n"


def read_order(line: bytes) -> KernelOrder:
    """Read an order from the socket.

    Raises:
        ValueError: when it is cut short, as from an asker that died.
    """
    said = json.loads(line)
    return KernelOrder(said["arguments"], said["environment"], said["folder"])


def answer_line(pid: int) -> bytes:
    """Write which process was forked."""
    return json.dumps({"pid": pid}).encode() + b"\n"


def read_answer(line: bytes) -> int:
    """Read which process was forked.

    Raises:
        ValueError: when the parent ended before it answered.
    """
    return int(json.loads(line)["pid"])
