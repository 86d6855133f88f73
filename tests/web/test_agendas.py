"""Agendas of a team's own: shaped in a form, handed on as files, and nothing typed is lost."""

import json
import re
from html import unescape
from urllib.parse import urlencode

import pytest
from werkzeug.http import parse_options_header

from tests.live.conftest import Place
from tests.support.server import Reply
from workshop.rules.agenda_file import AGENDA_FORMAT

SHORT = ("arrive", "write", "finish")


def filled(*kinds: str, name: str = "Ours", **fields: str) -> dict[str, str]:
    """A form with these stages, under the keys 1, 2, ...; their order is that of the keys."""
    stages = {f"kind-{n}": kind for n, kind in enumerate(kinds or SHORT, 1)}
    minutes = {f"minutes-{n}": "5" for n in range(1, len(stages) + 1)}
    return {"name": name, "language": "en", **stages, **minutes, **fields}


def sent(
    place: Place, form: dict[str, str], path: str = "new", order: str | list[str] = "123"
) -> Reply:
    keys = "".join(f"&stage[]={key}" for key in order)
    headers = {"Cookie": place.cookie, "Content_Type": "application/x-www-form-urlencoded"}
    return place.server.ask("POST", f"/desk/agendas/{path}", urlencode(form) + keys, **headers)


def kept(place: Place, form: dict[str, str], order: str = "123") -> str:
    """The id under which an agenda is kept."""
    reply = sent(place, form, order=order)
    assert reply.status == 303, reply.text
    return reply.to.rpartition("/")[2].partition("?")[0]


def file_of(place: Place, id_: str) -> dict[str, object]:
    reply = place.server.get(f"/desk/agendas/{id_}/file", Cookie=place.cookie)
    assert reply.status == 200
    whole: dict[str, object] = json.loads(reply.text)
    return whole


def take_in(place: Place, text: str) -> Reply:
    return place.server.post("/desk/agendas/import", {"text": text}, Cookie=place.cookie)


def shown(place: Place, id_: str) -> list[dict[str, object]]:
    snapshot = place.server.boot(f"/desk/{id_}/", place.cookie)["snapshot"]
    assert isinstance(snapshot, dict)
    stages: list[dict[str, object]] = snapshot["entries"]["agenda"]["stages"]
    return stages


def order_in(reply: Reply) -> list[str]:
    """The kinds of the stages in a form's answer."""
    body = reply.text.partition("<template")[0]
    return re.findall(r'id="stage-\d+" data-key="\d+" data-kind="(\w+)"', body)


def test_only_the_facilitator_comes_here(place: Place) -> None:
    for path in ("", "new", "built-in/60/file", "nothing", "nothing/file", "nothing/delete"):
        assert place.server.get(f"/desk/agendas/{path}").status == 401
    for path in ("new", "import", "nothing", "nothing/delete"):
        assert place.server.post(f"/desk/agendas/{path}", {}).status == 401


def test_an_agenda_is_kept_and_a_workshop_is_made_with_it(place: Place) -> None:
    words = {"prompt-2": "What broke?", "name-2": "Quiet time", "cards-2": "live"}
    id_ = kept(place, filled(name="Sprint", **words))
    offered = place.server.get("/desk/new", Cookie=place.cookie).text
    assert f'<option value="own:{id_}">Sprint</option>' in offered
    stages = shown(place, place.workshop(template=f"own:{id_}"))
    assert [stage["kind"] for stage in stages] == list(SHORT)
    assert (stages[1]["prompt"], stages[1]["name"]) == ("What broke?", "Quiet time")


def test_a_workshop_keeps_its_agenda_when_the_teams_own_changes_or_goes(place: Place) -> None:
    id_ = kept(place, filled(name="Before"))
    workshop = place.workshop(template=f"own:{id_}")
    changed = sent(place, filled(name="After", **{"minutes-2": "20"}), id_)
    assert changed.status == 303
    assert place.server.post(
        f"/desk/agendas/{id_}/delete", {"sure": "yes"}, Cookie=place.cookie
    ).to.endswith("/desk/agendas/")
    assert [stage["minutes"] for stage in shown(place, workshop)] == [5, 5, 5]
    gone = {"title": "Spring", "team": "Payments", "template": f"own:{id_}"}
    assert place.server.post("/desk/new", gone, Cookie=place.cookie).status == 422


