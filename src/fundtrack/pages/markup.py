"""HTML written so that nothing read from a file can become markup."""

from html import escape

Markup = str
"""Text that is HTML already; only `element` and `text` make it."""

VOID = {"br", "hr"}


def text(written: object) -> Markup:
    """Write text so that it shows as it is."""
    return escape(str(written))


def element(name: str, *children: Markup, **attributes: str) -> Markup:
    """Write an element around HTML; `class_` and `aria_label` name attributes."""
    named = {
        key.rstrip("_").replace("_", "-"): said for key, said in attributes.items()
    }
    written = "".join(f' {key}="{escape(said)}"' for key, said in named.items())
    if name in VOID:
        return f"<{name}{written}>"
    return f"<{name}{written}>{''.join(children)}</{name}>"


def marks(words: tuple[str, ...] | list[str]) -> Markup:
    """Write the marks of honesty; an office's own records carry none."""
    shown = [word for word in words if word != "recorded"]
    return "".join(
        element("span", text(word), class_=f"tag {escape(word)}") for word in shown
    )
