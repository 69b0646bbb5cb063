"""What our own widgets share: their code comes from the server that serves the page."""

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


class PageWidget(anywidget.AnyWidget):
    """A widget drawn by a module of the template, loaded once and kept by the browser.

    Only the module's name travels with each widget, not its code.
    """


def module(name: str) -> str:
    """Write the few lines that load a module of the template."""
    return MODULE.format(name=name)
