"""The SCORM package: its manifest, its page, and what is in it."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from answerable.build.packages import SCORM_12
from answerable.build.publish import reports, scorm
from answerable.build.site import build_course
from answerable.diagnostics.failure import BuildFailed
from answerable.items import pool
from answerable.model import Course
from answerable.site.context import Site
from tests.support.courses import ROOT, TINY, TODAY, course, scenario, write_project

FOLDER = ROOT / "tests/support/schemas"
SCHEMAS = {
    "1.2": FOLDER / "scorm12/adlcp_rootv1p2.xsd",
    "2004": FOLDER / "scorm2004/all.xsd",
}
IMSCP = {
    "1.2": "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}",
    "2004": "{http://www.imsglobal.org/xsd/imscp_v1p1}",
}
SCO = {
    "1.2": "{http://www.adlnet.org/xsd/adlcp_rootv1p2}scormtype",
    "2004": "{http://www.adlnet.org/xsd/adlcp_v1p3}scormType",
}
VERSION = {"1.2": "1.2", "2004": "2004 3rd Edition"}
PATHS = st.sets(
    st.from_regex(r"[a-zA-Z0-9äß &'%#+-]{1,8}(/[a-z ]{1,5})?\.(html|js|svg)", fullmatch=True)
)


@pytest.fixture(scope="module", params=scorm.MANIFESTS)
def edition(request: pytest.FixtureRequest) -> scorm.Version:
    edition: scorm.Version = request.param
    return edition


@pytest.fixture(scope="module")
def schema(edition: scorm.Version) -> etree.XMLSchema:
    """ADL's schemas of an edition, with those of IMS, which they build on."""
    return etree.XMLSchema(etree.parse(SCHEMAS[edition]))


def _hrefs(manifest: etree._Element, edition: scorm.Version = "1.2") -> list[str]:
    return [unquote(file.get("href")) for file in manifest.iter(f"{IMSCP[edition]}file")]


def _shell(course: Course, *, assessed: bool = True) -> LexborHTMLParser:
    return LexborHTMLParser(scorm.shell(Site(course, False), "1.2", assessed=assessed))


class TestManifest:
    @pytest.mark.parametrize("folder", ["scorm12", "scorm2004"])
    def test_the_schemas_are_the_ones_on_record(self, folder: str) -> None:
        record = (FOLDER / folder / "README.md").read_text(encoding="utf-8")
        for file in (FOLDER / folder).glob("*.xsd"):
            assert hashlib.sha256(file.read_bytes()).hexdigest() in record

    @given(paths=PATHS, title=st.text(st.characters(exclude_categories=["C"]), min_size=1))
    def test_it_is_valid_and_lists_every_file(
        self,
        example: Course,
        edition: scorm.Version,
        schema: etree.XMLSchema,
        paths: set[str],
        title: str,
    ) -> None:
        titled = example.model_copy(update={"title": title})
        text = scorm.manifest(titled, {*paths, scorm.SHELL, scorm.MANIFEST}, edition)
        manifest = etree.fromstring(text.encode())
        assert schema.validate(manifest), schema.error_log
        assert set(_hrefs(manifest, edition)) == {*paths, scorm.SHELL}
        titles = [node.text for node in manifest.iter(f"{IMSCP[edition]}title")]
        assert titles == [title, title]

    def test_it_has_one_item_that_is_one_sco(self, example: Course, edition: scorm.Version) -> None:
        text = scorm.manifest(example, ["index.html", scorm.SHELL], edition)
        manifest = etree.fromstring(text.encode())
        (item,) = manifest.iter(f"{IMSCP[edition]}item")
        (resource,) = manifest.iter(f"{IMSCP[edition]}resource")
        assert item.get("identifierref") == resource.get("identifier")
        assert resource.get(SCO[edition]) == "sco"
        assert resource.get("href") == "lms.html"
        assert manifest.findtext(f".//{IMSCP[edition]}schemaversion") == VERSION[edition]

    def test_no_score_is_asked_for_and_no_name_is_refused(
        self, example: Course, edition: scorm.Version
    ) -> None:
        numbered = example.model_copy(update={"id": "2nd-course"})
        text = scorm.manifest(numbered, ["index.html"], edition)
        assert "masteryscore" not in text
        for name in re.findall(r'identifier(?:ref)?="([^"]*)"', text):
            assert re.fullmatch(r"[A-Za-z_][\w.-]*", name), name

    def test_the_order_of_files_makes_no_difference(self, example: Course) -> None:
        first, second = (
            scorm.manifest(example, paths, "1.2")
            for paths in (["b.js", "a.html"], ["a.html", "b.js"])
        )
        assert first == second


