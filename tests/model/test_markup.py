"""Markdown of a field: one set of nodes, the same words in every output, nothing that runs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from answerable.model import markup
from tests.support.pages import elements, squeezed, text_of

TAGS = {"p", "ul", "ol", "li", "blockquote", "strong", "em", "a", "code", "pre", "br", "hr"}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}

NODE_TYPES = {
    "p": "One paragraph.",
    "heading": "## A heading",
    "ul": "- one\n- two",
    "ol": "3. three\n4. four",
    "li": "* item\n\n  with two paragraphs",
    "quote": "> quoted\n> twice",
    "pre": "```\ncode <b>\n\n  more\n```",
    "rule": "above\n\n---\n\nbelow",
    "text": "words",
    "strong": "**strong**",
    "em": "*em*",
    "link": "[our terms](https://example.com/terms)",
    "code": "`code`",
    "br": "first  \nsecond",
}

# Pieces that Markdown cares about, so that random texts get past plain paragraphs.
PIECES = """* ** _ ` > - 1. 0) # --- [ ]( ) ![ < https://a.b javascript:x data:, &#106; &lt; \\ <b>
-- word é \u202e \x00 \ufeff"""
PIECE = st.sampled_from(
    [*PIECES.split(), *("> ", "- ", "    ", "  \n", "\n", "\n\n", "\t", "\r", "```\n")]
)
MARKDOWN = st.text() | st.lists(PIECE, max_size=40).map("".join)


def _types(nodes: list[markup.Node]) -> Iterator[str]:
    for node in nodes:
        yield node["t"]
        yield from _types(node.get("c", []))


@pytest.mark.parametrize("kind", NODE_TYPES)
def test_every_kind_of_node_comes_out_of_commonmark(kind: str) -> None:
    assert kind in set(_types(markup.nodes(NODE_TYPES[kind])))


# Nearly a line that needs no parser: a plain beginning, then anything.
LINES = st.tuples(
    st.sampled_from([*"aé“(…", "1", "- ", " "]),
    st.text(st.characters(codec="utf-8")) | st.lists(PIECE, max_size=3).map("a ".join),
    st.sampled_from(["", ".", "!", " ", "\xa0", "#"]),
).map("".join)


@given(LINES | MARKDOWN)
@example("Wait! He said: (a) > b | c = d ~~e~~ https://a.b a@b.c 1. x #")
def test_a_plain_line_is_what_the_parser_makes_of_it(text: str) -> None:
    assert markup.nodes(text) == markup._tree(markup._STRICT.parse(text))


@pytest.mark.parametrize("text", NODE_TYPES.values(), ids=NODE_TYPES)
def test_all_three_outputs_say_the_same(text: str) -> None:
    words = squeezed(markup.plain(text))
    assert squeezed(text_of(markup.html(text))) == words
    # Items of a list are shown by dashes where no list can stand.
    assert squeezed(text_of(markup.inline_html(text))).replace("–", "") == words


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a *b* **c** `d`", "<p>a <em>b</em> <strong>c</strong> <code>d</code></p>"),
        ("a  \nb", "<p>a<br>b</p>"),
        ("a\nb", "<p>a b</p>"),
        ("1. a\n2. b", "<ol><li><p>a</p></li><li><p>b</p></li></ol>"),
        ("7. a", '<ol start="7"><li><p>a</p></li></ol>'),
        ("0. a", '<ol start="0"><li><p>a</p></li></ol>'),
        ("> a", "<blockquote><p>a</p></blockquote>"),
        ("---", "<hr>"),
        ("~~~ python\n<a>\n~~~", "<pre><code>&lt;a&gt;</code></pre>"),
        ("[a](tel:123 'title')", '<p><a href="tel:123">a</a></p>'),
        ("<https://a.b/c?d&e>", '<p><a href="https://a.b/c?d&amp;e">https://a.b/c?d&amp;e</a></p>'),
    ],
)
def test_commonmark_becomes_plain_elements(text: str, html: str) -> None:
    assert markup.html(text) == html


@pytest.mark.parametrize("level", range(1, 7))
def test_a_heading_in_a_field_has_no_say_in_the_outline(level: int) -> None:
    assert markup.html(f"{'#' * level} Big words") == "<p><strong>Big words</strong></p>"


