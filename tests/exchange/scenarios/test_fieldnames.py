"""The labels of texts in each language, and lines that only look like one."""

from __future__ import annotations

import pytest

from answerable.exchange.scenarios.result import ImportResult
from answerable.exchange.scenarios.texts.article import from_lines
from answerable.i18n import catalogue_languages, translator
from answerable.model import ScenarioFile
from answerable.model.fieldnames import field_named, meaning, usual_name
from answerable.model.fieldnametable import FIELD_NAMES, START

HEAD = "Example 1: The bus\nScenario: A man waits.\n"
REST = "Not accountable: No.\nAccountable: Yes.\nSolutions: Call.\nLesson: Wait.\n"


def read(text: str) -> ImportResult:
    return from_lines(text.split("\n"), "a.txt")


def codes(found: ImportResult) -> list[tuple[str, int]]:
    return [(one.code, one.location.line) for one in found.diagnostics]


def test_every_language_of_the_interface_has_every_label() -> None:
    languages = {"en", *catalogue_languages()}
    assert {name: set(names) for name, names in FIELD_NAMES.items()} == dict.fromkeys(
        FIELD_NAMES, languages
    )


@pytest.mark.parametrize("name", FIELD_NAMES)
def test_every_phrase_means_its_part_and_no_other(name: str) -> None:
    for names in FIELD_NAMES[name].values():
        for phrase in names.phrases:
            for label in (phrase, phrase.upper(), phrase.replace(" ", "-")):
                assert meaning(label) == name, label
            for beside in names.beside:
                assert name in {meaning(f"{phrase} {beside}"), meaning(f"{beside} {phrase}")}


@pytest.mark.parametrize("language", ["en", "de-AT", "nl", *catalogue_languages()])
def test_the_usual_label_of_a_part_means_it(language: str) -> None:
    assert all(meaning(usual_name(name, language)) == name for name in FIELD_NAMES)


def test_a_backslash_keeps_words_in_their_part_wherever_they_are() -> None:
    found = read(f"{HEAD}\n\\Responses\n{REST}\n\\Note: It came.\n")
    assert codes(found) == []
    [draft] = found.drafts
    assert draft.source.value is not None
    assert draft.source.value["situation"] == "A man waits.\n\nResponses"
    assert draft.source.value["lesson"] == "Wait.\n\nNote: It came."


@pytest.mark.parametrize("language", ["en", *catalogue_languages()])
def test_the_words_of_the_interface_are_labels(language: str) -> None:
    words = translator(language)
    said = words.gettext
    labels = {"Wrong": "not_accountable", "Right": "accountable", "Lesson": "lesson"}
    assert {name: meaning(words.labels[name]) for name in labels} == labels
    of_own_scenario = {
        "Poor reply": "not_accountable",
        "Good reply": "accountable",
        "Solutions": "solutions",
    }
    assert {word: meaning(said(word)) for word in of_own_scenario} == of_own_scenario
    assert meaning(said("Scenario")) in ("situation", START)


@pytest.mark.parametrize(
    "text",
    [
        "Beispiel 1: „A“\nSituation: B.\nNicht verantwortlich: „C.“\nVerantwortlich: „D.“\n"
        "Mögliche Lösungen: E.\nMerksatz: F.\n",
        "Exemple 1 : « A »\nSituation : B.\nRéponse non responsable : « C. »\n"
        "Réponse responsable : « D. »\nSolutions possibles : E.\nLeçon : F.\n",
        "Ejemplo 1: «A»\nSituación: B.\nMala respuesta: C.\nBuena respuesta: D.\n"
        "Soluciones posibles: E.\nLección: F.\n",
        "المثال الأول: «A»\nالموقف: B.\nالرد السيئ: C.\nالرد الجيد: D.\n"
        "الحلول الممكنة: E.\nالدرس: F.\n",
    ],
)
def test_scenarios_in_other_languages(text: str) -> None:
    found = read(text)
    assert codes(found) == []
    assert [dict(draft.source.value or {}) for draft in found.drafts] == [
        {
            "title": "A",
            "situation": "B.",
            "not_accountable": {"reply": "C."},
            "accountable": {"reply": "D."},
            "solutions": [{"do": "E."}],
            "lesson": "F.",
        }
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Note: He is late.",
        "Poor form: Ask them.",
        "• Poor form: Ask them.",
        "**Poor form:** Ask them.",
        "**Poor form**",
        "Poor form:",
        "Time: 9:30",
    ],
)
def test_what_looks_like_a_label_is_never_text_of_the_part_above(line: str) -> None:
    found = read(f"{HEAD}{line}\nHe asks.\n{REST}")
    assert codes(found) == [("AN530", 3)]
    assert "\\" in found.diagnostics[0].hint
    (draft,) = found.drafts
    assert (draft.source.value or {})["situation"] == "A man waits."


