"""Run a coroutine in an event loop of its own."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from typing import TypeVar

Answer = TypeVar("Answer")


def run_apart(story: Coroutine[Any, Any, Answer]) -> Answer:
    """Run it in a thread: a browser's tests leave a loop running in the main one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, story).result()
