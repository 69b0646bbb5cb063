from fundtrack.runs.reports import report_html


def output(kind: str, text: object) -> dict[str, object]:
    return {"output_type": "display_data", "data": {kind: text}}


NOTEBOOK = {
    "cells": [
        {"cell_type": "markdown", "source": "# What was seen"},
        {
            "cell_type": "code",
            "source": "secret_code()",
            "outputs": [
                output("text/html", ["<p>", "shown</p>"]),
                output("text/markdown", "**bold**"),
                output("application/vnd.fundtrack.result+json", {}),
                {"output_type": "stream", "text": "noise"},
            ],
        },
    ]
}


def test_report_shows_words_and_outputs_but_no_code() -> None:
    html = report_html(NOTEBOOK, "SSF1 <Burnley>", "Run 1")
    assert "<h1>What was seen</h1>" in html
    assert "<p>shown</p>" in html
    assert "<strong>bold</strong>" in html
    assert "<title>SSF1 &lt;Burnley&gt;</title>" in html
    assert "<footer>Run 1</footer>" in html
    assert "<nav" not in html
    assert "secret_code" not in html
    assert "noise" not in html


def test_report_opens_offline() -> None:
    html = report_html(NOTEBOOK, "title", "footer")
    assert "http" not in html
    assert "<script" not in html
    assert "<link" not in html


def test_report_of_several_sections_opens_with_their_list() -> None:
    cells = [
        {"cell_type": "markdown", "source": f"{level} {name}"}
        for level, name in (("#", "Top"), ("##", "A"), ("##", "B & C"), ("##", "D"))
    ]
    html = report_html({"cells": cells}, "title", "footer")
    assert html.index("<h1>") < html.index("<nav") < html.index('<h2 id="s1">A</h2>')
    assert '<li><a href="#s2">B &amp; C</a></li>' in html
    assert html.count("<h2") == 3


def test_report_follows_a_dark_reader_charts_and_all() -> None:
    html = report_html(NOTEBOOK, "title", "footer")
    assert "@media (prefers-color-scheme: dark)" in html
    assert 'svg [fill="#12436d" i] { fill: #5aa9e6; }' in html