def test_a_line_with_a_dash_or_alone_looks_like_a_label_where_labels_are_written_so() -> None:
    assert codes(read(f"{HEAD}Poor form – Ask them.\n{REST}")) == []
    dashes = (HEAD + REST).replace(": ", " – ")
    assert codes(read(dashes.replace("Not acc", "Poor form – Ask them.\nNot acc"))) == [
        ("AN530", 3)
    ]
    alone = (HEAD + REST).replace(": ", "\n").replace("Not acc", "\nPoor form\nAsk them.\nNot acc")
    assert ("AN530", 6) in codes(read(alone))


def test_within_a_line_of_labels_others_count_too() -> None:
    text = f"{HEAD}{REST}".replace("\n", " ").replace("Not acc", "Poor form: Ask them. Not acc")
    assert codes(read(text)) == [("AN530", 1)]


@pytest.mark.parametrize(
    "lines",
    [
        "She waits: nobody comes.",
        "It is Monday: The bus is late.",
        "“Note: He is late,” she says.",
        "Customer: Where is it?\n\nAgent: Gone.",
        "Ana: Where is it?\n\nTom: Gone.\n\nAna: Why?\n\nTom: It is late.",
        "Mr Brown: Where is it?",
        "A: Where is it?",
        "See https://example.com for it.",
        "The bus leaves at 9:30, and the next one at ten.",
        "He asks what nobody in that office wants to hear: Where is it?",
        "1. Mai: Sie kommt.\n\n2. Juni: Sie kommt wieder.",
        "Monday: She calls.\n\nTuesday morning: She calls again.",
        "Day 2: Nobody comes.",
        "9 am: Nobody comes.",
        "Le 3 mai: Elle appelle.",
        "El lunes: Llama.",
        "يوم الاثنين: تتصل.",
    ],
)
def test_sentences_and_dialogues_are_no_labels(lines: str) -> None:
    found = read(f"{HEAD}\n{lines}\n{REST}")
    assert codes(found) == []
    (draft,) = found.drafts
    assert (draft.source.value or {})["situation"] == f"A man waits.\n\n{lines}"


def test_a_numbered_line_is_text_where_no_label_has_a_number_and_is_told() -> None:
    found = read(f"{HEAD}3. Stock: Two rooms are free.\n{REST}")
    assert codes(found) == [("AN521", 3)]
    (draft,) = found.drafts
    text = "A man waits. 3\\. Stock: Two rooms are free."
    assert (draft.source.value or {})["situation"].replace("\\", "") == text.replace("\\", "")


def test_a_numbered_line_may_be_a_label_where_labels_have_numbers() -> None:
    text = f"{HEAD}2. Poor form: Ask them.\n3. {REST}"
    assert codes(read(text)) == [("AN530", 3)]


def test_a_backslash_says_that_a_line_is_text() -> None:
    found = read(f"{HEAD}\\Note: He is late.\n{REST}")
    assert codes(found) == []
    assert (found.drafts[0].source.value or {})["situation"] == "A man waits. Note: He is late."


