"""The server listens on this computer alone, or behind TLS."""

import errno
import socket
from pathlib import Path

import pytest

from fundtrack.config import Proxy
from fundtrack.errors import HostRefused
from fundtrack.errors import NoPort
from fundtrack.errors import WrongArgument
from fundtrack.serving.addresses import PORTS_TRIED
from fundtrack.serving.addresses import Shelter
from fundtrack.serving.addresses import is_this_computer
from fundtrack.serving.addresses import listening_socket

EVERYWHERE = "0.0.0.0"  # noqa: S104 - what must be refused


@pytest.mark.parametrize("host", [EVERYWHERE, "::", "localhost", "192.168.1.4", ""])
def test_every_host_but_this_computer_is_refused_without_tls(host: str) -> None:
    with pytest.raises(HostRefused, match="name a certificate") as refused:
        listening_socket(Shelter(host), 0)
    assert refused.value.exit_code == 2


def test_it_binds_to_loopback_alone() -> None:
    with listening_socket(Shelter(), 0) as bound:
        assert bound.getsockname()[0] == "127.0.0.1"


def test_a_port_in_use_gives_way_to_the_next_that_is_free() -> None:
    with listening_socket(Shelter(), 0) as first:
        taken = first.getsockname()[1]
        with listening_socket(Shelter(), taken) as second:
            assert taken < second.getsockname()[1] < taken + PORTS_TRIED


def test_no_free_port_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def in_use(address: tuple[str, int]) -> socket.socket:
        raise OSError(errno.EADDRINUSE, f"{address} is in use")

    monkeypatch.setattr("socket.create_server", in_use)
    with pytest.raises(NoPort, match="no port from 8866 to 8885 is free"):
        listening_socket(Shelter(), 8866)


def test_another_trouble_with_the_network_is_not_hidden(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(address: tuple[str, int]) -> socket.socket:
        raise OSError(errno.ENETDOWN, f"{address}")

    monkeypatch.setattr("socket.create_server", broken)
    with pytest.raises(OSError, match="127"):
        listening_socket(Shelter(), 8866)


def test_behind_a_proxy_that_ends_tls_other_computers_may_reach_it() -> None:
    shelter = Shelter(EVERYWHERE, proxy=Proxy(("10.0.0.5",)))
    with listening_socket(shelter, 0) as bound:
        placed = shelter.at(bound.getsockname()[1])
    assert placed.address == f"http://0.0.0.0:{placed.port}/"
    assert placed.plain_proxy == Proxy(("10.0.0.5",))
    assert EVERYWHERE in placed.names


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_an_address_that_is_not_this_computer_s_is_refused(host: str) -> None:
    shelter = Shelter(host, proxy=Proxy(("10.0.0.5",)))
    with pytest.raises(WrongArgument, match="this computer has no address"):
        listening_socket(shelter, 0)


def test_an_address_of_the_sixth_kind_is_written_in_brackets(tmp_path: Path) -> None:
    shelter = Shelter("::1", certificate=tmp_path / "cert.pem", port=8866)
    assert shelter.address == "https://[::1]:8866/"
    assert shelter.plain_proxy is None


def test_a_certificate_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    assert Shelter().tls() is None
    with pytest.raises(WrongArgument, match=r"No such file.*--certificate"):
        Shelter(certificate=tmp_path / "cert.pem").tls()
    (tmp_path / "cert.pem").write_text("not a certificate", encoding="utf-8")
    with pytest.raises(WrongArgument, match="cannot be used as a certificate"):
        Shelter(certificate=tmp_path / "cert.pem").tls()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_a_loopback_name_means_this_computer(host: str) -> None:
    assert is_this_computer(host)


@pytest.mark.parametrize("host", ["10.0.0.5", "localhost.example", ""])
def test_any_other_name_may_mean_another(host: str) -> None:
    assert not is_this_computer(host)
