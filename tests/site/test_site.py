"""Course -> pages: addresses, what is shown where, and what stays hidden until it is asked for."""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment
from mkdocs.structure.files import File
from mkdocs.utils import get_relative_url

from answerable.items.items import which_reply
from answerable.model import Course, Module, markup
from answerable.site import (
    PAGES,
    SCENARIO,
    CardFiles,
    DeckFiles,
    Download,
    Page,
    Site,
    expand_markers,
    page_uris,
    relative_url,
    render_pages,
    site_path,
)
from answerable.site.compiled import bytecode_cache
from answerable.site.sitemap import (
    ASSESSMENT,
    ASSESSMENT_SHEET,
    CERTIFICATE,
    SEARCH,
    WORKSHOP_GUIDE,
)
from answerable.site.templates import filesize, slug
from tests.support.courses import FULL, ROOT, course, load, scenario, write_course
from tests.support.pages import elements, headings, parse, squeezed, text_of
from tests.support.pictured import FILES, draw_pictures

NAME = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)?", fullmatch=True).filter(lambda n: n != "readme")
FOLDER = st.lists(NAME, max_size=3).map(lambda names: "".join(f"{name}/" for name in names))
SOURCE = st.builds("{}{}.md".format, FOLDER, NAME | st.just("index"))

SITE = "https://host.example/"
SCAFFOLD = ROOT / "generator/answerable/authoring/scaffold/files"


def _page(pages: tuple[Page, ...], src_uri: str) -> Page:
    return next(page for page in pages if page.src_uri == src_uri)


@pytest.fixture(scope="module", params=[True, False], ids=["folders", "files"])
def pages(request: pytest.FixtureRequest, example: Course) -> dict[str, Page]:
    """The pages of the example by the path at which each is published."""
    rendered = render_pages(Site(example, directory_urls=request.param))
    return {site_path(page.src_uri, directory_urls=request.param): page for page in rendered}


class TestAddresses:
    """They have to be those of MkDocs, which publishes the pages."""

    @given(SOURCE, st.booleans())
    def test_a_page_is_where_mkdocs_puts_it(self, source: str, directory_urls: bool) -> None:
        file = File(source, None, "site", directory_urls)
        ours = site_path(source, directory_urls=directory_urls)
        assert (ours or "./") == file.url

    @given(SOURCE, SOURCE, st.booleans())
    def test_links_between_pages_are_those_of_mkdocs(
        self, target: str, page: str, directory_urls: bool
    ) -> None:
        there, here = (site_path(uri, directory_urls=directory_urls) for uri in (target, page))
        ours, theirs = relative_url(there, here), get_relative_url(there or "./", here or "./")
        base = f"{SITE}{here}"
        assert urljoin(base, ours) == urljoin(base, theirs) == f"{SITE}{there}"

    @given(FOLDER, NAME, SOURCE, st.booleans())
    def test_links_to_files_are_those_of_mkdocs(
        self, folder: str, name: str, page: str, directory_urls: bool
    ) -> None:
        here = site_path(page, directory_urls=directory_urls)
        target = f"{folder}{name}.pdf"
        assert relative_url(target, here) == get_relative_url(target, here or "./")

    def test_every_link_on_a_page_leads_to_a_page_or_an_anchor(
        self, pages: dict[str, Page]
    ) -> None:
        ids = {
            path: {node.attributes.get("id") for node in elements(page.html)}
            for path, page in pages.items()
        }
        followed = 0
        for path, page in pages.items():
            for node in parse(page.html).css("a[href]"):
                target = urlsplit(urljoin(f"{SITE}{path}", node.attributes["href"] or ""))
                if target.hostname != urlsplit(SITE).hostname:
                    continue
                assert target.path[1:] in pages
                assert not target.fragment or target.fragment in ids[target.path[1:]]
                followed += 1
        assert followed > 30


