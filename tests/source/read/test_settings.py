"""mkdocs.yml as data: what MkDocs would read, and nothing that MkDocs would run."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from answerable.diagnostics import Diagnostic
from answerable.source.read.settings import Settings, for_mkdocs, read_settings, settings_of
from answerable.source.read.tagged import Tagged

BOMB = (
    "a: &a [x,x,x,x,x,x,x,x,x]\n"
    "b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
    "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
    "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n"
    "e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\n"
    "f: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n"
    "g: &g [*f,*f,*f,*f,*f,*f,*f,*f,*f]\n"
)


def read(text: str, **environment: str) -> Settings:
    found = settings_of(text, "mkdocs.yml", environment)
    assert isinstance(found, Settings), found
    return found


def refused(text: str) -> Diagnostic:
    found = settings_of(text, "mkdocs.yml", {})
    assert isinstance(found, Diagnostic)
    return found


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\nb: 1.5\nc: yes\nd: ~\ne: 'yes'\nf: 2027-01-01\ng:\nh: 0x1F\ni: 1:30\nj: |\n  x\n",
        "a: {b: [1, {c: d}]}\n? e\n: f\n1: x\n",
        "a: &x {b: 1, c: 2}\nd: {<<: *x, c: 3}\ne: {c: 4, <<: *x}\n",
        "a: &x {b: 1}\nc: &y {b: 2, d: 3}\ne: {<<: [*x, *y]}\nf: {<<: *x, <<: *y}\n",
        "a: 1\na: 2\n",
        "hooks: [a.py]\n'hooks': [b.py]\n",
        "b: !!str 12\nc: !!int '3'\n",
        "%YAML 1.1\n---\na: b\n...\n",
        "a: &x 1\nb: *x\n*x : c\n",
        "",
    ],
)
def test_values_are_those_that_mkdocs_reads(text: str) -> None:
    expected = {str(key): value for key, value in yaml_load(text, get_yaml_loader()).items()}
    assert dict(read(text).values) == expected


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=12,
)


@given(st.dictionaries(st.text(max_size=6), VALUES, max_size=4), st.booleans())
def test_whatever_is_written_is_read_again(value: dict[str, Any], flow: bool) -> None:
    text = yaml.safe_dump(value, default_flow_style=flow, allow_unicode=True)
    found = settings_of(text, "mkdocs.yml", {})
    assert isinstance(found, Diagnostic) or dict(found.values) == yaml.safe_load(text)


_PIECES = """hooks theme plugins custom_dir INHERIT <<: '<<': "<<": !!str !!merge !!map !!seq
!!binary !ENV !relative !!python/name:os.sep !!python/dict &a &b *a *b : - ? [ ] { } , | > # = ~ 1
1.5 yes 2027-01-01 .nan "\\x00" "\\ud83d" ' " %TAG --- ... x.py"""
_SPACES = ["", " ", "\n", "\n  ", ": ", ", "]
YAML = st.lists(st.tuples(st.sampled_from(_PIECES.split()), st.sampled_from(_SPACES)), max_size=14)


@given(YAML.map(lambda parts: "".join(piece + space for piece, space in parts)))
def test_mkdocs_gets_what_was_read(text: str) -> None:
    """Whatever a file holds, a build sees the same hooks and themes as whoever checks."""
    found = settings_of(text, "mkdocs.yml", {})
    if isinstance(found, Settings) and not found.tags and not found.variables:
        given = yaml.load(for_mkdocs(found), _Loader)  # noqa: S506  # it knows no tags
        assert repr(given) == repr(dict(found.values))


class _Loader(yaml.SafeLoader):
    """Reads `!relative`, which MkDocs knows, as it was read before."""


_Loader.add_constructor("!relative", lambda _, node: Tagged("!relative", node.value))


@given(st.text("ab:-[]{}&*!<>?|'\"# \n\t%@`,=", max_size=60))
def test_no_text_fails(text: str) -> None:
    """And what both read, both read alike."""
    found = settings_of(text, "mkdocs.yml", {})
    if isinstance(found, Settings) and not found.tags:
        try:
            expected = yaml_load(text, get_yaml_loader())
        except Exception:  # MkDocs refuses more
            return
        assert dict(found.values) == {str(key): value for key, value in expected.items()}


class TestTags:
    def test_nothing_is_imported_or_called(self, tmp_path: Path) -> None:
        canary = tmp_path / "canary"
        call = f"!!python/object/apply:os.system ['touch {canary}']"
        found = read(f"extra: {call}\n")
        assert [tag.name for tag in found.tags] == ["!!python/object/apply:os.system"]
        assert found.tags[0].location.line == 1
        assert found.values["extra"] == Tagged(
            "!!python/object/apply:os.system", [f"touch {canary}"]
        )
        assert not canary.exists()

    @pytest.mark.parametrize(
        "text",
        [
            "<<: !relative {hooks: [evil.py]}",
            "<<: !ENV [{hooks: [evil.py]}, {a: 1}]",
            "a: &a !ENV [{hooks: [evil.py]}]\n<<: *a",
            "<<: !!python/name:os.system {hooks: [evil.py]}",
            "<<: !!map {hooks: [evil.py]}",
            "<<: [{hooks: [evil.py]}]",
            "!!binary aG9va3M=: [evil.py]",
            "<<: {hooks: [evil.py]}\n'<<': {hooks: []}",
            "<<: {hooks: [evil.py]}\n!!str <<: {hooks: []}",
            "&m <<: {hooks: [evil.py]}\nx: {*m : {a: b}}",
            "hooks: !!str {=: evil.py}",
        ],
    )
    def test_no_way_of_writing_hides_a_hook(self, text: str) -> None:
        found = settings_of(text, "mkdocs.yml", {})
        if isinstance(found, Settings) and not found.tags:
            given = yaml_load(io.BytesIO(for_mkdocs(found)), get_yaml_loader())
            assert given.get("hooks") == found.values.get("hooks")


