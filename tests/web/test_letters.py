"""Letters to a teller: wanted on the form, decided on at the desk, read on the receipt."""

import re
from html import unescape

import pytest

from tests.live.conftest import Place
from tests.support.beside_contributor import DAY, kept
from tests.support.contributing import Phone, beside, invites
from tests.support.letters import LETTERS, Wrote, batch_comes, ready_story, soon, writes
from tests.support.put_teams import put_teams
from tests.support.server import Reply
from workshop.ending.letters import wants_letters
from workshop.ending.overdue import delete_overdue
from workshop.ending.throwing_away import delete_all
from workshop.settings import Settings
from workshop.storage.heard_stories import remember_heard
from workshop.storage.letters import LetterBatch, keep_batch
from workshop.storage.store import Store
from workshop.stories.contributing import KeyedLibrary
from workshop.stories.ways_out import withdraw_story

TITLE = "A date in the newsletter"


@pytest.fixture
def wrote(place: Place) -> Wrote:
    return writes(place.server.data)


def desk(place: Place, path: str) -> str:
    reply = place.server.get(path, Cookie=place.cookie)
    assert reply.status == 200, reply.text
    return unescape(reply.text)


def letters_page(place: Place, wrote: Wrote) -> str:
    return desk(place, f"/desk/{wrote.workshop}/letters/")


def decides(place: Place, wrote: Wrote, *fields: tuple[str, str], do: str = "through") -> Reply:
    form = [("to", "story"), ("do", do), *fields]
    return place.server.ask(
        "POST", f"/desk/{wrote.workshop}/letters/",
        "&".join(f"{name}={value}" for name, value in form),
        Content_Type="application/x-www-form-urlencoded", Cookie=place.cookie,
    )  # fmt: skip


def ticked(*places: int) -> list[tuple[str, str]]:
    return [("letter", str(at)) for at in places]


def receipt(place: Place, wrote: Wrote) -> Phone:
    return Phone.by(place.server, wrote.story, wrote.secret)


def text_of(phone: Phone) -> str:
    return unescape(phone.sees().text)


def wants(place: Place, id_: str) -> bool:
    words = kept(place.server.data, id_).words
    assert words
    return words.letters


def erases(phone: Phone, seen: str) -> Reply:
    """Erases the letters of a page as it was seen."""
    mark = re.search(r'name="seen" value="([^"]*)"', seen)
    return phone.sends("letters/erase", sure="yes", seen=mark[1] if mark else "")


def test_letters_are_wanted_only_by_a_tick_of_its_own(place: Place) -> None:
    for sent, wanted in (({}, False), ({"letters": "yes"}, True), ({"packs": "yes"}, False)):
        made = invites(place.server.data)
        phone = Phone.by(place.server, made.id, made.secret)
        box = re.search(r"<input[^>]*name=\"letters\"[^>]*>", text_of(phone))
        assert box and "checked" not in box[0] and 'aria-describedby="letters-hint"' in box[0]
        assert "Its facilitator reads them first, and lets them through or not." in text_of(phone)
        assert phone.tells(**sent).status == 303
        assert wants(place, made.id) is wanted
        assert ("Stop receiving letters" in text_of(phone)) is wanted


def test_a_form_with_a_fault_keeps_the_tick(place: Place) -> None:
    made = invites(place.server.data)
    reply = Phone.by(place.server, made.id, made.secret).tells(letters="yes", title="")
    assert reply.status == 422
    assert re.search(r"<input[^>]*name=\"letters\"[^>]* checked>", reply.text)


def test_a_teller_changes_their_mind_at_any_time(place: Place) -> None:
    id_, secret = ready_story(place.server.data)
    phone = Phone.by(place.server, id_, secret)

    def would() -> bool:
        def act(library: KeyedLibrary) -> bool:
            return wants_letters(library.session, library.keys, id_)

        found: bool = beside(place.server.data, act)
        return found

    assert "enough people wrote to you, at least three" in text_of(phone)
    for value, wanted in (("", False), ("yes", True), ("", False)):
        assert phone.sends("letters", letters=value).status == 303
        assert wants(place, id_) is wanted
        assert ("No room can write to you." in text_of(phone)) is not wanted
    assert not would()


def test_the_desk_reads_the_letters_in_the_order_of_their_words(place: Place, wrote: Wrote) -> None:
    text = letters_page(place, wrote)
    found = re.findall(r'name="letter" value="(\d+)" checked><span[^>]* dir="auto">([^<]*)<', text)
    assert found == [(str(at), one) for at, one in enumerate(LETTERS)]
    day = f"{int(soon()[-2:])} "
    assert TITLE in text and re.search(rf"They wait until [^.]*\b{day}", text)
    assert "not who wrote it, in which workshop or when" in text


