"""The look of a pack: one sheet for screen, phone, dark and paper, inside each page."""

from fundtrack.charts import theme
from fundtrack.charts.css import css_night_charts
from fundtrack.charts.css import css_tokens

STYLE = f"""
:root {{ {css_tokens(theme.LIGHT)} color-scheme: light dark; }}
* {{ box-sizing: border-box; }}
body {{ font: 16px/1.5 {theme.FONT}; color: var(--ink); background: var(--paper);
  margin: 0 auto; max-width: 60rem; padding: 0 1.25rem 2rem; }}
h1 {{ font-size: 27px; line-height: 1.25; margin: 1rem 0 .25rem; max-width: 44rem; }}
h2 {{ font-size: 19px; margin: 2rem 0 .5rem; padding-top: .75rem;
  border-top: 1px solid var(--rule); }}
h3 {{ font-size: 16px; margin: 1rem 0 0; }}
p {{ margin: .5rem 0; max-width: 44rem; }} .sub {{ color: var(--muted); margin: 0; }}
a {{ color: var(--link); }}
:focus-visible {{ outline: 3px solid var(--focus); outline-offset: 2px; }}
.skip {{ position: absolute; left: -99rem; }} .skip:focus {{ left: 1rem; top: .5rem; }}
header {{ font-size: 13px; color: var(--muted); border-bottom: 1px solid var(--rule);
  padding: .75rem 0 .5rem; }}
header b {{ color: var(--ink); }} header span {{ margin-right: 1rem; }}
.band {{ background: var(--panel); border-left: 4px solid var(--good);
  padding: .5rem 1rem; margin: .75rem 0; max-width: none; font-weight: 600; }}
.band.draft {{ border-color: var(--bad); }} .band.example {{
  border-color: var(--attention); }}
nav ul {{ list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem;
  padding: 0; margin: .75rem 0; }}
nav [aria-current] {{ font-weight: 600; color: var(--ink); text-decoration: none; }}
.figs {{ display: grid; grid-template-columns: repeat(5, 1fr); gap: 1.25rem;
  margin: 1.25rem 0; }}
.figs dt, .figs .says {{ font-size: 13px; color: var(--muted); }}
.figs dd {{ margin: 0; }} .figs .says {{ line-height: 1.35; }}
.figs .much {{ font-size: 22px; font-weight: 600;
  font-variant-numeric: tabular-nums; }}
.mark {{ font-size: 13px; color: var(--attention); white-space: nowrap; }}
.todo {{ list-style: none; padding: 0; margin: .5rem 0; }}
.todo li {{ display: grid; grid-template-columns: 8.5rem 1fr; gap: 1rem;
  padding: .35rem 0; border-bottom: 1px solid var(--rule); }}
.state {{ font-weight: 600; font-variant-numeric: tabular-nums; }}
.stop {{ color: var(--bad); }} .warn {{ color: var(--attention); }}
.wait {{ color: var(--muted); }}
figure {{ margin: 1rem 0; }} figcaption {{ margin-bottom: .25rem; }}
figcaption b {{ font-size: 17px; }}
figcaption span {{ display: block; font-size: 13px; color: var(--muted); }}
.legend {{ list-style: none; display: flex; flex-wrap: wrap; gap: .1rem 1rem;
  padding: 0; margin: .25rem 0; font-size: 13px; }}
.legend i {{ display: inline-block; width: .9em; height: .9em; margin-right: .4em;
  border: 1px solid var(--axis); vertical-align: -.1em; }}
svg {{ max-width: 100%; height: auto; display: block; }} .phone {{ display: none; }}
summary {{ cursor: pointer; font-size: 13px; color: var(--link); }}
.scroll {{ overflow-x: auto; margin: .75rem 0; }}
table {{ border-collapse: collapse; width: 100%; font-size: 15px;
  font-variant-numeric: tabular-nums; }}
caption {{ text-align: left; font-weight: 600; padding: .4rem 0; }}
th, td {{ text-align: left; padding: .3rem .8rem .3rem 0; vertical-align: top;
  border-bottom: 1px solid var(--rule); font-weight: normal; }}
thead th, tfoot th, tfoot td {{ font-weight: 600; }}
thead th {{ font-size: 13px; color: var(--muted); }}
.number {{ text-align: right; white-space: nowrap; }} .day {{ white-space: nowrap; }}
.number + td:not(.number), .number + th:not(.number) {{ padding-left: 1rem; }}
blockquote {{ margin: .75rem 0; padding-left: 1rem; max-width: 44rem;
  border-left: 4px solid var(--good); }}
blockquote.not {{ border-color: var(--rule); color: var(--muted); }}
blockquote p {{ margin: 0; }}
blockquote footer {{ margin: 0; padding: 0; border: 0; }}
footer {{ font-size: 13px; color: var(--muted); margin-top: 2rem; padding-top: .5rem;
  border-top: 1px solid var(--rule); overflow-wrap: anywhere; }}
code {{ font-size: 13px; overflow-wrap: anywhere; }}
@media (max-width: 40rem) {{
  .wide {{ display: none; }} .phone {{ display: block; }}
  h1 {{ font-size: 22px; }} .figs {{ grid-template-columns: 1fr 1fr; }}
  .todo li {{ grid-template-columns: 1fr; gap: 0; }}
  tbody th, thead th:first-child, tfoot th {{ position: sticky; left: 0;
    background: var(--paper); min-width: 7rem; max-width: 9rem; }}
  td:not(.number):not(.day) {{ min-width: 7rem; }}
  header span {{ display: block; }} }}
@media screen and (prefers-color-scheme: dark) {{
  :root {{ {css_tokens(theme.DARK)} }}
{css_night_charts()} }}
"""