class TestTable:
    def test_each_kind_has_an_address_and_a_template_of_its_own(self) -> None:
        assert len({kind.address for kind in PAGES}) == len(PAGES)
        assert len({kind.template for kind in PAGES}) == len(PAGES)

    @pytest.mark.parametrize("project", [ROOT, SCAFFOLD], ids=["shipped", "scaffold"])
    def test_a_navigation_names_all_that_is_in_the_table(self, project: Path) -> None:
        settings = (project / "mkdocs.yml").read_text("utf-8")
        named = set(re.findall(r"[\w-]+(?:/[\w-]+)*\.md\b", settings))
        ours = {kind.uri() for kind in PAGES if kind.in_navigation and not kind.of}
        written = {file.name for file in (project / "content").glob("*.md")}
        assert ours <= named <= ours | written


class TestEveryPage:
    def test_every_module_and_scenario_has_one(
        self, pages: dict[str, Page], example: Course
    ) -> None:
        ids = [scenario.id for scenario in example.scenarios]
        expected = page_uris([module.id for module in example.modules], ids)
        assert Counter(page.src_uri for page in pages.values()) == Counter(expected)

    def test_what_belongs_to_a_module_stays_out_of_the_navigation(
        self, pages: dict[str, Page]
    ) -> None:
        inner = re.compile(
            r"scenarios/(?!index)|quiz/|assessment-sheet|certificate|own-scenario|search|self-check"
            r"|workshop-guide"
        )
        uris = {page.src_uri for page in pages.values()}
        for page in pages.values():
            assert page.kind.in_navigation == (not inner.match(page.src_uri)), page.src_uri
            assert page.below is None or page.below in uris
            assert (page.below is None) == (page.kind.below is None)

    def test_some_pages_are_left_out_of_lists_and_searches(self, pages: dict[str, Page]) -> None:
        unlisted = [page for page in pages.values() if not page.listed]
        assert {page.kind for page in unlisted} == {ASSESSMENT_SHEET, SEARCH, WORKSHOP_GUIDE}
        for page in unlisted:
            assert page.metadata["robots"] == "noindex"
            assert page.metadata["search"] == {"exclude": True}
            assert page.found is None

    def test_without_search_there_is_no_page_for_it(self, example: Course) -> None:
        pages = render_pages(Site(example, searched=False))
        assert SEARCH not in {page.kind for page in pages}

    def test_outlines_name_headings_that_are_there(self, pages: dict[str, Page]) -> None:
        for page in pages.values():
            there = {(anchor, level) for level, anchor, _ in headings(page.html)}
            assert {(entry.id, entry.level) for entry in page.outline} <= there
            titles = {anchor: text for _, anchor, text in headings(page.html)}
            assert all(titles[entry.id] == entry.title for entry in page.outline)

    def test_ids_are_unique(self, pages: dict[str, Page]) -> None:
        for page in pages.values():
            ids = [i for node in elements(page.html) if (i := node.attributes.get("id"))]
            assert len(ids) == len(set(ids)), page.src_uri

    def test_one_top_heading_and_no_level_left_out(self, pages: dict[str, Page]) -> None:
        for page in pages.values():
            levels = [level for level, _, _ in headings(page.html)]
            assert levels[0] == 1
            assert levels.count(1) == 1
            assert all(after <= before + 1 for before, after in itertools.pairwise(levels))

    def test_the_top_heading_is_the_title(self, pages: dict[str, Page]) -> None:
        for page in pages.values():
            assert headings(page.html)[0] == (1, "top", page.title)

    def test_html_holds_no_blank_line(self, pages: dict[str, Page]) -> None:
        assert not [p.src_uri for p in pages.values() if re.search(r"\n\s*\n", p.html)]

    def test_labels_and_descriptions_name_an_element(self, pages: dict[str, Page]) -> None:
        for page in pages.values():
            ids = {node.attributes.get("id") for node in elements(page.html)}
            for node in elements(page.html):
                for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
                    assert ids.issuperset((node.attributes.get(attribute) or "").split())

    def test_descriptions_fit_into_search_results(self, pages: dict[str, Page]) -> None:
        for page in pages.values():
            assert 0 < len(page.description) <= 155

    def test_nothing_runs_from_within_a_page(self, pages: dict[str, Page]) -> None:
        for page in pages.values():
            for node in elements(page.html):
                assert node.tag not in {"script", "style", "iframe", "object", "embed", "link"}
                assert not [name for name in node.attributes if name.startswith("on")]
                assert "style" not in node.attributes  # a strict policy would refuse it

    def test_values_that_differ_in_case_alone_keep_their_order(self) -> None:
        names = [f"{a}{b}{c}" for a in "Xx" for b in "Yy" for c in "Zz"]
        for order in (names, names[::-1]):
            html = _page(
                render_pages(Site(course(scenario(tags=order)))), "scenarios/index.md"
            ).html
            shown = [node.attributes["value"] for node in parse(html).css("#filter-tag option")]
            assert shown == ["", *sorted(names)]

    def test_pages_depend_on_the_course_alone(self, example: Course) -> None:
        copied = Course.model_validate_json(example.model_dump_json())
        ours, theirs = render_pages(Site(example)), render_pages(Site(copied))
        assert ours == theirs
        assert [page.html for page in ours] == [page.html for page in theirs]


