"""A bar is drawn for somebody who looks, and for nobody else."""

import io

import pytest

from fundtrack.cli.progress import progress_bar


class Terminal(io.StringIO):
    """A stream that somebody looks at."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "is_drawn"), [(Terminal, True), (io.StringIO, False)]
)
def test_a_bar_is_drawn_where_somebody_looks(
    monkeypatch: pytest.MonkeyPatch, stream: type[io.StringIO], is_drawn: bool
) -> None:
    shown = stream()
    monkeypatch.setattr("sys.stderr", shown)
    with progress_bar("notebooks", 2) as advance:
        advance()
        advance()
    assert ("100%" in shown.getvalue()) is is_drawn
