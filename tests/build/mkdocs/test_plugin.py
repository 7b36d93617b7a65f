"""The MkDocs adapter, in real MkDocs builds of a small course."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from selectolax.lexbor import LexborHTMLParser

from answerable.build.mkdocs.job import Job
from answerable.build.mkdocs.project import load_project
from answerable.items.items import which_reply
from answerable.model import Course, markup
from answerable.site import (
    ASSETS,
    SCENARIO,
    THEME,
    CardFiles,
    DeckFiles,
    Download,
    Site,
    needs_course_script,
    render_pages,
    site_path,
)
from answerable.site.search import codec
from tests.support.built import (
    BuiltSite,
    configure,
    contents,
    html_files,
    run_job,
    run_mkdocs,
    search_index,
)
from tests.support.courses import (
    ADDRESS,
    COURSE_FILES,
    MINIMAL,
    broken,
    load,
    write_course,
    write_project,
)
from tests.support.pages import squeezed

TINY: Mapping[str, Any] = {
    "course.yml": {"id": "tiny", "title": "Tiny"},
    "desk/one.yml": MINIMAL,
}


def _content(html: LexborHTMLParser) -> LexborHTMLParser:
    """What the course put onto a page, without the theme around it."""
    return LexborHTMLParser(html.css_first("article .an").html or "")


def _without_warnings(caplog: pytest.LogCaptureFixture) -> None:
    assert [r.message for r in caplog.records if r.levelno >= logging.WARNING] == []


class TestBuiltSite:
    def test_every_page_is_published(self, built: BuiltSite) -> None:
        for page in render_pages(Site(built.course, base_url=ADDRESS)):
            path = site_path(page.src_uri, directory_urls=True)
            assert (built.folder / path / "index.html").is_file()

    def test_pages_hold_what_the_core_rendered(self, built: BuiltSite) -> None:
        for page in render_pages(Site(built.course, base_url=ADDRESS, assessed=False)):
            html = built.page(site_path(page.src_uri, directory_urls=True))
            expected = LexborHTMLParser(page.html).css_first(".an").html
            # MkDocs adds nothing to them: neither Markdown nor a link it has rewritten.
            assert html.css_first("article .an").html == expected

    def test_head_says_what_a_page_is(self, built: BuiltSite) -> None:
        for page in render_pages(Site(built.course, base_url=ADDRESS)):
            path = site_path(page.src_uri, directory_urls=True)
            html = built.page(path)
            assert html.css_first("title").text() == f"{page.title} - {built.course.title}"
            description = html.css_first('meta[name="description"]').attributes["content"]
            assert description == page.description
            canonical = html.css_first('link[rel="canonical"]').attributes["href"]
            assert canonical == f"https://inn.example/course/{path}"

    def test_assets_are_there_and_loaded_by_the_pages_that_need_them(
        self, built: BuiltSite
    ) -> None:
        assets = list(ASSETS.iterdir())
        for file in assets:
            assert (built.folder / "assets" / file.name).read_bytes() == file.read_bytes()
        for path, html in html_files(built.folder):
            if path == "404.html":
                continue
            loaded = [node.attributes.get("src") or "" for node in html.css("script[src]")]
            loaded += [node.attributes.get("href") or "" for node in html.css("link[href]")]
            needed = {"answerable.css", "answerable.js"}
            if needs_course_script(html.html or ""):
                needed.add("answerable-course.js")
            assert {
                file.name for file in assets if any(one.endswith(file.name) for one in loaded)
            } == needed

    def test_navigation_lists_modules_and_no_scenario(self, built: BuiltSite) -> None:
        html = built.page("")
        listed = [
            (node.attributes["href"], node.text().strip())
            for node in html.css(".md-nav--primary a.md-nav__link")
        ]
        for module in built.course.modules:
            assert (f"modules/{module.id}/", module.title) in listed
        addresses = [address for address, _ in listed]
        order = [addresses.index(f"modules/{module.id}/") for module in built.course.modules]
        assert order == sorted(order)
        assert addresses.index("scenarios/") < order[0]
        assert order[-1] < addresses.index("tags/")
        for path, page in html_files(built.folder):
            for link in page.css(".md-nav--primary a"):
                assert "scenarios/" not in (link.attributes.get("href") or "").replace(
                    "scenarios/", "", 1
                ), path
            names = squeezed("".join(nav.text() for nav in page.css("nav.md-tabs")))
            assert not [s for s in built.course.scenarios if squeezed(s.title) in names]

    def test_a_scenario_page_shows_its_outline(self, built: BuiltSite) -> None:
        html = built.page("scenarios/lost-key/")
        anchors = {
            (link.attributes["href"] or "").removeprefix("#")
            for link in html.css('.md-nav--secondary a[href^="#"]')
        }
        outline = next(
            page.outline
            for page in render_pages(Site(built.course, base_url=ADDRESS))
            if page.src_uri == "scenarios/lost-key.md"
        )
        assert {entry.id for entry in outline} <= anchors

    def test_the_menu_shows_in_which_module_one_is(self, built: BuiltSite) -> None:
        for module in built.course.modules:
            below = [*(SCENARIO.uri(one.id) for one in module.scenarios), f"quiz/{module.id}.md"]
            for uri in below:
                html = built.page(site_path(uri, directory_urls=True))
                active = html.css(".md-nav--primary .md-nav__item--active > a.md-nav__link")
                assert [link.text().strip() for link in active] == [module.title], uri

    def test_pages_that_need_no_outline_show_none(self, built: BuiltSite) -> None:
        for path, shown in (
            ("tags/", False),
            ("assessment/", False),
            ("scenarios/lost-key/", True),
        ):
            sidebar = built.page(path).css_first(".md-sidebar--secondary")
            assert ("hidden" not in sidebar.attributes) == shown, path

    def test_markers_of_hand_written_pages_are_filled(self, built: BuiltSite) -> None:
        html = built.page("")
        first = built.course.scenarios[0]
        start = html.css_first("course-start [data-start]")
        assert start.attributes["href"] == f"scenarios/{first.id}/"
        titles = [node.text() for node in html.css(".an-module-card h3")]
        assert titles == [module.title for module in built.course.modules]

    def test_sitemap_has_every_page_that_is_listed(self, built: BuiltSite) -> None:
        sitemap = (built.folder / "sitemap.xml").read_text()
        for page in render_pages(Site(built.course, base_url=ADDRESS)):
            path = site_path(page.src_uri, directory_urls=True)
            shown = f"<loc>https://inn.example/course/{path}</loc>" in sitemap
            assert shown == page.listed


class TestSearchIndex:
    def _texts(self, built: BuiltSite, scenario_id: str) -> str:
        location = site_path(SCENARIO.uri(scenario_id), directory_urls=True)
        return squeezed(
            " ".join(
                f"{entry['title']} {entry['text']}"
                for entry in built.index()
                if entry["location"] == location
            )
        )

    def test_a_scenario_is_found_by_all_that_may_be_known(self, built: BuiltSite) -> None:
        for scenario in built.course.scenarios:
            indexed = self._texts(built, scenario.id)
            fields = [scenario.title, scenario.situation, scenario.lesson, scenario.summary]
            fields += [text for step in scenario.solutions for text in (step.do, step.when)]
            fields += [scenario.department, scenario.channel, scenario.excuse]
            fields += [*scenario.tags, *scenario.keywords]
            for text in filter(None, fields):
                assert squeezed(markup.plain(text)) in indexed, text

    def test_it_holds_no_reply_and_no_reason(self, built: BuiltSite) -> None:
        everything = squeezed(
            " ".join(f"{entry['title']} {entry['text']}" for entry in built.index())
        )
        for scenario in built.course.scenarios:
            for choice in which_reply(scenario).choices:
                assert squeezed(markup.plain(choice.text)) not in everything
                assert squeezed(markup.plain(choice.why or "-" * 99)) not in everything

    def test_sections_lead_to_anchors_of_the_page(self, built: BuiltSite) -> None:
        for entry in built.index():
            for anchor in entry["anchors"]:
                assert built.page(entry["location"]).css(f'[id="{anchor}"]'), anchor

    def test_hand_written_pages_are_searched_as_ever(self, built: BuiltSite) -> None:
        assert [entry for entry in built.index() if entry["title"] == "Welcome"]


class TestProjects:
    """Projects of other shapes."""

    def test_addresses_may_be_files(self, tmp_path: Path) -> None:
        config_file = write_project(tmp_path, use_directory_urls=False)
        site = run_mkdocs(config_file)
        course = load(tmp_path / "scenarios")
        for page in render_pages(load_project(config_file).as_site(course)):
            path = site_path(page.src_uri, directory_urls=False)
            html = LexborHTMLParser((site / path).read_text("utf-8"))
            assert (
                html.css_first("article .an").html
                == LexborHTMLParser(page.html).css_first(".an").html
            )
        locations = {entry["location"] for entry in search_index(site)}
        assert "scenarios/lost-key.html" in locations

    def test_a_navigation_is_not_needed(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        site = run_mkdocs(write_project(tmp_path, TINY, nav=None))
        html = LexborHTMLParser((site / "index.html").read_text("utf-8"))
        links = {link.attributes["href"] for link in html.css(".md-nav--primary a.md-nav__link")}
        assert "modules/desk/" in links
        assert "scenarios/" in links
        assert not [link for link in links if link and link.startswith("scenarios/one")]
        _without_warnings(caplog)

    def test_modules_may_be_a_section_of_the_navigation(self, tmp_path: Path) -> None:
        nav = [{"Home": "index.md"}, {"Modules": "{modules}"}]
        site = run_mkdocs(write_project(tmp_path, nav=nav))
        html = LexborHTMLParser((site / "index.html").read_text("utf-8"))
        links = [link.attributes["href"] for link in html.css(".md-nav--primary a.md-nav__link")]
        assert "modules/at-the-door/" in links
        assert "modules/at-the-table/" in links

    def test_search_is_not_needed(self, tmp_path: Path) -> None:
        plugins = [{"answerable": {"scenarios": "scenarios"}}]
        site = run_mkdocs(write_project(tmp_path, TINY, plugins=plugins))
        html = LexborHTMLParser((site / "scenarios/one/index.html").read_text("utf-8"))
        assert _content(html).css("scenario-quiz")
        assert not (site / "search").exists()

    def test_pages_say_how_search_treats_them(self, tmp_path: Path) -> None:
        docs = {
            "index.md": "# Welcome\n\nA zebra.\n",
            "hidden.md": "---\nsearch:\n  exclude: true\n---\n# Hidden\n",
            "loud.md": "---\nsearch:\n  boost: 3\ntags: [eager]\n---\n# Quiet\n\nA zebra.\n",
        }
        site = run_mkdocs(write_project(tmp_path, TINY, docs=docs, nav=None), strict=False)
        found = {entry["title"]: entry["text"] for entry in search_index(site)}
        assert "Hidden" not in found
        assert "eager" in found["Quiet"]
        (terms,) = (site / "search").glob("terms-1.js")
        (line,) = re.findall(r"zebra [^ ]* ([\w-]+)", terms.read_text("utf-8").replace("\\n", "\n"))
        levels = list(codec.values(line))[1::2]
        assert max(levels) == 3 * min(levels)

    def test_search_may_be_switched_off(self, tmp_path: Path) -> None:
        plugins = [{"search": {"enabled": False}}, {"answerable": {"scenarios": "scenarios"}}]
        site = run_mkdocs(write_project(tmp_path, TINY, plugins=plugins))
        assert not list((site / "search").glob("*.js"))

    def test_the_tags_plugin_may_be_on(self, tmp_path: Path) -> None:
        plugins = ["search", "tags", {"answerable": {"scenarios": "scenarios"}}]
        site = run_mkdocs(write_project(tmp_path, plugins=plugins))
        assert (site / "scenarios/lost-key/index.html").is_file()

    def test_the_course_folder_may_have_another_name(self, tmp_path: Path) -> None:
        config_file = write_project(
            tmp_path, {}, plugins=["search", {"answerable": {"scenarios": "our/cases"}}]
        )
        write_course(tmp_path / "our" / "cases", TINY)
        assert (run_mkdocs(config_file) / "scenarios/one/index.html").is_file()

    def test_edit_this_page_leads_to_the_scenario(self, tmp_path: Path) -> None:
        theme = {"name": "material", "font": False, "features": ["content.action.edit"]}
        config_file = write_project(
            tmp_path,
            theme=theme,
            repo_url="https://code.example/inn",
            edit_uri="edit/main/content/",
        )
        site = run_mkdocs(config_file)

        def edited(path: str) -> set[str | None]:
            html = LexborHTMLParser((site / path).read_text("utf-8"))
            return {
                node.attributes["href"] for node in html.css('a[href^="https://code.example/"]')
            }

        at = "https://code.example/inn/edit/main/scenarios"
        assert f"{at}/at-the-door/lost-key.yml" in edited("scenarios/lost-key/index.html")
        assert f"{at}/course.yml" in edited("modules/at-the-door/index.html")
        # The catalogue has no file of its own to edit.
        for path in ("scenarios/index.html", "tags/index.html", "cards/index.html"):
            assert not [link for link in edited(path) if link and "/edit/" in link]

    def test_a_theme_folder_of_ones_own_comes_first(self, tmp_path: Path) -> None:
        (tmp_path / "mine").mkdir()
        (tmp_path / "mine" / "404.html").write_text("my own page", encoding="utf-8")
        theme = {"name": "material", "font": False, "custom_dir": "mine"}
        config_file = write_project(tmp_path, TINY, theme=theme)
        config = configure(config_file)
        config = config.plugins.on_config(config)
        ours = str(THEME)
        assert config.theme.dirs[:2] == [str(tmp_path / "mine"), ours]
        assert (run_mkdocs(config_file) / "404.html").read_text() == "my own page"

    def test_our_templates_come_before_those_of_material(self, tmp_path: Path) -> None:
        config = configure(write_project(tmp_path, TINY))
        config = config.plugins.on_config(config)
        assert config.theme.dirs[0] == str(THEME)

    def test_an_edit_of_the_course_is_watched(self, tmp_path: Path) -> None:
        config = configure(write_project(tmp_path, TINY))
        config = config.plugins.on_config(config)
        assert str(tmp_path / "scenarios") in config.watch

    def test_cards_given_to_the_plugin_are_published(self, tmp_path: Path) -> None:
        config_file = write_project(tmp_path, TINY)
        downloads = (Download("Cards", "cards/tiny.pdf", 3),)
        cards = CardFiles((DeckFiles("", downloads),), "cards/card.svg", "A card", 4, 3)
        files = {"cards/tiny.pdf": b"pdf", "cards/card.svg": b"png"}
        site = tmp_path / "site"
        run_job(config_file, Job(load(tmp_path / "scenarios"), files=files, cards=cards), site)
        assert (site / "cards/tiny.pdf").read_bytes() == b"pdf"
        html = LexborHTMLParser((site / "cards/index.html").read_text("utf-8"))
        assert html.css_first("a[download]").attributes["href"] == "tiny.pdf"


class TestTrouble:
    def test_a_broken_course_leaves_the_old_site_untouched(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        config_file = write_project(tmp_path, TINY)
        before = contents(run_mkdocs(config_file))
        write_course(tmp_path / "scenarios", broken(TINY))
        with pytest.raises(Abort):
            run_mkdocs(config_file)
        assert contents(tmp_path / "site") == before
        said = "\n".join(record.message for record in caplog.records)
        assert "desk/one.yml" in said
        assert "lesson" in said

    @pytest.mark.parametrize(
        "name", ["scenarios/one.md", "scenarios/index.md", "tags.md", "modules/desk.md"]
    )
    def test_a_page_in_the_way_of_a_generated_one_is_an_error(
        self, tmp_path: Path, name: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        config_file = write_project(tmp_path, TINY, docs={"index.md": "# Hi", name: "# Mine"})
        with pytest.raises(Abort):
            run_mkdocs(config_file)
        assert name in caplog.text
        assert "rename it" in caplog.text

    def test_an_unknown_marker_is_named(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        docs = {"index.md": "# Hi\n\n<!-- answerable: strat -->\n"}
        config_file = write_project(tmp_path, TINY, docs=docs)
        run_mkdocs(config_file, strict=False)
        (warning,) = (r.getMessage() for r in caplog.records if r.levelno == logging.WARNING)
        assert "index.md" in warning
        assert "strat" in warning
        assert "start" in warning
        with pytest.raises(Abort):
            run_mkdocs(config_file, strict=True)

    def test_a_warning_about_a_scenario_ends_a_strict_build(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        bare = dict(MINIMAL) | {"accountable": "I will see to it at once, and call you."}
        config_file = write_project(tmp_path, {"desk/one.yml": bare})
        run_mkdocs(config_file, strict=False)
        assert "desk/one.yml" in caplog.text
        with pytest.raises(Abort):
            run_mkdocs(config_file, strict=True)

    def test_a_second_project_in_one_process_starts_afresh(self, tmp_path: Path) -> None:
        config_file = write_project(tmp_path / "a", TINY)
        course = load(tmp_path / "a" / "scenarios")
        job = Job(course, files={"x": b""}, cards=CardFiles((), "", "", 1, 1))
        run_job(config_file, job, tmp_path / "a" / "site")
        files = {"desk/other.yml": MINIMAL}
        site = run_mkdocs(write_project(tmp_path / "b", files))
        assert (site / "scenarios/other/index.html").is_file()
        assert not (site / "scenarios/one").exists()
        assert not (site / "x").exists()


class TestServe:
    """The events that `mkdocs serve` sends: one startup, then a build with each change."""

    @staticmethod
    def _rebuild(config_file: Path, site: Path) -> str:
        build(load_config(str(config_file), site_dir=str(site)), serve_url="http://127.0.0.1/")
        return (site / "scenarios/one/index.html").read_text("utf-8")

    @pytest.fixture
    def project(self, tmp_path: Path) -> Path:
        config_file = write_project(tmp_path, TINY)
        configure(config_file, command="serve", strict=False)
        return config_file

    def test_an_edit_shows(self, project: Path, tmp_path: Path) -> None:
        assert MINIMAL["title"] in self._rebuild(project, tmp_path / "preview")
        write_course(tmp_path / "scenarios", {"desk/one.yml": MINIMAL | {"title": "Edited words"}})
        assert "Edited words" in self._rebuild(project, tmp_path / "preview")

    def test_a_broken_file_leaves_the_last_good_page_and_says_why(
        self, project: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        good = self._rebuild(project, tmp_path / "preview")
        write_course(tmp_path / "scenarios", {"desk/one.yml": "title: [never closed"})
        caplog.clear()
        assert self._rebuild(project, tmp_path / "preview") == good
        (error,) = (r.getMessage() for r in caplog.records if r.levelno == logging.ERROR)
        assert "desk/one.yml:1:" in error
        assert "last good" in error
        write_course(tmp_path / "scenarios", {"desk/one.yml": MINIMAL | {"title": "Mended"}})
        caplog.clear()
        assert "Mended" in self._rebuild(project, tmp_path / "preview")
        assert not [r for r in caplog.records if r.levelno >= logging.ERROR]

    def test_a_course_that_is_broken_from_the_start_ends_it(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        config_file = write_project(tmp_path, broken(TINY))
        configure(config_file, command="serve", strict=False)
        with pytest.raises(Abort):
            self._rebuild(config_file, tmp_path / "preview")
        assert "desk/one.yml" in caplog.text

    def test_a_build_never_falls_back(self, tmp_path: Path) -> None:
        config_file = write_project(tmp_path, TINY)
        config = configure(config_file)
        build(config)
        write_course(tmp_path / "scenarios", broken(TINY))
        with pytest.raises(Abort):
            build(load_config(str(config_file)))


def test_the_example_has_no_findings(example: Course) -> None:
    assert len(example.scenarios) == len(COURSE_FILES) - 1
