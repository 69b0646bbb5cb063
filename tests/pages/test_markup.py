"""Nothing that was read from a file can become markup."""

from fundtrack.pages.markup import element
from fundtrack.pages.markup import marks
from fundtrack.pages.markup import text

ATTACK = '<script>alert("x")</script>'


def test_text_shows_as_it_is() -> None:
    assert text(ATTACK) == "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;"


def test_an_attribute_cannot_be_broken_out_of() -> None:
    assert element("p", text("a"), class_='x" onclick="y', aria_label="b") == (
        '<p class="x&quot; onclick=&quot;y" aria-label="b">a</p>'
    )


def test_an_element_without_an_end_has_none() -> None:
    assert element("br") == "<br>"


def test_marks_are_shown_but_for_an_office_s_own_records() -> None:
    assert marks(["assumed", "recorded"]) == '<span class="tag assumed">assumed</span>'