class TestScenarioPage:
    def test_it_shows_everything_that_was_written(
        self, pages: dict[str, Page], example: Course
    ) -> None:
        for built in example.scenarios:
            page = _page(tuple(pages.values()), SCENARIO.uri(built.id))
            shown = squeezed(text_of(page.html))
            replies = (built.accountable, built.not_accountable, *built.other_replies)
            fields: list[str | None] = [built.title, built.situation, built.lesson, *built.sources]
            fields += [text for reply in replies for text in (reply.reply, reply.why)]
            fields += [text for step in built.solutions for text in (step.do, step.when)]
            fields += [built.department, built.channel, built.excuse]
            fields += [*built.tags, *built.coaching]
            for text in filter(None, fields):
                assert squeezed(markup.plain(text)) in shown
            for question in example.coaching:  # for leaders and workshops
                assert squeezed(markup.plain(question)) not in shown

    def test_parts_come_in_the_order_of_learning(self, pages: dict[str, Page]) -> None:
        page = _page(tuple(pages.values()), "scenarios/cold-soup.md")
        order = [anchor for level, anchor, _ in headings(page.html) if level == 2]
        assert order == [
            *("situation", "thinking", "your-reply"),
            *("quiz", "compare", "solutions", "lesson", "debrief", "sources"),
        ]

    def test_help_is_there_where_the_scenario_gives_it(
        self, pages: dict[str, Page], example: Course
    ) -> None:
        for built in example.scenarios:
            html = parse(_page(tuple(pages.values()), SCENARIO.uri(built.id)).html)
            shown = html.css(".an-thinking em, [data-own-first] .an-own")
            assert [one.tag for one in shown] == (
                ["em", "section"] if built.id == "cold-soup" else []
            )

    def test_solutions_keep_their_order_and_conditions(self, pages: dict[str, Page]) -> None:
        page = _page(tuple(pages.values()), "scenarios/cold-soup.md")
        steps = [node.text().strip() for node in parse(page.html).css(".an-solutions ol > li")]
        assert len(steps) == len(FULL["solutions"])
        for shown, written in zip(steps, FULL["solutions"], strict=True):
            assert shown.startswith(written["do"])
            assert ("when" in written) == ("When" in shown)
            assert written.get("when", "") in shown

    def test_the_quiz_is_a_form_that_needs_no_script(
        self, pages: dict[str, Page], example: Course
    ) -> None:
        for built in example.scenarios:
            item = which_reply(built)
            html = parse(_page(tuple(pages.values()), SCENARIO.uri(built.id)).html)
            (quiz,) = html.css("scenario-quiz")
            assert quiz.attributes["data-course"] == example.id
            assert quiz.attributes["data-scenario"] == built.id
            assert quiz.attributes["data-item"] == item.id
            assert quiz.attributes["data-rev"] == item.revision
            radios = quiz.css('form fieldset input[type="radio"]')
            assert [radio.attributes["value"] for radio in radios] == [c.id for c in item.choices]
            assert {radio.attributes["name"] for radio in radios} == {item.id}
            assert len(quiz.css("fieldset > legend")) == 1
            (form,) = quiz.css("form")
            # Without a script, sending the form opens the answer: its target lies in there.
            anchor = (form.attributes["action"] or "").removeprefix("#")
            assert html.css(f"details #{anchor}")
            assert (
                quiz.attributes["data-reveal"] == html.css_first("details#answer").attributes["id"]
            )

    def test_the_answer_is_closed(self, pages: dict[str, Page]) -> None:
        page = _page(tuple(pages.values()), "scenarios/cold-soup.md")
        (details,) = parse(page.html).css("details#answer")
        assert "open" not in details.attributes

    def test_nothing_outside_the_answer_gives_it_away(
        self, pages: dict[str, Page], example: Course
    ) -> None:
        for built in example.scenarios:
            html = parse(_page(tuple(pages.values()), SCENARIO.uri(built.id)).html)
            html.css_first("details#answer").decompose()
            item = which_reply(built)
            outside = html.html or ""
            for choice in item.choices:
                assert squeezed(markup.plain(choice.why or "")) not in squeezed(text_of(outside))
            assert squeezed(markup.plain(built.lesson)) not in squeezed(text_of(outside))
            assert "data-right" not in outside
            choices = html.css(".an-choice")
            masked = set()
            for node, choice in zip(choices, item.choices, strict=True):
                masked.add(
                    (node.html or "")
                    .replace(choice.id, "ID")
                    .replace(str(markup.inline_html(choice.text)), "REPLY")
                )
                node.decompose()
            assert len(masked) == 1, "the choices differ in more than their words"
            for choice in item.choices:
                assert choice.id not in (html.html or "")

    def test_the_answer_marks_the_right_reply_and_no_other(
        self, pages: dict[str, Page], example: Course
    ) -> None:
        for built in example.scenarios:
            html = parse(_page(tuple(pages.values()), SCENARIO.uri(built.id)).html)
            marked = {
                node.attributes["data-choice"]: node.attributes["data-right"]
                for node in html.css("details [data-choice]")
            }
            assert marked == {
                choice.id: "true" if choice.right else "false"
                for choice in which_reply(built).choices
            }

    def test_previous_and_next_stay_within_the_module(
        self, pages: dict[str, Page], example: Course
    ) -> None:
        paths = {page.src_uri: path for path, page in pages.items()}

        def target(built_id: str, rel: str) -> str | None:
            uri = SCENARIO.uri(built_id)
            html = parse(pages[paths[uri]].html)
            link = html.css_first(f"nav a[rel={rel}]")
            if link is None:
                return None
            absolute = urljoin(f"{SITE}{paths[uri]}", link.attributes["href"] or "")
            return absolute.removeprefix(SITE)

        for module in example.modules:
            ids = [built.id for built in module.scenarios]
            for before, here, after in zip([None, *ids[:-1]], ids, [*ids[1:], None], strict=True):
                assert target(here, "prev") == (before and paths[SCENARIO.uri(before)])
                assert target(here, "next") == (after and paths[SCENARIO.uri(after)])

    def test_the_smallest_scenario_leaves_no_empty_parts(self) -> None:
        bare = scenario(
            accountable={"reply": "I will see to it."},
            not_accountable={"reply": "Not me."},
            solutions=["See to it."],
        )
        html = parse(_page(render_pages(Site(course(bare))), SCENARIO.uri(bare.id)).html)
        for empty in ("an-why", "an-when", "an-excuse", "an-sources", "an-tag", "an-facts li"):
            assert not html.css(f".{empty}"), empty
        assert "in this order" not in html.text().lower()


