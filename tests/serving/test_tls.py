"""With a certificate the pages are served over TLS, and their cookies by it alone."""

import shutil
import ssl
import subprocess
from collections.abc import Iterator
from datetime import UTC
from datetime import datetime
from pathlib import Path
from urllib.request import urlopen

import pytest

from fundtrack.config import Workspace
from tests.pages.offices import office
from tests.serving.servers import served

NOON = datetime(2024, 4, 5, 12, tzinfo=UTC).replace(tzinfo=None)
WORDS = "req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address of an office that is served with a certificate of its own."""
    openssl = shutil.which("openssl")
    if not openssl:
        pytest.skip("openssl, which makes the certificate, is not installed")
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run([openssl, *WORDS.split(), *made], check=True, capture_output=True)
    folder = tmp_path / "office"
    folder.mkdir()
    workspace = office(Workspace(folder), lambda: NOON)
    pair = ("--certificate", str(certificate), "--key", str(key))
    with served(workspace, *pair) as url:
        yield url


def test_the_pages_answer_over_tls_and_their_cookies_are_for_tls(address: str) -> None:
    assert address.startswith("https://127.0.0.1:")
    trusting = ssl.create_default_context()
    trusting.check_hostname = False
    trusting.verify_mode = ssl.CERT_NONE
    with urlopen(f"{address}/spend", context=trusting) as answer:  # noqa: S310
        assert answer.url == f"{address}/sign-in?next=%2Fspend"
        assert "max-age=" in answer.headers["Strict-Transport-Security"]
        assert "; Secure" in answer.headers["Set-Cookie"]
        assert answer.headers["Set-Cookie"].startswith("__Host-fundtrack-")
