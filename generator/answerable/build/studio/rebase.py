"""What isn't saved yet, when its file has been changed by somebody else in the meantime."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from pydantic import BaseModel

from answerable.build.studio.drafts import Unsaved
from answerable.build.studio.merging import Clash, merge
from answerable.source.read.positions import Keys
from answerable.source.read.source import parse
from answerable.source.write.edit import with_fields


class Rebased(NamedTuple):
    """What isn't saved yet on top of the file as it is now, and the fields that both changed, in
    which it has mine. No text if the versions can't be put together field by field.
    """

    unsaved: Unsaved | None
    clashes: tuple[Clash, ...]


def rebase(
    unsaved: Unsaved,
    content: bytes,
    path: str,
    model: type[BaseModel],
    take_theirs: Collection[Keys] = (),
) -> Rebased:
    """Put what isn't saved on top of a file's new content. `take_theirs` are the keys of clashes in
    which the file's version holds. `path` is the file's, for messages.
    """
    base, mine, theirs = (parse(one, path) for one in (unsaved.base, unsaved.text, content))
    if base.value is None or mine.value is None or theirs.value is None:
        return Rebased(None, ())
    merged = merge(base.value, mine.value, theirs.value, take_theirs)
    fields = {
        name: merged.fields.get(name)
        for name in {**theirs.value, **merged.fields}
        if merged.fields.get(name) != theirs.value.get(name)
    }
    now = content.decode()
    text = with_fields(theirs, now, fields, model) if fields else now
    return Rebased(None if text is None else Unsaved(content, text), merged.clashes)
