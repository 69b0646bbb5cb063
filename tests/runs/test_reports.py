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
    assert "secret_code" not in html
    assert "noise" not in html


def test_report_opens_offline() -> None:
    html = report_html(NOTEBOOK, "title", "footer")
    assert "http" not in html
    assert "<script" not in html
    assert "<link" not in html