def test_every_fault_stands_at_its_place_and_every_word_is_still_there(place: Place) -> None:
    form = filled(
        "arrive", "reveal", "write", name="Bro<ken",
        **{"minutes-1": "0", "prompt-3": "x" * 200, "cue-2": "Count <to> five."},
    )  # fmt: skip
    reply = sent(place, form)
    assert reply.status == 422
    text = unescape(reply.text)
    for fault in (
        "Stage 1, Minutes: must be a whole number from 1 to 120.",
        "Stage 2: “Reveal” needs “Write” before it",
        "Stage 3, Prompt: must have at most 160 characters, not 200.",
        "Stage 3: An agenda must end with “Finish”",
    ):
        assert fault in text
    for kept_ in ("Bro<ken", "x" * 200, "Count <to> five."):
        assert kept_ in text
    marked = set(re.findall(r'id="([\w-]+)"[^>]*aria-invalid="true"', reply.text))
    assert marked == {"minutes-1", "prompt-3"}


@pytest.mark.parametrize(
    ("press", "order"),
    [
        ("up:3", ["arrive", "finish", "write"]),
        ("down:1", ["write", "arrive", "finish"]),
        ("up:1", ["arrive", "write", "finish"]),
        ("remove:2", ["arrive", "finish"]),
        ("add", ["arrive", "write", "talk", "finish"]),
        ("up:9", ["arrive", "write", "finish"]),
    ],
)
def test_without_scripts_the_buttons_do_the_same_and_lose_nothing(
    place: Place, press: str, order: list[str]
) -> None:
    form = filled(**{"cue-1": "Smile.", "do": press, "add": "talk"})
    reply = sent(place, form)
    assert reply.status == 200
    assert order_in(reply) == order
    assert "Smile." in reply.text and "Not saved yet." in reply.text


def test_a_stage_is_opened_and_closed_by_its_name(place: Place) -> None:
    once = sent(place, filled(do="open:2"))
    assert re.findall(r'id="fields-(\d)">', once.text) == ["2"]
    again = sent(place, filled(do="open:2", opened="2"))
    assert re.findall(r'id="fields-(\d)">', again.text) == []


def test_the_order_of_the_form_is_the_order_of_its_rows(place: Place) -> None:
    id_ = kept(place, filled("arrive", "finish", "story", name="Rows"), order="132")
    stages = file_of(place, id_)["stages"]
    assert isinstance(stages, list)
    assert [stage["kind"] for stage in stages] == ["arrive", "story", "finish"]


def test_what_was_not_changed_stays_the_programs_own_in_every_language(place: Place) -> None:
    page = place.server.get(
        "/desk/agendas/new?from=30&language=de", Cookie=place.cookie
    ).text.partition("<template")[0]
    areas = re.findall(r'<textarea[^>]* name="([\w-]+)"[^>]*>([^<]*)</textarea>', page)
    form = {name: unescape(text) for name, text in areas}
    inputs = re.findall(r'<input[^>]* name="(kind-\d+|minutes-\d+)" value="(\w+)"', page)
    id_ = kept(place, {**form, **dict(inputs), "name": "Dreißig", "language": "de"}, "12345678")
    stages = file_of(place, id_)["stages"]
    assert isinstance(stages, list) and len(stages) == 8
    assert all(set(stage) == {"kind", "minutes"} for stage in stages)
    said = shown(place, place.workshop(template=f"own:{id_}", language="fr"))
    assert said == shown(place, place.workshop(template="30", language="fr"))


def test_two_agendas_do_not_have_one_name(place: Place) -> None:
    kept(place, filled(name="Twice"))
    reply = sent(place, filled(name="twice"))
    assert reply.status == 422 and "There is already an agenda with this name." in reply.text


def test_a_file_that_was_exported_comes_back_equal_beside_the_first(place: Place) -> None:
    first = kept(place, filled(name="There and back", **{"prompt-2": "Was «ist»?", "cue-3": "Ja."}))
    text = place.server.get(f"/desk/agendas/{first}/file", Cookie=place.cookie)
    reply = take_in(place, text.text)
    assert reply.status == 303
    second = reply.to.rpartition("/")[2].partition("?")[0]
    assert second != first
    back = file_of(place, second)
    assert back["name"] == "There and back (2)"
    assert {**back, "name": "There and back"} == file_of(place, first)


def test_a_built_in_agenda_can_be_handed_on_as_well(place: Place) -> None:
    for name in ("60", "30", "all_hands"):
        path = f"/desk/agendas/built-in/{name}/file"
        reply = place.server.get(path, Cookie=place.cookie)
        assert take_in(place, reply.text).status == 303
    missing = place.server.get("/desk/agendas/built-in/61/file", Cookie=place.cookie)
    assert missing.status == 404


@pytest.mark.parametrize("name", ["Übung für uns", "جدول أعمال", "名前", "ﬁnd Ⅻ", "🙂", '"; x=\\'])
def test_a_file_has_its_name_in_every_script(place: Place, name: str) -> None:
    path = f"/desk/agendas/{kept(place, filled(name=name))}/file"
    reply = place.server.get(path, Cookie=place.cookie)
    assert reply.status == 200 and json.loads(reply.text)["name"]
    named = parse_options_header(reply.headers["Content-Disposition"])[1]["filename"]
    letters = "".join(char for char in named if char.isalnum())
    assert letters.startswith("".join(char for char in name if char.isalnum()))
    assert named.endswith(".agenda.json")
    in_arabic = {"Cookie": place.cookie, "Accept_Language": "ar"}
    assert place.server.get("/desk/agendas/built-in/90/file", **in_arabic).status == 200