class TestCodes:
    @given(st.lists(st.text(), unique=True, max_size=400))
    def test_no_two_are_the_same(self, keys: list[str]) -> None:
        codes = scorm.codes(keys)
        assert len(set(codes)) == len(keys)
        assert all(re.fullmatch(r"[\w-]{3}", code, re.ASCII) for code in codes)

    def test_thousands_of_items_have_codes(self) -> None:
        codes = scorm.codes(f"scenario-{number}/which-reply" for number in range(20_000))
        assert len(set(codes)) == 20_000

    def test_an_item_keeps_its_code_while_others_come_and_go(self) -> None:
        keys = [f"scenario-{number}/which-reply" for number in range(300)]
        before = dict(zip(keys, scorm.codes(keys), strict=True))
        fewer = keys[::2]
        after = dict(zip(fewer, scorm.codes(fewer), strict=True))
        changed = [key for key in fewer if before[key] != after[key]]
        assert len(changed) <= 1  # two share a hash once in a thousand courses


class TestShell:
    def test_it_names_each_item_once_in_the_order_of_its_codes(self, example: Course) -> None:
        body = _shell(example).css_first("body")
        items = pool.of_course(example)
        assert len(body.attributes["data-codes"] or "") == 3 * (len(items) + len(example.scenarios))
        named = []
        for part in body.attributes["data-tracked"].split(" "):
            names, _, listed = part.partition(":")
            own, *derived = listed.split("+")
            ids = [pair.split("=")[0] for pair in own.split(",") if pair] + derived
            named += [f"{names.split('|')[0]}/{one}" for one in ids]
        assert named == [item.key for item in items]

    def test_a_renamed_scenario_keeps_its_codes(self) -> None:
        def codes(**changes: Any) -> str:
            page = _shell(course(scenario(**changes)))
            return str(page.css_first("body").attributes["data-codes"])

        assert codes(id="new-name", aliases=("lost-key",)) == codes()
        assert codes(id="new-name") != codes()

    def test_it_has_no_code_of_its_own_and_a_policy(self, example: Course) -> None:
        page = _shell(example.model_copy(update={"title": '"><b>x'}))
        assert page.css("script:not([src]), style, [style], b") == []
        policy = page.css_first("meta[http-equiv]").attributes["content"]
        assert "unsafe" not in policy
        assert policy.startswith("default-src 'none'")
        assert page.css_first("iframe").attributes["title"] == '"><b>x'

    def test_only_an_assessment_that_is_offered_tells_the_status(self, example: Course) -> None:
        for assessed in (True, False):
            body = _shell(example, assessed=assessed).css_first("body")
            assert ("data-assessed" in body.attributes) is assessed

    def test_a_failed_try_is_told_as_failed_only_where_the_course_says_so(
        self, example: Course
    ) -> None:
        for said in (True, False):
            body = _shell(example.model_copy(update={"report_failed": said})).css_first("body")
            assert ("data-reports-failed" in body.attributes) is said


def _questions(course: Course) -> dict[str, Any]:
    text = reports.script(Site(course, False).pool)
    return dict(json.loads(text.removeprefix("globalThis.answerableQuestions = ")[:-2]))


