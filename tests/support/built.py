"""Build with MkDocs, as its own command does, and read the result."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from selectolax.lexbor import LexborHTMLParser

from answerable.build.mkdocs.engine import begin_site
from answerable.build.mkdocs.job import Job
from answerable.build.publish.written import write_files
from answerable.diagnostics import Diagnostic
from answerable.model import Course
from answerable.site.search import SEARCH, TEXTS

from .courses import ROOT
from .shared import once


@dataclass(frozen=True)
class BuiltSite:
    """A folder with a built site, and the course it was built from."""

    folder: Path
    course: Course

    def page(self, path: str) -> LexborHTMLParser:
        """The page at a path from the site's root, such as `scenarios/lost-key/`."""
        return LexborHTMLParser((self.folder / path / "index.html").read_text(encoding="utf-8"))

    def index(self) -> list[dict[str, Any]]:
        """The entries of the search index."""
        return search_index(self.folder)


def search_index(folder: Path) -> list[dict[str, Any]]:
    """What a site's search knows of each page: its address, title, and all else it is found by."""
    entries = []
    for file in sorted((folder / SEARCH).glob(TEXTS)):
        script = file.read_text(encoding="utf-8")
        for location, title, *facts, passages, others in json.loads(script[script.index("[") : -3]):
            texts = (one if isinstance(one, str) else one[0] for one in passages)
            anchors = [one[1] for one in passages if isinstance(one, list)]
            text = " ".join((*facts, *texts, others))
            entries.append({"location": location, "title": title, "text": text, "anchors": anchors})
    return entries


def configure(
    config_file: Path,
    *,
    command: Literal["build", "serve"] = "build",
    strict: bool = True,
    **overrides: Any,
) -> MkDocsConfig:
    """The configuration from mkdocs.yml, with all plugins started."""
    config = load_config(str(config_file), strict=strict, **overrides)
    config.plugins.on_startup(command=command, dirty=False)
    return config


def run_mkdocs(config_file: Path, *, strict: bool = True, **overrides: Any) -> Path:
    """Run `mkdocs build`; returns the site's folder."""
    config = configure(config_file, strict=strict, **overrides)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()
    return Path(config.site_dir)


def run_job(config_file: Path, job: Job, root: Path, **overrides: Any) -> tuple[Diagnostic, ...]:
    """Build the site of a checked course; returns MkDocs' warnings."""
    begun = begin_site(config_file, job, root, **overrides)
    for _ in write_files(root, begun.remaining):
        pass
    return begun.warnings


def build_manual(common: Path) -> Path:
    """The manual as `make manual` builds it: once for all tests."""

    def make(folder: Path) -> None:
        command = [sys.executable, "-W", "ignore", "-m", "mkdocs", "build", "--strict", "--quiet"]
        command += ["-f", "docs/mkdocs.yml", "-d", str(folder)]
        built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert built.returncode == 0, built.stderr

    return once(common, "manual", make)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def html_files(folder: Path) -> Iterator[tuple[str, LexborHTMLParser]]:
    """Every page below a folder, by its path."""
    for path in sorted(folder.rglob("*.html")):
        yield path.relative_to(folder).as_posix(), LexborHTMLParser(path.read_text("utf-8"))


def question_files(folder: Path) -> Iterator[tuple[str, LexborHTMLParser]]:
    """The files that quizzes and the review load, by their path below a folder."""
    for path in sorted(folder.rglob("questions/*.js")):
        yield path.relative_to(folder).as_posix(), questions_in(path.read_bytes())


def questions_in(file: bytes) -> LexborHTMLParser:
    """The HTML that a file with questions passes on, with templates replaced by sections."""
    event = re.fullmatch(
        r"document\.currentScript\.dispatchEvent\(new CustomEvent\(\"answerable:data\", "
        r"\{ detail: (.*) \}\)\);\n",
        file.decode(),
    )
    assert event, "nothing but one event"
    html: str = json.loads(event[1])
    return LexborHTMLParser(re.sub(r"(</?)template\b", r"\1section", html))
