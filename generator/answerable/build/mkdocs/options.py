"""Reads and checks what mkdocs.yml says about plugins, extensions and addresses.

Only the settings that we read as data are checked here; MkDocs checks the rest in a build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from answerable.diagnostics import Diagnostic
from answerable.source.read.settings import Settings
from answerable.source.read.tagged import config_problem


def plugins_of(settings: Settings) -> dict[str, dict[str, Any]]:
    """The plugins that mkdocs.yml names, each with its options."""
    return _named(settings.values.get("plugins", ["search"]))


def extensions_of(settings: Settings) -> dict[str, dict[str, Any]]:
    """The Markdown extensions that mkdocs.yml names, each with its options."""
    return _named(settings.values.get("markdown_extensions"))


def _named(entries: Any) -> dict[str, dict[str, Any]]:
    """The names in a list or mapping, with their options; a list's entry is a name, or a mapping of
    one name to options.
    """
    if isinstance(entries, dict):
        pairs = list(entries.items())
    elif isinstance(entries, list):
        pairs = [
            pair
            for entry in entries
            for pair in (entry.items() if isinstance(entry, dict) else [(entry, None)])
        ]
    else:
        pairs = []
    return {str(name): options if isinstance(options, dict) else {} for name, options in pairs}


def problems(settings: Settings) -> Iterator[Diagnostic]:
    """Problems in the settings that a project needs."""
    yield from _names(settings)
    yield from _addresses(settings)
    yield from _plugin(settings)
    yield from _theme(settings)


def _names(settings: Settings) -> Iterator[Diagnostic]:
    values = settings.values
    if not isinstance(values.get("site_name"), str):
        hint = "Write a line `site_name: ` and the name of the course."
        yield config_problem(settings.where("site_name"), "`site_name` is missing", hint)
    if "config_file_path" in values:  # MkDocs would look there for everything else
        where = settings.where("config_file_path")
        yield config_problem(where, "`config_file_path` isn't a setting", "Remove the line.")
    for name, kind, words in _KINDS:
        value = values.get(name)
        if value is not None and not isinstance(value, kind):
            yield config_problem(settings.where(name), f"`{name}` has to be {words}")


def _addresses(settings: Settings) -> Iterator[Diagnostic]:
    values = settings.values
    url = values.get("site_url")
    if isinstance(url, str) and url and not as_folder(url):
        yield config_problem(
            settings.where("site_url"),
            f"`site_url` isn't a complete address: {url}",
            "Write the complete address, such as https://training.example.com/good-service/",
        )
    address = values.get("dev_addr")
    if address is not None and not _HOST_AND_PORT.fullmatch(str(address)):
        where = settings.where("dev_addr")
        yield config_problem(
            where, f"`dev_addr` isn't a HOST:PORT such as 127.0.0.1:8001: {address}"
        )


def _plugin(settings: Settings) -> Iterator[Diagnostic]:
    plugins = plugins_of(settings)
    if "answerable" not in plugins:
        yield config_problem(
            settings.where("plugins"),
            "the plugin `answerable` isn't listed under `plugins:`",
            "Add the lines `- search` and `- answerable` there.",
        )
    elif not isinstance(plugins["answerable"].get("scenarios", ""), str):
        yield config_problem(settings.where("plugins"), "`scenarios` has to name a folder")
    else:
        hosts = plugins["answerable"].get("embedded_in") or []
        for host in hosts if isinstance(hosts, list) else [hosts]:
            if not isinstance(hosts, list) or not _HOST.fullmatch(str(host)):
                yield config_problem(
                    settings.where("plugins"),
                    f"`embedded_in` has to be a list of sites, and {host} isn't one",
                    "Write `- https://` and the name of the host, without a path.",
                )


def _theme(settings: Settings) -> Iterator[Diagnostic]:
    theme = settings.values.get("theme")
    named = theme.get("name") if isinstance(theme, dict) else theme
    if named != "material":
        yield config_problem(
            settings.where("theme", "name"),
            f"the theme is `{named or 'mkdocs'}`, but scenario pages need Material",
            "Write `name: material` under `theme:`.",
        )


_HOST_AND_PORT = re.compile(r".+:(?:[0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3})")
_HOST = re.compile(r"https?://(?:\*\.)?[\w-]+(?:\.[\w-]+)*(?::\d{1,5})?", re.ASCII)
_KINDS: tuple[tuple[str, type, str], ...] = (
    ("docs_dir", str, "the name of a folder"),
    ("site_dir", str, "the name of a folder"),
    ("site_url", str, "an address"),
    ("use_directory_urls", bool, "`true` or `false`"),
    ("nav", list, "a list of pages"),
)


def as_folder(url: str | None) -> str:
    """An address with a slash at its end; empty if it isn't a valid absolute address."""
    try:
        parts = urlsplit(url or "")
        parts.port  # noqa: B018  # raises for a number that is none
    except ValueError:
        return ""
    if not (parts.scheme and parts.netloc):
        return ""
    path = parts.path if parts.path.endswith("/") else f"{parts.path}/"
    return urlunsplit(parts._replace(path=path))