def _found_by(page: Page) -> str:
    return " ".join(text for _, text in page.found.texts) if page.found else ""


class TestSearch:
    SHOWN = ("title", "summary", "situation", "lesson", "department", "channel", "excuse")

    def test_it_finds_a_scenario_by_what_may_be_known(
        self, pages: dict[str, Page], example: Course
    ) -> None:
        for built in example.scenarios:
            page = _page(tuple(pages.values()), SCENARIO.uri(built.id))
            found = squeezed(_found_by(page))
            fields = [getattr(built, name) for name in self.SHOWN]
            fields += built.keywords
            fields += built.tags
            fields += [text for step in built.solutions for text in (step.do, step.when)]
            for text in filter(None, fields):
                assert squeezed(markup.plain(text)) in found

    def test_it_gives_no_answer_away(self, pages: dict[str, Page], example: Course) -> None:
        for page in pages.values():
            found = squeezed(_found_by(page))
            for built in example.scenarios:
                for choice in which_reply(built).choices:
                    for text in filter(None, (choice.text, choice.why)):
                        assert squeezed(markup.plain(text)) not in found


class TestCatalogue:
    def test_every_scenario_is_listed_with_its_facts(
        self, pages: dict[str, Page], example: Course
    ) -> None:
        entries = parse(_page(tuple(pages.values()), "scenarios/index.md").html).css("li.an-item")
        assert len(entries) == len(example.scenarios)
        for entry, built in zip(entries, example.scenarios, strict=True):
            facts = entry.attributes
            assert facts["data-department"] == (built.department or "")
            assert facts["data-channel"] == (built.channel or "")
            assert facts["data-customer"] == built.customer
            assert facts["data-difficulty"] == str(built.difficulty or "")
            assert json.loads(facts["data-tags"] or "") == list(built.tags)
            assert built.title in entry.text()

    def test_filters_offer_what_the_scenarios_have(
        self, pages: dict[str, Page], example: Course
    ) -> None:
        html = parse(_page(tuple(pages.values()), "scenarios/index.md").html)
        offered = {
            select.attributes["name"]: {node.attributes["value"] for node in select.css("option")}
            for select in html.css("select")
        }
        assert offered.pop("progress") == {"", "open", "done"}  # the browser knows which have it
        entries = html.css("li.an-item")
        for name, values in offered.items():
            if name == "tag":
                lists = (entry.attributes["data-tags"] or "" for entry in entries)
                there = {tag for tags in lists for tag in json.loads(tags)}
            else:
                there = {entry.attributes[f"data-{name}"] for entry in entries}
            assert values - {""} == there - {""}
        assert set(offered) == {"department", "channel", "customer", "difficulty", "tag"}

    def test_a_filter_with_one_value_is_left_out(self) -> None:
        alike = course(scenario(department="Desk"), scenario(id="b", department="Desk"))
        html = parse(_page(render_pages(Site(alike)), "scenarios/index.md").html)
        assert not html.css("select[name=department]")

    def test_a_tag_on_a_page_filters_the_catalogue(self) -> None:
        odd = scenario(tags=["Q&A #1/2 + 50 %"])
        html = parse(_page(render_pages(Site(course(odd))), SCENARIO.uri(odd.id)).html)
        link = html.css_first(".an-tag")
        query = urlsplit(link.attributes["href"] or "").query
        assert parse_qs(query)["tag"] == list(odd.tags)


