"""Word documents: text in all wrappers, what is not taken and named, lists, headings, symbols."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.exchange.scenarios.result import ImportResult
from answerable.exchange.scenarios.texts.word import read_word

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
HEAD = ("Example 1: The tap", "Not accountable: No.", "Accountable: Yes.")
TAIL = ("Solutions: Call.", "Lesson: Go.")


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inside: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def document(body: str, **parts: str) -> bytes:
    """A document with this body and, by the names of their files, these parts."""
    held = io.BytesIO()
    docx.Document().save(held)
    with zipfile.ZipFile(held) as archive:
        files = {part.filename: archive.read(part) for part in archive.infolist()}
    files["word/document.xml"] = (
        f"<w:document {SPACES}><w:body>{body}</w:body></w:document>".encode()
    )
    rels = files["word/_rels/document.xml.rels"].decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    for name, text in parts.items():
        files[f"word/{name}.xml"] = text.encode()
        if f'"{name}.xml"' not in rels:
            one = (
                f'<Relationship Id="x{name}" Type="{kind}{name.rstrip("1")}" Target="{name}.xml"/>'
            )
            rels = rels.replace("</Relationships>", f"{one}</Relationships>")
    files["word/_rels/document.xml.rels"] = rels.encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def article(situation: str, **parts: str) -> ImportResult:
    """What is read of a scenario whose situation is these paragraphs."""
    head, *replies = (paragraph(run(text)) for text in HEAD)
    tail = "".join(paragraph(run(text)) for text in TAIL)
    return read_word(document(f"{head}{situation}{''.join(replies)}{tail}", **parts), "a.docx")


def situation(found: ImportResult) -> Any:
    (draft,) = found.drafts
    return (draft.source.value or {})["situation"]


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE one</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
WRAPPERS = {
    "content control": "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "smart tag": '<w:smartTag w:element="x">{}</w:smartTag>',
    "custom XML": '<w:customXml w:element="x"><w:customXmlPr/>{}</w:customXml>',
    "hyperlink": '<w:hyperlink w:anchor="x">{}</w:hyperlink>',
    "simple field": '<w:fldSimple w:instr="REF x">{}</w:fldSimple>',
    "field": FIELD,
    "nested field": FIELD.format(FIELD),
    "direction": '<w:bdo w:val="ltr">{}</w:bdo>',
    "alternate": (
        '<mc:AlternateContent><mc:Choice Requires="wps">{0}</mc:Choice>'
        "<mc:Fallback>{0}</mc:Fallback></mc:AlternateContent>"
    ),
    "ruby": (
        "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>not this</w:t></w:r></w:rt>"
        "<w:rubyBase>{}</w:rubyBase></w:ruby></w:r>"
    ),
}


@pytest.mark.parametrize("name", WRAPPERS)
def test_text_is_read_in_every_wrapper(name: str) -> None:
    wrapped = WRAPPERS[name].format(run("It drips."))
    found = article(paragraph(run("Scenario: ") + wrapped + run(" Since noon.")))
    assert situation(found) == "It drips. Since noon."
    assert found.diagnostics == []


@pytest.mark.parametrize("name", ["content control", "custom XML", "alternate"])
def test_paragraphs_are_read_in_every_wrapper(name: str) -> None:
    found = article(WRAPPERS[name].format(paragraph(run("Scenario: It drips."))))
    assert situation(found) == "It drips."


def test_rows_and_cells_are_read_in_content_controls() -> None:
    def wrapped(inside: str) -> str:
        return WRAPPERS["content control"].format(inside)

    cells = [f"<w:tc>{paragraph(run(text))}</w:tc>" for text in ("Scenario", "It drips.")]
    row = wrapped(f"<w:tr>{cells[0]}{wrapped(cells[1])}</w:tr>")
    assert situation(article(f"<w:tbl><w:tblPr/>{row}</w:tbl>")) == "It drips."


def test_a_text_box_is_read_once() -> None:
    inside = f"<w:txbxContent>{paragraph(run('It drips.'))}</w:txbxContent>"
    drawn = f"<w:drawing><wps:txbx>{inside}</wps:txbx></w:drawing>"
    old = f"<w:pict><v:textbox>{inside}</v:textbox></w:pict>"
    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawn}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    for box in (both, f"<w:r>{drawn}</w:r>", f"<w:r>{old}</w:r>"):
        found = article(paragraph(run("Scenario: A guest calls.") + box))
        assert situation(found) == "A guest calls.\n\nIt drips."
        assert found.diagnostics == []


def test_signs_that_are_no_text_elements() -> None:
    signs = (
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:softHyphen/>"
        '<w:t>d</w:t><w:sym w:font="Wingdings" w:char="F0E0"/><w:sym w:font="Symbol" '
        'w:char="F061"/>'
        "</w:r>"
    )
    found = article(paragraph(run("Scenario: ") + signs))
    assert situation(found) == "a b-cd→α"


def test_a_sign_that_only_its_font_knows_is_named() -> None:
    sign = '<w:r><w:sym w:font="Webdings" w:char="F04C"/></w:r>'
    found = article(paragraph(run("Scenario: It drips.") + sign))
    assert situation(found) == "It drips."
    assert [(one.code, one.location.line) for one in found.diagnostics] == [("AN525", 2)]
    assert "Webdings" in found.diagnostics[0].message


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        (run("gone", "<w:strike/>"), "struck through in paragraph 2: “gone”"),
        (run("gone", "<w:dstrike/>"), "struck through in paragraph 2: “gone”"),
        (run("gone", "<w:vanish/>"), "Hidden text in paragraph 2: “gone”"),
        (run("gone", '<w:rStyle w:val="Away"/>'), "Hidden text in paragraph 2: “gone”"),
        ("<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>", "A formula in paragraph 2: “x+1”"),
        ("<w:r><w:object/></w:r>", "An embedded object in paragraph 2"),
        ("<w:r><w:drawing><pic:pic/></w:drawing></w:r>", "A picture in paragraph 2"),
        ('<w:r><w:commentReference w:id="7"/></w:r>', "A comment in paragraph 2: “Check it.”"),
        (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
            + run("Click here.")
            + "</w:sdtContent></w:sdt>",
            "An empty field in paragraph 2",
        ),
    ],
)
def test_what_is_not_taken_is_named_with_its_paragraph(inside: str, said: str) -> None:
    styles = (
        f'<w:styles {SPACES}><w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/>'
        '<w:rPr><w:vanish/></w:rPr></w:style><w:style w:type="character" w:styleId="Away">'
        '<w:name w:val="Away"/><w:basedOn w:val="Gone"/></w:style></w:styles>'
    )
    comment = paragraph(run("Check it."))
    comments = f'<w:comments {SPACES}><w:comment w:id="7">{comment}</w:comment></w:comments>'
    found = article(
        paragraph(run("Scenario: It drips.") + inside), styles=styles, comments=comments
    )
    assert situation(found) == "It drips."
    (problem,) = found.diagnostics
    assert (problem.code, problem.location.line) == ("AN525", 2)
    assert said in problem.message


def test_what_is_not_struck_through_after_all_is_taken() -> None:
    kept = run("It drips.", '<w:strike w:val="0"/><w:vanish w:val="false"/>')
    assert situation(article(paragraph(run("Scenario: ") + kept))) == "It drips."


def test_a_footnote_is_put_where_the_text_refers_to_it() -> None:
    note = f'<w:footnote w:id="2">{paragraph(run("Since noon."))}</w:footnote>'
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    found = article(
        paragraph(run("Scenario: It drips.") + reference),
        footnotes=f"<w:footnotes {SPACES}>{note}</w:footnotes>",
    )
    assert situation(found) == "It drips. (Since noon.)"
    assert [one.code for one in found.diagnostics] == ["AN531"]


def test_headers_with_words_are_named() -> None:
    for text, codes in (("For internal use", ["AN525"]), ("3", [])):
        header = f"<w:hdr {SPACES}>{paragraph(run(text))}</w:hdr>"
        found = article(paragraph(run("Scenario: It drips.")), header1=header)
        assert [one.code for one in found.diagnostics] == codes


def test_headings_by_level_in_any_language_of_word() -> None:
    styles = (
        f'<w:styles {SPACES}><w:style w:type="paragraph" w:styleId="berschrift1"><w:name '
        'w:val="meine"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style><w:style '
        'w:type="paragraph" w:styleId="X"><w:name w:val="eigen"/><w:basedOn w:val="berschrift1"/>'
        "</w:style></w:styles>"
    )
    for style in ("berschrift1", "X"):
        title = paragraph(run("Der Hahn"), f'<w:pStyle w:val="{style}"/>')
        body = title + paragraph(run("Situation: Er tropft."))
        (draft,) = read_word(document(body, styles=styles), "a.docx").drafts
        assert draft.source.value == {"title": "Der Hahn", "situation": "Er tropft."}


def numbering(form: str, text: str) -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for level in (0, 1)
    )
    return (
        f'<w:numbering {SPACES}><w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )


def entry(text: str, level: int = 0) -> str:
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return paragraph(run(text), listed)


@pytest.mark.parametrize(
    ("form", "text"), [("bullet", "•"), ("decimal", "%1."), ("lowerRoman", "(%1)")]
)
def test_lists_keep_their_order_and_their_levels(form: str, text: str) -> None:
    body = paragraph(run("Example 1: A")) + paragraph(run("Solutions:"))
    body += entry("Call") + entry("by phone", 1) + entry("Pay if it is late.")
    (draft,) = read_word(document(body, numbering=numbering(form, text)), "a.docx").drafts
    assert (draft.source.value or {})["solutions"] == [
        {"do": "Call\n- by phone"},
        {"do": "Pay.", "when": "It is late."},
    ]


def test_words_that_a_list_writes_itself_are_read() -> None:
    body = entry("The tap") + paragraph(run("Scenario: A.")) + entry("The lamp")
    found = read_word(document(body, numbering=numbering("decimal", "Example %1:")), "a.docx")
    titles = [(draft.source.value or {})["title"] for draft in found.drafts]
    assert titles == ["The tap", "The lamp"]


def test_a_bold_line_is_the_title_of_what_follows() -> None:
    bold = paragraph(run("The tap", "<w:b/>"))
    body = bold + paragraph(run("Scenario", "<w:b/>") + run(" It drips."))
    (draft,) = read_word(document(body), "a.docx").drafts
    assert draft.source.value == {"title": "The tap", "situation": "It drips."}


def test_a_damaged_part_is_named() -> None:
    (problem,) = read_word(document("<w:p>"), "a.docx").diagnostics
    assert problem.code == "AN510"
    assert "word/document.xml" in problem.message


WORDS = st.sampled_from(["alpha", "bravo", "carla", "delta", "echos", "fox", "golf"])


@given(st.lists(st.tuples(WORDS, st.sampled_from(["", *WRAPPERS])), min_size=1, max_size=7))
@settings(max_examples=25)
def test_no_word_is_lost_in_any_mixture_of_wrappers(parts: list[tuple[str, str]]) -> None:
    inside = "".join(
        (WRAPPERS[wrapper] if wrapper else "{}").format(run(f"{word} ")) for word, wrapper in parts
    )
    found = article(paragraph(run("Scenario: ") + inside))
    assert situation(found) == " ".join(word for word, _ in parts)


def listed(text: str, number: int, level: int = 0) -> str:
    at = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(run(text), at)


def restarting(form: str, text: str) -> str:
    """A numbering with a second list of the same kind that begins anew, at 5 on its first level."""
    more = (
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>'
    )
    return numbering(form, text).replace("</w:numbering>", more)


def test_a_list_that_begins_anew_has_the_numbers_that_word_shows() -> None:
    rest = "".join(paragraph(run(text)) for text in (*HEAD[1:], *TAIL))
    lists = [listed("a", 1), listed("b", 1), listed("c", 2), listed("d", 2), listed("e", 1)]
    situation = paragraph(run("Scenario:")) + "".join(lists)
    body = paragraph(run(HEAD[0])) + situation + rest
    (draft,) = read_word(document(body, numbering=restarting("decimal", "%1.")), "a.docx").drafts
    values = draft.source.value or {}
    assert values["situation"] == "1. a\n2. b\n5) c\n6) d\n7) e"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("5 * 3 * 2 and 5*3*2", r"5 \* 3 \* 2 and 5\*3\*2"),
        ("snake_case_name and __init__", r"snake\_case\_name and \_\_init\_\_"),
        ("# 12 is the door", r"\# 12 is the door"),
        ("1. Mai ist frei.", r"1\. Mai ist frei."),
        ("a &lt;b&gt; and [x](https://a.example)", r"a \<b> and \[x\](https://a.example)"),
        ("nothing special", "nothing special"),
    ],
)
def test_signs_that_markdown_knows_are_shown_as_they_are(text: str, written: str) -> None:
    (draft,) = article(paragraph(run("Scenario:")) + paragraph(run(text))).drafts
    assert (draft.source.value or {})["situation"] == written


BOLD, ITALIC = "<w:b/>", "<w:i/>"
EMPHASISED = {
    "words": (
        run("A ") + run("guest ", BOLD) + run("waits", ITALIC) + run("."),
        "A **guest** *waits*.",
    ),
    "bold and italic": (run("So", BOLD + ITALIC) + run(" 2*3*4"), "***So*** 2\\*3\\*4"),
    "runs of one word": (run("A ") + run("gue", BOLD) + run("st", BOLD), "A **guest**"),
    "all of it": (run("A guest", BOLD) + run(" waits", BOLD), "A guest waits"),
    "behind a label": (
        run("Scenario:", BOLD) + run(" A ") + run("guest", BOLD) + run(" waits"),
        "A **guest** waits",
    ),
    "by a style": (
        run("A ") + run("guest", '<w:rStyle w:val="Strong"/>') + run(" waits"),
        "A **guest** waits",
    ),
    "within a word": (run("un") + run("do", ITALIC) + run("ing"), "un*do*ing"),
}


@pytest.mark.parametrize("name", EMPHASISED)
def test_bold_and_italic_words_stay_so(name: str) -> None:
    runs, expected = EMPHASISED[name]
    inside = runs if "Scenario" in runs else run("Scenario: ") + runs
    assert situation(article(paragraph(inside))) == expected


def test_bold_words_of_solutions_do_not_change_what_they_are() -> None:
    body = "".join(paragraph(run(text)) for text in (HEAD[0], "Scenario: He waits.", *HEAD[1:]))
    solutions = (
        run("Solutions: Consider ") + run("(i) ") + run("asking", BOLD) + run(" her; or (ii) ")
    )
    solutions += run("paying", ITALIC) + run(" if ") + run("all else", BOLD) + run(" fails.")
    body += paragraph(solutions) + paragraph(run("Lesson: Go."))
    (draft,) = read_word(document(body), "a.docx").drafts
    assert (draft.source.value or {})["solutions"] == [
        {"do": "**Asking** her."},
        {"do": "*Paying*.", "when": "**All else** fails."},
    ]
