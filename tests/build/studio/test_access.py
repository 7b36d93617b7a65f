"""Nobody but the person at this computer gets at the studio."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from answerable.build.studio.studio import Studio

from .conftest import HOME, OWN, PORT, client, typed


def test_the_address_with_the_token_lets_a_browser_in_and_shows_no_token_then(
    studio: Studio,
) -> None:
    browser = client(studio)
    assert browser.get("/").status_code == 403
    assert browser.get("/?token=guessed").status_code == 403
    answer = browser.get(f"/?token={studio.keys.token}")
    assert answer.headers["location"] == "/"
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "SameSite=strict" in answer.headers["set-cookie"]
    assert browser.get("/").status_code == 200


@pytest.mark.parametrize("host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1:99", ""])
def test_names_of_other_sites_that_lead_here_are_refused(
    studio: Studio, inside: TestClient, host: str
) -> None:
    assert inside.get("/", headers={"host": host}).status_code == 403


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", f"http://127.0.0.1:{PORT + 1}", None]
)
def test_what_other_sites_send_changes_nothing(
    studio: Studio, inside: TestClient, origin: str | None
) -> None:
    (folder,) = studio.folders
    file = next(folder.glob("scenarios/*/no-appointment.yml"))
    before = file.read_bytes()
    address = f"/c/{studio.remember(folder)}/scenario/{file.parent.name}/{file.name}"
    headers = {"origin": origin} if origin else {}
    mine = typed(title="Mine")
    assert inside.post(f"{address}/draft", json=mine, headers=headers).status_code == 403
    assert inside.post(f"{address}/save", json=None, headers=headers).status_code == 403
    assert inside.post(f"{address}/draft", json=mine, headers=OWN).json()["unsaved"] is True
    assert file.read_bytes() == before
    assert inside.post(f"{address}/save", json=None, headers=OWN).json()["unsaved"] is False
    assert b"title: Mine\n" in file.read_bytes()


@pytest.mark.parametrize(
    "path",
    [
        "../mkdocs.yml",
        "..%2Fmkdocs.yml",
        "course.yml",
        "/etc/passwd",
        "first-words/../../mkdocs.yml",
        "no/such.yml",
    ],
)
def test_no_path_leads_out_of_the_scenarios(studio: Studio, inside: TestClient, path: str) -> None:
    key = studio.remember(studio.folders[0])
    assert inside.get(f"/c/{key}/scenario/{path}").status_code == 404


def test_a_preview_is_found_by_its_secret_address_alone_and_is_a_stranger_to_the_studio(
    studio: Studio,
) -> None:
    key = studio.remember(studio.folders[0])
    browser = client(studio)  # without the cookie, as a page that is cut off from the studio
    address = studio.preview_of(key).removeprefix(HOME)
    page = browser.get(address)
    assert page.status_code == 200
    assert page.headers["content-security-policy"].startswith("sandbox ")
    assert "allow-same-origin" not in page.headers["content-security-policy"]
    assert browser.get(address.replace(studio.keys.previews, "guessed")).status_code == 403
    assert browser.get(f"{address}..%2F..%2Fcopy/course.yml").status_code == 404
    assert browser.post(address).status_code == 403


def test_too_much_is_refused_before_it_is_kept(studio: Studio, inside: TestClient) -> None:
    key = studio.remember(studio.folders[0])
    (file,) = studio.folders[0].glob("scenarios/*/no-appointment.yml")
    address = f"/c/{key}/scenario/{file.parent.name}/{file.name}/draft"
    assert inside.post(address, content=b"x" * 2_000_001, headers=OWN).status_code == 413
    assert inside.post(address, content=b"{", headers=OWN).status_code == 400
    assert inside.post(address, content=b"[]", headers=OWN).status_code == 400
