"""Data for scripts, in files that are loaded when they are needed.

A page opened from file:// can't read files, but it can run a script next to it. So each file is a
script that passes its text to the element that loads it.
"""

from __future__ import annotations

import json

from answerable.i18n.bidi import isolated_in


def data_script(text: str) -> bytes:
    """The file that passes on this text."""
    detail = json.dumps(text, ensure_ascii=False)
    event = f'new CustomEvent("answerable:data", {{ detail: {detail} }})'
    return f"document.currentScript.dispatchEvent({event});\n".encode()


def html_script(html: str, language: str) -> bytes:
    """The file that passes on HTML in this language; numbers keep their direction."""
    return data_script(isolated_in(language, html))
