"""Where the server listens: this computer alone, until sign-in exists."""

import errno
import socket

from fundtrack.errors import HostRefused
from fundtrack.errors import NoPort

THIS_COMPUTER = "127.0.0.1"
PORTS_TRIED = 20


def listening_socket(host: str, port: int) -> socket.socket:
    """Bind the port, or the next one that is free.

    Args:
        port: 0 for any that is free.

    Raises:
        HostRefused: for every host but 127.0.0.1.
        NoPort: when none of the ports tried can be had.
    """
    if host != THIS_COMPUTER:
        raise HostRefused(host)
    for offset in range(PORTS_TRIED if port else 1):
        try:
            bound = socket.create_server((THIS_COMPUTER, port + offset))
        except OSError as error:
            if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise
        else:
            bound.settimeout(0)
            return bound
    raise NoPort(port, port + PORTS_TRIED - 1)
