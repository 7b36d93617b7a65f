"""An original's texts beside those of its translation, and a translation with other texts.

Both are what a form shows of a file (`values.shown`). A translation follows its original's
structure: entries, ids and marks are the original's, and so are texts that aren't translated yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from answerable.build.studio.forms import FormField
from answerable.build.studio.values import Shown, empty
from answerable.source.read.positions import Keys

_TEXTS = ("line", "prose")
_NAMES = ("id", "next", "folder", "file", "captions")
"""Fields with the name of something, which is the same in every language."""


@dataclass(frozen=True, slots=True)
class TextPair:
    """A text of the original, and of the translation; `keys` is the path of its field."""

    keys: Keys
    original: str
    translation: str

    @property
    def is_done(self) -> bool:
        """Whether there is a translation that is another text than the original."""
        return self.translation not in ("", "…", self.original)


def pairs(form: FormField, original: Shown, translation: Shown) -> list[TextPair]:
    """The texts of an original with those of its translation, in their order."""
    return list(_pairs((), form, original, translation))


def with_texts(
    form: FormField, original: Shown, translation: Shown, texts: Mapping[Keys, str]
) -> Shown:
    """The translation with other texts, by the paths of their fields."""
    return _with((), form, original, translation, texts)


def _pairs(keys: Keys, field: FormField, original: Shown, translation: Shown) -> Iterator[TextPair]:
    if field.kind == "words" and isinstance(original, dict):
        translated = translation if isinstance(translation, dict) else {}
        for name in original:
            yield TextPair((*keys, name), name, _text(translated.get(name, "")))
        return
    for key, inner, one, other in _inside(field, original, translation):
        yield from _pairs((*keys, key), inner, one, other)
    if _is_text(field, keys) and original:
        yield TextPair(keys, _text(original), _text(translation))


def _with(
    keys: Keys,
    field: FormField,
    original: Shown,
    translation: Shown,
    texts: Mapping[Keys, str],
) -> Shown:
    if field.kind == "words" and isinstance(original, dict):
        kept = translation if isinstance(translation, dict) else {}
        own = {name: texts[*keys, name] for name in original if (*keys, name) in texts}
        return {**kept, **own}
    if isinstance(original, dict | list):
        inside = [
            (key, _with((*keys, key), inner, one, other, texts))
            for key, inner, one, other in _inside(field, original, translation)
        ]
        if isinstance(original, list):
            return [*(one for _, one in inside), *_of_its_own(original, translation)]
        types = {"type": original["type"]} if "type" in original else {}
        return types | {str(key): one for key, one in inside}
    if _is_text(field, keys):
        return texts.get(keys, _text(translation) or original)
    return original


def _inside(
    field: FormField, original: Shown, translation: Shown
) -> Iterator[tuple[str | int, FormField, Shown, Shown]]:
    """What is directly in a group or a list, in both."""
    if isinstance(original, dict) and field.kind in ("group", "typed"):
        form = field.types.get(_text(original.get("type", "")), field)
        translated = translation if isinstance(translation, dict) else {}
        for one in form.fields:
            if one.name in original:
                other = translated.get(one.name, empty(one))
                yield one.name, one, original[one.name], other
    elif isinstance(original, list) and field.entry:
        entries = translation if isinstance(translation, list) else []
        for place, entry in enumerate(original):
            yield place, field.entry, entry, _partner(entry, place, entries)


def _of_its_own(original: Sequence[Shown], translation: Shown) -> list[Shown]:
    """Entries of a translation that the original doesn't have, such as further words to find it."""
    entries = translation if isinstance(translation, list) else []
    names = {_name(one) for one in original} - {""}
    return [
        one
        for place, one in enumerate(entries)
        if (_name(one) not in names if _name(one) else place >= len(original))
    ]


def _partner(entry: Shown, place: int, entries: Sequence[Shown]) -> Shown:
    """The translation of an entry: the one with the same id or folder, or at the same place."""
    named = _name(entry)
    if named:
        return next((one for one in entries if _name(one) == named), {})
    return entries[place] if place < len(entries) else ""


def _name(entry: Shown) -> str:
    if not isinstance(entry, dict):
        return ""
    return _text(entry.get("id") or entry.get("folder") or "")


def _is_text(field: FormField, keys: Keys) -> bool:
    return field.kind in _TEXTS and (not keys or keys[-1] not in _NAMES)


def _text(value: Shown) -> str:
    return value if isinstance(value, str) else ""
