"""Files whose scenarios are brought in: understood, corrected, taken or left, and nothing lost."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pytest
from starlette.testclient import TestClient

from answerable.build.studio import bundles, history
from answerable.build.studio.studio import Studio
from answerable.exchange.scenarios import files
from answerable.source.read.load import load_course
from tests.build.studio.conftest import OWN

GOOD = """\
Title: The lost key
Situation: A guest has lost the key.
Not accountable: “Ask the night porter.”
Accountable: “I will open the door for you, and order a new key.”
Solutions: Order a new key.
Lesson: Open the door first.
"""

FAULTY = """\
Title: The cold room
Situation: A guest says that the room is cold.
Accountable: “I’m coming up with a heater.”
Solutions: Bring a heater.
Lesson: Go there.
"""


@pytest.fixture
def scenarios(project: Path) -> Path:
    return project / "scenarios"


def sent(inside: TestClient, course: str, content: str | bytes, name: str = "new.txt") -> str:
    """The address of what was understood of a file."""
    answer = inside.post(f"{course}/bring", params={"name": name}, content=content, headers=OWN)
    assert answer.status_code == 200, answer.text
    address: str = answer.json()["address"]
    return address


def post(inside: TestClient, address: str, **fields: str) -> int:
    return inside.post(address, data=fields, headers=OWN).status_code


def test_what_is_ready_is_taken_as_the_command_line_would_write_it(
    inside: TestClient, course: str, scenarios: Path
) -> None:
    bundle = sent(inside, course, GOOD)
    assert post(inside, f"{bundle}/module", module="understand-first") == 303
    assert "Take the one that is ready" in inside.get(bundle).text
    assert post(inside, f"{bundle}/take", state="ready") == 303
    text = (scenarios / "understand-first" / "the-lost-key.yml").read_text(encoding="utf-8")
    assert "\ntitle: The lost key\nsituation: A guest has lost the key.\n" in text
    assert not load_course(scenarios).diagnostics
    assert "Taken" in inside.get(bundle).text


def test_nothing_is_written_before_something_is_taken(
    inside: TestClient, course: str, studio: Studio, scenarios: Path
) -> None:
    before = {file: file.read_bytes() for file in scenarios.rglob("*") if file.is_file()}
    bundle = sent(inside, course, GOOD)
    for page in (bundle, f"{bundle}/1", f"{course}/bring"):
        assert inside.get(page).status_code == 200
    assert {file: file.read_bytes() for file in scenarios.rglob("*") if file.is_file()} == before
    assert not history.saves(studio.database, scenarios)


def test_what_is_missing_is_named_beside_its_field_and_can_be_entered(
    inside: TestClient, course: str, scenarios: Path
) -> None:
    bundle = sent(inside, course, f"{GOOD}\n{FAULTY}")
    place = f"{bundle}/8"
    assert "Not accountable\\u201d is missing." in inside.get(place).text
    assert post(inside, f"{place}/take") == 409
    fields = {
        "module": "understand-first",
        "not_accountable": {"reply": "“Wear a coat.”", "why": ""},
    }
    told = inside.post(f"{place}/fields", json={"fields": fields}, headers=OWN).json()
    assert told["state"] == "ready", told
    assert "--" not in repr(told["problems"])
    assert post(inside, f"{place}/take") == 303
    text = (scenarios / "understand-first" / "the-cold-room.yml").read_text(encoding="utf-8")
    assert "Wear a coat." in text
    assert not (scenarios / "understand-first" / "the-lost-key.yml").exists()


def test_what_was_corrected_is_kept_when_the_studio_is_started_again(
    inside: TestClient, course: str, studio: Studio
) -> None:
    bundle = sent(inside, course, GOOD)
    fields = {"title": "The key that was lost"}
    inside.post(f"{bundle}/1/fields", json={"fields": fields}, headers=OWN)
    again = Studio(studio.database, studio.work, studio.url)
    kept = bundles.bundle(again.database, next(iter(again.folders)) / "scenarios", 1)
    assert kept
    assert kept.decision("1").fields == fields
    assert "The key that was lost" in inside.get(bundle).text


def test_a_title_of_a_column_is_explained_once(
    inside: TestClient, course: str, scenarios: Path
) -> None:
    table = (
        "Title;Situation;Not accountable;Accountable;Solution 1;Lesson;Seen by\n"
        "The bill;The bill is wrong.;“Ask there.”;“I’ll ask.”;Correct it.;Ask yourself.;Kim\n"
    )
    bundle = sent(inside, course, table, "new.csv")
    page = inside.get(bundle).text
    assert "What do these columns contain?" in page
    assert "Seen by" in page
    assert post(inside, f"{bundle}/columns", **{"Seen by": "Owner"}) == 303
    assert "Seen by = Owner" in (scenarios / "columns.txt").read_text(encoding="utf-8")
    assert "What do these columns contain?" not in inside.get(bundle).text
    assert 'value="Kim"' in inside.get(f"{bundle}/2").text
    later = sent(inside, course, table, "later.csv")
    assert "What do these columns contain?" not in inside.get(later).text


def test_words_that_belong_to_no_field_are_shown(inside: TestClient, course: str) -> None:
    bundle = sent(inside, course, f"Some words before it.\n\n{GOOD}")
    assert "Some words before it." in inside.get(bundle).text


def test_a_taken_scenario_is_open_again_after_an_undo(
    inside: TestClient, course: str, studio: Studio, scenarios: Path
) -> None:
    bundle = sent(inside, course, GOOD)
    post(inside, f"{bundle}/module", module="understand-first")
    post(inside, f"{bundle}/1/take")
    (save,) = history.saves(studio.database, scenarios)
    assert save.what == "The lost key"
    assert "Open it" in inside.get(f"{bundle}/1").text
    inside.post(f"{course}/history/{save.number}/undo", headers=OWN)
    assert "Take it" in inside.get(f"{bundle}/1").text


def test_a_scenario_is_left_out_and_brought_back(inside: TestClient, course: str) -> None:
    bundle = sent(inside, course, GOOD)
    assert post(inside, f"{bundle}/1/leave") == 303
    assert "Take the one that is ready" not in inside.get(bundle).text
    assert post(inside, f"{bundle}/1/back") == 303
    assert "Take it" in inside.get(f"{bundle}/1").text
    assert post(inside, f"{bundle}/remove") == 303
    assert inside.get(bundle).status_code == 404


def test_a_changed_row_shows_what_it_changes(
    inside: TestClient, course: str, scenarios: Path
) -> None:
    file = next(scenarios.glob("*/no-appointment.yml"))
    table = f"Id;Title;Situation\n{file.stem};Nobody rang;Nobody rang at all.\n"
    bundle = sent(inside, course, table, "new.csv")
    page = inside.get(f"{bundle}/2").text
    assert "What it changes" in page
    assert "data-form" not in page
    assert post(inside, f"{bundle}/take", state="changing") == 303
    assert "title: Nobody rang\n" in file.read_text(encoding="utf-8")


def test_a_picture_of_a_document_comes_along(
    inside: TestClient, course: str, scenarios: Path
) -> None:
    from PIL import Image

    made = docx.Document()
    for line in GOOD.splitlines():
        made.add_paragraph(line)
    held = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(held, "PNG")
    made.add_picture(io.BytesIO(held.getvalue()))
    file = io.BytesIO()
    made.save(file)
    bundle = sent(inside, course, file.getvalue(), "new.docx")
    picture = inside.get(f"{bundle}/1/picture")
    assert picture.headers["content-type"] == "image/png"
    assert "sandbox" in picture.headers["content-security-policy"]
    post(inside, f"{bundle}/module", module="understand-first")
    assert post(inside, f"{bundle}/1/take") == 303
    assert (scenarios / "understand-first" / "the-lost-key.png").is_file()


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.pdf", b"%PDF-1.7"), ("", b""), ("x.docx", b"PK\3\4nothing"), ("x.txt", b"\0\xff\xfe")],
)
def test_a_file_without_scenarios_is_refused_in_words(
    inside: TestClient, course: str, name: str, content: bytes
) -> None:
    answer = inside.post(f"{course}/bring", params={"name": name}, content=content, headers=OWN)
    assert answer.status_code == 422
    assert answer.json()["problems"][0]["message"]
    assert "Not finished yet" not in inside.get(f"{course}/bring").text


def test_a_file_may_not_be_endless(
    inside: TestClient, course: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("answerable.build.studio.views.bring.MAX_BYTES", 10)
    answer = inside.post(f"{course}/bring?name=x.txt", content=GOOD, headers=OWN)
    assert answer.status_code == 413
    assert files.MAX_BYTES > 10


def test_the_name_of_a_file_leads_nowhere(inside: TestClient, course: str, project: Path) -> None:
    attack = "../../../evil<script>.txt"
    bundle = sent(inside, course, GOOD.replace("The lost key", "../../evil"), attack)
    page = inside.get(bundle).text
    assert "<script>." not in page
    assert "../" not in page.replace("../../evil</a>", "")
    post(inside, f"{bundle}/module", module="../../outside")
    post(inside, f"{bundle}/take", state="ready")
    inside.post(
        f"{bundle}/1/fields",
        json={"fields": {"id": "../../evil", "module": "../outside"}},
        headers=OWN,
    )
    post(inside, f"{bundle}/1/take")
    made = [one for one in project.parent.rglob("*") if re.search("outside|evil", one.name)]
    assert all(one.is_relative_to(project / "scenarios") for one in made)


@pytest.mark.parametrize("fields", [None, [], {"fields": 1}, {"fields": {"title": ["x"]}}])
def test_nothing_that_is_sent_breaks_the_studio(
    inside: TestClient, course: str, fields: object
) -> None:
    bundle = sent(inside, course, GOOD)
    answer = inside.post(f"{bundle}/1/fields", json=fields, headers=OWN)
    assert answer.status_code in (200, 400)
    for page in ("/99", "/1.7", "/%2e%2e", "/1/picture"):
        assert inside.get(f"{bundle}{page}").status_code == 404
    assert post(inside, f"{bundle}/take", state="left") == 400


def test_a_broken_course_is_named(inside: TestClient, course: str, scenarios: Path) -> None:
    bundle = sent(inside, course, GOOD)
    file = next(scenarios.glob("*/no-appointment.yml"))
    file.write_text("title: [", encoding="utf-8")
    page = inside.get(bundle)
    assert page.status_code == 200
    assert "no-appointment.yml" in page.text


def test_no_other_site_may_send_a_file(inside: TestClient, course: str) -> None:
    answer = inside.post(
        f"{course}/bring?name=x.txt", content=GOOD, headers={"origin": "http://evil.example"}
    )
    assert answer.status_code == 403
