"""Hand-written pages: links and images are looked at by `check`, with file and line."""

from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from mkdocs.exceptions import Abort

from answerable import cli
from answerable.build.mkdocs.content import check_pages
from answerable.build.mkdocs.project import load_project
from answerable.build.packages import SITE
from answerable.build.site import build_course
from answerable.diagnostics import Diagnostic, Severity
from answerable.diagnostics.failure import BuildFailed
from answerable.site import Site, page_uris, render_pages
from tests.support.built import run_mkdocs
from tests.support.courses import COURSE_FILES, INDEX, TODAY, course, load, scenario, write_course
from tests.support.courses import write_project as project

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>'

FINE = """# A page

[Home](index.md), [its heading](index.md#practise), [a scenario](scenarios/wet-dog.md),
[a module](modules/at-the-door.md), [the cards](cards.md), [as an address](../scenarios/wet-dog/),
[this page](#a-page), [elsewhere](https://example.com/x), [mail](mailto:a@example.com),
[the PDF](cards/the-inn-a4.pdf), ![The inn](inn.svg), ![](inn.svg){ role=presentation }

```markdown
[not a link](nowhere.md)
```
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _found(
    folder: Path, page: str, *, languages: tuple[str, ...] = ("en",), **more: str
) -> tuple[Diagnostic, ...]:
    docs = {"index.md": f"{INDEX}\n## Practise\n", "inn.svg": PICTURE, "page.md": page} | more
    config = project(folder, docs=docs, markdown_extensions=["attr_list"])
    value = load(folder / "scenarios")
    modules = [module.id for module in value.modules]
    ids = [one.id for one in value.scenarios]
    return check_pages(load_project(config), languages, modules, ids)


def _lines(found: tuple[Diagnostic, ...]) -> list[tuple[str, str, int, int]]:
    return [(one.code, one.location.path, one.location.line, one.location.column) for one in found]


def test_what_leads_somewhere_is_fine(tmp_path: Path) -> None:
    assert _found(tmp_path, FINE) == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[x](nowhere.md)", "the link to `nowhere.md` is broken"),
        ("[x](scenarios/wet-cat.md)", "the link to `scenarios/wet-cat.md` is broken"),
        ("[x](modules/nowhere.md#a)", "the link to `modules/nowhere.md#a` is broken"),
        ("[x](../scenarios/wet-cat/)", "the link to `../scenarios/wet-cat/` is broken"),
        ("[x](photo.jpg)", "the link to `photo.jpg` is broken"),
        ("![A dog](photo.jpg)", "the link to `photo.jpg` is broken"),
        ('<a href="nowhere.md">x</a>', "the link to `nowhere.md` is broken"),
        ("[x](#heading)", "the link to `#heading` points to a heading that doesn't exist there"),
        ("[x][1]\n\n[1]: nowhere.md", "the link to `nowhere.md` is broken"),
    ],
)
def test_a_link_that_leads_nowhere_is_an_error(text: str, says: str, tmp_path: Path) -> None:
    (found,) = _found(tmp_path, f"# A page\n\nIt rains. {text}\n")
    assert (found.code, found.severity, found.message) == ("AN414", Severity.ERROR, says)
    assert found.hint
    address = says.split("`")[1]
    where = found.location
    assert where.path == "content/page.md"
    assert where.excerpt[where.column - 1 : where.end_column - 1] == address


def test_a_heading_of_another_page_is_looked_for(tmp_path: Path) -> None:
    (found,) = _found(tmp_path, "# A page\n\n[x](index.md#nowhere)\n")
    assert "points to a heading that doesn't exist there" in found.message
    assert found.location.line == 3


@pytest.mark.parametrize("image", ["![](inn.svg)", '<img src="../inn.svg">'])
def test_an_image_without_words_is_a_warning(image: str, tmp_path: Path) -> None:
    (found,) = _found(tmp_path, f"# A page\n\n![The inn](inn.svg)\n\n{image}\n")
    assert (found.code, found.severity) == ("AN418", Severity.WARNING)
    assert found.location.path == "content/page.md"
    assert found.location.line == 5


def test_a_translation_is_looked_at_where_it_will_stand(tmp_path: Path) -> None:
    german = "# Eine Seite\n\n[x](index.md#ueben) [y](index.md#practise) [z](nirgends.md)\n"
    home = "# Das Gasthaus\n\n## Üben { #ueben }\n"
    more = {"page.de.md": german, "index.de.md": home}
    found = _found(tmp_path, "# A page\n", languages=("en", "de"), **more)
    assert _lines(found) == [
        ("AN414", "content/page.de.md", 3, 25),
        ("AN414", "content/page.de.md", 3, 48),
    ]


def test_a_page_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    _found(tmp_path, "# A page\n")
    (tmp_path / "content/page.md").write_bytes("# Über\n".encode("cp1252"))
    config = load_project(tmp_path / "mkdocs.yml")
    assert next(iter(check_pages(config, ("en",), (), ()))).code == "AN103"


NO_ADDRESSES = (
    '<a href="http://[::1">x</a>',
    '<img src="https://[" alt="x">',
    f'<a href="{"n" * 500}">x</a>',
    '<a href="%00">x</a>',
)


@pytest.mark.parametrize("link", ["[x](http://[)", "[x](//[a/)", *NO_ADDRESSES])
def test_what_is_no_address_is_an_error(link: str, tmp_path: Path) -> None:
    found = _found(tmp_path, f"# A page\n\n{link}\n")
    assert [(one.code, one.location.path) for one in found] == [("AN414", "content/page.md")]


@pytest.mark.usefixtures("quick_cards")
@pytest.mark.parametrize(
    ("links", "codes"),
    [(NO_ADDRESSES, {"AN414", "AN415"}), (("[x](http://[)",), {"AN420"})],
    ids=["found by us", "found by MkDocs"],
)
def test_a_build_says_so_where_hooks_leave_it_alone_to_look(
    links: tuple[str, ...], codes: set[str], tmp_path: Path
) -> None:
    (tmp_path / "hook.py").write_text("")
    docs = {"page.md": "\n\n".join(links)}
    config_file = project(tmp_path, docs=docs, nav=None, hooks=["hook.py"])
    with pytest.raises(BuildFailed) as failed:
        build_course(
            config_file, SITE, today=TODAY, progress=lambda _: None, allowed=lambda _: True
        )
    told = [f"{one.location.path} {one.message}" for one in failed.value.diagnostics]
    assert len([one for one in told if "page" in one]) >= len(links)
    assert {one.code for one in failed.value.diagnostics} == codes


def test_a_picture_in_letters_takes_no_time(tmp_path: Path) -> None:
    """A search for the link in each part of it would take minutes."""
    picture = f"![x](data:image/png;base64,{'A' * 200_000})"
    (found,) = _found(tmp_path, f"# A page\n\n{picture} [x](nowhere.md)\n")
    assert found.location.line == 3


class TestStrangeFiles:
    """What lies among the pages is published, so nothing may lead to what is not the author's."""

    @staticmethod
    def _codes(folder: Path) -> list[tuple[str, str]]:
        with pytest.raises(BuildFailed) as failed:
            load_project(folder / "mkdocs.yml")
        return [(one.code, one.location.path) for one in failed.value.diagnostics]

    @pytest.mark.parametrize("target", ["/etc", "/etc/passwd", "..", "../..", "nowhere", "."])
    def test_links_that_lead_out_or_round_are_refused(self, tmp_path: Path, target: str) -> None:
        project(tmp_path)
        (tmp_path / "content/pictures").symlink_to(target)
        assert self._codes(tmp_path) == [("AN304", "content/pictures")]
        with pytest.raises(Abort):
            run_mkdocs(tmp_path / "mkdocs.yml")

    def test_links_that_double_are_refused(self, tmp_path: Path) -> None:
        """Twenty folders of two links each would be a million pages."""
        project(tmp_path)
        (tmp_path / "content/1").mkdir()
        for number in range(1, 20):
            (tmp_path / f"content/{number + 1}").mkdir()
            for name in "ab":
                (tmp_path / f"content/{number}/{name}").symlink_to(f"../{number + 1}")
        assert {code for code, _ in self._codes(tmp_path)} == {"AN304"}

    def test_a_pipe_is_refused(self, tmp_path: Path) -> None:
        project(tmp_path)
        os.mkfifo(tmp_path / "content/page.md")
        assert self._codes(tmp_path) == [("AN304", "content/page.md")]

    def test_a_name_that_is_no_text_is_refused(self, tmp_path: Path) -> None:
        project(tmp_path)
        Path(os.fsdecode(bytes(tmp_path / "content") + b"/\xff.md")).write_text("# A page\n")
        ((code, path),) = self._codes(tmp_path)
        assert (code, path.startswith("content/")) == ("AN419", True)

    def test_links_within_the_project_are_followed(self, tmp_path: Path) -> None:
        project(tmp_path)
        (tmp_path / "shared").mkdir()
        (tmp_path / "shared/rules.md").write_text("# Rules\n")
        (tmp_path / "content/shared").symlink_to("../shared")
        (tmp_path / "content/same.md").symlink_to("index.md")
        load_project(tmp_path / "mkdocs.yml")


