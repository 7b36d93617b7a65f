"""A file's text with a finding fixed, ignored with a reason, or no longer ignored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from answerable.checks.fix import apply_edits, chosen
from answerable.checks.ignores import Ignore, ignores_in
from answerable.diagnostics import Diagnostic, Severity
from answerable.source.read.encoding import line_break_of
from answerable.source.read.positions import Source
from answerable.source.read.source import parse


@dataclass(frozen=True, slots=True)
class Ignored:
    """What a comment ignores: the code, and the reason that its author gave."""

    code: str
    reason: str
    ignore: Ignore


def can_be_ignored(finding: Diagnostic) -> bool:
    """Whether a comment may silence a finding."""
    return finding.severity is not Severity.ERROR and finding.code not in ("AN320", "AN321")


def fixed(texts: Mapping[str, str], findings: Sequence[Diagnostic]) -> dict[str, str]:
    """The texts of files, by path, in which the fixes of findings are made, as far as they can be
    made together.
    """
    edits = chosen(findings)
    return {path: apply_edits(texts[path], edits[path]) for path in edits if path in texts}


def ignoring(text: str, finding: Diagnostic, reason: str) -> str | None:
    """A file's text with a comment that ignores a finding: above its line, or where that isn't
    possible for the whole file. None if the file can't be read.
    """
    source = parse(text, finding.location.path)
    why = " ".join(reason.split())
    lines = list(source.lines)
    places = []
    if at := finding.location.line:
        indent = lines[at - 1][: len(lines[at - 1]) - len(lines[at - 1].lstrip())]
        places.append((at - 1, f"{indent}# answerable: ignore[{finding.code}] {why}"))
    top = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    places.append((top, f"# answerable: ignore-file[{finding.code}] {why}"))
    for place, comment in places:
        with_it = [*lines[:place], comment, *lines[place:]]
        break_ = line_break_of(text)
        made = ("\ufeff" if text.startswith("\ufeff") else "") + break_.join(with_it)
        again = parse(made, finding.location.path)
        count = len(ignores_in(again))
        is_one_more = count == len(ignores_in(source)) + 1
        if is_one_more and source.value is not None and again.value == source.value:
            return made
    return None


def ignored_in(source: Source) -> Iterator[Ignored]:
    """What the comments of a file ignore."""
    for one in ignores_in(source):
        if one.code:
            line = source.lines[one.where.line - 1]
            yield Ignored(one.code, line[one.where.column - 1 :].partition("]")[2].strip(), one)


def not_ignoring(text: str, ignored: Ignored) -> str:
    """A file's text without something that is ignored in it."""
    return apply_edits(text, ignored.ignore.removal)
