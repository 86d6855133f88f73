"""The default agenda, from the open door to the summary, as one room sees it."""

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page

from tools.pictures.asked_how import ask_how
from tools.pictures.pictured_room import PicturedRoom, here
from tools.pictures.plan import View
from workshop.protocol import commands
from workshop.protocol.entries import Commitment, DeskLessonEntry, OfferEntry
from workshop.rules.limits import MOST_VOTED

HOUR_PEOPLE = 8
LEADER_QUESTIONS = ("context", "happened", "turn", "now", "lesson")
"""The questions of the leader's story, in their order; its title is proposed."""
HOUR_SHOWN_S = 0.7
"""Seconds in which the desk is shown what the others have done."""


def play_hour(room: PicturedRoom) -> None:
    """Plays a whole workshop. Raises DidNotCome."""
    for part in (_come, _begin, _hear, _write, _reveal, ask_how, _learn, _vote, _commit, _finish):
        part(room)


def _come(room: PicturedRoom) -> None:
    phone, code = room.phone, room.lead.entries["workshop"]["code"]
    phone.goto(room.windows.url)
    room.takes_page("code", "phone")
    phone.locator("#code").fill("AAA AAA")
    phone.locator("#go").click()
    phone.locator("#fault").wait_for()
    room.takes_page("code-unknown", "phone")
    phone.locator("#code").fill(code)
    phone.locator("#go").click()
    phone.locator(".frame-foot .button-main").wait_for()
    room.takes_page("join", "phone")
    room.presses_main()
    _leader(room)


def _leader(room: PicturedRoom) -> None:
    page = room.windows.open("phone")
    page.goto(here(room.lead.entries["desk"]["leader_url"]))
    lines = room.texts.leader_story.strip().splitlines()
    page.locator("#next").click()
    for name, text in zip(LEADER_QUESTIONS, (*lines, "", room.texts.lesson), strict=True):
        page.locator(f"#{name}").fill(text)
        if name == "happened":
            room.takes_page("leader", "phone", page)
        page.locator("#next").click()
    for _ in ("title", "read"):
        page.locator("#next").click()
    page.locator("#send").click()
    page.locator("#receipt").wait_for()
    room.takes_page("leader-kept", "phone", page)
    page.close()


def _begin(room: PicturedRoom) -> None:
    desk = room.windows.desk
    room.opens_the_screens()
    say = room.windows.say
    here_are = say("{count} are here.", count=say("Nine"))
    room.takes("arrive", phone=say("You are in."), projector=here_are, desk=here_are)
    room.presses("Privacy")
    room.takes("arrive-this-phone")
    room.presses("Back")
    desk.locator(".desk-more > summary").click()
    desk.locator(".desk-help-open").click()
    room.takes("arrive-keys")
    desk.locator("#desk-help button").click()
    room.step(1)
    room.acts()
    room.takes("arrive-rules")


def _hear(room: PicturedRoom) -> None:
    told = room.texts.leader_story.strip().splitlines()[0]
    room.goes("go_first")
    room.takes("go-first", phone=told, projector=told, desk=told)
    room.goes("story")
    room.takes("story")
    steps = len(room.lead.entries["story"]["steps"])
    for step in range(1, steps):
        room.step(step)
        room.acts()
    room.step(steps)
    room.takes("story-lesson", **_seen_by_all(room.lead.entries["story"]["lesson"]))
    room.step(steps + 1)
    question = room.lead.entries["story"]["questions"][0]
    room.takes("story-question", phone=question, projector=question)


def _write(room: PicturedRoom) -> None:
    texts = room.texts
    room.goes("write")
    room.phone.locator("#happened").wait_for()
    room.takes("write")
    room.writes(texts.happened, texts.learned)
    room.takes("write-draft")
    room.presses_main()
    room.takes("write-sent", phone=room.windows.say("You have taken part."))
    room.writes(texts.draft)
    room.acts()
    done = room.windows.say("All or nearly all have taken part.")
    room.takes("write-nearly-done", projector=done, desk=done)
    room.windows.desk.get_by_role("button", name=room.windows.say("Type in a paper card")).click()
    room.takes("write-paper")
    room.lead.must_press(commands.Go, stage="look_through")
    room.takes("write-last-call", phone=room.windows.say("Writing ends in a moment."))


def _reveal(room: PicturedRoom) -> None:
    own, desk = room.texts.happened, room.windows.desk
    room.lead.goes_when_it_may("look_through")
    room.takes("look-through")
    desk.locator(".desk-cover").first.click()
    desk.get_by_role("button", name=room.windows.say("Yes, open it")).click()
    room.takes("look-through-open")
    room.goes("reveal")
    room.takes("reveal-all", phone=own, projector=room.windows.say("This is what we wrote."))
    entries = room.lead.entries
    mine = next(card["n"] for path, card in entries.items()
                if path.startswith("cards/") and card["happened"] == own)  # fmt: skip
    room.step(entries["order"]["cards"].index(mine) + 1)
    room.acts()
    room.takes("reveal-one", phone=own, projector=own)
    room.holds("Ask to take this off the screen")
    room.takes("reveal-asked-off", desk=room.windows.say("Leave it"))
    room.lead.do(commands.LeaveCard(card=str(mine)))
    room.lead.must_press(commands.PageSize, size=6)
    room.step(1)
    room.acts()
    room.takes("reveal-six")


