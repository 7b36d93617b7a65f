"""Malicious or odd texts; every output has to show them as plain text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from answerable.model import CourseTranslation
from answerable.model.scenario_file import SAME_IN_EVERY_LANGUAGE

# Each is one line and at most as long as a title, so that it fits into every field.
HOSTILE = {
    "script": "<script>alert(1)</script>",
    "script in capitals": "<ScRiPt src=//evil.example/x.js></ScRiPt >",
    "script unclosed": "<script>alert(1)",
    "event handler": "<img src=x onerror=alert(1)>",
    "event handler on svg": "<svg/onload=alert(1)>",
    "event handler by slash": "<a/href=x/onmouseover=alert(1)>x</a>",
    "event handler in a body": "<body onload=alert(1)>",
    "attribute broken out of": '" onmouseover="alert(1)" x="',
    "attribute in single quotes": "' onfocus='alert(1)' autofocus='",
    "attribute without quotes": "x onclick=alert(1) autofocus",
    "frame": "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "object": "<object data=data:text/html,x></object><embed src=x>",
    "form": "<form action=https://evil.example><input name=q></form>",
    "right choice": "<input type=radio name=which-reply checked>",
    "style": "<style>*{display:none}</style><link rel=stylesheet href=//evil.example>",
    "base": "<base href=https://evil.example/><meta http-equiv=refresh content=0>",
    "details closed": "</details></section></div></article></main>",
    "textarea closed": "</textarea><script>alert(1)</script>",
    "title closed": "</title><script>alert(1)</script>",
    "script closed": "</script><script>alert(1)</script>",
    "style closed": "</style><script>alert(1)</script>",
    "template closed": "</template><script>alert(1)</script>",
    "comment": "<!-- <script>alert(1)</script> -->",
    "comment closed": "--><script>alert(1)</script><!--",
    "comment half closed": "<!--><img src=x onerror=alert(1)>-->",
    "marker": "<!-- answerable: start --><!-- answerable: modules -->",
    "cdata": "<![CDATA[<script>alert(1)</script>]]>",
    "cdata closed": "]]><script>alert(1)</script>",
    "processing instruction": "<?php system('id'); ?><?xml version='1.0'?>",
    "doctype": "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>&x;",
    "entities": "&lt;script&gt;alert(1)&lt;/script&gt;",
    "entities in numbers": "&#60;script&#62;alert(1)&#x3C;/script&#x3e;",
    "entities twice": "&amp;lt;script&amp;gt;alert(1)",
    "link to a script": "[x](javascript:alert(1))",
    "link in mixed case": "[x](JaVaScRiPt:alert(1))",
    "link in entities": "[x](&#106;avascript&colon;alert(1))",
    "link with a tab": "[x](java&#9;script:alert(1))",
    "link with a line break": "[x](java&NewLine;script:alert(1))",
    "link by percent": "[x](%6Aavascript:alert(1))",
    "link in angles": "[x](<javascript:alert(1)>)",
    "link to data": "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "link to vbscript": "[x](vbscript:msgbox(1))",
    "link to a file": "[x](file:///etc/passwd)",
    "link without a scheme": "[x](//evil.example/)",
    "link with a title": '[x](https://a.example/ "\\" onclick=alert(1) x=\\"")',
    "link with quotes": '[x](https://a.example/?"><script>alert(1)</script>)',
    "autolink": '<javascript:alert(1)> <https://a.example/"onclick=alert(1)>',
    "bare address": "https://evil.example/<script>",
    "beacon": "![x](https://evil.example/beacon.gif)",
    "beacon in a link": "[![x](https://evil.example/b.gif)](javascript:alert(1))",
    "reference": "[x]: javascript:alert(1)",
    "footnote": "[^1] and [^1]: <script>alert(1)</script>",
    "attribute list": "x {: onclick=alert(1) } {onclick=alert(1)}",
    "snippet": '--8<-- "/etc/passwd" and {!/etc/passwd!}',
    "jinja": "{{ 7 * 7 }} {{ config.plugins }} {{ ''.__class__.__mro__ }}",
    "jinja block": '{% include "main.html" %}{% raw %}',
    "jinja comment": "{# gone #} {{",
    "format": "{0} {course} %s %(x)s {n} of {total}",
    "template literal": "${alert(1)} `${alert(1)}`",
    "typst code": '#panic("x") #read("/etc/passwd")',
    "typst import": '#import "@preview/cetz:0.3.0": * #include "cards.typ"',
    "typst maths": "$x^2$ $ sum_(i=1)^n $ @ref <label> #label",
    "typst markup": "= Heading == // comment /* comment */ ~ --- \\u{1f} \\ #",
    "latex": "\\input{/etc/passwd} $\\href{javascript:alert(1)}{x}$",
    "mathjax": "\\\\(\\\\href{javascript:alert(1)}{x}\\\\) and \\\\[ x \\\\] and $$x$$",
    "flashcard": "[sound:https://evil.example/x] [latex]\\\\input{/etc/passwd}[/latex] {{c1::x}}",
    "breaks in entities": "a&#13;&#13;b&#10;&#10;c&#12;d&NewLine;&NewLine;e&Tab;f",
    "spreadsheet": '=1+1 and =HYPERLINK("https://evil.example")',
    "spreadsheet by plus": "+1+cmd|' /C calc'!A0",
    "path": "../../../../etc/passwd",
    "path of windows": "..\\..\\windows\\system32\\con",
    "yaml": "!!python/object/apply:os.system ['id'] &a *a - ? : |",
    "front matter": "--- title: x ---",
    "json": '"}],"docs":[{"location":"x","title":"<script>"}]',
    "shell": "$(touch x) `touch x` ; touch x | touch x",
    "long word": "Donaudampfschifffahrtselektrizitaeten" * 5,
    "stars": "*" * 60 + "x" + "*" * 60,
    "brackets": "[" * 90 + "x" + "]" * 90,
    "quotes": "> > > > > > > > > > > > > > x",
    "pipes": "| a | b | |---|---| | c | d |",
}

# The card font doesn't have these characters, so cards refuse them by name; pages show them.
HOSTILE_UNPRINTABLE = {
    "direction turned": "abc \u202egnp.exe\u202c \u2066x\u2069",
    "accent behind a tab in a turned line": "abc \u202ex\t\u0301y",
    "nothing to see": "a\u200bb\u200dc\u2060d",
    "null": "a &#0; b &#x0; \ufffd c",
    "surrogates": "&#xD800; \U0001d4ae\U0001d4b8\U0001d4c7\U0001d4be\U0001d4c5\U0001d4c9",
    "fullwidth": "＜script＞alert(1)＜/script＞",
    "marks without end": "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324 x",
    "emoji": "👩‍👩‍👧‍👦 🏳️‍🌈",
    "right to left": "مرحبا <b>x</b>",
    "line separators": "a\u00a0b\u3000c",
}


def id_of(name: str) -> str:
    return name.replace(" ", "-")


def fields_of(text: str) -> dict[str, Any]:
    """A scenario with `text` in every field that takes text."""
    return {
        "title": text,
        "situation": text,
        "not_accountable": {"reply": text, "why": text},
        "accountable": {"reply": text, "why": text},
        "other_replies": [{"reply": text, "why": text, "quality": "weak"}],
        "solutions": [{"do": text, "when": text}, text],
        "lesson": text,
        "summary": text,
        "department": text,
        "channel": text,
        "excuse": text,
        "tags": [text],
        "keywords": [text],
        "coaching": [text],
        "sources": [text],
        "owner": text,
        "changes": [{"date": "2026-10-01", "text": text}],
        "items": items_of(text),
        "dialogue": [
            {
                "id": "start",
                "customer": text,
                "choices": [
                    {"reply": text, "why": text, "quality": "poor", "next": "end"},
                    {"reply": text, "why": text, "quality": "weak", "next": "start"},
                ],
            },
            {"id": "end", "customer": text, "ending": "good", "outcome": text},
        ],
    }


def items_of(text: str) -> list[dict[str, Any]]:
    """An item of every type, with `text` in every field that takes text."""
    choices = [{"text": text, "right": "yes", "why": text}, {"text": "another", "why": text}]
    bodies: dict[str, dict[str, Any]] = {
        "choice": {"choices": choices},
        "multiple": {"choices": choices},
        "sort": {
            "replies": [
                {"reply": text, "accountable": "yes", "why": text},
                {"reply": "another", "why": text},
            ]
        },
        "order": {"steps": [{"text": text, "why": text}, {"text": "another", "why": text}]},
        "match": {
            "pairs": [
                {"excuse": text, "lesson": text, "why": text},
                {"excuse": "another", "lesson": "another", "why": text},
            ]
        },
        "fill": {
            "phrase": f"{text[:150]} ___",
            "blanks": [{"accept": [text, "another"], "why": text}],
        },
        "free": {"answer": text, "checklist": [text, "another"]},
    }
    return [
        {"id": kind, "type": kind, "question": text, "hints": [text, text]} | body
        for kind, body in bodies.items()
    ]


def files_of(texts: Mapping[str, str]) -> dict[str, Any]:
    """A course with one module for each text, and texts in the fields of course and module."""
    anything = "; ".join(texts.values())[:190] or "x"
    course = {
        "id": "hostile",
        "title": anything,
        "description": anything,
        "objectives": [anything],
        "modules": [
            {
                "folder": f"m-{id_of(name)}",
                "title": text,
                "summary": text,
                "objectives": [text],
            }
            for name, text in texts.items()
        ],
        "coaching": [anything],
        "authors": [anything],
        "licence": anything,
    }
    scenarios = {
        f"m-{id_of(name)}/{id_of(name)}.yml": fields_of(text) for name, text in texts.items()
    }
    return {"course.yml": course} | scenarios


def german_of(files: Mapping[str, Any], terms: Mapping[str, str]) -> dict[str, Any]:
    """The same files as German translations: course.de.yml and one for each scenario."""
    german = {
        file.replace(".yml", ".de.yml"): {
            name: value
            for name, value in fields.items()
            if name in CourseTranslation.model_fields or name not in SAME_IN_EVERY_LANGUAGE
        }
        for file, fields in files.items()
    }
    of_course = german["course.de.yml"]
    kept = {name: of_course[name] for name in CourseTranslation.model_fields if name in of_course}
    return german | {"course.de.yml": kept | {"terms": dict(terms)}}