class TestOtherPages:
    def test_the_tags_page_lists_each_tag_with_its_scenarios(
        self, pages: dict[str, Page], example: Course
    ) -> None:
        html = parse(_page(tuple(pages.values()), "tags.md").html)
        listed = {
            section.css_first("h2").text(): [link.text() for link in section.css("a")]
            for section in html.css("section")
        }
        expected: dict[str, list[str]] = {}
        for built in example.scenarios:
            for tag in built.tags:
                expected.setdefault(tag, []).append(built.title)
        assert listed == expected
        assert list(listed) == sorted(listed, key=str.casefold)

    def test_tags_that_look_alike_have_anchors_of_their_own(self) -> None:
        tags = ["a", "A", "a 2", "A-2", "?", "!", "Ünï", "日本"]
        html = _page(render_pages(Site(course(scenario(tags=tags)))), "tags.md").html
        anchors = [anchor for level, anchor, _ in headings(html) if level == 2]
        assert len(set(anchors)) == len(tags)

    def test_a_module_page_lists_its_scenarios_in_order(
        self, pages: dict[str, Page], example: Course
    ) -> None:
        for module in example.modules:
            html = parse(_page(tuple(pages.values()), f"modules/{module.id}.md").html)
            titles = [node.text() for node in html.css(".an-entry-title a")]
            assert titles == [built.title for built in module.scenarios]
            shown = squeezed(html.text())
            for text in filter(None, (module.summary, *module.objectives)):
                assert squeezed(markup.plain(text)) in shown
            for question in example.coaching:  # for leaders and workshops
                assert squeezed(markup.plain(question)) not in shown

    def test_an_empty_module_says_so(self) -> None:
        empty = Module(id="empty", letter="A", title="Empty")
        pages = render_pages(Site(course(modules=(empty,))))
        assert "no scenarios in this module yet" in text_of(_page(pages, "modules/empty.md").html)

    def test_a_module_may_have_any_id(self) -> None:
        modules = tuple(
            Module(
                id=name,
                letter="A",
                title=name,
                scenarios=(scenario(id=f"s-{name}", module_id=name),),
            )
            for name in ("top", "filter-tag", "index-2")
        )
        html = _page(render_pages(Site(course(modules=modules))), "scenarios/index.md").html
        ids = [i for node in elements(html) if (i := node.attributes.get("id"))]
        assert len(ids) == len(set(ids))

    @pytest.mark.parametrize("directory_urls", [True, False])
    def test_the_cards_page_offers_what_was_made(self, directory_urls: bool) -> None:
        cards = CardFiles(
            (DeckFiles("", (Download("Cards on A4", "cards/inn-a4.pdf", 1_234_567),)),),
            "cards/card.svg",
            'Front: “A <b> & "c"”',
            900,
            500,
        )
        rendered = render_pages(Site(course(scenario()), directory_urls, cards=cards))
        html = parse(_page(rendered, "cards.md").html)
        (link,) = html.css("a[download]")
        here = site_path("cards.md", directory_urls=directory_urls)
        target = urljoin(f"{SITE}{here}", link.attributes["href"] or "")
        assert target == f"{SITE}cards/inn-a4.pdf"
        assert "1.2 MB" in html.text()
        (picture,) = html.css("img")
        assert urljoin(f"{SITE}{here}", picture.attributes["src"] or "").endswith(cards.picture)
        assert picture.attributes["alt"] == cards.picture_alt
        size = picture.attributes["width"], picture.attributes["height"]
        assert size == ("900", "500")

    def test_the_cards_page_offers_the_deck_of_each_module(self) -> None:
        decks = tuple(
            DeckFiles(title, (Download("Cards on A4", f"cards/{name}-a4.pdf", 9),))
            for title, name in (("At the desk", "desk"), ("On the phone", "phone"))
        )
        cards = CardFiles(decks, "cards/card.svg", "A card", 9, 5)
        html = parse(_page(render_pages(Site(course(scenario()), cards=cards)), "cards.md").html)
        shown = [
            node.text() if node.tag == "h3" else node.attributes["href"]
            for node in html.css("h3, a[download]")
        ]
        assert shown == ["At the desk", "desk-a4.pdf", "On the phone", "phone-a4.pdf"]

    @pytest.mark.parametrize("cards", [None, CardFiles((), "cards/card.svg", "A card", 9, 5)])
    def test_with_very_many_scenarios_the_cards_page_says_how_to_get_cards(
        self, cards: CardFiles | None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("answerable.site.pages.MANY_CARDS", 2)
        scenarios = tuple(scenario(id=f"s-{n}", module_id="desk") for n in range(3))
        module = Module(id="desk", letter="A", title="Desk", scenarios=scenarios)
        empty = Module(id="empty", letter="B", title="Empty")
        rendered = render_pages(Site(course(modules=(empty, module)), cards=cards))
        html = parse(_page(rendered, "cards.md").html)
        assert [node.text() for node in html.css("dd code")] == [
            "answerable cards --module desk",
            "answerable cards --scenario s-0 --scenario s-1",
            "answerable cards",
            "answerable build --cards-by-module",
        ]
        assert "more than 2 scenarios" in html.text()
        assert not html.css("a[download]")
        assert len(html.css("img")) == (cards is not None)

    def test_without_an_assessment_no_page_leads_to_it(self, example: Course) -> None:
        site = Site(example, assessed=False)
        start, _ = expand_markers("<!-- answerable: start -->", site, "index.md")
        others = [page for page in render_pages(site) if page.kind not in (ASSESSMENT, CERTIFICATE)]
        for html in (start, *(page.html for page in others)):
            links = [node.attributes["href"] or "" for node in parse(html).css("a[href]")]
            assert [link for link in links if "assessment/" in link or "certificate/" in link] == []

    def test_without_cards_it_says_whom_to_ask(self, pages: dict[str, Page]) -> None:
        html = _page(tuple(pages.values()), "cards.md").html
        assert "ask whoever builds this course" in text_of(html)
        assert not parse(html).css("a[download], img")

    def test_no_command_is_on_a_page_for_learners(self, pages: dict[str, Page]) -> None:
        assert [uri for uri, page in pages.items() if "<code>answerable" in page.html] == []

    @pytest.mark.parametrize(
        ("size", "shown"), [(0, "1 kB"), (999, "1 kB"), (340_400, "340 kB"), (2_500_000, "2.5 MB")]
    )
    def test_file_sizes_are_for_people(self, size: int, shown: str) -> None:
        assert filesize(size, "en") == shown


class TestMarkers:
    @pytest.mark.parametrize("directory_urls", [True, False])
    @pytest.mark.parametrize("src_uri", ["index.md", "about/deep/page.md"])
    def test_they_become_parts_of_the_course(
        self, example: Course, src_uri: str, directory_urls: bool
    ) -> None:
        source = "<p>a</p><!-- answerable: start --><!--answerable:modules--><p>b</p>"
        html, unknown = expand_markers(
            source, Site(example, directory_urls=directory_urls), src_uri
        )
        assert unknown == ()
        assert "<!--" not in html
        assert html.startswith("<p>a</p>")
        assert html.endswith("<p>b</p>")
        here = site_path(src_uri, directory_urls=directory_urls)
        targets = {
            urljoin(f"{SITE}{here}", link.attributes["href"] or "") for link in parse(html).css("a")
        }
        uris = ["scenarios/index.md", *(SCENARIO.uri(built.id) for built in example.scenarios)]
        uris += [f"modules/{module.id}.md" for module in example.modules]
        uris += [f"quiz/{module.id}.md" for module in example.modules]
        uris += ["assessment.md", "certificate.md", "progress.md", "self-check.md", "review.md"]
        paths = {site_path(uri, directory_urls=directory_urls) for uri in uris}
        assert targets == {f"{SITE}{path}" for path in paths}

    def test_an_unknown_marker_stays_and_is_named(self, example: Course) -> None:
        source = "<!-- answerable: modulse -->"
        assert expand_markers(source, Site(example), "index.md") == (source, ("modulse",))

    def test_a_lesson_is_quoted_with_a_link(self, example: Course) -> None:
        second = example.scenarios[1]
        for marker, quoted in (("quote", example.scenarios[0]), (f"quote {second.id}", second)):
            html, unknown = expand_markers(f"<!-- answerable: {marker} -->", Site(example), "a.md")
            shown = parse(html)
            assert unknown == ()
            words = shown.css_first("blockquote").text().split()
            assert words == markup.plain(quoted.lesson).split()
            link = shown.css_first("figcaption a")
            assert link.text() == quoted.title
            assert link.attributes["href"] == f"../scenarios/{quoted.id}/"

    def test_a_scenario_that_is_not_there_is_not_quoted(self, example: Course) -> None:
        source = "<!-- answerable: quote nothing -->"
        assert expand_markers(source, Site(example), "a.md") == (source, ("quote nothing",))

    def test_the_picture_of_a_scenario_can_be_shown(self, tmp_path: Path) -> None:
        site = Site(load(draw_pictures(write_course(tmp_path, FILES))))
        html, unknown = expand_markers("<!-- answerable: picture lost-key -->", site, "a.md")
        assert unknown == ()
        assert parse(html).css_first("img").attributes["alt"].startswith("A guest in the rain")
        source = "<!-- answerable: picture no-room -->"
        assert expand_markers(source, site, "a.md") == (source, ("picture no-room",))

    def test_the_recording_and_the_film_of_a_scenario_can_be_played(self, tmp_path: Path) -> None:
        site = Site(load(draw_pictures(write_course(tmp_path, FILES))))
        for name, tag in (("audio", "audio"), ("video", "video > track[kind=captions]")):
            html, unknown = expand_markers(f"<!-- answerable: {name} lost-key -->", site, "a.md")
            assert unknown == ()
            assert len(parse(html).css(tag)) == 1
            assert len(parse(html).css(".an-player")) == 1
            source = f"<!-- answerable: {name} no-room -->"
            assert expand_markers(source, site, "a.md") == (source, (f"{name} no-room",))

    def test_all_modules_and_the_cards_can_be_shown(self, example: Course) -> None:
        html, _ = expand_markers("<!-- answerable: progress -->", Site(example), "index.md")
        bars = parse(html).css("module-progress")
        assert [one.attributes["data-module"] for one in bars] == [m.id for m in example.modules]
        html, _ = expand_markers("<!-- answerable: cards -->", Site(example), "index.md")
        assert parse(html).css_first("a").attributes["href"] == "cards/"

    def test_other_comments_are_none_of_our_business(self, example: Course) -> None:
        source = "<!-- a note --><!-- more -->"
        assert expand_markers(source, Site(example), "index.md") == (source, ())

    def test_a_course_without_scenarios_has_no_start(self) -> None:
        html, _ = expand_markers("<!-- answerable: start -->", Site(course()), "index.md")
        assert html == ""


ODD = """<b>A</b> & "quotes" 'n' {{ braces }} {% if %}"""


class TestEscaping:
    """Every field that is one line of text stands on the page as it was typed."""

    FIELDS: tuple[dict[str, Any], ...] = (
        {"title": ODD},
        {"summary": ODD},
        {"department": ODD},
        {"channel": ODD},
        {"excuse": ODD},
        {"tags": [ODD]},
        {"coaching": [ODD]},
    )

    @pytest.mark.parametrize("fields", FIELDS, ids=lambda fields: next(iter(fields)))
    def test_in_every_page(self, fields: dict[str, Any]) -> None:
        harmless = {name: [*"x"] if name in ("tags", "coaching") else "x" for name in fields}
        plain = render_pages(Site(course(scenario(**harmless))))
        odd = render_pages(Site(course(scenario(**fields))))
        shown = 0
        for before, after in zip(plain, odd, strict=True):
            tags = [[node.tag for node in elements(page.html)] for page in (before, after)]
            assert tags[0] == tags[1], "a field became an element"
            shown += squeezed(ODD) in squeezed(text_of(after.html))
        assert shown

    def test_in_metadata_and_outline(self) -> None:
        (page,) = (
            page
            for page in render_pages(Site(course(scenario(title=ODD, summary=ODD))))
            if page.src_uri == "scenarios/lost-key.md"
        )
        assert page.title == ODD
        for text in page.metadata.values():
            assert "<" not in text
            assert '"' not in text
            assert text_of(str(text)) == ODD
        tags = _page(render_pages(Site(course(scenario(tags=[ODD])))), "tags.md")
        assert [entry.title for entry in tags.outline] == [ODD]

    def test_in_course_and_module(self) -> None:
        module = Module(
            id="door", letter="A", title=ODD, objectives=(ODD,), scenarios=(scenario(),)
        )
        odd = course(modules=(module,), title=ODD, coaching=(ODD,))
        pages = render_pages(Site(odd))
        for page in pages:
            assert not [n for n in elements(page.html) if n.tag == "b"]
        assert headings(_page(pages, "modules/door.md").html)[0][2] == ODD
        html, _ = expand_markers("<!-- answerable: modules -->", Site(odd), "index.md")
        assert squeezed(ODD) in squeezed(text_of(html))


@given(st.text())
def test_a_slug_is_safe_in_addresses_and_ids(text: str) -> None:
    made = slug(text)
    assert made
    assert not re.search(r"[\s\"'<>&#/?]", made)
    assert not made.startswith("-")
    assert not made.endswith("-")


def test_compiled_templates_are_kept_in_the_users_cache_and_nowhere_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    kept = bytecode_cache.__wrapped__()
    assert kept is not None
    env = Environment(loader=DictLoader({"a": "b"}), autoescape=True, bytecode_cache=kept)
    assert env.get_template("a").render() == "b"
    assert [path.name for path in tmp_path.iterdir()] == ["cache"]
    monkeypatch.setenv("XDG_CACHE_HOME", str(Path(kept.directory, "no-folder")))
    Path(kept.directory, "no-folder").touch()
    assert bytecode_cache.__wrapped__() is None
