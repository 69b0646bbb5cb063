"""A page that somebody has open, and what its browser sends with a file."""

import http.client
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from tests.serving.servers import House
from tests.serving.servers import Inside


@dataclass(frozen=True)
class Sender:
    """A page that somebody has open, and what its browser sends with a file."""

    inside: Inside
    page: str
    secret: str

    def headers(self) -> dict[str, str]:
        """The cookies and the secret of the page's form."""
        held = self.inside
        cookies = f"{held.cookie}={held.token}; {held.cookie}-form={self.secret}"
        return {"Cookie": cookies, "X-XSRFToken": self.secret}

    def send(
        self, name: str, content: bytes, *, page: str = "", **instead: str
    ) -> tuple[int, str]:
        """Send a file; `instead` replaces headers, empty ones are left out."""
        host = self.inside.address.removeprefix("http://")
        to = http.client.HTTPConnection(host, timeout=60)
        said = {k.replace("_", "-"): v for k, v in instead.items()}
        headers = {k: v for k, v in {**self.headers(), **said}.items() if v}
        to.request(
            "POST",
            f"/uploads/{page or self.page}?name={quote(name)}",
            content,
            headers,
        )
        answer = to.getresponse()
        text = answer.read().decode()
        to.close()
        return answer.status, text

    def spool(self, house: House) -> Path:
        """Where what the page is sent lies."""
        return house.workspace.sign_ins / "spool" / self.page


def sender(inside: Inside) -> Sender:
    """Open a page."""
    page = inside.ask("/overview?fund=SSF5")
    kernel = page.text.partition('"kernelId": "')[2][:36]
    secret = page.text.partition('name="_xsrf" value="')[2].partition('"')[0]
    return Sender(inside, kernel, secret)
