"""The look of a report: for a wide reader, a phone, a dark room and paper."""

from fundtrack.charts import theme
from fundtrack.charts.css import css_night_charts
from fundtrack.charts.css import css_tokens

STYLE = f"""
:root {{ {css_tokens(theme.LIGHT)} color-scheme: light dark; }}
body {{ font: 16px/1.5 {theme.FONT}; color: var(--ink); background: var(--paper);
  margin: 2rem auto; max-width: 54rem; padding: 0 1rem; }}
h1 {{ font-size: 27px; line-height: 1.25; }}
h2 {{ font-size: 19px; margin-top: 2.5rem; padding-top: .75rem;
  border-top: 1px solid var(--rule); }}
a {{ color: var(--link); }} :focus-visible {{ outline: 3px solid var(--focus); }}
.skip {{ position: absolute; left: -99rem; }} .skip:focus {{ left: 1rem; top: .5rem; }}
.notice {{ background: var(--panel); border-left: 4px solid var(--attention);
  padding: .6rem 1rem; font-weight: 600; }}
.notice.bad {{ border-color: var(--bad); }}
.mark {{ font-size: 13px; color: var(--attention); }}
nav ol {{ columns: 2; font-size: 15px; }} nav li {{ break-inside: avoid; }}
.facts {{ display: grid; grid-template-columns: 1fr 1fr; gap: 0 2rem; margin: 1rem 0; }}
.facts div {{ border-bottom: 1px solid var(--rule); padding: .3rem 0; }}
.facts dt {{ font-size: 13px; color: var(--muted); }}
.facts dd {{ margin: 0; overflow-wrap: anywhere; }}
figure {{ margin: 1.5rem 0; }} svg {{ max-width: 100%; height: auto; display: block; }}
figcaption {{ margin-bottom: .5rem; }} .phone {{ display: none; }}
summary {{ cursor: pointer; font-size: 13px; color: var(--link); }}
.scroll {{ overflow-x: auto; margin: 1rem 0; }}
table {{ border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }}
caption {{ text-align: left; font-weight: 600; padding: .4rem 0; }}
th, td {{ text-align: left; padding: .3rem .8rem .3rem 0; vertical-align: top;
  border-bottom: 1px solid var(--rule); font-weight: normal; }}
thead th, tfoot th, tfoot td {{ font-weight: 600; }}
.number {{ text-align: right; white-space: nowrap; }}
.number + td:not(.number), .number + th:not(.number) {{ padding-left: 1rem; }}
code {{ font-size: 14px; overflow-wrap: anywhere; }}
footer {{ font-size: 13px; color: var(--muted); margin-top: 3rem;
  overflow-wrap: anywhere; }}
@media (max-width: 40rem) {{
  .wide {{ display: none; }} .phone {{ display: block; }} nav ol {{ columns: 1; }}
  .facts {{ grid-template-columns: 1fr; }}
  tbody th, thead th:first-child {{ position: sticky; left: 0;
    background: var(--paper); }} }}
@media (prefers-color-scheme: dark) {{
  :root {{ {css_tokens(theme.DARK)} }}
{css_night_charts()} }}
@media print {{ body {{ margin: 0; max-width: none; }} nav, summary {{ display: none; }}
  figure, tr {{ break-inside: avoid; }} h2 {{ break-after: avoid; }} }}
"""