PAPER = """
@page { size: A4; margin: 13mm 13mm 16mm; @bottom-left { content: %(stamp)s;
  font: 8pt Arial, sans-serif; } @bottom-right { content: counter(page) " of "
  counter(pages); font: 8pt Arial, sans-serif; } }
@media print {
  :root { color-scheme: light; } .legend i { print-color-adjust: exact; }
  body { margin: 0; max-width: none; padding: 0;
    font-size: 9pt; line-height: 1.35; }
  h1 { font-size: 15pt; } h2 { font-size: 11.5pt; margin: .6rem 0 .2rem;
    padding-top: .3rem; break-after: avoid; }
  .figs .much { font-size: 13pt; } nav, .skip, details { display: none; }
  .wide { display: block; } .phone { display: none; }
  .figs { grid-template-columns: repeat(5, 1fr); margin: .4rem 0; }
  .wide svg { max-height: 55mm; width: auto; }
  table { font-size: 8pt; } thead th { font-size: 7.5pt; }
  th, td { padding: .1rem .4rem .1rem 0; } tbody th { min-width: 24mm; }
  caption { padding: .2rem 0; break-after: avoid; }
  .scroll { overflow: visible; margin: .25rem 0; }
  .todo li { grid-template-columns: 6.5rem 1fr; padding: .1rem 0; }
  .mark, code, footer, header, .figs dt, .figs .says, .legend,
    figcaption span { font-size: 7.5pt; }
  .band { padding: .2rem .6rem; margin: .4rem 0; } blockquote { margin: .3rem 0; }
  h3, p { margin: .25rem 0; } footer { margin-top: .8rem; }
  figure, tr, li, blockquote { break-inside: avoid; }
  thead { display: table-header-group; } }
"""
"""What paper adds: the stamp at the foot of every sheet."""


def paper(stamp: str) -> str:
    """Write the sheet for paper, with a stamp at the foot of each page."""
    quoted = stamp.replace("\\", "\\\\").replace('"', '\\"').replace("<", "\\3c ")
    return PAPER % {"stamp": f'"{quoted}"'}
