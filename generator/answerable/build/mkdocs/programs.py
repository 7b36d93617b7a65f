"""mkdocs.yml and what it names -> the programs that a build of the project would run.

Hooks, plugins, Markdown extensions and theme templates are programs: they run with all the rights
of the person who builds. This module finds them without running any. Whether they may run is
decided elsewhere (see `trust` and `cli.trusting`); `engine` asks before it loads anything.
"""

from __future__ import annotations

import hashlib
import ipaddress
import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answerable.build.mkdocs.options import extensions_of, plugins_of
from answerable.build.mkdocs.project import Project
from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.diagnostics.failure import BuildFailed
from answerable.source.read.settings import Settings
from answerable.source.read.tagged import Tagged, config_problem


def _names(text: str, *prefixes: str) -> frozenset[str]:
    return frozenset(prefix + name for name in text.split() for prefix in prefixes)


PLUGINS = _names("search offline", "", "material/") | {"answerable"}
"""Preinstalled plugins that don't run, fetch, read or write anything that a project names. `tags`
(which writes) and `meta` (which reads) are therefore missing.
"""

PLAIN_PLUGINS = _names("search", "", "material/") | {"answerable"}
"""The plugins in `PLUGINS` that don't change hand-written pages."""

EXTENSIONS = (
    _names(
        """abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs
        legacy_em md_in_html meta nl2br sane_lists smarty tables toc wikilinks""",
        "",
        "markdown.extensions.",
    )
    | _names(
        """arithmatex betterem caret critic details emoji escapeall extra fancylists highlight
        inlinehilite keys magiclink mark progressbar quotes saneheaders smartsymbols striphtml
        superfences tabbed tasklist tilde""",
        "pymdownx.",
    )
    | _names("admonition caption definition details html tab", "pymdownx.blocks.")
)
"""Preinstalled Markdown extensions that read no other files. `pymdownx.snippets` and `pymdownx.b64`
do, and are therefore missing.
"""

NAME, APPLY = "!!python/name:", "!!python/object/apply:"
TAGS = (
    _names(
        "twemoji gemoji emojione to_svg to_png to_alt",
        f"{NAME}material.extensions.emoji.",
        f"{NAME}pymdownx.emoji.",
    )
    | _names("superfences.fence_code_format superfences.fence_div_format", f"{NAME}pymdownx.")
    | _names("arithmatex.fence_mathjax_format slugs.uslugify", f"{NAME}pymdownx.")
    | _names("slugs.slugify", f"{APPLY}pymdownx.")
)
"""YAML tags for functions of preinstalled packages, as those packages' manuals use them."""

_CODE = (".py", ".pyc", ".pyw", ".so", ".pyd", ".dll")


@dataclass(frozen=True)
class Programs:
    """The programs that a project would run, as findings (AN424) with their places.

    `fingerprint` shows whether they have changed: the SHA-256 of the programs and of the settings
    that name them.
    """

    config_file: Path
    found: tuple[Diagnostic, ...] = ()
    fingerprint: str = ""


Allowed = Callable[[Programs], bool]
"""Whether these programs may run on this machine."""


def none_allowed(_: Programs) -> bool:
    """Allows no program of any project."""
    return False


def require_allowed(project: Project, allowed: Allowed) -> None:
    """Raises `BuildFailed` (AN424) if a project has programs that may not run here."""
    programs = programs_of(project)
    if programs.found and not allowed(programs):
        raise BuildFailed(programs.found)


def programs_of(project: Project) -> Programs:
    """The programs of a project. Raises `BuildFailed` for programs outside its folder."""
    config_file = project.config_file.resolve()
    found = tuple(
        Diagnostic(
            "AN424",
            Severity.ERROR,
            f"{what} isn't allowed to run on this computer yet",
            where,
            "If you know who wrote it, allow it with `--trust`.",
        )
        for what, where in _found(project)
    )
    return Programs(config_file, found, _fingerprint(project)) if found else Programs(config_file)


def unknown_in_pages(project: Project) -> tuple[tuple[str, Location], ...]:
    """The programs that change pages, so that pages can't be checked without running them."""
    settings = project.settings
    return (*_hooks(project), *_plugins(settings, PLAIN_PLUGINS), *_extensions(settings))


def _found(project: Project) -> Iterator[tuple[str, Location]]:
    settings = project.settings
    yield from _hooks(project)
    yield from _plugins(settings, PLUGINS)
    yield from _extensions(settings)
    for path, place in _templates(project):
        name = os.path.relpath(path, project.folder)
        kind = "theme folder" if path.is_dir() else "template"
        yield f"the {kind} `{name}`", settings.where(*place)
    for tag in settings.tags:
        if tag.name not in TAGS:
            yield f"the tag `{tag.name}`", tag.location
    for variable in settings.variables:
        yield f"`!ENV`, which publishes the variable `{variable.name}`,", variable.location
    address = settings.values.get("dev_addr")
    if address is not None and not is_loopback(str(address).rpartition(":")[0]):
        where = settings.where("dev_addr")
        yield f"a preview at `{address}`, which other computers can see,", where


