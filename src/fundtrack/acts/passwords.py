"""Ask whoever acts to prove who they are, for the acts that bind the office."""

from fundtrack.acts.people import has_password
from fundtrack.acts.session import Session
from fundtrack.errors import NotAllowed
from fundtrack.metrics.position import Reader


def require_password(
    session: Session, reader: Reader, act: str, typed: str | None
) -> None:
    """Refuse an act of somebody who does not give their own password with it.

    None is asked in an example workspace (contract: who); one given there is checked.

    Args:
        act: what the person is about to do, as the sentence says it.
        typed: what they typed; None where nobody asked them.

    Raises:
        NotAllowed: when it is not theirs, or none of theirs is kept.
    """
    if session.is_example and typed is None:
        return
    person = session.person
    if not reader.rows("password", person=person):
        because = f"an administrator sets one: fundtrack person password {person}"
        raise NotAllowed(person, f"{act} without a password ({because})", [person])
    if not has_password(reader, person, typed or ""):
        raise NotAllowed(person, f"{act} without their password", [person])
