"""Drafts, retired scenarios, what is new, what is due, and where learners report a mistake."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import feedparser
import pytest
from mkdocs.commands.build import build
from pydantic import ValidationError
from selectolax.lexbor import LexborHTMLParser

from answerable import cli, site
from answerable.authoring.overview.upkeep import by_owner, due, in_words, undated
from answerable.build.publish.pages import read_pages
from answerable.build.publish.verify import verify_site
from answerable.checks.check import check_course
from answerable.diagnostics import Diagnostic, Severity
from answerable.model import CourseFile
from answerable.site import Site
from answerable.site.news import MOST, atom, news_of
from answerable.site.report import report_link
from answerable.source.read.load import load_course
from tests.support.built import BuiltSite, configure, contents, run_mkdocs, search_index
from tests.support.courses import (
    ADDRESS,
    COURSE_FILES,
    MINIMAL,
    TODAY,
    course,
    load,
    scenario,
    write_course,
    write_project,
)
from tests.support.each import each
from tests.support.hostile import HOSTILE

DRAFT = "at-the-door/no-room.yml"
RETIRED = "at-the-table/last-order.yml"
MARK = "Zanzibar"
"""A word that stands in no other scenario, nor in the theme."""


def _files(**status: str) -> dict[str, Any]:
    """The inn, with a draft and a retired scenario that carry the mark in every list they enter."""
    files: dict[str, Any] = dict(COURSE_FILES)
    for path, value in ((DRAFT, "draft"), (RETIRED, "retired")):
        files[path] = files[path] | {
            "status": value,
            "title": f"{MARK} {value}",
            "department": f"{MARK} {value} department",
            "tags": [f"{MARK} {value} tag"],
            "changes": [{"date": "2026-10-02", "text": f"{MARK} {value} change"}],
            "aliases": [f"zanzibar-{value}"],
        }
    return files


def problems(built: BuiltSite) -> tuple[Diagnostic, ...]:
    pages = read_pages(built.folder)
    return verify_site(built.folder, pages, {"": built.course}, directory_urls=True)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    folder = tmp_path_factory.mktemp("published")
    config_file = write_project(folder, _files())
    built = run_mkdocs(config_file)
    return BuiltSite(built, load(folder / "scenarios"))


class TestDrafts:
    def test_nothing_of_a_draft_is_published(self, published: BuiltSite) -> None:
        for path, content in contents(published.folder).items():
            text = content.decode("utf-8", "replace")
            assert f"{MARK} draft" not in text, path
            assert "no-room" not in text, path
            assert "zanzibar-draft" not in text, path
        assert not (published.folder / "scenarios/no-room").exists()

    def test_counts_leave_it_out(self, published: BuiltSite) -> None:
        assert [s.id for s in published.course.scenarios] == ["lost-key", "wet-dog", "cold-soup"]
        home = LexborHTMLParser((published.folder / "index.html").read_text("utf-8"))
        assert "See all 3" in home.text()

    def test_codes_are_those_that_stay(self, published: BuiltSite) -> None:
        assert [s.code for s in published.course.scenarios] == ["A1", "A3", "B1"]

    def test_the_preview_shows_it(self, tmp_path: Path) -> None:
        config = configure(write_project(tmp_path, _files()), command="serve")
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
        html = Path(config.site_dir, "scenarios/no-room/index.html").read_text(encoding="utf-8")
        assert LexborHTMLParser(html).css_first(".admonition-title").text() == "Draft"

    def test_what_rules_say_of_it_is_a_note(self, tmp_path: Path) -> None:
        bare = MINIMAL | {"accountable": "I am on my way."}
        files = {"a/one.yml": MINIMAL, "a/two.yml": bare | {"status": "draft"}}
        found = check_course(write_course(tmp_path, files), TODAY).diagnostics
        about = {d.severity for d in found if d.location.path.endswith("two.yml")}
        assert about == {Severity.NOTE}

    def test_a_broken_draft_is_an_error(self, tmp_path: Path) -> None:
        files = {"a/one.yml": MINIMAL, "a/two.yml": {"title": "x", "status": "draft"}}
        assert check_course(write_course(tmp_path, files), TODAY).course is None

    @pytest.mark.parametrize("status", ["draft", "retired"])
    def test_a_course_needs_a_live_scenario(self, status: str, tmp_path: Path) -> None:
        folder = write_course(tmp_path, {"a/one.yml": MINIMAL | {"status": status}})
        report = check_course(folder, TODAY)
        assert report.course is None
        assert "AN318" in {d.code for d in report.diagnostics}
        assert (check_course(folder, TODAY, drafts=True).course is None) == (status == "retired")


class TestRetired:
    def test_its_page_stays_with_a_notice(self, published: BuiltSite) -> None:
        page = published.page("scenarios/last-order")
        assert "No longer part of the course" in page.css_first(".admonition").text()
        assert page.css_first('meta[name="robots"]').attributes["content"] == "noindex"
        assert page.css("scenario-quiz form")
        assert not page.css(".an-pager-previous")

    def test_it_stands_in_no_list(self, published: BuiltSite) -> None:
        named = {
            path
            for path, content in contents(published.folder).items()
            if f"{MARK} retired" in content.decode("utf-8", "replace")
        }
        # The page of progress gives words that a learner wrote there their title and their link.
        assert named == {"scenarios/last-order/index.html", "progress/index.html"}
        progress = published.page("progress")
        entry = progress.css_first("[data-known] > [data-id=last-order]")
        assert "data-tracked" not in entry.attributes

    def test_no_search_finds_it(self, published: BuiltSite) -> None:
        assert not [e for e in search_index(published.folder) if "last-order" in e["location"]]
        assert "last-order" not in (published.folder / "sitemap.xml").read_text("utf-8")
        assert "scenarios/lost-key/" in (published.folder / "sitemap.xml").read_text("utf-8")

    def test_the_site_is_whole(self, published: BuiltSite) -> None:
        assert problems(published) == ()
        (published.folder / "scenarios/last-order/index.html").rename(published.folder / "gone")
        try:
            found = problems(published)
        finally:
            (published.folder / "gone").rename(published.folder / "scenarios/last-order/index.html")
        assert "AN411" in {d.code for d in found}

    def test_other_engines_are_told_too(self) -> None:
        value = course(scenario(), scenario(id="old", status="retired")).published()
        pages = {page.src_uri: page for page in site.render_pages(Site(value))}
        assert pages["scenarios/old.md"].metadata["robots"] == "noindex"
        assert "robots" not in pages["scenarios/lost-key.md"].metadata


def _changed(date: str, text: str = "New words.", **more: Any) -> Any:
    return scenario(changes=[{"date": date, "text": text}], **more)


class TestNews:
    def test_the_newest_comes_first(self) -> None:
        value = course(
            _changed("2026-01-02", id="a"), _changed("2026-03-01", id="b"), scenario(id="c")
        )
        assert [news.scenario.id for news in news_of(value)] == ["b", "a"]

    def test_the_page_tells_it_by_day(self, published: BuiltSite) -> None:
        page = published.page("whats-new")
        assert [h.text().strip() for h in page.css("article h2")] == ["30 September 2026"]
        assert "The chef tastes every pot now." in page.css_first("article").text()
        assert page.css_first('article a[href="../feed.xml"]')

    def test_a_course_without_changes_has_a_page_and_no_feed(self, tmp_path: Path) -> None:
        folder = run_mkdocs(write_project(tmp_path, {"a/one.yml": MINIMAL}))
        assert not (folder / "feed.xml").exists()
        assert "No changes have been announced yet" in (folder / "whats-new/index.html").read_text(
            "utf-8"
        )
        assert "atom+xml" not in (folder / "index.html").read_text("utf-8")

    def test_a_reader_understands_the_feed(self, published: BuiltSite) -> None:
        feed = feedparser.parse((published.folder / "feed.xml").read_bytes())
        assert not feed.bozo, feed.bozo_exception
        assert feed.version == "atom10"
        assert feed.feed.title == "An accountable inn"
        assert feed.feed.updated == "2026-09-30T00:00:00Z"
        assert feed.feed.author == "The inn"
        assert [link.href for link in feed.feed.links if link.rel == "self"] == [
            ADDRESS + "feed.xml"
        ]
        (entry,) = feed.entries
        assert entry.link == ADDRESS + "scenarios/cold-soup/"
        assert entry.summary == "The chef tastes every pot now."
        assert entry.id.startswith("urn:uuid:")

    def test_every_page_names_the_feed(self, published: BuiltSite) -> None:
        for path, href in (("", "feed.xml"), ("scenarios/lost-key", "../../feed.xml")):
            link = published.page(path).css_first('link[rel~="alternate"]')
            assert link.attributes["type"] == "application/atom+xml"
            assert link.attributes["href"] == href

    def test_ids_stay_under_a_new_name_and_differ_from_each_other(self) -> None:
        before = course(_changed("2026-01-01"), _changed("2026-01-01", "More.", id="b"))
        after = course(
            _changed("2026-01-01", id="new", aliases=["lost-key"]),
            _changed("2026-01-01", "More.", id="b"),
        )
        ids = [
            [e.id for e in feedparser.parse(atom(Site(c, base_url=ADDRESS))).entries]
            for c in (before, after)
        ]
        assert ids[0] == ids[1]
        assert len(set(ids[0])) == 2
        assert atom(Site(before, base_url=ADDRESS)) == atom(Site(before, base_url=ADDRESS))

    def test_it_does_not_grow_for_ever(self) -> None:
        many = [_changed(f"2026-01-{n % 28 + 1:02}", str(n), id=f"s{n}") for n in range(MOST + 9)]
        assert len(feedparser.parse(atom(Site(course(*many), base_url=ADDRESS))).entries) == MOST

    @each("text", HOSTILE.values())
    def test_hostile_words_stay_words(self, text: str) -> None:
        value = course(_changed("2026-01-01", text, title=text), title=text, authors=[text])
        feed = feedparser.parse(atom(Site(value, base_url=ADDRESS)), sanitize_html=False)
        assert not feed.bozo
        (entry,) = feed.entries
        for said in (entry.title, entry.summary, feed.feed.title, feed.feed.author_detail.name):
            assert " ".join(said.split()) == " ".join(text.split())

    def test_an_answer_in_the_feed_is_not_published(self, published: BuiltSite) -> None:
        feed = published.folder / "feed.xml"
        text = feed.read_text(encoding="utf-8")
        reply = published.course.scenarios[0].accountable.reply
        feed.write_text(text.replace("The chef tastes", reply), encoding="utf-8")
        try:
            found = problems(published)
        finally:
            feed.write_text(text, encoding="utf-8")
        assert [d.code for d in found] == ["AN417"]


ADDRESSES = (
    "training@example.com",
    "mailto:training@example.com",
    "mailto:training@example.com?subject={course}: {title}".replace(": ", "%3A%20"),
    "https://example.com/new?title={title}&body={url}",
    "https://example.com/{id}",
    "HTTP://intranet/report",
)
NO_ADDRESSES = (
    "",
    "training",
    "javascript:alert(1)",
    "JavaScript:alert(1)//@x",
    "data:text/html,x",
    "file:///etc/passwd",
    "//example.com/",
    "https://{id}.example.com/",
    "https://example.com{id}/",
    "https://user@example.com/x",
    "https://example.com/?a={secret}",
    "https://example.com/?a={title",
    "https://example.com/?a=}",
    "https://example.com/ x",
    'https://example.com/"onclick=',
    "mailto:{title}@example.com",
    "mailto:a@example.com,b@example.com?{title}",
    "https:///x",
)


class TestReport:
    @pytest.mark.parametrize("address", ADDRESSES)
    def test_addresses(self, address: str) -> None:
        value = course(scenario(title="A & B?"), report=address)
        link = report_link(value, value.scenarios[0], ADDRESS)
        assert link is not None
        assert "{" not in link
        assert urlsplit(link).scheme in {"mailto", "http", "https"}

    @pytest.mark.parametrize("address", NO_ADDRESSES)
    def test_what_is_none(self, address: str) -> None:
        with pytest.raises(ValidationError):
            CourseFile(report=address)

    @each("title", HOSTILE.values())
    def test_a_title_stays_one_value(self, title: str) -> None:
        value = course(scenario(title=title), report="https://example.com/n?title={title}&x=1")
        link = report_link(value, value.scenarios[0], ADDRESS)
        assert link is not None
        query = parse_qs(urlsplit(link).query)
        assert query == {"title": [value.scenarios[0].title], "x": ["1"]}

    def test_a_mail_has_subject_and_page(self) -> None:
        value = course(scenario(), report="training@example.com")
        parts = urlsplit(str(report_link(value, value.scenarios[0], ADDRESS)))
        assert parts.path == "training@example.com"
        assert parse_qs(parts.query) == {"subject": ["The inn: The lost key"], "body": [ADDRESS]}

    def test_the_page_has_the_link(self) -> None:
        def html(**changes: Any) -> LexborHTMLParser:
            pages = site.render_pages(Site(course(scenario(), **changes), base_url=ADDRESS))
            return LexborHTMLParser(
                next(str(p.html) for p in pages if p.src_uri == "scenarios/lost-key.md")
            )

        link = html(report="https://example.com/n?page={url}").css_first("a.an-report-link")
        assert link.attributes["href"] == (
            "https://example.com/n?page=https%3A%2F%2Finn.example%2Fcourse%2Fscenarios%2Flost-key%2F"
        )
        assert link.attributes["rel"] == "noreferrer"
        assert not html().css("a.an-report-link")


class TestStale:
    FILES = {  # noqa: RUF012
        "a/late.yml": MINIMAL | {"review_by": "2026-10-30", "owner": "Bo"},
        "a/today.yml": MINIMAL | {"review_by": "2026-11-01"},
        "a/soon.yml": MINIMAL | {"review_by": "2026-11-20", "owner": "Ann", "status": "draft"},
        "a/gone.yml": MINIMAL | {"review_by": "2020-01-01", "status": "retired"},
        "a/never.yml": MINIMAL,
    }

    def test_the_most_urgent_comes_first(self, tmp_path: Path) -> None:
        value = load_course(write_course(tmp_path, self.FILES)).course
        assert value is not None
        assert [d.scenario.id for d in due(value, TODAY)] == ["late", "today"]
        assert [d.days for d in due(value, TODAY, 30)] == [-2, 0, 19]
        assert list(by_owner(due(value, TODAY, 30))) == ["Ann", "Bo", None]
        assert [s.id for s in undated(value)] == ["never"]

    @pytest.mark.parametrize(
        ("days", "said"),
        [(-1, "1 day overdue"), (-9, "9 days overdue"), (0, "due today"), (1, "due in 1 day")],
    )
    def test_in_words(self, days: int, said: str) -> None:
        assert in_words(days) == said

    def test_the_command(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        today = datetime.date.today()
        day = (today + datetime.timedelta(days=10)).isoformat()
        folder = write_course(tmp_path, {"a/one.yml": MINIMAL | {"review_by": day, "owner": "Bo"}})
        assert cli.main(["stale", str(folder)]) == 0
        assert capsys.readouterr().out == ""
        assert cli.main(["stale", str(folder), "--days", "10"]) == 1
        shown = capsys.readouterr()
        assert shown.out.startswith("Bo\n")
        assert "due in 10 days" in shown.out
        assert "one.yml" in shown.out
        assert cli.main(["stale", str(folder), "--days", "-1"]) == 2
        assert cli.main(["stale", str(tmp_path / "none")]) == 1


def test_what_is_still_to_write_keeps_a_scenario_a_draft(tmp_path: Path) -> None:
    files = {
        "course.yml": {"title": "Tiny"},
        "desk/one.yml": MINIMAL,
        "desk/two.yml": MINIMAL | {"title": "Two", "lesson": "…", "solutions": ["...", "Ask."]},
        "desk/three.yml": MINIMAL | {"title": "Three", "status": "draft", "lesson": "…"},
    }
    write_course(tmp_path, files)
    report = check_course(tmp_path, TODAY)
    assert report.course is not None
    assert [one.id for one in report.course.scenarios] == ["one"]
    found = [one for one in report.diagnostics if one.code == "AN028"]
    places = [(Path(one.location.path).name, one.severity) for one in found]
    assert places == [
        ("three.yml", Severity.NOTE),
        ("two.yml", Severity.WARNING),
        ("two.yml", Severity.WARNING),
    ]
    assert len({one.location.line for one in found[1:]}) == 2
    assert all("stays a draft" in one.message for one in found)
    preview = check_course(tmp_path, TODAY, drafts=True).course
    assert preview is not None
    assert {one.id for one in preview.scenarios} == {"one", "two", "three"}
