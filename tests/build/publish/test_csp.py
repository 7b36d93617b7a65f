"""The policy of a built site: what it allows, and what it tells authors about."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest

from answerable.build.mkdocs.project import load_project
from answerable.build.publish import csp
from answerable.diagnostics import Severity
from answerable.diagnostics.failure import BuildFailed
from answerable.handouts.slides import make_slides
from tests.support.courses import course, scenario, write_project
from tests.support.pages import parse


def sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def code_of(html: str) -> csp.InlineCode:
    return csp.inline_code(parse(html), html)


class TestInlineCode:
    @pytest.mark.parametrize(
        "script", ["a()", "\n  if (a < b && c) d('</p>')\n", "“ä”", "", "<!-- x\n-->"]
    )
    def test_a_script_is_known_by_the_hash_of_exactly_its_text(self, script: str) -> None:
        page = f"<!doctype html><head><script>{script}</script></head><p>Hi"
        assert code_of(page).scripts == {sha256(script)}

    def test_a_file_and_data_need_none(self) -> None:
        page = '<script src="a.js"></script><script type="application/json">{}</script>'
        assert code_of(page) == csp.InlineCode(frozenset(), frozenset(), ())

    def test_a_script_in_text_is_none(self) -> None:
        assert not code_of("<p>&lt;script>a()&lt;/script> <!-- <script>b()</script> -->").scripts

    def test_a_style_sheet_is_known_by_its_hash_too(self) -> None:
        page = code_of("<style>p > b { color: red }</style>")
        assert page.styles == {sha256("p > b { color: red }")}
        assert page.refused == ()

    @pytest.mark.parametrize(
        ("html", "refused"),
        [
            ('<p style="color: red">', "<p style=…>"),
            ('<p onclick="a()">', "<p onclick=…>"),
            ("<p\nONCLICK = a()>", "<p onclick=…>"),
        ],
    )
    def test_what_no_policy_can_allow_is_named_once(self, html: str, refused: str) -> None:
        assert code_of(f"<body>{html}x{html}").refused == (refused,)

    def test_words_that_look_like_it_are_not(self) -> None:
        assert code_of("<p>Go on = go on. style=red onclick=a()").refused == ()


class TestPolicy:
    def test_nothing_is_allowed_that_is_not_named(self) -> None:
        pages = [
            csp.InlineCode(frozenset(scripts), frozenset(styles), ())
            for scripts, styles in (("b", ""), ("a", "c"), ("b", ""))
        ]
        rules = dict(rule.split(" ", 1) for rule in csp.policy(pages).split("; "))
        assert rules["default-src"] == "'none'"
        assert rules["script-src"] == "'self' 'sha256-a' 'sha256-b'"
        assert rules["style-src"] == "'self' 'sha256-c'"
        allowed = {source for sources in rules.values() for source in sources.split()}
        hashes = {f"'sha256-{one}'" for one in "abc"}
        assert allowed == {"'none'", "'self'", "data:"} | hashes

    def test_slides_work_under_it(self) -> None:
        """They bring a policy of their own, and a browser obeys both."""
        html = make_slides(course(scenario()))
        page = code_of(html)
        assert page.refused == ()
        rules = dict(rule.split(" ", 1) for rule in csp.policy([page]).split("; "))
        own = parse(html).css_first("meta[http-equiv]").attributes["content"] or ""
        for rule in own.split("; "):
            name, sources = rule.split(" ", 1)
            assert sources == "'none'" or set(sources.split()) <= set(rules[name].split())

    def test_each_server_gets_it_in_its_own_form(self) -> None:
        files = csp.server_files("default-src 'none'")
        rule = "default-src 'none'; frame-ancestors 'self'"
        assert f"\n  Content-Security-Policy: {rule}\n" in files["_headers"]
        nginx = f'add_header Content-Security-Policy "{rule}" always;'
        assert nginx in files["csp-nginx.conf"].splitlines()
        apache = f'Header always set Content-Security-Policy "{rule}"'
        assert apache in files["csp-apache.conf"].splitlines()

    @pytest.mark.parametrize("name", ["_headers", "csp-nginx.conf", "csp-apache.conf"])
    def test_each_server_sends_the_same_headers(self, name: str) -> None:
        text = csp.server_files("default-src 'none'")[name]
        sent = [line for line in text.splitlines() if not line.startswith("#")]
        for header, value in (
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
            ("Referrer-Policy", "same-origin"),
            ("X-Content-Type-Options", "nosniff"),
        ):
            assert any(header in line and value in line for line in sent)
        assert "Strict-Transport-Security" not in "".join(sent)
        assert "Strict-Transport-Security" in text
        assert "application/manifest+json" in text

    def test_a_platform_can_be_allowed_to_show_the_course_in_a_frame(self) -> None:
        files = csp.server_files("x", ["https://lms.example.com", "https://*.example.org"])
        rule = "frame-ancestors 'self' https://lms.example.com https://*.example.org"
        assert all(rule in text for text in files.values())

    @pytest.mark.parametrize(
        "hosts",
        ["https://a.example", ["a.example"], ["https://a.example; script-src *"], ["*"], [1]],
    )
    def test_what_is_no_site_is_refused(self, tmp_path: Path, hosts: object) -> None:
        plugins = ["search", {"answerable": {"embedded_in": hosts}}]
        with pytest.raises(BuildFailed, match="embedded_in"):
            load_project(write_project(tmp_path, plugins=plugins))

    def test_a_site_is_taken(self, tmp_path: Path) -> None:
        hosts = ["https://lms.example.com:8443", "https://*.example.org"]
        plugins = ["search", {"answerable": {"embedded_in": hosts}}]
        found = load_project(write_project(tmp_path, plugins=plugins))
        assert found.embedded_in == tuple(hosts)


def test_authors_are_warned_once_a_page() -> None:
    pages = {"a.html": '<p style="x">', "b.html": "<p>", "c.html": "<p onclick='a()'>"}
    found = list(csp.warnings((path, code_of(html)) for path, html in pages.items()))
    assert [(one.code, one.severity, one.location.path) for one in found] == [
        ("AN416", Severity.WARNING, "a.html"),
        ("AN416", Severity.WARNING, "c.html"),
    ]
