"""Keep a process light: what is big and not needed counts as not installed."""

import sys


def keep_light() -> None:
    """Keep the frame library out of this process.

    DuckDB loads pandas, when it is installed, as soon as a query is given a value: a
    second and 70 MB for a page that only ever asks for plain rows. A module that is
    None counts as not installed.
    """
    sys.modules.setdefault("pandas", None)  # type: ignore[arg-type]


def keep_debugger_out() -> None:
    """Keep the debugger of notebooks out of a kernel, which nobody steps through.

    ipykernel loads it whenever it is installed: 0.3 s of each kernel's start.
    """
    sys.modules.setdefault("debugpy", None)  # type: ignore[arg-type]
