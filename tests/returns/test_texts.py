"""The page and the CSV files of a return, read as their readers read them."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from html.parser import HTMLParser

from fundtrack.returns.cell_texts import shown_cell
from fundtrack.returns.layouts import Column
from fundtrack.returns.layouts import Kind
from fundtrack.returns.layouts import Sheet
from fundtrack.returns.texts import MOST_ROWS
from fundtrack.returns.texts import TALL_ROWS
from fundtrack.returns.texts import csv_bytes
from fundtrack.returns.texts import html_bytes
from tests.returns.whole import HOSTILE
from tests.returns.whole import SUPPLIERS
from tests.returns.whole import whole_sheets

Attributes = dict[str, str | None]
FETCHING = {"src", "srcset", "action", "background", "data", "poster", "cite"}


@dataclass
class Element:
    """One element with all the text inside it and the elements it stands in."""

    tag: str
    attributes: Attributes
    inside: tuple[str, ...]
    text: str = ""


@dataclass
class Heard(HTMLParser):
    """A page as a screen reader goes through it, element by element."""

    elements: list[Element] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Start at the top."""
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go into an element."""
        inside = tuple(each.tag for each in self.open)
        element = Element(tag, dict(attrs), inside)
        self.elements.append(element)
        if tag != "meta":
            self.open.append(element)

    def handle_data(self, data: str) -> None:
        """Read text out."""
        for each in self.open:
            each.text += data

    def handle_endtag(self, tag: str) -> None:
        """Leave the element that is open."""
        assert self.open.pop().tag == tag

    def all(self, *tags: str) -> list[Element]:
        """The elements of some kinds, in order."""
        return [each for each in self.elements if each.tag in tags]


def heard(sheets: Sequence[Sheet], title: str = "A return") -> Heard:
    """Read the page of some sheets through to its end."""
    page = Heard()
    page.feed(html_bytes(sheets, title).decode("utf-8"))
    assert page.open == []
    return page


def test_the_page_says_its_language_and_title_and_has_one_top_heading() -> None:
    page = heard(whole_sheets(), "Return of Testshire")
    assert page.all("html")[0].attributes["lang"] == "en-GB"
    assert [it.text for it in page.all("title", "h1")] == ["Return of Testshire"] * 2
    headings = page.all("h1", "h2", "h3", "h4", "h5", "h6")
    assert [it.tag for it in headings] == ["h1", *["h2"] * len(whole_sheets())]
    assert [it.text for it in headings[1:]] == [it.title for it in whole_sheets()]


def test_the_page_has_landmarks_and_links_that_lead_somewhere() -> None:
    page = heard(whole_sheets())
    landmarks = [it.tag for it in page.all("header", "nav", "main")]
    assert landmarks == ["header", "nav", "main"]
    links = page.all("a")
    assert links[0].text == "Go to the return"
    assert all(it.text.strip() for it in links)
    ids = [it.attributes["id"] for it in page.elements if "id" in it.attributes]
    assert len(ids) == len(set(ids))
    assert {f"#{each}" for each in ids} >= {it.attributes["href"] for it in links}
    named = [it.attributes.get("aria-labelledby") for it in page.all("div")]
    assert set(named) <= set(ids)


def test_every_table_has_a_caption_and_every_cell_its_headings() -> None:
    page = heard(whole_sheets())
    filled = [sheet for sheet in whole_sheets() if sheet.rows]
    assert len(page.all("table")) == len(filled)
    assert [it.text for it in page.all("caption")] == [it.about for it in filled]
    scopes = {(it.inside[-2], it.attributes.get("scope")) for it in page.all("th")}
    assert scopes == {("thead", "col"), ("tbody", "row")}
    assert all(it.text for it in page.all("th") if it.inside[-2] == "thead")
    cells = sum(len(sheet.rows) * len(sheet.columns) for sheet in filled)
    heads = sum(len(sheet.columns) for sheet in filled)
    assert len(page.all("td", "th")) == cells + heads
    assert not any(
        {"colspan", "rowspan"} & it.attributes.keys() for it in page.elements
    )


def test_a_table_that_scrolls_is_reached_by_keyboard_and_named() -> None:
    page = heard(whole_sheets())
    for each in page.all("div"):
        assert (each.attributes["role"], each.attributes["tabindex"]) == ("region", "0")
    tall = [it for it in page.all("div") if it.attributes["class"] == "table tall"]
    assert len(tall) == sum(len(it.rows) > TALL_ROWS for it in whole_sheets())


def test_the_page_runs_nothing_and_fetches_nothing() -> None:
    page = heard([*whole_sheets(), HOSTILE])
    tags = {it.tag for it in page.elements}
    assert not tags & {"script", "link", "img", "iframe", "object", "form", "base"}
    for each in page.elements:
        assert not FETCHING & each.attributes.keys()
        assert not any(name.startswith("on") for name in each.attributes)
    style = page.all("style")[0].text
    assert "url(" not in style
    assert "@import" not in style
    policies = [it.attributes.get("http-equiv") for it in page.all("meta")]
    assert "Content-Security-Policy" in policies


def test_hostile_names_are_read_out_as_they_are() -> None:
    page = heard([HOSTILE])
    rows = [it.text for it in page.all("th") if it.inside[-2] == "tbody"]
    assert [text.replace("\r", "\n") for text in rows[:-1]] == [
        name.replace("\r", "\n") for name in SUPPLIERS
    ]
    assert page.all("h2")[0].text == "Hostile <names> & sums"


def test_figures_stand_at_the_right_with_a_true_minus_sign() -> None:
    page = heard([HOSTILE])
    cells = [it for it in page.all("td") if it.attributes.get("class") == "number"]
    assert [it.text for it in cells[:6]] == [
        *("−£1,234.56", "", "7", "−12.5%", "−3.5", "1"),
    ]
    assert [it.text for it in cells[-6:]] == [
        *("not given", "£0.05", "not given", "not given", "not given", ""),
    ]
    assert "22 April 2024" in [it.text for it in page.all("td")]


def test_a_figure_without_a_sign_keeps_what_it_says() -> None:
    entry = Column("Entry", "entry", Kind.NUMBER)
    assert [shown_cell(entry, held) for held in (12, -12, None)] == ["12", "−12", ""]
    assert shown_cell(Column("Text", "text"), "2023-24") == "2023-24"


def test_a_table_too_long_for_a_page_says_where_its_rows_stand() -> None:
    rows = (HOSTILE.rows[0],) * (MOST_ROWS + 1)
    page = heard([HOSTILE, replace(HOSTILE, name="Long list", rows=rows)])
    assert len(page.all("table")) == 1
    assert page.all("p")[0].text == (
        "Names that would be orders, and sums below nought. Its 5,001 rows stand in "
        "the workbook and in csv/02-long-list.csv."
    )


def test_csv_text_is_defused_and_sums_below_nought_stay_figures() -> None:
    written = csv_bytes(HOSTILE)
    assert written.startswith(b"\xef\xbb\xbf'=Supplier,Pounds")
    text = written.decode("utf-8-sig")
    assert text.endswith("\r\n")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert [row[0] for row in rows[1:7]] == [f"'{name}" for name in SUPPLIERS[:6]]
    assert [row[0] for row in rows[7:-1]] == list(SUPPLIERS[6:])
    assert rows[1][1:] == ["-1234.56", "", "7", "-0.125", "-3.5", "2024-04-22", "1"]


def test_text_that_no_file_can_hold_is_replaced() -> None:
    broken = replace(HOSTILE, rows=(("half \ud800", *HOSTILE.rows[0][1:]),))
    assert b"half ?" in csv_bytes(broken)
    assert b"half ?" in html_bytes([broken], "A return")