def test_what_is_ticked_goes_to_the_teller_and_the_rest_goes_with_its_key(
    place: Place, wrote: Wrote
) -> None:
    phone = receipt(place, wrote)
    assert not any(one in text_of(phone) for one in LETTERS)
    reply = decides(place, wrote, *ticked(0, 2))
    assert (reply.status, reply.to) == (303, f"/desk/{wrote.workshop}/letters/")
    assert wrote.let_through() == (LETTERS[0], LETTERS[2])
    assert wrote.waiting() == [] and wrote.keys() == ["", "letters"]
    text = text_of(phone)
    assert LETTERS[0] in text and LETTERS[2] in text and LETTERS[1] not in text
    text = letters_page(place, wrote)
    assert "No letters are waiting here." in text
    assert "What was let through has gone to the teller. The rest is erased." in text


def test_none_are_let_through_whatever_is_ticked(place: Place, wrote: Wrote) -> None:
    assert decides(place, wrote, *ticked(0, 1), do="none").status == 303
    assert wrote.let_through() == () and wrote.waiting() == [] and wrote.keys() == [""]


def test_without_a_tick_nothing_is_decided(place: Place, wrote: Wrote) -> None:
    reply = decides(place, wrote)
    assert reply.status == 422 and "Tick a letter, or let none through." in reply.text
    assert not re.search(r'name="letter"[^>]* checked', reply.text)
    assert len(wrote.waiting()) == 1


def test_a_later_press_changes_nothing_and_says_so(place: Place, wrote: Wrote) -> None:
    assert decides(place, wrote, *ticked(1)).status == 303
    for late in (decides(place, wrote, *ticked(0)), decides(place, wrote, do="none")):
        assert late.status == 409 and "This press changed nothing." in late.text
    assert wrote.let_through() == (LETTERS[1],)


def test_two_tellers_are_written_to_apart(place: Place, wrote: Wrote) -> None:
    other, _ = ready_story(place.server.data)
    more = ("Another teller, another line.", "B", "C")
    batch_comes(place.server.data, LetterBatch(other, wrote.workshop, "story2", "", soon(), more))
    assert letters_page(place, wrote).count('name="to"') == 2
    assert decides(place, wrote, *ticked(0)).status == 303
    assert wrote.let_through() == (LETTERS[0],)
    (left,) = wrote.waiting()
    assert left.story == other and letters_page(place, wrote).count('name="to"') == 1


def test_letters_whose_key_is_gone_are_said_to_be_unreadable(place: Place, wrote: Wrote) -> None:
    data = place.server.data
    (
        data.with_name(f"{data.name}-keys")
        / "stories"
        / f"{wrote.story}.letters-{wrote.workshop}.key"
    ).unlink()
    text = letters_page(place, wrote)
    assert "These letters can no longer be read." in text and 'name="letter"' not in text
    assert decides(place, wrote, *ticked(0)).status == 409


def test_a_withdrawn_story_takes_its_letters_along(place: Place, wrote: Wrote) -> None:
    beside(place.server.data, lambda library: withdraw_story(library, wrote.story))
    assert "No letters are waiting here." in letters_page(place, wrote)
    late = decides(place, wrote, *ticked(0))
    assert late.status == 409 and "the story was withdrawn" in late.text


def test_the_lists_and_the_summary_say_that_letters_wait(place: Place, wrote: Wrote) -> None:
    path = f'href="/desk/{wrote.workshop}/letters/"'
    summary = f"/desk/{wrote.workshop}/summary/"
    assert path in desk(place, "/desk/") and path in desk(place, summary)
    assert decides(place, wrote, *ticked(0)).status == 303
    assert path not in desk(place, "/desk/") and path not in desk(place, summary)


def test_letters_end_with_their_summary_and_its_page_says_so(place: Place, wrote: Wrote) -> None:
    path = f"/desk/{wrote.workshop}/summary/"
    soonest = soon(2)
    form = {"keep_until": soonest}
    assert place.server.post(f"{path}keep-until", form, Cookie=place.cookie).status == 303
    assert re.search(rf"They wait until [^.]*\b{int(soonest[-2:])} ", letters_page(place, wrote))
    asked = place.server.post(f"{path}delete", {}, Cookie=place.cookie)
    assert "They are erased, too." in asked.text and len(wrote.waiting()) == 1
    assert place.server.post(f"{path}delete", {"sure": "yes"}, Cookie=place.cookie).status == 303
    assert wrote.waiting() == [] and wrote.keys() == [""]
    reply = place.server.get(f"/desk/{wrote.workshop}/letters/", Cookie=place.cookie)
    assert reply.status == 404


