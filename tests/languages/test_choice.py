"""Which language a page speaks: the device's own, unless another was chosen on it."""

import json
import re

import pytest

from tests.live.conftest import Place, place
from workshop.languages import Languages
from workshop.rules.built_in_words import GROUND_RULES, PURPOSE_RULE

__all__ = ["place"]

SPOKEN = re.compile(r'<html lang="([\w-]+)" dir="(\w+)"')


def spoken(text: str) -> tuple[str, ...]:
    found = SPOKEN.search(text)
    assert found, text[:200]
    return found.groups()


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", ("de", "ltr")),
        ("ar-EG", ("ar", "rtl")),
        ("fr-CA,en;q=0.5", ("fr", "ltr")),
        ("pt,es;q=0.5", ("es", "ltr")),
        ("ja", ("en", "ltr")),
        ("", ("en", "ltr")),
    ],
)
def test_a_page_speaks_what_the_device_asks_for(
    place: Place, asked: str, language: tuple[str, str]
) -> None:
    for path in ("/", "/nothing", f"/w/{place.workshop()}/"):
        assert spoken(place.server.get(path, Accept_Language=asked).text) == language


def test_an_error_page_says_it_in_the_devices_language(place: Place) -> None:
    text = place.server.get("/nothing", Accept_Language="fr").text
    assert Languages().translator("fr")("There is nothing here") in text


def test_a_link_changes_the_language_and_only_the_desk_keeps_it_as_a_cookie(place: Place) -> None:
    reply = place.server.get("/desk/?language=ar", Cookie=place.cookie, Accept_Language="de")
    assert spoken(reply.text) == ("ar", "rtl")
    kept = reply.headers["Set-Cookie"]
    assert kept.startswith("language=ar;") and "Path=/desk" in kept and "SameSite=Strict" in kept
    with_both = f"{place.cookie}; language=ar"
    assert spoken(place.server.get("/desk/new", Cookie=with_both).text) == ("ar", "rtl")
    for path in ("/", f"/w/{place.workshop()}/"):
        reply = place.server.get(f"{path}?language=es", Accept_Language="de")
        assert spoken(reply.text) == ("es", "ltr")
        assert "Set-Cookie" not in reply.headers


@pytest.mark.parametrize("tag", ["xx", "../de", "de;path=/", ""])
def test_a_language_that_is_not_known_is_neither_spoken_nor_kept(place: Place, tag: str) -> None:
    reply = place.server.get(f"/desk/?language={tag}", Cookie=place.cookie, Accept_Language="de")
    assert spoken(reply.text) == ("de", "ltr")
    assert "Set-Cookie" not in reply.headers


def test_the_room_says_its_own_words_in_the_workshops_language(place: Place) -> None:
    id_ = place.workshop(language="de", prompt="project")
    entries = place.server.boot(f"/w/{id_}/")["snapshot"]["entries"]  # type: ignore[index]
    german = Languages().translator("de")
    assert entries["workshop"]["language"] == "de"
    assert entries["rules"]["purpose"] == german(PURPOSE_RULE) != PURPOSE_RULE
    assert entries["rules"]["rules"] == [german(rule) for rule in GROUND_RULES]
    asked = [one["prompt"] for one in entries["agenda"]["stages"] if one["kind"] == "write"]
    assert asked == [german("Something that went wrong in this project. What happened?")]


def test_the_form_offers_each_language_by_its_own_name(place: Place) -> None:
    text = place.server.get("/desk/new", Cookie=place.cookie, Accept_Language="es").text
    for tag, name in (("en", "English"), ("de", "Deutsch"), ("ar", "العربية"), ("es", "Español")):
        assert re.search(rf'<option value="{tag}" lang="{tag}"[^>]*>{name}</option>', text)
    assert re.search(r'<option value="es"[^>]* selected>', text)


def test_a_phone_gets_the_words_of_its_first_modules_with_the_page_and_all_from_a_file(
    place: Place,
) -> None:
    reply = place.server.get(f"/w/{place.workshop()}/", Accept_Language="de")
    boot = json.loads(re.search(r'id="boot">(.*?)</script>', reply.text)[1])  # type: ignore[index]
    german = next(one for one in boot["languages"] if one["tag"] == "de")
    assert (german["name"], german["direction"]) == ("Deutsch", "ltr")
    words = json.loads(place.server.get(german["words"]).text)
    assert boot["words"].items() < words.items()
    assert boot["words"]["You are in."] == "Du bist dabei." and "Who will?" not in boot["words"]
    assert words["Who will?"] == "Wer?" and "Agenda" not in words