class TestReports:
    def test_every_question_that_can_be_answered_is_named(self, shipped: Course) -> None:
        questions = _questions(shipped)
        assert list(questions) == [item.key for item in pool.of_course(shipped)]
        assert {one["type"] for one in questions.values()} == {
            "choice",
            "matching",
            "sequencing",
            "fill-in",
        }

    def test_what_is_right_stands_among_what_can_be_chosen(self, shipped: Course) -> None:
        for one in _questions(shipped).values():
            ids = {entry for entry, _ in one["entries"]}
            right = one["right"]
            match one["type"]:
                case "choice":
                    assert {right} <= ids if isinstance(right, str) else {*right} <= ids
                case "sequencing":
                    assert sorted(right) == sorted(ids)
                case "matching":
                    assert set(right) == ids
                    assert set(right.values()) <= {target for target, _ in one["targets"]}
                case "fill-in":
                    assert len(right) == one["weight"]
            assert all(len(words) <= reports.LONGEST_WORDS + 1 for _, words in one["entries"])


@pytest.mark.parametrize(
    ("path", "refused"),
    [
        *((f"a/b{end}", True) for end in (".map", ".gz", ".dat", ".br", ".ZIP", ".py", ".sh")),
        *((f"a/b{end}", False) for end in (".html", ".js", ".css", ".svg", ".pdf", ".json", "")),
    ],
)
def test_programs_and_archives_are_refused(path: str, refused: bool) -> None:
    assert scorm.is_refused(path) is refused


def _quiet(step: str) -> None:
    """No progress is shown."""


@pytest.mark.usefixtures("quick_cards")
class TestPackage:
    def test_it_is_the_same_to_the_byte(self, tmp_path: Path) -> None:
        config_file = write_project(tmp_path, TINY)
        first, second = (
            build_course(config_file, SCORM_12, today=TODAY, progress=_quiet)[0] for _ in range(2)
        )
        assert first == second
        assert not (tmp_path / "site").exists()

    def test_it_holds_the_site_at_its_root_and_lists_all_of_it(self, tmp_path: Path) -> None:
        made, notes = build_course(
            write_project(tmp_path, TINY), SCORM_12, today=TODAY, progress=_quiet
        )
        assert notes == ()
        with zipfile.ZipFile(io.BytesIO(made)) as package:
            names = set(package.namelist())
            listed = _hrefs(etree.fromstring(package.read(scorm.MANIFEST)))
        assert {"imsmanifest.xml", "lms.html", "index.html", "search/head.js"} <= names
        assert sorted(listed) == sorted(names - {"imsmanifest.xml"})
        assert names.isdisjoint({"sw.js", "404.html", "READ-ME-FIRST.txt", "sitemap.xml"})
        assert not [name for name in names if scorm.is_refused(name)]

    def test_what_no_platform_takes_is_left_out_with_a_warning(self, tmp_path: Path) -> None:
        config_file = write_project(tmp_path, TINY)
        (tmp_path / "content/forms.zip").write_bytes(b"zip")
        made, notes = build_course(config_file, SCORM_12, today=TODAY, progress=_quiet)
        assert [(note.code, note.location.path) for note in notes] == [("AN410", "forms.zip")]
        with zipfile.ZipFile(io.BytesIO(made)) as package:
            assert "forms.zip" not in package.namelist()
        with pytest.raises(BuildFailed, match="learning platforms"):
            build_course(config_file, SCORM_12, strict=True, today=TODAY, progress=_quiet)

    @pytest.mark.parametrize(
        ("nav", "assessed"),
        [
            ([{"Home": "index.md"}, {"Practise": [{"Test": "assessment.md"}]}], True),
            (["index.md", "scenarios/index.md"], False),
            (None, True),
        ],
    )
    def test_an_assessment_that_the_navigation_leaves_out_counts_for_nothing(
        self, tmp_path: Path, nav: Any, assessed: bool
    ) -> None:
        config_file = write_project(tmp_path, TINY, nav=nav)
        made, _ = build_course(config_file, SCORM_12, today=TODAY, progress=_quiet)
        with zipfile.ZipFile(io.BytesIO(made)) as package:
            shell = package.read("lms.html").decode()
        assert ("data-assessed" in shell) is assessed