class TestVariables:
    def test_an_address_is_read(self) -> None:
        text = "site_url: !ENV [A, B, 'http://localhost/']\n"
        assert read(text, B="https://b.example/").values["site_url"] == "https://b.example/"
        assert read(text).values["site_url"] == "http://localhost/"
        assert read("site_url: !ENV A\n").values["site_url"] is None

    @pytest.mark.parametrize(
        ("text", "key", "value"),
        [
            ("site_name: !ENV [KEPT, x]\n", "site_name", "x"),
            ("site_name: !ENV KEPT\n", "site_name", None),
            ("extra: {a: [!ENV [KEPT, 1]]}\n", "extra", {"a": [1]}),
            ("site_url: &a !ENV [KEPT, x]\nsite_name: *a\n", "site_name", "x"),
            ("site_url: &a !ENV KEPT\nsite_name: *a\n", "site_name", None),
        ],
    )
    def test_no_secret_becomes_a_part_of_a_page(self, text: str, key: str, value: Any) -> None:
        found = read(text, KEPT="hunter2")
        assert found.values[key] == value
        assert [(one.name, one.location.line) for one in found.variables] == [("KEPT", 1)]

    @pytest.mark.parametrize(
        "value",
        [
            "hunter2",
            "https://user:hunter2@shop.example/",
            "https://hunter2@errors.example/1",
            "https://hooks.example/?token=hunter2",
            "https://hooks.example/#hunter2",
            "https://a.example/ hunter2",
        ],
    )
    def test_what_is_no_plain_address_is_not_read(self, value: str) -> None:
        found = read("site_url: !ENV [KEPT, x]\n", KEPT=value)
        assert found.values["site_url"] == "x"
        assert b"KEPT" not in for_mkdocs(found)  # nor does MkDocs read it

    def test_what_was_allowed_reaches_mkdocs(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("YES", "on")
        found = read("a: !ENV [NO, YES, off]\nb: !ENV NO\nc: !ENV [NO, [1, {d: e}]]\n")
        given = yaml_load(io.BytesIO(for_mkdocs(found)), get_yaml_loader())
        assert given == {"a": True, "b": None, "c": [1, {"d": "e"}]}


class TestBounds:
    @pytest.mark.parametrize(
        ("text", "says"),
        [
            (BOMB, "Repeated with `*`"),
            ("a: " + "[" * 100_000, "levels deep"),
            ("".join(f"{' ' * n}a:\n" for n in range(400)), "levels deep"),
            ("a: &a [*a]\n", "or itself"),
            ("a: x\n" * 70_000, "longer than 300,000 characters"),
            ("a: b\n--- \nc: d\n", "second document"),
            ("? [a]\n: b\n", "must be a word"),
        ],
        ids=["bomb", "brackets", "levels", "itself", "long", "two documents", "a list as a name"],
    )
    def test_what_would_not_end_is_refused(self, text: str, says: str) -> None:
        assert says in refused(text).message


class TestInherited:
    def test_settings_are_merged_group_by_group(self, tmp_path: Path) -> None:
        (tmp_path / "base.yml").write_text("a: {b: 1, c: [1]}\nhooks: [base.py]\n")
        (tmp_path / "mkdocs.yml").write_text("INHERIT: base.yml\na: {c: [2], d: 3}\n")
        found = read_settings(tmp_path / "mkdocs.yml", {})
        assert isinstance(found, Settings)
        assert found.values == {"a": {"b": 1, "c": [2], "d": 3}, "hooks": ["base.py"]}
        assert Path(found.where("hooks", 0).path).name == "base.yml"
        with (tmp_path / "mkdocs.yml").open("rb") as stream:
            assert yaml_load(stream) == found.values

    @pytest.mark.parametrize("link", [False, True])
    def test_no_file_outside_is_read(self, tmp_path: Path, link: bool) -> None:
        (tmp_path / "secret.yml").write_text("site_name: hunter2\n")
        (tmp_path / "course").mkdir()
        if link:
            (tmp_path / "course/base.yml").symlink_to("../secret.yml")
        named = "base.yml" if link else "../secret.yml"
        (tmp_path / "course/mkdocs.yml").write_text(f"INHERIT: {named}\n")
        found = read_settings(tmp_path / "course/mkdocs.yml", {})
        assert isinstance(found, tuple)
        assert "points outside" in found[0].message
        assert found[0].location.line == 1
