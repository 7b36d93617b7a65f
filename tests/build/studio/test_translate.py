"""Translations are begun and confirmed in the studio as on the command line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from .conftest import OWN


def test_a_language_is_added_and_confirmed(inside: TestClient, course: str, project: Path) -> None:
    file = project / "scenarios" / "course.de.yml"
    assert "Begin" in inside.get(f"{course}/translate?language=de").text
    address = f"{course}/translate/de/course"
    assert inside.post(f"{address}/begin", headers=OWN).status_code == 303
    begun = file.read_text()
    assert "title: Parcels" in begun
    assert 'translate/de/course"' in inside.get(f"{course}/translate?language=de").text
    assert inside.post(f"{address}/begin", headers=OWN).status_code == 303
    assert file.read_text() == begun
    noted = next(line for line in begun.splitlines() if line.startswith("translated_from"))
    file.write_text(begun.replace(noted, "translated_from: 00000000"))
    assert inside.post(f"{address}/confirm", headers=OWN).status_code == 303
    assert noted.split()[1] in file.read_text()


def test_each_language_tells_how_much_of_it_is_translated(inside: TestClient, course: str) -> None:
    for language in ("de", "ar"):
        inside.post(f"{course}/translate/{language}/course/begin", headers=OWN)
    text = inside.get(f"{course}/translate?language=de").text
    (parts,) = {int(one) for one in re.findall(r">0 of (\d+) translated</p>", text)}
    assert re.findall(r'dir="ltr">(\d+/\d+)<', text) == [f"0/{parts}"] * 2


@pytest.mark.parametrize("part", ["de/nothing", "de/..%2Fcourse", "!!/course", "en/course"])
def test_only_what_the_course_has_is_translated(
    inside: TestClient, course: str, project: Path, part: str
) -> None:
    before = sorted(project.rglob("*"))
    assert inside.post(f"{course}/translate/{part}/begin", headers=OWN).status_code == 404
    assert sorted(project.rglob("*")) == before


def test_a_wrong_code_is_said_and_not_taken_for_markup(inside: TestClient, course: str) -> None:
    text = inside.get(f"{course}/translate", params={"language": "<b>"}).text
    assert "&lt;b&gt;" in text
    assert "<b>" not in text


def test_the_own_language_of_the_course_is_refused_in_words(
    inside: TestClient, course: str
) -> None:
    assert "the course is written in it" in inside.get(f"{course}/translate?language=EN").text


class TestSideBySide:
    """A scenario's texts beside those of its German translation."""

    @pytest.fixture
    def original(self, project: Path) -> Path:
        (found,) = project.glob("scenarios/*/no-appointment.yml")
        return found

    @pytest.fixture
    def address(self, inside: TestClient, course: str, original: Path) -> str:
        for name in ("course", original.stem):
            inside.post(f"{course}/translate/de/{name}/begin", headers=OWN)
        return f"{course}/translate/de/{original.stem}"

    @pytest.fixture
    def file(self, original: Path) -> Path:
        return original.with_name(f"{original.stem}.de.yml")

    def type(self, inside: TestClient, address: str, texts: dict[str, str], **more: object) -> Any:
        sent = {"fields": texts, "before": {}, "seen": "", "anyway": True} | more
        return inside.post(f"{address}/draft", json=sent, headers=OWN).json()

    def test_a_text_is_kept_saved_and_undone_alone(
        self, inside: TestClient, course: str, address: str, file: Path, original: Path
    ) -> None:
        before = file.read_text()
        (title,) = re.findall(r"(?m)^title: (.*)$", before)
        assert title in inside.get(address).text
        assert self.type(inside, address, {'["title"]': "Kein Termin"})["unsaved"] is True
        assert file.read_text() == before
        assert "Kein Termin" in inside.get(address).text
        number = inside.post(f"{address}/save", headers=OWN, json=None).json()["number"]
        assert file.read_text() == before.replace(f"title: {title}\n", "title: Kein Termin\n")
        inside.post(f"{course}/history/{number}/undo", headers=OWN)
        assert file.read_text() == before

    def test_inner_texts_and_what_only_the_translation_has_stay(
        self, inside: TestClient, address: str, file: Path
    ) -> None:
        text = re.sub(r"(?m)^keywords:\n(  - .*\n)+", "", file.read_text())
        file.write_text(f"{text}keywords:\n  - eins\n  - zwei\n  - drei\n  - vier\n  - fünf\n")
        self.type(inside, address, {'["accountable", "why"]': "Darum."})
        inside.post(f"{address}/save", headers=OWN, json=None)
        text = file.read_text()
        assert "why: Darum.\n" in text
        assert "  - eins\n  - zwei\n  - drei\n  - vier\n  - fünf\n" in text

    def test_a_text_that_was_changed_elsewhere_is_not_overwritten(
        self, inside: TestClient, address: str
    ) -> None:
        (seen,) = re.findall(r'data-seen="(\w+)"', inside.get(address).text)
        self.type(inside, address, {'["title"]': "Eins"})
        answer = self.type(
            inside,
            address,
            {'["title"]': "Zwei"},
            seen=seen,
            before={'["title"]': "?"},
            anyway=False,
        )
        assert answer == {"elsewhere": ["title"], "kept": []}

    def test_findings_are_beside_their_texts(
        self, inside: TestClient, address: str, file: Path
    ) -> None:
        self.type(inside, address, {'["accountable", "reply"]': "<b>So</b>"})
        found = inside.get(f"{address}/problems").json()["problems"]
        assert ['["accountable", "reply"]'] in [one["keys"] for one in found]

    def test_what_is_missing_in_the_translation_is_written_with_its_ids(
        self, inside: TestClient, address: str, file: Path, original: Path
    ) -> None:
        before = re.sub(r"(?m)^dialogue:\n([ -].*\n)+", "", original.read_text())
        file.write_text(re.sub(r"(?m)^dialogue:\n([ -].*\n)+", "", file.read_text()))
        original.write_text(
            before
            + "dialogue:\n"
            + "  - id: start\n    customer: Hello\n    choices:\n"
            + "      - reply: Yes\n        quality: accountable\n"
            + "      - reply: No\n        quality: poor\n"
            + "  - id: end\n    customer: Bye\n    ending: good\n"
        )
        self.type(inside, address, {'["dialogue", 1, "customer"]': "Tschüss"})
        inside.post(f"{address}/save", headers=OWN, json=None)
        text = file.read_text()
        assert "id: end\n    customer: Tschüss\n    ending: good\n" in text
        assert "quality: poor\n" in text

    @pytest.mark.parametrize(
        "sent",
        [None, {}, {"fields": {"x": "y"}, "before": {}}, {"fields": {"[1]": 2}, "before": {}}],
    )
    def test_what_the_page_doesnt_send_is_refused(
        self, inside: TestClient, address: str, sent: object
    ) -> None:
        assert inside.post(f"{address}/draft", json=sent, headers=OWN).status_code == 400

    def test_unknown_texts_change_nothing(
        self, inside: TestClient, address: str, file: Path
    ) -> None:
        before = file.read_text()
        answer = self.type(inside, address, {'["title", "x"]': "?", '["id"]': "new"})
        assert answer["unsaved"] is False
        assert file.read_text() == before

    def test_a_page_is_translated_below_its_metadata(
        self, inside: TestClient, course: str, address: str, project: Path
    ) -> None:
        page = f"{course}/translate/de/index.md"
        inside.post(f"{page}/begin", headers=OWN)
        file = project / "content/index.de.md"
        head = file.read_text().partition("\n---\n")[0]
        (seen,) = re.findall(r'name="seen" value="(\w+)"', inside.get(page).text)
        sent = {"seen": seen, "text": "# Willkommen\r\n\r\nHallo."}
        assert inside.post(f"{page}/page", data=sent, headers=OWN).status_code == 303
        text = file.read_text()
        assert text.startswith(head)
        assert text.endswith("---\n\n# Willkommen\n\nHallo.\n")
        answer = inside.post(f"{page}/page", data=sent | {"text": "Other"}, headers=OWN)
        assert answer.status_code == 409
        assert "Other" in answer.text
        assert file.read_text() == text
