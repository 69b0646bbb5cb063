"""What every answer carries, and whom the server answers at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tornado.web import RequestHandler

from fundtrack.serving.door import DOOR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fundtrack.serving.door import Door

POLICY = (
    "default-src 'none'; "
    "script-src 'self' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; "
    "font-src 'self' data:; "
    "connect-src 'self'; "
    "base-uri 'none'; "
    "form-action 'self'; "
    "frame-ancestors 'self'"
)
"""Nothing is loaded from anywhere but this server.

Eval (Vega's expressions) and blob modules (the widgets) are what the front end is made
of; without either a page stays empty. No script stands in a page itself.
"""

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
}
KEPT_TO_TLS = "max-age=31536000"


class Known(RequestHandler):
    """Answers only requests that name this server, and logs what it refuses."""

    def send_error(self, status_code: int = 500, **named: object) -> None:
        """Log a refusal before it is answered."""
        door: Door = self.settings[DOOR]
        door.note_refusal(self, status_code)
        super().send_error(status_code, **named)

    def check_host(self) -> bool:
        """Refuse a name that is not ours: a page elsewhere may have bent it to us."""
        door: Door = self.settings[DOOR]
        return door.is_ours(self.request)


class Headed(Known):
    """Every answer carries the headers, refusals and files among them."""

    def set_default_headers(self) -> None:
        """Send the headers; called again when an error clears the answer."""
        super().set_default_headers()
        for name, written in HEADERS.items():
            self.set_header(name, written)
        if self.settings[DOOR].shelter.is_secure:
            self.set_header("Strict-Transport-Security", KEPT_TO_TLS)
