"""Pages are built without the space between lines of the theme's frame, and their text as it is."""

from __future__ import annotations

from answerable.build.mkdocs.shared import tight

PAGE = """
<body>
  <ul>
    <li>
      <a href="a/">
        One
      </a>
    </li>
  </ul>
  <p>Made <b>with</b>
    <a href="b/">care</a></p>
  <script>
    keep(`
      this`);
  </script>
  <article class="text">
    <pre>
  a
    b</pre>
  </article>
  <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"></svg>
</body>
"""


def test_only_space_that_nobody_sees_is_left_out() -> None:
    assert tight(PAGE) == (
        "\n<body><ul><li>"
        '<a href="a/">\nOne\n</a>\n</li></ul>'
        '<p>Made <b>with</b>\n<a href="b/">care</a></p>'
        "<script>\n    keep(`\n      this`);\n  </script>\n"
        '<article class="text"><pre>\n  a\n    b</pre></article>\n'
        '<svg viewBox="0 0 24 24"></svg></body>\n'
    )


def test_a_page_without_an_article_stays_as_it_is() -> None:
    page = PAGE.replace("article", "section")
    assert tight(page) == page
