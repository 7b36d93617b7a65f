"""The whole build: what comes out, and that nothing changes where anything fails."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from markupsafe import escape
from mkdocs.exceptions import Abort
from selectolax.lexbor import LexborHTMLParser

from answerable.build import handouts
from answerable.build import site as build
from answerable.build.mkdocs import engine
from answerable.build.mkdocs.project import load_project
from answerable.build.packages import SITE, ZIP
from answerable.build.printing import address_notes
from answerable.build.publish.offline import BuiltFile, built_file
from answerable.build.publish.place import MARK, MARK_TEXT
from answerable.build.site import build_course, write_pages
from answerable.checks.check import check_course
from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.diagnostics.failure import BuildFailed
from answerable.handouts.cards.options import OFFERED
from answerable.handouts.kit import Kit
from answerable.handouts.typeset.typesetting import PrintError
from answerable.site import render_pages, site_path
from answerable.site.questions import question_files
from tests.support.built import contents, html_files, run_mkdocs
from tests.support.courses import (
    MINIMAL,
    ROOT,
    TINY,
    TODAY,
    broken,
    load,
    write_course,
    write_project,
)
from tests.support.pages import elements

PROBLEM = Diagnostic("AN499", Severity.ERROR, "made up", Location("somewhere"))


def _quiet(step: str) -> None:
    """No progress is shown."""


def _build(config_file: Path, *, strict: bool = False) -> tuple[Path, tuple[Diagnostic, ...]]:
    return build_course(config_file, SITE, strict=strict, today=TODAY, progress=_quiet)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_project(tmp_path_factory.mktemp("whole"), TINY)


@pytest.fixture(scope="module")
def site(project: Path) -> Path:
    folder, notes = _build(project, strict=True)
    assert notes == ()
    return folder


class TestWhole:
    """One build with everything in it."""

    def test_it_lies_where_mkdocs_would_put_it(self, project: Path, site: Path) -> None:
        assert site == project.parent / "site"
        assert (site / "scenarios/one/index.html").is_file()

    def test_cards_are_offered_and_there(self, site: Path) -> None:
        html = LexborHTMLParser((site / "cards/index.html").read_text("utf-8"))
        files = [
            site / "cards" / (link.attributes["href"] or "") for link in html.css("a[download]")
        ]
        assert [file.read_bytes()[:5] for file in files] == [b"%PDF-"] * len(OFFERED) + [b"<!doc"]
        kinds = [node.text().split(",")[0] for node in html.css(".an-downloads .an-muted")]
        assert kinds == ["PDF"] * len(OFFERED) + ["HTML"]
        picture = html.css_first(".an-picture img")
        file = site / "cards" / (picture.attributes["src"] or "")
        assert file.read_bytes().startswith(b"<svg")

    def test_nothing_else_is_left_behind(self, project: Path, site: Path) -> None:
        names = {path.name for path in project.parent.iterdir()}
        assert names == {"mkdocs.yml", "content", "scenarios", "site"}

    def test_a_web_server_may_read_it(self, project: Path, site: Path) -> None:
        ordinary = project.parent / "content"
        assert stat.S_IMODE(site.stat().st_mode) == stat.S_IMODE(ordinary.stat().st_mode)

    def test_a_second_build_is_the_same_to_the_byte(self, project: Path, site: Path) -> None:
        before = contents(site)
        _build(project)
        after = contents(site)
        assert before.keys() == after.keys()
        # MkDocs writes the time of the build into the compressed sitemap.
        changed = {name for name in before if before[name] != after[name]}
        assert changed <= {"sitemap.xml.gz"}

    def test_the_service_worker_knows_each_file_as_it_is(self, site: Path) -> None:
        worker = (site / "sw.js").read_text("utf-8")
        build = json.loads(re.findall(r"const BUILD = (\{.+\});", worker)[0])
        files = dict(build["shell"])
        for number, fingerprint in enumerate(build["lists"]):
            text = (site / f"sw/{number}.json").read_bytes()
            assert built_file(text).fingerprint == fingerprint
            files |= json.loads(text)
        for address, known in files.items():
            path = f"{address}index.html" if address.endswith("/") or not address else address
            assert built_file((site / path).read_bytes()) == BuiltFile(*known)
        assert {"", "offline.html", "scenarios/one/"} <= files.keys()

    def test_search_is_ours_alone(self, site: Path) -> None:
        names = {path.name for path in (site / "search").glob("*.js")}
        assert {"head.js", "facets.js", "scenarios.js", "stemmer.js", "terms-1.js"} <= names
        assert not list(site.rglob("search_index*"))
        assert not list(site.rglob("lunr*"))
        assert not (site / "assets/javascripts/workers").exists()

    def test_every_inline_script_is_in_the_policy(self, site: Path) -> None:
        policy = (site / "_headers").read_text("utf-8")
        for path, html in html_files(site):
            for script in html.css("script:not([src]):not([type])"):
                digest = hashlib.sha256(script.text().encode()).digest()
                assert f"'sha256-{base64.b64encode(digest).decode()}'" in policy, path
        assert "unsafe" not in policy


@pytest.mark.usefixtures("quick_cards")
class TestArchive:
    """The same course as a zip."""

    def test_it_is_the_same_to_the_byte_and_nothing_is_left_behind(self, tmp_path: Path) -> None:
        config_file = write_project(tmp_path, TINY)
        before = contents(tmp_path)
        first, second = (
            build_course(config_file, ZIP, today=TODAY, progress=_quiet)[0] for _ in range(2)
        )
        assert first == second
        assert contents(tmp_path) == before

    def test_it_has_the_search_and_no_page_asks_for_more(self, tmp_path: Path) -> None:
        made, notes = build_course(write_project(tmp_path, TINY), ZIP, today=TODAY, progress=_quiet)
        assert notes == ()
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            names = {name.removeprefix("tiny/") for name in archive.namelist()}
            page = archive.read("tiny/scenarios/one.html").decode()
        assert {"index.html", "search/head.js", "search/texts-1.js"} <= names
        assert names.isdisjoint({"sw.js", "_headers", "404.html"})
        assert "search/head.js" not in page
        assert "manifest" not in page

    def test_a_broken_course_makes_none(self, tmp_path: Path) -> None:
        with pytest.raises(BuildFailed):
            build_course(write_project(tmp_path, broken(TINY)), ZIP, today=TODAY, progress=_quiet)


@pytest.mark.usefixtures("quick_cards")
class TestPolicy:
    """What authors put into their own pages."""

    def test_what_browsers_will_leave_out_is_a_warning(self, tmp_path: Path) -> None:
        docs = {"index.md": '# Hi\n\n<p style="color: red">Hi</p>\n'}
        config_file = write_project(tmp_path, TINY, docs=docs)
        _, notes = _build(config_file)
        assert [(note.code, note.location.path) for note in notes] == [("AN416", "index.html")]
        with pytest.raises(BuildFailed, match="style"):
            _build(config_file, strict=True)

    def test_headers_of_their_own_are_theirs(self, tmp_path: Path) -> None:
        config_file = write_project(tmp_path, TINY)
        (tmp_path / "content/_headers").write_text("/*\n  X-Mine: yes\n")
        site, _ = _build(config_file)
        assert (site / "_headers").read_text() == "/*\n  X-Mine: yes\n"


def _fails_to_verify(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(build, "verify_site", lambda *args, **options: (PROBLEM,))


def test_what_cannot_be_printed_can_still_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forget: Callable[[], None]
) -> None:
    def refuse(*args: object, **options: object) -> bytes:
        raise PrintError((PROBLEM,))

    forget()
    config_file = write_project(tmp_path, TINY)
    monkeypatch.setattr(handouts, "make_deck", refuse)
    site, notes = _build(config_file)
    assert (site / "index.html").is_file()
    assert not list(site.glob("cards/*.pdf"))
    assert {"AN429", "AN499"} <= {one.code for one in notes}
    assert all(one.severity is not Severity.ERROR for one in notes)
    with pytest.raises(BuildFailed, match="made up"):
        _build(config_file, strict=True)


def _fails_in_mkdocs(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    def refuse(config: object) -> None:
        raise Abort("made up")

    monkeypatch.setattr(engine, "build", refuse)


def _fails_in_the_course(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    write_course(folder / "scenarios", broken(TINY))


def _fails_on_a_page_in_the_way(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    (folder / "content" / "tags.md").write_text("# Mine")


def _fails_on_a_broken_link(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    (folder / "content" / "index.md").write_text('# Hi\n\n<a href="never/">x</a>')


def _fails_on_a_foreign_script(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    (folder / "content" / "index.md").write_text('# Hi\n\n<img src="https://example.com/x.gif">')


FAILURES = [
    _fails_to_verify,
    _fails_in_mkdocs,
    _fails_in_the_course,
    _fails_on_a_page_in_the_way,
    _fails_on_a_broken_link,
    _fails_on_a_foreign_script,
]


@pytest.mark.usefixtures("quick_cards")
class TestFailure:
    @pytest.mark.parametrize("spoil", FAILURES, ids=lambda spoil: spoil.__name__.strip("_"))
    def test_the_published_site_stays(
        self,
        spoil: Callable[[pytest.MonkeyPatch, Path], None],
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        config_file = write_project(tmp_path, TINY)
        published = tmp_path / "site"
        published.mkdir()
        (published / "index.html").write_text("the old site")
        (published / MARK).write_bytes(MARK_TEXT)
        spoil(monkeypatch, tmp_path)
        before = contents(tmp_path)
        with pytest.raises(BuildFailed) as failure:
            _build(config_file)
        assert contents(tmp_path) == before
        assert {path.name for path in tmp_path.iterdir()} == {
            *("mkdocs.yml", "content", "scenarios", "site")
        }
        assert failure.value.diagnostics
        assert all(diagnostic.message for diagnostic in failure.value.diagnostics)

    def test_without_a_published_site_none_appears(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        config_file = write_project(tmp_path, TINY)
        _fails_to_verify(monkeypatch, tmp_path)
        with pytest.raises(BuildFailed):
            _build(config_file)
        assert not (tmp_path / "site").exists()

    def test_a_defect_leaves_no_folder_behind(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def crash(*args: object, **options: object) -> None:
            raise ZeroDivisionError

        config_file = write_project(tmp_path, TINY)
        monkeypatch.setattr(build, "verify_site", crash)
        with pytest.raises(ZeroDivisionError):
            _build(config_file)
        names = {path.name for path in tmp_path.iterdir()}
        assert names == {"mkdocs.yml", "content", "scenarios"}

    def test_strict_refuses_warnings_of_the_course(self, tmp_path: Path) -> None:
        bare = MINIMAL | {"not_accountable": MINIMAL["not_accountable"]["reply"]}
        config_file = write_project(tmp_path, {"desk/one.yml": bare})
        with pytest.raises(BuildFailed) as failure:
            _build(config_file, strict=True)
        worst = max(diagnostic.severity for diagnostic in failure.value.diagnostics)
        assert worst is Severity.WARNING
        _, notes = _build(config_file)
        assert [note for note in notes if note.severity is Severity.WARNING]

    def test_strict_refuses_warnings_of_mkdocs(self, tmp_path: Path) -> None:
        docs = {"index.md": "# Hi\n\n<!-- answerable: strat -->\n"}
        config_file = write_project(tmp_path, TINY, docs=docs)
        with pytest.raises(BuildFailed) as failure:
            _build(config_file, strict=True)
        assert "strat" in str(failure.value)
        _, notes = _build(config_file)
        assert [note.severity for note in notes if "strat" in note.message] == [Severity.WARNING]


class TestAddress:
    @pytest.mark.parametrize(
        "site_url",
        [None, "", "http://localhost:8000/", "http://127.0.0.1:8000/x/", "http://[::1]/"],
    )
    def test_an_address_that_nobody_can_reach_is_noted(
        self, tmp_path: Path, site_url: str | None
    ) -> None:
        config_file = write_project(tmp_path, TINY, site_url=site_url)
        (note,) = address_notes(load_project(config_file), config_file)
        assert note.severity is Severity.NOTE
        assert "site_url" in note.message + note.hint

    @pytest.mark.usefixtures("quick_cards")
    def test_it_keeps_no_build_from_being_published(self, tmp_path: Path) -> None:
        config_file = write_project(tmp_path, TINY, site_url=None)
        site, notes = _build(config_file, strict=True)
        assert notes == address_notes(load_project(config_file), config_file)
        assert (site / "index.html").is_file()

    def test_a_public_address_is_not(self, tmp_path: Path) -> None:
        config_file = write_project(tmp_path, TINY, site_url="https://inn.example/")
        assert address_notes(load_project(config_file), config_file) == ()


def test_files_that_are_not_utf8_are_published_as_they_are(
    tmp_path: Path, quick_cards: None
) -> None:
    config_file = write_project(tmp_path, TINY)
    brought = {"old.html": "<p>é</p>".encode("cp1252"), "old.css": "/* é */".encode("cp1252")}
    for name, content in brought.items():
        (tmp_path / "content" / name).write_bytes(content)
    published, _ = _build(config_file)
    assert {name: (published / name).read_bytes() for name in brought} == brought


def test_a_link_that_leads_nowhere_is_shown_where_it_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    docs = {"index.md": "# Welcome\n\nSee [the rules](ruels.md).\n"}
    config_file = write_project(tmp_path, TINY, docs=docs)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BuildFailed) as failure:
        _build(config_file)
    (problem,) = failure.value.diagnostics
    assert problem.code == "AN414"
    where = problem.location
    assert (where.path, where.line, where.column) == ("content/index.md", 3, 17)


class TestProject:
    def test_a_missing_file_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(BuildFailed, match=r"nowhere\.yml"):
            load_project(tmp_path / "nowhere.yml")

    @pytest.mark.parametrize(
        "wrong",
        [{"docs_dir": "nowhere"}, {"theme": {"name": "nowhere"}}],
        ids=lambda wrong: next(iter(wrong)),
    )
    def test_what_is_not_there_is_named(self, tmp_path: Path, wrong: dict[str, Any]) -> None:
        with pytest.raises(BuildFailed, match="nowhere"):
            load_project(write_project(tmp_path, TINY, **wrong))

    def test_what_mkdocs_says_is_passed_on(self, tmp_path: Path) -> None:
        plugins = ["nowhere", "answerable"]
        config_file = write_project(tmp_path, TINY, plugins=plugins)
        with pytest.raises(BuildFailed, match=r"nowhere.*not installed") as failure:
            engine.require_loadable(config_file, tmp_path / "site", allowed=lambda _: True)
        assert failure.value.diagnostics[0].location.excerpt == "plugins:"

    @pytest.mark.parametrize(
        ("site_url", "leads_to"),
        [
            ("https://inn.example/", "https://inn.example/scenarios/key/"),
            ("http://127.0.0.1:8000/", None),
            ("http://localhost/inn/", None),
            (None, None),
        ],
    )
    def test_cards_lead_nowhere_when_only_this_machine_knows_the_address(
        self, tmp_path: Path, site_url: str | None, leads_to: str | None
    ) -> None:
        project = load_project(write_project(tmp_path, TINY, site_url=site_url))
        assert project.published.scenario("key") == leads_to

    @pytest.mark.parametrize("text", ["a: [", "- a\n- b\n", "", "\tx: y"])
    def test_a_file_that_is_no_configuration_is_refused(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "mkdocs.yml").write_text(text)
        with pytest.raises(BuildFailed) as failure:
            load_project(tmp_path / "mkdocs.yml")
        assert all(d.message.strip() for d in failure.value.diagnostics)

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("42", "it doesn't contain settings"),
            ("{" * 3000, "must be a word"),
            ("site_name: x\nINHERIT: mkdocs.yml", "inherit from each other"),
            ('site_name: x\nsite_url: "http://[::1"', "isn't a complete address"),
        ],
        ids=["a number", "too deep", "its own heir", "a broken address"],
    )
    def test_what_mkdocs_itself_stumbles_over_is_said(
        self, tmp_path: Path, text: str, says: str
    ) -> None:
        (tmp_path / "mkdocs.yml").write_text(text)
        with pytest.raises(BuildFailed, match=says) as failure:
            load_project(tmp_path / "mkdocs.yml")
        assert failure.value.diagnostics[0].hint

    def test_a_mkdocs_yml_that_cannot_be_opened(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        config_file = tmp_path / "mkdocs.yml"
        config_file.write_text("site_name: x\n")

        def refuse(self: Path, *_: Any, **__: Any) -> Any:
            raise PermissionError(13, "Permission denied", str(self))

        monkeypatch.setattr(Path, "open", refuse)
        with pytest.raises(BuildFailed) as failure:
            load_project(config_file)
        (problem,) = failure.value.diagnostics
        assert (problem.code, problem.location.path) == ("AN101", config_file.as_posix())

    @pytest.mark.parametrize(
        "line",
        [
            'site_dir: "a\\0b"',
            'docs_dir: "\\ud800"',
            'hooks: ["a\\0.py"]',
            'INHERIT: "\\0"',
            'extra_templates: ["\\0"]',
            'extra: {"\\x01": "x"}',
        ],
    )
    def test_characters_that_no_path_may_hold_are_told(self, line: str, tmp_path: Path) -> None:
        """They can be written as escapes, and MkDocs and the system stumble over them."""
        config_file = write_project(tmp_path, {})
        config_file.write_text(f"{config_file.read_text()}{line}\n")
        with pytest.raises(BuildFailed, match="the invisible character") as failure:
            load_project(config_file)
        (problem,) = failure.value.diagnostics
        assert (problem.code, problem.location.excerpt) == ("AN420", line)

    @pytest.mark.parametrize(
        ("line", "code", "column", "remedy"),
        [
            ("site_url: example.com/x", "AN420", 1, "https://training.example.com"),
            ("site_url:https://example.com/", "AN112", 9, "`site_url: https://example.com/`"),
            ("\tsite_url: https://example.com/", "AN109", 1, "delete the tab"),
            ('site_url: !ENV [SITE_URL, "https://example.com/"', "AN110", 16, "close it with “]”"),
        ],
        ids=["half an address", "no space", "a tab", "no bracket"],
    )
    def test_slips_in_mkdocs_yml_are_shown_with_their_line(
        self, tmp_path: Path, line: str, code: str, column: int, remedy: str
    ) -> None:
        (tmp_path / "mkdocs.yml").write_text(f"site_name: x\n{line}\ndocs_dir: .\n")
        with pytest.raises(BuildFailed) as failure:
            load_project(tmp_path / "mkdocs.yml")
        found = next(one for one in failure.value.diagnostics if one.code == code)
        assert (found.location.line, found.location.column) == (2, column)
        assert found.location.excerpt == line
        assert remedy in found.hint

    @pytest.mark.parametrize("site_dir", ["scenarios", "scenarios/desk", "scenarios/site", "."])
    def test_a_site_never_replaces_what_somebody_wrote(self, tmp_path: Path, site_dir: str) -> None:
        docs_dir = tmp_path / "pages"
        docs_dir.mkdir()
        project = tmp_path / "project"
        config_file = write_project(project, TINY, site_dir=site_dir, docs_dir=str(docs_dir))
        before = contents(project)
        with pytest.raises(BuildFailed, match="would replace your files"):
            _build(config_file)
        assert contents(project) == before

    def test_the_plugin_has_to_be_listed(self, tmp_path: Path) -> None:
        with pytest.raises(BuildFailed, match="answerable"):
            load_project(write_project(tmp_path, TINY, plugins=["search"]))

    def test_another_theme_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(BuildFailed, match="the theme is `mkdocs`") as failure:
            load_project(write_project(tmp_path, TINY, theme={"name": "mkdocs"}))
        assert "`name: material`" in failure.value.diagnostics[0].hint


class TestPagesOnly:
    """The same pages for an engine that knows no plugin: here MkDocs without it."""

    @pytest.mark.parametrize(
        ("case", "directory_urls"),
        [("full", True), ("full", False), ("minimal", False), ("odd-characters", True)],
    )
    def test_they_are_those_of_the_plugin(
        self, tmp_path: Path, case: str, directory_urls: bool
    ) -> None:
        config_file = write_project(tmp_path, {}, use_directory_urls=directory_urls)
        source = ROOT / "tests/cases/site" / case / "scenarios"
        write_course(
            tmp_path / "scenarios",
            {name: text.decode() for name, text in contents(source).items()},
        )
        with_plugin = run_mkdocs(config_file, strict=False)
        folder = tmp_path / "pages"
        count = write_pages(config_file, folder, today=TODAY)
        (folder / "index.md").write_text("# Home")
        (tmp_path / "plain").mkdir()
        plain = run_mkdocs(
            write_project(
                tmp_path / "plain",
                {},
                docs={},
                site_name=str(escape(load(source).title)),
                docs_dir=str(folder),
                nav=None,
                plugins=["search"],
                use_directory_urls=directory_urls,
                extra_css=["assets/answerable.css"],
                extra_javascript=["assets/answerable.js"],
            ),
            strict=False,
        )
        made = load_project(config_file).as_site(load(source))
        pages = render_pages(made)
        assert count == len(pages)
        for path, one in question_files(made).items():
            content = one.make()
            assert (Path(with_plugin) / path).read_bytes() == content
            assert (folder / path).read_bytes() == content
        for page in pages:
            path = site_path(page.src_uri, directory_urls=directory_urls)
            path = f"{path}index.html" if directory_urls else path
            ours, theirs = (
                LexborHTMLParser((site / path).read_text("utf-8")) for site in (with_plugin, plain)
            )
            for selector in ("article .an", "title", 'meta[name="description"]'):
                assert ours.css_first(selector).html == theirs.css_first(selector).html
            for selector in ('link[href$="answerable.css"]', 'script[src$="answerable.js"]'):
                assert theirs.css(selector)

    def test_a_folder_that_holds_something_is_refused(self, tmp_path: Path) -> None:
        config_file = write_project(tmp_path, TINY)
        folder = tmp_path / "pages"
        folder.mkdir()
        (folder / "precious.md").write_text("mine")
        with pytest.raises(BuildFailed, match="isn't empty"):
            write_pages(config_file, folder, today=TODAY)
        assert contents(folder) == {"precious.md": b"mine"}

    def test_a_broken_course_writes_nothing(self, tmp_path: Path) -> None:
        config_file = write_project(tmp_path, broken(TINY))
        with pytest.raises(BuildFailed):
            write_pages(config_file, tmp_path / "pages", today=TODAY)
        assert not (tmp_path / "pages").exists()

    def test_strict_refuses_warnings(self, tmp_path: Path) -> None:
        bare = MINIMAL | {"not_accountable": MINIMAL["not_accountable"]["reply"]}
        config_file = write_project(tmp_path, {"desk/one.yml": bare})
        with pytest.raises(BuildFailed):
            write_pages(config_file, tmp_path / "pages", strict=True, today=TODAY)
        assert write_pages(config_file, tmp_path / "pages", today=TODAY)

    def test_no_page_holds_what_would_end_a_block_of_html(self, tmp_path: Path) -> None:
        write_pages(write_project(tmp_path), tmp_path / "pages", today=TODAY)
        for path in (tmp_path / "pages").rglob("*.md"):
            _, _, body = path.read_text("utf-8").partition("---\n\n")
            assert "\n\n" not in body.strip()
            assert next(elements(body)).tag == "div"


@pytest.fixture
def one_kit(monkeypatch: pytest.MonkeyPatch, forget: Callable[[], None]) -> None:
    """Make the workshop kit for one size of paper; the other takes as long again."""
    forget()
    monkeypatch.setattr(handouts, "KITS", {"a4": handouts.KITS["a4"]})


@pytest.mark.usefixtures("one_kit")
def test_a_text_that_fits_on_no_card_keeps_no_other_from_being_printed(tmp_path: Path) -> None:
    long = MINIMAL | {"title": "The long story", "situation": "It rains, and she tells. " * 120}
    config_file = write_project(tmp_path, TINY | {"desk/two.yml": long})
    site, notes = _build(config_file)
    assert list(site.glob("cards/*.pdf"))
    assert list(site.glob("workshop/*.zip"))
    [told] = [one for one in notes if one.code == "AN401" and "Card A2, front" in one.message]
    assert told.location.path.endswith("desk/two.yml")
    lines = (tmp_path / "scenarios/desk/two.yml").read_text(encoding="utf-8").split("\n")
    assert lines[told.location.line - 1].startswith("situation:")
    assert "AN018" in {
        one.code for one in check_course(config_file.parent / "scenarios", TODAY).diagnostics
    }
    with pytest.raises(BuildFailed):
        _build(config_file, strict=True)


def test_a_picture_that_cannot_be_made_leaves_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forget: Callable[[], None]
) -> None:
    forget()

    def refuse(*args: object, **options: object) -> None:
        raise PrintError((PROBLEM,))

    monkeypatch.setattr(handouts, "make_picture", refuse)
    site, notes = _build(write_project(tmp_path, TINY))
    assert (site / "index.html").is_file()
    assert {"AN429", "AN499"} <= {one.code for one in notes}


@pytest.mark.usefixtures("one_kit")
def test_a_course_of_23_modules_is_built_and_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handouts, "make_kit", lambda *_, **__: Kit((), b"png"))
    modules = [{"folder": f"m{n}", "title": f"Module {n}"} for n in range(23)]
    files = {f"m{n}/s{n}.yml": MINIMAL | {"title": f"The lost key number {n}"} for n in range(23)}
    course = {"course.yml": {"id": "wide", "title": "Wide", "modules": modules}}
    site, notes = _build(write_project(tmp_path, course | files))
    assert {one.code for one in notes}.isdisjoint({"AN401", "AN409", "AN429"})
    assert len(list(site.glob("cards/*.pdf"))) == len(OFFERED)


TWO_MODULES: dict[str, Any] = {
    "course.yml": {"id": "tiny", "title": "Tiny"},
    "desk/one.yml": MINIMAL,
    "desk/two.yml": MINIMAL | {"title": "The lost hat"},
    "phone/three.yml": MINIMAL | {"title": "The lost dog"},
}


@pytest.fixture
def two_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a site with more than two scenarios one with very many."""
    for module in ("answerable.site", "answerable.site.pages"):
        monkeypatch.setattr(f"{module}.MANY_CARDS", 2)


