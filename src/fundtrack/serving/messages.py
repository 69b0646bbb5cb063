"""What a page may tell its kernel: news of its widgets, and nothing that runs code."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any

from jupyter_server.services.kernels.connection.channels import (
    ZMQChannelsWebsocketConnection,
)

from fundtrack.serving.door import DOOR

if TYPE_CHECKING:
    from fundtrack.serving.door import Door

ALLOWED = (
    "comm_open",
    "comm_msg",
    "kernel_info_request",
)
"""What our pages send, and what asks whether a kernel is there.

Running, inspecting, debugging and listing the widgets of a page are not among it.
"""

MAY_OPEN = frozenset({"jupyter.widget.control"})
"""A page asks for the state of its widgets; it makes none of its own."""

PROTOCOL = "v1.kernel.websocket.jupyter.org"
MOST_PARTS = 1000
CHANNEL = "shell"
WORD = 8


class PageConnection(ZMQChannelsWebsocketConnection):
    """Carries a page's messages to its kernel, and logs those it turns away."""

    def handle_incoming_message(self, incoming_msg: str | bytes) -> None:
        """Pass a message on, or drop it."""
        handler = self.websocket_handler
        door: Door = handler.settings[DOOR]
        visitor = handler.current_user
        if refused := why_refused(incoming_msg, self.subprotocol):
            address = door.address(handler.request)
            about = f"message to a page: {refused}"
            door.log.note("refused", visitor.username, address, about)
            return
        if door.sign_ins.of_key(visitor.key) is None:
            handler.close()
            return
        door.seen(visitor.key)
        super().handle_incoming_message(incoming_msg)  # type: ignore[arg-type]


def why_refused(message: str | bytes, protocol: str | None) -> str:
    """Say why a message is not passed on; nothing when it may be."""
    if protocol != PROTOCOL or isinstance(message, str):
        return "not in the form that our pages use"
    try:
        channel, parts = _parts(message)
        header = json.loads(parts[0])
        kind = str(header["msg_type"])
        content = json.loads(parts[3]) if kind == "comm_open" else {}
        target = content.get("target_name")
    except (ValueError, IndexError, KeyError, TypeError, AttributeError):
        return "it cannot be read"
    if channel != CHANNEL or kind not in ALLOWED:
        return f"{kind[:40]} on {channel[:40]}"
    if kind == "comm_open" and target not in MAY_OPEN:
        return f"it would open “{str(target)[:40]}”"
    return ""


def _parts(message: bytes) -> tuple[str, list[bytes]]:
    """Take a message apart: its channel, then header, parent, metadata, content."""
    count = int.from_bytes(message[:WORD], "little")
    if not 0 < count <= MOST_PARTS:
        raise ValueError(count)
    at: list[Any] = [
        int.from_bytes(message[WORD * (i + 1) : WORD * (i + 2)], "little")
        for i in range(count)
    ]
    parts = [message[at[i] : at[i + 1]] for i in range(1, count - 1)]
    return message[at[0] : at[1]].decode(), parts