@pytest.mark.parametrize(
    ("settings", "what", "line"),
    [
        ({"plugins": ["search", "tags", "answerable"]}, "the plugin `tags`", "- tags"),
        ({"hooks": ["a.py"]}, "the hook `a.py`", "- a.py"),
        (
            {"markdown_extensions": ["tables", {"pymdownx.snippets": {"base_path": "/"}}]},
            "the Markdown extension `pymdownx.snippets`",
            "- pymdownx.snippets:",
        ),
    ],
)
def test_pages_that_programs_change_are_left_to_the_build_in_so_many_words(
    tmp_path: Path, settings: dict[str, Any], what: str, line: str
) -> None:
    docs = {"index.md": INDEX, "page.md": "[x](nowhere.md)"}
    config = project(tmp_path, docs=docs, **settings)
    (note,) = check_pages(load_project(config), ("en",), (), ())
    assert (note.code, note.severity) == ("AN425", Severity.NOTE)
    assert what in note.message
    assert note.location.excerpt == line


def test_extensions_that_come_installed_are_used_with_the_functions_they_are_given(
    tmp_path: Path,
) -> None:
    docs = {"index.md": INDEX, "page.md": "# Page\n\n## The *Big* Day\n\n[x](#The-Big-Day)\n"}
    config = project(tmp_path, docs=docs)
    slugify = "!!python/object/apply:pymdownx.slugs.slugify {kwds: {case: none}}"
    extensions = f"markdown_extensions:\n  - toc:\n      slugify: {slugify}\n"
    config.write_text(config.read_text() + extensions)
    assert check_pages(load_project(config), ("en",), (), ()) == ()


