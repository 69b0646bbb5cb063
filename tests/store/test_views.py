"""Views are made when a query asks for them, with those they stand on."""

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.store.snapshot import open_books
from fundtrack.store.views import needed_views
from tests import builders


def test_a_query_needs_the_views_it_names_and_no_more() -> None:
    assert needed_views("last_entry") == ()
    assert needed_views("position") == ("plan_register", "movement")


def test_a_view_that_stands_on_another_comes_after_it() -> None:
    assert needed_views("later_answers") == ("undone", "answer")


def test_views_are_made_once_on_a_connection(
    workspace: Workspace, clock: Clock
) -> None:
    builders.record(workspace, clock, builders.registers())
    with open_books(workspace) as books:
        found = [books.rows("areas") for _ in "ab"]
        made = books._con.execute(
            "SELECT view_name FROM duckdb_views() WHERE NOT internal"
        )
        assert [name for (name,) in made.fetchall()] == list(needed_views("areas"))
    assert found[0] == found[1] != []