def test_an_entry_of_a_list_of_solutions_may_look_like_a_label_and_is_told() -> None:
    text = f"{HEAD}{REST}".replace("Solutions: Call.", "Solutions:\n- Refund: Pay it.\n- Call.")
    found = read(text)
    assert codes(found) == [("AN521", 6)]
    assert (found.drafts[0].source.value or {})["solutions"] == [
        {"do": "Refund: Pay it."},
        {"do": "Call."},
    ]


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("bad", "not_accountable"),
        ("good_reply", "accountable"),
        ("BadReply", "not_accountable"),
        ("takeaway", "lesson"),
        ("Titel", "title"),
        ("Loesungen", "solutions"),
        ("situación", "situation"),
        ("story", "situation"),
        ("unknown", None),
        ("example", None),
    ],
)
def test_a_field_by_another_name(name: str, field: str | None) -> None:
    assert field_named(name, ScenarioFile.model_fields) == field


def test_a_name_counts_only_where_its_field_may_stand() -> None:
    assert field_named("Antwort", ["reply", "why"]) == "reply"
    assert field_named("warum", ["reply", "why"]) == "why"
    assert field_named("bad", ["reply", "why"]) is None


@pytest.mark.parametrize(
    ("poor", "good"),
    [
        ("Response A (not accountable)", "Response B (accountable)"),
        ("Reply 1 – not accountable", "Reply 2 – accountable"),
        ("A) Not accountable", "B) Accountable"),
        ("(a) Not accountable", "(b) Accountable"),
        ("A. Not accountable", "B. Accountable"),
        ("3. Not accountable", "4. Accountable"),
        ("**Agent (not accountable)**", "**Agent (accountable)**"),
        ("Antwort A (nicht verantwortlich)", "Antwort B (verantwortlich)"),
    ],
)
def test_labels_may_stand_behind_a_letter_or_a_few_words(poor: str, good: str) -> None:
    rest = REST.replace("Not accountable:", f"{poor}:").replace("Accountable:", f"{good}:")
    found = read(f"{HEAD}{rest}")
    assert codes(found) == []
    values = found.drafts[0].source.value or {}
    assert values["situation"] == "A man waits."
    assert values["not_accountable"] != values["accountable"]


def test_a_remark_in_brackets_makes_no_text_of_a_label() -> None:
    assert codes(read(f"{HEAD}Version A (too long): Ask them.\n{REST}")) == [("AN530", 3)]


@pytest.mark.parametrize(
    "phrase",
    ["First example", "The second case", "Erstes Beispiel", "Deuxième exemple", "Segundo ejemplo"],
)
def test_an_example_may_be_counted_before_its_name(phrase: str) -> None:
    text = f"{phrase}: “Late”\nSituation: One.\n{phrase}: “Later”\nSituation: Two."
    found = from_lines(text.split("\n"), "a.txt")
    assert [one.source.value for one in found.drafts] == [
        {"title": "Late", "situation": "One."},
        {"title": "Later", "situation": "Two."},
    ]


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("What happened? It rained.", "situation"),
        ("¿Qué pasó?: It rained.", "situation"),
        ("Que faire ? It rained.", "solutions"),
        ("¿Qué hacer? It rained.", "solutions"),
    ],
)
def test_labels_may_ask(line: str, field: str) -> None:
    (draft,) = from_lines(["Example 1: A", line], "a.txt").drafts
    texts = {"situation": "It rained.", "solutions": [{"do": "It rained."}]}
    assert draft.source.value == {"title": "A", field: texts[field]}


def test_an_unknown_question_with_a_colon_is_named() -> None:
    found = from_lines(["Example 1: A", "Situation: B.", "Who was it?: Nobody."], "a.txt")
    assert [one.code for one in found.diagnostics] == ["AN530"]


@pytest.mark.parametrize("line", ["A guest asks: Where?", "Der Gast im Saal fragt: Wo?"])
def test_who_asks_is_no_label(line: str) -> None:
    lines = ["Example 1: A", "Situation: B.", line, "Why? Nobody knows.", "Lesson: C."]
    found = from_lines(lines, "a.txt")
    assert found.diagnostics == []
    (draft,) = found.drafts
    assert draft.source.value == {
        "title": "A",
        "situation": f"B. {line} Why? Nobody knows.",
        "lesson": "C.",
    }