def test_the_pages_of_a_course_are_told_by_ids_alone(tmp_path: Path) -> None:
    for value in (load(write_course(tmp_path)), course(scenario())):
        modules = [module.id for module in value.modules]
        ids = [one.id for one in (*value.scenarios, *value.unlisted)]
        assert page_uris(modules, ids) == {page.src_uri for page in render_pages(Site(value))}


class TestCheck:
    def test_it_says_what_is_wrong_with_pages(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        project(tmp_path, docs={"index.md": f"{INDEX}\n[x](nowhere.md)\n"})
        assert cli.main(["check"]) == 1
        said = capsys.readouterr().err
        number = len(INDEX.splitlines()) + 2
        assert f"content/index.md:{number}:5: error[AN414]" in said
        assert "Correct the link" in said

    def test_a_course_by_itself_has_no_pages(self, tmp_path: Path) -> None:
        write_course(tmp_path / "scenarios", COURSE_FILES)
        assert cli.main(["check"]) == 0

    def test_a_site_of_another_course_is_left_alone(self, tmp_path: Path) -> None:
        project(tmp_path, docs={"index.md": "[x](nowhere.md)"})
        write_course(tmp_path / "others", COURSE_FILES)
        assert cli.main(["check", "others"]) == 0

    def test_a_broken_mkdocs_yml_is_said(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        project(tmp_path, docs_dir="nowhere")
        assert cli.main(["check"]) == 1
        assert "AN420" in capsys.readouterr().err


class TestBounds:
    """Whatever a page holds, looking at it ends, and says what is wrong."""

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("x " * 600_000, "longer than 1,000,000 characters"),
            (">" * 10_000 + " x", "more than 20 quotations"),
            ("- " * 5000 + "x", "more than 20 quotations"),
            ("[" * 100_000, "100 of `[`"),
            ("![" * 50_000, "100 of `[`"),
            ("[a](" * 25_000, "100 of `(`"),
            ("<a " * 30_000, "500 HTML elements"),
            ("<!-- " * 20_000, "100 of `<`"),
            ("<div>" * 20_000, "500 HTML elements"),
            ("# x {" * 20_000, "100 of `{`"),
            ("`" * 100_000, "40 backticks"),
            ("\n".join("    " * depth + "- x" for depth in range(400)), "160 spaces"),
        ],
        ids=lambda text: text[:6] if len(text) > 100 else "",
    )
    def test_what_would_not_end_is_refused_before_it_is_laid_out(
        self, tmp_path: Path, text: str, says: str
    ) -> None:
        found = _found(tmp_path, f"# A page\n\n{text}\n")
        assert [one.code for one in found] == ["AN427"]
        assert says in found[0].message
        with pytest.raises(Abort):
            run_mkdocs(tmp_path / "mkdocs.yml")

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("---\ntitle: x\n\nWords\n", "never end"),
            ("---\n" + "a: b\n" * 10_000 + "---\n# x\n", "longer than 20,000"),
        ],
    )
    def test_settings_at_the_top_have_an_end(self, tmp_path: Path, text: str, says: str) -> None:
        found = _found(tmp_path, text)
        assert [one.code for one in found] == ["AN427"]
        assert says in found[0].message

    def test_what_takes_too_long_is_given_up(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        text = "[a][" * 25_000 + "]" * 25_000
        from answerable.source.read import pages

        monkeypatch.setattr(pages, "MAX_SECONDS", 0.2)
        monkeypatch.setattr(pages, "MAX_OPEN", 10**9)
        found = _found(tmp_path, f"# A page\n\n{text}\n")
        assert [one.code for one in found] == ["AN427"]
        assert "seconds to process" in found[0].message

    def test_pages_that_take_long_share_what_a_site_may_take(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from answerable.source.read import pages

        clock = itertools.count(step=2)  # by which each page takes two seconds
        allowed = []

        @contextlib.contextmanager
        def time_limit(seconds: float) -> Iterator[None]:
            allowed.append(seconds)
            if seconds < 2:
                raise pages.TooLongError
            yield

        monkeypatch.setattr(pages, "time", SimpleNamespace(process_time=lambda: next(clock)))
        monkeypatch.setattr(pages, "time_limit", time_limit)
        monkeypatch.setattr(pages, "MAX_SECONDS", 3.0)
        monkeypatch.setattr(pages, "USUAL_SECONDS", 0.5)
        docs = {f"{n}.md": "# A heading\n" for n in range(9)}
        found = check_pages(load_project(project(tmp_path, docs=docs)), ["en"], (), ())
        assert [one.code for one in found] == ["AN427"]
        assert "together with earlier pages" in found[0].message
        assert allowed == [3.5, 2.0, 0.5]

    def test_all_pages_together_have_a_limit(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("answerable.build.mkdocs.content.MAX_TOGETHER", 1000)
        docs = {f"{n}.md": "# A heading\n" * 9 for n in range(20)}
        (found,) = check_pages(load_project(project(tmp_path, docs=docs)), ["en"], (), ())
        assert "together" in found.message

    def test_of_a_huge_file_no_more_is_read_than_a_page_may_hold(self, tmp_path: Path) -> None:
        config = project(tmp_path, docs={"index.md": INDEX, "page.md": ""})
        os.truncate(config.parent / "content/page.md", 10**11)
        (found,) = check_pages(load_project(config), ["en"], (), ())
        assert "longer than 1,000,000 characters" in found.message

    def test_very_many_links_that_lead_nowhere_are_told(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("answerable.build.mkdocs.content.MAX_SECONDS", 0.0)
        found = _found(tmp_path, "# A page\n\n" + "\n".join(f"[a]({n}.md)" for n in range(99)))
        assert [one.code for one in found] == ["AN414"] * 99
        assert {one.location.path for one in found} == {"content/page.md"}

    def test_patterns_that_take_too_long_are_given_up(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from answerable.source.read import pages

        monkeypatch.setattr(pages, "MAX_SECONDS", 0.2)
        docs = {"index.md": INDEX, "a" * 240 + ".md": "# x"}
        config = project(tmp_path, docs=docs, exclude_docs="*a" * 12 + "b\n")
        (found,) = check_pages(load_project(config), ["en"], (), ())
        assert "takes too long to match" in found.message

    def test_a_site_has_a_limit_of_files(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("answerable.build.mkdocs.content.MAX_PAGES", 1)
        (found,) = _found(tmp_path, "# A page\n")
        assert "but only 1 are allowed" in found.message

    def test_an_extension_that_fails_at_a_page_is_told(self, tmp_path: Path) -> None:
        docs = {"index.md": INDEX, "page.md": "# x\n\n```{ .python tagsfile=x }\ny\n```\n"}
        config = project(tmp_path, docs=docs, markdown_extensions=["extra", "codehilite"])
        (found,) = check_pages(load_project(config), ["en"], (), ())
        assert found.code == "AN427"
        assert "RuntimeError" in found.message
        with pytest.raises(BuildFailed, match="ctags"):
            build_course(config, SITE, strict=False, today=TODAY, progress=print)

    def test_real_pages_are_not_near_any_of_it(self) -> None:
        from answerable.source.read.pages import refused
        from tests.support.courses import ROOT

        for page in [*ROOT.glob("content/**/*.md"), *ROOT.glob("docs/pages/**/*.md")]:
            assert refused(page.read_text(encoding="utf-8"), page.name) is None

    @pytest.mark.parametrize(
        "text",
        [
            "---\n\nA line above.\n",
            "- - - - - - - - - - - - - - - - - - - - - - - - - -\n",
            "> > > deep\n",
            ("[a](https://example.com) " * 300).strip(),
            "`" * 20 + "\ncode\n" + "`" * 20,
        ],
    )
    def test_what_people_write_is_fine(self, tmp_path: Path, text: str) -> None:
        assert _found(tmp_path, text) == ()