@pytest.mark.parametrize(
    "scheme", ["http://a", "https://a", "mailto:a@b.c", "tel:+44", "HTTPS://A"]
)
def test_these_links_are_links(scheme: str) -> None:
    (link,) = [node for node in elements(markup.html(f"[x]({scheme})")) if node.tag == "a"]
    assert link.attributes["href"] == scheme
    assert markup.refused(f"[x]({scheme})") == ()


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "javascript&colon;alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://a.b",
        "//example.com",
        "/scenarios/",
        "#compare",
        "other.html",
    ],
)
def test_any_other_link_stays_the_text_that_was_typed(address: str) -> None:
    text = f"[x]({address})"
    assert [node.tag for node in elements(markup.html(text))] == ["p"]
    assert "[x](" in markup.plain(text)
    assert markup.refused(text), "its author is not told"


def test_an_image_becomes_its_description() -> None:
    text = "Look: ![the broken meter](https://example.com/beacon.gif)"
    assert markup.html(text) == "<p>Look: the broken meter</p>"
    assert markup.plain(text) == "Look: the broken meter"
    assert markup.pictures(text) == ("https://example.com/beacon.gif",)


def test_raw_html_is_shown_and_its_author_told() -> None:
    text = "Press <kbd>F5</kbd>"
    assert markup.html(text) == "<p>Press &lt;kbd&gt;F5&lt;/kbd&gt;</p>"
    assert markup.plain(text) == text
    assert len(markup.refused(text)) == 2


def test_nothing_is_refused_in_ordinary_markdown() -> None:
    assert [text for text in NODE_TYPES.values() if markup.refused(text)] == []


@pytest.mark.parametrize("text", ["a\n\nb", "- a\n\n- b", "```\na\n\n\nb\n```", "> a\n>\n> b"])
def test_blocks_hold_no_blank_line(text: str) -> None:
    # A Markdown engine that gets such a page would end a block of HTML there.
    assert "\n" not in markup.html(text)


def test_blank_lines_in_code_are_kept_as_text() -> None:
    assert "a\n\n\nb" in text_of(markup.html("```\na\n\n\nb\n```"))


@given(MARKDOWN)
@example("*" * 2000 + "a" + "*" * 2000)
@example("&#0;&#xD800;\x00")
def test_any_text_is_harmless_and_complete(text: str) -> None:
    html = markup.html(text)
    for node in elements(html):
        assert node.tag in TAGS
        assert set(node.attributes) <= ATTRIBUTES.get(node.tag or "", set())
    assert squeezed(text_of(html)) == squeezed(markup.plain(text))
    inline = {node.tag for node in elements(markup.inline_html(text))}
    assert inline <= {"strong", "em", "a", "code", "br"}
    markup.refused(text)


@given(MARKDOWN)
def test_plain_is_one_line(text: str) -> None:
    plain = markup.plain(text)
    assert plain == " ".join(plain.split())


@pytest.mark.parametrize(
    "bomb",
    [
        "> " * 5000 + "a",
        "- " * 3000 + "a",
        "1. " * 3000 + "a",
        "*" * 5000,
        "*" * 4000 + "a" + "*" * 4000,
        "_a " * 2500,
        "[" * 5000,
        "![" * 4000,
        "[a](" * 2000,
        "`" * 5000,
        "<" * 8000,
        "\n".join(" " * (2 * depth) + "- a" for depth in range(60)),
        "&#x41;" * 1300,
    ],
    ids=lambda bomb: bomb[:6].strip() or "indented",
)
def test_nesting_without_end_comes_out_safely(bomb: str) -> None:
    html = markup.html(bomb)
    assert {node.tag for node in elements(html)} <= TAGS
    assert squeezed(text_of(html)) == squeezed(markup.plain(bomb))
    assert len(html) < 20 * len(bomb)
    markup.inline_html(bomb)
    markup.refused(bomb)


def test_deep_emphasis_keeps_its_text() -> None:
    assert markup.plain("*" * 3000 + "kept" + "*" * 3000) == "kept"


def test_emphasis_is_kept_down_to_the_bound_and_lost_below_it() -> None:
    def emphasised(depth: int) -> int:
        return markup.html("*a " * depth + "b" + "*" * depth).count("<em>")

    assert emphasised(25) == 25
    assert emphasised(40) == 32


@pytest.mark.parametrize("mark", ["> ", "- "])
def test_text_that_the_parser_leaves_out_is_reported(mark: str) -> None:
    for depth in range(1, 30):
        text = mark * depth + "deep"
        if "deep" not in markup.plain(text):
            assert markup.refused(text) == ("lists or quotations nested this deeply",)
    assert markup.refused(mark * 5 + "deep") == ()
