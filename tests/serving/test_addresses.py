"""The server listens on this computer alone."""

import errno
import socket

import pytest

from fundtrack.errors import HostRefused
from fundtrack.errors import NoPort
from fundtrack.serving.addresses import PORTS_TRIED
from fundtrack.serving.addresses import listening_socket

EVERYWHERE = "0.0.0.0"  # noqa: S104 - what must be refused


@pytest.mark.parametrize("host", [EVERYWHERE, "::", "localhost", "192.168.1.4", ""])
def test_every_host_but_this_computer_is_refused_in_words(host: str) -> None:
    with pytest.raises(HostRefused, match="there is no sign-in yet") as refused:
        listening_socket(host, 0)
    assert refused.value.exit_code == 2


def test_it_binds_to_loopback_alone() -> None:
    with listening_socket("127.0.0.1", 0) as bound:
        assert bound.getsockname()[0] == "127.0.0.1"


def test_a_port_in_use_gives_way_to_the_next_that_is_free() -> None:
    with listening_socket("127.0.0.1", 0) as first:
        taken = first.getsockname()[1]
        with listening_socket("127.0.0.1", taken) as second:
            assert taken < second.getsockname()[1] < taken + PORTS_TRIED


def test_no_free_port_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def in_use(address: tuple[str, int]) -> socket.socket:
        raise OSError(errno.EADDRINUSE, f"{address} is in use")

    monkeypatch.setattr("socket.create_server", in_use)
    with pytest.raises(NoPort, match="no port from 8866 to 8885 is free"):
        listening_socket("127.0.0.1", 8866)


def test_another_trouble_with_the_network_is_not_hidden(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(address: tuple[str, int]) -> socket.socket:
        raise OSError(errno.ENETDOWN, f"{address}")

    monkeypatch.setattr("socket.create_server", broken)
    with pytest.raises(OSError, match="127"):
        listening_socket("127.0.0.1", 8866)