def _learn(room: PicturedRoom) -> None:
    room.goes("talk")
    room.takes("talk")
    room.lead.must_press(commands.Cover, on=True)
    room.takes("cover")
    room.lead.must_press(commands.Cover, on=False)
    room.goes("lessons")
    room.acts()
    # Of many lessons a phone is dealt some, by chance.
    room.takes("lessons", phone=room.windows.say("Add this lesson"), projector=room.texts.learned)
    room.phone.locator("#lesson").fill(room.texts.lesson)
    room.takes("lessons-add")


def _vote(room: PicturedRoom) -> None:
    _make_room_on_the_ballot(room)
    room.goes("vote")
    room.phone.locator(".ballot").first.wait_for()
    room.phone.locator(".ballot", has_text=room.texts.learned).get_by_role("button").last.click()
    room.takes("vote-early")
    room.acts()
    room.takes("vote-late", projector=room.texts.learned)
    _tie(room)
    room.lead.must_press(commands.EndVoting)
    room.takes("vote-tie", desk=room.windows.say("These are tied for the last place:"))
    room.lead.must_press(commands.TakeTied)
    room.takes("vote-ended", phone=room.windows.say("We take these with us"))


def _make_room_on_the_ballot(room: PicturedRoom) -> None:
    """Leaves out what is too much for the ballot, never what the shown phone has taught."""
    room.lead.follow(HOUR_SHOWN_S)
    every = room.lead.view.many("lessons", DeskLessonEntry)
    standing = sorted(every, key=lambda one: (one.text != room.texts.learned, one.text))
    for lesson in standing[MOST_VOTED:]:
        room.lead.do(commands.LeaveOut(lesson=lesson.id, on=True))
    room.lead.until(lambda: len(_on_the_ballot(room)) <= MOST_VOTED)


def _on_the_ballot(room: PicturedRoom) -> list[DeskLessonEntry]:
    every = room.lead.view.many("lessons", DeskLessonEntry)
    return [one for one in every if not one.left_out and not one.parent]


def _tie(room: PicturedRoom) -> None:
    """Votes on paper, so that the third and the fourth lesson have equally many."""
    round_, lessons = room.lead.now.round, _on_the_ballot(room)
    votes = {lesson.id: 0 for lesson in lessons} | room.company.votes(round_)
    votes[next(one.id for one in lessons if one.text == room.texts.learned)] += 1
    by_votes = sorted(lessons, key=lambda one: (-votes[one.id], one.text))
    ranked = [lesson.id for lesson in by_votes]
    missing = votes[ranked[2]] - votes[ranked[3]]
    room.lead.do(commands.PaperVotes(round=round_, lesson=ranked[3], votes=missing))


def _commit(room: PicturedRoom) -> None:
    texts, phone = room.texts, room.phone
    room.goes("commit")
    room.takes("commit", phone=room.windows.say("Offer a commitment"))
    lessons = room.lead.view.many("lessons", DeskLessonEntry)
    first = min(lesson.text for lesson in lessons if lesson.chosen)
    phone.locator(".chosen", has_text=first).get_by_role("button").last.click()
    phone.locator("#when").fill(texts.when)
    phone.locator("#will").fill(texts.will)
    phone.locator("#owner").fill(texts.name)
    room.takes("commit-offer")
    room.presses_main()
    room.lead.until(lambda: _unread(room))
    room.acts()
    room.lead.follow(HOUR_SHOWN_S)
    room.takes("commit-unread", desk=texts.name)
    room.lead.do(commands.LetOn(unread=[one.id for one in _unread(room)]))
    room.lead.until(lambda: _offers(room))
    room.acts()
    for offer in {one.lesson: one for one in reversed(_offers(room))}.values():
        room.lead.do(commands.Pick(commitment=offer.id, on=True))
    room.takes("commit-taken", phone=texts.name, projector=texts.name, desk=texts.name)


def _unread(room: PicturedRoom) -> list[OfferEntry]:
    """Returns what the desk is to read."""
    return list(room.lead.view.many("offers", OfferEntry))


def _offers(room: PicturedRoom) -> list[Commitment]:
    """Returns the offered commitments, the shown phone's first."""
    every = room.lead.view.many("commitments", Commitment)
    return sorted(every, key=lambda one: (one.owner != room.texts.name, one.when))


def _finish(room: PicturedRoom) -> None:
    room.goes("finish")
    room.phone.get_by_role("radio").first.check()
    room.acts()
    room.takes("finish", phone=room.windows.say("Thank you."))
    room.lead.must_press(commands.Seal)
    room.phone.locator("a.button-main[href*=summary]").wait_for()
    room.takes("sealed", desk=room.windows.say("Open the summary"))
    _summary(room)


def _summary(room: PicturedRoom) -> None:
    windows = room.windows
    at_desk, at_phone = windows.open("desk"), windows.open("phone")
    at_desk.goto(f"{room.desk_address}summary/")
    with TemporaryDirectory() as folder:
        file = Path(folder) / "summary.html"
        page = f"{room.address}summary.html?language={windows.language}"
        file.write_text(at_phone.request.get(page).text(), "utf-8")
        at_phone.goto(file.as_uri())
        shown: dict[View, Page] = {"phone": at_phone, "desk": at_desk}
        room.album.take("summary", windows.language, shown)
    at_desk.close()
    at_phone.close()


def _seen_by_all(words: str) -> dict[str, str]:
    return {"phone": words, "projector": words, "desk": words}
