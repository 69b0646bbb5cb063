"""What a page may tell its kernel is decided by the message alone."""

import json

import pytest
from jupyter_server.services.kernels.connection.base import serialize_msg_to_ws_v1

from fundtrack.serving.messages import ALLOWED
from fundtrack.serving.messages import PROTOCOL
from fundtrack.serving.messages import why_refused


def written(channel: str, kind: object, content: object = None) -> bytes:
    """A message as the browser writes it."""
    header, rest = json.dumps({"msg_type": kind}), json.dumps(content or {})
    parts = [header.encode(), b"{}", b"{}", rest.encode()]
    return raw(channel, parts)


def raw(channel: str, parts: list[bytes]) -> bytes:
    """A message of these parts."""
    message: bytes = serialize_msg_to_ws_v1(parts, channel)  # type: ignore[no-untyped-call]
    return message


@pytest.mark.parametrize("kind", sorted(set(ALLOWED) - {"comm_open"}))
def test_news_of_widgets_passes(kind: str) -> None:
    assert why_refused(written("shell", kind), PROTOCOL) == ""


def test_the_state_of_the_widgets_may_be_asked_for_and_no_other_be_made() -> None:
    control, widget = (
        written("shell", "comm_open", {"target_name": target})
        for target in ("jupyter.widget.control", "jupyter.widget")
    )
    assert why_refused(control, PROTOCOL) == ""
    assert why_refused(widget, PROTOCOL) == "it would open “jupyter.widget”"


@pytest.mark.parametrize("channel", ["control", "stdin", "iopub", ""])
def test_no_other_channel_carries_anything(channel: str) -> None:
    assert why_refused(written(channel, "comm_msg"), PROTOCOL)


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"\x00" * 8,
        b"\xff" * 64,
        b"\x03" + b"\x00" * 31,
        written("shell", "comm_open", ["jupyter.widget.control"]),
        raw("shell", [b"not json", b"{}", b"{}", b"{}"]),
        raw("shell", [b"[]", b"{}", b"{}", b"{}"]),
    ],
)
def test_what_cannot_be_read_is_refused(message: bytes) -> None:
    assert why_refused(message, PROTOCOL) == "it cannot be read"


@pytest.mark.parametrize("message", ["{}", written("shell", "comm_msg")])
def test_another_form_of_message_is_refused(message: str | bytes) -> None:
    assert why_refused(message, None) == "not in the form that our pages use"
    assert why_refused("{}", PROTOCOL) == "not in the form that our pages use"
