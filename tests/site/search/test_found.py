"""What search may know of a hand-written page."""

from __future__ import annotations

from answerable.site.search import SearchText, html_found


def test_a_page_is_found_by_its_sections_and_leads_to_them() -> None:
    html = """
      <h1 id="top">Welcome<a class="headerlink" href="#top">¶</a></h1>
      <p>Read <em>this</em> first.</p>
      <h2 id="rules">The rules</h2><ul><li>One</li><li>T<b>w</b>o</li></ul>
    """
    found = html_found(html, "Home", keywords=["start"], boost=2)
    assert found.title == "Welcome"
    assert list(found.passages) == [
        SearchText("text", "Read this first."),
        SearchText("facts", "The rules", "rules"),
        SearchText("text", "One Two", "rules"),
    ]
    assert (found.keywords, found.boost) == (("start",), 2)


def test_a_page_without_a_heading_has_its_title_from_elsewhere() -> None:
    assert html_found("<p>Read this.</p>", "Home").title == "Home"
    assert html_found("", "Home").passages == ()


def test_what_is_left_out_of_search_is_not_found() -> None:
    html = """
      <h2 id="a">A</h2><p>shown <span data-search-exclude>hidden</span></p>
      <div data-search-exclude><div>hidden</div>hidden</div><p>too</p>
      <h2 id="b" data-search-exclude>hidden</h2><p>hidden</p>
      <h2 id="c">C</h2><script>hidden</script><template>hidden</template><p>last</p>
    """
    words = " ".join(text for _, text in html_found(html, "Home").texts)
    assert words.split() == ["Home", "A", "shown", "too", "C", "last"]
