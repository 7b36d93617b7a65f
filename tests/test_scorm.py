"""The SCORM package: its manifest, its page, and what is in it."""

from __future__ import annotations

import hashlib
import io
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

from answerable.build import BuildFailed, build_scorm
from answerable.learning import pool
from answerable.model import Course
from answerable.publishing import scorm
from support.courses import MINIMAL, TODAY, course, scenario, write_project

SCHEMAS = Path(__file__).parent / "scorm12"
IMSCP = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
ADLCP = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"
TINY: dict[str, Any] = {"course.yml": {"id": "tiny", "title": "Tiny"}, "desk/one.yml": MINIMAL}
PATHS = st.sets(
    st.from_regex(r"[a-zA-Z0-9äß &'%#+-]{1,8}(/[a-z ]{1,5})?\.(html|js|svg)", fullmatch=True)
)


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """ADL's schema, with that of IMS, which it imports."""
    return etree.XMLSchema(etree.parse(SCHEMAS / "adlcp_rootv1p2.xsd"))


def _hrefs(manifest: etree._Element) -> list[str]:
    return [unquote(file.get("href")) for file in manifest.iter(f"{IMSCP}file")]


class TestManifest:
    def test_the_schemas_are_the_ones_on_record(self) -> None:
        record = (SCHEMAS / "README.md").read_text(encoding="utf-8")
        for file in SCHEMAS.glob("*.xsd"):
            assert hashlib.sha256(file.read_bytes()).hexdigest() in record

    @given(paths=PATHS, title=st.text(st.characters(exclude_categories=("C",)), min_size=1))
    def test_it_is_valid_and_lists_every_file(
        self, example: Course, schema: etree.XMLSchema, paths: set[str], title: str
    ) -> None:
        titled = example.model_copy(update={"title": title})
        text = scorm.manifest(titled, {*paths, scorm.SHELL, scorm.MANIFEST})
        manifest = etree.fromstring(text.encode())
        assert schema.validate(manifest), schema.error_log
        assert set(_hrefs(manifest)) == {*paths, scorm.SHELL}
        titles = [node.text for node in manifest.iter(f"{IMSCP}title")]
        assert titles == [title, title]

    def test_it_has_one_item_that_is_one_sco(self, example: Course) -> None:
        manifest = etree.fromstring(scorm.manifest(example, ["index.html", scorm.SHELL]).encode())
        (item,) = manifest.iter(f"{IMSCP}item")
        (resource,) = manifest.iter(f"{IMSCP}resource")
        assert item.get("identifierref") == resource.get("identifier")
        assert resource.get(f"{ADLCP}scormtype") == "sco"
        assert resource.get("href") == "lms.html"
        assert manifest.findtext(f".//{IMSCP}schemaversion") == "1.2"

    def test_no_score_is_asked_for_and_no_name_is_refused(self, example: Course) -> None:
        numbered = example.model_copy(update={"id": "2nd-course"})
        text = scorm.manifest(numbered, ["index.html"])
        assert "masteryscore" not in text
        for name in re.findall(r'identifier(?:ref)?="([^"]*)"', text):
            assert re.fullmatch(r"[A-Za-z_][\w.-]*", name), name

    def test_the_order_of_files_makes_no_difference(self, example: Course) -> None:
        first, second = (
            scorm.manifest(example, paths) for paths in (["b.js", "a.html"], ["a.html", "b.js"])
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
        page = LexborHTMLParser(scorm.shell(example, assessed=True))
        body = page.css_first("body")
        items = pool.of_course(example)
        assert len(body.attributes["data-codes"]) == 3 * len(items)
        named = []
        for part in body.attributes["data-tracked"].split(" "):
            names, _, listed = part.partition(":")
            own, *derived = listed.split("+")
            ids = [pair.split("=")[0] for pair in own.split(",") if pair] + derived
            named += [f"{names.split('|')[0]}/{one}" for one in ids]
        assert named == [item.key for item in items]

    def test_a_renamed_scenario_keeps_its_codes(self) -> None:
        def codes(**changes: Any) -> str:
            page = LexborHTMLParser(scorm.shell(course(scenario(**changes)), assessed=True))
            return str(page.css_first("body").attributes["data-codes"])

        assert codes(id="new-name", aliases=("lost-key",)) == codes()
        assert codes(id="new-name") != codes()

    def test_it_has_no_code_of_its_own_and_a_policy(self, example: Course) -> None:
        html = scorm.shell(example.model_copy(update={"title": '"><b>x'}), assessed=False)
        page = LexborHTMLParser(html)
        assert page.css("script:not([src]), style, [style], b") == []
        policy = page.css_first("meta[http-equiv]").attributes["content"]
        assert "unsafe" not in policy
        assert policy.startswith("default-src 'none'")
        assert page.css_first("iframe").attributes["title"] == '"><b>x'

    def test_only_an_assessment_that_is_offered_tells_the_status(self, example: Course) -> None:
        for assessed in (True, False):
            body = LexborHTMLParser(scorm.shell(example, assessed=assessed)).css_first("body")
            assert ("data-assessed" in body.attributes) is assessed


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
            build_scorm(config_file, today=TODAY, progress=_quiet)[0] for _ in range(2)
        )
        assert first == second
        assert not (tmp_path / "site").exists()

    def test_it_holds_the_site_at_its_root_and_lists_all_of_it(self, tmp_path: Path) -> None:
        made, notes = build_scorm(write_project(tmp_path, TINY), today=TODAY, progress=_quiet)
        assert notes == ()
        with zipfile.ZipFile(io.BytesIO(made)) as package:
            names = set(package.namelist())
            listed = _hrefs(etree.fromstring(package.read(scorm.MANIFEST)))
        assert {"imsmanifest.xml", "lms.html", "index.html", "search/search_index.json"} <= names
        assert sorted(listed) == sorted(names - {"imsmanifest.xml"})
        assert names.isdisjoint({"sw.js", "404.html", "READ-ME-FIRST.txt", "sitemap.xml"})
        assert not [name for name in names if scorm.is_refused(name)]

    def test_what_no_platform_takes_is_left_out_with_a_warning(self, tmp_path: Path) -> None:
        config_file = write_project(tmp_path, TINY)
        (tmp_path / "content/forms.zip").write_bytes(b"zip")
        made, notes = build_scorm(config_file, today=TODAY, progress=_quiet)
        assert [(note.code, note.location.path) for note in notes] == [("AN410", "forms.zip")]
        with zipfile.ZipFile(io.BytesIO(made)) as package:
            assert "forms.zip" not in package.namelist()
        with pytest.raises(BuildFailed, match="learning platforms"):
            build_scorm(config_file, strict=True, today=TODAY, progress=_quiet)

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
        made, _ = build_scorm(config_file, today=TODAY, progress=_quiet)
        with zipfile.ZipFile(io.BytesIO(made)) as package:
            shell = package.read("lms.html").decode()
        assert ("data-assessed" in shell) is assessed
