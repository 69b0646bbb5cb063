"""The session in which whoever is signed in to a page acts."""

from dataclasses import replace
from datetime import datetime

from fundtrack.acts.session import Session
from fundtrack.pages.session import PageSession


def acting_today(session: PageSession) -> Session:
    """Open a session in which whoever is signed in acts.

    In an example the acts fall on the day that its pages show, like its story.

    Raises:
        NobodySignedIn: when nobody is, or the sign-in has ended.
    """
    acting = session.acting()
    if not session.settings.example:
        return acting
    today = session.today
    return replace(
        acting, clock=lambda: datetime.combine(today, session.clock().time())
    )
