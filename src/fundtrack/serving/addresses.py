"""Where the server listens, and what must hold before other computers reach it."""

from __future__ import annotations

import errno
import ipaddress
import socket
import ssl
from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from fundtrack.errors import HostRefused
from fundtrack.errors import NoPort
from fundtrack.errors import WrongArgument

if TYPE_CHECKING:
    from pathlib import Path

    from fundtrack.config import Proxy

THIS_COMPUTER = "127.0.0.1"
PORTS_TRIED = 20
NOT_OURS = {
    errno.EADDRNOTAVAIL,
    errno.EAFNOSUPPORT,
    socket.EAI_AGAIN,
    socket.EAI_NONAME,
}
"""What binding answers to an address, or a name, that this computer does not have."""


@dataclass(frozen=True, slots=True)
class Shelter:
    """What keeps passwords and figures from being read on their way.

    `names` are those by which browsers may call this server; `port` is known once it
    listens.
    """

    host: str = THIS_COMPUTER
    certificate: Path | None = None
    key: Path | None = None
    proxy: Proxy | None = None
    names: tuple[str, ...] = ()
    port: int = 0

    @property
    def is_secure(self) -> bool:
        """Whether browsers reach this server over TLS alone."""
        return self.certificate is not None or self.proxy is not None

    @property
    def plain_proxy(self) -> Proxy | None:
        """The proxy that alone may speak to this server, which has no TLS itself."""
        return None if self.certificate else self.proxy

    @property
    def address(self) -> str:
        """What a person types to come here."""
        scheme = "https" if self.certificate else "http"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{scheme}://{host}:{self.port}/"

    def at(self, port: int) -> Shelter:
        """Give the same at the port that was had."""
        named = {*self.names, self.host} - {""}
        return replace(self, port=port, names=tuple(sorted(named)))

    def tls(self) -> ssl.SSLContext | None:
        """Read the certificate and its key, None without.

        Raises:
            WrongArgument: when they cannot be read or do not belong together.
        """
        if self.certificate is None:
            return None
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        try:
            context.load_cert_chain(self.certificate, self.key)
        except (OSError, ssl.SSLError) as error:
            raise WrongArgument(
                f"{self.certificate} cannot be used as a certificate "
                f"({error.strerror or error}); name the certificate with "
                "--certificate and its key, without a password, with --key"
            ) from error
        return context


def listening_socket(shelter: Shelter, port: int) -> socket.socket:
    """Bind the port, or the next one that is free.

    Args:
        port: 0 for any that is free.

    Raises:
        HostRefused: for every host but 127.0.0.1 without a certificate or a proxy.
        WrongArgument: when this computer has no such address.
        NoPort: when none of the ports tried can be had.
    """
    if shelter.host != THIS_COMPUTER and not shelter.is_secure:
        raise HostRefused(shelter.host)
    for offset in range(PORTS_TRIED if port else 1):
        try:
            bound = _bind(shelter.host, port + offset)
        except OSError as error:
            if error.errno in NOT_OURS:
                raise WrongArgument(
                    f"this computer has no address “{shelter.host}”; name one of its "
                    "own with --host, or leave it out"
                ) from error
            if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise
        else:
            bound.settimeout(0)
            return bound
    raise NoPort(port, port + PORTS_TRIED - 1)


def is_this_computer(host: str) -> bool:
    """Whether a name or address can only mean the computer it is used on."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _bind(host: str, port: int) -> socket.socket:
    if ":" in host:
        return socket.create_server((host, port), family=socket.AF_INET6)
    return socket.create_server((host, port))
