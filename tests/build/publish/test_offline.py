"""What keeps a built site readable without a connection, as pure functions and as files."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.build.publish import offline
from answerable.build.publish.archive import READ_ME, read_me
from answerable.build.publish.offline import (
    WORKER,
    BuiltFile,
    built_file,
    is_kept,
    mark_of,
    marked,
    service_worker,
)
from answerable.source.storage.archive import make_zip
from tests.support.courses import course

FILES = {
    path: built_file(path.encode())
    for path in (
        "index.html",
        "offline.html",
        "scenarios/index.html",
        "scenarios/lost-key/index.html",
        "assets/answerable.css",
        "assets/photo.jpg",
        "questions/lost-key.js",
        "whats-new.json",
    )
}
FIRST = ("index.html", "offline.html", "scenarios/index.html", "review/index.html")
PROGRAM = "run(BUILD);\n"


def known(worker: Mapping[str, str]) -> dict[str, Any]:
    """What stands above the program: its version, and what it knows of files."""
    found = re.match(r"const BUILD = (\{.*\});\n", worker[WORKER])
    assert found, worker
    read: dict[str, Any] = json.loads(found[1])  # as the worker reads it of the next build
    return read


def listed(worker: Mapping[str, str]) -> dict[str, Any]:
    """All files that a worker knows, as it reads them of its lists."""
    build = known(worker)
    texts = [worker[f"sw/{number}.json"] for number in range(len(build["lists"]))]
    assert [built_file(text.encode()).fingerprint for text in texts] == build["lists"]
    assert len(worker) == 1 + len(texts)
    files: dict[str, Any] = dict(build["shell"])
    for text in texts:
        files |= json.loads(text)
    return files


class TestServiceWorker:
    def test_it_knows_every_file_by_its_address(self) -> None:
        files = listed(service_worker(FILES, FIRST, PROGRAM))
        assert files.keys() == {
            "",
            "offline.html",
            "scenarios/",
            "scenarios/lost-key/",
            "assets/answerable.css",
            "assets/photo.jpg",
            "questions/lost-key.js",
            "whats-new.json",
        }
        assert files["assets/photo.jpg"] == [FILES["assets/photo.jpg"].fingerprint, 16]

    def test_pictures_of_what_is_printed_are_kept_when_they_were_seen(self) -> None:
        worker = service_worker(FILES | {"cards/card.svg": built_file(b"")}, FIRST, PROGRAM)
        assert "cards/card.svg" in listed(worker)
        assert "cards/card.svg" not in known(worker)["shell"]

    def test_it_does_not_grow_with_the_course(self) -> None:
        sizes = []
        for count in (30_000, 60_000):
            pages = {f"scenarios/s-{n}/index.html": built_file(b"") for n in range(count)}
            worker = service_worker(FILES | pages, FIRST, PROGRAM)
            assert listed(worker).keys() >= {"scenarios/s-7/", "scenarios/lost-key/"}
            sizes.append(len(worker[WORKER]))
        assert abs(sizes[1] - sizes[0]) < 10
        assert max(sizes) < 6_000

    def test_the_questions_of_a_scenario_are_in_the_list_of_its_page(self) -> None:
        files = {
            path: built_file(b"")
            for number in range(300)
            for path in (f"questions/s-{number}.js", f"scenarios/s-{number}/index.html")
        }
        worker = service_worker(files, (), PROGRAM)
        for path, text in worker.items():
            if path != WORKER:
                names = json.loads(text)
                pages = {name.strip("/").split("/")[-1] for name in names if name.endswith("/")}
                assert {f"questions/{page}.js" for page in pages} <= names.keys()

    def test_it_says_how_large_the_course_is_in_each_language(self) -> None:
        files = {"index.html": 1, "de/index.html": 20, "assets/x.js": 300, "x.png": 4000}
        built = {path: BuiltFile("", size) for path, size in files.items()}
        sizes = known(service_worker(built, (), PROGRAM, ("", "de/")))["sizes"]
        assert sizes == {"": [3, 4301], "de/": [2, 320]}

    def test_the_shell_has_the_first_pages_that_exist_and_what_all_pages_need(self) -> None:
        assert known(service_worker(FILES, FIRST, PROGRAM))["shell"].keys() == {
            "",
            "assets/answerable.css",
            "offline.html",
            "scenarios/",
            "whats-new.json",
        }

    def test_a_small_search_is_in_the_shell_and_a_large_one_is_not(self) -> None:
        small = {f"search/{name}.js": built_file(b"x" * 1000) for name in ("head", "terms-1")}
        large = {f"de/search/texts-{n}.js": built_file(b"x" * 100_000) for n in range(4)}
        shell = known(service_worker(FILES | small | large, FIRST, PROGRAM))["shell"]
        assert set(small) <= set(shell)
        assert not set(large) & set(shell)

    def test_each_language_has_room_for_its_own(self) -> None:
        sizes = {"search/head.js": 240_000, "de/search/head.js": 260_000, "fr/search/head.js": 9}
        files = {path: BuiltFile("", size) for path, size in sizes.items()}
        shell = known(service_worker(FILES | files, FIRST, PROGRAM))["shell"]
        assert set(sizes) & set(shell) == {"search/head.js", "fr/search/head.js"}

    def test_the_program_follows_unchanged(self) -> None:
        assert service_worker(FILES, FIRST, PROGRAM)[WORKER].endswith(f"\n{PROGRAM}")

    def test_the_order_of_files_makes_no_difference(self) -> None:
        other = dict(reversed(FILES.items()))
        assert service_worker(other, FIRST, PROGRAM) == service_worker(FILES, FIRST, PROGRAM)

    @pytest.mark.parametrize("path", FILES)
    def test_any_changed_file_makes_a_new_version(self, path: str) -> None:
        changed = FILES | {path: built_file(b"changed")}
        before, after = (known(service_worker(f, FIRST, PROGRAM)) for f in (FILES, changed))
        assert before["version"] != after["version"]

    def test_a_changed_program_makes_a_new_version(self) -> None:
        before, after = (
            known(service_worker(FILES, FIRST, program)) for program in (PROGRAM, "other()")
        )
        assert before["version"] != after["version"]

    def test_a_name_with_quotes_stays_data(self) -> None:
        odd = 'a"; alert(1); "/index.html'
        files = listed(service_worker({odd: built_file(b"")}, (), PROGRAM))
        assert list(files) == [odd.removesuffix("index.html")]

    @given(st.binary())
    def test_a_fingerprint_is_the_beginning_of_the_hash(self, content: bytes) -> None:
        file = built_file(content)
        assert file.size == len(content)
        assert len(file.fingerprint) == 12
        assert hashlib.sha256(content).digest().startswith(base64.b64decode(file.fingerprint))


class TestMark:
    PAGE = (
        b'<link rel="stylesheet" href="../assets/x.css"><link rel="alternate" href="../feed.xml">'
        b'<template data-an-build=""></template><a href="../assets/x.js">'
        b'<script defer src="/a/x.js"></script><script src="https://else.example/x.js"></script>'
    )

    @pytest.mark.parametrize("path", ["assets/answerable.css", "assets/photo.jpg"])
    def test_it_changes_with_what_shows_on_pages(self, path: str) -> None:
        assert mark_of(FILES | {path: built_file(b"changed")}) != mark_of(FILES)

    @pytest.mark.parametrize(
        "path",
        [
            "index.html",
            "questions/lost-key.js",
            "search/head.js",
            "de/search/terms-1.js",
            "course/7.js",
            "cards/card.svg",
            "de/workshop/print-this-first.svg",
            "de/pool/first/0.js",
        ],
    )
    def test_words_change_nothing(self, path: str) -> None:
        assert mark_of(FILES | {path: built_file(b"changed")}) == mark_of(FILES)

    def test_a_page_says_it_and_asks_for_its_own_scripts_and_styles(self) -> None:
        assert marked(self.PAGE, "abc") == (
            b'<link rel="stylesheet" href="../assets/x.css?abc">'
            b'<link rel="alternate" href="../feed.xml">'
            b'<template data-an-build="abc"></template><a href="../assets/x.js">'
            b'<script defer src="/a/x.js?abc"></script>'
            b'<script src="https://else.example/x.js"></script>'
        )


class TestIsKept:
    @pytest.mark.parametrize(
        "path",
        ["index.html", "sitemap.xml", "manifest.webmanifest", "whats-new.json", "a/b.webp"],
    )
    def test_what_a_learner_sees_is(self, path: str) -> None:
        assert is_kept(path)

    @pytest.mark.parametrize(
        "path",
        [
            *("sw.js", "_headers", "csp-nginx.conf", "csp-apache.conf", "404.html", "robots.txt"),
            *("assets/x.js.map", "cards/inn-a4.pdf", "sitemap.xml.gz"),
        ],
    )
    def test_what_servers_printers_and_programmers_need_is_not(self, path: str) -> None:
        assert not is_kept(path)


class TestManifest:
    def test_it_names_the_course_below_its_own_address(self) -> None:
        made = json.loads(offline.manifest(course(title="The “inn”"), {"assets/x.svg": "any"}))
        assert made["name"] == "The “inn”"
        assert made["start_url"] == made["scope"] == "./"
        assert made["icons"] == [{"src": "assets/x.svg", "sizes": "any", "type": "image/svg+xml"}]


class TestArchive:
    FILES: dict[str, bytes] = {"b/index.html": b"<p>b", "index.html": b"<p>home"}  # noqa: RUF012

    def test_it_is_the_same_to_the_byte(self) -> None:
        other = dict(reversed(self.FILES.items()))
        first, second = (make_zip(f, folder="inn") for f in (self.FILES, other))
        assert first == second

    def test_all_lies_in_one_folder_with_a_text_to_begin_with(self) -> None:
        with zipfile.ZipFile(
            io.BytesIO(make_zip({**self.FILES, READ_ME: read_me("Inn")}, folder="inn"))
        ) as made:
            assert made.namelist() == [f"inn/{READ_ME}", "inn/b/index.html", "inn/index.html"]
            assert made.read("inn/index.html") == b"<p>home"
            text = made.read(f"inn/{READ_ME}").decode("utf-8-sig")
            assert text.startswith("Inn\r\n")
            assert "index.html" in text
            assert made.testzip() is None
