"""The colours of charts as CSS, for documents that carry their charts as SVG."""

from collections.abc import Mapping

from fundtrack.charts import theme


def css_tokens(colours: Mapping[str, str]) -> str:
    """Write colours as custom properties: `--ink: #0b1f33; `."""
    return "".join(f"--{name}: {colour}; " for name, colour in colours.items())


def css_night_charts() -> str:
    """Turn a chart's colours, which its SVG holds as attributes, into dark ones."""
    return "\n".join(
        f'  svg [{attribute}="{light}" i] {{ {attribute}: {dark}; }}'
        for light, dark in theme.night().items()
        for attribute in ("fill", "stroke")
    )