def _hooks(project: Project) -> Iterator[tuple[str, Location]]:
    for number, path in enumerate(_hook_files(project)):
        name = os.path.relpath(path, project.folder)
        yield f"the hook `{name}`", project.settings.where("hooks", number)


def _hook_files(project: Project) -> tuple[Path, ...]:
    """The hooks' files. Raises `BuildFailed` for a file outside the project."""
    hooks = project.settings.values.get("hooks") or []
    if not isinstance(hooks, list):
        where = project.settings.where("hooks")
        raise BuildFailed((config_problem(where, "`hooks` has to be a list of files"),))
    return tuple(
        _inside(project, project.folder, hook, "hooks", number) for number, hook in enumerate(hooks)
    )


def _templates(project: Project) -> Iterator[tuple[Path, tuple[str | int, ...]]]:
    """Folders and files with templates, which can run any Python; each with its setting's keys."""
    values = project.settings.values
    theme = values.get("theme")
    if isinstance(theme, dict) and theme.get("custom_dir") is not None:
        keys = ("theme", "custom_dir")
        yield _inside(project, project.folder, theme["custom_dir"], *keys), keys
    extra = values.get("extra_templates") or []
    for number, name in enumerate(extra if isinstance(extra, list) else [extra]):
        place = ("extra_templates", number)
        yield _inside(project, project.docs_folder.absolute(), name, *place), place


def _inside(project: Project, folder: Path, name: Any, *keys: str | int) -> Path:
    path = Path(os.path.normpath(folder / str(name)))
    project.require_within(path, *keys)
    return path


def _plugins(settings: Settings, known: frozenset[str]) -> Iterator[tuple[str, Location]]:
    for name in plugins_of(settings):
        if name not in known:
            yield f"the plugin `{name}`", _place(settings, "plugins", name)


def _extensions(settings: Settings) -> Iterator[tuple[str, Location]]:
    for name, options in extensions_of(settings).items():
        where = _place(settings, "markdown_extensions", name)
        if name not in EXTENSIONS:
            yield f"the Markdown extension `{name}`", where
        elif "custom_icons" in _canonical(options):
            yield f"`custom_icons` of `{name}`, which reads other files,", where


def _place(settings: Settings, setting: str, name: str) -> Location:
    """The place of one entry in the setting's list or mapping."""
    entries = settings.values.get(setting)
    for number, entry in enumerate(entries if isinstance(entries, list) else []):
        if entry == name or (isinstance(entry, dict) and name in entry):
            return settings.where(setting, number)
    return settings.where(setting, name)


def _fingerprint(project: Project) -> str:
    """The SHA-256 of the settings that decide what runs, of all code that a hook can import from
    the project's folder or its own, and of all templates.
    """
    settings = project.settings
    named = settings.written
    if all(tag.name in TAGS for tag in settings.tags):
        named = {name: named.get(name) for name in _DECIDING}
    files = set(_files(project, project.folder, _CODE, "hooks"))
    for number, hook in enumerate(_hook_files(project)):
        files |= {hook, *_files(project, hook.parent, _CODE, "hooks", number)}
    for path, place in _templates(project):
        files |= {path, *_files(project, path, (), *place)}
    contents = []
    for path in sorted(one for one in files if one.is_file()):
        with path.open("rb") as stream:
            content = hashlib.file_digest(stream, "sha256").hexdigest()
        contents.append([os.path.relpath(path, project.folder), content])
    names = [one.name for one in (*settings.tags, *settings.variables)]
    return hashlib.sha256(_canonical([named, names, contents]).encode()).hexdigest()


_DECIDING = ("hooks", "plugins", "markdown_extensions", "theme", "extra_templates", "dev_addr")


def _files(
    project: Project, folder: Path, endings: tuple[str, ...], *keys: str | int
) -> Iterator[Path]:
    """All files at any depth below a folder, or only those with these endings; links are followed.

    With endings, hidden folders are left out, because Python can't import from them, and so is
    `__pycache__`, which isn't used (see `engine`). Raises `BuildFailed` for a link that points
    outside the project; `keys` are those of the setting that names the folder.
    """
    seen = set()
    for here, folders, names in os.walk(folder, followlinks=True):
        inner = Path(here)
        if endings:
            names = [name for name in names if name.endswith(endings)]
            folders[:] = [name for name in folders if name[0] != "." and name != "__pycache__"]
        for name in (*folders, *names):
            if (inner / name).is_symlink():
                project.require_within(inner / name, *keys)
        folders[:] = [name for name in folders if (inner / name).resolve() not in seen]
        seen |= {(inner / name).resolve() for name in folders}
        yield from (inner / name for name in names)


def is_loopback(host: str) -> bool:
    """Whether a host is an address that only this computer can reach."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _canonical(value: Any) -> str:
    def plain(other: Any) -> Any:
        return [other.tag, ordered(other.value)] if isinstance(other, Tagged) else repr(other)

    def ordered(inner: Any) -> Any:
        if isinstance(inner, Mapping):
            return [[str(key), ordered(one)] for key, one in inner.items()]
        return [ordered(one) for one in inner] if isinstance(inner, list) else inner

    return json.dumps(ordered(value), default=plain)