@pytest.mark.usefixtures("quick_cards", "two_are_many")
def test_cards_of_very_many_scenarios_are_made_only_if_asked_for(tmp_path: Path) -> None:
    site, notes = _build(write_project(tmp_path, TWO_MODULES))
    assert {file.name for file in site.glob("cards/*")} == {"index.html", "card.svg"}
    assert "AN430" in {one.code for one in notes if one.severity is Severity.NOTE}
    assert "--cards-by-module" in (site / "cards/index.html").read_text("utf-8")


@pytest.mark.usefixtures("quick_cards")
def test_a_module_may_have_retired_scenarios_alone(tmp_path: Path) -> None:
    files = TWO_MODULES | {"phone/three.yml": MINIMAL | {"title": "Gone", "status": "retired"}}
    site, _ = _build(write_project(tmp_path, files))
    assert "quiz" not in (site / "scenarios/three/index.html").read_text("utf-8").split("pager")[-1]


@pytest.mark.usefixtures("quick_cards", "two_are_many")
def test_each_module_can_have_cards_of_its_own(tmp_path: Path) -> None:
    site, notes = build_course(
        write_project(tmp_path, TWO_MODULES),
        SITE,
        cards_by_module=True,
        today=TODAY,
        progress=_quiet,
    )
    assert "AN430" not in {one.code for one in notes}
    decks = {file.name: file.read_text("utf-8") for file in site.glob("cards/*.pdf")}
    desk, phone = "The lost key\nThe lost hat", "The lost dog"
    assert decks == {
        f"tiny-{module}-{paper}.pdf": titles
        for module, titles in (("desk", desk), ("phone", phone))
        for paper in OFFERED
    }
    html = LexborHTMLParser((site / "cards/index.html").read_text("utf-8"))
    links = {str(node.attributes["href"]) for node in html.css("a[download]")}
    assert links == {*decks, "tiny-desk.html", "tiny-phone.html"}