def test_a_broken_file_is_shown_again_with_every_fault_at_its_place(place: Place) -> None:
    stages = [
        {"kind": "arrive", "minutes": 500},
        {"kind": "dance", "minutes": 5, "prompt": "Once more <b>with feeling</b>"},
        {"kind": "finish", "minutes": 5, "colour": "red"},
    ]
    whole = {"format": AGENDA_FORMAT, "version": 1, "name": "", "language": "en", "stages": stages}
    reply = take_in(place, json.dumps(whole, indent=1))
    text = unescape(reply.text)
    assert reply.status == 422
    for fault in (
        "Name: must not be empty",
        "Stage 1, Minutes: must be a whole number from 1 to 120.",
        "Stage 2, Kind: must be one of: arrive,",
        "Stage 3, colour: is not known here.",
    ):
        assert fault in text
    assert "<b>with feeling</b>" not in reply.text
    assert json.dumps(whole, indent=1) in text


def test_the_form_keeps_the_ids_of_an_agendas_own_and_has_none_for_a_new_stage(
    place: Place,
) -> None:
    ids = {"hello": "arrive", "write": "write", "bye": "finish"}
    stages = [{"id": id_, "kind": kind, "minutes": 5} for id_, kind in ids.items()]
    head = {"format": AGENDA_FORMAT, "version": 1, "name": "Ours", "language": "en"}
    id_ = take_in(place, json.dumps({**head, "stages": stages})).to.rpartition("/")[2]
    id_ = id_.partition("?")[0]
    form = place.server.get(f"/desk/agendas/{id_}", Cookie=place.cookie).text
    assert re.findall(r'name="stage\[\]" value="([a-z]+)"', form) == [*ids]
    fields = {f"kind-{key}": kind for key, kind in {**ids, "1": "break"}.items()}
    fields |= {f"minutes-{key}": "6" for key in (*ids, "1")}
    order = ["hello", "write", "1", "bye"]
    assert sent(place, {"name": "Ours", "language": "en", **fields}, id_, order).status == 303
    made = file_of(place, id_)["stages"]
    assert isinstance(made, list)
    assert [one["id"] for one in made] == ["hello", "write", "break", "bye"]


def test_a_file_of_tomorrow_is_refused_in_words(place: Place) -> None:
    reply = take_in(place, json.dumps({"format": AGENDA_FORMAT, "version": 2}))
    assert reply.status == 422 and "from a newer program" in reply.text


def test_a_file_is_uploaded_as_browsers_do(place: Place) -> None:
    stages = [{"kind": "arrive", "minutes": 3}, {"kind": "finish", "minutes": 2}]
    head = {"format": AGENDA_FORMAT, "version": 1, "name": "Sent", "language": "en"}
    whole = json.dumps({**head, "stages": stages})
    body = (
        '--edge\r\nContent-Disposition: form-data; name="file"; filename="a.json"\r\n'
        f"Content-Type: application/json\r\n\r\n\ufeff{whole}\r\n--edge--\r\n"
    ).encode()
    headers = {"Cookie": place.cookie, "Content_Type": "multipart/form-data; boundary=edge"}
    assert place.server.ask("POST", "/desk/agendas/import", body, **headers).status == 303
    large = body.replace(b"Sent", b"x" * 70_000)
    reply = place.server.ask("POST", "/desk/agendas/import", large, **headers)
    assert reply.status == 413 and "That was too large" in reply.text


def test_deleting_asks_once_more(place: Place) -> None:
    id_ = kept(place, filled(name="Short-lived"))
    path = f"/desk/agendas/{id_}/delete"
    assert "Nothing is deleted yet." in place.server.get(path, Cookie=place.cookie).text
    assert place.server.post(path, {}, Cookie=place.cookie).status == 200
    assert place.server.post(path, {"sure": "yes"}, Cookie=place.cookie).status == 303
    assert place.server.get(path, Cookie=place.cookie).status == 404


def test_a_copy_begins_with_another_name_and_changes_nothing_yet(place: Place) -> None:
    id_ = kept(place, filled(name="Model", **{"prompt-2": "What broke?"}))
    page = place.server.get(f"/desk/agendas/new?copy={id_}", Cookie=place.cookie).text
    assert 'value="Model (2)"' in page and "What broke?" in page
    assert "Model (2)" not in place.server.get("/desk/agendas/", Cookie=place.cookie).text
