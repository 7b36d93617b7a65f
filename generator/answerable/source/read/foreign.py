"""Recognise the characters of word processors, chats and web pages where YAML wants its own.

Each function looks at one line and says what should be there instead, or returns None.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from answerable.source.read.slips import Slip, start_of

BULLET = r"(?:\d{1,3}[.)]|[•‣◦⁃∙·●○▪▫■□◆◇➢➤►▶✓✔☑✅❖→➔➜・－*+‐‑–—―−\uf0b7\uf0a7]\ufe0f?)"
"""What starts a list entry elsewhere. The last two are the bullets of old symbol fonts."""

_ENTRY = re.compile(rf"(?P<indent>\s*)(?P<sign>{BULLET})(?P<gap>\s+)(?P<text>\S.*)")
_COLON = re.compile(r"\s*(?:-\s+)?(?P<name>[A-Za-z_]+)(?P<sign>\s*[：﹕︓꞉=;]\s*)(?P<text>\S.*)?")
_BLANK = re.compile(
    r"\s*(?:-\s+)?(?P<name>[A-Za-z_]+):"
    r"(?P<sign>[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]+)"
)
_STRESSED = re.compile(
    r"\s*(?P<stars>\*\*?|__?)(?P<name>[A-Za-z_ ]+?):?(?P=stars)\s*:?\s*(?P<text>.*)"
)
_NOTE = re.compile(r"(?P<start>//+|<!--|--(?=\s)|/\*)\s*(?P<text>.*?)\s*(?:-->|\*/)?\s*")
_CONFLICT = re.compile(r"<{7}(?: |$)|>{7}(?: |$)")
_FENCE = re.compile(r"\s*(?:```+|~~~+)\s*\w*\s*")


def entry(line: int, text: str) -> Slip | None:
    """Find a list entry that starts with another character than a hyphen."""
    match = _ENTRY.fullmatch(text)
    if match is None:
        return None
    start, end = match.span("sign")
    return Slip(
        "AN111",
        f"“{match['sign']}” doesn't start a list entry: in YAML, a hyphen and a space do.",
        f"write `- {start_of(match['text'])}`",
        line,
        start,
        end + len(match["gap"]),
        instead="- ",
    )


def name(line: int, text: str) -> Slip | None:
    """Find a field with another separator than a colon and a space after its name."""
    if match := _BLANK.match(text):
        message = f"The space after the colon of `{match['name']}` isn't an ordinary space."
        hint = (
            "such spaces come with text copied from web pages or Word documents: delete it, and "
            "press the space bar instead"
        )
        start, end = match.span("sign")
        return Slip("AN112", message, hint, line, start, end, instead=" ")
    if match := _COLON.fullmatch(text):
        sign, shown = match["sign"].strip(), start_of(match["text"] or "…")
        message = f"After a field's name, YAML needs a colon and a space, not “{sign}”."
        start, end = match.span("sign")
        hint = f"write `{match['name']}: {shown}`"
        # A line with one of these may be a sentence; the other characters are meant as colons.
        instead = None if sign in ("=", ";") else ": "
        return Slip("AN112", message, hint, line, start, end, instead)
    return None


def note(line: int, text: str) -> Slip | None:
    """Find a comment that starts with the comment sign of another language."""
    match = _NOTE.fullmatch(text)
    if match is None:
        return None
    message = f"“{match['start']}” doesn't start a comment: in YAML, a number sign does."
    return Slip(
        "AN110", message, f"write `# {start_of(match['text'])}`", line, 0, len(text.rstrip())
    )


def conflict(lines: Sequence[str]) -> Slip | None:
    """Find the markers that Git leaves where two people changed the same lines."""
    found = next((number for number, text in enumerate(lines) if _CONFLICT.match(text)), None)
    if found is None:
        return None
    message = "Git left two versions here, because two people changed the same lines."
    hint = (
        "keep the right lines, and delete the others together with the marks `<<<<<<<`, `=======` "
        "and "
        "`>>>>>>>`"
    )
    return Slip("AN110", message, hint, found, 0, len(lines[found].rstrip()))


def decoration(line: int, text: str) -> Slip | None:
    """Find Markdown where none is allowed: the fence of a code block, asterisks around a name."""
    length = len(text.rstrip())
    if _FENCE.fullmatch(text) and not text[:1].isspace():
        message = "A line of backticks or tildes isn't part of a scenario."
        hint = "delete it; it was copied along with the scenario"
        return Slip("AN110", message, hint, line, 0, length, instead="")
    match = _STRESSED.fullmatch(text)
    if match and (match["text"] or text.rstrip().endswith(match["stars"])):
        field = match["name"].strip().lower().replace(" ", "_")
        message = f"A field's name is written without “{match['stars']}” around it."
        hint = f"write `{field}: {start_of(match['text'] or '…')}`"
        return Slip("AN110", message, hint, line, match.start("stars"), length)
    return None


def hidden_sign(text: str) -> str | None:
    """Return the first invisible character in a name, as `U+200B`."""
    found = next((sign for sign in text if unicodedata.category(sign) in ("Cf", "Cc", "Co")), None)
    return found and f"U+{ord(found):04X}"
