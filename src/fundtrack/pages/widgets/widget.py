"""What our own widgets share: where their code comes from, and how they are heard."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from contextlib import nullcontext
from typing import Any

import anywidget

MODULE = """
const base = new URL(document.body.dataset.static, location.href);
export default {{
  async render(context) {{
    const {{ render }} = await import(new URL("{name}.mjs", base));
    return render(context);
  }},
}};
"""

Message = dict[str, Any]
Guarding = Callable[[], AbstractContextManager[object]]


class PageWidget(anywidget.AnyWidget):
    """A widget drawn by a module of the template, loaded once and kept by the browser.

    Only the module's name travels with each widget, not its code. What the browser
    sends goes to `heard`, inside `guard`: without it an error in there would be seen
    nowhere, on no page and in no log.
    """

    def __init__(self, **traits: object) -> None:
        super().__init__(**traits)
        self.guard: Guarding = nullcontext
        self.on_msg(self._answer)

    def heard(self, message: Message) -> None:
        """Act on what the browser sent; here on nothing."""

    def _answer(self, _: object, message: Message, __: object) -> None:
        with self.guard():
            self.heard(message)


def module(name: str) -> str:
    """Write the few lines that load a module of the template."""
    return MODULE.format(name=name)
