"""Fix what can be fixed safely, and check the result before anything is written.

Findings carry edits (see `diagnostics`). The edits are made in a copy of the course folder, as many
at once as don't touch each other. The copy is checked again after each round, because one fix may
reveal another problem. A round that increases the number of errors is undone.
"""

from __future__ import annotations

import codecs
import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from answerable.checks.check import check_folder
from answerable.diagnostics import Diagnostic, Edit, Severity
from answerable.source.read.encoding import line_starts
from answerable.source.storage.folders import scratch_folder
from answerable.source.write.changes import FileChange
from answerable.source.write.folder import copy_course

_ROUNDS = 20
"""The most rounds; without a limit, two edits that undo each other would go on forever."""


def fix_course(folder: Path, today: datetime.date) -> list[FileChange]:
    """Return everything that can be fixed in a course folder, as changes not written yet."""
    if not folder.is_dir():
        return []
    with scratch_folder() as place:
        copy = place / folder.resolve().name
        copy_course(folder, copy)
        touched = _mend(copy, today)
        return [
            FileChange(
                folder / path, (folder / path).read_bytes(), (copy / path).read_bytes().decode()
            )
            for path in sorted(touched)
        ]


def chosen(diagnostics: Iterable[Diagnostic]) -> Mapping[str, Sequence[Edit]]:
    """Return the edits that can be made together, by file and in order.

    The edits of one finding belong together; they are skipped if they touch edits of an earlier
    one.
    """
    taken: defaultdict[str, list[Edit]] = defaultdict(list)
    for diagnostic in diagnostics:
        fix = dict.fromkeys(diagnostic.fix)
        if not any(_touch(edit, other) for edit in fix for other in taken[edit.path]):
            for edit in fix:
                taken[edit.path].append(edit)
    return {path: sorted(edits) for path, edits in taken.items() if edits}


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """Apply edits to a text; they are in order and don't touch each other."""
    starts = line_starts(text)
    parts, done = [], 0
    for edit in edits:
        begin = starts[edit.line - 1] + edit.column - 1
        end = (
            starts[edit.end_line - 1] + edit.end_column - 1
            if edit.end_line <= len(starts)
            else len(text)
        )
        parts += [text[done:begin], edit.text]
        done = end
    return "".join([*parts, text[done:]])


def _mend(folder: Path, today: datetime.date) -> set[Path]:
    """Fix a folder in place, round by round. Returns the changed files."""
    touched: set[Path] = set()
    found = check_folder(folder, today).diagnostics
    for _ in range(_ROUNDS):
        edits = chosen(found)
        if not edits:
            break
        before = {Path(path): Path(path).read_bytes() for path in edits}
        for path, content in before.items():
            mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
            text = apply_edits(content.decode("utf-8-sig"), edits[path.as_posix()])
            path.write_bytes(mark + text.encode())
        again = check_folder(folder, today).diagnostics
        if _errors(again) > _errors(found):
            for path, content in before.items():
                path.write_bytes(content)
            break
        touched |= {path.relative_to(folder) for path in before}
        found = again
    return touched


def _touch(first: Edit, second: Edit) -> bool:
    """Whether two edits overlap, or insert at the same place."""
    low, high = sorted((first, second))
    return (high.line, high.column) < (low.end_line, low.end_column) or low == high


def _errors(diagnostics: Iterable[Diagnostic]) -> int:
    return sum(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