def test_what_was_let_through_outlives_the_summary(place: Place, wrote: Wrote) -> None:
    wrote.decides(LETTERS[0])
    form = {"sure": "yes"}
    place.server.post(f"/desk/{wrote.workshop}/summary/delete", form, Cookie=place.cookie)
    assert wrote.let_through() == (LETTERS[0],)


def test_a_summary_whose_last_day_is_over_ends_its_letters(place: Place, wrote: Wrote) -> None:
    path = f"/desk/{wrote.workshop}/summary/keep-until"
    place.server.post(path, {"keep_until": soon(1)}, Cookie=place.cookie)
    store = Store(Settings(data=place.server.data))
    try:
        store.thread.run(delete_overdue, store, store.settings.now() + 3 * 24 * 3600)
    finally:
        store.close()
    assert wrote.waiting() == [] and wrote.keys() == [""]


def test_a_workshop_that_is_wiped_leaves_no_letters(place: Place, wrote: Wrote) -> None:
    store = Store(Settings(data=place.server.data))
    try:
        store.thread.run(delete_all, store, wrote.workshop)
    finally:
        store.close()
    assert wrote.waiting() == [] and wrote.keys() == [""]


def test_a_teller_erases_what_they_have_read(place: Place, wrote: Wrote) -> None:
    wrote.decides(*LETTERS)
    phone = receipt(place, wrote)
    assert all(one in text_of(phone) for one in LETTERS)
    assert erases(phone, text_of(phone)).status == 303
    assert not any(one in text_of(phone) for one in LETTERS)
    assert wrote.let_through() == () and wrote.keys() == [""]

    def again(library: KeyedLibrary) -> None:
        batch = LetterBatch(wrote.story, "another", "story", "", soon(), LETTERS)
        keep_batch(library.session, library.keys, batch)

    beside(place.server.data, again)
    Wrote(place.server.data, "another", wrote.story, "").decides(LETTERS[1])
    assert wrote.let_through() == (LETTERS[1],) and LETTERS[1] in text_of(phone)


def test_a_letter_that_comes_meanwhile_is_not_erased_unread(place: Place, wrote: Wrote) -> None:
    wrote.decides(LETTERS[0])
    phone = receipt(place, wrote)
    before = text_of(phone)
    batch = LetterBatch(wrote.story, "another", "story", "", soon(), LETTERS)
    batch_comes(place.server.data, batch)
    Wrote(place.server.data, "another", wrote.story, "").decides(LETTERS[1])
    for seen in (before, ""):
        reply = erases(phone, seen)
        assert reply.status == 409 and LETTERS[1] in unescape(reply.text)
        assert "Other letters are here now, so nothing was erased." in unescape(reply.text)
    assert wrote.let_through() == LETTERS[:2]
    assert erases(phone, text_of(phone)).status == 303
    assert wrote.let_through() == ()


def test_a_receipt_tells_nothing_of_where_letters_came_from(place: Place, wrote: Wrote) -> None:
    wrote.decides(*LETTERS)
    text = text_of(receipt(place, wrote))
    assert wrote.workshop not in text and "Quinces" not in text and "Payments" not in text
    assert DAY not in text and soon() not in text


def test_nobody_else_erases_letters_or_asks_for_them(place: Place, wrote: Wrote) -> None:
    wrote.decides(*LETTERS)
    for cookie in (place.cookie, "", receipt(place, writes(place.server.data)).cookie):
        for path in ("letters", "letters/erase"):
            reply = place.server.post(f"/tell/{wrote.story}/{path}", {}, Cookie=cookie)
            assert reply.status == 401
    assert wrote.let_through() == LETTERS and wants(place, wrote.story)


@pytest.mark.parametrize(
    ("heard", "known", "said"),
    [
        (1, 0, ""), (1, 1, "Most people had been there."), (3, 3, "Each time, most people"),
        (4, 1, "In 1 of them, most people had been there."),
        (4, 3, "In 3 of them, most people had been there."),
    ],
)  # fmt: skip
def test_a_receipt_says_in_how_many_workshops_most_had_been_there(
    place: Place, heard: int, known: int, said: str
) -> None:
    id_, secret = ready_story(place.server.data)

    def act(library: KeyedLibrary) -> None:
        put_teams(library.session, *(f"t{at}" for at in range(heard)))
        for at in range(heard):
            remember_heard(library.session, [id_], f"w{at}", f"t{at}", [id_] if at < known else [])

    beside(place.server.data, act)
    text = text_of(Phone.by(place.server, id_, secret))
    assert f"Told in {heard} workshop" in text
    assert said in text and ("most people had been there" in text.lower()) is bool(said)
